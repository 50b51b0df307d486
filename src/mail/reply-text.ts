import type { Body } from '../core/message/parsed.js';
import { linesOfHtml } from './html-text.js';
import { type Unquoted, withoutQuotes } from './quote-lines.js';
import { visible } from './reply-parser.js';
import { withoutSignatures } from './signature.js';

/** As much as is read of a text part, in characters and lines: a log of a working day may be quoted above an answer. */
const most = { text: 1_000_000, lines: 60_000 };

/** Also of characters that nobody sees. */
const blank = /^[\s\u200b\u200c\u2060\ufeff]*$/;

/**
 * What the writer of a mail wrote himself: without quotes, attribution lines, signature and phone footer. HTML is
 * consulted where there is no text, and where the text shows no quote (or nothing but quotes) and the HTML marks one:
 * then what stands outside of the marked quotes. Less than a second for any input; never throws.
 */
export function newText(body: Body): string {
  if (body.html === null) return written(withoutQuotes(linesOfText(body.text)));
  if (body.text.trim() === '') return newTextOfHtml(body.html);
  const byText = withoutQuotes(linesOfText(body.text));
  const text = written(byText);
  if (byText.found && text !== '') return text;
  const html = linesOfHtml(body.html);
  return html.quoted ? written(withoutQuotes(html.lines)) || text : text;
}

/** The same of an HTML part alone. */
export function newTextOfHtml(html: string): string {
  return written(withoutQuotes(linesOfHtml(html).lines));
}

function linesOfText(text: string): string[] {
  return text
    .slice(0, most.text)
    .replace(/[\ue000-\ue003\u0000]/g, '')
    .replace(/\r\n?|\u2028/g, '\n')
    .split('\n', most.lines);
}

/** The runs without signatures, joined as they stood; an empty line between a quote and an answer goes with the quote. */
function written({ runs }: Unquoted): string {
  const trimmed = runs.map((run) => run.map((line) => (blank.test(line) ? '' : line.trimEnd())));
  const lines = withoutSignatures(trimmed).flatMap(withoutEmptyEdges);
  const seen = visible(withoutRuler(withoutGaps(lines))).split('\n');
  return withoutRuler(seen).join('\n').trim();
}

/** Editors leave tens of empty lines where pictures and tables were. */
function withoutGaps(lines: readonly string[]): readonly string[] {
  return lines.filter((line, at) => line !== '' || lines[at - 1] !== '' || lines[at - 2] !== '');
}

function withoutEmptyEdges(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}

/** A ruler at the end divided the text from what went. */
function withoutRuler(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 1 && /^\s*(?:[-_=*]{3,}\s*)?$/.test(lines[end - 1]!)) end--;
  return lines.slice(0, end);
}
