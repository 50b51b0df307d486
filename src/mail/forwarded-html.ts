/** So much of an HTML text is looked at, in characters: the block that is looked for stands at its beginning. */
const most = 200_000;

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The lines of an HTML text as a person sees them, nothing left out that is quoted: only good for finding the header
 * block of a forwarded mail. Linear in the length.
 */
export function linesOfHtml(html: string): string {
  return html
    .slice(0, most)
    .replace(/<(style|script|title)\b[^<>]{0,500}>[^<]{0,20000}/gi, '')
    .replace(/\s+/g, ' ')
    .replace(
      /<(?:br|hr|\/p|\/div|\/tr|\/li|\/h[1-6]|\/blockquote|p|div|tr|table)(?:\s[^<>]{0,2000})?\/?>/gi,
      '\n',
    )
    .replace(/<[^<>]{0,4000}>/g, '')
    .replace(
      /&(?:#(\d{1,7})|([a-z]{2,6}));/gi,
      (whole, code: string | undefined, name: string | undefined) =>
        name !== undefined ? (entities[name.toLowerCase()] ?? whole) : character(Number(code)),
    )
    .replace(/[ \t]{0,20}\n[ \t]{0,20}/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : ' ';
}
