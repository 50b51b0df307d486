import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Path } from './problem.js';
import { schema } from './schema.js';

type Json = z.core.JSONSchema.JSONSchema;

/** One key of the config, as its documentation needs it. */
export interface KeyDoc {
  /** `policies[].follow_ups[].after` */
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly allowed: readonly string[];
  readonly required: boolean;
  /** As JSON; undefined when there is none. */
  readonly standard: unknown;
  /** A default that depends on something else, in words. */
  readonly fallback: string | undefined;
  readonly description: string;
  readonly examples: readonly unknown[];
  readonly hasKeys: boolean;
}

/** The schema as JSON Schema 2020-12, with `fallback` beside the usual annotations. */
export function jsonSchema(): Json {
  return z.toJSONSchema(schema, { io: 'input' }) as Json;
}

let keys: readonly KeyDoc[] | undefined;

/** Every key in the order of the schema, parents before their keys. Worked out once, for it takes some ms. */
export function allKeys(): readonly KeyDoc[] {
  if (keys === undefined) {
    const out: KeyDoc[] = [];
    collect(jsonSchema(), '', out);
    keys = out;
  }
  return keys;
}

function collect(json: Json, prefix: string, out: KeyDoc[]): void {
  for (const branch of [json, ...branches(json)]) {
    const isList = typeof branch.items === 'object' && !Array.isArray(branch.items);
    if (isList) collect(branch.items as Json, `${prefix}[]`, out);
    for (const [name, child] of Object.entries(branch.properties ?? {})) {
      if (typeof child !== 'object') continue;
      const path = prefix === '' ? name : `${prefix}.${name}`;
      // A key that a mapping and a list of such mappings share is told once (secret.file).
      if (out.some((known) => known.path === path || known.path === path.replace('[]', ''))) continue;
      const before = out.length;
      const doc = describe(child, name, path, branch.required ?? []);
      out.push(doc);
      collect(child, path, out);
      out[before] = { ...doc, hasKeys: out.length > before + 1 };
    }
  }
}

function describe(child: Json, name: string, path: string, required: readonly string[]): KeyDoc {
  return {
    path,
    name,
    type: child.title ?? (Array.isArray(child.enum) ? child.enum.join(', ') : String(child.type ?? 'value')),
    allowed: Array.isArray(child.enum) ? child.enum.map(String) : [],
    required: required.includes(name),
    standard: child.default,
    fallback: typeof child.fallback === 'string' ? child.fallback : undefined,
    description: child.description ?? '',
    examples: Array.isArray(child.examples) ? child.examples : [],
    hasKeys: false,
  };
}

function branches(json: Json): Json[] {
  return (json.anyOf ?? []).filter((branch) => typeof branch === 'object') as Json[];
}

/** What to say about a key that the schema does not know at `parent`: the nearest one, or where it belongs. */
export function suggestKey(parent: Path, wrong: string): string {
  const where = parent.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[]` : `${path === '' ? '' : `${path}.`}${step}`),
    '',
  );
  const keys = allKeys();
  const siblings = keys.filter(
    (key) => parentOf(key.path) === where || parentOf(key.path) === where.replace(/^secret\[\]$/, 'secret'),
  );
  const folded = fold(wrong);
  const near = siblings
    .map((key) => ({ key, far: distance(folded, fold(key.name)) }))
    .sort((a, b) => a.far - b.far)[0];
  const elsewhere = keys.find((key) => fold(key.name) === folded);
  if (near !== undefined && near.far <= (elsewhere === undefined ? reachOf(near.key.name) : 1)) {
    return `is no key here. Did you mean ${near.key.name}?`;
  }
  if (elsewhere !== undefined) return `is no key here. Did you mean ${elsewhere.path}?`;
  return `is no key. Known here: ${siblings.map((key) => key.name).join(', ')}.`;
}

/** So many letters of a key may be wrong. */
function reachOf(name: string): number {
  return Math.max(name.length > 3 ? 2 : 1, Math.floor(name.length / 3));
}

/**
 * The path as problems may show it. A password that stands on a line of its own and has a colon is a key for YAML: where one
 * can stand, only names that resemble a key are shown.
 */
export function shownPath(path: Path): Path {
  // The key itself, written where its file belongs, is no less secret.
  const secret = path[0] === 'secret' ? 0 : path.indexOf('password');
  const isElsewhere = path[0] !== 'mailbox' && allKeys().some(({ name }) => name === path[0]);
  const isShown = (step: string | number, index: number): boolean => {
    if (typeof step === 'number' || step === '__proto__') return true;
    if (secret >= 0 && index > secret) return step === 'file';
    if (index > 0 && isElsewhere) return true;
    return allKeys().some(({ name }) => distance(step, name) <= reachOf(name));
  };
  return path.map((step, index) => (isShown(step, index) ? step : 'a key here'));
}

function parentOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(0, dot);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_');
}
