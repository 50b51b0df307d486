import { readFileSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { findConfig, loadConfig } from '../config/load.js';
import { templatesOf } from '../opening.js';
import { type CommonOptions, clock, configOf, sayNotices } from './context.js';

/**
 * The config by which past mail is played, its templates checked as `plan` checks them. Where only files are read
 * (`ofFiles`), passwords may name environment variables that are not set: nothing logs in. Throws a CommandError or a
 * StartError of code 2.
 */
export async function configToPlay(options: CommonOptions, ofFiles: boolean): Promise<Config> {
  const config = (ofFiles ? await withoutPasswords(options) : null) ?? (await configOf(options));
  templatesOf(config);
  return config;
}

/** The config whose only faults are its passwords; null: it has others, or none. */
async function withoutPasswords(options: CommonOptions): Promise<Config | null> {
  const path = findConfig(options.config, process.env, process.cwd());
  const now = clock();
  const refused = await loadConfig(path, process.env, { now });
  if (refused.ok || !refused.problems.every((problem) => password.test(problem.path))) return null;
  const names = [...readFileSync(path, 'utf8').matchAll(/\$\{\s*([A-Za-z_]\w*)\s*\}/g)].map(
    (found) => found[1]!,
  );
  const unset = names.filter((name) => !process.env[name]).map((name) => [name, 'unset']);
  const loaded = await loadConfig(path, { ...process.env, ...Object.fromEntries(unset) }, { now });
  if (!loaded.ok) return null;
  sayNotices(loaded.notices);
  return loaded.config;
}

const password = /^mailbox\.(?:(?:imap|smtp)\.)?password$/;
