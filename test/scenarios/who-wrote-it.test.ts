import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { anna, bot, day, hour, type Letter, maria, minute, type Stage, setStage } from './stage.js';

/** R7, R8, R11 on the embedded server: whose word a mail is, and what follows from it. */

const tom = 'tom@customer.test';
const ask = 'ask@example.com';

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.pass();
  stage.now += hour;
});
afterEach(() => stage.stop());

/** Anna asks Maria with the bot in Cc, and Maria never wrote to the mailbox: a blind silence. */
async function agentAsks(mail: Partial<Letter> = {}): Promise<void> {
  stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, id: ask, ...mail });
  await stage.pass();
  expect(await states()).toEqual(['awaiting-customer']);
}

async function states(): Promise<string[]> {
  return (await stage.conversations()).map(({ derived }) => derived.status);
}

/** A raw mail from the fixtures, delivered now with what the server says of its From. */
function deliverFixture(file: string, dmarc: 'pass' | 'fail' = 'pass', id = 'forward@example.com'): void {
  const raw = readFileSync(join(import.meta.dirname, `../fixtures/mails/forward/${file}.eml`), 'utf8');
  stage.sandbox.deliver(Buffer.from(raw.replace('forward@example.com', id)), [bot], stage.now, { dmarc });
}

/** The purposes of the notices that an address got. */
function noticesTo(address: string): string[] {
  return stage.sandbox
    .mailbox(address)
    .mails('INBOX')
    .flatMap(({ raw }) => /^X-Thrice:[\s\S]{1,30}?purpose=([a-z-]+)/im.exec(raw.toString('utf8'))?.[1] ?? []);
}

describe('"he answered only me": an agent forwards a customer’s answer', () => {
  test.each([
    ['gmail-inline', 'Invoice 17'],
    ['apple-inline', 'Invoice 17'],
    ['outlook-inline-german', 'Rechnung 17'],
    ['outlook-html-only', 'Invoice 17'],
    ['attached', 'Invoice 17'],
    ['attached-to-a-new-mail', 'Invoice 17'],
  ])('%s ends the silence, and the next one is as blind as the first', async (file, subject) => {
    await agentAsks({ subject });
    stage.now += hour;
    deliverFixture(file);
    await stage.pass();
    expect(await states()).toEqual(['awaiting-agent']);
    await stage.passUntil(stage.now + 8 * day, day);
    expect(stage.mailsTo(maria)).toEqual([]);
    // She knows what she forwarded.
    expect(noticesTo(anna)).toEqual([]);

    stage.deliver({
      from: `Anna <${anna}>`,
      to: maria,
      cc: bot,
      subject: `Re: ${subject}`,
      id: 'ask2@example.com',
      inReplyTo: ask,
    });
    await stage.pass();
    const [entry, ...others] = await stage.conversations();
    expect(others).toEqual([]);
    expect(entry?.derived).toMatchObject({ status: 'awaiting-customer', silence: { blind: true } });
    expect(entry?.derived.next?.to.map((person) => person.address)).toEqual([anna]);
  });

  test.each(['gmail-inline', 'attached', 'apple-inline'])(
    '%s of somebody unverified changes nothing',
    async (file) => {
      await agentAsks();
      stage.now += hour;
      deliverFixture(file, 'fail');
      await stage.pass();
      expect(await states()).toEqual(['awaiting-customer']);
      await stage.passUntil(stage.now + 3 * day, day / 2);
      expect(stage.mailsTo(maria)).toHaveLength(1);
    },
  );

  test.each([
    'near-attached-bounce',
    'near-attached-vacation',
    'near-inline-vacation',
    'near-inline-name-only',
  ])('%s is no answer of the customer', async (file) => {
    await agentAsks();
    stage.now += hour;
    deliverFixture(file);
    await stage.pass();
    expect(await states()).toEqual(['awaiting-customer']);
    expect((await stage.conversations())[0]?.derived.silence?.anchor).toBe(ask);
  });

  test('an attached mail joins the conversation of its ids; that of somebody unverified joins none', async () => {
    // Nothing but the ids says that the two belong together.
    await agentAsks({ subject: 'Rechnung 17' });
    stage.now += hour;
    deliverFixture('attached-to-a-new-mail', 'fail');
    await stage.pass();
    const idsByConversation = async () =>
      (await stage.conversations()).map(({ conversation }) => conversation.messages.map(({ id }) => id));
    expect(await idsByConversation()).toEqual([[ask]]);
    stage.now += minute;
    deliverFixture('attached-to-a-new-mail', 'pass', 'forward2@example.com');
    await stage.pass();
    expect(await idsByConversation()).toEqual([[ask, 'forward2@example.com']]);
    expect(await states()).toEqual(['awaiting-agent']);
  });

  test('of somebody who joins the team later counts from then on, as it would without data/ (I3)', async () => {
    const ben = 'ben@freelance.test';
    await agentAsks();
    stage.now += hour;
    const raw = readFileSync(join(import.meta.dirname, '../fixtures/mails/forward/gmail-inline.eml'), 'utf8');
    const mail = raw.replaceAll(anna, ben);
    stage.sandbox.deliver(Buffer.from(mail), [bot], stage.now, { dmarc: 'pass' });
    await stage.pass();
    const before = await forwards();
    stage.config({ team: { domains: ['example.com'], agents: [ben], verified_by: ['mx.example.com'] } });
    await stage.pass();
    const live = [await forwards(), await states()];
    rmSync(join(stage.folder, 'data'), { recursive: true });
    await stage.pass();
    expect([await forwards(), await states()]).toEqual(live);
    expect([before, live]).toEqual([[undefined], [[maria], ['awaiting-agent']]]);
  });

  /** Whose words each mail of the team passes on. */
  async function forwards(): Promise<(string | undefined)[]> {
    const messages = (await stage.conversations()).flatMap(({ conversation }) => conversation.messages);
    return messages.filter((m) => m.subject.startsWith('Fwd:')).map((m) => m.forwarded?.from.address);
  }

  test('a customer who writes a forwarded block is a customer', async () => {
    await agentAsks();
    stage.now += hour;
    const text = `See below\n\nFrom: Karl <karl@victim.test>\nSent: today\nTo: ${bot}\nSubject: Invoice 17\n\nHi`;
    stage.deliver({
      from: maria,
      to: bot,
      id: 'r@customer.test',
      subject: 'Fwd: Invoice 17',
      inReplyTo: ask,
      text,
    });
    await stage.pass();
    const [entry] = await stage.conversations();
    expect(entry?.derived).toMatchObject({ status: 'awaiting-agent', customers: [{ address: maria }] });
    expect(entry?.conversation.messages.some((message) => message.forwarded)).toBe(false);
  });

  test('a redirected mail (Resent-From) is the customer’s own', async () => {
    await agentAsks();
    stage.now += hour;
    stage.deliver(
      {
        from: `Maria <${maria}>`,
        to: anna,
        id: 'reply@customer.test',
        inReplyTo: ask,
        headers: [`Resent-From: Anna <${anna}>`, `Resent-To: ${bot}`],
      },
      [bot],
    );
    await stage.pass();
    expect(await states()).toEqual(['awaiting-agent']);
  });
});

describe('whose name stands in From', () => {
  test('an assistant asks for her boss, who is told', async () => {
    await agentAsks({ from: 'Boss <boss@example.com>', headers: [`Sender: Anna <${anna}>`] });
    expect((await stage.conversations())[0]?.derived.agent?.address).toBe('boss@example.com');
  });

  test('a customer through a Google group with our own address', async () => {
    await agentAsks({ to: maria });
    stage.now += hour;
    stage.deliver({
      from: `'Maria' via Support <${bot}>`,
      to: bot,
      id: 'reply@customer.test',
      inReplyTo: ask,
      headers: [
        `X-Original-From: Maria <${maria}>`,
        `X-Original-Sender: ${maria}`,
        `Reply-To: Maria <${maria}>`,
        'X-Google-Group-Id: 123456789',
        'Precedence: list',
        'List-Id: <support.example.com>',
      ],
    });
    await stage.pass();
    const [entry] = await stage.conversations();
    expect(entry?.derived).toMatchObject({ status: 'awaiting-agent', customers: [{ address: maria }] });
    await stage.passUntil(stage.now + 8 * day, day);
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test.each([
    ['a web form', {}],
    ['a web form with another address of the team', { from: 'WordPress <wordpress@example.com>' }],
  ])(
    '%s that our own server authenticates: the customer asks, the agent’s answer is followed up',
    async (_, mail) => {
      stage.deliver({
        from: `Website <${bot}>`,
        to: bot,
        id: 'form@www.example.com',
        subject: 'Contact form',
        headers: [`Reply-To: Maria <${maria}>`],
        ...mail,
      });
      await stage.pass();
      expect((await stage.conversations())[0]?.derived).toMatchObject({
        status: 'awaiting-agent',
        customers: [{ address: maria }],
      });
      stage.now += hour;
      stage.deliver({
        from: `Anna <${anna}>`,
        to: maria,
        cc: bot,
        subject: 'Re: Contact form',
        id: ask,
        inReplyTo: 'form@www.example.com',
      });
      await stage.passUntil(stage.now + 3 * day, day / 2);
      expect(await states()).toEqual(['awaiting-customer']);
      expect(stage.mailsTo(maria)).toHaveLength(1);
    },
  );

  test('a form mail that its server kept in Sent starts nothing', async () => {
    const form = { from: bot, to: bot, id: 'form@www.example.com', headers: [`Reply-To: ${maria}`] };
    stage.sent(form);
    stage.deliver(form);
    await stage.passUntil(stage.now + 3 * day, day / 2);
    expect(await states()).toEqual(['awaiting-agent']);
    expect(stage.mailsTo(maria)).toEqual([]);
  });
});

describe('who else answers', () => {
  test.each([
    ['a third person in Cc', { from: `Tom <${tom}>` }, { cc: `${tom}, ${bot}` }],
    ['the customer from another address', { from: 'Maria <maria@home.test>' }, {}],
  ])('%s ends the silence; the agent is told who, and the addressee stays', async (_, answer, asked) => {
    await agentAsks(asked);
    stage.now += hour;
    stage.deliver({ to: bot, id: 'reply@else.test', inReplyTo: ask, text: 'Here it is.', ...answer });
    await stage.pass();
    expect(await states()).toEqual(['awaiting-agent']);
    expect(noticesTo(anna)).toEqual(['answered']);
    const who = /<([^>]+)>/.exec(answer.from)?.[1] ?? '';
    const notice = stage.sandbox.mailbox(anna).mails('INBOX').at(-1)!.raw.toString('utf8');
    expect(notice).toContain(who);
    await stage.passUntil(stage.now + 8 * day, day);
    expect(stage.mailsTo(maria)).toEqual([]);

    stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, id: 'ask2@example.com', inReplyTo: ask });
    await stage.passUntil(stage.now + 4 * day, day / 2);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    expect(stage.mailsTo(who)).toEqual([]);
  });
});
