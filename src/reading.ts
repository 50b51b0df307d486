import { noteBatch } from './batch-state.js';
import { showsPlus } from './core/message/delivered-to.js';
import { logIgnored } from './ignored.js';
import { type Facts, factsOf } from './inbound.js';
import { currentWorld } from './ledger.js';
import { lostAgain } from './lost-line.js';
import type { MailboxConnection } from './mailbox/connect.js';
import { LostWhileReading } from './mailbox/error.js';
import type { FolderList } from './mailbox/folders.js';
import { type Batch, type FolderProblem, type ReadResult, readToEnd } from './mailbox/sync.js';
import { dropMovedCopies, dropThrownAway } from './moved-copies.js';
import { rereadForNewTeam, takeRequests, takeRoles } from './read-again.js';
import { concern, fingerprint } from './refresh.js';
import { mostUnwritten, refreshAll } from './refresh-all.js';
import type { Runtime } from './runtime.js';
import type { LostReading } from './store/state.js';

/** What one reading of the whole mailbox came to. */
export interface Reading {
  /** Everything that lay in the mailbox at this moment is known (I2); ms UTC by the runtime's clock. */
  readonly asOf: number;
  /** False: some folder could not be read, so nothing may be sent (I2). */
  readonly complete: boolean;
  readonly problems: readonly FolderProblem[];
  readonly folders: FolderList;
  /** Keys of the threads that changed. */
  readonly changed: ReadonlySet<string>;
  readonly mails: number;
}

type Reader = Runtime & { readonly connection: MailboxConnection };

/** Mails in a batch. Headers of small ones may be collected while they are young; docs/performance.md. */
const batchSize = 50;

/**
 * Reads every folder to its end, stores the facts, then derives what changed (DESIGN 5, inbound). The cursor of a
 * folder is stored after the facts of its mails. `onProgress` gets the mails read so far.
 */
export async function readMailbox(reader: Reader, onProgress?: (mails: number) => void): Promise<Reading> {
  const { store, clock } = reader;
  const serveRequests = takeRequests(reader);
  rereadForNewTeam(reader);
  // What an earlier reading left behind that broke off counts as changed now.
  const changed = new Set(store.threads.underived());
  const { lost } = store.state.get();
  try {
    let result = await readFolders(reader, changed, lost, onProgress);
    // A folder is something else than it was.
    if (takeRoles(result.list, reader)) result = await readFolders(reader, changed, lost, onProgress);
    if (lost) store.state.later({ lost: null });
    const world = currentWorld(reader);
    const print = fingerprint(reader, world);
    const all = store.state.get().derivedBy !== print;
    const keys = all ? [...store.threads.keys()] : store.threads.underived();
    await refreshAll(keys, { ...reader, lost }, world, print);
    const thrownAway = await dropThrownAway(store.threads.due(clock()), reader);
    for (const key of thrownAway) changed.add(key);
    await refreshAll(thrownAway, { ...reader, lost }, world, print);
    store.state.later({ derivedBy: print, ...(result.complete && { lastRead: result.asOf }) });
    const { asOf, complete, problems, list, mails } = result;
    return { asOf, complete, problems, folders: list, changed, mails };
  } catch (error) {
    if (error instanceof LostWhileReading) store.state.later({ lost: lostAgain(lost, error.at) });
    throw error;
  } finally {
    // Where the line is lost, what came over it is kept.
    commit(reader);
    serveRequests();
  }
}

/** Every folder to its end, into the store. The keys of changed threads are added to `changed`. */
async function readFolders(
  reader: Reader,
  changed: Set<string>,
  lost: LostReading | null,
  onProgress: ((mails: number) => void) | undefined,
): Promise<ReadResult> {
  const { store, config, connection, clock } = reader;
  const cursors = new Map(Object.entries(store.state.get().cursors));
  // In a first reading every copy was just seen where it lies.
  const known = store.threads.size() > 0;
  let mails = 0;
  const handle = async (batch: Batch): Promise<void> => {
    const facts = await factsOf(batch, reader);
    logIgnored(facts.messages, reader);
    if (provesPlus(batch, facts, reader)) store.state.later({ plusProven: true });
    for (const key of store.threads.put(facts.messages, facts.notes)) changed.add(key);
    concern(facts.global, reader);
    if (known) await dropMovedCopies(facts.messages, reader);
    noteBatch(batch, facts, reader);
    if (store.threads.unwritten() >= mostUnwritten) commit(reader);
    mails += batch.mails.length;
    onProgress?.(mails);
  };
  const options = { folders: config.folders, cursors, clock, handle, batchSize, lost };
  const result = await readToEnd(connection, options);
  store.state.later({ cursors: Object.fromEntries(result.cursors) });
  return result;
}

/** R6: a delivered mail to a plus address of the mailbox proves that the server takes them. */
function provesPlus(batch: Batch, facts: Facts, { store, config }: Reader): boolean {
  if (store.state.get().plusProven || batch.role === 'sent') return false;
  return facts.messages.some(
    (message) => !message.stored && showsPlus(message, config.settings.ownAddresses),
  );
}

/** Writes the facts, then how far was read: whatever happens in between, nothing is skipped (R1). */
function commit({ store }: Reader): void {
  store.threads.flush();
  store.state.set({});
}
