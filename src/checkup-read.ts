import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, mailboxName } from './config/config.js';
import { loadSecrets } from './config/secret.js';
import { currentWorld, deriveThread, type Entry } from './ledger.js';
import type { MailboxConnection } from './mailbox/connect.js';
import type { FolderList } from './mailbox/folders.js';
import { readMailbox } from './reading.js';
import type { Log, Runtime } from './runtime.js';
import type { State } from './store/state.js';
import { openStore } from './store/store.js';

export interface MailsOptions {
  readonly config: Config;
  readonly connection: MailboxConnection;
  readonly folders: FolderList;
  readonly log: Log;
  /** ms UTC. */
  readonly clock: () => number;
  readonly onProgress?: (mails: number) => void;
}

/** The mailbox as the daemon would see it. */
export interface ScratchReading {
  /** Which mails were looked at, in words. */
  readonly scope: string;
  readonly entries: readonly Entry[];
  readonly state: State;
  /** Folders that could not be read. */
  readonly problems: readonly string[];
}

/** So many of the newest mails of each folder are read when data/ does not know the mailbox yet. */
const newest = 500;

/**
 * Reads the mailbox as the daemon does, into a copy of data/ that is thrown away, and derives. Where there is no data/
 * yet, only the newest mails of each folder (and all notes) are read.
 */
export async function readScratch(options: MailsOptions): Promise<ScratchReading> {
  const folder = mkdtempSync(join(tmpdir(), 'thrice-check-'));
  try {
    const { runtime, scope } = scratchRuntime(folder, options);
    const reading = await readMailbox({ ...runtime, connection: options.connection }, options.onProgress);
    const problems = reading.problems.map(({ reason }) => reason);
    return { scope, entries: everything(runtime), state: runtime.store.state.get(), problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function scratchRuntime(folder: string, options: MailsOptions): { runtime: Runtime; scope: string } {
  const { config, clock, log } = options;
  const known = copyData(config.dataDir, folder);
  const store = openStore({ folder, boot: known?.boot ?? '', mailbox: mailboxName(config), now: clock() });
  if (!known) store.state.set({ cursors: newestOnly(options.folders) });
  const secrets = loadSecrets(config.secret.files, { create: false });
  // Without a key nothing of Thrice's own can be in the mailbox; any other one then serves as well.
  const keys = secrets.ok ? secrets.keys : [randomBytes(32)];
  // Reading renders nothing.
  const templates = { byName: new Map() };
  return {
    runtime: { config, store, secrets: keys, templates, log, clock },
    scope: known ? 'all' : `the newest ${newest} of each folder`,
  };
}

/** The facts that are there already; the cursors first, so that a daemon's writing meanwhile only makes them older. */
function copyData(dataDir: string, folder: string): Pick<State, 'boot'> | null {
  const state = stateIn(dataDir);
  if (!state || state.lastRead === null) return null;
  writeFileSync(join(folder, 'state.json'), JSON.stringify(state));
  if (existsSync(join(dataDir, 'conversations')))
    cpSync(join(dataDir, 'conversations'), join(folder, 'conversations'), { recursive: true });
  return state;
}

/** Null when there is none, or none that can be read: `thrice run` then begins anew, too. */
function stateIn(dataDir: string): State | null {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'state.json'), 'utf8')) as State;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function newestOnly({ folders }: FolderList): State['cursors'] {
  return Object.fromEntries(
    folders.flatMap(({ path, role, status }) =>
      status && role !== 'notes'
        ? [[path, { uidValidity: status.uidValidity, uid: Math.max(0, status.uidNext - 1 - newest) }]]
        : [],
    ),
  );
}

function everything(runtime: Runtime): Entry[] {
  const world = currentWorld(runtime);
  return [...runtime.store.threads.keys()].flatMap((key) => {
    const thread = runtime.store.threads.get(key);
    return thread ? deriveThread(key, thread, runtime, world, runtime.clock()) : [];
  });
}
