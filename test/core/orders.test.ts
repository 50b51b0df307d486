import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import type { Derived } from '../../src/core/conversation/state.js';
import type { Message } from '../../src/core/message/message.js';
import { orderKey } from '../../src/core/order/order.js';
import { anna, ben, bot, day, hour, maria, minute, monday } from '../cast.js';
import { mail, note, ownMail } from './history.js';
import { one, opening, order, told, toldOf, unasked } from './opening.js';

const state = ({ status, outcome, next, snoozedUntil }: Derived): object => ({
  status,
  outcome,
  next,
  snoozedUntil,
});

describe('what an agent orders by mail', () => {
  const at = monday + 2 * hour;
  test.each([
    ['close', { status: 'closed', outcome: 'resolved' }, 'done'],
    ['Close, please.', { status: 'closed', outcome: 'resolved' }, 'done'],
    ['schließen', { status: 'closed', outcome: 'resolved' }, 'done'],
    ['zamknij', { status: 'closed', outcome: 'resolved' }, 'done'],
    ['snooze 3d', { status: 'snoozed' }, 'done'],
    ['never', { status: 'awaiting-customer' }, 'done'],
    ['skip', { status: 'awaiting-customer', next: { stage: 2 } }, 'done'],
    ['send now', { next: { stage: 1, at, ordered: true } }, 'done'],
    ['wait', { status: 'awaiting-customer', next: { stage: 1 } }, 'done'],
    ['reopen', { status: 'awaiting-customer', next: { stage: 1 } }, 'nothing-to-do'],
    ['undo', { status: 'awaiting-customer', next: { stage: 1 } }, 'nothing-to-do'],
  ])('%s', (text, expected, verdict) => {
    const derived = one([...opening, told, order(text, 'do@e', at)], at + minute);
    expect(derived).toMatchObject(expected);
    expect(derived.effects).toMatchObject([{ order: orderKey('do@e', 1), by: anna, at, verdict }]);
    expect(derived.notices).toMatchObject([
      { purpose: 'command-result', anchor: 'do@e', to: [{ address: anna }] },
    ]);
  });

  test('several lines count each; a contradiction orders nothing and is answered', () => {
    const both = one([...opening, told, order('skip\nsnooze 3d', 'do@e', at)], at + minute);
    expect(both).toMatchObject({ status: 'snoozed', next: { stage: 2 } });
    expect(both.effects).toHaveLength(2);
    const odd = one([...opening, told, order('close\nsnooze 3d', 'do@e', at)], at + minute);
    expect(odd).toMatchObject({ status: 'awaiting-customer', effects: [] });
    expect(odd.orders[0]!.lines).toMatchObject([{ problem: 'contradiction' }, { problem: 'contradiction' }]);
    expect(odd.notices).toMatchObject([{ purpose: 'command-result' }]);
  });

  test('a near word and prose change nothing and are answered once; thanks is not answered', () => {
    for (const text of ['clsoe', 'Please send us the invoice again, Maria.']) {
      const derived = one([...opening, told, order(text, 'do@e', at)], at + minute);
      expect(derived).toMatchObject({ status: 'awaiting-customer', effects: [], next: { stage: 1 } });
      expect(derived.notices).toMatchObject([{ purpose: 'command-result', anchor: 'do@e' }]);
      const answer = toldOf('do@e', at + minute);
      expect(one([...opening, told, order(text, 'do@e', at), answer], at + hour).notices).toEqual([]);
    }
    expect(one([...opening, told, order('Thanks!', 'do@e', at)], at + minute).notices).toEqual([]);
  });

  test('a mail to the bot alone needs no notice, and everything in it must be a command', () => {
    const alone = (text: string): Message =>
      mail({ from: anna, to: [bot], id: 'do@e', at, refs: ['ask@e'], more: { newText: text } });
    expect(one([...opening, alone('close')], at + minute)).toMatchObject({ status: 'closed' });
    const prose = one([...opening, alone('close\n\nand I will tell Maria tomorrow what we do')], at + minute);
    expect(prose).toMatchObject({ status: 'awaiting-customer', orders: [], notices: [] });
  });

  const nobody: [string, Partial<Message>, Partial<Parameters<typeof mail>[0]>][] = [
    ['an unverified mail of the team', {}, { verified: false }],
    ['a customer', {}, { from: maria }],
    ['an automatic reply of the agent', { kind: 'auto-reply' }, {}],
    ['a mail that came over a list', { list: true }, {}],
    ['one that also goes to the customer', {}, { to: [bot, maria] }],
    ['one that does not name the bot', {}, { to: [ben] }],
  ];
  test.each(nobody)('nothing is ordered, and nobody is told, by %s', (_what, more, options) => {
    const facts = [
      ...opening,
      told,
      mail({
        from: anna,
        to: [bot],
        id: 'do@e',
        at,
        refs: ['told@e'],
        ...options,
        more: { newText: 'never', ...more },
      }),
    ];
    const derived = one(facts, at + minute);
    expect(derived).toMatchObject({ orders: [], effects: [] });
    expect(derived.notices.filter(({ purpose }) => purpose === 'command-result')).toEqual([]);
  });

  test('I6: send now and skip do nothing while the team owes an answer, and say so', () => {
    const asks = mail({ from: maria, id: 'again@c', at: monday + 90 * minute, refs: ['ask@e'] });
    for (const text of ['send now', 'skip']) {
      const derived = one([...opening, told, asks, order(text, 'do@e', at)], at + minute);
      expect(derived).toMatchObject({ status: 'awaiting-agent', effects: [{ verdict: 'owed' }] });
      expect(derived.next).toBeUndefined();
    }
  });

  test.each([['skip, thks'], ['Skip, pzdr'], ['why h264'], ['skip 2']])(
    '%j to the notice of a blind silence lets no stage go',
    (newText) => {
      const notice = ownMail('blind@e', monday + day, { purpose: 'blind', anchor: 'ask@e', stage: 1 }, anna);
      const at = monday + day + hour;
      const answer = mail({ from: anna, to: [bot], id: 'do@e', at, refs: ['blind@e'], more: { newText } });
      const derived = one([unasked, notice, answer], at + hour);
      expect(derived.effects).toMatchObject([{ action: 'skip', verdict: 'done', stage: 1 }]);
    },
  );

  test('send now goes without the notice of a blind silence, and its stage goes once', () => {
    const blind = [unasked];
    const notice = ownMail('blind@e', monday + day, { purpose: 'blind', anchor: 'ask@e', stage: 1 }, anna);
    const now = mail({
      from: anna,
      to: [bot],
      id: 'do@e',
      at: monday + day + hour,
      refs: ['blind@e'],
      more: { newText: 'send now' },
    });
    const derived = one([...blind, notice, now], monday + day + 2 * hour);
    expect(derived.next).toMatchObject({
      action: 'follow-up',
      stage: 1,
      at: monday + day + hour,
      ordered: true,
    });
    const went = ownMail('one@e', monday + day + 3 * hour, { anchor: 'ask@e' });
    const after = one([...blind, notice, now, went], monday + day + 4 * hour);
    expect(after.next).toMatchObject({ action: 'notice', purpose: 'blind', stage: 2 });
  });

  test('an old order is not answered any more', () => {
    expect(one([...opening, told, order('close', 'do@e', at)], at + 25 * hour).notices).toEqual([]);
  });
});

describe('undo', () => {
  const at = monday + 2 * hour;
  const words = ['close', 'snooze 3d', 'never', 'skip', 'send now', 'wait'];

  test.each(words)('takes %s back: all is as if it had never been said', (word) => {
    const facts = [...opening, told];
    const said = [...facts, order(word, 'do@e', at)];
    const taken = one([...said, order('undo', 'undo@e', at + minute)], at + hour);
    expect(state(taken)).toEqual(state(one(facts, at + hour)));
    expect(taken.effects).toMatchObject([{ undone: true }, { action: 'undo', verdict: 'done' }]);
  });

  test('two take two back, the latest first, and a third finds nothing', () => {
    const facts = [
      ...opening,
      told,
      order('snooze 3d', 'a@e', at),
      order('close', 'b@e', at + minute),
      order('undo', 'c@e', at + 2 * minute),
    ];
    expect(one(facts, at + hour)).toMatchObject({ status: 'snoozed' });
    const more = [
      ...facts,
      order('rückgängig', 'd@e', at + 3 * minute),
      order('cofnij', 'e@e', at + 4 * minute),
    ];
    const derived = one(more, at + hour);
    expect(derived).toMatchObject({ status: 'awaiting-customer' });
    expect(derived.effects.filter(({ action }) => action === 'undo')).toMatchObject([
      { undid: ['close'] },
      { undid: ['snooze'] },
      { verdict: 'nothing-to-do' },
    ]);
  });

  test('what changed nothing is not counted: after close, close one undo opens it', () => {
    const facts = [...opening, told, order('close', 'a@e', at), order('close', 'b@e', at + minute)];
    const derived = one([...facts, order('undo', 'c@e', at + 2 * minute)], at + hour);
    expect(derived).toMatchObject({ status: 'awaiting-customer' });
    expect(derived.effects.at(-1)).toMatchObject({ action: 'undo', undid: ['close'] });
  });

  test('in answer to what came of several lines it takes all of them back, and no later word', () => {
    const result = toldOf('a@e', at + minute);
    const undo = order('undo', 'c@e', at + 3 * minute, { refs: ['did@e'] });
    const facts = [...opening, told, order('skip\nsnooze 3d', 'a@e', at), result];
    const taken = one([...facts, undo], at + hour);
    expect(taken).toMatchObject({ status: 'awaiting-customer', next: { stage: 1 } });
    expect(taken.effects.at(-1)).toMatchObject({ action: 'undo', undid: ['skip', 'snooze'] });
    const later = one([...facts, order('never', 'b@e', at + 2 * minute), undo], at + hour);
    expect(later.effects.find(({ action }) => action === 'never')).not.toHaveProperty('undone');
    // Once more: it is taken back already, and nothing else is.
    const twice = { ...undo, id: 'd@e', key: 'd@e', at: at + 4 * minute };
    expect(one([...facts, undo, twice], at + hour).effects.at(-1)).toMatchObject({
      verdict: 'nothing-to-do',
    });
  });

  test('a mail that has gone is not called back', () => {
    const went = ownMail('one@e', at + minute, { anchor: 'ask@e' });
    const facts = [
      ...opening,
      told,
      order('send now', 'a@e', at),
      went,
      order('undo', 'b@e', at + 2 * minute),
    ];
    const derived = one(facts, at + hour);
    expect(derived.effects.at(-1)).toMatchObject({ action: 'undo', verdict: 'stage-gone' });
    expect(derived.next).toMatchObject({ stage: 2 });
  });

  test('I7: an unsigned note takes nothing back', () => {
    const close = note({ type: 'command', anchor: 'ask@e', action: 'close', by: anna }, at);
    const forged = note({ type: 'command', anchor: 'ask@e', action: 'undo', by: anna }, at + minute, false);
    expect(one([...opening, close, forged], at + hour)).toMatchObject({ status: 'closed' });
  });
});

describe('an order that lies elsewhere', () => {
  const at = monday + 2 * hour;
  const ordered = (noteAt: number, signed = true): Note =>
    note(
      { type: 'command', anchor: 'ask@e', action: 'wait', by: anna, order: orderKey('far@e', 2), since: at },
      noteAt,
      signed,
    );

  test('counts at the moment of its mail and once, however often it was noted', () => {
    const once = one([...opening, ordered(at + hour)], at + day);
    const twice = one([...opening, ordered(at + 5 * hour), ordered(at + hour)], at + day);
    expect(state(twice)).toEqual(state(once));
    expect(twice.effects).toMatchObject([{ order: orderKey('far@e', 2), at, verdict: 'done' }]);
  });

  test('I7: the moment that an unsigned one claims does not count', () => {
    const { effects } = one([...opening, ordered(at + hour, false)], at + day);
    expect(effects).toMatchObject([{ at: at + hour, verdict: 'not-trusted' }]);
  });
});

test('the same orders in any order of reading, with any duplicates, give the same state (I4)', () => {
  const texts = [
    'close',
    'reopen',
    'wait',
    'snooze 3d',
    'snooze off',
    'never',
    'send now',
    'skip',
    'undo',
    'clsoe',
  ];
  const said = fc.array(fc.tuple(fc.constantFrom(...texts), fc.integer({ min: 1, max: 40 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(said, fc.infiniteStream(fc.nat()), (orders, mixed) => {
      const facts = [
        ...opening,
        told,
        ...orders.map(([text, hours], i) => order(text, `do-${i}@e`, monday + hours * hour)),
      ];
      const shuffled = [...facts, ...facts.slice(2)]
        .map((fact) => ({ fact, by: mixed.next().value as number }))
        .sort((a, b) => a.by - b.by)
        .map(({ fact }) => fact);
      const now = monday + 3 * day;
      expect(one(shuffled, now)).toStrictEqual(one(facts, now));
    }),
    { numRuns: 200 },
  );
});
