import type { MailboxConnection } from './connect.js';
import { type Folder, type FolderList, type FolderSettings, listFolders } from './folders.js';
import { type Batch, type Cursor, type FolderProblem, type Run, readFolder } from './read-folder.js';

export type { Batch, Cursor, FolderProblem } from './read-folder.js';

export interface ReadOptions {
  readonly folders: FolderSettings;
  /** By folder path. Not changed; the result holds the new ones. */
  readonly cursors: ReadonlyMap<string, Cursor>;
  /** Awaited before the next batch. May use the connection. What it throws ends the reading. */
  readonly handle: (batch: Batch) => Promise<void>;
  /** ms since the epoch, UTC. */
  readonly clock: () => number;
  /** Mails in a batch, default 500. */
  readonly batchSize?: number;
  /** Where earlier readings lost the line (`LostWhileReading`), and how often in a row. */
  readonly lost?: Run['lost'];
}

export interface ReadResult {
  /** Every mail that lay in a readable folder at this moment (ms since the epoch, UTC) has been handled (I2). */
  readonly asOf: number;
  /** False when some watched folder could not be read: then nothing may be sent (I2). */
  readonly complete: boolean;
  readonly problems: readonly FolderProblem[];
  /** Folders that had a cursor and are no longer there. */
  readonly gone: readonly string[];
  /** Folders whose UIDVALIDITY changed: copies recorded with another one are void. Or restored from a backup. */
  readonly restarted: readonly string[];
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly list: FolderList;
  /** Mails handed over. */
  readonly mails: number;
}

/** A mailbox where something arrives in every sweep is left after so many; `asOf` is then the start of the last. */
const maxSweeps = 6;

/**
 * Reads every watched folder to its end. A sweep compares UIDVALIDITY and UIDNEXT of all folders (one round trip with
 * LIST-STATUS) and reads those that have news; it ends with a sweep that finds none, because a mail may be moved
 * from a folder not yet read into one that already was. Flags and expunges are of no interest, so HIGHESTMODSEQ is
 * not either. Folders are opened with EXAMINE (I9).
 * @throws MailboxError when the connection is lost or the folders cannot be listed; what `handle` throws
 */
export async function readToEnd(connection: MailboxConnection, options: ReadOptions): Promise<ReadResult> {
  const run: Run = {
    ...{
      connection,
      handle: options.handle,
      batchSize: options.batchSize ?? 500,
      cursors: new Map(options.cursors),
    },
    ...{ read: new Set(), missing: new Set(), restarted: new Set(), mails: 0, notes: '' },
    lost: options.lost ?? null,
  };
  const failed = new Map<string, FolderProblem>();
  for (let sweep = 1; ; sweep++) {
    const asOf = options.clock();
    const list = await listFolders(connection, options.folders);
    run.notes = list.notes;
    const watched = list.folders.filter((folder) => folder.unread === undefined);
    const news = watched.filter((folder) => !failed.has(folder.path) && hasNews(folder, run));
    for (const folder of news) {
      const problem = await readFolder(run, folder);
      if (problem !== null) failed.set(folder.path, problem);
    }
    if (news.length === 0 || sweep === maxSweeps) return result(run, list, watched, failed, asOf);
  }
}

function hasNews({ path, status }: Folder, { cursors, read }: Run): boolean {
  const cursor = cursors.get(path);
  // Some servers give no UIDNEXT: such a folder has to be opened to see, once in a call.
  if (status === undefined) return !read.has(path);
  if (cursor === undefined || cursor.uidValidity !== status.uidValidity) return true;
  const last = status.uidNext - 1;
  // A folder that ends before our cursor was restored from a backup; `planFolder` asks it again, once in a call.
  return cursor.uid < last || (cursor.uid > last && !read.has(path));
}

function result(
  run: Run,
  list: FolderList,
  watched: readonly Folder[],
  failed: ReadonlyMap<string, FolderProblem>,
  asOf: number,
): ReadResult {
  const there = new Set(watched.map((folder) => folder.path));
  const gone = [...run.cursors.keys()].filter((path) => !there.has(path));
  for (const path of gone) run.cursors.delete(path);
  const problems = [...failed.values()].filter(({ folder }) => there.has(folder));
  run.connection.inbox.next = list.folders.find(({ path }) => path === 'INBOX')?.status?.uidNext ?? 0;
  const { cursors, mails } = run;
  const restarted = [...run.restarted];
  return { asOf, complete: problems.length === 0, problems, gone, restarted, cursors, list, mails };
}
