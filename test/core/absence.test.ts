import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextWorkingMoment } from '../../src/core/calendar/working-time.js';
import { afterAbsence } from '../../src/core/conversation/absence.js';
import type { Message } from '../../src/core/message/message.js';
import { day, hour, maria, monday, tom } from '../cast.js';
import { saysWhy } from '../says-why.js';
import { mail, ownMail, settings } from './history.js';
import { annaAsks, ask, finalNotice, one, opening, question } from './opening.js';

const { calendar } = settings();

function away(newText: string | undefined, at = monday + hour, from = maria): Message {
  const more = {
    kind: 'auto-reply' as const,
    reason: 'auto-submitted',
    ...(newText !== undefined && { newText }),
  };
  return mail({ from, id: `away-${at}@c`, at, refs: ['ask@e'], more });
}

const at = (derived: ReturnType<typeof one>) => new Date(derived.next?.at ?? 0).toISOString();

describe('an automatic reply in a silence', () => {
  test('neither answers nor reopens; the day of return moves the next stage to the working morning after it', () => {
    // Friday, 13 March 2026; the next working morning is Monday, 9:00 in Warsaw.
    const derived = one(
      [...opening, away('I am out of the office and back on 13 March 2026.')],
      monday + day,
    );
    expect(derived).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1 },
      absences: [{ address: maria, returnsOn: '2026-03-13' }],
    });
    expect(at(derived)).toBe('2026-03-16T08:00:00.000Z');
    expect(saysWhy(derived).join('\n')).toContain('maria@customer.test is away until 2026-03-13');
  });

  test('the text is asked for; without a date nothing moves', () => {
    expect(one([...opening, away(undefined)], monday + day).needsText).toEqual([away(undefined).key]);
    const derived = one([...opening, away('I am out of the office.')], monday + day);
    expect(at(derived)).toBe('2026-03-04T09:00:00.000Z');
  });

  test('never more than 30 days', () => {
    const derived = one(
      [...opening, away('I am out of the office and back on 13 September 2026.')],
      monday + day,
    );
    expect(at(derived)).toBe('2026-04-01T07:00:00.000Z');
  });

  test('the stages behind the moved one count from it', () => {
    const sent = Date.UTC(2026, 2, 16, 8);
    const f1 = ownMail('f1@e', sent, { anchor: 'ask@e', stage: 1 });
    const derived = one([...opening, away('I am away until 13 March 2026.'), f1], sent + hour);
    expect(derived.next).toMatchObject({ stage: 2, at: sent + 2 * day });
  });

  test('ends with a mail of that person, and of no one else', () => {
    const answer = mail({
      from: maria,
      id: 'a@c',
      at: monday + 2 * hour,
      refs: ['ask@e'],
      more: { newText: 'Here it is.' },
    });
    const again = annaAsks({ id: 'more@e', at: monday + 3 * hour, refs: ['a@c'] });
    const before = [...opening, away('I am away until 13 March 2026.')];
    expect(one([...before, answer, again], monday + day).absences).toEqual([]);
    expect(at(one([...before, answer, again], monday + day))).toBe('2026-03-04T12:00:00.000Z');
  });

  test('of one customer of two moves nothing: the other is there', () => {
    const two = annaAsks({ to: [maria, tom] });
    const first = away('I am away until 13 March 2026.');
    expect(at(one([question, two, first], monday + day))).toBe('2026-03-04T09:00:00.000Z');
    const both = [question, two, first, away('Back on 10 March 2026.', monday + 2 * hour, tom)];
    expect(at(one(both, monday + day))).toBe('2026-03-11T08:00:00.000Z');
  });

  test('of an alias or assistant counts for the one who was written to, if it answers that mail', () => {
    const alias = away('I am away until 13 March 2026.', monday + hour, 'm.kowalska@customer.test');
    expect(at(one([...opening, alias], monday + day))).toBe('2026-03-16T08:00:00.000Z');
  });

  test('may come before the Sent copy of the mail that it answers', () => {
    const early = away('I am away until 13 March 2026.', monday - 3000);
    const late = { ...ask, stored: true as const };
    expect(at(one([question, late, early], monday + day))).toBe('2026-03-16T08:00:00.000Z');
  });

  test('after the close it changes nothing', () => {
    const late = away('I am away until 30 March 2026.', monday + 7 * day);
    expect(one([...opening, finalNotice, late], monday + 8 * day)).toMatchObject({
      status: 'closed',
      outcome: 'no-reply',
      absences: [],
      needsText: [],
    });
  });
});

describe('afterAbsence', () => {
  test('gives a working moment, not before the due time and never more than 30 days after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -40, max: 40 }), (ahead, late) => {
        const due = nextWorkingMoment(calendar, monday + 17 * hour);
        const returnsOn = new Date(monday + ahead * day).toISOString().slice(0, 10);
        const moved = afterAbsence(
          { address: maria, returnsOn, messageId: 'x@c', at: monday + late * day },
          due,
          calendar,
        );
        expect(moved).toBeGreaterThanOrEqual(due);
        expect(moved - due).toBeLessThanOrEqual(30 * day);
        expect(nextWorkingMoment(calendar, moved)).toBe(moved);
      }),
    );
  });

  test('with calendar always a morning begins at nine', () => {
    const always = { timezone: 'Europe/Warsaw', always: true } as const;
    const absence = { address: maria, returnsOn: '2026-03-05', messageId: 'x@c', at: monday };
    expect(new Date(afterAbsence(absence, monday + day, always)).toISOString()).toBe(
      '2026-03-06T08:00:00.000Z',
    );
  });
});
