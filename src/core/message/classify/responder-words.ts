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

const byLanguage: Readonly<Record<string, ResponderWords>> = {
  en: {
    away: `(?:i am|i'm|i will be|i'll be|we are|we're|(?:our|the) office (?:is|will be)|(?:he|she) is|currently|am|will be) ?${gap}(?:out of (?:the |my )?(?:office|country|town)|away|absent|on (?:\\p{L}+ ){0,2}(?:leave|vacation|holidays?)|travell?ing|unavailable|not (?:in the office|in|available|working|at my desk)|closed)|^out of (?:the )?office|(?:will|shall|'ll) (?:be back|return|be returning|be in the office again)|back (?:in the office|at work|at my desk|on|next)|i (?:have|will have|'ve) (?:no|limited|restricted|intermittent|little) access to`,
    machine: `(?:your|this|incoming) (?:e-?mails?|messages?)${gap}(?:not (?:be |being )?(?:forwarded|read|monitored|answered|checked)|be (?:deleted|read (?:up)?on|answered (?:up)?on))|(?:no|limited|restricted|intermittent|sporadic|infrequent|little|not have|without) access to (?:my |the )?e-?mails?|(?:not|n't) (?:be )?(?:checking|reading|monitoring|able to (?:read|check|access)) (?:my )?e-?mails?|(?:this is an?|an|the following) auto(?:matic|mated)?[ -]?(?:reply|response|e-?mail|message|notification|acknowledge?ment|answer)|automatically (?:generated|created|sent)|(?:do|please) not (?:reply|respond) to this`,
    beside: `urgent|emergenc|immediate (?:assistance|help|attention)|(?:in|during) (?:my|this|the) (?:absence|time|period)|(?:upon|on|after|until) my return|when i (?:return|am back|get back)|i (?:will|shall|'ll)${gap}(?:reply|respond|answer|get back)|contact|thanks? (?:you )?for (?:your|the|contacting|writing|reaching|getting in)|received your (?:e-?mail|message)|as soon as (?:possible|i)|apologi[sz]e|sorry for`,
  },
  de: {
    away: `(?:ich|wir|büro|praxis|kanzlei|bin|sind|herr|frau|ist)${gap}(?:nicht (?:\\p{L}+ ){0,2}(?:im (?:büro|haus|hause|dienst|amt)|erreichbar|anwesend|zu erreichen|da|verfügbar)|abwesend|im (?:\\p{L}+)?urlaub|außer haus|(?:auf|in) (?:dienst|geschäfts)?reise|elternzeit|mutterschutz|geschlossen|nur eingeschränkt erreichbar|verreist|unterwegs|wieder (?:im büro|da|erreichbar|zurück|für sie|im haus))|im urlaub|(?:bis|ab|vom) ${gap}(?:nicht im büro|abwesend|im urlaub|nicht erreichbar|wieder (?:im|da|erreichbar|zurück|für))`,
    machine: `(?:e-?mails?|mails?|nachrichten?|sie) (?:wird|werden)${gap}(?:weitergeleitet|gelesen|bearbeitet|umgeleitet|gelöscht)|kein(?:en)? (?:zugriff|zugang) (?:auf|zu)|automatisch (?:generiert|erstellt|erzeugt|versandt|versendet|weitergeleitet)|(?:eine|diese|folgende) automatische (?:antwort|nachricht|e-?mail|mail|benachrichtigung|eingangsbestätigung)|(?:bitte )?antworten sie nicht auf diese`,
    beside: `dringend|vertret|(?:während|in) (?:meiner|dieser|der) (?:abwesenheit|zeit)|nach meiner rückkehr|wenden sie sich|notfälle|notfall|(?:dank|danke)[^.]{0,12} für (?:ihre|deine|die)|melde mich|baldmöglichst|so bald wie möglich|schnellstmöglich|kontaktieren|um ihr verständnis`,
  },
  fr: {
    away: `(?:je|nous|bureau|suis|serai|est)${gap}(?:absente?s?|en congés?|en vacances|en déplacement|hors (?:du |de mon )?bureau|indisponible|injoignable|fermés?|pas (?:\\p{L}+ ){0,2}(?:au bureau|disponible|joignable))|de retour|mon retour`,
    machine: `(?:message|mail|courriel|e-mail|courrier)s? ne (?:sera|seront)${gap}(?:transféré|lu|redirigé|traité)|(?:pas|aucun|sans) (?:d')?accès|accès (?:très )?limité|réponse automatique|(?:généré|envoyé) automatiquement|message automatique|ne pas répondre à ce`,
    beside: `urgen[ct]|pendant (?:mon absence|cette période)|en mon absence|dès mon retour|à mon retour|contacter|merci (?:pour|de) votre|adresser|dans les meilleurs délais`,
  },
  es: {
    away: `(?:estoy|estaré|me encuentro|me encontraré|estamos|oficina|encuentro|está)${gap}(?:fuera|ausente|vacaciones|de viaje|de baja|cerrad|permiso|no (?:\\p{L}+ ){0,2}disponible)|de vacaciones|(?:vuelvo|regreso|volveré|regresaré|vuelta|me reincorpor)`,
    machine: `(?:correos?|mensajes?|e-?mails?) no (?:será|serán|se)${gap}(?:reenvi|leíd|redirigi)|(?:no (?:tengo|tendré)|sin) acceso|acceso limitado|respuesta automática|(?:generado|enviado) automáticamente|mensaje automático|no responda a este`,
    beside: `urgen|durante (?:mi ausencia|este)|en mi ausencia|a mi (?:vuelta|regreso)|contact[ea]|póngase|gracias por (?:su|tu|contactar|escribir)|lo antes posible|a la mayor brevedad`,
  },
  it: {
    away: `(?:sono|sarò|siamo|ufficio|saremo|è)${gap}(?:fuori|assente|in ferie|in vacanza|in trasferta|in viaggio|chius|non (?:\\p{L}+ ){0,2}(?:disponibile|raggiungibile))|in ferie|rientr|tornerò|di ritorno`,
    machine: `(?:messagg[io]|e-?mail|mail|posta)${gap}non (?:sarà|saranno|verrà|verranno)${gap}(?:inoltrat|lett)|(?:non (?:ho|avrò)|senza) accesso|accesso limitato|risposta automatica|generat[oa] automaticamente|messaggio automatico|(?:non|si prega di non) rispondere a quest`,
    beside: `urgen|durante (?:la mia assenza|questo)|in mia assenza|al mio (?:rientro|ritorno)|contattare|grazie per (?:la|il|aver)|rivolger|prima possibile|appena possibile`,
  },
  pt: {
    away: `(?:estou|estarei|encontro-me|estamos|escritório|está|estaremos)${gap}(?:fora|ausente|de férias|em férias|em viagem|licença|fechad|encerrad|indispon|não (?:\\p{L}+ ){0,2}disponível)|de férias|em férias|(?:volto|regresso|retorno|voltarei|regressarei|retornarei)`,
    machine: `(?:mensage(?:m|ns)|e-?mails?) não (?:será|serão)${gap}(?:encaminhad|reencaminhad|lid)|(?:não (?:tenho|terei)|sem) acesso|acesso limitado|resposta automática|(?:gerad[oa]|enviad[oa]) automaticamente|mensagem automática|não responda a est`,
    beside: `urgen|durante (?:a minha ausência|este)|na minha ausência|no meu regresso|contact[ea]|contatar|obrigad[oa] (?:pelo|pela|por)|entre em contato|mais breve possível|assim que possível`,
  },
  nl: {
    away: `(?:ik|wij|we|kantoor|ben|zijn|is)${gap}(?:afwezig|niet (?:\\p{L}+ ){0,2}(?:op kantoor|aanwezig|bereikbaar|beschikbaar)|(?:op|met) (?:\\p{L}+)?vakantie|met verlof|op (?:zaken)?reis|gesloten|buiten kantoor|(?:weer )?terug)|met vakantie|terug op`,
    machine: `(?:e-?mails?|mails?|berichten?|bericht) (?:wordt|worden|zal)${gap}(?:doorgestuurd|gelezen|beantwoord)|(?:geen|beperkte?) toegang|automatisch (?:antwoord|bericht|gegenereerd|verzonden)|automatische (?:reactie|beantwoording)|niet (?:op|te antwoorden)${gap}dit bericht`,
    beside: `dringend|spoed|urgent|tijdens mijn (?:afwezigheid|vakantie)|bij mijn (?:afwezigheid|terugkeer)|na mijn|contact|bedankt voor|dank voor|zo spoedig mogelijk|zo snel mogelijk`,
  },
  pl: {
    away: `(?:jestem|będę|przebywam|biuro|jesteśmy|mnie)${gap}(?:nieobecn|na urlopie|urlop|poza biurem|niedostępn|w delegacji|nieczynne|zamknięte|na zwolnieniu)|na urlopie|nie ma mnie|nie będzie mnie|wracam|wrócę|będę (?:\\p{L}+ )?dostępn|poza biurem|nieobecn`,
    machine: `(?:wiadomość|wiadomości|e-?mail|mail|poczta)${gap}nie (?:będzie|będą|zostanie|zostaną|są|jest)${gap}(?:przekierowan|przekazan|czytan|odczytan|przesłan)|(?:nie (?:mam|będę mie[ćć]\\p{L}*)|bez|ograniczony) dostęp|automatyczna (?:odpowiedź|wiadomość)|wiadomość (?:została )?(?:wygenerowana )?automatyczn|wygenerowan\\p{L}* automatycznie|prosimy nie odpowiadać|nie odpowiadaj na`,
    beside: `piln|w sprawach|podczas mojej|w czasie mojej|po (?:moim )?powrocie|o kontakt|kontaktować|kontakt z|dziękuję za (?:wiadomość|kontakt|maila|e-mail)|dziękujemy za|zastęp|jak najszybciej|niezwłocznie|odpowiem|odpiszę`,
  },
  nordic: {
    away: `(?:jag|jeg|vi|kontor|är|er)${gap}(?:frånvar|borta|semester|tjänsteresa|ledig|bortrest|stängt|(?:ikke|inte|ej) (?:\\p{L}+ ){0,2}(?:til stede|på (?:kontoret|plats|jobb|arbejde)|tilgængelig|tilgjengelig|tillgänglig|anträffbar)|ferie|fravær|orlov|permisjon|bortreist|bortrejst|på (?:tjeneste|forretnings)?rejse|på (?:tjeneste|forretnings)?reise|lukket|stengt|tillbaka|tilbage|tilbake|åter)|på (?:semester|ferie)|(?:tillbaka|tilbage|tilbake|åter) (?:på|den|i|til|mandag|måndag)`,
    machine: `(?:mail|mejl|e-post|e-?mails?|meddelanden?|besked|meldinger?)(?:en|et)? (?:kommer |vil |blir |bliver |läses |videresendes )?${gap}(?:inte|ikke|ej)${gap}(?:vidarebefordra|läs|videresend|lest|læst)|(?:ikke|inte|ingen|begränsad|begrænset|begrenset) (?:\\p{L}+ )?(?:tillgång|adgang|tilgang)|automatiskt? (?:svar|genere|meddelande|besked|melding)|autosvar`,
    beside: `brådskande|akut|hast|haste|urgent|under min (?:frånvaro|semester|ferie)|mit fravær|mitt fravær|kontakt|tack för (?:ditt|mailet|mejlet)|tak for (?:din|mailen)|takk for (?:din|e-posten|henvendelsen)|så snart|när jag är|når jeg er|hurtigst muligt`,
  },
  fi: {
    away: `(?:olen|olemme|toimisto)${gap}(?:poissa|lomalla|vuosilomalla|matkalla|suljettu|tavoittamattomissa)|palaan|poissa toimistosta|paikalla jälleen`,
    machine: `automaattinen (?:vastaus|viesti)|(?:viesti|sähköposti)${gap}ei (?:lueta|välitetä|ohjata)|en (?:lue|pääse)${gap}sähköposti`,
    beside: `kiireelli|poissa ollessani|ota yhteyttä|yhteydenotto|kiitos (?:viesti|yhteyden)|mahdollisimman pian|vastaan`,
  },
  cs: {
    away: `(?:jsem|budu|jsme|nejsem|nebudu|kancelář|som|budem|nie som|nebudem)${gap}(?:mimo|nepřítom|neprítomn|dovolen|služební|služobn|zavřen|zatvoren|nedostupn|v kanceláři|k dispozici|v kancelárii|k dispozícii)|čerpám|dovolen[éou]|vrátím|vrátim|zpět v|späť v|opět k dispozici`,
    machine: `(?:e-?mail|zpráv|správ|pošt)\\p{L}*${gap}(?:nebud[eou]u?|není|nie je|nie sú)${gap}(?:přepos|přesměr|čten|preposiel|presmer|čítan)|(?:nemám|nebudu mít|nebudem mať|omezený|obmedzený) (?:\\p{L}+ )?(?:přístup|prístup)|automatick[áaéo] (?:odpověď|odpoveď|zpráva|správa)|vygenerov[aá]n\\p{L}*`,
    beside: `naléhav|urgent|neodkladn|súrn|v nepřítomnosti|po (?:mém |mojom )?návrat|kontaktujte|obra[tť]te|děkuji za|ďakujem za|zastup`,
  },
  hu: {
    away: `szabadságon|irodán kívül|házon kívül|nem vagyok elérhető|távol vagyok|visszatérek|újra elérhető`,
    machine: `automatikus (?:válasz|üzenet)|nem (?:továbbít|olvas)|nem férek hozzá`,
    beside: `sürgős|távollétem|keress|forduljon|köszönöm (?:a |az )?(?:levelét|üzenetét|megkeresés)|visszatérésem`,
  },
  ro: {
    away: `(?:sunt|voi fi|suntem|biroul)${gap}(?:concediu|plecat|biroului|indisponibil|închis|deplasare)|în concediu|revin|mă (?:voi întorc|întorc)`,
    machine: `r[ăa]spuns automat|mesaj automat|generat automat|nu (?:va fi|vor fi) (?:redirecționat|citit)|acces limitat|nu (?:am|voi avea) acces`,
    beside: `urgen|în absența mea|la întoarcere|contacta|mulțumesc pentru|vă rog`,
  },
  ru: {
    away: `(?:я|меня|мы|офис|нахожусь|буду)${gap}(?:в (?:ежегодном )?отпуске|отпуск|отсутств|вне офиса|командировк|на больничном|нет на (?:рабочем )?месте|не (?:работает|доступ)|закрыт|недоступ)|отсутству|в отпуске|вернусь|выйду на работу|буду (?:\\p{L}+ ){0,2}(?:доступ|на месте|на связи|в офисе)`,
    machine: `(?:письм|сообщени|почт)\\p{L}*${gap}не (?:будет|будут)${gap}(?:пересла|переадрес|прочита)|(?:нет|не имею|ограничен\\p{L}*|не буду иметь) доступ|автоматическ(?:ий ответ|ое (?:сообщение|письмо|уведомление))|(?:отправлено|создано|сформировано) автоматически|автоответ`,
    beside: `срочн|неотложн|на время (?:моего )?отсутств|по возвращени|после возвращения|обращ|связаться|спасибо за|благодарю за|как только|замеща`,
  },
  uk: {
    away: `(?:я|мене|ми|офіс|перебуваю|буду)${gap}(?:у відпустці|відпуст|відсут|поза офісом|відрядженн|лікарнян|немає на|недоступ|зачинен)|у відпустці|відсутн|повернусь|повернуся|буду (?:\\p{L}+ ){0,2}(?:доступ|на місці|на зв'язку|в офісі)`,
    machine: `(?:лист|повідомленн|пошт)\\p{L}*${gap}не (?:буде|будуть)${gap}(?:пересла|переадрес|прочита)|(?:немає|не маю|обмежен\\p{L}*) доступ|автоматичн(?:а відповідь|е (?:повідомлення|сповіщення))|(?:надіслано|створено) автоматично|автовідповід`,
    beside: `термінов|невідкладн|на час (?:моєї )?відсут|після повернення|зверта|зв'язат|дякую за`,
  },
  tr: {
    away: `izin(?:deyim|liyim|de)|ofis(?:te)? (?:dışında|değil)|yurt ?dışında|tatilde|dönüş|döneceğim|seyahatte`,
    machine: `otomatik (?:yanıt|cevap|mesaj|olarak)|e-?posta(?:larıma|ma)? erişim`,
    beside: `acil|iletişim|dönüşümde|teşekkür|bulunmadığım`,
  },
  eastAsian: {
    away: '不在|休暇|お休み|休業|出張|外出|席を外|休假|假期|出差|度假|放假|不在办公室|外出|휴가|부재|출장|휴무|자리를 비',
    machine:
      '自動(?:応答|返信|送信|回覆|回復|答覆)|自动(?:回复|答复|发送)|자동 ?(?:회신|응답|발송)|無法(?:回覆|收發)|无法(?:回复|及时)',
    beside:
      '至急|緊急|お急ぎ|ご連絡|ありがとう|返信|急事|紧急|緊急|联系|聯繫|聯絡|回复|回覆|谢谢|謝謝|급한|긴급|연락|감사',
  },
  el: {
    away: 'εκτός γραφείου|(?:σε )?άδεια|απουσιάζω|λείπω|επιστρέφω|επιστρέψω|απουσία',
    machine: 'αυτόματη (?:απάντηση|απόκριση)|αυτόματο μήνυμα|δεν (?:έχω|θα έχω) πρόσβαση',
    beside: 'επείγο|επικοινων|ευχαριστ|επιστροφή μου',
  },
};

const all = Object.values(byLanguage);

/** Every language's words of one sort as one pattern; each begins a word. */
function anyOf(pick: (words: ResponderWords) => string): RegExp {
  return lowerCasePattern(`(?<!\\p{L})(?:${all.map(pick).join('|')})`);
}

/** The writer, or the office, is away. */
export const awayWords = anyOf((words) => words.away);
/** What only a responder says. */
export const machineWords = anyOf((words) => words.machine);
/** What stands beside it. */
export const besideWords = anyOf((words) => words.beside);
