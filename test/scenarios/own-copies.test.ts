import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { relayTo } from '../imap-relay.js';
import { expunge, move } from './mailbox-hands.js';
import { begin, reply } from './matter.js';
import { bot, day, hour, maria, minute, type Stage, setStage } from './stage.js';

/** The copies of what Thrice sends: one comes to lie in Sent, whatever the server lacks and a filter or a person does. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const folders = ['INBOX', 'Sent', 'Trash', 'Junk', 'Archive'] as const;

/** In how many copies the one follow-up lies where. */
function copies(): Record<string, number> {
  const box = stage.sandbox.mailbox(bot);
  const count = (folder: string): number =>
    box.mails(folder).filter(({ raw }) => raw.includes('purpose=follow-up')).length;
  return Object.fromEntries(
    folders.filter((folder) => box.folders().includes(folder) && count(folder) > 0).map((f) => [f, count(f)]),
  );
}

const inOutbox = (): Promise<number> =>
  stage.withRuntime(async ({ store }) => store.journal.entries().length);

/** Until the follow-up went; its copy lies where the server put it. */
async function untilSent(): Promise<void> {
  await begin(stage);
  for (let i = 0; i < 100 && stage.mailsTo(maria).length === 0; i++) {
    stage.now += hour;
    await stage.pass();
  }
}

async function passes(n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    stage.now += 5 * minute;
    await stage.pass();
  }
}

describe('on a server with neither MOVE nor UIDPLUS', () => {
  let relay: Awaited<ReturnType<typeof relayTo>>;
  beforeEach(async () => {
    relay = await relayTo(stage.sandbox.imapPort, {
      answer: (words) => words.replace(/ MOVE\b/g, '').replace(/ UIDPLUS\b/g, ''),
    });
    const { sandbox } = stage;
    stage.config({
      mailbox: {
        ...{ address: bot, name: 'Example Support', password: 'secret' },
        imap: { host: '127.0.0.1', port: relay.port, security: 'none' },
        smtp: { host: '127.0.0.1', port: sandbox.smtpPort, security: 'none' },
      },
    });
  });
  afterEach(() => relay.close());

  test('the copy to ourselves is put into Sent once, and no later pass copies it again', async () => {
    await untilSent();
    await passes(4);
    expect(copies()).toEqual({ INBOX: 1, Sent: 1 });
    const [kept] = stage.sandbox
      .mailbox(bot)
      .mails('INBOX')
      .filter(({ raw }) => raw.includes('purpose=f'));
    expect(kept?.flags).toContain('\\Deleted');
    expect(await inOutbox()).toBe(0);
  });

  test('a draft whose time is over is removed once', async () => {
    stage.config({ mode: 'draft' });
    await begin(stage);
    await stage.passUntil(stage.now + 2 * day + 2 * hour, hour);
    stage.deliver(reply);
    await passes(4);
    expect(stage.log.lines.filter(({ text }) => /Removed a draft/.test(text))).toHaveLength(1);
  });
});

test.each(['Junk', 'Archive', 'Trash'])(
  'a copy to ourselves that is put into %s: one lies in Sent, and nothing stays in the outbox',
  async (folder) => {
    await untilSent();
    // What was just sent is read again, and its copy in INBOX moved, at the end of the same pass.
    await move(stage, 'Sent', folder, 'purpose=follow-up');
    await passes(3);
    expect(copies()).toEqual({ [folder]: 1, Sent: 1 });
    expect(await inOutbox()).toBe(0);
  },
);

test('a copy to ourselves that a person deletes for good: the kept one is stored in Sent', async () => {
  await untilSent();
  await expunge(stage, 'Sent', 'purpose=follow-up');
  await passes(3);
  expect(copies()).toEqual({ Sent: 1 });
});
