import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forget, question } from './matter.js';
import { anna, bot, hour, letter, maria, minute, type Stage, setStage } from './stage.js';

const plus = (detail: string): string => bot.replace('@', `+${detail}@`);

/** A slip in a plus address: from the agent's mail to what he is told, on the embedded server. */
describe('support+frday@', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    await stage.pass();
    stage.now += hour;
    stage.deliver({ from: `Maria <${maria}>`, to: bot, id: question, text: 'How do I pay?' });
    stage.now += hour;
  });
  afterEach(() => stage.stop());

  const mailOfAnna = (cc = `${plus('frday')}, ${plus('monday')}`) => ({
    from: `Anna <${anna}>`,
    ...{ to: maria, cc, id: 'ask@example.com', inReplyTo: question },
  });
  const derived = async () => (await stage.conversations())[0]!.derived;
  /** What Thrice told Anna about mails of hers. */
  const told = async () => {
    const raws = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .map(({ raw }) => raw)
      .filter((raw) => raw.includes('purpose=command-result'));
    return Promise.all(raws.map((raw) => simpleParser(raw)));
  };
  const logged = () => stage.log.lines.map(({ text }) => text).filter((text) => text.includes('frday'));

  test('is told to Anna alone, once, with what counts; an answer to it says it properly', async () => {
    stage.deliver(mailOfAnna());
    await stage.pass();
    await stage.pass();
    const [mail, ...others] = await told();
    expect(others).toEqual([]);
    expect(mail?.text).toContain('Your mail to the customer stays as it is');
    expect(mail?.text).toContain(`This address orders nothing. Did you mean “${plus('friday')}”?`);
    // The other address counts: Monday.
    expect(mail?.text).toContain('Next: follow-up 1 on Monday, 9 March, 09:00.');
    expect(mail?.text).not.toContain('not sent to the customer');
    expect(mail?.text).not.toContain('mailto:');
    expect(stage.mailsTo(maria)).toEqual([]);
    expect(logged()).toEqual([
      expect.stringContaining(`${anna} ordered "${plus('frday')}": unknown-address.`),
    ]);

    stage.now += minute;
    const id = mail!.messageId!.replace(/[<>]/g, '');
    stage.deliver({ from: anna, to: bot, id: 'do@example.com', inReplyTo: id, text: 'never' });
    await stage.pass();
    expect(await derived()).toMatchObject({ effects: [{ action: 'never', verdict: 'done' }] });
    expect(await told()).toHaveLength(2);
  });

  test('not again without data/ (I3), nor when the customer or a reply to all carries it along', async () => {
    stage.deliver(mailOfAnna());
    await stage.pass();
    const before = await derived();
    stage.now += hour;
    const cc = `${anna}, ${plus('frday')}`;
    stage.deliver({ from: maria, to: bot, cc, id: 'b@customer.test', inReplyTo: 'ask@example.com' });
    stage.now += hour;
    stage.deliver({ ...mailOfAnna(plus('frday')), id: 'c@example.com', inReplyTo: 'b@customer.test' });
    await stage.pass();
    forget(stage);
    await stage.pass();
    expect(await told()).toHaveLength(1);
    expect((await derived()).orders).toEqual(before.orders);
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test('as a Bcc that only the server tells of: to Anna alone', async () => {
    stage.deliver(mailOfAnna(bot), [maria, bot, plus('frday')]);
    await stage.pass();
    const [mail, ...others] = await told();
    expect(others).toEqual([]);
    expect(mail?.text).toContain(plus('frday'));
    expect([mail?.to].flat().map((to) => to?.text)).toEqual([expect.stringContaining(anna)]);
  });

  test('observe: nothing leaves, and what came meanwhile is not told afterwards (R10)', async () => {
    stage.config({ mode: 'observe' });
    await stage.pass();
    stage.deliver(mailOfAnna());
    await stage.pass();
    expect(await told()).toEqual([]);
    stage.now += hour;
    stage.config({ mode: 'send' });
    await stage.pass();
    await stage.pass();
    expect(await told()).toEqual([]);
  });

  test('from somebody who only says that he is Anna it is no word of hers', async () => {
    stage.sandbox.deliver(letter(mailOfAnna(), stage.now), [bot], stage.now, { dmarc: 'fail' });
    await stage.pass();
    expect(await told()).toEqual([]);
    expect(await derived()).toMatchObject({ orders: [] });
  });
});
