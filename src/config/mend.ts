import type { YAMLError } from 'yaml';
import { misplacedLine } from './indent.js';
import type { FirstError, Parsed, Step } from './mended.js';
import { isKeyAt, openingOf } from './outline.js';
import { isFlow, openQuote, quoteAt } from './syntax.js';
import { withoutTabs } from './tabs.js';

/**
 * The one change of the text that carries the reader farther, with what to say of it. Null: none is sure enough to be told.
 * @param told lines (from 0) that were mended before
 */
export function mendOf(
  { text, document, lines }: Parsed,
  error: YAMLError,
  told: ReadonlySet<number>,
  firstError: FirstError,
): Step | null {
  const near = lines.linePos(error.pos[0]).line - 1;
  const rows = text.split('\n');
  if (/^ *\t/.test(rows[near] ?? '') || error.code === 'TAB_AS_INDENT') return withoutTabs(text);
  const quote = quoteAt(document, error);
  if (quote !== null) {
    const { line, col: column } = lines.linePos(quote.offset);
    const value = /^.*?(?=\s*(?:\s#|\n|$))/.exec(text.slice(quote.offset))?.[0].length ?? 0;
    const mended = insert(text, quote.offset + value, quote.sign);
    if (firstError(mended) < line) return null;
    return { text: mended, mends: [{ line, column, added: 0, message: openQuote }] };
  }
  if (isFlow(error)) return null;
  // The value of a key without its colon runs on into the next line: the error may stand there.
  const around = [near, near - 1];
  for (const line of around) {
    const step = withSign(rows, line);
    if (step?.text && firstError(step.text) > line) return step;
  }
  if (!around.every((line) => isPlain(rows[line] ?? ''))) return null;
  const moved = misplacedLine(rows, near, firstError, told);
  if (moved === null) return null;
  const { line, added, words: message } = moved;
  return { text: moved.text, mends: [{ line: line + 1, column: 1, added, message }] };
}

/** Only among such lines a wrong indentation is the likely slip; beside any other line a sign may be missing. */
function isPlain(line: string): boolean {
  return /^\s*(#|$)/.test(line) || openingOf(line) !== null;
}

/** A line of `key value` or `key:value`, of a key that stands in the schema there, with the sign that it lacks. */
function withSign(rows: readonly string[], line: number): Step | null {
  const written = rows[line] ?? '';
  const match = /^( *)((?:- +)*)([a-z_]+)(?::(?=[^\s/:])|(?=[ \t]|$))(?!\s*:)/.exec(written);
  if (match === null) return withSpace(rows, line);
  const [whole, before = '', dashes = '', key = ''] = match;
  if (!isKeyAt(rows, line, { column: before.length, isEntry: dashes !== '', key })) return null;
  const hasColon = whole.endsWith(':');
  const text = rows.with(line, insert(written, whole.length, hasColon ? ' ' : ':')).join('\n');
  const message = hasColon ? 'a space is missing after this colon.' : `a colon is missing after "${key}".`;
  return { text, mends: [{ line: line + 1, column: whole.length + (hasColon ? 0 : 1), added: 1, message }] };
}

/** A line of `-value` among the entries of a list. */
function withSpace(rows: readonly string[], line: number): Step | null {
  const written = rows[line] ?? '';
  const dash = /^ *-(?=[^\s-])/.exec(written)?.[0].length;
  if (dash === undefined) return null;
  const message = 'a space is missing after this dash.';
  const text = rows.with(line, insert(written, dash, ' ')).join('\n');
  return { text, mends: [{ line: line + 1, column: dash, added: 1, message }] };
}

function insert(text: string, at: number, what: string): string {
  return `${text.slice(0, at)}${what}${text.slice(at)}`;
}
