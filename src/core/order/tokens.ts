import { fold } from '../message/phrases/fold.js';

/** One word of a line. */
export interface Token {
  /** As written, without the punctuation around it. */
  readonly raw: string;
  /** Folded: lower case, no accents. */
  readonly word: string;
  /** A comma, a full stop or "and" stands before it: another command may begin here. */
  readonly apart: boolean;
  /** A question mark stands behind it. */
  readonly asks: boolean;
}

const joiners = new Set([
  'and',
  'und',
  'i',
  'oraz',
  '&',
  '+',
  'then',
  'dann',
  'potem',
  'sowie',
  'also',
  'auch',
]);
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|[\ufe0e\ufe0f]/g;
const control = /[\u0000-\u001f\u007f]/g;
const listMark = /^(?:[-*•–—·]\s{1,4}){1,3}/;
/** Around words: quotation marks, emphasis, brackets, pictures. "#" belongs to a number, "<>" and "@" to a Message-ID. */
const before = /^(?:[^\p{L}\p{N}#<?-]|-(?!\d)){1,20}/u;
const behind = /[^\p{L}\p{N}>]{1,20}$/u;
const messageId = /^<?[^\s<>@,;"']{1,200}@[^\s<>@,;"']{1,200}>?$/;

const longestText = 100;

/** What an order shows of itself: at most 100 characters, none of them cut in two. */
export function shortText(text: string): string {
  return text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '');
}

/** Longer lines are no commands. */
export const longestLine = 300;

/** The line as it was written: in one piece, without what cannot be seen and without its list mark. */
export function cleanLine(line: string): string {
  return line
    .replace(invisible, '')
    .normalize('NFC')
    .replace(/\s{1,300}/gu, ' ')
    .replace(control, '')
    .trim()
    .replace(listMark, '');
}

/**
 * The words of a cleaned line. Null: it ends with "and", so that something is missing, or begins with "I".
 */
export function tokensOf(line: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let apart = false;
  for (const piece of piecesOf(line)) {
    if (piece === ',' || joiners.has(piece.toLowerCase())) {
      apart = true;
      continue;
    }
    const id = messageId.test(piece);
    const raw = id ? piece : trimmed(piece);
    if (raw !== '') tokens.push({ raw, word: fold(raw), apart, asks: !id && /\?["')\]]{0,3}$/.test(piece) });
    if (raw !== '') apart = !id && /[.!?…:]["')\]*_]{0,3}$/.test(piece);
  }
  return isOpen(line) ? null : tokens;
}

function trimmed(piece: string): string {
  return piece === '?' ? piece : piece.replace(before, '').replace(behind, '');
}

/** Split at spaces and at commas; dashes between numbers hold them together. */
function piecesOf(line: string): string[] {
  return line
    .replace(/(\d) ?[–—] ?(?=\d)/g, '$1-')
    .replace(/(\d) - (?=\d)/g, '$1-')
    .split(' ')
    .flatMap((piece) => (messageId.test(piece) ? [piece] : piece.split(/([,;])/)))
    .map((piece) => (piece === ';' ? ',' : piece))
    .filter((piece) => piece !== '');
}

/** "And" at the end misses something; "I" at the beginning is English. */
function isOpen(line: string): boolean {
  const last = line.slice(line.lastIndexOf(' ') + 1).toLowerCase();
  return joiners.has(last) || /^i /i.test(line);
}
