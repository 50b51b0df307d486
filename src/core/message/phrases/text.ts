/** A new text without what mail programs add below it. */
type Prepared =
  | { readonly text: string }
  | { readonly reason: 'empty' | 'too-long' | 'asks' | 'answers-quote' };

/** Characters; whoever writes more says more. */
const longest = 400;

const footers = [
  /^(?:sent (?:from|via|with) (?:my |the )?|von meine[mr] |gesendet (?:von|mit|via) (?:meine[mr] |der |dem )?|diese nachricht wurde von meinem |wysłan[eoy] z (?:mojego |telefonu )?|envoyé (?:de|depuis|à partir de)(?: mon| l'application)? ?|enviado (?:desde|con)(?: mi)? |inviato (?:da|dal|con)(?: mio)? ?)(?:my )?(?:iphone(?:'?a)?|ipad(?:'?a)?|android|galaxy|samsung|huawei|xiaomi|mobile|mobil|mobiltelefon|handy|smartphone|phone|telefonu?|cellulare|móvil|téléphone|outlook|yahoo|gmx|web\.de|proton|protonmail|mail for windows|mail für windows|blackberry|apple mail|gmail|poczty)(?:[ \p{L}.-]{0,40})$/iu,
  /^(?:get|télécharger|obtenez|obtener|scarica|holen sie sich|download|pobierz) (?:outlook|protonmail|bluemail) (?:for|pour|para|per|für|dla) [\p{L} ]{2,20}(?: ?<?https:\/\/aka\.ms\/\w{1,20}>?)?$/iu,
  /^outlook für (?:ios|android) (?:beziehen|herunterladen)(?: ?<?https:\/\/aka\.ms\/\w{1,20}>?)?$/iu,
];
const attribution =
  /^(?:on|am|w dniu|dnia|le|el|il|il giorno|pon|wt|śr|czw|pt|sob|niedz|\d{1,4})[ .,][^\n]{4,200}(?:wrote|writes|schrieb[^\n]{0,80}|napisał[^\n]{0,40}|pisze|a écrit|escribió|ha scritto) ?:$/iu;
const rule =
  /^(?:[-_=*]{2,}|-{2,} ?(?:original message|ursprüngliche nachricht|originalnachricht|oryginalna wiadomość|message d'origine|mensaje original|messaggio originale) ?-{2,})$/iu;

/**
 * The words that count: no quoted lines, attribution, rule or phone footer below them. What stands below a quote may
 * answer it, so nothing is said about such a text; nor about one that asks anything.
 */
export function prepare(newText: string): Prepared {
  const trimmed = newText.trim();
  if (trimmed.length > longest) return { reason: 'too-long' };
  const text = trimmed
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|[\ufe0e\ufe0f]/g, '')
    .replace(/[’‘`´ʼ′]/g, "'")
    .replace(/\r\n?/g, '\n');
  const lines = text.split('\n').map((line) => line.trim());
  const quote = lines.findIndex((line) => line.startsWith('>'));
  if (quote >= 0) {
    if (lines.slice(quote).some((line) => line !== '' && !line.startsWith('>')))
      return { reason: 'answers-quote' };
    lines.length = quote;
  }
  while (lines.length > 0 && isRemains(lines.at(-1) ?? '')) lines.pop();
  const kept = lines.join('\n').trim();
  if (kept === '') return { reason: 'empty' };
  return /[?？؟¿]/.test(kept) ? { reason: 'asks' } : { text: kept };
}

function isRemains(line: string): boolean {
  if (line === '' || rule.test(line) || attribution.test(line)) return true;
  const words = line.replace(/[.!]$/, '');
  return footers.some((footer) => footer.test(words));
}
