import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { readMailbox } from '../../src/reading.js';
import { relayTo } from '../imap-relay.js';
import { anna, bot, minute, type Stage, setStage } from './stage.js';

const count = 3;
const names = Array.from({ length: count }, (_, n) => n);
/** UIDs whose bodies were asked for: first to tell the kind of the mail, then for its words. */
const asked = new Set<number>();

let stage: Stage;
beforeEach(async () => {
  asked.clear();
  stage = await setStage();
  await stage.pass();
  for (const n of names) {
    const customer = `c${n}@customer${n}.test`;
    stage.deliver({ from: customer, to: bot, id: `asks${n}@c`, subject: `Invoice ${n}` });
    stage.now += minute;
    const answer = { from: anna, to: customer, cc: bot, id: `answers${n}@e`, inReplyTo: `asks${n}@c` };
    stage.deliver({ ...answer, subject: `Re: Invoice ${n}` });
    stage.now += minute;
  }
  await stage.pass();
  for (const n of names) {
    const order = { from: anna, to: bot, id: `order${n}@e`, inReplyTo: `answers${n}@e`, text: 'close' };
    stage.deliver({ ...order, subject: `Re: Invoice ${n}` });
  }
  stage.now += minute;
});
afterEach(() => stage.stop());

/** Reads the mailbox over a line that ends when words are asked for that `ends` names. Gives whether it came to its end.
 * `no`: a server that refuses them, also to tell the kind. */
async function readOver(ends: (uid: number) => boolean, fate: 'cut' | 'no' = 'cut'): Promise<boolean> {
  return stage.withRuntime(async (runtime) => {
    const { imap } = runtime.config;
    const command = (line: string): 'cut' | 'no' | 'pass' => {
      if (!line.includes('BODYSTRUCTURE')) return 'pass';
      const uids = (/ UID FETCH (\S+)/.exec(line)?.[1] ?? '').split(',').map(Number);
      const odd = uids.some((uid) => (asked.has(uid) || fate === 'no') && ends(uid));
      for (const uid of uids) asked.add(uid);
      return odd ? fate : 'pass';
    };
    const relay = await relayTo(imap.port, { command });
    const connection = await connectMailbox({ ...imap, port: relay.port }, runtime.log);
    try {
      await readMailbox({ ...runtime, connection });
      return true;
    } catch {
      return false;
    } finally {
      await closeMailbox(connection);
      relay.close();
    }
  });
}

const closed = async (): Promise<string[]> =>
  (await stage.conversations()).flatMap(({ derived }) =>
    derived.status === 'closed' ? [derived.subject] : [],
  );

describe('the line is lost while texts are read', () => {
  test('once: every order is carried out by the next reading', async () => {
    expect(await readOver(() => true)).toBe(false);
    stage.now += minute;
    await stage.pass();
    expect((await closed()).sort()).toEqual(names.map((n) => `Invoice ${n}`));
  });

  test('again and again over one: the others are read, and then it counts as without words (I8)', async () => {
    const all = stage.sandbox.mailbox(bot).mails('INBOX');
    const bad = all.findIndex(({ raw }) => raw.toString().includes('<order1@e>'));
    expect(bad).toBeGreaterThan(0);
    const { uid } = all[bad]!;
    let readings = 1;
    while (!(await readOver((one) => one === uid))) {
      stage.now += minute;
      if (++readings > 8) break;
    }
    expect(readings).toBeLessThanOrEqual(7);
    expect((await closed()).sort()).toEqual(['Invoice 0', 'Invoice 2']);
    expect(
      stage.log.lines.filter(({ text }) => text.includes('counts as a mail without words')),
    ).toHaveLength(1);
  });
});

test('a server that refuses one body stops nothing else: the mail is unreadable and holds its conversation (I8)', async () => {
  const { uid } = stage.sandbox
    .mailbox(bot)
    .mails('INBOX')
    .find(({ raw }) => raw.toString().includes('<order1@e>'))!;
  expect(await readOver((one) => one === uid, 'no')).toBe(true);
  expect((await closed()).sort()).toEqual(['Invoice 0', 'Invoice 2']);
  const held = (await stage.conversations()).find(({ derived }) => derived.subject === 'Invoice 1')!;
  expect(held.conversation.messages.map(({ id, unreadable }) => [id, unreadable])).toContainEqual([
    'order1@e',
    expect.stringContaining('does not give the content of this mail'),
  ]);
});
