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
/** A line that opens a value in block style: `key: ...`, `- ...`. */
const opening = /^([ \t]*)(-[ \t]|-$|[^\s#'"{}[\],&*!|>%@`-][^#{}[\]]*?:([ \t]|$))/;

/**
 * The line whose indentation is the cause of an error in line `near` (from 0). The YAML reader stumbles over what such a
 * line does to its neighbours and often names the wrong one; so each line near by is moved to a column where another
 * begins, and the move that carries the reader farthest is right: of equals the shortest, of these the one to the right
 * (people lose a space more often than they gain one). Null: no move helps.
 * @param told lines (from 0) that were moved before, which are no example
 * @param errorLine the line (from 0) of the first error in a text; Infinity when it has none
 */
export function misplacedLine(
  source: string,
  near: number,
  errorLine: (text: string) => number,
  told: ReadonlySet<number>,
): Misplaced | null {
  const lines = source.split('\n');
  let best: (Misplaced & { readonly far: number }) | null = null;
  for (let line = Math.min(near + 1, lines.length - 1); line >= Math.max(0, near - reach); line -= 1) {
    const written = lines[line] ?? '';
    const indent = opening.exec(written)?.[1];
    if (indent === undefined) continue;
    for (const column of columnsAbove(lines, line)) {
      if (column === indent.length && !indent.includes('\t')) continue;
      const text = lines.with(line, `${' '.repeat(column)}${written.slice(indent.length)}`).join('\n');
      const far = errorLine(text);
      if (far <= near) continue;
      const added = column - indent.length;
      if (best !== null && !isBetter({ far, added }, best)) continue;
      best = { line, words: wordsOf(lines, line, indent, column, told), text, added, far };
    }
  }
  return best;
}

function isBetter(one: { far: number; added: number }, than: { far: number; added: number }): boolean {
  if (one.far !== than.far) return one.far > than.far;
  const [short, long] = [Math.abs(one.added), Math.abs(than.added)];
  return short === long ? one.added > than.added : short < long;
}

/** The columns in which the blocks begin that are open above a line, the one that the line above opens among them. */
function columnsAbove(lines: readonly string[], line: number): Set<number> {
  const columns = new Set<number>();
  for (let above = line - 1, least = Number.POSITIVE_INFINITY; above >= 0 && least > 0; above -= 1) {
    const written = lines[above] ?? '';
    const column = columnOf(written);
    if (column === null || column >= least) continue;
    least = column;
    columns.add(column);
    // In "  - name: x" the keys of the entry begin behind the dash.
    const inner = /^\s*-[ \t]+(?=\S)/.exec(written)?.[0].length;
    if (inner !== undefined) columns.add(inner);
    if (/:\s*(#.*)?$/.test(written)) columns.add(column + 2);
  }
  // The first key of a block may be the odd one out: the lines below tell.
  const next = lines
    .slice(line + 1)
    .map(columnOf)
    .find((column) => column !== null);
  return next === undefined || next === null ? columns : columns.add(next);
}

/** The column (from 0) in which a line begins; null for an empty line or a comment. */
function columnOf(line: string): number | null {
  return /^\s*(#|$)/.test(line) ? null : line.length - line.trimStart().length;
}

function wordsOf(
  lines: readonly string[],
  line: number,
  indent: string,
  column: number,
  told: ReadonlySet<number>,
): string {
  if (indent.includes('\t')) return 'a tab indents this line. Use spaces.';
  const is = `this line begins with ${spaces(indent.length)}, where it fits nothing around it`;
  return `${is}. Write ${spaces(column)} before it${besideWords(lines, line, column, told)}.`;
}

/** Beside which line it would stand then. */
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
      if (told.has(other)) continue;
      const [, before = '', key = ''] =
        /^(\s*(?:-[ \t]+)?)([\p{L}\p{N}_]{1,40}):/u.exec(lines[other] ?? '') ?? [];
      if (key !== '' && before.length === column) return `, as "${key}" ${where} has it (line ${other + 1})`;
      const at = columnOf(lines[other] ?? '');
      if (at === null || at > column) continue;
      if (at < column) break;
      return `, as line ${other + 1} has it`;
    }
  }
  return '';
}

function spaces(count: number): string {
  return count === 0 ? 'no space' : count === 1 ? '1 space' : `${count} spaces`;
}
