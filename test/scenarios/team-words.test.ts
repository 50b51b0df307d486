import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anna, bot, day, hour, type Letter, maria, minute, monday, type Stage, setStage } from './stage.js';

const lead = 'lead@example.com';
const tom = 'tom@customer.test';

/** What the mails to the team say is so at the moment in which they are read. */

let stage: Stage;
afterEach(() => stage.stop());

/** Maria asks on Monday at 10:00, and Anna answers her with a question of her own. */
async function begin(policy: Record<string, unknown>, letter: Partial<Letter> = {}): Promise<void> {
  stage = await setStage({
    morning_note: 'off',
    policies: [{ name: 'default', supervisors: [lead], ...policy }],
  });
  await stage.pass();
  stage.deliver({ from: maria, to: bot, id: 'c0@c' });
  stage.now += 5 * minute;
  stage.deliver({ from: anna, to: maria, cc: bot, id: 'a1@e', inReplyTo: 'c0@c', ...letter });
  await stage.pass();
}

async function order(word: string): Promise<void> {
  const [entry] = await stage.conversations();
  stage.now += minute;
  const text = `${word} ${entry!.derived.id}`;
  stage.deliver({ from: anna, to: bot, id: `${word}@e`, subject: 'A word', text });
  await stage.pass();
}

/** What somebody of the team got from Thrice for this purpose. */
async function got(
  address: string,
  purpose: string,
): Promise<{ id: string; subject: string; text: string }[]> {
  const mails =
    address === anna ? stage.sandbox.mailbox(anna).mails('INBOX') : stage.sandbox.received(address);
  const ours = mails.filter(({ raw }) =>
    raw
      .toString('utf8')
      .replace(/\r\n[ \t]+/g, ' ')
      .includes(`purpose=${purpose}`),
  );
  return Promise.all(
    ours.map(async ({ raw }) => {
      const { messageId = '', subject = '', text = '' } = await simpleParser(raw);
      return { id: messageId.replace(/[<>]/g, ''), subject, text };
    }),
  );
}

const status = async (): Promise<string | undefined> => {
  const [entry] = await stage.conversations();
  return entry?.derived.outcome ?? entry?.derived.status;
};

describe('the team clock', () => {
  const team = [
    { after: '4h', to: 'agent' },
    { after: '4h', to: 'supervisors' },
  ];

  test('of what a person reopened: since when, and that no customer waits', async () => {
    await begin({ team });
    await stage.passUntil(monday + 10 * day, 8 * hour);
    expect(await status()).toBe('no-reply');
    await order('reopen');
    await stage.passUntil(stage.now + 3 * day, 4 * hour);
    const reminders = await got(anna, 'reminder');
    const escalations = await got(lead, 'escalation');
    expect([reminders.length, escalations.length]).toEqual([1, 1]);
    for (const { subject, text } of [...reminders, ...escalations]) {
      expect(subject).toMatch(/^Reopened.* nobody has taken it up: Invoice 17$/);
      expect(text).toMatch(/was reopened on Thursday, 12 March, \d\d:\d\d\. That is (4|\d\d) hours ago/);
      expect(text).toContain(`to ${maria}`);
      expect(text).toContain(`The last words of ${maria} are quoted below`);
      expect(text).not.toMatch(/has been waiting|since Monday|Nothing to answer/);
    }
  });

  test('names who waits, not everybody of the conversation', async () => {
    await begin({ team }, { to: `Maria Schmidt <${maria}>, Tom Baker <${tom}>` });
    stage.now += hour;
    stage.deliver({
      ...{ from: `Tom Baker <${tom}>`, to: anna, cc: bot, id: 't1@c', inReplyTo: 'a1@e' },
      text: 'Which page?',
    });
    await stage.passUntil(monday + 2 * day, 4 * hour);
    for (const [address, purpose] of [
      [anna, 'reminder'],
      [lead, 'escalation'],
    ] as const) {
      const [mail] = await got(address, purpose);
      expect(mail?.subject).toContain('Tom Baker');
      expect(mail?.text).toContain('Tom Baker (tom@customer.test) has been waiting');
      expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/maria/i);
    }
  });
});

describe('a last stage for people inside', () => {
  const stages = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
    follow_ups: [
      { after: '2d', template: 'follow-up-1' },
      { after: '1d', template: 'hand-over', to: 'supervisors' },
    ],
    ...change,
  });
  const offers = (text: string): (string | undefined)[] =>
    [...text.matchAll(/^(\w[^:\n]*): .*\n {2}mailto:/gm)].map(([, word]) => word);

  test('says that it closes the conversation, and offers what works then', async () => {
    await begin(stages());
    await stage.passUntil(monday + 6 * day, 4 * hour);
    const [mail] = await got(lead, 'inside');
    expect(await status()).toBe('no-reply');
    expect(mail?.text).toContain('With this mail the conversation is closed.');
    expect(mail?.text).not.toMatch(/before it ends|will be closed on/);
    expect(offers(mail!.text)).toEqual(['reopen', 'close', 'never']);
    stage.now += minute;
    for (const [i, word] of offers(mail!.text).entries()) {
      stage.deliver({ from: lead, to: bot, id: `o${i}@e`, inReplyTo: mail!.id, text: word! });
      stage.now += minute;
      await stage.pass();
    }
    const answers = (await got(lead, 'command-result')).map(({ text }) => text);
    expect(answers).toHaveLength(3);
    expect(answers.join('\n')).not.toMatch(/Not done|Nothing to do/);
  });

  test('where nothing closes: nothing more is planned, and nothing is waited for', async () => {
    await begin(stages({ close: false }));
    await stage.passUntil(monday + 6 * day, 4 * hour);
    const [mail] = await got(lead, 'inside');
    expect(await status()).toBe('awaiting-customer');
    expect(mail?.text).toContain('nothing more is planned');
    expect(mail?.text).not.toMatch(/before it ends|closed/);
    expect(offers(mail!.text)).toEqual(['close', 'never']);
  });

  test('any other tells when the end comes', async () => {
    const [first, second] = stages().follow_ups as unknown[];
    await begin({ follow_ups: [first, second, { after: '2d', template: 'final-notice' }] });
    await stage.passUntil(monday + 4 * day, 4 * hour);
    const [mail] = await got(lead, 'inside');
    expect(mail?.text).toContain('before it ends');
    expect(mail?.text).toMatch(/will be closed on \w+, \d+ March/);
    expect(offers(mail!.text)).toEqual(['wait', 'close', 'snooze 2d', 'never']);
  });
});

describe('a customer’s answer', () => {
  beforeEach(() => begin({}));
  const marias = (): void =>
    stage.deliver({ from: maria, to: bot, id: 'c2@c', inReplyTo: 'a1@e', text: 'Here it is. Is it enough?' });

  test('that was answered before Thrice came back is nobody’s turn', async () => {
    stage.now += hour;
    marias();
    stage.now += hour;
    stage.deliver({ from: anna, to: maria, cc: bot, id: 'a2@e', inReplyTo: 'c2@c' });
    stage.now += hour;
    await stage.pass();
    expect([await status(), await got(anna, 'answered')]).toEqual(['awaiting-customer', []]);
  });

  test('after which it was closed again does not open it', async () => {
    await order('close');
    stage.now += hour;
    marias();
    stage.now += hour;
    const id = (await stage.conversations())[0]!.derived.id;
    stage.deliver({ from: anna, to: bot, id: 'done@e', subject: 'A word', text: `close ${id}` });
    stage.now += minute;
    await stage.pass();
    expect([await status(), await got(anna, 'reopened')]).toEqual(['resolved', []]);
  });

  test('is told once, also when the close before it is taken back', async () => {
    await order('close');
    const [closed] = await got(anna, 'command-result');
    stage.now += hour;
    marias();
    await stage.pass();
    expect(await got(anna, 'reopened')).toHaveLength(1);
    stage.now += minute;
    stage.deliver({ from: anna, to: bot, id: 'undo@e', inReplyTo: closed!.id, text: 'undo' });
    await stage.pass();
    expect(await status()).toBe('awaiting-agent');
    expect([(await got(anna, 'reopened')).length, await got(anna, 'answered')]).toEqual([1, []]);
  });
});
