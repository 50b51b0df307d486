import { automaticWords } from '../auto-reply-words.js';
import { lowerCasePattern } from '../letters.js';

/** What responders write, by language: pieces of `lowerCasePattern`s for text on one line. */
interface ResponderWords {
  /** The writer, or the office, is away. */
  readonly away: string;
  /** What only a responder says: the mail is not read or forwarded, no access, "this is an automatic answer". */
  readonly machine: string;
  /** What both say beside it: urgent cases, deputies, an answer after the return, thanks for the mail. */
  readonly beside: string;
}

/** Few words that may stand between, within the sentence. */
const gap = '[^!?;]{0,60}?';
/** Access to what: to a portal it is a customer's matter. */
const toMail =
  '[^.!?]{0,30}?(?:mail|mejl|post|poczt|correo|courri|messag|wiadomo|nachricht|internet|поч|пошт|pošt)';

const byLanguage: Readonly<Record<string, ResponderWords>> = {
  en: {
    away: `(?:i am|i'm|i will be|i'll be|we are|we're|(?:our|the) office (?:is|will be)|(?:he|she) is|currently|am|will be) ?${gap}(?:out of (?:the |my )?(?:office|country|town)|away|absent|on (?:\\p{L}+ ){0,2}(?:leave|vacation|holidays?)|travell?ing|unavailable|not (?:in the office|in|available|working|at my desk)|closed)|^(?:out of (?:the )?office|ooo|oof)(?!\\p{L})|no longer (?:works? |employed |working )?(?:for|at|here|with|in|part of)|(?:has|have|i've) left (?:the |our )?(?:company|organi[sz]ation|firm|team)|(?:has|have|i am|i'm|is) (?:now )?retired|(?:will|shall|'ll) (?:be back|return|be returning|be in the office again)|back (?:in the office|at work|at my desk|on|next)|i (?:have|will have|'ve) (?:no|limited|restricted|intermittent|little) access to`,
    machine: `(?:your|this|incoming) (?:e-?mails?|messages?)${gap}(?:not (?:be |being )?(?:forwarded|read|monitored|answered|checked)|be (?:deleted|read (?:up)?on|answered (?:up)?on))|(?:no|limited|restricted|intermittent|sporadic|infrequent|little|not have|without) access to (?:my |the )?e-?mails?|(?:not|n't) (?:be )?(?:checking|reading|monitoring|able to (?:read|check|access)) (?:my )?e-?mails?|(?:this is an?|the following is an?) auto(?:matic|mated)?[ -]?(?:generated )?(?:reply|response|e-?mail|message|notification|acknowledge?ment|answer)|automatically (?:generated|created|sent)|(?:do|please) not (?:reply|respond) to this`,
    beside: `urgent|emergenc|reach (?:me|us|him|her|them)|(?:slow|delay\\p{L}{0,2}|longer|later) (?:to |in |than )?(?:respon|repl|answer|usual)|(?:e-?mail )?address (?:has|is) (?:now )?changed|work part[- ]time|immediate (?:assistance|help|attention)|(?:in|during) (?:my|this|the) (?:absence|time|period)|(?:upon|on|after|until) my return|when i (?:return|am back|get back)|i (?:will|shall|'ll)${gap}(?:reply|respond|answer|get back)|contact|thanks? (?:you )?for (?:your|the|contacting|writing|reaching|getting in)|received your (?:e-?mail|message)|as soon as i|apologi[sz]e|sorry for`,
  },
  de: {
    away: `(?:ich|wir|büro|praxis|kanzlei|bin|sind|herr|frau|ist)${gap}(?:nicht (?:\\p{L}+ ){0,2}(?:im (?:büro|haus|hause|dienst|amt)|erreichbar|anwesend|zu erreichen|da|verfügbar)|abwesend|im (?:\\p{L}+)?urlaub|außer haus|(?:auf|in) (?:dienst|geschäfts)?reise|elternzeit|mutterschutz|geschlossen|nur eingeschränkt erreichbar|verreist|unterwegs|wieder (?:im büro|da|erreichbar|zurück|für sie|im haus))|im urlaub|(?:arbeite[tn]?|bin|ist|sind)${gap}nicht mehr (?:\\p{L}+ ){0,3}(?:tätig|beschäftigt|bei|für|im haus|im unternehmen)|arbeitet nicht mehr|aus dem unternehmen ausgeschieden|(?:unternehmen|firma) verlassen|(?:bis|ab|vom) ${gap}(?:nicht im büro|abwesend|im urlaub|nicht erreichbar|wieder (?:im|da|erreichbar|zurück|für))`,
    machine: `(?:e-?mails?|mails?|nachrichten?|sie) (?:wird|werden)${gap}(?:weitergeleitet|gelesen|bearbeitet|umgeleitet|gelöscht)|kein(?:en)? (?:zugriff|zugang) (?:auf|zu)${toMail}|automatisch (?:generiert|erstellt|erzeugt|versandt|versendet|weitergeleitet)|(?:bitte )?antworten sie nicht auf diese`,
    beside: `dringend|vertret|erreichen sie (?:mich|uns)|teilzeit|(?:während|in) (?:meiner|dieser|der) (?:abwesenheit|zeit)|nach meiner rückkehr|wenden sie sich|notfälle|notfall|(?:dank|danke)[^.]{0,12} für (?:ihre|deine|die)|melde(?:n)? (?:mich|uns|ich mich|wir uns)|(?:be)?antwort(?:e|en)(?!\\p{L})|kontaktieren|um ihr verständnis`,
  },
  fr: {
    away: `(?:je|nous|bureau|suis|serai|est)${gap}(?:absente?s?|en congés?|en vacances|en déplacement|hors (?:du |de mon )?bureau|indisponible|injoignable|fermés?|pas (?:\\p{L}+ ){0,2}(?:au bureau|disponible|joignable))|de retour|mon retour|ne (?:travaille|fai[st]) plus|n'(?:est|suis) plus (?:dans|chez|employé|salarié)|(?:quitté) (?:la société|l'entreprise|mes fonctions)`,
    machine: `(?:message|mail|courriel|e-mail|courrier)s? ne (?:sera|seront)${gap}(?:transféré|lu|redirigé|traité)|(?:(?:pas|aucun|sans) (?:d')?accès|accès (?:très )?limité)${toMail}|(?:généré|envoyé) automatiquement|ne pas répondre à ce`,
    beside: `urgen[ct]|pendant (?:mon absence|cette période)|en mon absence|dès mon retour|à mon retour|contacter|merci (?:pour|de) votre|adresser|répondr(?:ai|ons)|reviendr(?:ai|ons) vers`,
  },
  es: {
    away: `(?:estoy|estaré|me encuentro|me encontraré|estamos|oficina|encuentro|está)${gap}(?:fuera|ausente|vacaciones|de viaje|de baja|cerrad|permiso|no (?:\\p{L}+ ){0,2}disponible)|de vacaciones|(?:vuelvo|regreso|volveré|regresaré|vuelta|me reincorpor)|ya no (?:trabaj|formo|forma|pertene)|dejado la empresa`,
    machine: `(?:correos?|mensajes?|e-?mails?) no (?:será|serán|se)${gap}(?:reenvi|leíd|redirigi)|(?:(?:no (?:tengo|tendré)|sin) acceso|acceso limitado)${toMail}|(?:generado|enviado) automáticamente|no responda a este`,
    beside: `urgen|durante (?:mi ausencia|este)|en mi ausencia|a mi (?:vuelta|regreso)|contact[ea]|póngase|gracias por (?:su|tu|contactar|escribir)|(?:respond|contest)er(?:é|emos)`,
  },
  it: {
    away: `(?:sono|sarò|siamo|ufficio|saremo|è)${gap}(?:fuori|assente|in ferie|in vacanza|in trasferta|in viaggio|chius|non (?:\\p{L}+ ){0,2}(?:disponibile|raggiungibile))|in ferie|rientr|tornerò|di ritorno|non lavor\\p{L}{1,3} più|lasciato l'azienda`,
    machine: `(?:messagg[io]|e-?mail|mail|posta)${gap}non (?:sarà|saranno|verrà|verranno)${gap}(?:inoltrat|lett)|(?:(?:non (?:ho|avrò)|senza) accesso|accesso limitato)${toMail}|generat[oa] automaticamente|(?:non|si prega di non) rispondere a quest`,
    beside: `urgen|durante (?:la mia assenza|questo)|in mia assenza|al mio (?:rientro|ritorno)|contattare|grazie per (?:la|il|aver)|rivolger|risponder(?:ò|emo)`,
  },
  pt: {
    away: `(?:estou|estarei|encontro-me|estamos|escritório|está|estaremos)${gap}(?:fora|ausente|de férias|em férias|em viagem|licença|fechad|encerrad|indispon|não (?:\\p{L}+ ){0,2}disponível)|de férias|em férias|(?:volto|regresso|retorno|voltarei|regressarei|retornarei)|não trabalh\\p{L}{1,3} mais|já não (?:trabalh|faç|faz)|deixei a empresa`,
    machine: `(?:mensage(?:m|ns)|e-?mails?) não (?:será|serão)${gap}(?:encaminhad|reencaminhad|lid)|(?:(?:não (?:tenho|terei)|sem) acesso|acesso limitado)${toMail}|(?:gerad[oa]|enviad[oa]) automaticamente|não responda a est`,
    beside: `urgen|durante (?:a minha ausência|este)|na minha ausência|no meu regresso|contact[ea]|contatar|obrigad[oa] (?:pelo|pela|por)|entre em contato|responder(?:ei|emos)`,
  },
  nl: {
    away: `(?:ik|wij|we|kantoor|ben|zijn|is)${gap}(?:afwezig|niet (?:\\p{L}+ ){0,2}(?:op kantoor|aanwezig|bereikbaar|beschikbaar)|(?:op|met) (?:\\p{L}+)?vakantie|met verlof|op (?:zaken)?reis|gesloten|buiten kantoor|(?:weer )?terug)|met vakantie|terug op|niet (?:meer|langer) (?:werkzaam|in dienst)|werkt? niet (?:meer|langer)`,
    machine: `(?:e-?mails?|mails?|berichten?|bericht) (?:wordt|worden|zal)${gap}(?:doorgestuurd|gelezen|beantwoord)|(?:geen|beperkte?) toegang${toMail}|automatisch (?:gegenereerd|verzonden)|niet (?:op|te antwoorden)${gap}dit bericht`,
    beside: `dringend|spoed|urgent|tijdens mijn (?:afwezigheid|vakantie)|bij mijn (?:afwezigheid|terugkeer)|na mijn|contact|bedankt voor|dank voor|(?:zal|zullen|zal ik|zullen wij)[^.!?]{0,40}(?:antwoorden|reageren|beantwoorden|contact)|antwoord ik|beantwoord ik`,
  },
  pl: {
    away: `(?:jestem|będę|przebywam|biuro|jesteśmy|mnie)${gap}(?:nieobecn|na urlopie|urlop|poza biurem|niedostępn|w delegacji|nieczynne|zamknięte|na zwolnieniu)|na urlopie|nie ma mnie|nie będzie mnie|wracam|wrócę|będę (?:\\p{L}+ )?dostępn|poza biurem|nieobecn|(?:już |w firmie )nie pracuj|nie pracuj\\p{L}{1,3} (?:już|w (?:firmie|naszej))`,
    machine: `(?:wiadomość|wiadomości|e-?mail|mail|poczta)${gap}nie (?:będzie|będą|zostanie|zostaną|są|jest)${gap}(?:przekierowan|przekazan|czytan|odczytan|przesłan)|(?:nie (?:mam|będę mie[ćć]\\p{L}*)|bez|ograniczony) dostęp${toMail}|wiadomość (?:została )?(?:wygenerowana )?automatyczn|wygenerowan\\p{L}* automatycznie|prosimy nie odpowiadać|nie odpowiadaj na`,
    beside: `piln|w sprawach|podczas mojej|w czasie mojej|po (?:moim )?powrocie|o kontakt|kontaktować|kontakt z|dziękuję za (?:wiadomość|kontakt|maila|e-mail)|dziękujemy za|zastęp|odpowiem|odpiszę`,
  },
  nordic: {
    away: `(?:jag|jeg|vi|kontor|är|er)${gap}(?:frånvar|borta|semester|tjänsteresa|ledig|bortrest|stängt|(?:ikke|inte|ej) (?:\\p{L}+ ){0,2}(?:til stede|på (?:kontoret|plats|jobb|arbejde)|tilgængelig|tilgjengelig|tillgänglig|anträffbar)|ferie|fravær|orlov|permisjon|bortreist|bortrejst|på (?:tjeneste|forretnings)?rejse|på (?:tjeneste|forretnings)?reise|lukket|stengt|tillbaka|tilbage|tilbake|åter)|på (?:semester|ferie)|(?:tillbaka|tilbage|tilbake|åter) (?:på|den|i|til|mandag|måndag)|(?:arbetar|jobbar|jobber|arbejder|arbeider) (?:inte|ikke) (?:längre|længere|lenger)|har (?:slutat|sluttet)|fratrådt`,
    machine: `(?:mail|mejl|e-post|e-?mails?|meddelanden?|besked|meldinger?)(?:en|et)? (?:kommer |vil |blir |bliver |läses |videresendes )?${gap}(?:inte|ikke|ej)${gap}(?:vidarebefordra|läs|videresend|lest|læst)|(?:ikke|inte|ingen|begränsad|begrænset|begrenset) (?:\\p{L}+ )?(?:tillgång|adgang|tilgang)${toMail}|automatiskt? genere`,
    beside: `brådskande|akut|hast|haste|urgent|under min (?:frånvaro|semester|ferie)|mit fravær|mitt fravær|kontakt|tack för (?:ditt|mailet|mejlet)|tak for (?:din|mailen)|takk for (?:din|e-posten|henvendelsen)|när jag är|når jeg er|återkommer|svar(?:ar|er) (?:jag|jeg|vi|på)|(?:jag|jeg|vi) svar(?:ar|er)|vender tilbage|så snart (?:jag|jeg)`,
  },
  fi: {
    away: `(?:olen|olemme|toimisto)${gap}(?:poissa|lomalla|vuosilomalla|matkalla|suljettu|tavoittamattomissa)|palaan|poissa toimistosta|paikalla jälleen|en (?:ole|työskentele) enää|ei (?:ole|työskentele) enää`,
    machine: `(?:viesti|sähköposti)${gap}ei (?:lueta|välitetä|ohjata)|en (?:lue|pääse)${gap}sähköposti`,
    beside: `kiireelli|poissa ollessani|ota yhteyttä|yhteydenotto|kiitos (?:viesti|yhteyden)|vastaan`,
  },
  cs: {
    away: `(?:jsem|budu|jsme|nejsem|nebudu|kancelář|som|budem|nie som|nebudem)${gap}(?:mimo|nepřítom|neprítomn|dovolen|služební|služobn|zavřen|zatvoren|nedostupn|v kanceláři|k dispozici|v kancelárii|k dispozícii)|čerpám|dovolen[éou]|vrátím|vrátim|zpět v|späť v|opět k dispozici|(?:již|už) (?:\\p{L}+ ){0,2}nepracuj|nepracuj\\p{L}{1,2} (?:již|už)`,
    machine: `(?:e-?mail|zpráv|správ|pošt)\\p{L}*${gap}(?:nebud[eou]u?|není|nie je|nie sú)${gap}(?:přepos|přesměr|čten|preposiel|presmer|čítan)|(?:nemám|nebudu mít|nebudem mať|omezený|obmedzený) (?:\\p{L}+ )?(?:přístup|prístup)${toMail}|vygenerov[aá]n\\p{L}*`,
    beside: `naléhav|urgent|neodkladn|súrn|v nepřítomnosti|po (?:mém |mojom )?návrat|kontaktujte|obra[tť]te|děkuji za|ďakujem za|zastup`,
  },
  hu: {
    away: `szabadságon|irodán kívül|házon kívül|nem vagyok elérhető|távol vagyok|visszatérek|újra elérhető|már nem dolgoz`,
    machine: `nem (?:továbbít|olvas)|nem férek hozzá`,
    beside: `sürgős|távollétem|keress|forduljon|köszönöm (?:a |az )?(?:levelét|üzenetét|megkeresés)|visszatérésem`,
  },
  ro: {
    away: `(?:sunt|voi fi|suntem|biroul)${gap}(?:concediu|plecat|biroului|indisponibil|închis|deplasare)|în concediu|revin|mă (?:voi întorc|întorc)|nu mai lucr`,
    machine: `generat automat|nu (?:va fi|vor fi) (?:redirecționat|citit)|(?:acces limitat|nu (?:am|voi avea) acces)${toMail}`,
    beside: `urgen|în absența mea|la întoarcere|contacta|mulțumesc pentru|vă rog`,
  },
  ru: {
    away: `(?:я|меня|мы|офис|нахожусь|буду)${gap}(?:в (?:ежегодном )?отпуске|отпуск|отсутств|вне офиса|командировк|на больничном|нет на (?:рабочем )?месте|не (?:работает|доступ)|закрыт|недоступ)|отсутству|в отпуске|вернусь|выйду на работу|буду (?:\\p{L}+ ){0,2}(?:доступ|на месте|на связи|в офисе)|больше не работа`,
    machine: `(?:письм|сообщени|почт)\\p{L}*${gap}не (?:будет|будут)${gap}(?:пересла|переадрес|прочита)|(?:нет|не имею|ограничен\\p{L}*|не буду иметь) доступ${toMail}|(?:отправлено|создано|сформировано) автоматически`,
    beside: `срочн|неотложн|на время (?:моего )?отсутств|по возвращени|после возвращения|обращ|связаться|спасибо за|благодарю за|как только|замеща`,
  },
  uk: {
    away: `(?:я|мене|ми|офіс|перебуваю|буду)${gap}(?:у відпустці|відпуст|відсут|поза офісом|відрядженн|лікарнян|немає на|недоступ|зачинен)|у відпустці|відсутн|повернусь|повернуся|буду (?:\\p{L}+ ){0,2}(?:доступ|на місці|на зв'язку|в офісі)|більше не працю`,
    machine: `(?:лист|повідомленн|пошт)\\p{L}*${gap}не (?:буде|будуть)${gap}(?:пересла|переадрес|прочита)|(?:немає|не маю|обмежен\\p{L}*) доступ${toMail}|(?:надіслано|створено) автоматично`,
    beside: `термінов|невідкладн|на час (?:моєї )?відсут|після повернення|зверта|зв'язат|дякую за`,
  },
  tr: {
    away: `izin(?:deyim|liyim|de)|ofis(?:te)? (?:dışında|değil)|yurt ?dışında|tatilde|dönüş|döneceğim|seyahatte|artık çalışm`,
    machine: `otomatik olarak|e-?posta(?:larıma|ma)? erişim`,
    beside: `acil|iletişim|dönüşümde|teşekkür|bulunmadığım`,
  },
  eastAsian: {
    away: '不在|休暇|お休み|休業|出張|外出|席を外|休假|假期|出差|度假|放假|不在办公室|外出|휴가|부재|출장|휴무|자리를 비|退職|离职|離職|퇴사',
    machine:
      '(?:この|本|これは|此|这是|這是|이 |본 )[^。]{0,10}(?:自動|自动|자동)|(?:自動|自动) ?(?:応答|返信|送信|回复|回覆|回復|发送|發送)(?:$|です|され|して(?:い|お)|メールです|的|により|にて)|자동 ?(?:회신|응답|발송)(?:$|입니다|된|되)|無法(?:回覆|收發)|无法(?:回复|及时)',
    beside:
      '至急|緊急|お急ぎ|ご連絡|ありがとう|返信|急事|紧急|緊急|联系|聯繫|聯絡|回复|回覆|谢谢|謝謝|급한|긴급|연락|감사',
  },
  el: {
    away: 'εκτός γραφείου|(?:σε )?άδεια|απουσιάζω|λείπω|επιστρέφω|επιστρέψω|απουσία|δεν εργάζομαι πλέον',
    machine: 'δεν (?:έχω|θα έχω) πρόσβαση',
    beside: 'επείγο|επικοινων|ευχαριστ|επιστροφή μου',
  },
};

const all = Object.values(byLanguage);

/** Every language's words of one sort as one pattern; each begins a word. */
function anyOf(pick: (words: ResponderWords) => string): RegExp {
  return lowerCasePattern(`(?<!\\p{L})(?:${all.map(pick).join('|')})`);
}

/** "This is an automatic reply": the demonstrative, what links, and an article, of any language. */
const selfNamed =
  "^[^\\p{L}]{0,5}(?:AUTO)[^\\p{L}]{0,5}(?:$|[:：–—-])|(?<!\\p{L})(?:this|(?:the )?following|dies(?:e|er|es)?|das|hierbei|es|ceci|cela|cette?|ce|il s'agit|c'est|est[aeo]|se trata|quest[ao]|si tratta|isto|trata-se|dit|deze|to|ta|tej|niniejsza|det(?: här)?|dett[ae]|denne|tämä|to(?:to)?|tato|táto|ez|acesta|aceasta|это|данное|це|цей|bu|αυτή|αυτό)(?: is| was| handelt| ist| est| es| è| é| jest| är| er| on| je| este| είναι)?(?: sich um)?(?: an?| eine[rn]?| une?| d'une?| una?| de una?| di una?| uma?| de uma?| een| ett?| en| egy| o)?(?: e-?mail| message| nachricht| mail)? ?(?:AUTO)(?!\\p{L})".replaceAll(
    'AUTO',
    automaticWords,
  );
/** Automatic answers in any form of the words. */
const anyAutomatic =
  '(?<!\\p{L})(?:AUTO|auto(?:mat\\p{L}{1,8})?[ -]?(?:repl|respon|antwort|odpow|odpov|svar|vastau|válasz|отв|відп)\\p{L}{0,10}|(?:répons|respuest|rispost|respost|messa|mensa|odpowied)\\p{L}{1,6} autom\\p{L}{2,9}|автоматич\\p{L}{1,6} (?:ответ|відпов)\\p{L}{0,5}|автоотв\\p{L}{1,8})'.replaceAll(
    'AUTO',
    automaticWords,
  );
const anyName = lowerCasePattern(anyAutomatic);

/** Whether a sentence in lower case speaks of automatic answers. */
export function namesAutomatic(sentence: string): boolean {
  return anyName.test(sentence);
}

/** The writer, or the office, is away. */
export const awayWords = anyOf((words) => words.away);
/** What only a responder says. */
export const machineWords = lowerCasePattern(
  `(?<!\\p{L})(?:${all.map((words) => words.machine).join('|')})|${selfNamed}`,
);
/** What stands beside it. */
export const besideWords = anyOf((words) => words.beside);
