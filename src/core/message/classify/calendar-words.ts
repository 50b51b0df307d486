import { lowerCase, lowerCasePattern } from '../letters.js';
import type { Body } from '../parsed.js';
import { wordsOf } from './body-words.js';

const decided =
  'accept|declin|tentativ|angenommen|zugesagt|abgelehnt|abgesagt|vorbehalt|zaakcept|odrzuc|refus|déclin|acept|rechaz|rifiut|accett|recus|aceit|geaccep|geweig|afgewezen|accepter|avböj|afvist|avslått|godtatt|hyväks|hylä|přij|odmít|elfogad|elutasít|приня|откл|прийня|відхил|kabul|reddet';
const meeting =
  'invit|event|meeting|appointment|einladung|termin|besprechung|ereignis|zaprosze|spotkani|wydarzeni|réunion|événement|convoc|convit|reuni|evento|appuntament|uitnod|vergader|afspraak|inbjud|möte|møde|møte|kutsu|kokou|pozván|schůzk|meghív|пригла|встреч|запрош|зустріч|davet';
/** "Carl Miller has accepted this invitation.", "Hat zugesagt", "Accepted": a calendar says so, of somebody. */
const statement = lowerCasePattern(
  `^(?!(?:i|ich|je|j'.*|yo|io|ho|eu|ik|ja|jag|jeg|я) )(?:[^\\s,;:!?]{1,40} ){0,6}?(?:(?:${decided})[^\\s,;:!?]{0,12}(?: [^\\s,;:!?]{1,20}){0,4}?(?: (?:${meeting})[^,;!?]{0,60})?|(?:${meeting})[^\\s,;:!?]{0,12}(?: [^\\s,;:!?]{1,20}){0,4} (?:${decided})[^\\s,;:!?]{0,12})[.!]?$`,
);
/** "When: Monday", a link, a ruler, a number to dial in. */
const label =
  /^(?:when|where|who|what|organi[sz]er|attendees?|guests|location|subject|time|date|calendar|title|wann|wo|wer|was|ort|betreff|zeit|datum|kalender|teilnehmer|titel|quand|où|qui|lieu|objet|cuándo|dónde|quién|lugar|asunto|quando|dove|chi|luogo|oggetto|onde|quem|local|assunto|kiedy|gdzie|kto|temat|miejsce|wanneer|waar|wie|onderwerp|när|var|plats|hvornår|hvor|sted|emne|kdy|kde|когда|где|кто|тема|коли|де|хто)\s?[:：]|^\S*https?:|^[^\p{L}\d]+$|^[\d\s()+.,:/–-]+$/iu;
/** The mail that is answered stands below such a line. */
const quoted =
  /^\s*(?:_{10,}|-{5,}|>|-+ ?(?:original|ursprüngl)|(?:from|von|de|da|od|van|från|fra|от|від)\s?[:：])/i;

/** What somebody wrote above or among what a calendar writes: not its statements, and not the words of the event itself. */
export function ownWords(body: Body, content: string): string {
  const lines = wordsOf(body).slice(0, 5_000).split('\n');
  const end = lines.findIndex((line) => quoted.test(line));
  const event = squeezed(
    unescaped(content.slice(0, 20_000)).replace(/^(?:DESCRIPTION|X-ALT-DESC|COMMENT)[^\n]*$/gim, ''),
  );
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !label.test(line) && !statement.test(lowerCase(line.slice(0, 300))))
    .filter((line) => !/\p{L}/u.test(line) || !event.includes(squeezed(line)))
    .join('\n');
}

/** RFC 5545 3.8.1.4: the comment that some calendars write into the answer instead of the text. */
export function hasComment(content: string): boolean {
  const comment = /^(?:COMMENT|X-RESPONSE-COMMENT)(?:;[^:\r\n]{0,200})?:([^\r\n]{0,1000})/im.exec(
    content.slice(0, 100_000),
  );
  return /[\p{L}\d]/u.test(comment?.[1] ?? '');
}

/** Google writes the whole text, and a comment as a quotation behind "with this note:". */
export function hasGoogleNote(body: Body): boolean {
  return /[:：]\s{1,20}["“„«'‘「]/u.test(wordsOf(body).slice(0, 600));
}

function unescaped(content: string): string {
  return content
    .replace(/\r?\n[ \t]/g, '')
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;\\])/g, '$1');
}

function squeezed(text: string): string {
  return lowerCase(text).replace(/[^\p{L}\d]+/gu, '');
}
