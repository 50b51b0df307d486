import { lowerCase } from '../letters.js';
import type { Body } from '../message.js';
import { sentencesOf } from '../sentences.js';
import { wordsOf } from './body-words.js';
import { awayWords, besideWords, machineWords } from './responder-words.js';

/** How a text reads, as the text of a responder. */
export interface ResponderText {
  readonly words: number;
  /** It says that the writer is away. */
  readonly away: boolean;
  /** It says what only a responder says. */
  readonly machine: boolean;
  /** How many sentences are not understood: a person may say anything in them. */
  readonly strange: number;
  /** It asks something, agrees to something, or speaks about what was written: a person does. */
  readonly personal: boolean;
  /** The text itself, in lower case, without what it quotes. */
  readonly text: string;
}

/** Where quoting begins; what stands below is somebody else's. */
const quote =
  /^[ \t]{0,8}(?:>|-{2,}[ \t]{0,3}(?:original|ursprüng|forwarded|weitergeleitet|message d|mensaje|messaggio|mensagem|oorspronkelijk|wiadomość|исходное)|_{10,}|(?:from|von|de|da|od|van|från|fra|от|від|发件人|寄件者|差出人)[:：] |[^\n]{1,300}(?:wrote|schrieb[^\n]{0,80}|écrit|escribió|escribiste|ha scritto|scritto|escreveu|schreef[^\n]{0,80}|napisał(?:a|\(a\))?|skrev[^\n]{0,80}|kirjoitti|napsal(?:a|\(a\))?|írta|a scris|пишет|написал(?:а|\(а\))?|написав|yazdı|έγραψε)[ \t]?:[ \t]*$)/imu;

const greeting =
  /^(?:hi|hello|hey|dear|greetings|good (?:morning|day|afternoon|evening)|to whom|hallo|guten (?:tag|morgen)|sehr geehrte[rs]?|liebe[rs]?|moin|servus|bonjour|cher|chère|madame|monsieur|hola|buenos días|buenas|estimad[oa]s?|buongiorno|gentile|salve|ciao|spett|olá|ol[aá]|bom dia|prezad[oa]s?|car[oa]s?|beste|geachte|goedendag|dzień dobry|witam|szanowni|szanown[ya]|cześć|hej|hei|god dag|kära|kære|kjære|dobrý den|vážen|ahoj|tisztelt|kedves|bună|stimat|здравствуй|добрый день|уважаем|привет|добрий день|шановн|доброго|merhaba|sayın|お世話|您好|你好|안녕|αγαπητ|γεια)/iu;
const signOff =
  /^(?:(?:with )?(?:kind|best|warm|many)? ?(?:regards|wishes)|best|sincerely|yours|cheers|thanks|thank you|many thanks|mit (?:freundlich|best|lieb)\p{L}*|(?:viele|beste|liebe|freundliche|herzliche) grüße|gruß|mfg|lg|cordialement|bien (?:cordialement|à vous)|(?:un )?(?:cordial )?saludos?|atentamente|cordiali saluti|distinti saluti|saluti|grazie|atenciosamente|com os melhores|cumprimentos|obrigad[oa]|met vriendelijke|groet\p{L}*|vriendelijke|pozdrawiam|z poważaniem|med vänlig\p{L}*|vänliga|hälsningar|mvh|med venlig\p{L}*|venlig hilsen|hilsen|med vennlig\p{L}*|vennlig hilsen|ystävällisin|terveisin|s pozdravem|üdvözlettel|cu stimă|с уважением|з повагою|saygılarımla|よろしく|宜しく|此致|祝好|谢谢|謝謝|감사합니다|με εκτίμηση)(?!\p{L})/iu;
const contact = /[^\s@]{1,64}@[^\s@]{1,64}\.\p{L}|(?:\+|\b0|\()\d[\d\s()/.-]{5,}/u;
const name = /^\p{Lu}[\p{L}.'-]{0,30}(?: \p{Lu}[\p{L}.'-]{0,30}){0,3}$/u;
const personal =
  /(?:^|[.!,;] |\bbut |\baber )(?:yes|yep|ok|okay|sure|ja|gerne|nein|oui|non|sí|si|sì|sim|tak|nie|jo|ano|да|нет|так|ні)(?:[,.! ]|$)|please (?:send (?:it|the|me|us|him|her)|go ahead|confirm|proceed|ship|order|cancel|let me know|call me|wait|close|find|see|do|try|check)|bitte (?:schick|senden sie (?:mir|es|uns|das)|bestätigen|stornier|warten|schließen|rufen sie mich|prüfen)|as (?:discussed|agreed|mentioned)|wie (?:besprochen|vereinbart)|attached|anbei|im anhang|ci-joint|en pièce jointe|adjunto|in allegato|em anexo|bijgevoegd|w załączniku|во вложении|у вкладенні|(?:your|the) (?:offer|quote|invoice|proposal|answer|suggestion|problem|error|printer)|(?:ihr|das) (?:angebot|vorschlag)|still (?:not|does|doesn|have|fail|broken)|immer noch|nadal|(?:i|we)(?:'ll| will) (?:try|test|check (?:it|this|that)|take|send|pay)/iu;
/** "Please" with anything but what responders ask for. */
const order =
  /(?<![a-z])please (?!(?:also |do |kindly )?(?:contact|e-?mail|mail|write|note|be|call|phone|ring|reach|direct|forward|send|address|turn|get|allow|expect|refer|re-?send|accept|leave|don|not|hesitate|reply|respond|type|use|visit|keep|quote|include|ask|speak|consult|excuse|bear|understand|log|submit|click|add|remember|feel)(?![a-z]))/;
const asks = /\p{L}[\p{L}"')]{0,20} ?[?？](?=\s|$)/u;
/** "Urgent? Call Anna": no question to the reader. */
const rhetorical =
  /(?:^|[.!?] )[^.!?]{0,40}(?:urgent|emergency|help|dring|notfall|hilfe|urgence|urgen|piln|spoed|hast|сроч|термін)[^.!?]{0,40}\?/giu;

/** Reads the mail's own words, at most 3,000 characters of them. */
export function readAsResponder(body: Body): ResponderText {
  const whole = wordsOf(body).slice(0, 20_000).replace(/\r\n?/g, '\n').normalize('NFC');
  const own = whole
    .slice(0, quote.exec(whole)?.index ?? whole.length)
    .slice(0, 3_000)
    .replace(/[’‘`´]/g, "'")
    .trim();
  const text = own.toLowerCase().replace(/\s+/g, ' ');
  let [away, machine, strange] = [false, false, 0];
  for (const [index, sentence] of sentencesOf(own).entries()) {
    const lower = lowerCase(sentence);
    const isAway = awayWords.test(lower);
    const isMachine = machineWords.test(lower);
    away ||= isAway;
    machine ||= isMachine;
    if (isAway || isMachine || besideWords.test(lower) || contact.test(sentence)) continue;
    if (signOff.test(sentence)) break;
    if (greeting.test(sentence) && sentence.length < 60) continue;
    if (index > 0 && name.test(sentence)) continue;
    strange++;
  }
  return {
    words: text === '' ? 0 : text.split(' ').length,
    away,
    machine,
    strange,
    personal: personal.test(text) || order.test(text) || asks.test(text.replace(rhetorical, ' ')),
    text,
  };
}
