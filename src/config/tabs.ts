import type { Step } from './mended.js';
import { columnsAbove, fits, openingOf } from './outline.js';

/** With more of them the file was not written with this in mind; they are told and the file is not read on. */
const most = 200;
const columnsOfTab = 2;

/**
 * Puts spaces in the place of the tabs that indent keys and list entries, in one go: each line begins in the column where
 * the schema knows its key. Null when there is no such line, or too many.
 */
export function withoutTabs(source: string): Step | null {
  const lines = source.split('\n');
  const tabbed = lines.flatMap((text, line) => (/^ *\t/.test(text) && openingOf(text) ? [line] : []));
  if (tabbed.length === 0) return null;
  const others = tabbed.length - 1;
  const more = others === 0 ? '' : others === 1 ? ', and 1 other' : `, and ${others} others`;
  const told = `a tab indents this line${more}. Use spaces.`;
  if (tabbed.length > most)
    return { text: null, mends: [{ line: (tabbed[0] ?? 0) + 1, column: 1, added: 0, message: told }] };
  const mends = tabbed.map((line, index) => {
    const written = lines[line] ?? '';
    const indent = /^[ \t]*/.exec(written)?.[0] ?? '';
    const column = columnFor(lines, line, indent);
    lines[line] = ' '.repeat(column) + written.slice(indent.length);
    return { line: line + 1, column: 1, added: column - indent.length, message: index === 0 ? told : null };
  });
  return { text: lines.join('\n'), mends };
}

/** Of the columns where the key fits the one nearest to what the tabs look like. */
function columnFor(lines: readonly string[], line: number, indent: string): number {
  const looks = indent.replaceAll('\t', ' '.repeat(columnsOfTab)).length;
  const opening = openingOf(lines[line] ?? '');
  const fitting = [...columnsAbove(lines, line)].filter(
    (column) => opening !== null && fits(lines, line, opening, column),
  );
  return fitting.sort((a, b) => Math.abs(a - looks) - Math.abs(b - looks))[0] ?? looks;
}
