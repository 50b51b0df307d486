import { dirname } from 'node:path';
import { assemble } from './assemble.js';
import type { Build } from './build-context.js';
import type { LoadResult } from './config.js';
import { explain, valueAt } from './explain.js';
import { allKeys } from './keys.js';
import { formatPath, type Path, type Problem } from './problem.js';
import { repaired } from './repair.js';
import { type Raw, schema } from './schema.js';
import { type Environment, readTree, type Tree } from './tree.js';

interface Input {
  readonly source: string;
  /** Absolute. */
  readonly file: string;
  /** As problems call it. */
  readonly name: string;
  readonly env: Environment;
  readonly now: number;
  readonly machineZone: string;
  /** Every user of the machine can read the file. */
  readonly openToAll: boolean;
}

/** Each repair copies what holds the value; behind more problems than this nobody looks for others. */
const mostRepaired = 200;

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** Checks the text of a config and makes the Config of it; all problems at once. Never throws for the user's mistakes. */
export async function checkConfig(input: Input): Promise<Without<LoadResult, 'source' | 'fingerprint'>> {
  const tree = readTree(input.name, input.source, input.env);
  const problems = [...tree.problems];
  const refused = () => ({ ok: false as const, problems: inOrder(problems) });
  if (problems.length > 0 && tree.value === undefined) return refused();
  if (!isMapping(tree.value)) {
    const empty = tree.value === null || tree.value === undefined;
    const what = empty ? 'is empty.' : 'is no mapping (lines of "key: value").';
    problems.push(
      tree.at([], `the config ${what} Start from thrice.example.yaml; docs/config.md lists every key.`),
    );
    return refused();
  }
  const raw = accepted(tree, tree.value, problems);
  const known = problems.map(({ path }) => path);
  const notices = input.openToAll && hasPlainPassword(tree) ? [exposed(input.name)] : [];
  const build: Build = {
    dir: dirname(input.file),
    now: input.now,
    machineZone: input.machineZone,
    problem: (path, message) => {
      // What follows only from a value that was refused already is no problem of its own.
      const place = formatPath(path);
      const problem = tree.at(path, message);
      if (known.some((other) => overlaps(place, other)) || tree.spoiled.has(problem.line ?? 0)) return;
      problems.push(problem);
    },
    isSound: (path) => !known.some((other) => overlaps(formatPath(path), other)),
    notice: (text) => notices.push(text),
  };
  const config = await assemble(build, raw, input.file);
  return config === null || problems.length > 0 ? refused() : { ok: true, config, notices };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether `path` is `parent` or lies below it. */
function within(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

function overlaps(one: string, other: string): boolean {
  return within(one, other) || within(other, one);
}

/**
 * The sections as the schema accepts them; what it refuses is added to `problems`. A section with a wrong value is
 * given on without it where that is possible, so that the later checks find their problems in the same run.
 */
function accepted(tree: Tree, value: Record<string, unknown>, problems: Problem[]): Partial<Raw> {
  const whole = schema.safeParse(value);
  if (whole.success) return whole.data;
  const known = new Set(problems.map(({ path }) => path));
  const found = explain(tree, whole.error.issues, (other) => schema.safeParse(other).error?.issues ?? []);
  // Where ${NAME} is not set or YAML misread a value, what stands in its place is no mistake of its own.
  const isOwn = ({ path, line }: Problem) => !known.has(path) && !tree.spoiled.has(line ?? 0);
  problems.push(...found.map(({ problem }) => problem).filter(isOwn));
  const keys = allKeys();
  const mended = found.length > mostRepaired ? [] : found;
  const rest = mended.reduce((left, { path }) => repaired(left, path, keys), value as unknown);
  const good: Record<string, unknown> = {};
  for (const [key, section] of Object.entries(schema.shape)) {
    const parsed = section.safeParse(valueAt(rest, [key]));
    if (parsed.success) good[key] = parsed.data;
  }
  return good as Partial<Raw>;
}

function hasPlainPassword(tree: Tree): boolean {
  const places: Path[] = [
    ['mailbox', 'password'],
    ['mailbox', 'imap', 'password'],
    ['mailbox', 'smtp', 'password'],
  ];
  return places.some(
    (path) => typeof valueAt(tree.value, path) === 'string' && tree.written(path) === undefined,
  );
}

function exposed(name: string): string {
  return `${name} holds a password and every user of this machine can read it: chmod 600 ${name}`;
}

/** By place in the file, each said once. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const once = new Map(
    problems.map((problem) => [`${problem.line} ${problem.path} ${problem.message}`, problem]),
  );
  return [...once.values()].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
