import { plainWord } from './disclaimer-words.js';

/** What only the company register, or the tax office, has. */
const official =
  /\bHR[AB]\s?\d|amtsgericht\s|registergericht|handelsregister|firmenbuch|\bF[NB]\s?\d{5}|handelsgericht|ust-?\s?id|umsatzsteuer-?id|\bUID\b.{0,12}\d|\bKRS\b.{0,10}\d|\bNIP\b.{0,5}\d|\bREGON\b.{0,5}\d|rejestru?\s+przedsiębiorców|rejestru\s+sądowego|kapitał\s+zakładowy|registered\s+(?:office|address|in\s|company|number|no)|company\s+(?:registration\s+|reg\.?\s+)?(?:number|no\b)|\bVAT\b.{0,25}\d/iu;

/** How the lines beside it begin. */
const label =
  /^\s*(?:geschäftsführ|vorstand|vorsitzende[rn]?\s+de[sr]|aufsichtsrat|komplementär|persönlich haftend|steuer-?\s?(?:nr|nummer)|ust\b|uid\b|managing directors?|prezes zarządu|nip\b|krs\b|regon\b)/iu;
/** The same of lines that may tell something else where they stand alone. */
const weakLabel = /^\s*(?:sitz[\s:]|directors?:|local court|zarząd:)/iu;

/** The words of such lines that are written small, names being large. */
const words = new Set(
  `und der die des dem das in im am bei mit sitz von für unter nummer eingetragen vertreten durch zu
   and the of is at number reg registered registration company limited by a as with place address whose under it its office
   wales england ireland incorporated trading name court
   z w we i pod numerem numer ul al lok sp oo zł siedzibą siedziba wpisana wpisany do rejestru przedsiębiorców prowadzonego
   przez sąd rejonowy dla miasta st wydział gospodarczy krajowego sądowego kapitał kapitału kapitale zakładowy zakładowego
   zakładowym wpłacony całości wysokości wysokość spółka spółki ograniczoną odpowiedzialnością akcyjna adres prezes zarządu
   zarząd oraz ohg`
    .split(/\s+/)
    .map(plainWord),
);

/** Whether a text names its firm's entry: only then are its other lines looked at. */
export function isRegistered(lines: readonly string[]): boolean {
  return lines.some((line) => official.test(line));
}

/** The lines of a paragraph that are none of the register's: "Amtsgericht Charlottenburg, HRB 12345" is one. */
export function withoutEntry(lines: readonly string[]): readonly string[] {
  const isEntry = (line: string): boolean => official.test(line) || label.test(line);
  if (!lines.some((line) => isEntry(line))) return lines;
  return lines.filter((line) => !((isEntry(line) || weakLabel.test(line)) && isNamesAndNumbers(line)));
}

function isNamesAndNumbers(line: string): boolean {
  if (/[?!]/.test(line) || line.length > 500) return false;
  const parts = line.split(/[\s/(),;|:·•–—&+]+/).filter((word) => /\p{L}{2}/u.test(word));
  return parts.every((word) => /^[\p{Lu}\d"„]|[\d@.]\S|-$/u.test(word) || words.has(plainWord(word)));
}
