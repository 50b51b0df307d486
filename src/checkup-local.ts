import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Config } from './config/config.js';
import { loadSecrets } from './config/secret.js';
import { nextWorkingMoment } from './core/calendar/working-time.js';
import { lockOwner } from './store/lock.js';
import { templateNames } from './templates/names.js';
import { checkTemplates, inEnglishInstead } from './templates/templates.js';

/** One line of what `check` found. `fail` keeps Thrice from working, `warn` does not. */
export interface Finding {
  readonly mark: 'ok' | 'warn' | 'fail';
  /** A sentence: what, where, and unless it is well, what to do. */
  readonly text: string;
}

export const ok = (text: string): Finding => ({ mark: 'ok', text });
export const warn = (text: string): Finding => ({ mark: 'warn', text });
export const fail = (text: string): Finding => ({ mark: 'fail', text });

/** The config itself, with the loader's notices. */
export function configFindings({
  config,
  notices,
  clock,
}: {
  readonly config: Config;
  readonly notices: readonly string[];
  readonly clock: () => number;
}): Finding[] {
  const { calendar, mode } = config.settings;
  const now = clock();
  const year = 366 * 24 * 3600 * 1000;
  const never = nextWorkingMoment(calendar, now) - now > year;
  return [
    ok(`${shortName(config.file)} is valid. Mode ${mode}, watch ${config.settings.watch}.`),
    ...notices.map(warn),
    ...(never
      ? [
          warn(
            'calendar never opens: no working time in the next year, so nothing is ever due. Check its days and holidays.',
          ),
        ]
      : []),
  ];
}

function shortName(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}

/** Every template that the config can need. */
export function templateFindings({
  templatesDir,
  language,
  settings,
}: Pick<Config, 'templatesDir' | 'language' | 'settings'>): Finding[] {
  const needed = templateNames(settings);
  const problems = checkTemplates(templatesDir, language, needed);
  if (problems.length > 0) return problems.map(({ where, message }) => fail(`${where}: ${message}`));
  const missing = inEnglishInstead(templatesDir, language, needed.names);
  if (missing.length === 0) return [ok(`All templates of language ${language} can be used.`)];
  const own = shortName(join(templatesDir, language));
  return [
    warn(
      `Templates of language ${language} are missing, so what they say will be English: ${missing.join(', ')}. Put them into ${own}, each as NAME.hbs, or set language to en, de or pl.`,
    ),
  ];
}

/** The keys. Makes none: a missing first key is made by `thrice run`. */
export function secretFindings(config: Config): Finding[] {
  const [first] = config.secret.files;
  if (config.secret.files.length === 1 && first && !existsSync(first))
    return [ok(`The secret ${first} will be made at first use. Keep a copy of it then.`)];
  const secrets = loadSecrets(config.secret.files, { create: false, dataDir: config.dataDir });
  if (!secrets.ok) return [fail(secrets.problem)];
  return [ok(`The secret ${config.secret.files.join(', ')} can be used.`), ...secrets.notices.map(warn)];
}

/** The data folder: who has it, and whether it can be written. */
export function dataFindings(config: Config): Finding[] {
  const { dataDir } = config;
  const owner = lockOwner(dataDir);
  if (owner) return [ok(`Thrice runs on the data folder ${dataDir} (pid ${owner.pid}).`)];
  let place = dataDir;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  try {
    accessSync(place, constants.W_OK);
  } catch {
    return [fail(`This user may not write into ${place}. Thrice keeps what it read in data: ${dataDir}.`)];
  }
  return [ok(`The data folder ${dataDir} can be written. Thrice does not run on it now.`)];
}
