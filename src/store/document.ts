import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LowSync, type SyncAdapter } from 'lowdb';
import { DataFileSync } from 'lowdb/node';

/** What reading a document came to. `corrupt`: where it lies now (moved aside, or left); it counts as missing. */
export type Read<T> = { readonly data: T } | { readonly missing: true } | { readonly corrupt: string };

/** Without indentation: a hundred thousand documents are read at start-up. */
function json<T>(path: string): DataFileSync<T> {
  return new DataFileSync<T>(path, { parse: JSON.parse, stringify: JSON.stringify });
}

/**
 * Reads one JSON document by lowdb. One that is no JSON, not of the expected form, or no plain file (a link may lead
 * anywhere, a pipe never ends) is moved to `corrupt/` beside it,
 * so that nothing is lost and the next start does not stumble over it again (I8). With `readOnly` it is left alone.
 * @param isFile whether it is a plain file, where that is known
 */
export function readDocument<T>(
  path: string,
  fits: (data: unknown) => data is T,
  readOnly = false,
  isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile(),
): Read<T> {
  try {
    if (isFile === undefined) return { missing: true };
    const low = new LowSync<unknown>(json(path), null);
    if (isFile) low.read();
    if (low.data === null && !existsSync(path)) return { missing: true };
    if (isFile && fits(low.data)) return { data: low.data };
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
 * new, for its owner only, and never a link that lies there.
 */
export function writeDocument<T>(path: string, data: T): void {
  // A folder in its place is no document of anybody's.
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmSync(path, { recursive: true });
  new LowSync<T>(byDraft<T>(path), data).write();
}

/** lowdb's own adapter writes into whatever lies under the name of its temp file, readable for everybody. */
function byDraft<T>(path: string): SyncAdapter<T> {
  const draft = join(dirname(path), `.${basename(path)}.tmp`);
  return {
    read: () => null,
    write(data) {
      const text = JSON.stringify(data);
      const create = (): void => writeFileSync(draft, text, { flag: 'wx', mode: 0o600 });
      try {
        create();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        rmSync(draft);
        create();
      }
      renameSync(draft, path);
    },
  };
}

/** Removes a document; it is no error when it is gone. */
export function removeDocument(path: string): void {
  rmSync(path, { force: true });
}
