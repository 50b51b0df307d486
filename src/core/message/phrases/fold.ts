/** Lower case without accents, so that "dziękuję" and "dziekuje" are one: ł is l, ß is ss, ä is a. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/ß/g, 'ss')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ø/g, 'o');
}

/** The same, but the German umlauts as people write them who lack the keys: ä is ae. */
export function inAscii(text: string): string {
  const digraphs = text.toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue');
  return fold(digraphs);
}
