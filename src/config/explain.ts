import type { z } from 'zod';
import { allKeys, suggestKey } from './keys.js';
import { meantBy } from './meant.js';
import { formatPath, type Path, type Problem, quoted } from './problem.js';
import { plainPath, withValue } from './repair.js';
import type { Tree } from './tree.js';

/** A problem with its path as steps. */
export interface Explained {
  readonly problem: Problem;
  readonly path: Path;
}

type Issue = z.core.$ZodIssue;

/** One issue at the innermost place that it is about. */
interface Leaf {
  readonly issue: Issue;
  readonly path: Path;
}

/**
 * Turns what the schema refused into problems for people, with their places.
 * @param refusedOf what the schema says of another value of the whole config
 */
export function explain(
  tree: Tree,
  issues: readonly Issue[],
  refusedOf: (value: unknown) => readonly Issue[],
): Explained[] {
  // Whether quotes are all that a number or a true lacks: asked of the schema, for 90 in quotes is no duration either.
  const inQuotes = (path: Path, value: number | boolean): Issue | undefined => {
    const quotedValue = withValue(tree.value, path, String(value));
    const same = (leaf: Leaf) => formatPath(leaf.path) === formatPath(path);
    return leavesOf(quotedValue, refusedOf(quotedValue)).find(same)?.issue;
  };
  return leavesOf(tree.value, issues).flatMap(({ issue, path }): Explained[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        problem: tree.atKey([...path, key], suggestKey(path, key)),
        path: [...path, key],
      }));
    const value = valueAt(tree.value, path);
    if (value === undefined) return [{ problem: missing(tree, path), path }];
    const scalar = typeof value === 'number' || typeof value === 'boolean';
    const isText = issue.code === 'invalid_type' && issue.expected === 'string' && scalar;
    const said = isText ? inQuotes(path, value) : issue;
    const words = said === undefined ? needsQuotes(tree, path, value) : sentence(tree, said, path, value);
    return [{ problem: tree.at(path, words), path }];
  });
}

/** The issues of a value, those of the branch of a union that the person meant in the place of the union's. */
function leavesOf(value: unknown, issues: readonly Issue[], prefix: Path = []): Leaf[] {
  return issues.flatMap((issue): Leaf[] => {
    const path = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
    const branch =
      issue.code === 'invalid_union' && valueAt(value, path) !== undefined
        ? issue.errors.find((errors) => errors.length > 0 && !refusesKind(errors))
        : undefined;
    return branch === undefined ? [{ issue, path }] : leavesOf(value, branch, path);
  });
}

/** Whether this branch of a union is for another kind of value: its issues say nothing to the person then. */
function refusesKind(errors: readonly Issue[]): boolean {
  return errors.some(
    ({ path, code }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'),
  );
}

function sentence(tree: Tree, issue: Issue, path: Path, value: unknown): string {
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'object')
      return fill('must be a mapping (lines of "key: value"), not {}.', tree, path, value);
    if (issue.expected === 'array') return fill(listWords(path), tree, path, value);
  }
  if (isSecret(path) && typeof value === 'number') return needsQuotes(tree, path, value);
  if (typeof value === 'string' && /^\d+$/.test(value) && issue.message.includes('whole number')) {
    if (tree.written(path) !== undefined) return 'needs the number itself: a variable gives text.';
    return fill('{} is text because of its quotes. Write it without them.', tree, path, value);
  }
  const words = fill(issue.message, tree, path, value);
  const meant = tree.written(path) === undefined && !isSecret(path) ? meantBy(issue.message, value) : [];
  if (meant.length === 0) return words;
  if (typeof value === 'number' && meant[0]?.startsWith("'"))
    return `YAML reads ${String(value)} as a number. Write ${meant[0]}, with the quotes.`;
  // What a duration looks like is worth saying each time; the rest is said by the example.
  const kept = issue.message.includes('no duration') ? words : words.replace(/ Write .*$/, '');
  return `${kept} Did you mean ${orList(meant)}?`;
}

/** Tells of a list with the entries of the docs, so that it can be copied. */
function listWords(path: Path): string {
  const key = allKeys().find((known) => known.path === plainPath(path));
  const standard = Array.isArray(key?.standard) ? key.standard : [];
  const entries = standard.length > 0 ? standard : (key?.examples ?? []);
  if (key?.hasKeys || entries.some((entry) => typeof entry === 'object'))
    return 'must be a list of mappings (each begins with "- "), not {}.';
  return `must be a list, as in [${entries.length === 0 ? 'one, two' : entries.join(', ')}], not {}.`;
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function needsQuotes(tree: Tree, path: Path, value: unknown): string {
  const kind = typeof value === 'number' ? 'a number' : 'true or false';
  if (isSecret(path))
    return `YAML reads this ${path.includes('password') ? 'password' : 'value'} as ${kind}. Put it in quotes.`;
  return fill(`YAML reads {} as ${kind}, and text belongs here. Put it in quotes.`, tree, path, value);
}

/** Puts the value as the file shows it in the place of `{}`. */
function fill(words: string, tree: Tree, path: Path, value: unknown): string {
  return words.replace('{}', () => shown(tree, path, value));
}

/** A value for people; never a password or a key, and of an environment variable only the name. */
function shown(tree: Tree, path: Path, value: unknown): string {
  if (isSecret(path) || (typeof value === 'string' && mayHoldPassword(path, value))) return 'this';
  const written = tree.written(path);
  if (written !== undefined) return `the value of ${quoted(written)}`;
  if (typeof value === 'string') return quoted(masked(value));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return String(value);
}

/** A URL in the place of a host may carry the password: imaps://user:password@host */
function masked(value: string): string {
  return value.replace(/:\/\/.*@/s, '://...@');
}

/** A key that lost its colon or its line runs on into the value above it; no value of the mailbox has several words. */
function mayHoldPassword([first]: Path, value: string): boolean {
  return /assw|sword/i.test(value) || (first === 'mailbox' && /\s(?!<)|:(?!\/\/)/.test(masked(value)));
}

/** A password, or what stands where the file of the key belongs and may be the key. */
function isSecret(path: Path): boolean {
  return path.includes('password') || path[0] === 'secret';
}

function missing(tree: Tree, path: Path): Problem {
  const key = allKeys().find((known) => known.path === plainPath(path));
  const example = key?.examples[0];
  const name = String(path.at(-1) ?? '');
  const hint =
    example === undefined ? ' See docs/config.md.' : ` Write it as in "${name}: ${String(example)}".`;
  return tree.isEmpty(path) ? tree.atKey(path, `is empty.${hint}`) : tree.at(path, `is missing.${hint}`);
}

/** The value at a path of the tree; undefined when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}
