import type { Config, LoadedConfig, LoadResult } from '../config/config.js';
import { findConfig, loadConfig } from '../config/load.js';
import { formatProblem, refusedEdit } from '../config/problem.js';
import { activeConfig } from './active-config.js';
import { complain } from './output.js';

/** What ends a command with a sentence for people. `code` 1: it failed; 2: wrong usage or an invalid config. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly code: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** The options that every command takes. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** ms since the epoch, UTC: the clock of the commands. Only the outermost layer looks at it. */
export const clock = (): number => Date.now();

/**
 * The config for a command, every problem in one error of code 2. While the file is broken and a daemon runs on with the
 * one before, that one. Notices and such problems go to standard error.
 */
export async function configOf(options: CommonOptions): Promise<Config> {
  const { config, notices } = await configWithNotices(options);
  sayNotices(notices);
  return config;
}

/** The same for a command that shows the notices itself. */
export async function configWithNotices(
  options: CommonOptions,
): Promise<{ readonly config: Config; readonly notices: readonly string[] }> {
  const { path, load } = fileOf(options);
  const result = await load();
  if (result.ok) return result;
  const problems = result.problems.map(formatProblem);
  const config = await activeConfig(path, clock());
  if (!config) throw new CommandError(problems.join('\n'), 2);
  return { config, notices: refusedEdit(problems) };
}

/** What a daemon starts with: the file as it is, and how to read it again after an edit. */
export async function loadedFile(
  options: CommonOptions,
): Promise<{ readonly loaded: LoadedConfig; readonly reload: () => Promise<LoadResult> }> {
  const { load } = fileOf(options);
  const loaded = await load();
  if (!loaded.ok) throw new CommandError(loaded.problems.map(formatProblem).join('\n'), 2);
  return { loaded, reload: load };
}

/** Things to know about the config that are no errors, on standard error. */
export function sayNotices(notices: readonly string[]): void {
  complain(...notices);
}

function fileOf(options: CommonOptions): { path: string; load: () => Promise<LoadResult> } {
  const path = findConfig(options.config, process.env, process.cwd());
  return { path, load: () => loadConfig(path, process.env, { now: clock() }) };
}
