import { type Config, mailboxName } from '../config/config.js';
import { isTeamAddress } from '../core/conversation/role.js';
import type { World } from '../core/conversation/world.js';
import { currentWorld } from '../ledger.js';
import { closeMailbox, connectMailbox } from '../mailbox/connect.js';
import { openRuntime } from '../opening.js';
import { readMailbox } from '../reading.js';
import type { Log } from '../runtime.js';
import { lockOwner } from '../store/lock.js';
import { openStore, type Store } from '../store/store.js';
import { CommandError, type CommonOptions, clock, configOf } from './context.js';
import { complain, progress } from './output.js';

/** What a reading command looks at: the facts in `data/`, as they lay there at `now` (ms UTC). */
export interface Books {
  readonly config: Config;
  readonly store: Store;
  readonly now: number;
  readonly world: World;
}

/** The log of a command: what goes wrong is said on standard error, the rest is not. */
export const commandLog: Log = {
  debug: () => {},
  info: () => {},
  warn: (_about, text) => complain(text),
  error: (_about, text) => complain(text),
};

/**
 * Opens the data folder for reading only, beside a daemon that may run. `data/` is a cache: where nothing has been read
 * yet and no daemon is there to do it, the mailbox is read now, as the daemon would (and nothing is sent or noted).
 * Throws a CommandError while a daemon has not finished its first reading.
 */
export async function openBooks(options: CommonOptions): Promise<Books> {
  return booksOf(await configOf(options));
}

/** The same for a config that is loaded already. */
export async function booksOf(config: Config): Promise<Books> {
  const store = readOnlyStore(config);
  if (store.state.get().lastRead !== null) return booksAt(config, store);
  const owner = lockOwner(config.dataDir);
  if (owner)
    throw new CommandError(
      `Thrice (pid ${owner.pid}) is still reading the mailbox for the first time. Try again when it is done; \`thrice status\` tells.`,
    );
  return booksAt(config, await readForTheFirstTime(config));
}

/** The store without any right to write. */
export function readOnlyStore(config: Config): Store {
  const isTeam = (address: string): boolean => isTeamAddress(address, config.settings);
  return openStore({
    folder: config.dataDir,
    boot: '',
    mailbox: mailboxName(config),
    now: clock(),
    readOnly: true,
    isTeam,
  });
}

function booksAt(config: Config, store: Store): Books {
  return { config, store, now: clock(), world: currentWorld({ config, store }) };
}

async function readForTheFirstTime(config: Config): Promise<Store> {
  const runtime = openRuntime({ config, log: commandLog, clock });
  const said = progress(`${config.dataDir} holds nothing yet: reading the mailbox`);
  try {
    const connection = await connectMailbox(config.imap, commandLog);
    try {
      const reading = await readMailbox({ ...runtime, connection }, (mails) => said.step(`${mails} mails`));
      for (const { reason } of reading.problems) commandLog.warn({}, reason);
    } finally {
      await closeMailbox(connection);
    }
    return runtime.store;
  } finally {
    said.end();
    runtime.close();
  }
}
