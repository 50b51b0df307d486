import type { Copy } from '../core/message/message.js';
import { attempt, type MailboxConnection, withFolder } from './connect.js';

/** Message-IDs of Thrice begin so; the answer is checked by the caller against the notes, this only narrows it. */
const ownId = /<(thrice\.[0-9a-f]+@[^<>\s]+)>/;

/** The drafts that bear a Message-ID of Thrice, with where they lie. Reads only ids. Throws a MailboxError. */
export async function ownDrafts(
  connection: MailboxConnection,
  folder: string,
): Promise<{ readonly id: string; readonly copy: Copy }[]> {
  return attempt(connection, `could not read the folder ${folder}`, () =>
    withFolder(connection, folder, 'read-only', async ({ uidValidity, reused }) => {
      const found: { id: string; copy: Copy }[] = [];
      // The view of a folder that was already open may be older than the mailbox.
      if (reused) await connection.client.noop();
      const open = connection.client.mailbox;
      if (open === false || open.exists === 0) return found;
      for await (const mail of connection.client.fetch('1:*', {
        uid: true,
        headers: ['message-id', 'x-thrice'],
      })) {
        const header = mail.headers?.toString('latin1') ?? '';
        const id = ownId.exec(header)?.[1];
        if (id && /^x-thrice:/im.test(header))
          found.push({ id, copy: { folder, role: 'drafts', uidValidity, uid: mail.uid } });
      }
      return found;
    }),
  );
}
