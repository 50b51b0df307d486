import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isInside, whyUnreadable } from './files.js';

/** The keys, the first signs and all verify; or one sentence that says why there are none. */
export type Secrets =
  | {
      readonly ok: true;
      /** At least 32 bytes each, in the order of the files. */
      readonly keys: readonly Buffer[];
      /** The file that was made now, if any. */
      readonly made: string | null;
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

const keyBytes = 32;
const makeOne = 'Make one with: openssl rand -base64 32';

/**
 * Reads the key files (absolute paths; base64 of 32 bytes or more). With `create`, a missing first file is made
 * (mode 0600, written and fsynced before it gets its name). A file inside `dataDir` is refused: data/ is a cache.
 */
export function loadSecrets(
  files: readonly string[],
  options: { readonly create: boolean; readonly dataDir?: string },
): Secrets {
  const keys: Buffer[] = [];
  const notices: string[] = [];
  let made: string | null = null;
  for (const [index, file] of files.entries()) {
    if (options.dataDir !== undefined && isInside(options.dataDir, file)) {
      return problem(
        `The key ${file} lies in the data folder, which may be deleted at any time. Move it beside the config.`,
      );
    }
    try {
      if (index === 0 && options.create && make(file)) made = file;
      const key = parseKey(readFileSync(file, 'utf8'));
      if (key === null)
        return problem(
          `The key ${file} is not the base64 form of 32 bytes or more. Restore it from your copy. ${makeOne}`,
        );
      keys.push(key);
      if ((statSync(file).mode & 0o077) !== 0)
        notices.push(`Other users of this machine can read the key ${file}: chmod 600 ${file}`);
    } catch (error) {
      return problem(unreadable(file, error, index));
    }
  }
  if (keys.length === 0) return problem('No key file is named. Set secret.file in the config.');
  return { ok: true, keys, made, notices };
}

function problem(text: string): Secrets {
  return { ok: false, problem: text };
}

function unreadable(file: string, error: unknown, index: number): string {
  const what = `Cannot use the key ${file}: ${whyUnreadable(error)}.`;
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!missing) return what;
  if (index > 0)
    return `${what} Restore it, or take it out of secret when nothing it signed matters any more.`;
  return `${what} \`thrice run\` makes it at first use; restore it from your copy if there was one.`;
}

function parseKey(content: string): Buffer | null {
  const text = content.trim();
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length >= keyBytes ? key : null;
}

/** Makes the file unless it exists. A crash leaves no half key, and of two processes the first wins. */
function make(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return false;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  // What a crash left there; the pids of containers come again.
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', 0o600);
  try {
    // Unlike writeSync it writes all of it: a nearly full disk may take a part.
    writeFileSync(handle, `${randomBytes(keyBytes).toString('base64')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, file);
    syncFolder(dirname(file));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
