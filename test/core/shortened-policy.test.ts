import { describe, expect, test } from 'vitest';
import { day, hour, maria, monday } from '../cast.js';
import { saysWhy } from '../says-why.js';
import { mail, note, ownMail, play, settings, threeStages } from './history.js';
import { annaAsks, finalNotice, opening } from './opening.js';

/** R10: edits touch unsent stages only. What a shorter policy leaves of a silence that had come further. */

const stage = (n: number) => ownMail(`f${n}@e`, monday + 2 * n * day, { anchor: 'ask@e', stage: n });
const sentTwo = [...opening, stage(1), stage(2)];

const leftOf = (stages: number, now: number, facts = sentTwo, more: ReturnType<typeof note>[] = []) => {
  const policy = { ...threeStages, followUps: threeStages.followUps.slice(0, stages) };
  return play({ facts: [...facts, ...more], now, settings: settings({ policies: [policy] }) })[0]!;
};

describe('stages are taken out below what was sent', () => {
  test.each([1, 2])(
    '%i of 3 are left after two went: nothing goes, nothing closes, and it says why',
    (left) => {
      for (const days of [5, 30, 400]) {
        const derived = leftOf(left, monday + days * day);
        expect(derived).toMatchObject({ status: 'awaiting-customer', stagesSent: 2, notices: [] });
        expect(derived.next).toBeUndefined();
        const said = `Policy default has ${left} follow-ups now, so none is left, and none that went said goodbye`;
        expect(saysWhy(derived).join('\n')).toContain(said);
      }
    },
  );

  test('put back in, the last one goes when it would have gone', () => {
    expect(leftOf(3, monday + 5 * day).next).toMatchObject({ stage: 3, last: true, closes: true });
  });

  test('an answer ends it, an agent closes it, and a mail of the agent goes on with the silence', () => {
    const now = monday + 6 * day;
    const answer = mail({ from: maria, id: 'a@c', at: now - hour, refs: ['f2@e'] });
    expect(leftOf(1, now, [...sentTwo, answer])).toMatchObject({ status: 'awaiting-agent' });
    const closing = note({ type: 'command', anchor: 'ask@e', action: 'close', by: 'anna' }, now - hour);
    expect(leftOf(1, now, sentTwo, [closing])).toMatchObject({ status: 'closed', outcome: 'resolved' });
    const nudge = annaAsks({ id: 'nudge@e', at: now - hour, refs: ['ask@e'] });
    expect(leftOf(1, now, [...sentTwo, nudge]).next).toBeUndefined();
    expect(leftOf(3, now, [...sentTwo, nudge]).next).toMatchObject({ stage: 3, anchor: 'nudge@e' });
  });

  test('where the last one went, it said goodbye, and the silence is closed whatever the policy says', () => {
    expect(leftOf(1, monday + 9 * day, [...sentTwo, finalNotice])).toMatchObject({
      status: 'closed',
      outcome: 'no-reply',
    });
  });
});
