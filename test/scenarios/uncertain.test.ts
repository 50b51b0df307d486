import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Carrier } from '../../src/carriers.js';
import { type Books, booksOf } from '../../src/cli/books.js';
import { orders } from '../../src/cli/orders.js';
import { settledLines } from '../../src/cli/settled.js';
import { snoozeUntil } from '../../src/cli/snooze.js';
import { steer, steeredLines } from '../../src/cli/steering.js';
import { surveyOf } from '../../src/cli/survey.js';
import { settle } from '../../src/cli/uncertain.js';
import type { Config } from '../../src/config/config.js';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { sendMorningNotes } from '../../src/morning.js';
import { readMailbox } from '../../src/reading.js';
import { openJournal } from '../../src/store/journal.js';
import { uncertainSendings } from '../../src/uncertain.js';
import { expunge } from './mailbox-hands.js';
import { dataOf, forget } from './matter.js';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

/**
 * I1: a stop between DATA and the recorded answer leaves a mail of which nobody knows whether it left. Whatever mail it is,
 * it is shown and a person settles it: also where no conversation with a customer has it.
 */

const ben = 'ben@example.com';
/** Wednesday, nine o'clock: the first follow-up to Maria is due at 10:05, ms UTC. */
const nine = monday + 2 * day - hour;

let stage: Stage;
let config: Config;
beforeEach(async () => {
  stage = await setStage();
  vi.spyOn(Date, 'now').mockImplementation(() => stage.now);
  await stage.pass();
  config = await stage.withRuntime(async (runtime) => runtime.config);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stage.stop();
});

const passAt = async (moment: number) => {
  stage.now = moment;
  await stage.pass();
};

/** The customer asked, and the agent answered with the bot in Cc. */
async function silence(): Promise<void> {
  stage.deliver({ from: maria, to: bot, id: 'asks@c', subject: 'Invoice 17' });
  stage.now += 5 * minute;
  stage.deliver({
    ...{ from: anna, to: maria, cc: bot, id: 'answers@e', inReplyTo: 'asks@c' },
    subject: 'Re: Invoice 17',
  });
  await stage.pass();
}

/** The next mail is lost with its answer: what a stop after DATA leaves, told by nobody. */
const loseNext = () => stage.sandbox.failNext({ at: 'dot', lose: 'mail' });

const shown = async (): Promise<object[]> =>
  uncertainSendings(await booksOf(config), stage.now).map(({ purpose, to, entry }) => ({
    purpose,
    to,
    about: entry?.derived.subject ?? null,
  }));

const idOfOnly = (books: Books): string => {
  const [first, ...others] = uncertainSendings(books, stage.now);
  expect(others).toEqual([]);
  return first!.id;
};

/** What `thrice uncertain settle` prints. */
async function settleAs(result: 'sent' | 'not-sent', id?: string): Promise<string> {
  const named = id ?? idOfOnly(await booksOf(config));
  return settledLines(await settle(config, named, result), config).join('\n');
}

const journal = (): number =>
  readdirSync(join(dataOf(stage), 'outbox')).filter((name) => name.endsWith('.json')).length;

/** The texts of what Anna got from Thrice of this purpose. */
async function toAnna(purpose: string): Promise<(string | undefined)[]> {
  const raws = stage.sandbox
    .mailbox(anna)
    .mails('INBOX')
    .map(({ raw }) => raw);
  const own = raws.filter((raw) => raw.includes(`purpose=${purpose}`));
  return Promise.all(own.map(async (raw) => (await simpleParser(raw)).text));
}

describe('a morning note', () => {
  beforeEach(async () => {
    await silence();
    loseNext();
    await passAt(nine);
    expect(await toAnna('morning')).toEqual([]);
  });

  test('is shown and counted at once, without data/ once ten minutes have passed, and is no conversation', async () => {
    const counts = surveyOf(await booksOf(config)).counts;
    expect(await shown()).toEqual([{ purpose: 'morning', to: [anna], about: null }]);
    forget(stage);
    await stage.pass();
    // Without the journal it may as well be the sending of another Thrice on this mailbox.
    expect(await shown()).toEqual([]);
    stage.now += 11 * minute;
    expect(await shown()).toEqual([{ purpose: 'morning', to: [anna], about: null }]);
    const survey = surveyOf(await booksOf(config));
    expect(survey).toMatchObject({ uncertain: 1, counts });
    expect(await stage.conversations()).toHaveLength(1);
  });

  test('settled as not sent in its two hours it goes once', async () => {
    stage.now += 11 * minute;
    expect(await settleAs('not-sent')).toMatch(/was not sent\. .*goes at the next pass/);
    expect(await shown()).toEqual([]);
    await stage.pass();
    expect(await toAnna('morning')).toHaveLength(1);
    await passAt(stage.now + 20 * minute);
    expect(await toAnna('morning')).toHaveLength(1);
    await stage.pass();
    expect(journal()).toBe(0);
  });

  test('the same where data/ was deleted before', async () => {
    forget(stage);
    await passAt(stage.now + 11 * minute);
    await settleAs('not-sent');
    await stage.pass();
    expect(await toAnna('morning')).toHaveLength(1);
  });

  test('settled as not sent later it is never sent, and the next one tells what it would have told', async () => {
    await passAt(nine + 9 * hour);
    stage.deliver({
      ...{ from: maria, to: bot, id: 'thanks@c', inReplyTo: 'answers@e', subject: 'Re: Invoice 17' },
      text: 'Thanks, works now!',
    });
    await passAt(stage.now + minute);
    expect(await settleAs('not-sent')).toMatch(/was not sent\. .*is not sent any more.* next one/);
    await stage.pass();
    expect(journal()).toBe(0);
    expect(await toAnna('morning')).toEqual([]);
    await passAt(nine + day);
    expect(await toAnna('morning')).toHaveLength(1);
    expect((await toAnna('morning'))[0]).toContain('Taken for mere thanks');
    expect((await toAnna('morning'))[0]).not.toContain('uncertain');
  });

  test('settled as sent it does not go again, and its copy is stored in Sent', async () => {
    stage.now += 11 * minute;
    expect(await settleAs('sent')).toMatch(/the mail to anna@example\.com was sent\.$/);
    await stage.pass();
    await passAt(stage.now + 3 * minute);
    expect(await toAnna('morning')).toEqual([]);
    expect(journal()).toBe(0);
    const sent = stage.sandbox.mailbox(bot).mails('Sent');
    expect(sent.filter(({ raw }) => raw.includes('purpose=morning'))).toHaveLength(1);
  });

  test('the note of the next day says so, to its reader', async () => {
    await passAt(nine + day);
    expect(await toAnna('morning')).toHaveLength(1);
    expect((await toAnna('morning'))[0]).toMatch(
      /knows whether these mails went out:\nanna@example\.com: an earlier morning note \(Wednesday, 4 March, 09:00\)\n/,
    );
  });
});

test('a morning note in whose sending the process was killed is settled like every other', async () => {
  await silence();
  stage.now = nine;
  const killed: Carrier = {
    carry: async (_mail, onBegun) => {
      await onBegun();
      throw new Error('killed');
    },
  };
  await stage.withRuntime(async (runtime) => {
    const connection = await connectMailbox(runtime.config.imap, runtime.log);
    try {
      const reader = { ...runtime, connection };
      const { folders } = await readMailbox(reader);
      const sending = sendMorningNotes({ ...reader, folders }, async () => killed);
      await expect(sending).rejects.toThrow('killed');
    } finally {
      await closeMailbox(connection);
    }
  });
  await passAt(nine + 11 * minute);
  expect(await toAnna('morning')).toEqual([]);
  expect(await shown()).toEqual([{ purpose: 'morning', to: [anna], about: null }]);
  await settleAs('not-sent');
  await stage.pass();
  expect(await toAnna('morning')).toHaveLength(1);
  expect(await shown()).toEqual([]);
});

describe('the answer to a mail to Thrice alone', () => {
  const order = (text: string) =>
    stage.deliver({ from: anna, to: bot, id: 'order@e', subject: 'What is open', text });
  beforeEach(async () => {
    order('list');
    loseNext();
    await stage.pass();
    expect(await toAnna('command-result')).toEqual([]);
    stage.now += 11 * minute;
  });

  test('is shown, counted and settled by the short id; while it is news the answer then goes once', async () => {
    expect(await shown()).toEqual([{ purpose: 'command-result', to: [anna], about: 'What is open' }]);
    const books = await booksOf(config);
    expect(surveyOf(books).uncertain).toBe(1);
    expect(surveyOf(books).counts['awaiting-agent']).toBe(0);
    const [one] = uncertainSendings(books, stage.now);
    const said = await settleAs('not-sent', one?.entry?.derived.id);
    expect(said).toMatch(/was not sent\. .*goes at the next pass/);
    expect(said).not.toContain('skip');
    await stage.pass();
    await passAt(stage.now + minute);
    expect(await toAnna('command-result')).toHaveLength(1);
    expect(await shown()).toEqual([]);
  });

  test('settled as not sent after a day it does not go any more, and that is said', async () => {
    await passAt(stage.now + 25 * hour);
    expect(await settleAs('not-sent')).toMatch(/was not sent\. .*is not sent any more/);
    await stage.pass();
    expect(await toAnna('command-result')).toEqual([]);
    expect(journal()).toBe(0);
  });

  test('settled as sent it does not go again', async () => {
    expect(await settleAs('sent')).toMatch(/was sent\.$/);
    await stage.pass();
    expect(await toAnna('command-result')).toEqual([]);
    expect(await shown()).toEqual([]);
  });

  test('is told in the morning to whom it was written, to nobody else', async () => {
    stage.config({ team: { verified_by: ['mx.example.com'], unassigned: [ben] } });
    await passAt(nine);
    expect((await toAnna('morning'))[0]).toMatch(
      /these mails went out:\nanna@example\.com: the answer to the mail “What is open” \(Monday, 2 March,/,
    );
    expect((await toAnna('morning'))[0]).not.toContain('Each number');
    expect(stage.mailsTo(ben)).toEqual([]);
  });
});

describe('a follow-up', () => {
  beforeEach(async () => {
    await silence();
    stage.config({ morning_note: 'off' });
    loseNext();
    await passAt(nine + hour + 10 * minute);
    stage.now += 11 * minute;
  });

  test('that is no longer due when it is settled as not sent does not go, and that is said', async () => {
    stage.deliver({ from: maria, to: bot, id: 'again@c', inReplyTo: 'answers@e', subject: 'Re: Invoice 17' });
    await stage.pass();
    const said = await settleAs('not-sent');
    expect(said).toMatch(/was not sent\. .*is not sent any more/);
    expect(said).not.toContain('skip');
    await stage.pass();
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test('that is still due goes at the next pass, and how to stop that is said', async () => {
    const said = await settleAs('not-sent');
    expect(said).toMatch(/goes at the next pass\.\nTo stop that: thrice skip/);
    await stage.pass();
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });

  test('as sent uses its stage up', async () => {
    expect(await settleAs('sent')).toMatch(/was sent\. Its stage is used up\.$/);
  });
});

describe('a follow-up whose process was killed a moment ago', () => {
  const begun = nine + hour + 10 * minute;
  const next = async () => (await stage.conversations())[0]!.derived.next;
  /** Anna writes to Thrice alone, a minute later. */
  const write = async (id: string, text: string) => {
    stage.now += minute;
    stage.deliver({ from: anna, to: bot, id, subject: 'Re: Thrice', text });
    await stage.pass();
  };
  let short: string;

  beforeEach(async () => {
    await silence();
    stage.config({ morning_note: 'off' });
    loseNext();
    await passAt(begun);
    stage.now += 2000;
    short = (await stage.conversations())[0]!.derived.id;
  });

  test('is not being sent but uncertain: to the commands, to the next process, and to a reader beside it', async () => {
    const uncertain = [{ purpose: 'follow-up', to: [maria], about: 'Invoice 17' }];
    expect(await shown()).toEqual(uncertain);
    expect(await next()).toMatchObject({ stage: 1, heldBy: 'uncertain' });
    await stage.withRuntime(async () => expect(await shown()).toEqual(uncertain));
    await stage.pass();
    expect(await shown()).toEqual(uncertain);
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test.each([
    ['as it was', 1000],
    ['set back meanwhile', -hour],
  ])(
    'while the process that is at it lives it is no more than claimed, whoever looks: clock %s',
    async (_what, step) => {
      await settleAs('not-sent');
      stage.now += minute;
      let seen: object[] = [{}];
      await stage.withRuntime(async (runtime) => {
        stage.now += step;
        const sending = { id: 'thrice.now@example.com', anchor: 'answers@e', at: stage.now } as const;
        runtime.store.journal.write({ ...sending, v: 1, phase: 'data' });
        seen = await shown();
      });
      expect(seen).toEqual([]);
      // It stopped without a word.
      expect(await shown()).toEqual([{ purpose: null, to: [], about: null }]);
    },
  );

  test.each([
    ['skip', / 1 is left out, if it has not left already/],
    ['close', /Done: closed/],
    ['snooze 3d', /I leave it alone until/],
    ['send now', / 1 goes as soon as it is certain/],
    ['status', /“status/],
  ])('%s by mail is answered with what is known', async (word, done) => {
    await write('orders@e', word.startsWith('snooze') ? `snooze 3d ${short}` : `${word} ${short}`);
    const [said, ...more] = await toAnna('command-result');
    expect(more).toEqual([]);
    expect(said).toMatch(done);
    expect(said).toMatch(/ 1 may have left already, on Wednesday, 4 March, 10:10; nobody knows yet\./);
    expect(stage.mailsTo(maria)).toEqual([]);
  });

  test.each([
    ['skip', orders.skip],
    ['close', orders.close],
    ['snooze', snoozeUntil('3d')],
  ])('%s on the command line says so too', async (_word, order) => {
    const said = steeredLines(await steer(config, short, order), order, config);
    expect(said).toContainEqual(
      expect.stringContaining(
        'Stage 1 may have left already, Wed 2026-03-04 10:10: it is not sent a second time',
      ),
    );
  });

  test.each(['sent', 'not-sent'] as const)(
    'skip, and a person settles it as %s: stage 1 never goes, stage 2 does',
    async (result) => {
      await write('orders@e', `skip ${short}`);
      stage.now += minute;
      await settleAs(result);
      await stage.pass();
      expect(await next()).toMatchObject({ stage: 2 });
      expect(await next()).not.toHaveProperty('heldBy');
      await stage.passUntil(monday + 7 * day);
      expect(stage.mailsTo(maria).map((raw) => /stage=(\d)/.exec(raw)?.[1])).toEqual(['2', '3']);
      forget(stage);
      await stage.pass();
      expect(stage.mailsTo(maria)).toHaveLength(2);
      expect(await toAnna('command-result')).toHaveLength(1);
    },
  );
});

describe('a sending whose claim is gone', () => {
  const id = 'thrice.gone@example.com';
  const entry = { v: 1, id, anchor: 'nowhere@e', phase: 'data', at: monday } as const;
  const write = () => openJournal(join(dataOf(stage), 'outbox')).write(entry);

  test('is known by the journal alone, is shown, and settled', async () => {
    write();
    await passAt(monday + minute);
    expect(await shown()).toEqual([{ purpose: null, to: [], about: null }]);
    expect(surveyOf(await booksOf(config)).uncertain).toBe(1);
    expect(await settleAs('not-sent')).toMatch(/was not sent/);
    expect(await shown()).toEqual([]);
    await stage.pass();
    expect(journal()).toBe(0);
  });

  test('of a damaged entry nobody knows what it was about: each is settled in a thread of its own', async () => {
    const names = ['thrice.one@example.com', 'thrice.two@example.com'];
    for (const name of names) {
      openJournal(join(dataOf(stage), 'outbox')).write({ ...entry, id: name, anchor: '' });
      await passAt(stage.now + 11 * minute);
      expect(await settleAs('not-sent')).toMatch(/was not sent/);
      await stage.pass();
    }
    expect(journal()).toBe(0);
    const { threads } = (await booksOf(config)).store;
    const told = names.map((name) => threads.withId(name).flatMap((key) => threads.get(key)!.notes));
    expect(told.map((notes) => notes.map(({ type }) => type).sort())).toEqual([
      ['result', 'settle'],
      ['result', 'settle'],
    ]);
  });

  test('the mails of its conversation were deleted: the claim still shows it', async () => {
    await silence();
    stage.config({ morning_note: 'off' });
    loseNext();
    await passAt(nine + hour + 10 * minute);
    await expunge(stage, 'INBOX', 'Subject: ');
    forget(stage);
    await passAt(stage.now + 11 * minute);
    expect(await shown()).toEqual([{ purpose: 'follow-up', to: [maria], about: null }]);
    expect(await settleAs('not-sent')).toMatch(/is not sent any more/);
    expect(await shown()).toEqual([]);
  });
});
