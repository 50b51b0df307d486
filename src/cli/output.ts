import { styleText } from 'node:util';
import { clean, escapeJson, forTerminal } from '../templates/clean.js';

type Style = Parameters<typeof styleText>[0];

/** Colours for people: on a terminal and unless NO_COLOR is set (no-color.org). */
export function styled(stream: NodeJS.WriteStream, style: Style, text: string): string {
  const on = stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return on ? styleText(style, text, { validateStream: false }) : text;
}

/** One JSON document on standard output. */
export function printJson(data: unknown): void {
  process.stdout.write(`${escapeJson(JSON.stringify(data, null, 2))}\n`);
}

/** One JSON object on one line of standard output. */
export function printJsonLine(data: unknown): void {
  process.stdout.write(`${escapeJson(JSON.stringify(data))}\n`);
}

/** A JSON array on standard output, one element a line, without building it as a whole. */
export function printJsonArray(elements: Iterable<unknown>): void {
  let before = '[';
  for (const element of elements) {
    process.stdout.write(`${before}\n${escapeJson(JSON.stringify(element))}`);
    before = ',';
  }
  process.stdout.write(before === '[' ? '[]\n' : '\n]\n');
}

/** Lines on standard output. */
export function print(...lines: readonly string[]): void {
  process.stdout.write(`${forTerminal(lines.join('\n'))}\n`);
}

/** Lines on standard error, if there are any. */
export function complain(...lines: readonly string[]): void {
  if (lines.length === 0) return;
  process.stderr.write(`${forTerminal(lines.join('\n'))}\n`);
}

/** Columns of the terminal (80 where it does not say); null in a pipe, where nothing is ever cut. */
export function terminalWidth(): number | null {
  return process.stdout.isTTY ? Math.max(process.stdout.columns || 80, 20) : null;
}

/** `1 mail`, `2 mails`. */
export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Characters that terminals show two columns wide (UAX 11), roughly. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function widthOf(character: string): number {
  return wide.test(character) ? 2 : 1;
}

/** How many columns a text takes. */
function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let sum = 0;
  for (const { segment } of graphemes.segment(text)) sum += widthOf(segment);
  return sum;
}

/** The text within `width` columns, its end replaced by an ellipsis where it is longer. */
export function shorten(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let [kept, used] = ['', 0];
  for (const { segment } of graphemes.segment(text)) {
    if (used + widthOf(segment) > width - 1) break;
    kept += segment;
    used += widthOf(segment);
  }
  return `${kept}…`;
}

/** Below this a cell says nothing any more, in columns. */
const narrowest = 10;

/**
 * Rows as aligned lines. `width` in columns: the widest cells give way, never those of the first `whole` columns (ids,
 * times); where that does not suffice, each row is a paragraph. Null: nothing is cut. Texts of strangers are made
 * harmless to the terminal.
 */
export function table(rows: readonly (readonly string[])[], width: number | null, whole = 1): string[] {
  const cells = rows.map((row) => row.map((cell) => clean(cell, 1000)));
  const widths: number[] = [];
  for (const row of cells)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, columns(cell));
  if (width !== null && !shrink(widths, width, whole))
    return cells.flatMap((row) => wrap(row.filter((cell) => cell !== '').join('  '), width, '    '));
  return cells.map((row) =>
    row
      .map((cell, i) => pad(shorten(cell, widths[i]!), widths[i]!))
      .join('  ')
      .trimEnd(),
  );
}

/** Takes columns away from the widest until all fit; false: they do not. */
function shrink(widths: number[], width: number, whole: number): boolean {
  let excess = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  for (; excess > 0; excess--) {
    let widest = whole;
    for (let i = whole; i < widths.length; i++) if (widths[i]! > widths[widest]!) widest = i;
    if ((widths[widest] ?? 0) <= narrowest) return false;
    widths[widest]! -= 1;
  }
  return true;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** A paragraph in lines of at most `width` columns, those behind the first indented; null: one line. */
export function wrap(text: string, width: number | null, indent = ''): string[] {
  if (width === null) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line.trimEnd());
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line.trimEnd()];
}

/** What long work is up to, on standard error: one line that changes on a terminal, else one line at its begin. */
export function progress(what: string): { step: (how: string) => void; end: () => void } {
  const { stderr } = process;
  let shown = 0;
  stderr.write(stderr.isTTY ? `${what} ...` : `${what}.\n`);
  return {
    step: (how) => {
      if (!stderr.isTTY || performance.now() - shown < 100) return;
      shown = performance.now();
      stderr.write(`\r\u001b[K${shorten(`${what}: ${how}`, (stderr.columns || 80) - 1)}`);
    },
    end: () => void (stderr.isTTY && stderr.write('\r\u001b[K')),
  };
}
