import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/core/message/message.js';
import { agenda } from '../../src/core/replay/agenda.js';
import { pastOf } from '../../src/core/replay/past.js';
import type { Replay } from '../../src/core/replay/played.js';
import { replay } from '../../src/core/replay/replay.js';
import type { TextFact } from '../../src/core/replay/stage.js';
import { tallies } from '../../src/core/replay/tally.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, day, hour, maria, minute, monday, tom } from '../cast.js';
import { costsAtMost } from '../cost.js';
import { mail, ownMail, settings } from './history.js';

const ask = 'ask@example.com';
const question = mail({ from: maria, id: 'q@c.test', at: monday });
const answer = mail({
  from: anna,
  to: [maria],
  cc: ['support@example.com'],
  id: ask,
  at: monday + hour,
  refs: ['q@c.test'],
});
/** Wednesday, 11:00: two days after the answer. */
const firstAt = monday + 2 * day + hour;
const config = settings({ blindNotice: null });

interface Played {
  readonly result: Replay;
  readonly texts: readonly string[];
}

function play(
  messages: readonly Message[],
  change: Partial<Settings> = {},
  text: TextFact = null,
  days = 60,
): Played {
  const texts: string[] = [];
  const all = { ...config, ...change };
  const playing = replay({
    past: pastOf(messages),
    settings: all,
    from: monday - day,
    to: monday + days * day,
  });
  let turn = playing.next(null);
  while (!turn.done) {
    if (turn.value.ask === 'text') texts.push(turn.value.message.id);
    turn = playing.next(turn.value.ask === 'text' ? text : null);
  }
  return { result: turn.value, texts };
}

const doubts = (messages: readonly Message[], stage = 1): string[] =>
  play(messages)
    .result.followUps.filter((one) => one.stage === stage && one.anchor === ask)
    .flatMap((one) => one.doubts.map(({ reason, mail: shown }) => `${reason} ${shown}`));

describe('the play', () => {
  test('tells the team what its clock and the stages inside would have told it; only stages to customers are follow-ups', () => {
    const late = mail({ from: maria, id: 'late@c.test', at: monday + 20 * day, refs: [ask] });
    const [policy] = config.policies;
    const followUps = policy!.followUps.map((one, i) => (i === 2 ? { ...one, to: 'agent' as const } : one));
    const team = [{ after: { amount: 4, unit: 'h' as const }, to: 'agent' as const }];
    const holdingReply = { after: { amount: 1, unit: 'h' as const }, template: 'holding-reply' };
    const policies = [{ ...policy!, followUps, team, holdingReply, closingMail: 'closing' }];
    const { result } = play([question, answer, late], { policies });
    expect(result.followUps.map(({ stage }) => stage)).toEqual([1, 2]);
    expect(result.turns.map(({ turn }) => turn)).toEqual(['closed', 'reopened']);
    expect(result.notices.map(({ purpose, stage, to }) => [purpose, stage, to[0]?.address])).toEqual([
      ['inside', 3, anna],
      ['reopened', 0, anna],
      ['reminder', 1, anna],
    ]);
  });

  test('sends each stage at its time, closes with the last, and reopens when the customer writes', () => {
    const late = mail({ from: maria, id: 'late@c.test', at: monday + 20 * day, refs: [ask] });
    const { followUps, turns, mails, conversations } = play([question, answer, late]).result;
    expect(
      followUps.map(({ at, stage, last, policy }) => [(at - firstAt) / day, stage, last, policy]),
    ).toEqual([
      [0, 1, false, 'default'],
      [2, 2, false, 'default'],
      // Friday and Saturday, then Monday at nine.
      [5 - 2 / 24, 3, true, 'default'],
    ]);
    expect(turns).toMatchObject([
      { turn: 'closed', outcome: 'no-reply', at: followUps[2]!.at },
      { turn: 'reopened', by: maria, at: late.at },
    ]);
    expect({ mails, conversations }).toEqual({ mails: 3, conversations: 1 });
  });

  test('a mail that comes at the moment of a step stops it', () => {
    const reply = (at: number) => mail({ from: maria, id: 'r@c.test', at, refs: [ask] });
    expect(play([question, answer, reply(firstAt)]).result.followUps).toEqual([]);
    expect(play([question, answer, reply(firstAt + 1000)]).result.followUps).toHaveLength(1);
  });

  test('whatever the present mode, brake and start are', () => {
    const change = { mode: 'observe', startFrom: monday + 90 * day } as const;
    const limits = { ...config.limits, surprise: 0 };
    expect(play([question, answer], { ...change, limits }).result.followUps).toHaveLength(3);
  });

  test("agents' mails from before the days start nothing", () => {
    const old = [question, answer].map((message) => ({ ...message, at: message.at - 10 * day }));
    expect(play(old).result).toMatchObject({ followUps: [], mails: 0, conversations: 0 });
  });

  test('caps count what the play sent, and let go when their time is over', () => {
    const other = 'other@example.com';
    const second = mail({
      from: anna,
      to: [maria],
      cc: ['support@example.com'],
      id: other,
      at: monday + 2 * hour,
    });
    const { followUps } = play([question, answer, { ...second, subject: 'Order 4' }]).result;
    const first = followUps.filter(({ stage }) => stage === 1);
    expect(first.map(({ anchor, at }) => [anchor, at])).toEqual([
      [ask, firstAt],
      [other, firstAt + day],
    ]);
  });

  test('an address that bounced gets nothing in any other conversation', () => {
    const recipients = [
      { address: maria, status: '5.1.1', action: 'failed', permanent: true, reason: 'no such user' },
    ];
    const bounce = mail({
      from: 'mailer-daemon@mx.test',
      id: 'b@mx.test',
      at: monday + 90 * minute,
      refs: [ask],
    });
    const report = { ...bounce, kind: 'bounce', bounce: { originalMessageId: ask, recipients } } as const;
    const second = mail({
      from: anna,
      to: [maria, tom],
      cc: ['support@example.com'],
      id: 'o@example.com',
      at: monday,
    });
    const { followUps, turns } = play([question, answer, { ...second, subject: 'Order 4' }, report]).result;
    expect(turns).toMatchObject([{ outcome: 'undeliverable' }, { outcome: 'no-reply' }]);
    expect(new Set(followUps.map(({ to }) => to.map(({ address }) => address).join()))).toEqual(
      new Set([tom]),
    );
  });

  test('texts are asked for once, and only where they decide', () => {
    const bare = (message: Message): Message => {
      const { newText: _, ...rest } = message;
      return rest;
    };
    const said = play([question, bare(answer)], {}, { newText: 'Glad it works!' });
    expect(said.texts).toEqual([ask]);
    expect(said.result.followUps).toEqual([]);
    expect(play([question, bare(answer)]).result.followUps).toHaveLength(3);
  });

  test('what Thrice really sent is left out, and an answer to it answers the agent', () => {
    const sent = ownMail('thrice.1@example.com', firstAt, { anchor: ask });
    const reply = mail({ from: maria, id: 'r@c.test', at: firstAt + hour, refs: ['thrice.1@example.com'] });
    const past = pastOf([sent, reply, answer, question]);
    expect(past.leftOut).toBe(1);
    expect(past.messages.at(-1)?.inReplyTo).toEqual([ask]);
    // Asked for, so not by himself.
    expect(doubts([question, answer, sent, reply])).toEqual([]);
    expect(play([question, answer, sent, reply]).result).toMatchObject({ conversations: 1 });
  });

  test('the same mails in any order give the same play', () => {
    const mails = [
      question,
      answer,
      mail({ from: maria, id: 'r@c.test', at: firstAt + hour, refs: [ask] }),
      mail({ from: anna, to: [maria], id: 'a2@example.com', at: firstAt + 5 * hour, refs: ['r@c.test'] }),
      mail({ from: tom, id: 't@c.test', at: monday + 3 * hour }),
      mail({
        from: anna,
        to: [tom],
        cc: ['support@example.com'],
        id: 'a3@example.com',
        at: monday + 5 * hour,
        refs: ['t@c.test'],
      }),
    ];
    const told = play(mails).result;
    expect(told.followUps.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(fc.shuffledSubarray(mails, { minLength: mails.length }), (shuffled) => {
        expect(play(shuffled).result).toEqual(told);
      }),
      { numRuns: 20 },
    );
  });

  test('thousands of mails of one thread in which the team never wrote cost next to nothing', async () => {
    const alerts = Array.from({ length: 5000 }, (_, i) =>
      mail({
        from: 'alerts@monitor.test',
        id: `alert${i}@monitor.test`,
        at: monday + i * minute,
        refs: ['root@monitor.test'],
      }),
    );
    await costsAtMost(3000, () =>
      expect(play(alerts).result).toMatchObject({ mails: 5000, conversations: 1, followUps: [] }),
    );
  });
});

describe('what would have been wrong', () => {
  test.each([
    ['an hour after it', hour, ['answered-anyway r@c.test']],
    ['a day after it', day, ['answered-anyway r@c.test']],
    ['later', day + 1000, []],
  ] as const)('the customer answers %s', (_, after, expected) => {
    const reply = mail({ from: maria, id: 'r@c.test', at: firstAt + after, refs: [ask] });
    expect(doubts([question, answer, reply])).toEqual(expected);
  });

  test('an automatic reply is no answer', () => {
    const away = mail({
      from: maria,
      id: 'r@c.test',
      at: firstAt + hour,
      refs: [ask],
      more: { kind: 'auto-reply' },
    });
    expect(doubts([question, answer, away])).toEqual([]);
  });

  const elsewhere = (at: number): Message => ({
    ...mail({ from: maria, id: 'other@c.test', at }),
    subject: 'Order 4',
  });

  test('the team owes the customer an answer in another conversation, and no longer when it was given', () => {
    const asked = elsewhere(monday + 10 * minute);
    const given = mail({
      from: anna,
      to: [maria],
      id: 'g@example.com',
      at: monday + day,
      refs: ['other@c.test'],
    });
    expect(doubts([question, answer, asked])).toEqual(['team-owed other@c.test']);
    expect(doubts([question, answer, asked, given])).toEqual([]);
    expect(doubts([question, answer, elsewhere(monday - 40 * day)])).toEqual([]);
  });

  test('the customer wrote in another conversation after the agent', () => {
    expect(doubts([question, answer, elsewhere(monday + day)])).toEqual([
      'team-owed other@c.test',
      'answered-elsewhere other@c.test',
    ]);
  });

  test.each([
    ['an unseen mail', ['lost@c.test', ask], ['answered-elsewhere n@example.com']],
    ['seen mails alone', ['q@c.test', ask], []],
  ])('the next mail of the conversation cites %s', (_, refs, expected) => {
    const next = mail({ from: anna, to: [maria], id: 'n@example.com', at: firstAt + 2 * day - hour, refs });
    expect(doubts([question, answer, next])).toEqual(expected);
  });

  test('an id that the conversation named before proves nothing', () => {
    const refs = ['lost@c.test', 'q@c.test'];
    const first = mail({
      from: anna,
      to: [maria],
      cc: ['support@example.com'],
      id: ask,
      at: monday + hour,
      refs,
    });
    const next = mail({
      from: anna,
      to: [maria],
      id: 'n@example.com',
      at: firstAt + day,
      refs: [...refs, ask],
    });
    expect(doubts([question, first, next])).toEqual([]);
  });

  test('an agent passes on what the customer wrote to him alone', () => {
    const forward = mail({ from: anna, id: 'f@example.com', at: firstAt + 2 * hour, refs: [ask] });
    const forwarded = { from: { name: '', address: maria }, subject: 'Re: Invoice 17' };
    expect(doubts([question, answer, { ...forward, forwarded }])).toEqual([
      'answered-elsewhere f@example.com',
    ]);
  });

  test('is counted per policy and stage, a follow-up once however much speaks against it', () => {
    const { followUps } = play([question, answer, elsewhere(monday + day)]).result;
    expect(tallies(followUps)).toMatchObject([
      {
        policy: 'default',
        stage: 1,
        followUps: 1,
        wrong: 1,
        reasons: { 'team-owed': 1, 'answered-elsewhere': 1 },
      },
      { stage: 2, wrong: 1 },
      { stage: 3, wrong: 1 },
    ]);
  });
});

test('the agenda gives what is due in the order of time, each by its latest moment', () => {
  const sets = fc.array(fc.tuple(fc.nat(5), fc.option(fc.nat(30))), { maxLength: 40 });
  fc.assert(
    fc.property(sets, fc.nat(30), (list, until) => {
      const due = agenda();
      const model = new Map<number, number>();
      for (const [what, at] of list) {
        due.set(what, at);
        if (at === null) model.delete(what);
        else model.set(what, at);
      }
      expect(due.next()).toBe(model.size === 0 ? null : Math.min(...model.values()));
      const expected = [...model].filter(([, at]) => at <= until).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      expect(due.take(until)).toEqual(expected.map(([what]) => what));
      expect(due.take(until)).toEqual([]);
    }),
  );
});
