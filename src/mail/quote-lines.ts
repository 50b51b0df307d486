/** How clients announce the quoted mail ("On ... wrote:"), where the first word shows that the line begins so. */
const attributions = [
  'On .{5,250} wrote:?',
  'Am .{5,250}(?:schrieb|geschrieben).{0,120}:',
  'Le .{5,250} a écrit ?:',
  'El .{5,250} escribió:',
  'Il .{5,250} ha scritto:',
  'Em .{5,250} escreveu:',
  'Op .{5,250} schreef.{0,120}:',
  '(?:W dniu|Dnia) .{5,250}(?:pisze|napisał(?:\\(a\\)|a)?):',
  '(?:Den|Tor|Ons|Man|Tir|Fre|Lør|Søn|Mån|Tis|Lör|Sön).{5,250} skrev.{0,120}:',
].map(wholeLine);

/** Forms that may begin with anything: on one line, or on several when the first holds a date. */
const looseAttributions = [
  '.{1,120} (?:wrote|writes)(?: on .{5,80})?:',
  '.{1,120} schrieb(?: am .{5,100})?:',
  '.{1,120} a écrit ?:',
  '.{2,250} (?:pisze|napisał(?:\\(a\\)|a)?|napsal(?:\\(a\\)|a)?|napísal(?:\\(a\\)|a)?):',
  '.{3,250} (?:kirjoitti|yazdı|şunu yazdı|napisao je|írta|a scris):',
  '.{3,250}(?:написал|написала|написал\\(а\\)|пишет|пише|написав|написав\\(ла\\)):',
  '.{3,250}(?:写道|寫道|のメッセージ|書きました|작성|님이 작성) ?[:：]',
  // Any other language: a year, an address in brackets, a colon at the end.
  '(?=.{0,200}(?:19|20)\\d\\d).{5,200}<[^<>\\s]{1,100}@[^<>\\s]{1,100}>.{0,30}[:：]',
].map(wholeLine);

function wholeLine(pattern: string): RegExp {
  return new RegExp(`^[ \\t*_-]*(?:${pattern})[ \\t*_-]*$`, 'u');
}

/** "-----Original Message-----" and its like. */
const separator =
  /^[ \t>*]*[-_=]{2,}\s?(?:original message|original mail|forwarded message|reply message|ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht|message d'origine|message original|message transféré|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|oprindelig besked|ursprungligt meddelande|alkuperäinen viesti|původní zpráva|исходное сообщение|原始邮件|原始郵件|元のメッセージ)\s?[-_=]{2,}[ \t*]*$/iu;

/** Fields of the header block that Outlook puts over the quoted mail. */
const firstField =
  /^[ \t>*_]*(?:from|von|de|od|da|van|från|fra|lähettäjä|от|від|kimden|差出人|发件人|寄件者|보낸 사람)\s?[:：]/iu;
const furtherField =
  /^[ \t>*_]*(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|date d'envoi|à|objet|enviado|fecha|para|asunto|assunto|wysłano|wysłane|data|do|dw|temat|inviato|a|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|dato|til|emne|lähetetty|vastaanottaja|aihe|отправлено|дата|кому|тема|надіслано|gönderildi|kime|konu|送信日時|宛先|件名|发送时间|收件人|主题|寄件日期|收件者|主旨|보낸 날짜|받는 사람|제목)\s?[:：]/iu;

/** A phone or program that signs for itself. */
const footer =
  /^[ \t>]*(?:sent from (?:my|mail|outlook|yahoo|proton|samsung|a |the )|sent (?:with|via) |get outlook for|von meinem .{2,40} gesendet|gesendet (?:von|mit) (?:meinem?|mail|outlook|der)|diese nachricht wurde von meinem|envoyé (?:de|depuis) (?:mon|ma|l')|enviado (?:desde|do) (?:mi|meu|o )|inviato da(?:l mio)? |verzonden vanaf|verstuurd vanaf|wysłan[eoay] z (?:mojego|telefonu|urządzenia|programu|iphone|poczty)|wysłane z|skickat från min|sendt fra min|lähetetty |odesláno z|отправлено (?:с|из) |надіслано з|iphoneから送信|发自我的|從我的)/iu;

/** Where the attribution that begins at `at` ends (behind it; up to three lines), or -1 when none begins there. */
export function endOfAttribution(lines: readonly string[], at: number): number {
  const first = lines[at]!.trim();
  if (first === '' || first.length > 400) return -1;
  let joined = '';
  for (let n = 0; n < 3 && at + n < lines.length; n++) {
    const line = lines[at + n]!.trim();
    if (line === '' || line.startsWith('>')) break;
    joined = n === 0 ? line : `${joined} ${line}`;
    if (joined.length > 500) break;
    if (!/[:：][ \t*_-]*$|wrote$/u.test(line)) continue;
    const forms = n === 0 || /\d/.test(first) ? [...attributions, ...looseAttributions] : attributions;
    if (forms.some((one) => one.test(joined))) return at + n + 1;
  }
  return -1;
}

/** Whether an original-message line or a header block begins here. */
export function beginsOriginal(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (line.length > 400) return false;
  if (separator.test(line)) return true;
  if (!firstField.test(line)) return false;
  const following = lines
    .slice(at + 1, at + 8)
    .filter((one) => one.length <= 2_000 && furtherField.test(one));
  return following.length >= 2;
}

/** Whether the line is a program's or phone's own footer; a whole sentence that begins like one is not. */
export function isFooter(line: string): boolean {
  return line.length <= 200 && footer.test(line) && !/,\s+\p{Ll}/u.test(line);
}
