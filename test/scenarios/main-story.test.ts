import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anna, bot, day, hour, maria, type Stage, setStage } from './stage.js';

describe('the main story on the embedded server', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.stop());

  test('three follow-ups, the close, and the late reply that reopens', async () => {
    await stage.pass();
    stage.now += hour;
    // The customer wrote first, so her answers are known to reach the mailbox: no blind silence.
    stage.deliver({ from: `Maria <${maria}>`, to: bot, id: 'question@customer.test', text: 'How do I pay?' });
    stage.now += hour;
    stage.deliver({
      from: `Anna <${anna}>`,
      to: maria,
      cc: bot,
      subject: 'Re: Invoice 17',
      id: 'ask@example.com',
      inReplyTo: 'question@customer.test',
    });
    await stage.pass();
    const [entry] = await stage.conversations();
    expect(entry?.derived).toMatchObject({ status: 'awaiting-customer', next: { stage: 1 } });

    await stage.passUntil(stage.now + 2 * day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    await stage.passUntil(stage.now + 7 * day);
    const mails = stage.mailsTo(maria);
    expect(mails).toHaveLength(3);
    for (const mail of mails) expect(mail).toMatch(/^In-Reply-To: <ask@example\.com>/im);
    expect((await stage.conversations())[0]?.derived).toMatchObject({
      status: 'closed',
      outcome: 'no-reply',
    });

    stage.now += 9 * day;
    stage.deliver({
      from: `Maria <${maria}>`,
      to: bot,
      id: 'late@customer.test',
      subject: 'Re: Invoice 17',
      inReplyTo: 'ask@example.com',
      text: 'Sorry, I was away. Here is the page.',
    });
    await stage.pass();
    expect((await stage.conversations())[0]?.derived.status).toBe('awaiting-agent');
    const told = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .map((mail) => mail.raw.toString('utf8'));
    expect(told.filter((raw) => /purpose=reopened/.test(raw))).toHaveLength(1);
    await stage.passUntil(stage.now + 9 * day);
    expect(stage.mailsTo(maria)).toHaveLength(3);
    expect(stage.log.lines.filter((line) => line.level === 'warn' || line.level === 'error')).toEqual([]);
  });

  test('a customer refused by our own server: told, suppressed, and no copy counts as evidence (R9, R12)', async () => {
    await stage.stop();
    stage = await setStage({}, { refuses: (address) => address === maria });
    await stage.pass();
    stage.deliver({ from: maria, to: bot, id: 'question@customer.test' });
    stage.now += hour;
    const ask = {
      from: anna,
      to: maria,
      cc: bot,
      id: 'ask@example.com',
      inReplyTo: 'question@customer.test',
    };
    stage.deliver(ask, [bot]);
    await stage.passUntil(stage.now + 4 * day);
    expect(stage.mailsTo(maria)).toHaveLength(0);
    const [entry] = await stage.conversations();
    expect(entry?.derived).toMatchObject({
      status: 'closed',
      outcome: 'undeliverable',
      stagesSent: 0,
      uncertain: [],
    });
    const told = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .map((mail) => mail.raw.toString('utf8'));
    expect(told.filter((raw) => /purpose=undeliverable/.test(raw))).toHaveLength(1);
    const notes = stage.sandbox
      .mailbox(bot)
      .mails('Thrice')
      .map((mail) => mail.raw.toString('utf8'));
    expect(notes.filter((raw) => raw.includes(`No more mail to ${maria}`))).toHaveLength(1);
  });
});
