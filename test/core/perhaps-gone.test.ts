import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import type { Derived } from '../../src/core/conversation/state.js';
import type { Message } from '../../src/core/message/message.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { claimNote, resultNote } from './attempt.js';
import { mail, note, ownMail, play } from './history.js';
import { opening, order, told } from './opening.js';

/**
 * R9: a sending of which nothing is known yet. Whoever was at it may be dead, which this machine may know; and what an agent
 * orders meanwhile is about that mail and not about the one behind it, whatever is learned of it later.
 */

const id = 'thrice.x@e';
const claimedAt = monday + 2 * day;
const claim = claimNote(id, claimedAt);
const orderedAt = claimedAt + 2 * minute;

function at(now: number, facts: readonly (Message | Note)[], brokenOff: readonly string[] = []): Derived {
  const [derived, ...others] = play({ facts: [...opening, told, ...facts], now, brokenOff });
  expect(others).toEqual([]);
  return derived!;
}

describe('a sending whose process died', () => {
  test('is uncertain at once, and no other one is', () => {
    expect(at(claimedAt + 1000, [claim], [id])).toMatchObject({
      ...{ uncertain: [id], perhapsGone: { stage: 1, at: claimedAt } },
      next: { stage: 1, heldBy: 'uncertain' },
    });
    expect(at(claimedAt + 1000, [claim], ['thrice.other@e'])).toMatchObject({
      ...{ uncertain: [], perhapsGone: { stage: 1, at: claimedAt } },
      next: { stage: 1, heldBy: 'claimed' },
    });
  });

  test.each([
    ['the mail itself', ownMail(id, claimedAt, { anchor: 'ask@e' }), 2],
    ['a result', resultNote(id, orderedAt, 'sent'), 2],
    ['a person', note({ type: 'settle', id, anchor: 'ask@e', result: 'not-sent' }, orderedAt), 1],
  ] as const)('is settled by %s all the same', (_what, evidence, stage) => {
    const derived = at(orderedAt + minute, [claim, evidence], [id]);
    expect(derived).toMatchObject({ uncertain: [], next: { stage } });
    expect(derived).not.toHaveProperty('perhapsGone');
    expect(derived.next).not.toHaveProperty('heldBy');
  });
});

describe('what it was', () => {
  test.each([
    ['follow-up', claim],
    ['final-notice', claimNote(id, claimedAt, { stage: 3, last: true, closes: true })],
    ['inside', claimNote(id, claimedAt, { purpose: 'inside', stage: 2, to: [anna] })],
    [
      'inside',
      claimNote(id, claimedAt, { purpose: 'inside', stage: 3, last: true, closes: true, to: [anna] }),
    ],
  ] as const)('a %s', (what, claimed) =>
    expect(at(claimedAt + 1000, [claimed], [id])).toMatchObject({ perhapsGone: { what, at: claimedAt } }),
  );
});

describe('a sending of an earlier silence', () => {
  const answer = mail({
    from: maria,
    to: [anna],
    cc: [bot],
    id: 'yes@c',
    at: claimedAt + hour,
    refs: ['ask@e'],
  });
  const asksAgain = mail({
    ...{ from: anna, to: [maria], cc: [bot], id: 'again@e', at: claimedAt + 2 * hour, refs: ['yes@c'] },
  });
  const past = [claim, answer, asksAgain];
  const sendNow = order('send now', 'do@e', claimedAt + 3 * hour);
  const now = claimedAt + 3 * hour + minute;

  test('stays shown, and says nothing of the stage of that number in this one', () => {
    const derived = at(now, [...past, sendNow], [id]);
    expect(derived.effects).toMatchObject([{ verdict: 'done', stage: 1 }]);
    expect(derived.next).toMatchObject({ stage: 1, at: claimedAt + 3 * hour, ordered: true });
    expect(derived.next).not.toHaveProperty('heldBy');
    expect(derived.uncertain).toEqual([id]);
    expect(derived).not.toHaveProperty('perhapsGone');
  });

  test('nor does it once the team owes an answer, or somebody closes the matter then', () => {
    for (const facts of [[answer], [answer, order('close', 'do@e', claimedAt + 3 * hour)]]) {
      const derived = at(now, [claim, ...facts], [id]);
      expect(derived.uncertain).toEqual([id]);
      expect(derived).not.toHaveProperty('perhapsGone');
    }
  });

  test('hides none of this one', () => {
    const second = claimNote('thrice.y@e', claimedAt + 2.5 * hour, { anchor: 'again@e' });
    const derived = at(now, [...past, second, sendNow], [id, 'thrice.y@e']);
    expect(derived).toMatchObject({
      ...{ uncertain: [id, 'thrice.y@e'], next: { stage: 1, heldBy: 'uncertain' } },
      perhapsGone: { what: 'follow-up', stage: 1, at: claimedAt + 2.5 * hour },
    });
  });
});

describe('what is ordered meanwhile', () => {
  const skip = order('skip', 'do@e', orderedAt);
  const later = orderedAt + 30 * minute;
  const settled = (result: 'sent' | 'not-sent', moment = later): Note =>
    note({ type: 'settle', id, anchor: 'ask@e', result }, moment);

  test('skip is about that mail: if it has not left it never does', () => {
    const open = at(orderedAt + minute, [claim, skip], [id]);
    expect(open.effects).toMatchObject([{ verdict: 'done', stage: 1 }]);
    expect(open).toMatchObject({ perhapsGone: { stage: 1 }, next: { stage: 2, heldBy: 'uncertain' } });
    const never = at(later + minute, [claim, skip, settled('not-sent')]);
    expect(never.effects).toMatchObject([{ verdict: 'done', stage: 1 }]);
    expect(never.next).toMatchObject({ stage: 2 });
    expect(never.next).not.toHaveProperty('heldBy');
  });

  test.each([
    ['a person', settled('sent')],
    ['a result', resultNote(id, later, 'sent')],
    ['a copy that came late', ownMail(id, later, { anchor: 'ask@e' })],
  ] as const)('once %s shows that it left, the skip has left out nothing behind it', (_what, evidence) => {
    const derived = at(later + minute, [claim, skip, evidence]);
    expect(derived.effects).toMatchObject([{ verdict: 'stage-gone', stage: 1 }]);
    expect(derived.next).toMatchObject({ stage: 2 });
  });

  test('a copy that Thrice stores in Sent once it is known bears the time of the sending, and moves no order', () => {
    const copy = ownMail(id, claimedAt, { anchor: 'ask@e' });
    const derived = at(later + minute, [claim, skip, settled('sent'), copy]);
    expect(derived.effects).toMatchObject([{ verdict: 'stage-gone', stage: 1 }]);
    expect(derived.next).toMatchObject({ stage: 2 });
  });

  test('what was ordered after it was known means the next one, as ever', () => {
    const sent = resultNote(id, claimedAt + 1000, 'sent');
    const derived = at(later, [claim, sent, skip]);
    expect(derived.effects).toMatchObject([{ verdict: 'done', stage: 2 }]);
    expect(derived.next).toMatchObject({ stage: 3 });
  });

  test.each([
    ['open', []],
    ['sent', [settled('sent')]],
    ['not sent', [settled('not-sent')]],
  ] as const)(
    'a second skip means the stage behind it, whatever became of the first: %s',
    (_what, evidence) => {
      const again = order('skip', 'again@e', orderedAt + minute);
      const derived = at(later + minute, [claim, skip, again, ...evidence]);
      expect(derived.effects.map(({ stage }) => stage)).toEqual([1, 2]);
      expect(derived.next).toMatchObject({ stage: 3 });
    },
  );

  test('undo takes the skip back', () => {
    const undo = order('undo', 'undo@e', orderedAt + minute);
    expect(at(orderedAt + hour, [claim, skip, undo], [id]).next).toMatchObject({ stage: 1 });
  });

  test('send now sends it once, and only where it has not left', () => {
    const now = order('send now', 'do@e', orderedAt);
    expect(at(orderedAt + minute, [claim, now], [id]).next).toMatchObject({ stage: 1, heldBy: 'uncertain' });
    expect(at(later + minute, [claim, now, settled('not-sent')]).next).toMatchObject({
      ...{ stage: 1, at: orderedAt, ordered: true },
    });
    const gone = at(later + minute, [claim, now, settled('sent')]);
    expect(gone.effects).toMatchObject([{ verdict: 'stage-gone', stage: 1 }]);
    expect(gone.next).toMatchObject({ stage: 2 });
    expect(gone.next).not.toHaveProperty('ordered');
  });

  test('close and snooze hold, and the mail stays shown', () => {
    for (const [text, status] of [
      ['close', 'closed'],
      ['snooze 3d', 'snoozed'],
    ] as const)
      expect(at(orderedAt + minute, [claim, order(text, 'do@e', orderedAt)], [id])).toMatchObject({
        ...{ status, uncertain: [id], perhapsGone: { stage: 1, at: claimedAt } },
      });
  });

  test('I7: an unsigned word settles nothing and moves no order to another mail', () => {
    const forged = resultNote(id, claimedAt + 1000, 'sent', {}, false);
    const derived = at(later + minute, [claim, forged, skip, settled('sent')]);
    expect(derived.effects).toMatchObject([{ verdict: 'stage-gone', stage: 1 }]);
  });
});
