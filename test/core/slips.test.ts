import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import { mergeThreads } from '../../src/core/conversation/thread.js';
import type { Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { claimNote, resultNote } from './attempt.js';
import { type MailOptions, mail, ownMail, settings } from './history.js';
import { annaAsks, one as oneOf, question } from './opening.js';
import { derivedOf, threadOf } from './play.js';

/** A plus address of an agent's mail to a customer that orders nothing is told to him: once, and to nobody else. */

const plus = (detail: string): string => bot.replace('@', `+${detail}@`);
const answer = (change: Partial<MailOptions> = {}): Message =>
  annaAsks({ id: 'a@e', cc: [bot, plus('frday')], ...change });
const sent = ownMail('told@e', monday + minute, { purpose: 'command-result', anchor: 'a@e', stage: 0 }, anna);

type Facts = readonly (Message | Note)[];
const one = (facts: Facts, now = monday + hour, change: Partial<Settings> = {}) =>
  oneOf([question, ...facts], now, change);
/** What agents are told about their own mails. */
const told = (...given: Parameters<typeof one>) =>
  one(...given).notices.filter((step) => step.action === 'notice' && step.purpose === 'command-result');

test('to the agent alone, about that mail', () => {
  expect(told([answer()])).toMatchObject([{ anchor: 'a@e', to: [{ address: anna }], at: monday }]);
  expect(told([answer()])[0]!.to).toHaveLength(1);
});

test.each([
  ['frday', 'unknown-address', plus('friday')],
  ['defalt', 'unknown-policy', plus('default')],
  ['2026-01-01', 'past', null],
  ['feb30', 'no-such-day', null],
  ['2040-01-01', 'too-far', null],
])('%s: %s', (detail, problem, suggestion) => {
  const [order] = one([answer({ cc: [plus(detail)] })]).orders;
  expect(order!.lines).toEqual([{ ok: false, text: plus(detail), problem, suggestion }]);
});

test('it is still a mail to the customer like any other, and its other addresses count', () => {
  const next = (...cc: string[]) => one([answer({ cc })]).next;
  expect(next(bot, plus('frday'))).toEqual(next(bot));
  expect(next(plus('frday'), plus('monday'))).toEqual(next(plus('monday')));
  expect(next(plus('frday'), plus('never'))).toBeUndefined();
  expect(one([answer()]).starts.get(answer().key)).toMatchObject({ starts: true });
});

describe('once', () => {
  test('for all slips of a mail', () => {
    const both = answer({ cc: [plus('frday'), plus('2026-01-01')] });
    expect(told([both])).toHaveLength(1);
    expect(told([both, sent])).toEqual([]);
  });

  test('a reply to all carries it along: nothing new', () => {
    const cc = [bot, plus('frday')];
    const facts = [
      answer(),
      sent,
      mail({ from: maria, to: [anna], cc, id: 'b@c', at: monday + 2 * minute, refs: ['a@e'] }),
      answer({ id: 'c@e', at: monday + 3 * minute, refs: ['b@c'] }),
    ];
    expect(told(facts)).toEqual([]);
    expect(one(facts).orders.map(({ message }) => message.id)).toEqual(['a@e']);
  });

  test('an address in its conversation, in whatever mail it is written again; another slip is news', () => {
    const again = answer({
      id: 'c@e',
      at: monday + 2 * minute,
      cc: [],
      bcc: [plus('frday')],
      folder: 'sent',
    });
    expect(told([answer(), sent, again])).toEqual([]);
    const other = answer({ id: 'd@e', at: monday + 3 * minute, cc: [plus('frday'), plus('mondy')] });
    expect(told([answer(), sent, again, other])).toMatchObject([{ anchor: 'd@e' }]);
    const { orders } = one([answer(), sent, again, other]);
    expect(orders.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
      [plus('frday')],
      [plus('mondy')],
    ]);
  });

  test('a claim without a result asks for no second one; one that came to nothing does', () => {
    const claim = claimNote('x@e', monday + minute, {
      ...({ purpose: 'command-result', anchor: 'a@e', stage: 0, to: [anna] } as const),
    });
    const failed = resultNote('x@e', monday + minute, 'not-sent', { anchor: 'a@e' });
    expect(told([answer(), claim])).toEqual([]);
    expect(told([answer(), claim, failed])).toHaveLength(1);
  });

  test('what became of the answer holds no mail to the customer', () => {
    const lost = { purpose: 'command-result', anchor: 'a@e', stage: 0, to: [anna] } as const;
    const derived = one([answer(), claimNote('x@e', monday + minute, lost)], monday + 2 * day);
    expect(derived.uncertain).toEqual(['x@e']);
    expect(derived.next).toMatchObject({ action: 'follow-up', stage: 1 });
    expect(derived.next).not.toHaveProperty('heldBy');
  });

  test('capped: of such mails and mails to Thrice twenty a day are told, the first ones', () => {
    const slips = Array.from({ length: 15 }, (_, i) =>
      answer({ id: `a${i}@e`, at: monday + 2 * i, cc: [plus(`2026-01-${i + 10}`)] }),
    );
    const orders = slips.map(({ at }, i) =>
      mail({ from: anna, id: `o${i}@e`, at: at + 1, refs: ['question@c'], more: { newText: 'status' } }),
    );
    const steps = told([...slips, ...orders]);
    expect(steps).toHaveLength(20);
    expect(Math.max(...steps.map(({ at }) => at))).toBe(monday + 19);
  });
});

describe('nothing is said', () => {
  test.each<[string, Message[], number?, Partial<Settings>?]>([
    [
      'of a customer',
      [
        answer({ cc: [bot] }),
        mail({ from: maria, cc: [plus('frday')], id: 'b@c', at: monday + 1, refs: ['a@e'] }),
      ],
    ],
    ['where nothing shows that it is Anna', [answer({ verified: false })]],
    ['to a list', [answer({ more: { list: true } })]],
    ['of a tag of the team', [answer({ cc: [bot, plus('billing')] })]],
    ['of one that is nearly a day', [answer({ cc: [plus('morgan'), plus('montage'), plus('lever')] })]],
    [
      'of an alias of the config',
      [answer()],
      monday + hour,
      { ownAddresses: [...settings().ownAddresses, plus('frday')] },
    ],
    [
      'of a mail without customer',
      [answer({ to: [bot, plus('frday')], cc: [], more: { newText: 'Hello' } })],
    ],
    ['of what is older than the start (R10)', [answer()], monday + hour, { startFrom: monday + minute }],
    ['of the day before', [answer()], monday + day + hour],
    ['to the mailbox itself, which nobody reads as his own', [answer({ from: bot, folder: 'sent' })]],
  ])('%s', (_what, ...given) => expect(told(...given)).toEqual([]));
});

test('an answer to it is a command about the conversation', () => {
  const reply = mail({
    ...{ from: anna, id: 'do@e', at: monday + 2 * minute, refs: ['a@e', 'told@e'] },
    more: { newText: 'never' },
  });
  const derived = one([answer(), sent, reply]);
  expect(derived.effects).toMatchObject([{ action: 'never', verdict: 'done' }]);
  const undo = { ...reply, newText: 'undo' };
  expect(one([answer(), sent, undo]).effects).toMatchObject([{ verdict: 'nothing-to-do' }]);
});

test('I4: read in any order, in parts and twice, it says the same', () => {
  const facts = [
    question,
    answer({ cc: [plus('frday'), plus('2d')] }),
    mail({ from: maria, to: [anna], cc: [plus('frday')], id: 'b@c', at: monday + minute, refs: ['a@e'] }),
    answer({ id: 'c@e', at: monday + 2 * minute, cc: [plus('mondy')], refs: ['b@c'] }),
    answer({
      id: 'd@e',
      at: monday + 2 * minute,
      bcc: [plus('nevr')],
      cc: [],
      folder: 'sent',
      refs: ['c@e'],
    }),
  ];
  const whole = derivedOf(threadOf(facts, []), monday + hour, settings());
  expect(whole[0]!.orders).toHaveLength(3);
  fc.assert(
    fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: 10 }), fc.nat(9), (order, cut) => {
      const parts = [order.slice(0, cut), order.slice(cut)].map((messages) => ({ messages, notes: [] }));
      expect(derivedOf(mergeThreads(parts), monday + hour, settings())).toEqual(whole);
    }),
    { numRuns: 100 },
  );
});
