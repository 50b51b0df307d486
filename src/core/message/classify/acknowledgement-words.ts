import { lowerCase, lowerCasePattern } from '../letters.js';

const matter: Readonly<Record<string, string>> = {
  en: '(?:your )?(?:support )?(?:request|message|ticket|in?quiry|enquiry|e-?mail|case|question|issue|incident|submission|mail)',
  de: '(?:ihre?|deine?)? ?(?:support-?)?(?:anfrage|nachricht|e-?mail|mail|ticket|anliegen|vorgang|meldung|mitteilung)',
};

/** That something was received, by language; pieces of a pattern for lower-case text. */
const received = [
  `(?:we|i)(?:'ve| have)?(?: just)? received ${matter.en}`,
  `${matter.en}[^.!?]{0,60}(?:has been|have been|was|is|were) (?:\\p{L}+ )?(?:received|created|registered|logged|opened|assigned|recorded|submitted|forwarded)`,
  `(?:ticket|case|request|issue|incident|message|e-?mail)[^.!?]{0,30} (?:received|created|opened|registered|logged|acknowledged|confirmation|acknowledge?ment)`,
  '(?:acknowledge?ment|confirmation) of (?:receipt|your)|thank(?:s| you) for (?:contacting|your (?:e-?mail|message|in?quiry|enquiry|request|interest|submission)|getting in touch|reaching out)',
  `${matter.de}[^.!?]{0,60}(?:eingegangen|erhalten|empfangen|erstellt|registriert|angelegt|eröffnet|aufgenommen|erfasst)`,
  `haben (?:wir )?${matter.de} erhalten|eingangsbestätigung|empfangsbestätigung|bestätigung (?:ihrer|des eingangs)|(?:vielen )?dank für ihre (?:anfrage|nachricht|e-?mail|mail|mitteilung)`,
  'accusé de réception|(?:reçu|pris en compte|enregistré) votre (?:demande|message|courriel|e-mail|ticket)|votre (?:demande|message|e-mail|courriel|ticket)[^.!?]{0,60}(?:reçue?|enregistrée?|créée?|prise? en compte)|confirmation de réception|merci (?:pour|de) (?:votre (?:message|demande)|nous avoir contacté)',
  'recibido (?:su|tu) (?:solicitud|mensaje|consulta|correo|e-?mail)|(?:su|tu) (?:solicitud|mensaje|consulta|ticket|caso)[^.!?]{0,60}(?:recibid|registrad|cread)|acuse de recibo|confirmación de recepción|gracias por (?:contactar|ponerse en contacto|su mensaje)',
  'ricevuto (?:la (?:tua|sua|vostra)|il (?:tuo|suo|vostro))|(?:richiesta|ticket|messaggio|segnalazione)[^.!?]{0,60}(?:ricevut|creat|apert|registrat|preso in carico|presa in carico)|conferma di ricezione|grazie per averci contattat',
  'recebemos (?:a |o )?(?:sua|seu)|(?:pedido|solicitação|chamado|ticket|mensagem)[^.!?]{0,60}(?:recebid|criad|abert|registrad|registad)|confirmação de (?:rece[pb]ção|recebimento)|obrigado (?:por|pelo) (?:entrar em contato|contacto|seu contato)',
  'uw (?:verzoek|bericht|aanvraag|vraag|e-?mail|melding|ticket)[^.!?]{0,60}(?:ontvangen|geregistreerd|aangemaakt)|ontvangstbevestiging|bevestiging van (?:ontvangst|uw)|bedankt voor uw (?:bericht|e-?mail|aanvraag)',
  '(?:otrzymaliśmy|przyjęliśmy|zarejestrowaliśmy) (?:\\p{L}+ ){0,2}(?:zgłoszenie|wiadomość|zapytanie|e-?mail|prośbę)|(?:zgłoszenie|wiadomość|zapytanie|sprawa)[^.!?]{0,60}(?:przyjęt|zarejestrowan|otrzyman|utworzon)|potwierdzenie (?:otrzymania|przyjęcia|zgłoszenia|rejestracji)|dziękujemy za (?:kontakt|zgłoszenie|wiadomość|przesłanie)',
  '(?:mottagit|tagit emot|modtaget|mottatt) (?:din|ditt|deres|dit)|(?:ärende|sag|sak|henvendelse|förfrågan)[^.!?]{0,60}(?:mottag|modtaget|mottatt|registrer|oprettet|opprettet|skapat)|mottagningsbekräftelse|kvittering for|tack för (?:ditt meddelande|din förfrågan)|tak for din henvendelse|takk for (?:din )?henvendelse',
  'viestisi on vastaanotettu|olemme vastaanottaneet|kiitos yhteydenotosta',
  '(?:obdrželi|přijali|prijali|dostali) jsme|(?:požadavek|dotaz|žádost|požiadavka)[^.!?]{0,60}(?:přijat|zaregistrov|vytvořen|prijat|vytvoren)|potvrzení (?:o )?(?:přijetí|příjmu)|potvrdenie (?:o )?prijat|děkujeme za|ďakujeme za',
  'megkaptuk|köszönjük (?:a )?(?:levelét|megkeresését|üzenetét)|am primit (?:mesajul|solicitarea|cererea)|mulțumim pentru mesaj|vă mulțumim că ne-ați contactat',
  'получили ваш|ваш[аеи]? (?:заявк|запрос|обращени|письмо|сообщени)\\p{L}*[^.!?]{0,60}(?:принят|получен|зарегистрирован|создан)|спасибо за (?:обращение|ваше)|подтверждение (?:получения|регистрации)',
  'отримали ваш|ваш[аеі]? (?:заявк|запит|звернення|лист|повідомлення)\\p{L}*[^.!?]{0,60}(?:прийнят|отриман|зареєстрован|створен)|дякуємо за (?:звернення|ваше)|підтвердження (?:отримання|реєстрації)',
  'talebiniz (?:alın|oluştur)|mesajınız (?:bize )?ulaş|bizimle iletişime geçtiğiniz için',
  'お問い合わせ(?:を|いただき|ありがとう|を受け付け)|受け付けました|受付(?:完了|いたしました)|已(?:收到|受理)(?:您|你)|感谢您的(?:来信|咨询|联系)|感謝您的(?:來信|諮詢)|문의(?:가|해|를)[^.!?]{0,20}(?:접수|감사)',
  'λάβαμε το (?:μήνυμα|αίτημ)|ευχαριστούμε που επικοινωνήσατε',
].join('|');
const number = '[#№:]?\\s?[\\p{L}]{0,6}[-#]?\\d[\\p{L}\\d-]{0,20}';
/** What a house promises, and what its systems add: never what one person says of himself. */
const promised = [
  `(?:we|someone|(?:our|the|a) (?:\\p{L}+ ){0,3}(?:team|staff|agents?|representatives?|colleagues?|specialists?|support)|a member of[^,;]{0,30}|and)(?:'ll| will| shall| aim to| try to| is going to)(?: \\p{L}+){0,3}? (?:repl|respon|answer|contact|get back|get in touch|be in touch|be with|review|process|handle|look|assist|help|take care|deal)\\p{L}*`,
  '(?:is|are|be|is now|currently) being (?:reviewed|processed|handled|looked (?:at|into)|dealt with)|by (?:our|the|a) (?:\\p{L}+ ){0,2}(?:staff|team|agents?)|will be (?:\\p{L}+ )?(?:reviewed|processed|handled|answered|assigned|addressed|dealt)',
  `(?:ticket|case|request|reference|tracking|incident|vorgangs?|fall|dossier|caso|zgłoszeni[ea]|ärende|sags?|hivatkozási)[ -]?(?:number|id|no|nummer|nr|numéro|número|numero|num)?(?: is| lautet| est| es| è| to)?[.:]? ?${number}|(?:ticket|case|request|reference|tracking|incident|vorgangs|ticket-?)[ -]?(?:number|id|nummer)$`,
  '(?:reply|type|write)[^,;]{0,30} above(?: this line)?|(?:to )?(?:add|provide)[^,;]{0,30} (?:comments?|information|details)|reply(?:ing)? to this (?:e-?mail|message)|(?:view|track|check|see)[^,;]{0,20} (?:status|ticket|request|case)|keep this (?:number|e-?mail)|for your records',
  '(?:melden|kümmern|setzen|bemühen) (?:wir )?uns|(?:wir|unser (?:\\p{L}+ )?(?:team|support|mitarbeiter)|ein mitarbeiter)[^,;]{0,40} (?:melde|bearbeit|antwort|kümmer|beantwort|prüf|setz)\\p{L}*|(?:wird|werden)[^,;]{0,30} (?:bearbeitet|beantwortet|geprüft|bearbeiten|beantworten|prüfen|melden)',
  '(?:nous|y) (?:\\p{L}+ ){0,2}(?:répondr|traiter|contacter|revien|met)\\p{L}*|notre (?:équipe|service)[^,;]{0,30} (?:répond|trait|contact|rev)\\p{L}*|sera (?:\\p{L}+ )?trait\\p{L}*',
  '(?:(?:le|te|les) )?(?:responderemos|contestaremos|atenderemos|contactaremos)|nos pondremos|nuestro equipo[^,;]{0,40}|será (?:atendid|respondid|procesad)\\p{L}',
  '(?:(?:le|ti|vi) )?(?:risponderemo|contatteremo)|nostro (?:team|staff)[^,;]{0,40}|verrà (?:\\p{L}+ )?(?:gestit|elaborat|esaminat)\\p{L}|(?:entraremos|responderemos)[^,;]{0,30}|nossa equipe[^,;]{0,40}',
  '(?:wij|we) (?:\\p{L}+ ){0,3}(?:nemen|antwoorden|reageren|beantwoorden)[^,;]{0,30}|wordt (?:\\p{L}+ )?(?:behandeld|beantwoord)|(?:odpowiemy|skontaktujemy|odezwiemy|zajmiemy)(?: się)?|zostanie (?:\\p{L}+ )?(?:rozpatrzon|rozpatrzen|obsłużon)\\p{L}',
  '(?:vi) (?:\\p{L}+ ){0,2}(?:återkommer|svarar|svarer|vender tilbage|kontakter|behandlar|behandler)|vastaamme|otamme yhteyttä|(?:ozveme|odpovíme|budeme vás kontaktovat)|vom răspunde',
  "(?:мы )?(?:ответим|свяжемся|рассмотрим)|(?:ми )?(?:відповімо|зв'яжемося)|dönüş yapacağız|ご返信いたします|担当者より|(?:我们|我們)(?:会|會|将|將)[^,;]{0,12}|빠른 시일",
].join('|');
/** How soon: a person promises so too. */
const soon =
  'within [^,;]{0,20}(?:hours?|days?)|as soon as possible|shortly|in the order|(?:schnellst|baldm)\\p{L}+|in kürze|so (?:bald|schnell) wie möglich|innerhalb von \\d+ \\p{L}+|dans (?:les meilleurs délais|les plus brefs délais|un délai)|sous \\d+ (?:heures|jours)|lo antes posible|a la (?:mayor )?brevedad|(?:il )?prima possibile|al più presto|entro \\d+ \\p{L}+|(?:o )?mais (?:breve|rápido) possível|em breve|zo (?:spoedig|snel) mogelijk|jak najszybciej|wkrótce|niezwłocznie|så snart som möjligt|så snart (?:som )?muli[gt]{2}|hurtigst muligt|mahdollisimman pian|co nejdříve|hamarosan|cât mai curând|в ближайшее время|найближчим часом|en kısa sürede|追って|빠른 시일';
const hurry = lowerCasePattern(`(?<!\\p{L})(?:${soon})`, 'gu');
const pattern = lowerCasePattern(`(?<!\\p{L})(?:${received})`);
const receipt = lowerCasePattern(`(?<!\\p{L})(?:${received}|${promised})`, 'gu');
const subjects = lowerCasePattern(
  `^(?:\\[[^\\]]{0,60}\\] ?){0,3}(?:[^:]{0,40}: ?)?(?:\\p{L}{1,20} ){0,3}?(?:${received})`,
);

/** Whether a text says that a request was received, as ticket systems do. */
export function acknowledges(text: string): boolean {
  return pattern.test(text.slice(0, 3_000));
}

/** Whether a subject begins so, behind tags ("[Ticket#123] We have received your request"). */
export function acknowledgesInSubject(subject: string): boolean {
  return subjects.test(lowerCase(subject.slice(0, 300)));
}

/** Words of a clause that may stand beside a receipt or a promise: a name, "your", "and". */
const mostBeside = 3;

/** Whether a clause in lower case says that something was received, or what a house promises then, and little else. */
export function isReceipt(clause: string): boolean {
  const own = clause.replace(/["“„«][^"”“»]{0,100}["”“»]/gu, ' ');
  const rest = own.replace(receipt, ' ');
  return rest !== own && (rest.replace(hurry, ' ').match(/[\p{L}\d]+/gu) ?? []).length <= mostBeside;
}
