type Detect = typeof import('tinyld').detectAll;

/** What is looked at, in characters; the fewest letters that say anything: of an alphabet, and of signs that are words. */
const most = 1500;
const fewest = { letters: 15, words: 3, signs: 5 };

/** Languages that people write support mail in; the detector's further ones (Klingon, Berber) are mistaken for them. */
const known =
  'ar bg ca cs da de el en es et fi fr he hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh'.split(
    ' ',
  );

/** Letters that languages easily taken for one another do not have. */
const lacking: readonly (readonly [RegExp, readonly string[]])[] = [
  [/[æø]/i, ['sv', 'fi', 'de', 'et']],
  [/[äö]/i, ['da', 'no']],
  [/[ыэъё]/i, ['uk', 'sr']],
  [/[іїєґ]/i, ['ru', 'bg', 'sr']],
];

/** Danish and Norwegian share most words; these they do not. */
const apart = {
  da: /(?<!\p{L})(?:af|ud|op|mig|dig|sig|hvad|nogen|noget|efter|meget|hvornår|tak|venlig|kunne|bliver|virker)(?!\p{L})|ion(?!\p{L})/giu,
  no: /(?<!\p{L})(?:av|ut|opp|meg|deg|seg|hva|noen|noe|etter|mye|når|takk|vennlig|kunnet|fortsatt|nå)(?!\p{L})|sjon(?!\p{L})/giu,
};

let loaded: Promise<Detect> | null = null;

/** The detector takes 0.2 s and 38 MB, so it is loaded when the first text asks for it. */
function load(): Promise<Detect> {
  loaded ??= import('tinyld').then(({ detectAll }) => detectAll);
  return loaded;
}

/**
 * The language of a text, ISO 639-1 (`no` for both forms of Norwegian, `zh` for all Chinese); null when the text is too
 * short or the detector not sure. Names, links, codes and numbers do not count.
 */
export async function languageOf(text: string): Promise<string | null> {
  const words = wordsOf(text);
  if (!isEnough(words)) return null;
  const found = (await load())(words, { only: known }).filter(
    ({ lang }) => !lacking.some(([letters, without]) => without.includes(lang) && letters.test(words)),
  );
  const [best, second] = found;
  if (!best) return null;
  const { lang } = best;
  if (second && isNordic(lang) && isNordic(second.lang) && best.accuracy < 2 * second.accuracy)
    return danishOrNorwegian(words);
  const ahead = best.accuracy / Math.max(second?.accuracy ?? 0, 0.01);
  return best.accuracy >= 0.5 || (best.accuracy >= 0.07 && ahead >= 1.3 && isLong(words)) ? lang : null;
}

function isNordic(language: string): boolean {
  return language === 'da' || language === 'no';
}

function danishOrNorwegian(words: string): string | null {
  const [da, no] = [words.match(apart.da)?.length ?? 0, words.match(apart.no)?.length ?? 0];
  return da === no ? null : da > no ? 'da' : 'no';
}

/** Without what belongs to no language: links, addresses, names of files, codes, words in capitals. */
function wordsOf(text: string): string {
  return text
    .slice(0, most)
    .split(/\s+/)
    .filter((word) => word.length <= 60 || /[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Thai}]/u.test(word))
    .filter((word) => !/:\/\/|@|[\\/_<>{}]|[a-z]\.[a-z]|[a-z]\d|\d[a-z]/i.test(word))
    .filter((word) => !/^\P{L}*\p{Lu}{2,}\P{L}*$/u.test(word))
    .join(' ');
}

function isEnough(words: string): boolean {
  const signs = words.match(/[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Hangul}\p{sc=Thai}]/gu)?.length ?? 0;
  return signs >= fewest.signs || (letters(words) >= fewest.letters && wordCount(words) >= fewest.words);
}

/** So long that a small lead of one language over the others is no chance. */
function isLong(words: string): boolean {
  return letters(words) >= 24 && wordCount(words) >= 4;
}

function letters(words: string): number {
  return words.match(/\p{L}/gu)?.length ?? 0;
}

/** A word in its language begins small, but for the first of a sentence; a list of names does not count. */
function wordCount(words: string): number {
  return words.match(/(?<!\p{L})\p{L}*\p{Ll}{2,}/gu)?.length ?? 0;
}
