import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import { plan } from '../../src/core/conversation/plan.js';
import type { Derived } from '../../src/core/conversation/state.js';
import type { CourtesyStep } from '../../src/core/conversation/step.js';
import { worldOf } from '../../src/core/conversation/world.js';
import type { Message } from '../../src/core/message/message.js';
import type { Policy, Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, minute, monday, tom } from '../cast.js';
import { claimNote, noSuchUser, resultNote } from './attempt.js';
import { mail, note, ownMail, play, settings, threeStages } from './history.js';
import { annaAsks, opening, question } from './opening.js';

const polite: Partial<Policy> = {
  holdingReply: { after: { amount: 8, unit: 'h' }, template: 'holding-reply' },
  closingMail: 'closing',
};

function config(change: Partial<Policy> = {}, more: Partial<Settings> = {}): Settings {
  return settings({ policies: [{ ...threeStages, ...polite, ...change }], ...more });
}

const owedAt = monday + hour;
const answers = (at = owedAt, id = 'c1', refs = ['ask@e'], from = maria): Message =>
  mail({ from, to: [anna], cc: [bot], id, at, refs });
const command = (action: 'close' | 'reopen' | 'never' | 'wait' | 'undo', at: number, signed = true): Note =>
  note({ type: 'command', anchor: 'ask@e', action, by: anna }, at, signed);

function sent(
  purpose: 'holding-reply' | 'closing' | 'follow-up',
  anchor: string,
  at: number,
  more: {
    readonly result?: 'sent' | 'failed' | 'not-sent' | 'drafted' | null;
    readonly stage?: number;
    readonly last?: boolean;
    readonly refused?: readonly string[];
    readonly signed?: boolean;
  } = {},
): Note[] {
  const { result = 'sent', stage = 0, last = false, refused = [], signed = true } = more;
  const id = `thrice.${purpose}.${stage}.${anchor.replace('@', '.')}@example.com`;
  const claim = claimNote(id, at, { purpose, anchor, stage, last, closes: last }, signed);
  if (!result) return [claim];
  const refusals = refused.length > 0 && { refused: refused.map(noSuchUser) };
  return [claim, resultNote(id, at + 1000, result, { anchor, ...refusals }, signed)];
}

const of = (facts: readonly (Message | Note)[], now: number, with_: Settings = config()): Derived =>
  play({ facts, now, settings: with_ })[0]!;

const courtesies = (derived: Derived): CourtesyStep[] =>
  derived.notices.flatMap((step) => (step.action === 'courtesy' ? [step] : []));

const only = (facts: readonly (Message | Note)[], now: number, with_?: Settings): CourtesyStep | null => {
  const [step = null, ...more] = courtesies(of(facts, now, with_));
  expect(more).toEqual([]);
  return step;
};

describe('the holding reply', () => {
  const now = owedAt + minute;
  const base = [...opening, answers()];

  test('after its working time, to the customer who waits', () => {
    expect(only(base, now)).toEqual({
      action: 'courtesy',
      purpose: 'holding-reply',
      anchor: 'c1',
      stage: 0,
      template: 'holding-reply',
      to: [{ name: '', address: maria }],
      at: monday + day + hour,
    });
  });

  const table: [
    name: string,
    facts: readonly (Message | Note)[],
    to: readonly string[] | null,
    config?: Settings,
  ][] = [
    ['off by default', base, null, config({ holdingReply: null })],
    ['never before an agent wrote to the customer', [question], null, config({}, { watch: 'all' })],
    ['not where the team owes nothing', opening, null],
    [
      'not after the answer',
      [...base, mail({ from: anna, to: [maria], cc: [bot], id: 'a2', at: now, refs: ['c1'] })],
      null,
    ],
    ['not after wait', [...base, command('wait', now)], null],
    ['not after close', [...base, command('close', now)], null, config({ closingMail: null })],
    ['not after never', [...base, command('never', now)], null],
    [
      'not where a person reopened it and no customer waits',
      [
        ...opening,
        command('close', now),
        ...sent('follow-up', 'ask@e', monday + 30 * minute, { stage: 3, last: true }),
        command('reopen', now + minute),
      ],
      null,
    ],
    [
      'not for an automatic mail',
      [
        ...opening,
        mail({
          from: maria,
          id: 'r1',
          at: owedAt,
          refs: ['ask@e'],
          more: { kind: 'auto-reply', newText: '' },
        }),
      ],
      null,
    ],
    ['not to a suppressed address', base, null],
    [
      'once for a debt, however many mails it has',
      [...base, answers(owedAt + minute, 'c2', ['c1']), ...sent('holding-reply', 'c1', owedAt + 2 * minute)],
      null,
    ],
    [
      'also where an earlier mail turns up late',
      [...base, answers(owedAt + minute, 'c2', ['c1']), ...sent('holding-reply', 'c2', owedAt + 2 * minute)],
      null,
    ],
    ['not while it is under way', [...base, ...sent('holding-reply', 'c1', now, { result: null })], null],
    [
      'not after an unsigned word that it went (I7)',
      [...base, ...sent('holding-reply', 'c1', now, { signed: false })],
      null,
    ],
    [
      'again where it certainly did not leave',
      [...base, ...sent('holding-reply', 'c1', now, { result: 'not-sent' })],
      [maria],
    ],
    [
      'again for the next debt',
      [
        ...base,
        ...sent('holding-reply', 'c1', now),
        mail({ from: anna, to: [maria], cc: [bot], id: 'a2', at: now + hour, refs: ['c1'] }),
        answers(now + 2 * hour, 'c2', ['a2']),
      ],
      [maria],
    ],
    [
      'nobody where somebody writes who was never written to: his words are told to no other customer (I7)',
      [...opening, answers(owedAt, 'c1', ['ask@e'], tom)],
      null,
    ],
    [
      'of two who were written to, the one who wrote',
      [question, annaAsks({ to: [maria, tom] }), answers(owedAt, 'c1', ['ask@e'], tom)],
      [tom],
    ],
    [
      'nobody who was told of by an announcement',
      [
        mail({
          from: anna,
          to: [1, 2, 3, 4, 5, 6].map((n) => `c${n}@customer.test`),
          cc: [bot],
          id: 'ask@e',
          at: monday,
        }),
        answers(owedAt, 'c1', ['ask@e'], 'c1@customer.test'),
      ],
      null,
      config({}, { watch: 'all' }),
    ],
    [
      'not where no agent gave the conversation to Thrice (R4)',
      [mail({ from: anna, to: [maria], id: 'ask@e', at: monday, folder: 'sent' }), answers()],
      null,
    ],
    [
      'an agent mail from before the start asks for nothing',
      base,
      null,
      config({}, { startFrom: monday + 1 }),
    ],
  ];
  test.each(table)('%s', (name, facts, to, with_ = config()) => {
    const global = name.includes('suppressed')
      ? [
          note(
            { type: 'suppress', address: maria, why: 'bounced', permanent: false, since: owedAt + 1 },
            owedAt + 1,
          ),
        ]
      : [];
    const [derived] = play({ facts, now: now + 3 * hour, settings: with_, global });
    const [step] = courtesies(derived!);
    expect(step ? step.to.map(({ address }) => address) : null).toEqual(to);
  });

  test('held where a mail cannot be read (I8), here or anywhere', () => {
    const odd = mail({ from: bot, to: [maria], id: 'x', at: owedAt + minute, refs: ['c1'], verified: false });
    expect(only([...base, odd], now)?.heldBy).toBe('quarantined');
  });

  test('it uses no stage up, and none of max_per_conversation', () => {
    const answer = mail({ from: anna, to: [maria], cc: [bot], id: 'a2', at: owedAt + day, refs: ['c1'] });
    const facts = [...base, ...sent('holding-reply', 'c1', owedAt + 2 * hour), answer];
    const derived = of(facts, owedAt + day, config({ maxPerConversation: 1 }));
    expect([derived.status, derived.stagesSent, derived.next?.stage]).toEqual(['awaiting-customer', 0, 1]);
  });

  test('it is no answer of the team: the debt stays', () => {
    const derived = of([...base, ...sent('holding-reply', 'c1', owedAt + 2 * hour)], owedAt + 3 * hour);
    expect([derived.status, derived.owedSince]).toEqual(['awaiting-agent', owedAt]);
  });

  test("refused by the server, it is a fact of the customer's address, and the agent is told", () => {
    const refused = sent('holding-reply', 'c1', owedAt + hour, { result: 'failed', refused: [maria] });
    const derived = of([...base, ...refused], owedAt + 2 * hour);
    expect(derived.dead.map(({ address }) => address)).toEqual([maria]);
    expect(derived.notices.map((step) => step.purpose)).toEqual(['undeliverable']);
    expect(derived.status).toBe('awaiting-agent');
  });

  test('bounced later, the same', () => {
    const bounce = mail({
      ...{ from: 'mailer-daemon@customer.test', id: 'd1', at: owedAt + 3 * hour },
      refs: ['thrice.holding-reply.0.c1@example.com'],
      more: {
        kind: 'bounce',
        bounce: {
          recipients: [{ address: maria, status: '5.1.1', action: 'failed', permanent: true, reason: 'no' }],
          originalMessageId: 'thrice.holding-reply.0.c1@example.com',
        },
      },
    });
    const seen = ownMail('thrice.holding-reply.0.c1@example.com', owedAt + 2 * hour, {
      ...{ purpose: 'holding-reply', anchor: 'c1', stage: 0 },
    });
    const derived = of([...base, seen, bounce], owedAt + 4 * hour);
    expect(derived.dead.map(({ address }) => address)).toEqual([maria]);
  });
});

describe('the closing mail', () => {
  const closed = monday + 5 * hour;
  const base = [...opening, command('close', closed)];

  test('to those whom the agent wrote to, in working time', () => {
    expect(only(base, closed + minute)).toMatchObject({
      ...{ purpose: 'closing', anchor: 'ask@e', stage: 0, template: 'closing', at: closed },
      to: [{ address: maria }],
    });
    const evening = monday + 9 * hour;
    expect(only([...opening, command('close', evening)], evening)?.at).toBe(monday + day - hour);
    const friday = monday + 4 * day + 9 * hour;
    expect(only([...opening, command('close', friday)], friday + 40 * hour)?.at).toBe(
      monday + 7 * day - hour,
    );
  });

  const table: [name: string, facts: readonly (Message | Note)[], config?: Settings, now?: number][] = [
    ['off by default', base, config({ closingMail: null })],
    ['not for an unsigned close (I7)', [...opening, command('close', closed, false)]],
    ['not after undo', [...base, command('undo', closed + minute)]],
    ['not after reopen', [...base, command('reopen', closed + minute)]],
    ['not after a reply', [...base, answers(closed + minute)]],
    ['not a day later', base, config(), closed + day + minute],
    ['not once more', [...base, ...sent('closing', 'ask@e', closed + minute)]],
    [
      'not once more after reopen and close',
      [
        ...base,
        ...sent('closing', 'ask@e', closed + minute),
        command('reopen', closed + 2 * minute),
        command('close', closed + 3 * minute),
      ],
    ],
    [
      'not once more by a second close',
      [...base, ...sent('closing', 'ask@e', closed + minute), command('close', closed + 2 * minute)],
    ],
    ['not while it is under way', [...base, ...sent('closing', 'ask@e', closed + minute, { result: null })]],
    [
      'not where an agent said never',
      [...opening, command('never', closed - minute), command('close', closed)],
    ],
    [
      'not where no agent ever wrote',
      [question, note({ type: 'command', anchor: 'question@c', action: 'close', by: anna }, closed)],
      config({}, { watch: 'all' }),
    ],
    [
      'not where an agent said goodbye by himself',
      [
        ...opening,
        mail({
          from: anna,
          to: [maria],
          cc: [bot],
          id: 'a2',
          at: closed,
          refs: ['ask@e'],
          more: { newText: 'Glad it works now!' },
        }),
      ],
    ],
    [
      'not where thanks closed it',
      [
        ...opening,
        mail({
          from: maria,
          to: [bot],
          id: 'c1',
          at: closed,
          refs: ['ask@e'],
          more: { newText: 'Thanks, works now!' },
        }),
      ],
    ],
    [
      'not where the final notice closed it',
      [...opening, ...sent('follow-up', 'ask@e', closed, { stage: 3, last: true })],
    ],
    [
      'not where an agent closes what the final notice had closed',
      [
        ...opening,
        ...sent('follow-up', 'ask@e', closed, { stage: 3, last: true }),
        command('close', closed + minute),
      ],
    ],
  ];
  test.each(table)('%s', (_name, facts, with_ = config(), now = closed + 10 * minute) => {
    expect(courtesies(of(facts, now, with_)).filter(({ purpose }) => purpose === 'closing')).toEqual([]);
  });

  test('undo of undo, and a new mail of the agent, allow it again', () => {
    const again = mail({ from: anna, to: [maria], cc: [bot], id: 'a2', at: closed + hour, refs: ['ask@e'] });
    const facts = [
      ...base,
      ...sent('closing', 'ask@e', closed + minute),
      again,
      command('close', closed + 2 * hour),
    ];
    expect(only(facts, closed + 2 * hour)?.anchor).toBe('a2');
  });

  test('nothing else goes to the customer after it', () => {
    const derived = of([...base, ...sent('closing', 'ask@e', closed + minute)], closed + 30 * day);
    expect([derived.status, derived.outcome, derived.next, derived.notices]).toEqual([
      'closed',
      'resolved',
      undefined,
      [],
    ]);
  });
});

describe('after Thrice closed it (no-reply)', () => {
  const closing = sent('follow-up', 'ask@e', monday + 6 * day, { stage: 3, last: true });
  const everything = config({ team: [{ after: { amount: 1, unit: 'h' }, to: 'agent' }] });

  test.each([0, 1, 10, 365])('%s days later nothing goes to anybody', (days) => {
    const derived = of([...opening, ...closing], monday + (7 + days) * day, everything);
    expect([derived.status, derived.outcome, derived.next, derived.notices]).toEqual([
      'closed',
      'no-reply',
      undefined,
      [],
    ]);
  });

  test('only an answer of the customer brings something, and that to the team first', () => {
    const at = monday + 8 * day;
    const late = mail({ from: maria, to: [anna], cc: [bot], id: 'c1', at, refs: ['ask@e'] });
    const derived = of([...opening, ...closing, late], at + minute, everything);
    expect(derived.next).toBeUndefined();
    expect(derived.notices.map(({ purpose }) => purpose).sort()).toEqual(['holding-reply', 'reminder']);
  });
});

describe('caps', () => {
  test('a customer gets one mail a day, of whatever kind (I5)', () => {
    const now = owedAt + day;
    const input = {
      conversations: [of([...opening, answers()], now)],
      settings: config(),
      world: worldOf([], config(), monday - 365 * day),
      foreseen: new Map(),
      retryAt: new Map(),
      now,
    };
    const held = (purpose: string, to: string) =>
      plan({ ...input, sendings: [{ purpose, to: [to], at: now - 2 * hour }] })[0]?.heldBy;
    expect(held('follow-up', maria)).toBe('recipient-limit');
    expect(held('closing', maria)).toBe('recipient-limit');
    expect(held('follow-up', tom)).toBeUndefined();
    expect(held('answered', maria)).toBeUndefined();
  });
});
