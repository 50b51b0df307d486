import { ImapFlow } from 'imapflow';
import { bot, type Stage } from './stage.js';

/** What people do to the shared mailbox with their own mail clients. */

async function withClient<T>(stage: Stage, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: stage.sandbox.imapPort,
    secure: false,
    auth: { user: bot, pass: 'secret' },
    logger: false,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

/** Moves the mails of a folder that contain `text` (all when it is '') to another folder. */
export async function move(stage: Stage, from: string, to: string, text = ''): Promise<void> {
  await withClient(stage, async (client) => {
    const lock = await client.getMailboxLock(from);
    try {
      const uids = uidsOf(stage, from, text);
      if (uids.length > 0) await client.messageMove(uids.join(','), to, { uid: true });
    } finally {
      lock.release();
    }
  });
}

/** Deletes the mails of a folder that contain `text`, for good. */
export async function expunge(stage: Stage, folder: string, text = ''): Promise<void> {
  await withClient(stage, async (client) => {
    const lock = await client.getMailboxLock(folder);
    try {
      const uids = uidsOf(stage, folder, text);
      if (uids.length > 0) await client.messageDelete(uids.join(','), { uid: true });
    } finally {
      lock.release();
    }
  });
}

/** Makes a folder. */
export async function makeFolder(stage: Stage, folder: string): Promise<void> {
  await withClient(stage, (client) => client.mailboxCreate(folder));
}

/** Deletes a folder. */
export async function removeFolder(stage: Stage, folder: string): Promise<void> {
  await withClient(stage, (client) => client.mailboxDelete(folder));
}

function uidsOf(stage: Stage, folder: string, text: string): number[] {
  return stage.sandbox
    .mailbox(bot)
    .mails(folder)
    .filter((mail) => mail.raw.includes(text))
    .map((mail) => mail.uid);
}

/** Everything that lies in the shared mailbox: folder to its mails with uid, flags and source. */
export function snapshot(stage: Stage): Record<string, string[]> {
  const box = stage.sandbox.mailbox(bot);
  return Object.fromEntries(
    box
      .folders()
      .map((folder) => [
        folder,
        box.mails(folder).map((mail) => `${mail.uid} ${mail.flags.join()} ${mail.raw.toString('latin1')}`),
      ]),
  );
}

/** The notes of Thrice as their readable subjects. */
export function noteSubjects(stage: Stage): string[] {
  const box = stage.sandbox.mailbox(bot);
  if (!box.folders().includes('Thrice')) return [];
  return box.mails('Thrice').map(({ raw }) => /^Subject: (.*)/im.exec(raw.toString('utf8'))?.[1] ?? '');
}
