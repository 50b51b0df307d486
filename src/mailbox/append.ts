import type { Copy } from '../core/message/message.js';
import { attempt, type MailboxConnection, withFolder } from './connect.js';
import { inCopy } from './content.js';
import { isMissingFolder, MailboxError } from './error.js';

/** Where an appended mail lies. */
export interface Appended {
  readonly uid: number;
  /** Decimal string. */
  readonly uidValidity: string;
}

/**
 * Appends one of Thrice's own mails.
 * @param flags e.g. `['\\Seen']`, set on this new mail only
 * @param date INTERNALDATE, ms since the epoch, UTC; default: the server's now
 * @throws MailboxError 'quota' (full), 'folder' (missing), 'lost' (then it may have been stored), 'other'
 */
export async function appendMail(
  connection: MailboxConnection,
  folderPath: string,
  raw: Buffer,
  flags: readonly string[],
  date?: number,
): Promise<Appended> {
  const { client, host } = connection;
  return attempt(connection, `could not store a mail in ${folderPath}`, async () => {
    const at = date === undefined ? undefined : new Date(date);
    const stored = await client.append(folderPath, raw, [...flags], at);
    if (stored === false) throw new MailboxError('other', `${host} did not store a mail in ${folderPath}.`);
    const { uid, uidValidity } = stored;
    if (uid !== undefined && uidValidity !== undefined) return { uid, uidValidity: String(uidValidity) };
    return findStored(connection, folderPath, raw);
  });
}

/** Without UIDPLUS (RFC 4315) the server does not say the UID: it is the newest mail with this Message-ID. */
async function findStored(connection: MailboxConnection, path: string, raw: Buffer): Promise<Appended> {
  const id = /^message-id:\s*(<[^>\r\n]+>)/im.exec(raw.toString('latin1'))?.[1];
  return withFolder(connection, path, 'read-only', async ({ uidValidity }) => {
    // The view of a folder that was already open may be older than the append.
    await connection.client.noop();
    const query = id === undefined ? { all: true } : { header: { 'message-id': id } };
    const found = await connection.client.search(query, { uid: true });
    const uid = Array.isArray(found) ? found.at(-1) : undefined;
    if (uid !== undefined) return { uid, uidValidity };
    throw new MailboxError(
      'other',
      `${connection.host} stored a mail in ${path}, but it cannot be found there.`,
    );
  });
}

/**
 * Makes a folder when it is missing, and subscribes to it so that mail clients show it.
 * @returns true when it was made now
 * @throws MailboxError 'folder' when it cannot be made
 */
export async function ensureFolder(connection: MailboxConnection, path: string): Promise<boolean> {
  const { client } = connection;
  const listed = await attempt(connection, 'could not list its folders', () => client.list());
  const there = listed.find((folder) => folder.path === path);
  if (there !== undefined && !there.flags.has('\\Noselect') && !there.flags.has('\\NonExistent'))
    return false;
  try {
    return await attempt(connection, `could not make the folder ${path}`, async () => {
      const made = await client.mailboxCreate(path);
      return made.created;
    });
  } catch (error) {
    if (!(error instanceof MailboxError) || error.kind === 'lost') throw error;
    throw new MailboxError(
      'folder',
      `${error.message} Make it by hand, or name another in mailbox.folders.notes.`,
    );
  }
}

/**
 * Removes a draft. Only ever called for a draft that Thrice itself wrote (I9).
 * @returns false when it is no longer there, or marked as deleted
 * @throws MailboxError
 */
export async function removeDraft(connection: MailboxConnection, copy: Copy): Promise<boolean> {
  const { client, host } = connection;
  return inOwnCopy(connection, copy, 'could not remove a draft', async () => {
    // Without UIDPLUS an EXPUNGE would also remove what other people marked as deleted; the mark must do.
    const done = client.capabilities.has('UIDPLUS')
      ? await client.messageDelete(`${copy.uid}`, { uid: true })
      : await client.messageFlagsAdd(`${copy.uid}`, ['\\Deleted'], { uid: true });
    if (!done) throw new MailboxError('other', `${host} did not remove a draft from ${copy.folder}.`);
  });
}

/**
 * Moves a mail to another folder. Only ever called for Thrice's own mails (I9).
 * @returns false when it is no longer there, or marked as deleted
 * @throws MailboxError
 */
export async function moveOwn(
  connection: MailboxConnection,
  copy: Copy,
  targetPath: string,
): Promise<boolean> {
  const { client, host } = connection;
  return inOwnCopy(connection, copy, `could not move a mail to ${targetPath}`, async () => {
    const canMove = client.capabilities.has('MOVE') || client.capabilities.has('UIDPLUS');
    const done = canMove
      ? await client.messageMove(`${copy.uid}`, targetPath, { uid: true })
      : await copyAndMark(connection, copy, targetPath);
    if (!done)
      throw new MailboxError('folder', `${host} did not move a mail from ${copy.folder} to ${targetPath}.`);
  });
}

/** True when the copy is still there. @throws MailboxError */
export async function copyExists(connection: MailboxConnection, copy: Copy): Promise<boolean> {
  const found = await inCopy(connection, copy, async (reused) => {
    if (reused) await connection.client.noop();
    const message = await connection.client.fetchOne(`${copy.uid}`, { uid: true }, { uid: true });
    return message === false ? null : message.uid === copy.uid;
  });
  return found ?? false;
}

async function copyAndMark({ client }: MailboxConnection, copy: Copy, targetPath: string): Promise<boolean> {
  const copied = await client.messageCopy(`${copy.uid}`, targetPath, { uid: true });
  return copied !== false && (await client.messageFlagsAdd(`${copy.uid}`, ['\\Deleted'], { uid: true }));
}

/** Opens the folder of one of Thrice's own mails read-write; false when the mail is no longer there or marked as deleted. */
async function inOwnCopy(
  connection: MailboxConnection,
  copy: Copy,
  doing: string,
  action: () => Promise<void>,
): Promise<boolean> {
  return attempt(connection, doing, async () => {
    try {
      return await withFolder(connection, copy.folder, 'read-write', async ({ uidValidity, reused }) => {
        if (uidValidity !== copy.uidValidity) return false;
        if (reused) await connection.client.noop();
        const query = { uid: true, flags: true, headers: ['x-thrice'] };
        const there = await connection.client.fetchOne(`${copy.uid}`, query, { uid: true });
        // Without UIDPLUS what was moved or removed before still lies there, marked as deleted.
        if (there === false || there.flags?.has('\\Deleted')) return false;
        // I9: after a backup was put back, the same UID may be another's mail.
        if (!/^x-thrice:/im.test(there.headers?.toString('latin1') ?? '')) return false;
        await action();
        return true;
      });
    } catch (error) {
      if (isMissingFolder(error)) return false;
      throw error;
    }
  });
}
