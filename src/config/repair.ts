import type { KeyDoc } from './keys.js';
import type { Path } from './problem.js';

/**
 * A copy of the config's values in which the refused one at `path` no longer stands in the way of checking the others: an
 * optional key is left out, a needed one and a list's entry get the example of the docs (so that the numbers of the other
 * entries stay right), and where there is none the list goes as a whole.
 */
export function repaired(value: unknown, path: Path, keys: readonly KeyDoc[]): unknown {
  return at(value, path, 0, keys).value;
}

/** `gone`: nothing usable is left of the value. */
interface Repair {
  readonly value: unknown;
  readonly gone: boolean;
}

const gone: Repair = { value: undefined, gone: true };

function at(value: unknown, path: Path, depth: number, keys: readonly KeyDoc[]): Repair {
  const step = path[depth];
  if (step === undefined) return example(path, keys);
  if (Array.isArray(value) && typeof step === 'number') {
    const inner = at(value[step], path, depth + 1, keys);
    return inner.gone ? gone : { value: value.with(step, inner.value), gone: false };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return gone;
  const inner = at((value as Record<string, unknown>)[step], path, depth + 1, keys);
  const others = Object.fromEntries(Object.entries(value).filter(([name]) => name !== String(step)));
  return { value: inner.gone ? others : { ...others, [step]: inner.value }, gone: false };
}

function example(path: Path, keys: readonly KeyDoc[]): Repair {
  const isEntry = typeof path.at(-1) === 'number';
  const plain = plainPath(isEntry ? path.slice(0, -1) : path);
  const key = keys.find((known) => known.path === plain);
  const [first] = key === undefined || !(isEntry || key.required) ? [] : key.examples;
  return first === undefined ? gone : { value: first, gone: false };
}

/** The path as the docs write it: `policies[].name`. */
export function plainPath(path: Path): string {
  return path.reduce<string>(
    (out, step) => (typeof step === 'number' ? `${out}[]` : out === '' ? step : `${out}.${step}`),
    '',
  );
}

/** A copy of the value with another one at `path`, which leads to something in it. */
export function withValue(value: unknown, path: Path, other: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return other;
  if (Array.isArray(value))
    return value.map((one, index) => (index === step ? withValue(one, rest, other) : one));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [step]: withValue((value as Record<string, unknown>)[step], rest, other) };
}
