import type { z } from 'zod';
import { allKeys, suggestKey } from './keys.js';
import { type Path, type Problem, quoted } from './problem.js';
import type { Tree } from './tree.js';
import { nearZones } from './zone-name.js';

/** A problem with its path as steps. */
export interface Explained {
  readonly problem: Problem;
  readonly path: Path;
}

type Issue = z.core.$ZodIssue;

/** Turns what the schema refused into problems for people, with their places. */
export function explain(tree: Tree, issues: readonly Issue[]): Explained[] {
  return issues.flatMap((issue) => explainOne(tree, issue, []));
}

function explainOne(tree: Tree, issue: Issue, prefix: Path): Explained[] {
  const path: Path = [
    ...prefix,
    ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  ];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      problem: tree.atKey([...path, key], suggestKey(path, key)),
      path: [...path, key],
    }));
  }
  const value = valueAt(tree.value, path);
  if (value === undefined) return [{ problem: missing(tree, path), path }];
  if (issue.code === 'invalid_union') {
    const branch = issue.errors.find((errors) => errors.length > 0 && !refusesKind(errors));
    if (branch !== undefined) return branch.flatMap((inner) => explainOne(tree, inner, path));
  }
  return [{ problem: tree.at(path, sentence(tree, issue, path, value)), path }];
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
    if (issue.expected === 'array')
      return fill('must be a list, as in [one, two], not {}.', tree, path, value);
    const scalar = typeof value === 'number' || typeof value === 'boolean';
    if (issue.expected === 'string' && scalar) return inQuotes(tree, path, value);
  }
  if (isSecret(path) && typeof value === 'number') return inQuotes(tree, path, value);
  if (typeof value === 'string' && /^\d+$/.test(value) && issue.message.includes('whole number')) {
    if (tree.written(path) !== undefined) return 'needs the number itself: a variable gives text.';
    return fill('{} is text because of its quotes. Write it without them.', tree, path, value);
  }
  const words = fill(issue.message, tree, path, value);
  const zones = issue.message.includes('no time zone') && typeof value === 'string' ? nearZones(value) : [];
  return zones.length === 0 ? words : words.replace(/ Write .*$/, ` Did you mean ${zones.join(' or ')}?`);
}

function inQuotes(tree: Tree, path: Path, value: unknown): string {
  const kind = typeof value === 'number' ? 'a number' : 'true or false';
  if (isSecret(path)) return `YAML reads this password as ${kind}. Put it in quotes.`;
  return fill(`YAML reads {} as ${kind}, and text belongs here. Put it in quotes.`, tree, path, value);
}

/** Puts the value as the file shows it in the place of `{}`. */
function fill(words: string, tree: Tree, path: Path, value: unknown): string {
  return words.replace('{}', () => shown(tree, path, value));
}

/** A value for people; never a password, and of an environment variable only the name. */
function shown(tree: Tree, path: Path, value: unknown): string {
  if (isSecret(path)) return 'this';
  const written = tree.written(path);
  if (written !== undefined) return `the value of ${quoted(written)}`;
  // A URL in the place of a host may carry the password: imaps://user:password@host
  if (typeof value === 'string') return quoted(value.replace(/:\/\/.*@/s, '://...@'));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return String(value);
}

function isSecret(path: Path): boolean {
  return path.includes('password');
}

function missing(tree: Tree, path: Path): Problem {
  const plain = path.reduce<string>(
    (out, step) => (typeof step === 'number' ? `${out}[]` : out === '' ? step : `${out}.${step}`),
    '',
  );
  const key = allKeys().find((known) => known.path === plain);
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
