import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { answer, owedTo, type Stage } from './imap-stage.js';

/** What people or the server do to the mailbox behind Thrice's back, and where the customer's answer ends up. */
export interface MailboxEvent {
  readonly name: string;
  readonly group: 'people' | 'folders' | 'numbers' | 'server';
  /** Only while Thrice has no line (default: also between its claim and its second reading). */
  readonly outage?: true;
  /** The first customer's follow-ups end with it: his matter was thrown away. */
  readonly ends?: true;
  readonly happen: (at: Scene) => Promise<void>;
}

/** Where an event happens: the mailbox by a line of its own, and the two customers by their names. */
export interface Scene {
  readonly stage: Stage;
  readonly hand: ImapFlow;
  readonly silent: string;
  readonly answering: string;
  /** Of this event alone, for folders. */
  readonly unique: string;
}

/** Does something to the mails of a folder; `about`: only those that name this anchor or are it. */
async function each(
  { hand, stage }: Scene,
  folder: string,
  about: string | null,
  act: (uids: string) => Promise<unknown>,
): Promise<void> {
  const lock = await hand.getMailboxLock(folder);
  try {
    const anchor = about === null ? '' : owedTo(stage, about).anchor;
    const query = about === null ? { all: true } : { header: { 'message-id': anchor } };
    const uids = await hand.search(query, { uid: true });
    if (Array.isArray(uids) && uids.length > 0) await act(uids.join(','));
    else if (about !== null) throw new Error(`The mail <${anchor}> is not in ${folder}.`);
  } finally {
    lock.release();
  }
}

/** The answer is delivered into INBOX, and a person files it at once. */
async function answerMoved(scene: Scene, folder: string): Promise<void> {
  const { hand, stage, answering } = scene;
  await answer(stage, answering);
  const lock = await hand.getMailboxLock('INBOX');
  try {
    const uids = await hand.search({ from: owedTo(stage, answering).customer }, { uid: true });
    const last = Array.isArray(uids) ? uids.at(-1) : undefined;
    if (last === undefined || !(await hand.messageMove(`${last}`, folder, { uid: true })))
      throw new Error(`The answer was not moved to ${folder}.`);
  } finally {
    lock.release();
  }
}

const move = (folder: string) => (scene: Scene) =>
  each(scene, 'INBOX', scene.silent, (uids) => scene.hand.messageMove(uids, folder, { uid: true }));
const rename = (from: string) => async (scene: Scene) => {
  await scene.hand.mailboxRename(from, `${from.split('/').at(-1)}-${scene.unique}`);
};

/** A new UIDVALIDITY for folders that keep their mails, as after a repair of the server's index. */
function renumber({ stage }: Scene, folders: readonly string[]): void {
  const { lab, lane } = stage;
  for (const folder of folders) {
    const validity = `${Math.floor(Date.now() / 1000) + 1000 + Math.floor(lane.chance.next() * 1e6)}`;
    const command = ['mailbox', 'update', '-u', lane.mailbox, '--uid-validity', validity, folder];
    execFileSync('/usr/bin/doveadm', ['-c', `${lab.servers.dir}/dovecot.conf`, ...command], {
      stdio: 'ignore',
    });
  }
}

const maildir = ({ lab, lane }: Pick<Stage, 'lab' | 'lane'>): string =>
  join(lab.servers.dir, 'mail', 'example.com', lane.name, 'Maildir');

/** Keeps the mailbox as it is now, to be restored later. */
export function backUp(stage: Pick<Stage, 'lab' | 'lane'>): void {
  rmSync(`${maildir(stage)}.backup`, { recursive: true, force: true });
  // With its owner, who is another user.
  execFileSync('cp', ['-a', maildir(stage), `${maildir(stage)}.backup`]);
}

async function replaced({ stage }: Scene, by: 'nothing' | 'backup'): Promise<void> {
  const home = maildir(stage);
  rmSync(`${home}.old`, { recursive: true, force: true });
  renameSync(home, `${home}.old`);
  if (by === 'backup') execFileSync('cp', ['-a', `${home}.backup`, home]);
}

export const mailboxEvents: readonly MailboxEvent[] = [
  {
    ...{ name: 'all mails are read and flagged by people', group: 'people' },
    happen: async (scene) => {
      for (const folder of ['INBOX', 'Sent', 'Thrice'])
        await each(scene, folder, null, (uids) =>
          scene.hand.messageFlagsAdd(uids, ['\\Seen', '\\Flagged', '\\Answered'], { uid: true }),
        );
    },
  },
  { name: "the agent's mail is moved to Archive", group: 'people', happen: move('Archive') },
  { name: "the agent's mail is moved to Trash", group: 'people', ends: true, happen: move('Trash') },
  {
    ...{ name: "the agent's mail is expunged", group: 'people' },
    happen: (scene) =>
      each(scene, 'INBOX', scene.silent, (uids) => scene.hand.messageDelete(uids, { uid: true })),
  },
  {
    ...{ name: 'everything in INBOX is expunged', group: 'people' },
    happen: (scene) => each(scene, 'INBOX', null, (uids) => scene.hand.messageDelete(uids, { uid: true })),
  },
  {
    ...{ name: 'all notes are expunged', group: 'people' },
    happen: (scene) => each(scene, 'Thrice', null, (uids) => scene.hand.messageDelete(uids, { uid: true })),
  },
  {
    ...{ name: 'the answer is filed in Archive at once', group: 'people' },
    happen: (scene) => answerMoved(scene, 'Archive'),
  },
  {
    ...{ name: 'the answer is thrown into Trash at once', group: 'people' },
    happen: (scene) => answerMoved(scene, 'Trash'),
  },
  {
    ...{ name: 'the answer is filed in a folder made just now, which is renamed', group: 'folders' },
    happen: async (scene) => {
      await scene.hand.mailboxCreate(`Customers ${scene.unique}`);
      await answer(scene.stage, scene.answering, `Customers ${scene.unique}`);
      await scene.hand.mailboxRename(`Customers ${scene.unique}`, `Clients/${scene.unique}`);
    },
  },
  { name: 'the notes folder is renamed', group: 'folders', happen: rename('Thrice') },
  {
    ...{ name: 'the notes folder is deleted', group: 'folders' },
    happen: async ({ hand }) => void (await hand.mailboxDelete('Thrice')),
  },
  { name: 'Sent is renamed', group: 'folders', happen: rename('Sent') },
  {
    // What RENAME INBOX does (RFC 9051 6.3.6), which Dovecot refuses for this form of mailbox.
    ...{ name: 'everything in INBOX is moved to a folder made just now', group: 'folders' },
    happen: async (scene) => {
      await scene.hand.mailboxCreate(`Old ${scene.unique}`);
      await each(scene, 'INBOX', null, (uids) =>
        scene.hand.messageMove(uids, `Old ${scene.unique}`, { uid: true }),
      );
    },
  },
  {
    ...{ name: 'UIDVALIDITY of INBOX changes', group: 'numbers' },
    happen: async (scene) => renumber(scene, ['INBOX']),
  },
  {
    ...{ name: 'UIDVALIDITY of INBOX, Sent and the notes changes', group: 'numbers' },
    happen: async (scene) => renumber(scene, ['INBOX', 'Sent', 'Thrice']),
  },
  {
    ...{ name: 'the mailbox is replaced by an empty one', group: 'numbers', outage: true },
    happen: (scene) => replaced(scene, 'nothing'),
  },
  {
    ...{ name: 'a backup is restored: old UIDVALIDITY, UIDs given anew', group: 'numbers', outage: true },
    happen: (scene) => replaced(scene, 'backup'),
  },
];
