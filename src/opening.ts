import { readFileSync } from 'node:fs';
import { type Config, mailboxName } from './config/config.js';
import { loadSecrets } from './config/secret.js';
import { isTeamAddress } from './core/conversation/role.js';
import type { Secrets } from './mail/own-mark.js';
import type { Log, Runtime } from './runtime.js';
import { noticeChangedSecret } from './standing.js';
import { diskTrouble } from './store/disk-trouble.js';
import { takeLock } from './store/lock.js';
import { openStore, StoreError } from './store/store.js';
import { templateNames } from './templates/names.js';
import { loadTemplates, type Templates } from './templates/templates.js';

/** A start that failed for a reason that a person can mend. `code` is the exit status. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly code: 1 | 2,
  ) {
    super(message);
  }
}

/** A runtime that holds its data folder. */
export type OpenRuntime = Runtime & {
  /** Whether the data folder is still the one that was opened, and this process's. */
  readonly holds: () => boolean;
  readonly close: () => void;
};

/** Opens everything that needs no network: lock, secret, templates, data. Throws a StartError. */
export function openRuntime(options: Pick<Runtime, 'config' | 'log' | 'clock'>): OpenRuntime {
  try {
    return open(options);
  } catch (error) {
    const trouble = diskTrouble(error, options.config.dataDir);
    throw trouble === null ? error : new StartError(trouble, 1);
  }
}

function open({ config, log, clock }: Pick<Runtime, 'config' | 'log' | 'clock'>): OpenRuntime {
  const lock = takeLock(config.dataDir, clock());
  if ('owner' in lock)
    throw new StartError(
      `Thrice already runs on ${config.dataDir} (pid ${lock.owner.pid}). Stop it first, or give this one another \`data\`.`,
      1,
    );
  try {
    const secrets = secretsOf(config, log);
    const templates = templatesOf(config);
    const isTeam = (address: string): boolean => isTeamAddress(address, config.settings);
    const guard = (): void => {
      if (!lock.holds()) throw new StoreError(takenAway(config));
    };
    const store = openStore({
      folder: config.dataDir,
      boot: bootId(),
      mailbox: mailboxName(config),
      now: clock(),
      isTeam,
      guard,
    });
    for (const path of store.threads.corrupt)
      log.warn(
        { path },
        `A document in data/ could not be read; it lies in ${path} now and the mailbox is read again.`,
      );
    if (store.state.corrupt)
      log.warn(
        { path: store.state.corrupt },
        `The document state.json could not be read; it lies in ${store.state.corrupt} now and the mailbox is read again.`,
      );
    noticeChangedSecret(secrets, store, log);
    const { holds, release } = lock;
    return { config, secrets, templates, store, log, clock, holds, close: release };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What is said when `data/` is deleted, or taken by another process, while this one runs on it. */
export function takenAway({ dataDir }: Config): string {
  return `The data folder ${dataDir} was deleted or taken over while Thrice ran on it.`;
}

function secretsOf(config: Config, log: Log): Secrets {
  const secrets = loadSecrets(config.secret.files, { create: true, dataDir: config.dataDir });
  if (!secrets.ok) throw new StartError(secrets.problem, 2);
  if (secrets.made) log.info({ file: secrets.made }, `Made the secret ${secrets.made}. Keep a copy of it.`);
  for (const notice of secrets.notices) log.warn({}, notice);
  return secrets.keys;
}

/** Loads every template that the config can need. Throws a StartError that lists what is wrong. */
export function templatesOf(config: Config): Templates {
  const { templates, problems } = loadTemplates({
    directory: config.templatesDir,
    languages: [config.language],
    ...templateNames(config.settings),
  });
  if (problems.length === 0) return templates;
  throw new StartError(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'), 2);
}

/** The kernel's name of this boot; elsewhere the same for ever, where a lost write is then found by its damage alone. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
