import { distance } from 'fastest-levenshtein';
import { allKeys } from './keys.js';

/** So many lines above are looked at, so that the work grows with the lines and not with their square. */
const reach = 200;

/** What a line in block style begins with. */
interface Opening {
  /** The columns (from 0) of the line's first character and of the key, which stands behind dashes. */
  readonly column: number;
  readonly inner: number;
  readonly isEntry: boolean;
  /** Null: an entry of a list that begins with no key. */
  readonly key: string | null;
}

/** `key: ...`, `- ...` or `- key: ...`; null for all else, a comment among it. */
export function openingOf(line: string): Opening | null {
  const match = /^([ \t]*)((?:-(?:[ \t]+|$))*)(?:(?:(?<=-[ \t]+)\{ *)?([A-Za-z_][\w-]*):(?=\s|$))?/.exec(
    line,
  );
  const [, indent = '', dashes = '', key = null] = match ?? [];
  if (dashes === '' && key === null) return null;
  return { column: indent.length, inner: indent.length + dashes.length, isEntry: dashes !== '', key };
}

/** The column (from 0) in which a line begins; null for an empty line or a comment. */
export function columnOf(line: string): number | null {
  return /^\s*(#|$)/.test(line) ? null : line.length - line.trimStart().length;
}

/** The columns in which the blocks begin that are open above a line, the one that the line above opens among them. */
export function columnsAbove(lines: readonly string[], line: number): Set<number> {
  const columns = new Set<number>();
  const last = Math.max(0, line - reach);
  for (let above = line - 1, least = Number.POSITIVE_INFINITY; above >= last && least > 0; above -= 1) {
    const written = lines[above] ?? '';
    const column = columnOf(written);
    if (column === null || column >= least) continue;
    least = column;
    columns.add(column);
    // In "  - name: x" the keys of the entry begin behind the dash.
    const opening = openingOf(written);
    if (opening?.isEntry) columns.add(opening.inner);
    if (/:\s*(#.*)?$/.test(written)) columns.add(column + 2);
  }
  return columns;
}

/** Whether the schema knows a key at its place when its line begins in `column`; one letter of it may be wrong. */
export function fits(lines: readonly string[], line: number, opening: Opening, column: number): boolean {
  const { key, isEntry } = opening;
  const parent = parentOf(lines, line, column, isEntry);
  if (key === null)
    return allKeys().some(({ path, type }) => `${path}[]` === parent && type.includes('list'));
  const isName = allKeys().some(({ name }) => name === key);
  return knownAt(parent).some((known) => distance(known, key) <= (isName || known.length < 4 ? 0 : 1));
}

/** Whether exactly this key stands in the schema, for a line that begins in `column`. */
export function isKeyAt(
  lines: readonly string[],
  line: number,
  at: { readonly column: number; readonly isEntry: boolean; readonly key: string },
): boolean {
  return knownAt(parentOf(lines, line, at.column, at.isEntry)).includes(at.key);
}

/** The path of what holds a line: `policies[].follow_ups`. */
function parentOf(lines: readonly string[], line: number, column: number, isEntry: boolean): string {
  let path = isEntry ? '[]' : '';
  // A list's dash may stand in the column of the key that holds the list.
  let limit = isEntry ? column + 1 : column;
  for (let above = line - 1; above >= Math.max(0, line - reach) && limit > 0; above -= 1) {
    const opening = openingOf(lines[above] ?? '');
    if (opening === null) continue;
    if (opening.inner < limit) {
      if (opening.key !== null)
        path = path === '' || path.startsWith('[') ? `${opening.key}${path}` : `${opening.key}.${path}`;
      limit = opening.inner;
    }
    // The dash of an earlier entry of the same list is no parent.
    if (opening.isEntry && opening.column + 1 < limit) {
      path = path === '' || path.startsWith('[') ? `[]${path}` : `[].${path}`;
      limit = opening.column + 1;
    }
  }
  return path;
}

/** The names of the keys at a path. The docs tell those of `secret` once, for its mapping and its list. */
function knownAt(parent: string): string[] {
  const where = parent === 'secret[]' ? 'secret' : parent;
  return allKeys()
    .filter(({ path, name }) => path === (where === '' ? name : `${where}.${name}`))
    .map(({ name }) => name);
}
