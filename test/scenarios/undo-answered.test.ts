import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forget } from './matter.js';
import { anna, bot, hour, type Letter, maria, minute, type Stage, setStage } from './stage.js';

const tom = 'tom@customer.test';
const ben = 'ben@example.com';

/** `undo` in answer to what came of a mail, where that mail lies in a conversation with a customer. */
describe('undo in answer to an outcome', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    await stage.pass();
  });
  afterEach(() => stage.stop());

  /** A customer asks, and an hour later the agent answers with the bot in Cc. */
  async function silence(customer: string, name: string): Promise<void> {
    stage.deliver({ from: `${name} <${customer}>`, to: bot, id: `${name}-asks@c`, subject: `${name} asks` });
    stage.now += 5 * minute;
    const answer = { from: anna, to: customer, cc: bot, subject: `Re: ${name} asks`, id: `${name}@e` };
    stage.deliver({ ...answer, inReplyTo: `${name}-asks@c` });
    await stage.pass();
  }

  let written = 0;
  /** The agent writes to Thrice in answer to the mail of that Message-ID. */
  async function write(text: string, inReplyTo: string, more: Partial<Letter> = {}): Promise<void> {
    written += 1;
    const base = {
      from: anna,
      to: bot,
      subject: 'Re: something',
      id: `order-${written}@e`,
    };
    stage.deliver({ ...base, text, inReplyTo, ...more });
    stage.now += minute;
    await stage.pass();
  }

  /** What came of Anna's mails, the latest last. */
  async function told(): Promise<{ id: string; text: string }[]> {
    const raws = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .map(({ raw }) => raw);
    const own = raws.filter((raw) => raw.includes('purpose=command-result'));
    return Promise.all(
      own.map(async (raw) => {
        const { messageId = '', text = '' } = await simpleParser(raw);
        return { id: messageId.replace(/[<>]/g, ''), text };
      }),
    );
  }

  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await stage.conversations()).map(({ derived }) => [
        derived.subject,
        derived.outcome ?? derived.status,
      ]),
    );
  const idOf = async (subject: string): Promise<string> =>
    (await stage.conversations()).find(({ derived }) => derived.subject === subject)!.derived.id;

  test('takes back what that mail ordered elsewhere, and leaves what was ordered here before', async () => {
    await silence(maria, 'maria');
    await silence(tom, 'tom');
    await write('snooze 5d', 'maria@e');
    await write(`close ${await idOf('tom asks')}`, 'maria@e');
    expect(await states()).toEqual({ 'maria asks': 'snoozed', 'tom asks': 'resolved' });
    await write('undo', (await told()).at(-1)!.id);
    expect(await states()).toEqual({ 'maria asks': 'snoozed', 'tom asks': 'awaiting-customer' });
    const answer = (await told()).at(-1)!.text;
    expect(answer.match(/is taken back/g)).toHaveLength(1);
    expect(answer).not.toMatch(/maria asks/);
  });

  test('takes back what it ordered here and elsewhere, by an id of this one too', async () => {
    await silence(maria, 'maria');
    await silence(tom, 'tom');
    await write(`close ${await idOf('tom asks')}\nsnooze 5d`, 'maria@e');
    await write('undo', (await told()).at(-1)!.id);
    expect(await states()).toEqual({ 'maria asks': 'awaiting-customer', 'tom asks': 'awaiting-customer' });
    expect((await told()).at(-1)!.text.match(/is taken back/g)).toHaveLength(2);
    await write(`close ${await idOf('maria asks')}`, 'maria@e');
    expect((await states())['maria asks']).toBe('resolved');
    await write('undo', (await told()).at(-1)!.id);
    expect((await states())['maria asks']).toBe('awaiting-customer');
    expect((await told()).at(-1)!.text.match(/is taken back/g)).toHaveLength(1);
  });

  test('leaves what that mail only asked about; another order may mean it', async () => {
    await silence(maria, 'maria');
    await silence(tom, 'tom');
    const [tomId, mariaId] = [await idOf('tom asks'), await idOf('maria asks')];
    await write(`why ${mariaId}\nclose ${tomId}`, 'elsewhere@e');
    expect(await states()).toMatchObject({ 'tom asks': 'resolved' });
    await write('undo', (await told()).at(-1)!.id);
    expect(await states()).toMatchObject({ 'tom asks': 'awaiting-customer' });
    expect((await told()).at(-1)!.text).not.toMatch(/maria asks/);
    await write(`why ${mariaId}`, 'nowhere@e');
    await write('close', (await told()).at(-1)!.id);
    expect(await states()).toMatchObject({ 'maria asks': 'resolved' });
  });
  test('what another agent was refused meanwhile stays refused, also after a rebuild', async () => {
    await silence(maria, 'maria');
    await write(`close ${await idOf('maria asks')}`, 'maria@e');
    await write(`send now ${await idOf('maria asks')}`, 'maria@e', { from: ben });
    const refused = stage.sandbox.received(ben).at(-1)!;
    expect((await simpleParser(refused.raw)).text).toContain('Not done');
    stage.now += 9 * hour;
    await write('undo', (await told()).at(-1)!.id);
    expect((await told()).at(-1)!.text).toContain('is taken back');
    for (const rebuilt of [false, true]) {
      if (rebuilt) forget(stage);
      stage.now += 10 * minute;
      await stage.pass();
      expect(stage.mailsTo(maria)).toHaveLength(0);
      const [{ derived } = expect.fail()] = await stage.conversations();
      const [verdicts, next] = [derived.effects.map(({ verdict }) => verdict), derived.next];
      expect(verdicts).toEqual(['done', 'no-silence', 'done']);
      expect(next).toMatchObject({ stage: 1 });
      expect(next).not.toHaveProperty('ordered');
    }
  });
});
