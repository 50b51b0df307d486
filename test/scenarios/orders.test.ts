import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anna, bot, day, hour, type Letter, maria, minute, monday, type Stage, setStage } from './stage.js';

const tom = 'tom@customer.test';
const ben = 'ben@example.com';

describe('agents steer it from their mail client', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    await stage.pass();
  });
  afterEach(() => stage.stop());

  /** A customer asks, and an hour later the agent answers with the bot in Cc. */
  async function silence(customer: string, name: string, agent = anna): Promise<void> {
    stage.deliver({ from: `${name} <${customer}>`, to: bot, id: `${name}-asks@c`, subject: `${name} asks` });
    stage.now += 5 * minute;
    const answer = { from: agent, to: customer, cc: bot, subject: `Re: ${name} asks`, id: `${name}@e` };
    stage.deliver({ ...answer, inReplyTo: `${name}-asks@c` });
    await stage.pass();
  }

  /** One pass of the daemon at that moment, ms UTC. */
  async function passAt(moment: number): Promise<void> {
    stage.now = moment;
    await stage.pass();
  }

  let written = 0;
  /** The agent writes to Thrice; `inReplyTo` a Message-ID. */
  async function write(text: string, inReplyTo?: string, more: Partial<Letter> = {}): Promise<void> {
    written += 1;
    const base = {
      from: anna,
      to: bot,
      subject: inReplyTo ? 'Re: something' : 'Thrice',
      id: `order-${written}@e`,
    };
    stage.deliver({ ...base, text, ...(inReplyTo && { inReplyTo }), ...more });
    stage.now += minute;
    await stage.pass();
  }

  /** What Thrice wrote to somebody of the team, the latest last. */
  async function told(
    address = anna,
    purpose = '',
  ): Promise<{ id: string; subject: string; text: string; html: string }[]> {
    const mails =
      address === anna ? stage.sandbox.mailbox(anna).mails('INBOX') : stage.sandbox.received(address);
    const raws = mails.map(({ raw }) => raw);
    const own = raws.filter((raw) => new RegExp(`purpose=${purpose}`).test(raw.toString('utf8')));
    return Promise.all(
      own.map(async (raw) => {
        const { messageId = '', subject = '', text = '', html } = await simpleParser(raw);
        return { id: messageId.replace(/[<>]/g, ''), subject, text, html: html || '' };
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

  test('the morning note: numbered, answered, carried out, told once, and nothing left to do on repetition', async () => {
    await silence(maria, 'maria');
    await silence(tom, 'tom');
    await passAt(monday + 2 * day - hour);
    const [note, ...others] = await told(anna, 'morning');
    expect(others).toEqual([]);
    expect(note?.text).toMatch(/1\. 10:05.*\n?.*maria/s);
    expect(note?.text).toMatch(/2\. 10:10.*tom/s);
    await write('skip 1\nclose 2', note!.id);
    expect(await states()).toEqual({ 'maria asks': 'awaiting-customer', 'tom asks': 'resolved' });
    const [result, ...more] = await told(anna, 'command-result');
    expect(more).toEqual([]);
    expect(result?.text).toContain('left out');
    expect(result?.text).toContain('closed');
    // In answer to what came of both it takes both back.
    await write('undo', result!.id);
    expect((await told(anna, 'command-result')).at(-1)?.text.match(/is taken back/g)).toHaveLength(2);
    expect(await states()).toEqual({ 'maria asks': 'awaiting-customer', 'tom asks': 'awaiting-customer' });
    await write('skip 1', note!.id);

    await passAt(monday + 2 * day + hour);
    await passAt(monday + 2 * day + 4 * hour);
    expect(stage.mailsTo(maria)).toEqual([]);
    expect(stage.mailsTo(tom)).toHaveLength(1);
    expect(await told(anna, 'command-result')).toHaveLength(3);
    await passAt(monday + 4 * day + 4 * hour);
    expect(stage.mailsTo(maria).map((raw) => /stage=(\d)/.exec(raw)?.[1])).toEqual(['2']);
  });

  test('the same after data/ was lost: what was ordered is in the mailbox', async () => {
    await silence(maria, 'maria');
    await silence(tom, 'tom');
    await passAt(monday + 2 * day - hour);
    const [note] = await told(anna, 'morning');
    await write('close 1', note!.id);
    const before = await states();
    const { rmSync } = await import('node:fs');
    rmSync(`${stage.folder}/data`, { recursive: true });
    await stage.pass();
    expect(await states()).toEqual(before);
    expect(await told(anna, 'morning')).toHaveLength(1);
    expect(await told(anna, 'command-result')).toHaveLength(1);
  });

  test('who runs it once a morning gets the mails of the day before, in spite of the note', async () => {
    await silence(maria, 'maria');
    await passAt(monday + 2 * day - hour);
    expect(stage.mailsTo(maria)).toEqual([]);
    await passAt(monday + 3 * day - hour);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('a mail to the bot alone: by id, questions, help, a near word; prose of a colleague is none of it', async () => {
    await silence(maria, 'maria');
    const [entry] = await stage.conversations();
    await write(`snooze ${entry!.derived.id} until friday`);
    expect(await states()).toEqual({ 'maria asks': 'snoozed' });
    await write('help');
    await write('list');
    await write('why', (await told(anna, 'command-result')).at(-1)!.id);
    await write('close');
    await write('clsoe');
    await write('Dear colleagues,\n\nmy printer is broken again. Close the ticket when it works.');
    const texts = (await told(anna, 'command-result')).map(({ text }) => text);
    expect(texts).toHaveLength(6);
    expect(texts[0]).toMatch(/until/);
    expect(texts[1]).toMatch(/send now: /);
    expect(texts[2]).toMatch(/1\. maria/);
    expect(texts[4]).toMatch(/Which conversation/);
    expect(texts[5]).toMatch(/“close”\?/);
  });

  test('a link of a notice, tapped and sent, and the same link in the hands of a stranger', async () => {
    stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, subject: 'Offer', id: 'offer@e' });
    await passAt(monday + day + 5 * hour);
    const [notice] = await told(anna, 'blind');
    const links = [...notice!.html.matchAll(/mailto:([^?]+)\?subject=([^&"]+)/g)];
    expect(links.map(([, to]) => to)).toEqual(links.map(() => bot));
    const close = links
      .map(([, , subject]) => decodeURIComponent(subject!))
      .find((s) => s.startsWith('close'))!;
    await write('', undefined, { from: 'eve@stranger.test', subject: close, text: 'close' });
    expect((await states()).Offer).not.toBe('resolved');
    expect(await told(anna, 'command-result')).toEqual([]);
    await write('', undefined, { subject: close });
    expect((await states()).Offer).toBe('resolved');
    expect(await told(anna, 'command-result')).toHaveLength(1);
  });

  test('each stage is called what it is', async () => {
    const followUps = [
      { after: '1d', template: 'follow-up-1' },
      { after: '1d', template: 'call-customer', to: 'agent' },
      { after: '1d', template: 'final-notice' },
    ];
    stage.config({ policies: [{ name: 'default', follow_ups: followUps }], morning_note: 'off' });
    await silence(maria, 'maria');
    const [{ derived }] = (await stage.conversations()) as [
      Awaited<ReturnType<typeof stage.conversations>>[0],
    ];
    for (const _ of followUps) await write(`skip ${derived.id}`);
    expect((await told(anna, 'command-result')).map(({ text }) => /^Done: .*$/m.exec(text)?.[0])).toEqual([
      'Done: follow-up 1 is left out.',
      'Done: the mail to the team is left out.',
      'Done: the final notice is left out.',
    ]);
  });

  test('a notice that goes late announces the moment when the mail really goes', async () => {
    const followUps = [
      { after: '1h', template: 'follow-up-1' },
      { after: '2d', template: 'final-notice' },
    ];
    stage.config({ policies: [{ name: 'default', follow_ups: followUps }], morning_note: 'off' });
    stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, subject: 'Offer', id: 'offer@e' });
    await passAt(monday + minute);
    const [notice] = await told(anna, 'blind');
    expect(notice?.subject).toMatch(/^Follow-up 1 of 2 to .* goes on Monday, \d+ \w+, 14:01: Offer$/);
    await passAt(monday + 4 * hour);
    expect(stage.mailsTo(maria)).toEqual([]);
    await passAt(monday + 4 * hour + minute);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('an answer that was meant for the customer is told to have reached nobody', async () => {
    await silence(maria, 'maria');
    stage.now += hour;
    stage.deliver({ from: maria, to: bot, subject: 'Re: maria asks', id: 'again@c', inReplyTo: 'maria@e' });
    await stage.pass();
    const [notice] = await told(anna, 'answered');
    await write('Dear Maria, the page is attached. Kind regards, Anna', notice!.id);
    expect((await told(anna, 'command-result')).map(({ text }) => text)).toMatchObject([
      expect.stringContaining('not sent to the customer'),
    ]);
    expect(await states()).toEqual({ 'maria asks': 'awaiting-agent' });
    await write('clsoe', notice!.id);
    const logged = stage.log.lines.map(({ text }) => text).join('\n');
    expect(logged).toContain(`${anna} ordered nothing that is a command.`);
    expect(logged).toContain(`${anna} ordered "clsoe": unknown-word.`);
  });

  test('`undo` without a number in answer to a list, and where there is nothing to take back', async () => {
    await silence(maria, 'maria');
    await silence(tom, 'tom');
    await write('list');
    await write('undo', (await told(anna, 'command-result')).at(-1)!.id);
    await write('undo', 'maria@e');
    const texts = (await told(anna, 'command-result')).map(({ text }) => text);
    expect(texts[1]).toContain('Which line? Name the number of a line of the mail that you answer.');
    expect(texts[1]).not.toContain('no such number');
    expect(texts[2]).toContain('There is nothing to take back.');
    expect(texts[2]).not.toContain('so already');
  });

  test('an answer about several that have no numbers asks for an id, not for a number', async () => {
    await silence(maria, 'maria');
    await silence(tom, 'tom');
    const ids = (await stage.conversations()).map(({ derived }) => derived.id);
    await write(ids.map((id) => `why ${id}`).join('\n'));
    await write('close', (await told(anna, 'command-result')).at(-1)!.id);
    expect((await told(anna, 'command-result')).at(-1)?.text).toContain('Which conversation?');
    expect(await states()).toEqual({ 'maria asks': 'awaiting-customer', 'tom asks': 'awaiting-customer' });
  });

  test('send now goes in the evening, once', async () => {
    await silence(maria, 'maria');
    stage.now = monday + 11 * hour;
    await write('send now', 'maria@e');
    expect(stage.mailsTo(maria)).toHaveLength(1);
    await passAt(monday + day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('ten a second from one agent and orders of others: each at most once, to agents only, capped', async () => {
    await silence(maria, 'maria');
    for (let i = 0; i < 65; i++)
      stage.deliver({ from: anna, to: bot, subject: 'Thrice', id: `flood-${i}@e`, text: 'help' });
    stage.deliver({
      from: ben,
      to: bot,
      subject: 'Thrice',
      id: 'ben@e',
      text: 'help',
      headers: ['Auto-Submitted: auto-replied'],
    });
    stage.deliver({ from: tom, to: bot, subject: 'Thrice', id: 'tom@c', text: 'help' });
    // Thirty a minute go at most, whatever they are.
    for (let minutes = 0; minutes < 4; minutes++) await passAt(stage.now + minute);
    expect(await told(anna, 'command-result')).toHaveLength(60);
    expect(await told(ben)).toEqual([]);
    expect(stage.mailsTo(tom)).toEqual([]);
  });
});
