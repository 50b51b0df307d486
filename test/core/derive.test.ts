import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import type { Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, ben, bot, day, hour, maria, minute, monday, tom } from '../cast.js';
import { claimNote, noSuchUser, resultNote } from './attempt.js';
import { mail, note, ownMail, play, settings, threeStages } from './history.js';
import { annaAsks, ask, finalNotice, one, opening, question, unasked } from './opening.js';

describe('what starts a silence (R4, R7)', () => {
  const starts: [string, Message[], Partial<Settings>?][] = [
    ['the bot in Cc', opening],
    ['the bot in To', [question, annaAsks({ to: [maria, bot], cc: [] })]],
    ['the bot in Bcc: a mail that lies here unasked', [question, annaAsks({ cc: [] })]],
    ['a plus address of the bot', [question, annaAsks({ cc: ['support+x@example.com'] })]],
    [
      'watch all: a mail from Sent',
      [mail({ from: bot, to: [maria], id: 'ask@e', at: monday, folder: 'sent' })],
      { watch: 'all' },
    ],
    [
      'an alias of the bot',
      [question, mail({ from: anna, to: [maria], cc: ['help@example.com'], id: 'ask@e', at: monday })].slice(
        1,
      ),
      { ownAddresses: [bot, 'help@example.com'] },
    ],
    [
      'a Sent copy that somebody archived',
      [
        mail({
          from: bot,
          to: [maria],
          id: 'ask@e',
          at: monday,
          folder: 'ordinary',
          verified: false,
          more: { stored: true },
        }),
      ],
      { watch: 'all' },
    ],
  ];
  test.each(starts)('%s', (_name, facts, change = {}) => {
    expect(one(facts, monday + hour, change)).toMatchObject({
      status: 'awaiting-customer',
      silence: { anchor: 'ask@e' },
      next: { stage: 1 },
    });
  });

  const nothing: [string, Message[], Partial<Settings>?][] = [
    ['an agent who is not verified', [question, annaAsks({ verified: false })]],
    ['a goodbye', [question, annaAsks({ more: { newText: 'Glad it works now!' } })]],
    ['no customer among the recipients', [question, annaAsks({ to: [ben] })]],
    ['a list mail', [question, annaAsks({ more: { list: true } })]],
    [
      'an auto-reply of an agent',
      [question, annaAsks({ more: { kind: 'auto-reply', reason: 'auto-submitted' } })],
    ],
    ['a mail before start_from', [question, ask], { startFrom: monday + 1 }],
    ['a mail in Trash', [question, annaAsks({ folder: 'trash' })]],
    [
      'watch addressed: a mail from Sent',
      [mail({ from: bot, to: [maria], id: 'ask@e', at: monday, folder: 'sent' })],
    ],
    ['an announcement', [annaAsks({ to: [1, 2, 3, 4, 5, 6].map((n) => `c${n}@customer.test`), refs: [] })]],
  ];
  test.each(nothing)('not: %s', (_name, facts, change = {}) => {
    for (const derived of play({ facts, now: monday + hour, settings: settings(change) })) {
      expect(derived.silence).toBeUndefined();
      expect(derived.next).toBeUndefined();
    }
  });
});

describe('the stages', () => {
  test('two days later in working time, counted from the stage before, the last one closes', () => {
    const friday = annaAsks({ at: monday + 4 * day });
    // Friday 10:00 + 2 days is Sunday: Monday 9:00.
    expect(one([question, friday], monday + 4 * day).next).toMatchObject({
      at: monday + 7 * day - hour,
      stage: 1,
      closes: false,
    });
    const first = ownMail('f1@e', monday + 2 * day, { anchor: 'ask@e', stage: 1 });
    expect(one([...opening, first], monday + 2 * day).next).toMatchObject({ stage: 2, at: monday + 4 * day });
    const second = ownMail('f2@e', monday + 4 * day, { anchor: 'ask@e', stage: 2 });
    const third = one([...opening, first, second], monday + 5 * day);
    expect(third).toMatchObject({ stagesSent: 2, next: { stage: 3, of: 3, closes: true, last: true } });
    const final = ownMail('f3@e', monday + 8 * day, { anchor: 'ask@e', stage: 3, last: true, closes: true });
    expect(one([...opening, first, second, final], monday + 9 * day)).toMatchObject({
      status: 'closed',
      outcome: 'no-reply',
      stagesSent: 3,
    });
  });

  test("an agent's own nudge moves the clock and buys no extra stage", () => {
    const first = ownMail('f1@e', monday + 2 * day, { anchor: 'ask@e', stage: 1 });
    const nudge = mail({
      from: anna,
      to: [maria],
      id: 'nudge@e',
      at: monday + 3 * day,
      refs: ['question@c', 'ask@e'],
    });
    expect(one([...opening, first, nudge], monday + 3 * day)).toMatchObject({
      silence: { anchor: 'nudge@e' },
      next: { stage: 2, anchor: 'nudge@e', at: monday + 7 * day - hour },
    });
  });

  test('a new stage in the policy does not reopen what the final notice closed (R10)', () => {
    const longer = { ...threeStages, followUps: [...threeStages.followUps, threeStages.followUps[0]!] };
    expect(one([...opening, finalNotice], monday + 9 * day, { policies: [longer] })).toMatchObject({
      status: 'closed',
    });
    const open = ownMail('f3@e', monday + 6 * day, { anchor: 'ask@e', stage: 3, last: true });
    expect(
      one([...opening, open], monday + 9 * day, { policies: [{ ...longer, close: false }] }).next,
    ).toBeUndefined();
  });

  test('leaving observe mode starts open clocks anew (R10)', () => {
    const left = note({ type: 'mode', from: 'observe', to: 'send' }, monday + 7 * day);
    expect(one(opening, monday + 7 * day, {}, [left]).next).toMatchObject({ at: monday + 9 * day });
  });

  test('max_per_conversation bounds the whole', () => {
    const first = ownMail('f1@e', monday + 2 * day, { anchor: 'ask@e', stage: 1 });
    const answer = mail({ from: maria, id: 'a@c', at: monday + 3 * day, refs: ['f1@e'] });
    const again = mail({ from: anna, to: [maria], id: 'ask2@e', at: monday + 3 * day + hour, refs: ['a@c'] });
    const capped = { policies: [{ ...threeStages, maxPerConversation: 1 }] };
    expect(one([...opening, first, answer, again], monday + 4 * day).next).toMatchObject({
      stage: 1,
      anchor: 'ask2@e',
    });
    expect(one([...opening, first, answer, again], monday + 4 * day, capped).next).toBeUndefined();
  });
});

describe('what ends a silence, and who owes (R2, R11, I6)', () => {
  const answers: [string, Message][] = [
    ['a reply', mail({ from: maria, id: 'a@c', at: monday + hour, refs: ['ask@e'] })],
    ['a reply in Junk', mail({ from: maria, id: 'a@c', at: monday + hour, refs: ['ask@e'], folder: 'junk' })],
    ['a third person of the other side', mail({ from: tom, id: 'a@c', at: monday + hour, refs: ['ask@e'] })],
    [
      'a reply without ids, by subject and customer',
      mail({ from: maria, id: 'a@c', at: monday + hour, more: { subject: 'AW: Invoice 17' } }),
    ],
    [
      'a reply that seems older than the stored Sent copy',
      mail({ from: maria, id: 'a@c', at: monday - minute, refs: ['ask@e'] }),
    ],
  ];
  test.each(answers)('%s', (_name, answer) => {
    const derived = one([...opening, answer], monday + 9 * day);
    expect(derived).toMatchObject({ status: 'awaiting-agent' });
    expect(derived.next).toBeUndefined();
  });

  const noAnswers: [string, Message][] = [
    [
      'an auto-reply',
      mail({ from: maria, id: 'a@c', at: monday + hour, refs: ['ask@e'], more: { kind: 'auto-reply' } }),
    ],
    [
      'a read receipt',
      mail({ from: maria, id: 'a@c', at: monday + hour, refs: ['ask@e'], more: { kind: 'read-receipt' } }),
    ],
    [
      'an agent inside the team',
      mail({ from: ben, to: [anna], id: 'a@c', at: monday + hour, refs: ['ask@e'] }),
    ],
  ];
  test.each(noAnswers)('not: %s', (_name, answer) => {
    expect(one([...opening, answer], monday + day).next).toMatchObject({ stage: 1 });
  });

  test("an agent mail that crossed the customer's does not discharge; ten minutes later it does", () => {
    const again = mail({ from: maria, id: 'more@c', at: monday + hour, refs: ['ask@e'] });
    const crossing = (after: number) =>
      mail({ from: anna, to: [maria], cc: [bot], id: 'cross@e', at: monday + hour + after, refs: ['ask@e'] });
    expect(one([...opening, again, crossing(5 * minute)], monday + day)).toMatchObject({
      status: 'awaiting-agent',
    });
    expect(one([...opening, again, crossing(5 * minute)], monday + day).next).toBeUndefined();
    expect(one([...opening, again, crossing(10 * minute)], monday + day)).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1 },
    });
  });

  test('a late reply reopens, and the agent is told when it did not reach him', () => {
    const late = mail({ from: maria, id: 'late@c', at: monday + 15 * day, refs: ['f3@e'] });
    const derived = one([...opening, finalNotice, late], monday + 15 * day);
    expect(derived).toMatchObject({
      status: 'awaiting-agent',
      notices: [{ purpose: 'reopened', anchor: 'late@c', to: [{ address: anna }] }],
    });
    expect(derived.outcome).toBeUndefined();
    const told = ownMail(
      'n1@e',
      monday + 15 * day + minute,
      { anchor: 'late@c', stage: 0, purpose: 'reopened' },
      anna,
    );
    expect(one([...opening, finalNotice, late, told], monday + 16 * day).notices).toEqual([]);
    const direct = mail({
      from: maria,
      to: [anna],
      cc: [bot],
      id: 'late@c',
      at: monday + 15 * day,
      refs: ['f3@e'],
    });
    expect(one([...opening, finalNotice, direct], monday + 15 * day).notices).toEqual([]);
  });

  test('after a close only a new word to the bot or the customer begins anew', () => {
    const afterwards = (cc: string[]) =>
      mail({ from: bot, to: [maria], cc, id: 'ps@e', at: monday + 7 * day, refs: ['ask@e'], folder: 'sent' });
    expect(one([...opening, finalNotice, afterwards([])], monday + 8 * day)).toMatchObject({
      status: 'closed',
    });
    expect(one([...opening, finalNotice, afterwards([bot])], monday + 8 * day)).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1 },
    });
  });
});

describe('goodbyes', () => {
  test('I6: a goodbye closes nothing that crossed it', () => {
    const works = mail({ from: maria, id: 'c1@c', at: monday + hour, refs: ['ask@e'] });
    const fails = mail({ from: maria, id: 'c2@c', at: monday + 2 * hour, refs: ['ask@e'] });
    const bye = mail({
      from: anna,
      to: [maria],
      cc: [bot],
      id: 'bye@e',
      at: monday + 2 * hour + minute,
      refs: ['c1@c'],
      more: { newText: 'Glad it works now!' },
    });
    expect(one([...opening, works, fails, bye], monday + day)).toMatchObject({ status: 'awaiting-agent' });
    expect(one([...opening, works, bye], monday + day)).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
    });
  });
});

describe('blind silences (R5)', () => {
  const blind = [unasked];
  test('the agent is told four working hours before, and the step waits for four more after the notice', () => {
    expect(one(blind).next).toMatchObject({
      action: 'notice',
      purpose: 'blind',
      stage: 1,
      at: monday + 2 * day - 20 * hour,
    });
  });
  test('told late, the step waits', () => {
    const told = ownMail('n@e', monday + 2 * day, { anchor: 'ask@e', stage: 1, purpose: 'blind' }, anna);
    expect(one([...blind, told], monday + 2 * day).next).toMatchObject({
      action: 'follow-up',
      at: monday + 2 * day + 4 * hour,
    });
  });
  test.each([
    ['in working time', monday + 2 * day, monday + 2 * day + 4 * hour, monday + 7 * day - hour],
    ['at night', monday + 2 * day + 12 * hour, monday + 3 * day + 3 * hour, monday + 9 * day - hour],
  ])(
    'a notice that goes late, %s, announces when the step can really go, and the close after it',
    (_when, now, goes, closesAt) => {
      const { next } = one(blind, now);
      const sentAt = goes - 4 * hour;
      const told = ownMail('n@e', sentAt, { anchor: 'ask@e', stage: 1, purpose: 'blind' }, anna);
      const step = one([...blind, told], sentAt).next;
      expect(step).toMatchObject({ action: 'follow-up', at: goes, closesAt });
      expect(next).toMatchObject({ action: 'notice', coming: step });
    },
  );
  test('an early one announces the step as it is planned', () => {
    expect(one(blind).next).toMatchObject({ coming: { at: monday + 2 * day } });
  });
  const words: [string, object][] = [
    ['skip', { status: 'awaiting-customer', next: { stage: 2 } }],
    ['He called me, all is fine', { status: 'awaiting-customer', next: { stage: 2 } }],
    ['close', { status: 'closed', outcome: 'resolved' }],
    ['wait', { status: 'awaiting-customer', next: { stage: 1 } }],
    ['never', { status: 'awaiting-customer' }],
  ];
  test.each(words)('the answer "%s"', (text, expected) => {
    const told = ownMail(
      'n@e',
      monday + 2 * day - 5 * hour,
      { anchor: 'ask@e', stage: 1, purpose: 'blind' },
      anna,
    );
    const answer = mail({
      from: anna,
      to: [bot],
      id: 'r@e',
      at: monday + 2 * day - 4 * hour,
      refs: ['ask@e', 'n@e'],
      more: { newText: text },
    });
    const derived = one([...blind, told, answer], monday + 2 * day - hour);
    expect(derived).toMatchObject(expected);
    if (text === 'never') expect(derived.next).toBeUndefined();
  });
  test('without the notice the silence is blind all the same, and the step comes by itself', () => {
    const derived = one(blind, monday + hour, { blindNotice: null });
    expect(derived).toMatchObject({ silence: { blind: true }, next: { action: 'follow-up', stage: 1 } });
  });
  test('not blind: the agent wrote as the shared mailbox', () => {
    const own = mail({ from: bot, to: [maria], id: 'ask@e', at: monday, folder: 'sent' });
    expect(one([own], monday + hour, { watch: 'all' }).next).toMatchObject({ action: 'follow-up' });
  });
});

describe('commands as notes', () => {
  const command = (
    action: 'close' | 'reopen' | 'wait' | 'never' | 'snooze' | 'skip',
    at: number,
    more = {},
    signed = true,
  ) => note({ type: 'command', anchor: 'ask@e', action, by: 'anna', ...more }, at, signed);
  test('close, then reopen takes the silence up again with its clock anew', () => {
    const closed = command('close', monday + hour);
    expect(one([...opening, closed])).toMatchObject({ status: 'closed', outcome: 'resolved' });
    const reopened = command('reopen', monday + day);
    expect(one([...opening, closed, reopened], monday + day)).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1, at: monday + 3 * day },
    });
    expect(one([...opening, closed, command('reopen', monday + day, {}, false)], monday + day)).toMatchObject(
      { status: 'closed' },
    );
  });
  test("wait after an answer: it is the customer's turn", () => {
    const answer = mail({ from: maria, id: 'a@c', at: monday + hour, refs: ['ask@e'] });
    expect(one([...opening, answer, command('wait', monday + day)], monday + day)).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1, at: monday + 3 * day },
    });
  });
  test('snooze holds the next step until then; a customer mail ends it', () => {
    const until = monday + 10 * day;
    const snoozed = one([...opening, command('snooze', monday + hour, { until })], monday + day);
    expect(snoozed).toMatchObject({ status: 'snoozed', next: { at: until } });
    const answer = mail({ from: maria, id: 'a@c', at: monday + 2 * hour, refs: ['ask@e'] });
    expect(
      one([...opening, command('snooze', monday + hour, { until }), answer], monday + day),
    ).toMatchObject({ status: 'awaiting-agent' });
  });
  test('skip uses the stage up at the moment it would have gone', () => {
    expect(one([...opening, command('skip', monday + hour, { stage: 1 })], monday + day).next).toMatchObject({
      stage: 2,
      at: monday + 4 * day,
    });
    const twice = [
      command('skip', monday + hour, { stage: 1 }),
      command('skip', monday + 2 * hour, { stage: 1 }),
    ];
    expect(one([...opening, ...twice], monday + day).next).toMatchObject({ stage: 2 });
  });
  test('never holds until wait or reopen lifts it', () => {
    expect(one([...opening, command('never', monday + hour)], monday + day).next).toBeUndefined();
    expect(
      one([...opening, command('never', monday + hour), command('wait', monday + day)], monday + day).next,
    ).toMatchObject({ stage: 1 });
  });
});

describe('claims and their evidence (R9)', () => {
  const claim = claimNote('thrice.x@e', monday + 2 * day);
  const result = (what: 'sent' | 'not-sent' | 'failed', signed = true, more = {}) =>
    resultNote('thrice.x@e', monday + 2 * day, what, more, signed);
  test('a claim alone is under way, then uncertain, and blocks', () => {
    expect(one([...opening, claim], monday + 2 * day + minute).next).toMatchObject({
      stage: 1,
      heldBy: 'claimed',
    });
    expect(one([...opening, claim], monday + 3 * day)).toMatchObject({
      next: { heldBy: 'uncertain' },
      uncertain: ['thrice.x@e'],
    });
  });
  test('a claim of a clock that was a year ahead is uncertain too', () => {
    const ahead = claimNote('thrice.x@e', monday + 365 * day);
    expect(one([...opening, ahead], monday + 3 * day)).toMatchObject({
      ...{ next: { heldBy: 'uncertain' }, uncertain: ['thrice.x@e'] },
    });
  });
  test('what settles it', () => {
    expect(one([...opening, claim, result('sent')], monday + 3 * day).next).toMatchObject({ stage: 2 });
    expect(one([...opening, claim, result('not-sent')], monday + 3 * day).next).toMatchObject({ stage: 1 });
    expect(one([...opening, claim, result('not-sent')], monday + 3 * day).next).not.toHaveProperty('heldBy');
    expect(one([...opening, claim, result('not-sent', false)], monday + 3 * day).next).toMatchObject({
      heldBy: 'uncertain',
    });
    const seen = ownMail('thrice.x@e', monday + 2 * day, { anchor: 'ask@e', stage: 1 });
    expect(one([...opening, claim, seen], monday + 3 * day).next).toMatchObject({ stage: 2 });
    expect(
      one(
        [
          ...opening,
          claim,
          result('failed', true, {
            refused: [noSuchUser(maria)],
          }),
        ],
        monday + 3 * day,
      ),
    ).toMatchObject({ status: 'closed', outcome: 'undeliverable' });
  });
});

describe('drafts that wait for a person', () => {
  const drafted = [
    claimNote('thrice.d@e', monday + 2 * day),
    resultNote('thrice.d@e', monday + 2 * day + 1, 'drafted'),
  ];
  const sentAt = monday + 2 * day + hour;
  const inSent = (more: Partial<Message>): Message =>
    mail({ from: bot, to: [maria], id: 'client@e', at: sentAt, refs: ['ask@e'], folder: 'sent', more });
  const unsigned = {
    signed: false,
    purpose: 'follow-up' as const,
    anchor: 'ask@e',
    stage: 1,
    last: false,
    closes: false,
  };

  test('hold the stages behind them', () => {
    expect(one([...opening, ...drafted], sentAt)).toMatchObject({
      draft: 'thrice.d@e',
      next: { stage: 1, heldBy: 'draft-waiting' },
    });
  });
  test.each([
    ['as a person’s mail', inSent({})],
    ['with our mark under another id', inSent({ own: unsigned, kind: 'own' })],
    ['as an automatic mail', inSent({ kind: 'auto-reply', reason: 'auto-submitted' })],
  ])('are used up by a mail in Sent: %s', (_name, sent) => {
    const derived = one([...opening, ...drafted, sent], sentAt + hour);
    expect(derived.draft).toBeUndefined();
    expect(derived.next).toMatchObject({ stage: 2, at: monday + 4 * day + hour });
    expect(derived.next).not.toHaveProperty('heldBy');
    // It counts for the cap.
    const policies = [{ ...threeStages, maxPerConversation: 1 }];
    expect(one([...opening, ...drafted, sent], sentAt + hour, { policies }).next).toBeUndefined();
  });
  test.each([
    [
      'our mark on a mail outside Sent',
      mail({
        from: bot,
        to: [maria],
        id: 'x@e',
        at: sentAt,
        refs: ['ask@e'],
        more: { own: unsigned, kind: 'own' },
      }),
    ],
    [
      'a mail to the team',
      mail({
        from: bot,
        to: [ben],
        id: 'x@e',
        at: sentAt,
        refs: ['ask@e'],
        folder: 'sent',
        more: { own: unsigned, kind: 'own' },
      }),
    ],
  ])('are not by %s', (_name, other) => {
    expect(one([...opening, ...drafted, other], sentAt + hour)).toMatchObject({ draft: 'thrice.d@e' });
  });
  describe('and that a person throws away', () => {
    const inTrash = (at: number, stage = 1): Message => {
      const last = stage === 3;
      const own = ownMail('thrice.d@e', at, { anchor: 'ask@e', stage, last, closes: last });
      return { ...own, stored: true, copies: own.copies.map((copy) => ({ ...copy, role: 'trash' })) };
    };
    const thrown = [...opening, ...drafted, inTrash(monday + 2 * day)];
    test('use their stage up, were not sent, and count for the cap', () => {
      const derived = one(thrown, sentAt);
      expect(derived).toMatchObject({ stagesSent: 0, next: { stage: 2, at: monday + 4 * day } });
      expect(derived.next).not.toHaveProperty('heldBy');
      const policies = [{ ...threeStages, maxPerConversation: 1 }];
      expect(one(thrown, sentAt, { policies }).next).toBeUndefined();
    });
    test('close nothing, where it was the last one', () => {
      const final = { stage: 3, last: true, closes: true };
      const facts = [...opening, claimNote('thrice.d@e', monday + 2 * day, final), drafted[1]!];
      const derived = one([...facts, inTrash(monday + 2 * day, 3)], sentAt);
      expect(derived).toMatchObject({ status: 'awaiting-customer', stagesSent: 0 });
      expect(derived.next).toBeUndefined();
      const sent = ownMail('thrice.d@e', sentAt, { anchor: 'ask@e', ...final });
      expect(one([...facts, inTrash(monday + 2 * day, 3), sent], sentAt)).toMatchObject({ status: 'closed' });
    });
    test('were sent, where it is the copy in Sent that was thrown away', () => {
      expect(one([...opening, ...drafted, inTrash(sentAt + hour)], sentAt + day).stagesSent).toBe(1);
    });
  });
  test('are gone with a close: the stage is drafted anew after the reopening', () => {
    const command = (action: 'close' | 'reopen', at: number): Note =>
      note({ type: 'command', anchor: 'ask@e', action, by: anna }, at);
    const facts = [...opening, ...drafted, command('close', sentAt), command('reopen', sentAt + hour)];
    const derived = one(facts, sentAt + 2 * hour);
    expect(derived).toMatchObject({ status: 'awaiting-customer', next: { stage: 1 } });
    expect(derived.next).not.toHaveProperty('heldBy');
    expect(derived.draft).toBeUndefined();
  });
});

test('each address that the server refuses is told to the agent, also at a later stage of one anchor', () => {
  const toBoth = annaAsks({ to: [maria, tom] });
  const refused = (stage: number, address: string, at: number): Note[] => {
    const id = `thrice.r${stage}@e`;
    return [
      claimNote(id, at, { stage, to: [maria, tom] }),
      resultNote(id, at + 1, 'sent', { refused: [noSuchUser(address)] }),
    ];
  };
  const first = refused(1, maria, monday + 2 * day);
  const history = [question, toBoth, ...first];
  const [notice] = one(history, monday + 2 * day + hour).notices;
  expect(notice).toMatchObject({ purpose: 'undeliverable', failed: { address: maria } });
  const told = ownMail(
    'n1@e',
    monday + 2 * day + hour,
    { anchor: 'ask@e', purpose: 'undeliverable', stage: notice!.stage },
    anna,
  );
  expect(one([...history, told], monday + 3 * day).notices).toEqual([]);
  const later = one([...history, told, ...refused(2, tom, monday + 4 * day)], monday + 4 * day + hour);
  expect(later.notices).toMatchObject([{ purpose: 'undeliverable', failed: { address: tom } }]);
});

describe('bounces and suppressions (R12)', () => {
  const bounce = (permanent: boolean, original = 'ask@e') =>
    mail({
      from: 'mailer-daemon@customer.test',
      id: 'b@c',
      at: monday + hour,
      more: {
        kind: 'bounce',
        inReplyTo: [original],
        bounce: {
          recipients: [
            {
              address: maria,
              status: permanent ? '5.1.1' : '4.2.2',
              action: 'failed',
              permanent,
              reason: 'no such user',
            },
          ],
          originalMessageId: original,
        },
      },
    });
  test("a permanent one that names the agent's mail ends it as undeliverable, and the agent is told", () => {
    expect(one([...opening, bounce(true)], monday + day)).toMatchObject({
      status: 'closed',
      outcome: 'undeliverable',
      dead: [{ address: maria, status: '5.1.1' }],
      notices: [{ purpose: 'undeliverable' }],
    });
  });
  test('a transient one does nothing', () => {
    expect(one([...opening, bounce(false)], monday + day).next).toMatchObject({ stage: 1 });
  });
  test('one that comes after the final notice says how it really ended', () => {
    const late = { ...bounce(true, 'f3@e'), at: monday + 6 * day + hour };
    expect(one([...opening, finalNotice, late], monday + 7 * day)).toMatchObject({
      outcome: 'undeliverable',
    });
  });
  test('one that names no mail of ours counts for nothing', () => {
    const alien = { ...bounce(true, 'other@x'), references: ['question@c'] };
    expect(one([...opening, alien], monday + day)).toMatchObject({ status: 'awaiting-customer', dead: [] });
  });
  test('a complaint about a mail to one customer opts him out', () => {
    const complaint = {
      ...bounce(true),
      kind: 'complaint' as const,
      bounce: { recipients: [], originalMessageId: 'ask@e' },
    };
    expect(one([...opening, complaint], monday + day)).toMatchObject({
      status: 'closed',
      outcome: 'opted-out',
      dead: [{ address: maria, complaint: true }],
    });
  });
  test('a suppressed address gets nothing', () => {
    const suppressed = note({ type: 'suppress', address: maria, why: 'x', permanent: true }, monday);
    expect(one(opening, monday + day, {}, [suppressed]).next).toBeUndefined();
  });
});

test('a mail that nobody can place holds its conversation (I8)', () => {
  const forged = mail({
    from: bot,
    to: [maria],
    id: 'x@e',
    at: monday + hour,
    refs: ['ask@e'],
    verified: false,
  });
  expect(one([...opening, forged], monday + day).next).toMatchObject({ heldBy: 'quarantined' });
});

describe('what turns up late changes nothing that was sent or said (I1, I3)', () => {
  const alone = ask; // question@c was never seen
  const closed = note({ type: 'command', anchor: 'ask@e', action: 'close', by: 'boss' }, monday + hour);
  const late: [string, Message][] = [
    ['the mail that the agent answered', mail({ from: maria, id: 'question@c', at: monday + 20 * day })],
    [
      'an earlier mail of an agent',
      mail({ from: ben, to: [maria], id: 'question@c', at: monday + 20 * day }),
    ],
    ['a planted one', mail({ from: 'eve@evil.test', id: 'question@c', at: monday + 20 * day })],
  ];
  test.each(late)('%s', (_name, parent) => {
    const after = play({ facts: [alone, finalNotice, parent], now: monday + 30 * day });
    for (const derived of after)
      if (derived.next?.action === 'follow-up') expect(derived.next.anchor).not.toBe('ask@e');
    const said = play({ facts: [alone, closed, parent], now: monday + 30 * day });
    for (const derived of said)
      if (derived.next?.action === 'follow-up') expect(derived.next.anchor).not.toBe('ask@e');
  });
});

test('a draft counts from when the person sent it', () => {
  const claim = claimNote('thrice.d@e', monday + 2 * day);
  const drafted = resultNote('thrice.d@e', monday + 2 * day, 'drafted');
  const sent = ownMail('thrice.d@e', monday + 7 * day, { anchor: 'ask@e', stage: 1 });
  const derived = one([...opening, claim, drafted, sent], monday + 7 * day, { mode: 'draft' });
  expect(derived.next).toMatchObject({ stage: 2, at: monday + 9 * day });
});

test('a mail stored in the second of the draft uses it up', () => {
  const at = monday + 2 * day + 400;
  const claim = claimNote('thrice.d@e', at);
  const drafted = resultNote('thrice.d@e', at, 'drafted');
  const own = mail({ from: bot, to: [maria], id: 'mine@e', at: at - 400, refs: ['ask@e'], folder: 'sent' });
  expect(one([...opening, claim, drafted], at).draft).toBe('thrice.d@e');
  expect(one([...opening, claim, drafted, own], at).draft).toBeUndefined();
});
