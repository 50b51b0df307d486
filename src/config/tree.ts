import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { shownPath } from './keys.js';
import { formatPath, type Path, type Problem } from './problem.js';
import { readYaml } from './read-yaml.js';
import { unknownAlias } from './syntax.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The config file as plain values with their places. Problems found on the way stand in `problems`. */
export interface Tree {
  /** Mappings, lists and scalars; keys without a value are left out, `${NAME}` is replaced. */
  readonly value: unknown;
  readonly problems: Problem[];
  /** Lines (from 1) with a value that YAML read otherwise than it was meant; `problems` says so. */
  readonly spoiled: ReadonlySet<number>;
  /** A problem at the value of `path`; at the nearest parent when it is not in the file. */
  at(path: Path, message: string): Problem;
  /** The same at the key itself. */
  atKey(path: Path, message: string): Problem;
  /** The scalar as the file writes it, before `${NAME}` was replaced; undefined when nothing was. */
  written(path: Path): string | undefined;
  /** Whether the key stands there without a value. */
  isEmpty(path: Path): boolean;
}

interface Walk {
  readonly env: Environment;
  readonly document: Document<Node>;
  readonly values: Map<string, number>;
  readonly keys: Map<string, number>;
  readonly raw: Map<string, string>;
  readonly empty: Set<string>;
  readonly complain: (path: Path, message: string) => void;
  nodes: number;
}

/** Far more than any real config has; a few aliases of aliases reach it (an alias bomb). */
const mostNodes = 20_000;
const deepest = 30;

class TooMuch extends Error {}

/** Reads YAML 1.2 text. Never throws. `file` is the name in the problems. */
export function readTree(file: string, source: string, env: Environment): Tree {
  const problems: Problem[] = [];
  const spoiled = new Set<number>();
  let place = (_offset: number) => ({ line: 1, column: 1 });
  const walk: Omit<Walk, 'document'> = {
    env,
    values: new Map(),
    keys: new Map(),
    raw: new Map(),
    empty: new Set(),
    complain: (path, message) => problems.push(tree.at(path, message)),
    nodes: 0,
  };
  const locate = (path: Path, first: Map<string, number>, message: string): Problem => {
    let offset = first.get(id(path));
    for (let up = path; offset === undefined && up.length > 0; up = up.slice(0, -1)) {
      offset = walk.values.get(id(up)) ?? walk.keys.get(id(up));
    }
    return {
      file,
      ...place(offset ?? walk.values.get(id([])) ?? 0),
      path: formatPath(shownPath(path)),
      message,
    };
  };
  const tree = {
    value: undefined as unknown,
    problems,
    spoiled,
    at: (path: Path, message: string) => locate(path, walk.values, message),
    atKey: (path: Path, message: string) => locate(path, walk.keys, message),
    written: (path: Path) => walk.raw.get(id(path)),
    isEmpty: (path: Path) => walk.empty.has(id(path)),
  };
  try {
    const reading = readYaml(source);
    const { document } = reading;
    place = reading.place;
    for (const { line, column, message, spoils } of reading.slips) {
      problems.push({ file, line, column, path: '', message });
      if (spoils) spoiled.add(line);
    }
    if (reading.whole) tree.value = convert({ ...walk, document }, document.contents, []);
  } catch (error) {
    const why = error instanceof TooMuch ? error.message : 'cannot be read as YAML: it is nested too deeply.';
    problems.push({ file, line: 1, column: 1, path: '', message: why });
  }
  return tree;
}

function id(path: Path): string {
  return JSON.stringify(path);
}

function convert(walk: Walk, node: Node | null, path: Path): unknown {
  walk.nodes += 1;
  if (walk.nodes > mostNodes || path.length > deepest) {
    throw new TooMuch(
      'has too many values, or aliases (*name) that repeat one another. Write the values out.',
    );
  }
  if (node?.range && !walk.values.has(id(path))) walk.values.set(id(path), node.range[0]);
  if (isAlias(node)) {
    const target = node.resolve(walk.document) as Node | undefined;
    if (target === undefined) walk.complain(path, unknownAlias);
    return target === undefined ? undefined : convert(walk, target, path);
  }
  if (isMap(node)) return mapping(walk, node.items as Pair<Node, Node | null>[], path);
  if (isSeq(node)) return node.items.map((item, index) => convert(walk, item as Node, [...path, index]));
  if (!isScalar(node)) return null;
  return typeof node.value === 'string' ? substitute(walk, node.value, path) : node.value;
}

function mapping(walk: Walk, pairs: readonly Pair<Node, Node | null>[], path: Path): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const pair of pairs) {
    const name = isScalar(pair.key) ? String(pair.key.value) : '';
    const here = [...path, name];
    // A key that stands twice (readYaml says so) counts where it stood first.
    if (walk.keys.has(id(here))) continue;
    if (pair.key?.range) walk.keys.set(id(here), pair.key.range[0]);
    if (name === '__proto__') {
      walk.complain(here, 'is no key. Remove it.');
      continue;
    }
    const value = convert(walk, pair.value, here);
    if (value === null || value === undefined) {
      // `agents:` with every entry commented out means the default, not an error.
      walk.empty.add(id(here));
      walk.values.delete(id(here));
    } else out[name] = value;
  }
  return out;
}

/** Replaces `${NAME}` by the environment's value, once; `$${NAME}` stays as `${NAME}`. */
function substitute(walk: Walk, value: string, path: Path): string {
  const replaced = value.replace(/\$(\$\{)|\$\{([^}]*)\}/g, (whole, escaped?: string, name?: string) => {
    if (escaped !== undefined) return escaped;
    const variable = (name ?? '').trim();
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
      walk.complain(
        path,
        `a \${...} here names no environment variable. Write \${NAME}, or $\${ for the characters themselves.`,
      );
      return whole;
    }
    const found = Object.hasOwn(walk.env, variable) ? walk.env[variable] : undefined;
    if (found !== undefined && found !== '') return found;
    const what = found === undefined ? 'is not set' : 'is empty';
    walk.complain(path, `the environment variable ${variable} ${what}. Set it, or write the value here.`);
    return whole;
  });
  if (replaced !== value) walk.raw.set(id(path), value);
  return replaced;
}
