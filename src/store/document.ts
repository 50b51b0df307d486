import { closeSync, existsSync, lstatSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LowSync } from 'lowdb';
import { DataFileSync } from 'lowdb/node';

/** What reading a document came to. `corrupt`: where it lies now (moved aside, or left); it counts as missing. */
export type Read<T> = { readonly data: T } | { readonly missing: true } | { readonly corrupt: string };

/** Without indentation: a hundred thousand documents are read at start-up. */
function json<T>(path: string): DataFileSync<T> {
  return new DataFileSync<T>(path, { parse: JSON.parse, stringify: (data) => JSON.stringify(data) });
}

/**
 * Reads one JSON document by lowdb. One that is no JSON, not of the expected form, or no plain file (a link may lead
 * anywhere, a pipe never ends) is moved to `corrupt/` beside it,
 * so that nothing is lost and the next start does not stumble over it again (I8). With `readOnly` it is left alone.
 */
export function readDocument<T>(path: string, fits: (data: unknown) => data is T, readOnly = false): Read<T> {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return { missing: true };
    const low = new LowSync<unknown>(json(path), null);
    if (stat.isFile()) low.read();
    if (low.data === null && !existsSync(path)) return { missing: true };
    if (stat.isFile() && fits(low.data)) return { data: low.data };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (readOnly) return { corrupt: path };
  const folder = join(dirname(path), 'corrupt');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = freeName(join(folder, basename(path)));
  renameSync(path, aside);
  return { corrupt: aside };
}

/** What was damaged before stays there too (I8). */
function freeName(path: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? path : `${path}.${n}`;
    if (!existsSync(name)) return name;
  }
}

/**
 * Writes one JSON document by lowdb: a temp file, then a rename, so that the old or the new one is there. The temp file is
 * made here under the name that lowdb uses, for its owner only, and never through a link that lies there.
 */
export function writeDocument<T>(path: string, data: T): void {
  const draft = join(dirname(path), `.${basename(path)}.tmp`);
  rmSync(draft, { force: true });
  closeSync(openSync(draft, 'wx', 0o600));
  const low = new LowSync<T>(json<T>(path), data);
  // A folder in its place is no document of anybody's.
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmSync(path, { recursive: true });
  low.write();
}

/** Removes a document; it is no error when it is gone. */
export function removeDocument(path: string): void {
  rmSync(path, { force: true });
}
