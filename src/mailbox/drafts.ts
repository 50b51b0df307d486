import type { Copy } from '../core/message/message.js';
import { attempt, type MailboxConnection, withFolder } from './connect.js';

/** Message-IDs of Thrice begin so; the answer is checked by the caller against the notes, this only narrows it. */
const ownId = /<(thrice\.[0-9a-f]+@[^<>\s]+)>/;

/** A draft that Thrice wrote. */
export interface OwnDraft {
  readonly id: string;
  readonly copy: Copy;
  /** It is marked as deleted, and lies there until somebody expunges the folder (RFC 3501 2.3.2). */
  readonly deleted: boolean;
}

/** The drafts that bear a Message-ID of Thrice, with where they lie. Reads only ids and flags. Throws a MailboxError. */
export async function ownDrafts(connection: MailboxConnection, folder: string): Promise<OwnDraft[]> {
  return attempt(connection, `could not read the folder ${folder}`, () =>
    withFolder(connection, folder, 'read-only', async ({ uidValidity, reused }) => {
      const found: OwnDraft[] = [];
      // The view of a folder that was already open may be older than the mailbox.
      if (reused) await connection.client.noop();
      const open = connection.client.mailbox;
      if (open === false || open.exists === 0) return found;
      for await (const mail of connection.client.fetch('1:*', {
        uid: true,
        flags: true,
        headers: ['message-id', 'x-thrice'],
      })) {
        const header = mail.headers?.toString('latin1') ?? '';
        const id = ownId.exec(header)?.[1];
        const copy: Copy = { folder, role: 'drafts', uidValidity, uid: mail.uid };
        if (id && /^x-thrice:/im.test(header))
          found.push({ id, copy, deleted: mail.flags?.has('\\Deleted') ?? false });
      }
      return found;
    }),
  );
}
