import type { Body } from '../parsed.js';

const most = 65_536;

/** The beginning of what a body says, for looking for words: its text, or its HTML without tags. At most 64 KB. */
export function wordsOf(body: Body): string {
  if (body.text.trim() !== '' || body.html === null) return body.text.slice(0, most).trim();
  let words = '';
  let hidden = '';
  // Between two "<" stands a tag and the text behind it: linear, where a pattern for tags would not be.
  for (const [index, piece] of body.html
    .slice(0, 4 * most)
    .split('<')
    .entries()) {
    const name = /^\/?[a-z0-9]+/i.exec(piece)?.[0].toLowerCase() ?? '';
    if (index > 0 && hidden === '' && /^(?:style|script|head)$/.test(name)) hidden = `/${name}`;
    else if (name === hidden) hidden = '';
    if (hidden !== '') continue;
    if (/^(?:br|p|div|tr|li|h\d)$/.test(name)) words += '\n';
    words += index === 0 ? piece : piece.slice(piece.indexOf('>') + 1);
  }
  return decoded(words.slice(0, most)).trim();
}

/** Combining characters of the accents that HTML 4 names (24.2.1); "ø" is a letter of its own. */
const accents = new Map(
  Object.entries({
    acute: '\u0301',
    grave: '\u0300',
    circ: '\u0302',
    uml: '\u0308',
    tilde: '\u0303',
    cedil: '\u0327',
    ring: '\u030a',
    caron: '\u030c',
  }),
);

function accented(whole: string, letter: string, accent: string): string {
  if (accent.toLowerCase() === 'slash') return letter === 'O' ? 'Ø' : 'ø';
  const mark = accents.get(accent.toLowerCase());
  return mark === undefined ? whole : (letter + mark).normalize('NFC');
}

function characterOf(code: number): string {
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

function decoded(text: string): string {
  return text
    .replace(/&nbsp;/gi, ' ')
    .replace(/&#(?:(\d{1,7})|x([\da-f]{1,6}));/gi, (_, decimal?: string, hex?: string) =>
      characterOf(decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)),
    )
    .replace(/&(?:rsquo|lsquo|apos);/gi, "'")
    .replace(/&szlig;/g, 'ß')
    .replace(/&([a-z])(acute|grave|circ|uml|tilde|cedil|ring|slash|caron);/gi, accented)
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&');
}
