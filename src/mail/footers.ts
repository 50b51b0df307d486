/** Words of which one shows that a line speaks of a device or a mail program. */
const device =
  /(?:^|[\s«"'(’/]|(?:l|d)')(?:(?:i ?phone|i ?pad|i ?pod|apple|watch|android|samsung|galaxy|huawei|honor|xiaomi|redmi|nokia|sony|xperia|htc|lg|motorola|moto|oneplus|oppo|vivo|pixel|google|blackberry|windows|nexus|lenovo|zte|fairphone|wiko|verizon|at&t|t-mobile|vodafone|outlook|hotmail|yahoo|proton|tutanota|tuta|fastmail|gmail|gmx|web\.de|t-online|seznam|mail\.ru|яндекс|laposte|libero|spark|airmail|aqua|k-9|k9|thunderbird|em client|mailbird|hushmail|startmail|mailfence|mailspring|polymail|zoho|superhuman|bluemail|typeapp|mailbutler|mymail|qq|foxmail|wp|onet|interia|o2)(?![a-z])|i ?phon|i ?pad|android|smartphone|smartfon|handy|mobil|mobile|mobiele|móvil|celular|cellulare|phone|tablet|telefon|teléfono|téléphone|telefoon|toestel|gerät|puhelim|älypuhelim|laittees|телефон|смартфон|мобильн|мобільн|устройств|пристр|планшет|urządzeni|zařízení|zariadeni|mail\b|poczta|počt|почт|cihaz|ordenador|portable)/iu;

/** How such lines begin; only with a device or program named behind. */
const withDevice =
  /^(?:sent (?:from|via|with|using) |von (?!der |dem ).{2,60}(?:gesendet|gesandt|geschickt|verschickt)[.!]?$|(?:gesendet|gesandt|verschickt|verfasst) (?:von|mit|über|via) |envoyé (?:de|depuis|à partir d[eu]|avec|via) |enviado (?:desde|do|da|de|a partir d[eo]|con|com|pelo|por|via) |inviato (?:da|dal|dalla|con|tramite) |(?:verzonden|verstuurd|verstuurt|gestuurd) (?:vanaf|vanuit|met|via) |(?:wysłan[eoay]|wysłałem|wysłałam) (?:z|ze|za pomocą|przy użyciu|przez) |(?:skickat|skickades|skickad) (?:från|med|via) |send[te] (?:fra|med|via) |lähetetty |(?:odesláno|odoslané) (?:z|ze|zo|pomocí|pomocou|přes) |(?:elküldve|küldve) |(?:trimis|expediat) (?:de pe|din|de la) |(?:отправлено|надіслано|відправлено|надіслане) (?:с|со|из|з|із|зі|через|при помощи|за допомогою) |diese (?:nachricht|e-?mail|mail) wurde (?:von|mit) |(?:this|the) (?:message|e-?mail|mail) was sent (?:from|with) )/iu;

/** Openers that need no more: "my", and where to get the program. */
const sure =
  /^(?:sent from (?:my|mon|meinem) |sent on the go[.!]?$|get (?:the )?outlook (?:app )?for |download polymail |von unterwegs gesendet|gesendet von (?:meine[mr]|unterwegs) |envoyé de(?:puis)? (?:mon|ma) |enviado (?:desde mi|do meu|da minha|a partir do meu) |inviato (?:dal mio|dalla mia) |(?:verzonden|verstuurd) (?:vanaf|met) mijn |wysłan[eoay] z (?:mojego|mojej) |skickat från m(?:in|itt) |sendt fra m(?:in|itt?) |odesláno z mého |отправлено с моего |надіслано з мого |(?:holen sie sich|laden sie|beziehen sie) outlook |outlook für (?:ios|android|mac|windows) (?:beziehen|herunterladen)|outlook für (?:ios|android) |(?:télécharge[rz]?|obtenir|obtenez) outlook pour |(?:obtener|obtén|descargar|obter|baixar|obtenha|transferir) (?:o )?outlook para |(?:scarica|ottieni) outlook per |outlook voor (?:ios|android) |(?:download|krijg) outlook voor |(?:pobierz|uzyskaj) (?:aplikację |program )?outlook |(?:hämta|hent|få|last ned|hanki|stáhnout|získejte|získať|stiahnuť) (?:aplikaci )?outlook |(?:скачать|скачайте|получить|получите|отримати|отримайте|завантажити) outlook |(?:ios|android) için outlook|yahoo mail: search, organi[sz]e|(?:virus-free|virenfrei|sans virus|libre de virus|senza virus|privo di virus|wolny od wirusów|bez wirusów|livre de vírus|virusvrij|без вирусов)[.!]? ?.{0,8}www\.av(?:ast|g)\.com)/iu;

/** Languages that put the verb last, or write without spaces. */
const verbLast =
  /(?:iphone|ipad|android|samsung|galaxy|huawei|xiaomi|outlook|yahoo|telefon|cihaz|mail).{0,50}(?:gönderildi|gönderilmiştir|yollandı)\.?$|から送信(?:されました)?。?$|^.{0,20}outlook.{0,20}(?:を入手|を取得|をダウンロード|다운로드|받기)|^(?:发|發|來|来|寄)自(?:我的|我|手机|手機|网易|網易|新浪|qq|foxmail|outlook|iphone|ipad|华为|小米|魅族)|^[从從]我?的? ?.{1,30}(?:发送|發送|傳送|寄出|寄送)$|^通过.{1,20}发送$|^(?:获取|下载|取得|下載) ?(?:适用于 ?\w{3,8} ?的 ?)?outlook|^.{1,40}(?:에서|으로|로|를 통해) (?:보냄|보냈습니다|전송됨|보낸 메일|발송됨)\.?$/iu;

/** "Sent from a magnificent torch of pixels": only where it stands at the end. */
const ownWords =
  /^(?:sent (?:from|via|using|with) |von .{2,40} gesendet$|gesendet (?:von|mit) |envoyé (?:de|depuis) |enviado (?:desde|do|da) |inviato da|skickat från |sendt fra |wysłan[eoa] z )/iu;

/** Whether the line is a program's or phone's own footer; a sentence that only begins like one is not. */
export function isFooter(line: string): boolean {
  const text = plain(line, 200);
  if (text === null) return false;
  return (
    sure.test(text) ||
    (withDevice.test(text) && device.test(text)) ||
    (text.length <= 100 && verbLast.test(text))
  );
}

/** Whether the line could be a footer in somebody's own words; the caller knows that nothing else follows. */
export function isOwnFooter(line: string): boolean {
  const text = plain(line, 70);
  return text !== null && ownWords.test(text);
}

/** Where to get the program, which a text part shows amid the words. */
const link = /\s{0,3}<(?:https?:|mailto:)[^<>\s]{1,1500}>\s{0,3}/gi;

/** "Please excuse typos": what people put behind it; nothing else is asked for or told. */
const pleas =
  'excuse|pardon|forgive|sorry for|apologi[sz]e for|apologies for|entschuldig(?:e|t|en sie|ung für)|verzeih(?:en sie|ung für)|sorry für|przepraszam za|wybaczyć|o wybaczenie|(?=tippfehler|rechtschreibfehler)';
const slips =
  'any|my|the|and|for|all|possible|brief|short|etwaige|evtl\\.?|eventuelle|meine|die|der|und|kurze|ewentualne|wszelkie|i|typos?|typing|spelling|autocorrect|mistakes|errors|brevity|terseness|tippfehler|rechtschreibfehler|schreibfehler|fehler|kürze|entschuldigen|verzeihen|literówki|błędy|zwięzłość';
const apology = new RegExp(
  `(?:[.,;!]| [-–—])\\s{1,3}(?:so |please |pls |bitte |proszę ){0,2}(?:${pleas}) ?(?:(?:${slips})[ ,&/]{0,2}){1,8}[.!]{0,3}$`,
  'iu',
);

/** Without emphasis, brackets, links and apologies; null for what is too short, too long, or goes on as a sentence does. */
function plain(whole: string, longest: number): string | null {
  if (whole.length > 2_000) return null;
  const line = whole.replace(link, ' ').trim();
  if (line.length < 5 || line.length > longest) return null;
  const text = line.replace(apology, '');
  if (/,\s+(?!an? AT)\p{Ll}|[?:;]\s*$/u.test(text)) return null;
  return text.replace(/^[\s>*_~([-]{1,10}/, '').replace(/[\s*_~)\]]{1,10}$/, '');
}
