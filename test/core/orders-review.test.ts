import { describe, expect, test } from 'vitest';
import { orderKey } from '../../src/core/order/order.js';
import { anna, ben, bot, day, hour, maria, minute, monday } from '../cast.js';
import { mail, note, ownMail, play } from './history.js';
import { one, opening, order, told, toldOf } from './opening.js';

/** What an order must not do, however it comes about. */

const at = monday + 2 * hour;

test('I6: an order that was noted late, at a later mail, does not close the answer away', () => {
  const answer = mail({ from: maria, id: 'yes@c', at: at + minute, refs: ['ask@e'] });
  const close = note(
    { type: 'command', anchor: 'yes@c', action: 'close', by: anna, order: orderKey('far@e', 1), since: at },
    at + hour,
  );
  expect(one([...opening, answer, close], at + day)).toMatchObject({ status: 'awaiting-agent' });
});

test('an undo in answer to what came of a mail never means another command', () => {
  const result = toldOf('list@e', at + minute);
  const undo = order('undo', 'undo@e', at + 2 * minute, { refs: ['did@e'] });
  const facts = [
    ...opening,
    told,
    order('never', 'never@e', at - minute),
    order('list', 'list@e', at),
    result,
    undo,
  ];
  const derived = one(facts, at + hour);
  expect(derived.effects.at(-1)).toMatchObject({ action: 'undo', verdict: 'nothing-to-do' });
  expect(derived.next).toBeUndefined();
});

describe('send now means now', () => {
  const now = order('send now', 'now@e', at);
  test.each([
    ['a later snooze', order('snooze 10d', 'then@e', at + minute)],
    ['a later wait', order('wait', 'then@e', at + minute)],
    [
      "the agent's own nudge",
      mail({ from: anna, to: [maria], cc: [bot], id: 'nudge@e', at: at + minute, refs: ['ask@e'] }),
    ],
  ])('and not after %s', (_what, then) => {
    const { next } = one([...opening, told, now, then], at + hour);
    expect(next).toMatchObject({ stage: 1 });
    expect(next).not.toHaveProperty('ordered');
    expect(next!.at).toBeGreaterThan(at + day);
  });

  test('nor a day later, whatever held it', () => {
    expect(one([...opening, told, now], at + 23 * hour).next).toHaveProperty('ordered');
    expect(one([...opening, told, now], at + 25 * hour).next).not.toHaveProperty('ordered');
  });

  test('nor when observe mode ended after it (R10)', () => {
    const left = note({ type: 'mode', from: 'observe', to: 'send' }, at + hour);
    const [derived] = play({ facts: [...opening, told, now], now: at + 2 * hour, global: [left] });
    expect(derived!.next).not.toHaveProperty('ordered');
  });
});

test('only the mail that is answered prompts: talk of colleagues in a thread with a follow-up orders nothing', () => {
  const followUp = ownMail('one@e', monday + 2 * day, { anchor: 'ask@e' });
  const asks = mail({
    from: maria,
    id: 'more@c',
    at: monday + 3 * day,
    refs: ['question@c', 'ask@e', 'one@e'],
  });
  const talk = mail({
    ...{ from: anna, to: [ben], cc: [bot], id: 'talk@e', at: monday + 3 * day + hour },
    refs: ['question@c', 'ask@e', 'one@e', 'more@c'],
    more: { newText: 'Wait.\n\nBen, is this ours?' },
  });
  const derived = one([...opening, followUp, asks, talk], monday + 3 * day + 2 * hour);
  expect(derived).toMatchObject({ status: 'awaiting-agent', orders: [] });
  expect(derived.notices.filter(({ purpose }) => purpose === 'command-result')).toEqual([]);
});

test('wait where no agent ever wrote changes nothing, as it says', () => {
  const asks = mail({ from: maria, id: 'ask@c', at: monday });
  const wait = note({ type: 'command', anchor: 'ask@c', action: 'wait', by: anna }, at);
  const derived = one([asks, wait], at + hour);
  expect(derived.effects).toMatchObject([{ verdict: 'never-written' }]);
  expect(derived.owedSince).toBe(monday);
});

test('an undo long after begins the clock anew: no mail is due in the past', () => {
  const close = order('close', 'close@e', at);
  const late = monday + 21 * day;
  const undo = order('undo', 'undo@e', late);
  const { next } = one([...opening, told, close, undo], late + minute);
  expect(next).toMatchObject({ stage: 1 });
  expect(next!.at).toBeGreaterThan(late + day);
});

test('thanks of long ago are no news when the morning note is turned off (I5)', () => {
  const thanks = mail({
    from: maria,
    id: 'thx@c',
    at,
    refs: ['ask@e'],
    more: { newText: 'Thanks, it works now!' },
  });
  const notices = (now: number) => one([...opening, thanks], now).notices.map(({ purpose }) => purpose);
  expect(notices(at + 3 * day)).toEqual(['thanks']);
  expect(notices(at + 5 * day)).toEqual([]);
});
