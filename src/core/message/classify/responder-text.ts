import { lowerCase } from '../letters.js';
import type { Body, Header } from '../parsed.js';
import { sentencesOf } from '../sentences.js';
import { acknowledges, isReceipt } from './acknowledgement-words.js';
import { wordsOf } from './body-words.js';
import { clausesOf, saysNothing, speaksForOne } from './clauses.js';
import { answersMail } from './hint.js';
import { asksReader, personalIn } from './personal.js';
import { awayWords, besideWords, machineWords, namesAutomatic } from './responder-words.js';

/** How a text reads, as the text of a responder. */
export interface ResponderText {
  readonly words: number;
  /** It says that the writer is away. */
  readonly away: boolean;
  /** It says what only a responder says. */
  readonly machine: boolean;
  /** How many sentences have a part that is not understood: a person may say anything in it. */
  readonly strange: number;
  /** It asks the reader something, or says yes or no to him. */
  readonly answering: boolean;
  /** It does so, asks for something, tells a fault, or speaks about what was written: a person does. */
  readonly personal: boolean;
  /** It speaks about automatic answers, and does not call itself one. */
  readonly aboutAutomatic: boolean;
  /** The writer speaks for himself ("I", "my"), not for a house ("we"). */
  readonly forOne: boolean;
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
/** Words of thanks end a letter only where a name follows: "thank you for ..." goes on. */
const thanks =
  /^(?:many )?(?:thanks(?: a lot| so much)?|thank you|cheers|best(?! (?:regards|wishes))|merci|gracias|grazie|obrigad[oa]|danke|dziękuję|tack|tak|takk|kiitos|děkuji|köszönöm|mulțumesc|спасибо|дякую|谢谢|謝謝|감사합니다)(?!\p{L})[!,. ]*/iu;
const contact = /[^\s@]{1,64}@[^\s@]{1,64}\.\p{L}|(?:\+|\b0|\()\d[\d\s()/.-]{5,}/u;
const name = /^\p{Lu}[\p{L}.'-]{0,30}(?: \p{Lu}[\p{L}.'-]{0,30}){0,3}$/u;

/** Several rules ask for the same text. */
const readings = new WeakMap<Body, ResponderText>();

/** Reads the mail's own words, at most 3,000 characters of them. */
export function readAsResponder(body: Body): ResponderText {
  const known = readings.get(body);
  if (known) return known;
  const reading = readOf(body);
  readings.set(body, reading);
  return reading;
}

function readOf(body: Body): ResponderText {
  const whole = wordsOf(body).slice(0, 20_000).replace(/\r\n?/g, '\n').normalize('NFC');
  const own = whole
    .slice(0, quote.exec(whole)?.index ?? whole.length)
    .slice(0, 3_000)
    .replace(/[’‘`´]/g, "'")
    .trim();
  const text = own.toLowerCase().replace(/\s+/g, ' ');
  const read = readSentences(sentencesOf(own));
  // Below the end of a letter somebody adds what he forgot.
  if (/^[ \t]*p\.? ?s\.?[ :]/im.test(own)) read.strange++;
  const personal = personalIn(text);
  return {
    words: text === '' ? 0 : text.split(' ').length,
    ...read,
    answering: personal === 'answer' || asksReader(text),
    personal: personal !== null || asksReader(text),
    forOne: speaksForOne(lowerCase(text)),
    text,
  };
}

type Read = { -readonly [key in 'away' | 'machine' | 'strange' | 'aboutAutomatic']: ResponderText[key] };

function readSentences(sentences: readonly string[]): Read {
  const read: Read = { away: false, machine: false, strange: 0, aboutAutomatic: false };
  for (const [index, sentence] of sentences.entries()) {
    const lower = lowerCase(sentence);
    const isMachine = machineWords.test(lower);
    const isAway = awayWords.test(lower);
    read.away ||= isAway;
    read.machine ||= isMachine;
    read.aboutAutomatic ||= !isMachine && namesAutomatic(lower);
    const understood = isAway || isMachine || besideWords.test(lower);
    if (!understood && endsLetter(sentence, sentences[index + 1])) break;
    if (!understood && ((index > 0 && name.test(sentence)) || sentence.replace(thanks, '') === '')) continue;
    if (!areUnderstood(clausesOf(sentence))) read.strange++;
  }
  return read;
}

function endsLetter(sentence: string, next: string | undefined): boolean {
  const rest = sentence.replace(thanks, '');
  if (rest === sentence) return signOff.test(sentence);
  return name.test(rest) || (rest === '' && next !== undefined && name.test(next));
}

/** A day in commas interrupts: "I am from Friday, 4 December, on leave". */
function areUnderstood(clauses: readonly string[]): boolean {
  return clauses.every((clause, index) => {
    if (isUnderstood(clause)) return true;
    const [between, next] = clauses.slice(index + 1, index + 3);
    if (between === undefined || next === undefined || !saysNothing(lowerCase(between))) return false;
    return /\d/.test(between) && isUnderstood(`${clause} ${next}`);
  });
}

function isUnderstood(clause: string): boolean {
  const lower = lowerCase(clause);
  if (awayWords.test(lower) || machineWords.test(lower) || besideWords.test(lower)) return true;
  if (isReceipt(lower) || saysNothing(lower) || (greeting.test(clause) && clause.length < 60)) return true;
  return contact.test(clause) && clause.replace(contact, '').split(/\s+/).filter(Boolean).length <= 3;
}

/** Whether every part of a text is a responder's, and some of it what makes it one. */
export function readsAutomatic(text: ResponderText): boolean {
  if (text.strange > 0 || text.personal || text.aboutAutomatic) return false;
  return text.away || text.machine || (!text.forOne && acknowledges(text.text));
}

/** Whether nothing can be lost with a mail: one word that is no answer, no file, and nothing that is answered. */
export function saysNothingOwn({ words, answering }: ResponderText, header: Header, body: Body): boolean {
  return words < 2 && !answering && !answersMail(header) && (body.attachments ?? 0) === 0;
}
