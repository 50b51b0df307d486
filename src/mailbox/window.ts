import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
import { type MailboxConnection, withFolder } from './connect.js';
import { isForNow, isLoss, isRefusal } from './error.js';
import type { Folder } from './folders.js';
import { internalDateOf, maxHeaderBytes, type RawMail, rawMail, type UnreadableMail } from './raw-mail.js';
import type { UidRange } from './uid-ranges.js';

export type { RawMail, UnreadableMail } from './raw-mail.js';

export interface Window {
  readonly mails: readonly RawMail[];
  readonly unreadable: readonly UnreadableMail[];
}

/** So many mails of one window may be unreadable before the folder counts as unreadable. */
const maxUnreadable = 20;

/** A range that the server could not bear, mail by mail: no more of each header than is read, or nothing. */
export type Care = 'bounded' | 'leave-out';

/**
 * One mail that ended the connection again and again, also when it was asked for with care: it is left out (I8).
 * @throws as fetchWindow
 */
async function leaveOut(
  connection: MailboxConnection,
  folder: Folder,
  uidValidity: string,
  [uid]: UidRange,
): Promise<Window | null> {
  return withFolder(connection, folder.path, 'read-only', async (open) => {
    if (open.uidValidity !== uidValidity) return null;
    if (!(await isThere(connection, uid))) return { mails: [], unreadable: [] };
    const reason = 'the server ends the connection when it is asked for its header';
    return { mails: [], unreadable: [{ uid, reason, internalDate: await fetchDate(connection, uid) }] };
  });
}

/**
 * Fetches the headers of one range, read-only. Null when the folder is no longer the one of `uidValidity`.
 * @throws what imapflow throws; MailboxError
 */
export async function fetchWindow(
  connection: MailboxConnection,
  folder: Folder,
  uidValidity: string,
  range: UidRange,
  notes: string,
  care: Care | null = null,
): Promise<Window | null> {
  if (care === 'leave-out') return leaveOut(connection, folder, uidValidity, range);
  return withFolder(connection, folder.path, 'read-only', async (open) => {
    if (open.uidValidity !== uidValidity) return null;
    const query = {
      uid: true,
      internalDate: true,
      ...(care === null
        ? // Whole: a server that is asked for fields repeats their names with every mail, which costs more than the rest.
          { headers: true }
        : { bodyParts: [{ key: 'HEADER', start: 0, maxLength: maxHeaderBytes }] }),
      labels: folder.role === 'all',
    };
    const found: Found = { mails: new Map(), bare: new Map(), unreadable: [] };
    const take = (message: FetchMessageObject) => {
      if (message.uid >= range[0] && message.uid <= range[1]) sort(message, folder, notes, found);
    };
    await fetchOrSplit(connection, range, query, take, found.unreadable);
    const { mails, bare, unreadable } = found;
    for (const [uid, internalDate] of bare) {
      if (mails.has(uid) || !(await isThere(connection, uid))) continue;
      unreadable.push({ uid, reason: 'the server gave no header', internalDate });
    }
    const read = [...mails.values()].filter((mail) => mail !== null);
    return { mails: read.sort((a, b) => a.uid - b.uid), unreadable };
  });
}

interface Found {
  /** Null: read elsewhere. */
  readonly mails: Map<number, RawMail | null>;
  /** UID to INTERNALDATE. */
  readonly bare: Map<number, number>;
  readonly unreadable: UnreadableMail[];
}

/** Takes what is needed out of a message at once, so that the rest of it does not live as long as the window. */
function sort(message: FetchMessageObject, folder: Folder, notes: string, { mails, bare }: Found): void {
  const { uid, headers } = message;
  // A change of flags that arrives meanwhile is a FETCH response as well, without a header (RFC 3501 7.4.2).
  // imapflow gives `false` for a literal that the server left out (NIL: expunged under the fetch).
  if (!Buffer.isBuffer(headers)) bare.set(uid, Math.max(bare.get(uid) ?? 0, internalDateOf(message)));
  else mails.set(uid, rawMail(message, headers, folder, notes));
}

/** A server may refuse a whole FETCH because of one damaged mail: halve the range until that mail stands alone. */
async function fetchOrSplit(
  connection: MailboxConnection,
  [first, last]: UidRange,
  query: FetchQueryObject,
  take: (message: FetchMessageObject) => void,
  unreadable: UnreadableMail[],
): Promise<void> {
  try {
    for await (const message of connection.client.fetch(`${first}:${last}`, query, { uid: true }))
      take(message);
  } catch (error) {
    if (isLoss(error) || !isRefusal(error) || isForNow(error)) throw error;
    if (unreadable.length >= maxUnreadable) throw error;
    if (first < last) {
      const middle = Math.floor((first + last) / 2);
      await fetchOrSplit(connection, [first, middle], query, take, unreadable);
      await fetchOrSplit(connection, [middle + 1, last], query, take, unreadable);
    } else if (await isThere(connection, first)) {
      const internalDate = await fetchDate(connection, first);
      unreadable.push({ uid: first, reason: 'the server refused to give its header', internalDate });
    }
  }
}

/** A refusal, or a header left out, may only mean that the mail was expunged by somebody else (RFC 5530 EXPUNGEISSUED). */
async function isThere({ client }: MailboxConnection, uid: number): Promise<boolean> {
  await client.noop();
  const found = await client.search({ uid: `${uid}` }, { uid: true });
  return Array.isArray(found) && found.includes(uid);
}

/** INTERNALDATE alone, which a server may know of a mail that it cannot open; 0 when it does not. */
async function fetchDate({ client }: MailboxConnection, uid: number): Promise<number> {
  try {
    const message = await client.fetchOne(`${uid}`, { uid: true, internalDate: true }, { uid: true });
    return message === false ? 0 : internalDateOf(message);
  } catch (error) {
    if (isLoss(error) || !isRefusal(error)) throw error;
    return 0;
  }
}
