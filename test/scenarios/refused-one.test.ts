import { afterEach, beforeEach, expect, test } from 'vitest';
import { begin } from './matter.js';
import { anna, bot, day, hour, maria, type Stage, setStage } from './stage.js';

/** R9, R12: what the agent is told of an address that the server refuses, with another one left and with none. */

const tom = 'tom@customer.test';
let stage: Stage;
afterEach(() => stage.stop());

const noticeText = (): string =>
  stage.sandbox
    .mailbox(anna)
    .mails('INBOX')
    .map(({ raw }) => raw.toString('utf8').replace(/=\r\n/g, '').replace(/\s+/g, ' '))
    .find((raw) => raw.includes('purpose=undeliverable')) ?? '';

beforeEach(async () => {
  stage = await setStage({}, { refuses: (address) => address === maria });
});

test('one of two refused: the notice says who is still written to, and nothing of a close', async () => {
  await stage.pass();
  stage.now += hour;
  stage.deliver({ from: maria, to: bot, id: 'q@customer.test' });
  stage.now += hour;
  const to = `${maria}, ${tom}`;
  stage.deliver({ from: anna, to, cc: bot, id: 'a@example.com', inReplyTo: 'q@customer.test' }, [bot, tom]);
  await stage.passUntil(stage.now + 4 * day, 6 * hour);
  expect(noticeText()).toContain(`I will not write to this address again, but go on writing to ${tom}.`);
  expect(noticeText()).not.toMatch(/closed/);
  expect(stage.mailsTo(tom).length).toBeGreaterThan(0);
  expect((await stage.conversations())[0]?.derived.status).toBe('awaiting-customer');
});

test.each(['john@', '"a<b>"@customer.test', `${'x'.repeat(400)}@customer.test`])(
  'what is no address at all, beside a good one, is told, and the good one is written to: %s',
  async (slip) => {
    await stage.pass();
    stage.now += hour;
    const letter = { from: anna, to: `${tom}, ${slip}`, cc: bot, id: 'a@example.com' };
    stage.deliver({ ...letter, headers: ['Reply-To: support@example.com'] }, [bot, tom]);
    await stage.passUntil(stage.now + 14 * day, 6 * hour);
    expect(noticeText()).toContain('is no mail address');
    expect(stage.mailsTo(tom)).toHaveLength(3);
    expect(stage.log.lines.filter(({ text }) => text.includes('retry'))).toEqual([]);
  },
);

test('nobody left: it says that the conversation is closed, which it is', async () => {
  await begin(stage);
  await stage.passUntil(stage.now + 4 * day, 6 * hour);
  expect(noticeText()).toContain('it is closed as undeliverable');
  expect((await stage.conversations())[0]?.derived).toMatchObject({
    status: 'closed',
    outcome: 'undeliverable',
  });
});
