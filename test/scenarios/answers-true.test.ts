import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, test } from 'vitest';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

/** An answer to an order promises nothing that does not come. */

let stage: Stage;
afterEach(() => stage.stop());

/** A customer asks, and an agent answers with the bot in Cc. */
async function silence(name: string): Promise<void> {
  stage.deliver({ from: `${name} <${maria}>`, to: bot, id: `${name}-asks@c`, subject: `${name} asks` });
  stage.now += 5 * minute;
  const answer = { from: anna, to: maria, cc: bot, subject: `Re: ${name} asks`, id: `${name}@e` };
  stage.deliver({ ...answer, inReplyTo: `${name}-asks@c` });
  await stage.pass();
}

async function begin(config: Record<string, unknown> = {}): Promise<void> {
  stage = await setStage({ morning_note: 'off', ...config });
  await stage.pass();
  await silence('maria');
}

async function passAt(moment: number): Promise<void> {
  stage.now = moment;
  await stage.pass();
}

const idOf = async (subject = 'maria asks'): Promise<string> =>
  (await stage.conversations()).find(({ derived }) => derived.subject === subject)!.derived.id;

/** The latest mail of this purpose that Anna got. */
async function latest(purpose: string): Promise<{ id: string; text: string }> {
  const raw = stage.sandbox
    .mailbox(anna)
    .mails('INBOX')
    .findLast((mail) => mail.raw.includes(`purpose=${purpose}`))!.raw;
  const { messageId = '', text = '' } = await simpleParser(raw);
  return { id: messageId.replace(/[<>]/g, ''), text };
}

let written = 0;
/** Writes to Thrice, a minute before the next pass; gives the answer. */
async function order(text: string, inReplyTo?: string): Promise<string> {
  written += 1;
  const mail = { from: anna, to: bot, subject: 'Thrice', id: `order-${written}@e`, text };
  stage.deliver({ ...mail, ...(inReplyTo && { inReplyTo }) });
  await passAt(stage.now + minute);
  return (await latest('command-result')).text;
}

describe('send now, where nothing goes now, says what it is', () => {
  test('max_per_conversation', async () => {
    await begin({ policies: [{ name: 'default', max_per_conversation: 1 }] });
    await passAt(monday + 2 * day + hour);
    stage.now += hour;
    const answer = await order(`send now ${await idOf()}`);
    expect(answer).toContain('Noted: follow-up 2 cannot go.\nmax_per_conversation (1) is reached.');
    expect(answer).toContain('Nothing more is planned');
  });

  test('a cap: when it lets go', async () => {
    await begin();
    stage.now += day;
    await silence('second');
    await passAt(monday + 2 * day + hour);
    const answer = await order(`send now ${await idOf('second asks')}`);
    expect(answer).toContain('Noted: follow-up 1 cannot go yet.');
    expect(answer).toContain('Next: follow-up 1 on Thursday, 5 March, 11:00.\nIt waits: as many mails');
    await passAt(monday + 3 * day + 50 * minute);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    await passAt(monday + 3 * day + 70 * minute);
    expect(stage.mailsTo(maria)).toHaveLength(2);
  });

  test('an address that does not work', async () => {
    await begin();
    await silence('other');
    stage.deliver({
      ...{ from: 'MAILER-DAEMON@customer.test', to: bot, id: 'bounce@c', subject: 'Undelivered Mail' },
      inReplyTo: 'other@e',
      headers: ['Auto-Submitted: auto-replied', `X-Failed-Recipients: ${maria}`],
      text: `Your message to <${maria}> could not be delivered: 550 5.1.1 User unknown`,
    });
    await passAt(stage.now + hour);
    const answer = await order(`send now ${await idOf()}`);
    expect(answer).toContain('follow-up 1 cannot go.\nEvery address of the customer is suppressed or dead.');
  });

  test('a draft of it that waits, which `status` names without a moment that is over', async () => {
    await begin({ mode: 'draft' });
    expect(await order(`send now ${await idOf()}`)).toContain('Done: follow-up 1 goes now.');
    const waits = 'Next: follow-up 1.\nIt waits: the draft waits in Drafts.';
    const answer = await order(`send now ${await idOf()}`);
    expect(answer).toContain('Noted: follow-up 1 cannot go yet.');
    expect(answer).toContain(waits);
    expect(await order(`status ${await idOf()}`)).toContain(waits);
  });

  test('and it says so of what goes', async () => {
    await begin();
    const answer = await order(`send now ${await idOf()}`);
    expect(answer).toContain('Done: follow-up 1 goes now.');
    expect(answer).toContain('Next: follow-up 1 on Monday, 2 March, 10:06.');
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });
});

test('`wait` after the final notice promises no follow-ups', async () => {
  await begin();
  await stage.passUntil(monday + 10 * day, 8 * hour);
  const answer = await order(`wait ${await idOf()}`);
  expect(answer).toContain("Done: it is the customer's turn.\nAll stages are used up.");
  expect(answer).toContain('Nothing more is planned');
});

test('`undo` says that a mail went to the customer meanwhile', async () => {
  await begin({ policies: [{ name: 'default', closing_mail: 'closing' }] });
  await order(`close ${await idOf()}`);
  await passAt(stage.now + hour);
  expect(stage.mailsTo(maria)).toHaveLength(1);
  expect(await order(`undo ${await idOf()}`)).toContain(
    'A mail went to the customer meanwhile, on Monday, 2 March, 10:06; that one stays sent.',
  );
  await order(`snooze ${await idOf()} 3d`);
  expect(await order(`undo ${await idOf()}`)).not.toContain('meanwhile');
});

test('a slip in answer to a blind notice leaves the follow-up out, and does not deny it', async () => {
  stage = await setStage({ morning_note: 'off' });
  await stage.pass();
  stage.deliver({ from: anna, to: maria, cc: bot, subject: 'Offer', id: 'offer@e' });
  await passAt(monday + day + 6 * hour);
  const answer = await order('clsoe', (await latest('blind')).id);
  expect(answer).toContain('Did you mean “close”?');
  expect(answer).toContain('follow-up 1 is left out');
  expect(answer).not.toContain('Nothing was changed');
  expect(await order('clsoe', (await latest('command-result')).id)).toContain('Nothing was changed');
});

test('a moment in another year has its year', async () => {
  await begin();
  expect(await order(`snooze ${await idOf()} 3d`)).toContain('until Thursday, 5 March, ');
  expect(await order(`snooze ${await idOf()} 400d`)).toMatch(/until \w+, \d+ \w+ 2027, /);
});

test('an answer in the pass in which a follow-up goes does not doubt that it left', async () => {
  await begin();
  await passAt(monday + 2 * day);
  stage.now = monday + 2 * day + 7 * minute;
  const answer = await order(`status ${await idOf()}`);
  expect(answer).not.toContain('may have left already');
  expect(answer).toContain('Next: follow-up 1 on Wednesday, 4 March, 10:08.');
  expect(stage.mailsTo(maria)).toHaveLength(1);
});
