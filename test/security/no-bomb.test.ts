import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { anna, bot, day, hour, maria, minute } from '../cast.js';
import { type Letter, letter, type Stage, setStage } from '../scenarios/stage.js';
import { noticesToAnna, report } from './post.js';

/** I5 against machines and against people who want to make Thrice write much: at most the policy's mails, then silence. */

vi.setConfig({ testTimeout: 300_000 });

const ask = 'ask@example.com';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.pass();
  stage.now += hour;
});
afterEach(() => stage.stop());

async function annaAsks(to = maria, id = ask, subject = 'Invoice 17'): Promise<void> {
  stage.deliver({ from: to, to: bot, id: `q.${id}`, subject });
  stage.now += minute;
  stage.deliver({ from: `Anna <${anna}>`, to, cc: bot, id, subject, inReplyTo: `q.${id}` });
  await stage.pass();
}

const idOf = (raw: string): string => /^Message-ID:\s*<([^>]+)>/im.exec(raw)?.[1] ?? '';
const subjectOf = (raw: string): string => /^Subject: (.*)$/im.exec(raw)?.[1] ?? '';

/** A machine that answers every mail it gets, at once; `answer` null: not this one. */
function robot(mails: () => string[], answer: (raw: string, n: number) => Letter | null) {
  let seen = 0;
  return () => {
    const all = mails();
    for (const raw of all.slice(seen)) {
      const said = answer(raw, ++seen);
      if (said) stage.deliver(said, [bot]);
    }
  };
}

async function live(days: number, robots: readonly (() => void)[]): Promise<void> {
  const end = stage.now + days * day;
  while (stage.now < end) {
    stage.now += 12 * hour;
    await stage.pass();
    for (const act of robots) act();
  }
  await stage.pass();
}

const mariasMail = () => stage.mailsTo(maria);
const annasNotices = () => noticesToAnna(stage);

describe('machines that answer', () => {
  test('another Thrice: both play their policy to its end, nobody answers anybody', async () => {
    await annaAsks();
    const other = robot(mariasMail, (raw, n) => ({
      from: maria,
      to: bot,
      id: `thrice.${n}@customer.test`,
      inReplyTo: idOf(raw),
      subject: subjectOf(raw),
      text: 'We would like to know whether you still need us. We close this matter on Friday.',
      headers: [
        'Auto-Submitted: auto-generated',
        'X-Auto-Response-Suppress: AutoReply',
        `X-Thrice: v=1; purpose=follow-up; stage=${n}; last=no; closes=no; anchor=a; sig=${'A'.repeat(43)}`,
      ],
    }));
    await live(14, [other]);
    expect(mariasMail()).toHaveLength(3);
    expect(annasNotices()).toEqual([]);
    expect((await stage.conversations())[0]!.derived).toMatchObject({
      status: 'closed',
      outcome: 'no-reply',
    });
  });

  test('an autoresponder without any header: one mail to it, one notice to the agent, then silence', async () => {
    await annaAsks();
    const responder = robot(mariasMail, (raw, n) => ({
      from: maria,
      to: bot,
      id: `auto${n}@customer.test`,
      inReplyTo: idOf(raw),
      subject: `Re: ${subjectOf(raw)}`,
      text: 'We have got your mail and care for it.',
    }));
    await live(10, [responder]);
    expect(mariasMail()).toHaveLength(1);
    expect(annasNotices()).toHaveLength(1);
    expect((await stage.conversations())[0]!.derived.status).toBe('awaiting-agent');
  });

  test('a helpdesk that acknowledges everything under a number of its own, from another address', async () => {
    await annaAsks();
    const desk = robot(mariasMail, (_, n) => ({
      from: 'desk@customer.test',
      to: bot,
      id: `ticket${n}@customer.test`,
      subject: `[Ticket ${n}] Your request has been received`,
      text: `Your request was registered under number ${n}.`,
    }));
    await live(10, [desk]);
    expect(mariasMail().length).toBeLessThanOrEqual(3);
    expect(annasNotices().length).toBeLessThanOrEqual(3);
    expect(stage.mailsTo('desk@customer.test')).toEqual([]);
  });

  test('such a customer and an agent’s own autoresponder: never more than max_per_conversation', async () => {
    await annaAsks();
    const customer = robot(mariasMail, (raw, n) => ({
      from: maria,
      to: bot,
      id: `auto${n}@customer.test`,
      inReplyTo: idOf(raw),
      text: 'We have got your mail.',
    }));
    const agent = robot(annasNotices, (_, n) => ({
      from: `Anna <${anna}>`,
      to: maria,
      cc: bot,
      id: `desk${n}@example.com`,
      inReplyTo: `auto${n}@customer.test`,
      text: 'Your request is being looked at. Could you wait for us?',
    }));
    await live(25, [customer, agent]);
    expect(mariasMail().length).toBeGreaterThan(2);
    expect(mariasMail().length).toBeLessThanOrEqual(6);
    const before = [mariasMail().length, annasNotices().length];
    await live(6, [customer, agent]);
    expect([mariasMail().length, annasNotices().length]).toEqual(before);
  });

  test('a mailing list as customer: its copies of our mails are no answers, and change nothing', async () => {
    const list = 'users@list.test';
    await annaAsks(list);
    const echo = robot(
      () => stage.mailsTo(list),
      (raw, n) => ({
        from: `Example Support via users <${list}>`,
        to: list,
        cc: bot,
        id: n % 2 ? idOf(raw) : `rewritten${n}@list.test`,
        inReplyTo: ask,
        subject: `[users] ${subjectOf(raw)}`,
        text: 'Could you tell us whether you still need us?',
        headers: [
          'List-Id: <users.list.test>',
          'Precedence: list',
          'Auto-Submitted: auto-generated',
          /^X-Thrice: .*(?:\r\n[ \t].*)*/im.exec(raw)?.[0] ?? '',
        ],
      }),
    );
    await live(14, [echo]);
    expect(stage.mailsTo(list)).toHaveLength(3);
    expect(annasNotices()).toEqual([]);
  });
});

describe('people who want Thrice to write much', () => {
  test.each([
    ['answers', (n: number) => ({ text: `Answer ${n}` })],
    ['thanks', () => ({ from: maria, text: 'Thanks, works now!' })],
    ['bounces', () => ({ from: 'mailer-daemon@customer.test', ...report(ask) })],
  ])('a flood of %s into one conversation: five notices, not forty', async (_, more) => {
    // Else thanks are told in the morning note alone.
    stage.config({ morning_note: 'off' });
    await annaAsks();
    stage.now += hour;
    for (let n = 0; n < 40; n++) {
      const mail = { from: 'x@evil.test', to: bot, id: `flood${n}@evil.test`, inReplyTo: ask, ...more(n) };
      stage.sandbox.deliver(letter(mail, stage.now + n * 1000), [bot], stage.now + n * 1000);
    }
    stage.now += hour;
    await live(3, []);
    expect(annasNotices().length).toBeGreaterThan(0);
    expect(annasNotices().length).toBeLessThanOrEqual(5);
    expect(mariasMail()).toEqual([]);
  });

  test('thirty conversations at once: twenty notices an hour, also after data/ is gone', async () => {
    for (let n = 0; n < 30; n++) {
      const who = `c${n}@shop${n}.test`;
      stage.deliver({ from: who, to: bot, id: `q${n}@c.test`, subject: `Matter ${n}` });
      stage.deliver({
        from: `Anna <${anna}>`,
        to: who,
        cc: bot,
        id: `a${n}@example.com`,
        subject: `Matter ${n}`,
        inReplyTo: `q${n}@c.test`,
      });
      stage.now += 1000;
      stage.deliver({
        from: who,
        to: bot,
        id: `r${n}@c.test`,
        subject: `Re: Matter ${n}`,
        inReplyTo: `a${n}@example.com`,
      });
    }
    stage.now += minute;
    for (let i = 0; i < 4; i++) {
      await stage.pass();
      if (i === 1) rmSync(join(stage.folder, 'data'), { recursive: true });
      stage.now += 2 * minute;
    }
    expect(annasNotices()).toHaveLength(20);
    stage.now += hour;
    await stage.pass();
    expect(annasNotices()).toHaveLength(30);
  });

  test('one follow-up a day to an address, whatever the number of conversations and after data/ is gone', async () => {
    for (const n of [1, 2, 3]) await annaAsks(maria, `ask${n}@example.com`, `Matter ${n}`);
    stage.now += 2 * day + hour;
    await stage.pass();
    expect(mariasMail()).toHaveLength(1);
    rmSync(join(stage.folder, 'data'), { recursive: true });
    stage.now += hour;
    await stage.pass();
    stage.config({ limits: { surprise: 'off' } });
    await stage.pass();
    expect(mariasMail()).toHaveLength(1);
  });
});
