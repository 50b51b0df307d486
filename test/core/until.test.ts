import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/core/calendar/calendar.js';
import { parseUntil } from '../../src/core/calendar/until.js';
import { isWorkingTime } from '../../src/core/calendar/working-time.js';

const office: Calendar = {
  timezone: 'Europe/Warsaw',
  always: false,
  days: [1, 2, 3, 4, 5],
  hours: { start: 540, end: 1020 },
  holidays: new Set(['2026-03-09']),
};
const always: Calendar = { timezone: 'Europe/Warsaw', always: true };
/** Wednesday, 4 March 2026, 10:00 in Warsaw (UTC+1). */
const wednesday = Date.UTC(2026, 2, 4, 9);

function untilOf(text: string, calendar = office, now = wednesday): string {
  const until = parseUntil(text, calendar, now);
  return until.ok ? new Date(until.at).toISOString() : until.reason;
}

describe('until when a conversation is snoozed', () => {
  test.each([
    ['4h', '2026-03-04T13:00:00.000Z'],
    // Seven hours later is 17:00, the end of work.
    ['7h', '2026-03-05T08:00:00.000Z'],
    ['1d', '2026-03-05T09:00:00.000Z'],
    // Saturday moves over the weekend and the holiday on Monday.
    ['3d', '2026-03-10T08:00:00.000Z'],
    ['2wd', '2026-03-06T09:00:00.000Z'],
    ['tomorrow', '2026-03-05T08:00:00.000Z'],
    ['friday', '2026-03-06T08:00:00.000Z'],
    ['FRI', '2026-03-06T08:00:00.000Z'],
    // Never today: the next Wednesday.
    ['wednesday', '2026-03-11T08:00:00.000Z'],
    ['tuesday', '2026-03-10T08:00:00.000Z'],
    ['monday', '2026-03-10T08:00:00.000Z'],
    ['2026-03-05', '2026-03-05T08:00:00.000Z'],
    ['2026-03-07', '2026-03-10T08:00:00.000Z'],
    ['2026-03-05T14:30', '2026-03-05T13:30:00.000Z'],
    ['2026-03-05 14:30', '2026-03-05T13:30:00.000Z'],
    ['2026-03-05T14:30:00Z', '2026-03-05T14:30:00.000Z'],
    ['2026-03-05T14:30-01:00', '2026-03-05T15:30:00.000Z'],
    // After the clock change of 29 March 2026 Warsaw is UTC+2.
    ['2026-04-01', '2026-04-01T07:00:00.000Z'],
    [' 2026-03-05 ', '2026-03-05T08:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(untilOf(text)).toBe(expected);
  });

  test('with calendar always a date is its local midnight, and a skipped time moves ahead', () => {
    expect(untilOf('2026-03-05', always)).toBe('2026-03-04T23:00:00.000Z');
    expect(untilOf('2026-03-29T02:30', always)).toBe('2026-03-29T01:30:00.000Z');
  });

  test('a weekday is counted in the zone of the calendar, not in UTC', () => {
    // Wednesday 23:30 UTC is Thursday 00:30 in Warsaw.
    const night = Date.UTC(2026, 2, 4, 23, 30);
    expect(untilOf('thursday', office, night)).toBe('2026-03-12T08:00:00.000Z');
    expect(untilOf('friday', office, night)).toBe('2026-03-06T08:00:00.000Z');
  });

  test.each([
    ['2026-03-04', 'in the past'],
    ['2026-03-03', 'in the past'],
    ['2026-03-04T09:59', 'in the past'],
    ['2026-02-30', 'no day of the calendar'],
    ['2026-13-01', 'no day of the calendar'],
    ['2126-03-04', 'more than ten years away'],
    ['-3d', 'is no time'],
    ['0d', 'is no time'],
    ['fr', 'is no time'],
    ['soon', 'is no time'],
    ['', 'is no time'],
    ['2026-03-05T24:00', 'is no time'],
    ['2026-03-05T14:30+99:00', 'is no time'],
  ])('%s is refused', (text, reason) => {
    const until = parseUntil(text, office, wednesday);
    expect(until).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  test('what it gives is in the future and in working time, whatever now is', () => {
    const moments = fc.integer({ min: Date.UTC(2022, 0), max: Date.UTC(2030, 0) });
    const words = fc.constantFrom(
      '1h',
      '5d',
      '3wd',
      'tomorrow',
      'sunday',
      'tue',
      '2031-05-01',
      '2031-10-26T02:30',
    );
    fc.assert(
      fc.property(moments, words, (now, text) => {
        const until = parseUntil(text, office, now);
        return until.ok && until.at > now && isWorkingTime(office, until.at);
      }),
    );
  });

  test('any text gives a moment or a sentence', () => {
    fc.assert(
      fc.property(fc.string(), (text) => typeof parseUntil(text, office, wednesday).ok === 'boolean'),
    );
  });
});
