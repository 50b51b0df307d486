import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import { checkConfig } from './check.js';
import type { LoadResult } from './config.js';
import { whyUnreadable } from './files.js';
import type { Environment } from './tree.js';

/** What loadConfig must not look up by itself. */
export interface LoadOptions {
  /** ms since the epoch, UTC: the holidays of the years around it are read. */
  readonly now: number;
  /** Default: the zone of this machine. */
  readonly machineZone?: string;
  /** Where relative paths on the command line start; problems call the file by its path from there. */
  readonly cwd?: string;
}

/** The longest config file that is read, in bytes. */
const longest = 1_000_000;

/** Which file to load: `--config FILE`, then THRICE_CONFIG, then ./thrice.yaml. Absolute; it may not exist. */
export function findConfig(flag: string | undefined, env: Environment, cwd: string): string {
  return resolve(cwd, flag || env.THRICE_CONFIG || 'thrice.yaml');
}

/**
 * Reads and checks the config file. Every mistake of the user comes back as a problem, all at once; it does not
 * throw for them. Reads the password and certificate files that the config names; makes nothing.
 */
export async function loadConfig(path: string, env: Environment, options: LoadOptions): Promise<LoadResult> {
  const file = resolve(options.cwd ?? '.', path);
  let source: string;
  let openToAll: boolean;
  try {
    const stat = statSync(file);
    if (stat.isFile() && stat.size > longest) {
      return unusable(file, options, 'it is larger than 1 MB: this is no config.');
    }
    source = readFileSync(file, 'utf8');
    openToAll = (stat.mode & 0o004) !== 0;
  } catch (error) {
    const hint = 'Name the config with --config FILE or THRICE_CONFIG, or start from thrice.example.yaml.';
    return unusable(file, options, `cannot be read: ${whyUnreadable(error)}. ${hint}`);
  }
  return check(source, file, env, options, openToAll);
}

/** The same for text that was read already; `file` (absolute) says where relative paths start. */
export async function parseConfig(
  source: string,
  file: string,
  env: Environment,
  options: LoadOptions,
): Promise<LoadResult> {
  return check(source, file, env, options, false);
}

async function check(
  source: string,
  file: string,
  env: Environment,
  options: LoadOptions,
  openToAll: boolean,
): Promise<LoadResult> {
  const machineZone = options.machineZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const checked = await checkConfig({
    source,
    file,
    name: nameOf(file, options.cwd),
    env,
    now: options.now,
    machineZone,
    openToAll,
  });
  const fingerprint = fingerprintOf(source);
  return checked.ok ? { ...checked, source, fingerprint } : { ...checked, fingerprint };
}

function unusable(file: string, options: LoadOptions, message: string): LoadResult {
  const problem = { file: nameOf(file, options.cwd), line: null, column: null, path: '', message };
  return { ok: false, problems: [problem], fingerprint: 'gone' };
}

/** The file as people call it: the path from where they are, or the whole one when it lies elsewhere. */
function nameOf(file: string, cwd: string | undefined): string {
  const short = cwd === undefined ? basename(file) : relative(cwd, file);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? file : short;
}

/** The hash by which watchConfig tells one edit from the next. */
export function fingerprintOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}
