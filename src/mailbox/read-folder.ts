import type { FolderRole } from '../core/message/message.js';
import { apart, careFor, type Lost, suspects } from './careful.js';
import { attempt, type MailboxConnection, withFolder } from './connect.js';
import type { Place } from './content.js';
import { isLoss, LostWhileReading, MailboxError } from './error.js';
import type { Folder } from './folders.js';
import { type UidRange, uidRanges } from './uid-ranges.js';
import { fetchWindow, type RawMail, type UnreadableMail, type Window } from './window.js';

/** How far a folder has been read (R1). It is only true together with the facts read so far: store it after them. */
export interface Cursor {
  /** Decimal string. */
  readonly uidValidity: string;
  /** Every mail up to this UID has been handled. */
  readonly uid: number;
}

export interface Batch {
  readonly folder: string;
  readonly role: FolderRole;
  readonly uidValidity: string;
  /** In the order of their UIDs. */
  readonly mails: readonly RawMail[];
  /** Mails to quarantine (I8). */
  readonly unreadable: readonly UnreadableMail[];
  /** True for the first batch after the folder's UIDVALIDITY changed, or its UIDs went back: its earlier copies are void. */
  readonly restarted: boolean;
  /** The folder's cursor once this batch has been handled. */
  readonly cursor: Cursor;
}

export interface FolderProblem {
  readonly folder: string;
  readonly role: FolderRole;
  /** A sentence. */
  readonly reason: string;
}

/** One call of `readToEnd`. */
export interface Run {
  readonly connection: MailboxConnection;
  readonly handle: (batch: Batch) => Promise<void>;
  readonly batchSize: number;
  readonly cursors: Map<string, Cursor>;
  /** Folders read in this call. */
  readonly read: Set<string>;
  /** Folders that were listed and then could not be opened because they do not exist. */
  readonly missing: Set<string>;
  readonly restarted: Set<string>;
  readonly lost: Lost | null;
  mails: number;
  notes: string;
}

/** Reads one folder from its cursor to its end; a refusal is a problem with a name, a lost connection is thrown. */
export async function readFolder(run: Run, folder: Folder): Promise<FolderProblem | null> {
  run.read.add(folder.path);
  const doing = `could not read the folder ${folder.path}`;
  let plan: Plan;
  try {
    plan = await attempt(run.connection, doing, () => planFolder(run, folder));
  } catch (error) {
    return problemOf(run, folder, error);
  }
  const { uidValidity, ranges, upTo } = plan;
  const place = { folder: folder.path, uidValidity };
  for await (const { range, window, asked } of windowsOf(run, folder, plan, doing)) {
    if ('failed' in window) return problemOf(run, folder, lostOver(window.failed, place, range));
    const { mails, unreadable } = window;
    const cursor = { uidValidity, uid: range === ranges.at(-1) ? Math.max(range[1], upTo) : range[1] };
    if (mails.length + unreadable.length > 0) {
      const restarted = plan.restarted && range === ranges[0];
      try {
        await run.handle({ ...place, role: folder.role, mails, unreadable, restarted, cursor });
      } catch (error) {
        throw lostOver(error, place, asked);
      }
    }
    run.mails += mails.length;
    run.cursors.set(folder.path, cursor);
  }
  if (ranges.length === 0) run.cursors.set(folder.path, { uidValidity, uid: upTo });
  return null;
}

interface Fetched {
  readonly range: UidRange;
  readonly window: Window | { readonly failed: unknown };
  /** The mails over which the line may be lost while these are handled: their texts, and what was asked for ahead. */
  readonly asked: UidRange;
}

/**
 * The windows of a folder, up to one that failed, or to where its UIDVALIDITY changed under us: the next sweep reads it
 * anew. One is asked for ahead, so that the server works while the handler does, and memory holds two; but not where the line
 * was lost twice: what it was lost over has to be known.
 */
async function* windowsOf(run: Run, folder: Folder, plan: Plan, doing: string): AsyncGenerator<Fetched> {
  const { connection, notes, lost } = run;
  const { uidValidity, ranges } = plan;
  const place = { folder: folder.path, uidValidity };
  const fetch = (range: UidRange | undefined): Promise<Fetched['window'] | null> | undefined =>
    range &&
    attempt(connection, doing, () =>
      fetchWindow(connection, folder, uidValidity, range, notes, careFor(lost, place, range)),
    ).catch((failed: unknown) => ({ failed }));
  const mayAskAhead = suspects(lost, place) === null;
  let ahead = fetch(ranges[0]);
  for (const [index, range] of ranges.entries()) {
    const window = await (ahead ?? fetch(range));
    if (!window) return;
    const next = mayAskAhead && !('failed' in window) ? ranges[index + 1] : undefined;
    ahead = fetch(next);
    yield { range, window, asked: [range[0], (next ?? range)[1]] };
    if ('failed' in window) return;
  }
}

/** A loss of the line, with the mails that it happened over; any other failure as it is. */
function lostOver(error: unknown, place: Place, [first, last]: UidRange): unknown {
  if (!(error instanceof MailboxError) || !isLoss(error)) return error;
  return new LostWhileReading(error.message, { ...place, first, last });
}

interface Plan {
  readonly uidValidity: string;
  readonly restarted: boolean;
  /** UIDNEXT - 1 when the folder was opened, or the cursor where that is not known. */
  readonly upTo: number;
  readonly ranges: readonly UidRange[];
}

async function planFolder(run: Run, folder: Folder): Promise<Plan> {
  const { connection, cursors, batchSize, lost } = run;
  return withFolder(connection, folder.path, 'read-only', async (open) => {
    const { uidValidity } = open;
    // What the view does not show yet must not be skipped.
    if (open.reused) await connection.client.noop();
    // The view is not older than STATUS, so it shows all below either UIDNEXT. Without STATUS the end is unknown.
    const known = folder.status?.uidValidity === uidValidity;
    const end = known ? Math.max(open.uidNext, folder.status?.uidNext ?? 0) - 1 : 0;
    const cursor = cursors.get(folder.path);
    // UIDs never go back (RFC 9051 2.3.1.1), but for a backup that somebody put in place without a new UIDVALIDITY: what
    // comes then gets UIDs that were read already.
    const restarted =
      cursor !== undefined && (cursor.uidValidity !== uidValidity || (known && end < cursor.uid));
    if (restarted) run.restarted.add(folder.path);
    const after = cursor === undefined || restarted ? 0 : cursor.uid;
    const ranges: UidRange[] = [];
    for (const range of await uidRanges(connection, after, end, batchSize))
      ranges.push(...(await apart(connection, lost, { folder: folder.path, uidValidity }, range)));
    return { uidValidity, restarted, upTo: Math.max(end, after), ranges };
  });
}

function problemOf(run: Run, folder: Folder, error: unknown): FolderProblem | null {
  if (isLoss(error) || !(error instanceof MailboxError)) throw error;
  const { path, role } = folder;
  if (error.kind === 'folder' && !run.missing.has(path)) {
    // Deleted or renamed since it was listed: the next sweep lists what there is now.
    run.missing.add(path);
    return null;
  }
  const advice = `If it does not matter, name it in mailbox.folders.ignore.`;
  return { folder: path, role, reason: `${error.message} ${advice}` };
}
