import { allKeys } from './keys.js';
import type { FirstError } from './mended.js';
import { columnOf, columnsAbove, fits, openingOf } from './outline.js';

/** A line that begins in a column where YAML can make nothing of it, and where it would fit. */
interface Misplaced {
  /** From 0. */
  readonly line: number;
  readonly words: string;
  /** The text with that line moved. */
  readonly text: string;
  /** Columns that the line was moved to the right; negative: to the left. */
  readonly added: number;
}

/** So many lines before the error are tried; a slip is near to where the YAML reader stumbles. */
const reach = 40;
/** Columns; a line that is farther off was perhaps no line of the config (a comment, say): then no move is offered. */
const farthest = 2;

/**
 * The line whose indentation is the cause of an error in line `near` (from 0). The YAML reader stumbles over what such a
 * line does to its neighbours and often names the wrong one; so each line near by is moved to a column where another
 * begins and where the schema knows its key. The move that carries the reader farthest is right: of equals the shortest, of
 * these the one to the right (people lose a space more often than they gain one). Null: no move helps.
 * @param told lines (from 0) that were mended before: they are not moved, and are no example
 */
export function misplacedLine(
  lines: readonly string[],
  near: number,
  firstError: FirstError,
  told: ReadonlySet<number>,
): Misplaced | null {
  let best: (Misplaced & { readonly far: number }) | null = null;
  for (let line = Math.min(near + 1, lines.length - 1); line >= Math.max(0, near - reach); line -= 1) {
    const written = lines[line] ?? '';
    const opening = openingOf(written);
    if (opening === null || told.has(line)) continue;
    // A key of the top level that stands there stands right.
    if (opening.column === 0 && fits(lines, line, opening, 0)) continue;
    for (const column of columnsFor(lines, line)) {
      const added = column - opening.column;
      if (added === 0 || Math.abs(added) > farthest || !fits(lines, line, opening, column)) continue;
      const text = lines.with(line, `${' '.repeat(column)}${written.trimStart()}`).join('\n');
      const far = firstError(text);
      if (far <= near || (best !== null && !isBetter({ far, added }, best))) continue;
      best = { line, words: wordsOf(lines, line, opening.column, column, told), text, added, far };
    }
  }
  return best;
}

function isBetter(one: { far: number; added: number }, than: { far: number; added: number }): boolean {
  if (one.far !== than.far) return one.far > than.far;
  const [short, long] = [Math.abs(one.added), Math.abs(than.added)];
  return short === long ? one.added > than.added : short < long;
}

/** The columns above a line, and that of the next: the first key of a block may be the odd one out. */
function columnsFor(lines: readonly string[], line: number): Set<number> {
  const columns = columnsAbove(lines, line);
  const next = lines.slice(line + 1, line + 1 + reach).find((text) => columnOf(text) !== null);
  const column = next === undefined ? null : columnOf(next);
  return column === null ? columns : columns.add(column);
}

function wordsOf(
  lines: readonly string[],
  line: number,
  is: number,
  column: number,
  told: ReadonlySet<number>,
): string {
  const beside = besideWords(lines, line, column, told);
  return `this line begins with ${spaces(is)}, where it fits nothing around it. Write ${spaces(column)} before it${beside}.`;
}

/** Beside which line it would stand then. Only a key that the schema knows is named: any other may be a password. */
function besideWords(
  lines: readonly string[],
  line: number,
  column: number,
  told: ReadonlySet<number>,
): string {
  for (const [step, where] of [
    [-1, 'above'],
    [1, 'below'],
  ] as const) {
    for (let other = line + step; lines[other] !== undefined; other += step) {
      const text = lines[other] ?? '';
      const at = columnOf(text);
      if (at === null || told.has(other)) continue;
      const opening = openingOf(text);
      if (opening?.inner === column || at === column) {
        const named = opening?.inner === column && allKeys().some(({ name }) => name === opening.key);
        return named
          ? `, as "${opening.key}" ${where} has it (line ${other + 1})`
          : `, as line ${other + 1} has it`;
      }
      if (at < column) break;
    }
  }
  return '';
}

function spaces(count: number): string {
  return count === 0 ? 'no space' : count === 1 ? '1 space' : `${count} spaces`;
}
