import { rmSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Carrier } from '../../src/carriers.js';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { sendMorningNotes } from '../../src/morning.js';
import { appendNote, writerOf } from '../../src/notes.js';
import { type PassResult, pass, type Retries } from '../../src/pass.js';
import { readMailbox } from '../../src/reading.js';
import type { Online, Runtime } from '../../src/runtime.js';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

const tom = 'tom@customer.test';
const ben = 'ben@example.com';
/** Wednesday, nine o'clock: the time of the note, with the first follow-ups due at 10:05 and later, ms UTC. */
const nine = monday + 2 * day - hour;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.pass();
});
afterEach(() => stage.stop());

async function silence(customer: string, agent: string, name: string): Promise<void> {
  stage.deliver({ from: customer, to: bot, id: `${name}-asks@c`, subject: name });
  stage.now += 5 * minute;
  const answer = { to: customer, subject: `Re: ${name}`, id: `${name}@e`, inReplyTo: `${name}-asks@c` };
  if (agent === bot) stage.sent({ ...answer, from: bot });
  else stage.deliver({ ...answer, from: agent, cc: bot });
  await stage.pass();
}

async function passAt(moment: number): Promise<PassResult> {
  stage.now = moment;
  return stage.pass();
}

/** The morning notes that somebody got. */
function notes(address: string): string[] {
  const mails =
    address === anna || address === bot
      ? stage.sandbox.mailbox(address).mails('INBOX')
      : stage.sandbox.received(address);
  return mails.map(({ raw }) => raw.toString('utf8')).filter((raw) => isNoteTo(raw, address));
}

/** The mailbox gets a copy of whatever is sent; only what is written to it counts. */
function isNoteTo(raw: string, address: string): boolean {
  return /purpose=morning/.test(raw) && raw.match(/^To: .*$/m)?.[0].includes(address) === true;
}

/** How many claims of the morning the mailbox holds, whatever came of them. */
async function claims(): Promise<number> {
  return stage.withRuntime(async ({ store }) => {
    const all = [...store.threads.keys()].flatMap((key) => store.threads.get(key)?.notes ?? []);
    return all.filter((note) => note.type === 'claim' && note.purpose === 'morning').length;
  });
}

async function online<T>(work: (online: Online) => Promise<T>): Promise<T> {
  return stage.withRuntime(async (runtime: Runtime) => {
    const connection = await connectMailbox(runtime.config.imap, runtime.log);
    try {
      const reader = { ...runtime, connection };
      return await work({ ...reader, folders: (await readMailbox(reader)).folders });
    } finally {
      await closeMailbox(connection);
    }
  });
}

const say = (type: 'pause' | 'resume') =>
  online((on) => appendNote({ type, by: 'anna' }, null, writerOf(on)));

describe('what keeps one note back keeps back no other', () => {
  beforeEach(async () => {
    await silence(maria, anna, 'maria');
    await silence(tom, ben, 'tom');
  });

  test('a reader who is refused for now gets it later, those behind him get it at once, and nobody twice', async () => {
    stage.sandbox.failNext({ at: 'rcpt', code: 451, text: '4.7.1 Greylisted' });
    const { warnings } = await passAt(nine);
    expect([notes(anna).length, notes(ben).length]).toEqual([0, 1]);
    expect(warnings.join('\n')).toContain('The morning note is tried again later');
    await passAt(nine + 2 * minute);
    await passAt(nine + 10 * minute);
    expect([notes(anna).length, notes(ben).length]).toEqual([1, 1]);
  });

  test('paused: nothing is claimed, and once resumed it goes', async () => {
    await say('pause');
    await passAt(nine);
    await passAt(nine + 5 * minute);
    expect(await claims()).toBe(0);
    await say('resume');
    await passAt(nine + 10 * minute);
    expect([notes(anna).length, notes(ben).length]).toEqual([1, 1]);
    expect(await claims()).toBe(2);
  });

  test('one that stood back, since it was paused in between, is not done with for the day', async () => {
    stage.now = nine;
    const results = await online((on) =>
      sendMorningNotes(on, async (): Promise<Carrier> => {
        await appendNote({ type: 'pause', by: 'anna' }, null, writerOf(on));
        return { carry: async () => expect.unreachable('it is paused') };
      }),
    );
    expect(results.map(({ result }) => result)).toEqual(['stood-back']);
    await say('resume');
    await passAt(nine + 5 * minute);
    expect([notes(anna).length, notes(ben).length]).toEqual([1, 1]);
  });

  test('a template that fails is shown and tried again; the mails that are due go', async () => {
    stage.now = nine + hour + 6 * minute;
    const retries: Retries = new Map();
    const { warnings } = await stage.withRuntime(async (runtime) => {
      const byName = new Map([...runtime.templates.byName].filter(([name]) => name !== 'en/morning'));
      const connection = await connectMailbox(runtime.config.imap, runtime.log);
      try {
        return await pass({ ...runtime, templates: { ...runtime.templates, byName } }, connection, retries);
      } finally {
        await closeMailbox(connection);
      }
    });
    expect(warnings.join('\n')).toMatch(/morning note is tried again later: The template "morning"/);
    expect([stage.mailsTo(maria).length, stage.mailsTo(tom).length]).toEqual([1, 0]);
    await passAt(stage.now + minute);
    expect(notes(ben)).toHaveLength(1);
  });
});

describe('the team answers as the mailbox itself', () => {
  beforeEach(() => stage.config({ watch: 'all' }));

  test('nobody reads a note there: none is sent, and nothing waits for an answer to it', async () => {
    await silence(maria, bot, 'maria');
    await passAt(nine + 50 * minute);
    expect(await claims()).toBe(0);
    expect(notes(bot)).toEqual([]);
    await passAt(nine + hour + 6 * minute);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('those of team.unassigned read it, and have their time to answer', async () => {
    stage.config({ team: { verified_by: ['mx.example.com'], unassigned: [ben] } });
    await silence(maria, bot, 'maria');
    await passAt(nine + 50 * minute);
    expect([notes(bot).length, notes(ben).length]).toEqual([0, 1]);
    await passAt(nine + hour + 6 * minute);
    expect(stage.mailsTo(maria)).toEqual([]);
    await passAt(nine + hour + 21 * minute);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });
});

describe('what it promises', () => {
  /** What goes today, as the note tells it. */
  const announced = async (raw = '') =>
    (await simpleParser(raw)).text?.match(/^\d+\. \d\d:\d\d, .*follow-up \d of 3/gm) ?? [];

  test('what a downtime left over waits half an hour like all the rest, and then goes', async () => {
    await silence(maria, anna, 'maria');
    await passAt(nine + day);
    expect(await announced(notes(anna)[0])).toEqual([expect.stringMatching(/^1\. 09:30, /)]);
    await passAt(nine + day + 29 * minute);
    expect(stage.mailsTo(maria)).toEqual([]);
    await passAt(nine + day + 30 * minute);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('an answer to the note counts for it', async () => {
    await silence(maria, anna, 'maria');
    await passAt(nine + day);
    const { messageId = '' } = await simpleParser(notes(anna)[0]!);
    stage.now += 5 * minute;
    stage.deliver({
      ...{ from: anna, to: bot, id: 'skip@e', subject: 'Re: Today', text: 'skip 1' },
      inReplyTo: messageId.replace(/[<>]/g, ''),
    });
    await stage.passUntil(nine + day + 8 * hour, hour);
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test('a machine that is woken once a morning sends what it announced the morning before, and announces no more', async () => {
    await silence(maria, anna, 'maria');
    await passAt(nine);
    expect(await announced(notes(anna)[0])).toHaveLength(1);
    expect(stage.mailsTo(maria)).toEqual([]);
    await passAt(nine + day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    expect(notes(anna)).toHaveLength(1);
  });

  test('woken once an hour it sends what is late in the next hour', async () => {
    await silence(maria, anna, 'maria');
    await passAt(nine + day);
    await passAt(nine + day + hour);
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test.each([
    ['are off', () => stage.config({ morning_note: 'off' })],
    ['fail', () => stage.sandbox.failNext({ at: 'rcpt', code: 451, text: '4.7.1 Greylisted' })],
  ])('what is late waits for nothing where the notes %s', async (_what, prepare) => {
    await silence(maria, anna, 'maria');
    prepare();
    await passAt(nine + day);
    expect([notes(anna).length, stage.mailsTo(maria).length]).toEqual([0, 1]);
  });

  test('of two conversations with one customer it tells of the one that goes today, of the other on its day', async () => {
    await silence(maria, anna, 'maria');
    await silence(maria, anna, 'second');
    await passAt(nine);
    expect(await announced(notes(anna)[0])).toEqual([expect.stringContaining('“maria”')]);
    await stage.passUntil(nine + day - hour, hour);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    await passAt(nine + day);
    expect(await announced(notes(anna)[1])).toEqual([expect.stringContaining('“second”')]);
    await stage.passUntil(nine + day + 8 * hour, hour);
    expect(stage.mailsTo(maria)).toHaveLength(2);
  });

  test('what it announced keeps its place before what nobody reads of and need not wait', async () => {
    stage.config({ watch: 'all' });
    await silence(maria, anna, 'maria');
    await silence(maria, bot, 'second');
    await passAt(nine + day);
    expect(await announced(notes(anna)[0])).toHaveLength(1);
    expect(stage.mailsTo(maria)).toEqual([]);
    await passAt(nine + day + 30 * minute);
    expect(stage.mailsTo(maria)).toEqual([expect.stringMatching(/^Subject: Re: maria/m)]);
  });

  test('R5: only a note to the agent takes the place of his notice; to others it names where the answers perhaps went', async () => {
    stage.config({ morning_note: { to: [ben] } });
    stage.now = monday + 5 * hour;
    stage.deliver({ from: anna, to: maria, cc: bot, subject: 'Offer', id: 'offer@e' });
    await stage.pass();
    await stage.passUntil(nine + 6 * hour, hour);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    const told = stage.sandbox
      .mailbox(anna)
      .mails('INBOX')
      .map(({ raw }) => raw.toString('utf8'));
    expect(told.filter((raw) => /purpose=blind/.test(raw))).toHaveLength(1);
    const { text = '' } = await simpleParser(notes(ben)[0]!);
    expect(text).toContain('perhaps the answers went to anna@example.com alone.');
  });
});

test('what a late note told is not told again by the next one', async () => {
  await silence(maria, anna, 'maria');
  stage.now = nine + 20 * minute - day;
  stage.deliver({
    from: maria,
    to: bot,
    id: 'thanks@c',
    subject: 'Re: maria',
    inReplyTo: 'maria@e',
    text: 'Thanks, works now!',
  });
  await passAt(nine + 40 * minute - day);
  expect(notes(anna)).toHaveLength(1);
  await passAt(nine);
  expect(notes(anna)).toHaveLength(1);
});

test('the words that were taken for thanks stand in the note, without what they quote, also without data/', async () => {
  await silence(maria, anna, 'maria');
  stage.deliver({
    ...{ from: maria, to: bot, id: 'thanks@c', subject: 'Re: maria', inReplyTo: 'maria@e' },
    text: 'Thanks, works now!\n\nOn Mon, 2 Mar 2026 at 10:05, Anna <anna@example.com> wrote:\n> The missing page',
  });
  stage.now += minute;
  await stage.pass();
  rmSync(`${stage.folder}/data`, { recursive: true });
  await passAt(nine - day);
  const [raw, ...more] = notes(anna);
  expect(more).toEqual([]);
  const { text, html } = await simpleParser(raw!);
  expect(text).toMatch(/mere thanks and closed:\n1\. .*\n“Thanks, works now!”\n/);
  expect(html).toContain('<br>\n“Thanks, works now!”<br>');
});
