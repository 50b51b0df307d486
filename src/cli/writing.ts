import { hostname, userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, mailboxName } from '../config/config.js';
import { loadSecrets } from '../config/secret.js';
import type { NoteContent } from '../core/conversation/note.js';
import type { NoteMatter } from '../core/conversation/note-text.js';
import { currentWorld } from '../ledger.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from '../mailbox/connect.js';
import { listFolders } from '../mailbox/folders.js';
import { appendNote } from '../notes.js';
import { openRuntime } from '../opening.js';
import { readMailbox } from '../reading.js';
import type { Runtime } from '../runtime.js';
import { lockOwner } from '../store/lock.js';
import { openState } from '../store/state.js';
import { type Books, booksOf, commandLog } from './books.js';
import { CommandError, clock } from './context.js';
import { type Daemon, daemonOf, wake } from './daemon-process.js';
import { progress } from './output.js';

/** What a command wants written: one note. */
export interface Change {
  readonly content: NoteContent;
  readonly matter: NoteMatter;
}

/** What became of it. */
export interface Written {
  /** The facts with the note in them; null while the daemon has not read it yet. */
  readonly books: Books | null;
  /** What was written; null: there was nothing to change. */
  readonly change: Change | null;
}

/** How long the daemon gets to read a note before the command ends without its answer, real ms. */
const patience = 5_000;

/**
 * Writes one note into the mailbox (DESIGN 1) and has it read: by the daemon where one runs, else here. `decide` gets
 * the facts and says what to write (null: nothing to change); it throws a CommandError for what cannot be done.
 */
export async function writeNote(config: Config, decide: (books: Books) => Change | null): Promise<Written> {
  if (config.settings.mode === 'observe')
    throw new CommandError(
      'In mode observe Thrice writes nothing anywhere, and a command is a note in the mailbox. Set mode: draft or send first.',
    );
  const daemon = await daemonOf(config);
  return daemon ? writeBeside(daemon, config, decide) : writeAlone(config, decide);
}

/** Nobody else reads the mailbox: what is decided on is as fresh as can be. */
async function writeAlone(config: Config, decide: (books: Books) => Change | null): Promise<Written> {
  return alone(config, async (runtime, connection) => {
    const { folders } = await read(runtime, connection);
    const before = booksAt(runtime);
    const change = decide(before);
    if (!change) return { books: before, change };
    await appendNote(change.content, change.matter, { ...runtime, connection, notesFolder: folders.notes });
    await read(runtime, connection);
    return { books: booksAt(runtime), change };
  });
}

async function writeBeside(
  daemon: Daemon,
  config: Config,
  decide: (books: Books) => Change | null,
): Promise<Written> {
  const before = await booksOf(config);
  const change = decide(before);
  if (!change) return { books: before, change };
  const secrets = loadSecrets(config.secret.files, { create: false, dataDir: config.dataDir });
  if (!secrets.ok) throw new CommandError(secrets.problem);
  const connection = await connectMailbox(config.imap, commandLog);
  try {
    const { notes } = await listFolders(connection, config.folders);
    const writer = { config, secrets: secrets.keys, clock, connection, notesFolder: notes };
    await appendNote(change.content, change.matter, writer);
  } finally {
    await closeMailbox(connection);
  }
  // A reading that was complete after this moment has seen the note.
  const written = clock();
  wake(daemon);
  for (const end = performance.now() + patience; performance.now() < end; await sleep(100)) {
    if ((lastReadOf(config) ?? 0) >= written) return { books: await booksOf(config), change };
    if (!lockOwner(config.dataDir)) break;
  }
  return { books: null, change };
}

/** When the mailbox was last read to its end, ms UTC; only the small document is read. */
export function lastReadOf(config: Config): number | null {
  const state = openState({
    folder: config.dataDir,
    boot: '',
    mailbox: mailboxName(config),
    now: clock(),
    readOnly: true,
  });
  return state.get().lastRead;
}

/** Reads the mailbox in this process, holding the data folder. Throws a StartError when another one has it. */
export async function readAlone(config: Config, before: () => void): Promise<Books> {
  return alone(config, async (runtime, connection) => {
    before();
    await read(runtime, connection);
    return booksAt(runtime);
  });
}

async function alone<T>(
  config: Config,
  work: (runtime: Runtime, connection: MailboxConnection) => Promise<T>,
): Promise<T> {
  const runtime = openRuntime({ config, log: commandLog, clock });
  try {
    const connection = await connectMailbox(config.imap, commandLog);
    try {
      return await work(runtime, connection);
    } finally {
      await closeMailbox(connection);
    }
  } finally {
    runtime.close();
  }
}

async function read(runtime: Runtime, connection: MailboxConnection) {
  const said = runtime.store.state.get().lastRead === null ? progress('Reading the mailbox') : null;
  try {
    const reading = await readMailbox({ ...runtime, connection }, (mails) => said?.step(`${mails} mails`));
    for (const { reason } of reading.problems) commandLog.warn({}, reason);
    return reading;
  } finally {
    said?.end();
  }
}

function booksAt({ config, store }: Runtime): Books {
  return { config, store, now: clock(), world: currentWorld({ config, store }) };
}

/** Who gives the order, for the note: the user of this machine. */
export function whoami(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A container's user may have no name.
    return `somebody@${hostname()}`;
  }
}
