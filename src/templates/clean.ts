/**
 * C0 and C1 controls, line and paragraph separators, the controls of the bidirectional algorithm (a name could turn
 * the text around it) and invisible characters.
 */
const harmful =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;
const harmfulButLines =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

/** Colours (SGR) are the program's own and stay. */
const harmfulToTerminals = new RegExp(`\u001b\\[[\\d;]*m|${harmfulButLines.source}`, 'g');
const harmfulInJson = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Half a character (a cut emoji): no UTF-8 can say it. */
const loneSurrogate = /\p{Surrogate}/gu;

const longestQuote = 20_000;

/** One line of plain text from a stranger's: no line breaks, controls or bidi marks, at most `most` characters. */
export function clean(text: string, most = 250): string {
  const line = text.replace(loneSurrogate, '\ufffd').replace(harmful, ' ').replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}

/** Text as a terminal may get it, whoever wrote it: nothing in it steers the terminal or turns the text around. */
export function forTerminal(text: string): string {
  return text.replace(harmfulToTerminals, (found) => (found.startsWith('\u001b[') ? found : ''));
}

/** The same JSON with what steers terminals written as escapes; JSON itself escapes only the controls of ASCII. */
export function escapeJson(json: string): string {
  return json.replace(harmfulInJson, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Plain text of several lines: LF line ends, no other controls, no blank space around it, bounded in length. */
export function cleanLines(text: string): string {
  const lines = text
    .slice(0, longestQuote)
    .replace(loneSurrogate, '\ufffd')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(harmfulButLines, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
  return text.length > longestQuote ? `${lines}\n[…]` : lines;
}
