/** Characters of a line or of an attribution that are looked at; no client writes longer ones. */
const longest = { line: 400, whole: 500 };
/** Clients wrap an attribution at 72 or 78 columns; a long name and address make four lines. */
const mostLines = 4;

const date =
  /(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)|\d{1,2}\.? (?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)/i;
const time = /\d{1,2}[:.h]\d{2}|\d{1,2}\s?[ap]\.?m/i;

/** "wrote" in the languages of mail clients, with the endings that show a gender. */
const verb = [
  'wrote(?: the following)?|writes|schrieb|geschrieben|a écrit|écrit|a ecrit|escribió|escribio|ha escrito|ha escrit|va escriure|escreveu',
  'ha scritto|scrisse|schreef|geschreven|pisze|skrev|skriver|kirjoitti|píše|пишет|пише|писал|написа|yazdı|yazmış',
  '(?:napisał|napsal|napísal|napisao|napisala|написал|написав|писав)(?:a|o|la|а|ла|\\(-?\\p{L}{1,2}\\)|/\\p{L}{1,2})?(?: je)?|napisao je|je napisao',
  'írta|a scris|έγραψε|γράφει|đã viết|menulis|kirjutas|rašė|rakstīja|כתב|כתבה|كتب|เขียน(?:ว่า)?|napisana przez',
].join('|');
/** Scripts that put no space between words. */
const verbUnspaced =
  '写道|写到|寫道|寫到|さんからのメール|のメッセージ|のメール|書きました|が書いたのは|작성|작성함|쓴 글|썼습니다';

const endsWithVerb = new RegExp(`(?:(?:^|[^\\p{L}])(?:${verb})|${verbUnspaced})\\s?[:：]?$`, 'iu');
const verbWithin = new RegExp(`(?:^|[^\\p{L}])(?:${verb})[^\\p{L}].{1,200}[:：]$`, 'iu');
const addressAtEnd = /[<([][^<>\s()[\]]{1,100}@[^<>\s()[\]]{1,100}[>)\]].{0,30}[:：]$/;
/** Mail.ru, Catalan Gmail, Hebrew Gmail: the writer behind "from", no verb. */
const writerWithoutVerb = /(?:\sот\s|\sod\s|^missatge de\s|מאת).{2,150}[:：]$/iu;

/** The colon at the end; some programs leave it out behind the commonest verbs. */
const closing =
  /(?:[:：>]|wrote|écrit|escribió|scritto|escreveu|schrieb|写道|寫道)[\s*_()\u200b-\u200f\u202a-\u202e\u2066-\u2069-]{0,12}$/;

/** First words of an attribution that begins with the date. */
const opener =
  /^(?:on|at|am|le|el|en|il(?: giorno)?|em|no dia|às|op|w dniu|dnia|den|på|dne|dňa|в|во|на|у|în|la data|a|ngày|vào|pada|στις|kuupäev|u|bei|in data|在|於|于|בתאריך|في|dana)[\s,(]{1,2}.{0,40}\d/iu;
/** A date, perhaps behind its weekday: "Fri, 13 Mar 2026", and no "Version 5 of 2026". */
const dateFirst = /^(?:\p{L}{1,4}|\p{L}{2,14}[.,(])?[,.\s(]{0,3}\d{1,4}[.,:/年년 -]/u;

const nameFirst = /^["'\p{L}][^<(@]{0,60}[<(][^<>()\s@]{1,100}@[^<>()\s]{1,100}[>)]/u;
/** The end of a sentence, not of an abbreviation. */
const endsSentence = /[!?]$|\p{L}{4}\.$|\s\d{1,3}\.$/u;

/** An attribution: the line behind it, and whether it is one even without a quote mark below it. */
export interface Attribution {
  readonly end: number;
  readonly sure: boolean;
}

/**
 * The line by which a client announces what it quotes ("On ... wrote:"), wrapped over up to four lines, beginning at
 * `at`; null when none begins there. `sure` when it names a date or an address, as clients do and sentences do not.
 */
export function attributionAt(lines: readonly string[], at: number): Attribution | null {
  if (!closesSoon(lines, at)) return null;
  const first = bare(lines[at] ?? '');
  if (first === '' || first.startsWith('>')) return null;
  const parts: string[] = [];
  for (let n = 0; n < mostLines && at + n < lines.length; n++) {
    const part = n === 0 ? first : continued(lines[at + n]!, parts.at(-1)!);
    if (part === '') return null;
    parts.push(part);
    if (!closes(part)) continue;
    const whole = parts.join(' ');
    if (whole.length > longest.whole) return null;
    if (n > 0 && !mayOpen(first, parts[1]!)) continue;
    const verdict = judge(whole);
    if (verdict === null || (part.endsWith('>') && !endsHere(lines, at + n + 1))) continue;
    return n > 0 && beginsLater(parts) ? null : { end: at + n + 1, sure: verdict };
  }
  return null;
}

/** Whether one of the lines may be the last one of an attribution: a look at its end, since every line is asked. */
function closesSoon(lines: readonly string[], at: number): boolean {
  for (let n = at; n < lines.length && n < at + mostLines; n++) {
    if (lines[n]!.trim() === '') return false;
    if (closing.test(lines[n]!.slice(-30))) return true;
  }
  return false;
}

/** Whether an empty or quoted line follows: what has no colon may go on. */
function endsHere(lines: readonly string[], next: number): boolean {
  return /^\s*(?:$|>)/.test(lines[next] ?? '');
}

/** Without marks of direction, emphasis and rulers around it; '' for a line that is too long to be one. */
function bare(line: string): string {
  if (line.length > longest.line) return '';
  return line
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/^[\s*_-]{1,40}/, '')
    .replace(/[\s*_-]{1,40}$/, '');
}

/** A further line; one that a client broke within the brackets of the address begins with their end. */
function continued(line: string, before: string): string {
  const part = bare(line);
  if (!part.startsWith('>')) return part;
  return before.lastIndexOf('<') > before.lastIndexOf('>') && part.length <= 40 ? part : '';
}

function closes(part: string): boolean {
  return /[:：>]$/.test(part) || endsWithVerb.test(part);
}

/** True: sure; false: only with a quote below; null: none. */
function judge(whole: string): boolean | null {
  const colon = /[:：]$/.test(whole);
  const told = /[\d@]/.test(whole);
  if (!told && !(colon && endsWithVerb.test(whole))) return null;
  if (!told) return false;
  const opens = beginsAsAttribution(whole);
  if (!colon) {
    if (!opens || !date.test(whole)) return null;
    // The oldest Gmail ends with the address.
    return endsWithVerb.test(whole) ? true : /<[^<>\s]{1,100}@[^<>\s]{1,100}>$/.test(whole) ? false : null;
  }
  const addressed = /\S@\S/.test(whole);
  const dated = date.test(whole);
  if (endsWithVerb.test(whole) || verbWithin.test(whole))
    return addressed || (dated && (opens || time.test(whole)));
  if (dated && opens && (addressAtEnd.test(whole) || writerWithoutVerb.test(whole))) return true;
  return addressed || (dated && time.test(whole)) ? false : null;
}

function beginsAsAttribution(line: string): boolean {
  return opener.test(line) || (dateFirst.test(line) && date.test(line)) || /^missatge de /i.test(line);
}

/** Whether a wrapped attribution may begin with this line. */
function mayOpen(first: string, second: string): boolean {
  return !endsSentence.test(first) && (opensSurely(first) || first.includes('@') || /^[<(]/.test(second));
}

/** By its date, by a name with an address, by a name with its verb. */
function opensSurely(line: string): boolean {
  return (
    beginsAsAttribution(line) || nameFirst.test(line) || (date.test(line) && verbWithin.test(`${line}:`))
  );
}

/** "Call me at 5." and the attribution right below it: the attribution begins with its own first line. */
function beginsLater(parts: readonly string[]): boolean {
  const surely = opensSurely(parts[0]!);
  return parts.some((part, n) => {
    if (n === 0 || /^[<(]/.test(part)) return false;
    const opens = surely ? opener.test(part) && date.test(part) : opensSurely(part);
    return opens && judge(parts.slice(n).join(' ')) === true;
  });
}
