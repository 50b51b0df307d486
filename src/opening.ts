import { readFileSync } from 'node:fs';
import type { Config } from './config/config.js';
import { loadSecrets } from './config/secret.js';
import { isTeamAddress } from './core/conversation/role.js';
import type { Secrets } from './mail/own-mark.js';
import type { Log, Runtime } from './runtime.js';
import { noticeChangedSecret } from './standing.js';
import { takeLock } from './store/lock.js';
import { openStore } from './store/store.js';
import { loadTemplates, type Templates } from './templates/templates.js';
import { noticeNames } from './templates/view.js';

/** A start that failed for a reason that a person can mend. `code` is the exit status. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly code: 1 | 2,
  ) {
    super(message);
  }
}

/** Opens everything that needs no network: lock, secret, templates, data. Throws a StartError. */
export function openRuntime(
  options: Pick<Runtime, 'config' | 'log' | 'clock'>,
): Runtime & { close: () => void } {
  const { config, log, clock } = options;
  const lock = takeLock(config.dataDir, clock());
  if ('owner' in lock)
    throw new StartError(
      `Thrice already runs on ${config.dataDir} (pid ${lock.owner.pid}). Stop it first, or give this one another \`data\`.`,
      1,
    );
  try {
    const secrets = secretsOf(config, log);
    const templates = templatesOf(config);
    const mailbox = `${config.imap.user}@${config.imap.host}`;
    const isTeam = (address: string): boolean => isTeamAddress(address, config.settings);
    const store = openStore({ folder: config.dataDir, boot: bootId(), mailbox, now: clock(), isTeam });
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
    return { config, secrets, templates, store, log, clock, close: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  }
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
  const names = config.settings.policies.flatMap((policy) => policy.followUps.map((step) => step.template));
  const { templates, problems } = loadTemplates({
    directory: config.templatesDir,
    languages: [config.language],
    names: [...names, ...noticeNames],
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
