import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../src/core/calendar/calendar.js';
import {
  addWorkingTime,
  isWorkingTime,
  nextWorkingMoment,
  startOfNextWorkingDay,
  subtractWorkingTime,
} from '../../src/core/calendar/working-time.js';
import { firstInstantOf, fromLocal, offsetAt } from '../../src/core/calendar/zone.js';

const hour = 3_600_000;
const day = 24 * hour;

function hours(
  timezone: string,
  start: string,
  end: string,
  days = [1, 2, 3, 4, 5],
  holidays: string[] = [],
): Calendar {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return {
    timezone,
    always: false,
    days,
    hours: { start: minutes(start), end: minutes(end) },
    holidays: new Set(holidays),
  };
}
const week = [1, 2, 3, 4, 5, 6, 7];
const at = (text: string, zone: string): number =>
  text.endsWith('Z')
    ? Temporal.Instant.from(text).epochMilliseconds
    : Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
const utc = (ms: number): string => new Date(ms).toISOString();

const warsaw = hours('Europe/Warsaw', '09:00', '17:00', [1, 2, 3, 4, 5], ['2026-11-11']);
const zones = [
  'Europe/Warsaw',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'America/Havana',
  'Africa/Casablanca',
  'Asia/Beirut',
  'America/St_Johns',
  'UTC',
];
const moment = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2036, 0) });

describe('nextWorkingMoment', () => {
  it.each<[string, Calendar, string, string]>([
    ['inside stays', warsaw, '2026-11-23T10:12', '2026-11-23T10:12'],
    ['the opening is inside', warsaw, '2026-11-23T09:00', '2026-11-23T09:00'],
    ['the end is outside', warsaw, '2026-11-23T17:00', '2026-11-24T09:00'],
    ['a moment before the end is inside', warsaw, '2026-11-23T16:59:59.999', '2026-11-23T16:59:59.999'],
    ['Friday evening', warsaw, '2026-11-27T18:00', '2026-11-30T09:00'],
    ['a holiday', warsaw, '2026-11-11T12:00', '2026-11-12T09:00'],
    [
      'hours to midnight',
      hours('Europe/Warsaw', '22:00', '24:00', week),
      '2026-11-24T00:00',
      '2026-11-24T22:00',
    ],
    [
      'hours that begin in the gap begin with its end',
      hours('Europe/Warsaw', '02:15', '04:00', week),
      '2026-03-29T00:30',
      '2026-03-29T03:00',
    ],
    [
      'hours wholly in the gap are no hours that day',
      hours('Europe/Warsaw', '02:00', '02:45', week),
      '2026-03-29T00:30',
      '2026-03-30T02:00',
    ],
    [
      'hours begin with the first 2:30 of two',
      hours('Europe/Warsaw', '02:30', '05:00', week),
      '2026-10-25T01:00',
      '2026-10-25T00:30Z',
    ],
    [
      'no midnight on that day (Beirut)',
      hours('Asia/Beirut', '00:00', '08:00', week),
      '2026-03-28T09:00',
      '2026-03-29T01:00',
    ],
    [
      'Apia has no Friday 30 December 2011',
      hours('Pacific/Apia', '09:00', '17:00', [5]),
      '2011-12-29T18:00',
      '2012-01-06T09:00',
    ],
    [
      'a Kolkata morning is a UTC night',
      hours('Asia/Kolkata', '09:00', '17:00'),
      '2026-11-23T02:00Z',
      '2026-11-23T03:30Z',
    ],
  ])('%s', (_name, calendar, from, expected) => {
    const zone = calendar.timezone;
    expect(utc(nextWorkingMoment(calendar, at(from, zone)))).toBe(utc(at(expected, zone)));
  });

  it('is 400 days away when the calendar never opens', () => {
    const holidays = Array.from({ length: 1000 }, (_, i) => utc(Date.UTC(2026, 0, 1) + i * day).slice(0, 10));
    const t = at('2026-01-05T10:00', 'UTC');
    const calendar = hours('UTC', '09:00', '17:00', week, holidays);
    expect(nextWorkingMoment(calendar, t)).toBe(t + 400 * day);
    expect(isWorkingTime(calendar, t)).toBe(false);
    expect(addWorkingTime(calendar, t, hour)).toBe(t + 400 * day);
    expect(subtractWorkingTime(hours('UTC', '09:00', '17:00', []), t, hour)).toBe(t - 400 * day);
  });

  it('is in working time, never earlier, idempotent and monotone; nothing between is working time', () => {
    const start = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        moment,
        fc.nat(5 * day),
        start,
        fc.integer({ min: 1, max: 1440 }),
        (zone, t, more, from, length) => {
          const calendar: Calendar = {
            timezone: zone,
            always: false,
            days: [1, 2, 4, 5],
            hours: { start: from, end: Math.min(1440, from + length) },
            holidays: new Set(),
          };
          const next = nextWorkingMoment(calendar, t);
          expect(next).toBeGreaterThanOrEqual(t);
          expect(isWorkingTime(calendar, next)).toBe(true);
          expect(nextWorkingMoment(calendar, t + more)).toBeGreaterThanOrEqual(next);
          if (t + more < next) expect(isWorkingTime(calendar, t + more)).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('agrees with the wall clock where no clock changes', () => {
    fc.assert(
      fc.property(fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Asia/Kolkata'), moment, (zone, t) => {
        const local = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(zone);
        const working = local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17;
        expect(isWorkingTime(hours(zone, '09:00', '17:00'), t)).toBe(working);
      }),
      { numRuns: 500 },
    );
  });
});

describe('working time', () => {
  it.each<[string, string, number, string]>([
    ['within a day', '2026-11-23T10:00', 4, '2026-11-23T14:00'],
    ['to the very end is the next opening', '2026-11-23T13:00', 4, '2026-11-24T09:00'],
    ['over the night', '2026-11-23T15:00', 4, '2026-11-24T11:00'],
    ['over the weekend', '2026-11-27T16:00', 4, '2026-11-30T12:00'],
    ['over a holiday', '2026-11-10T16:00', 2, '2026-11-12T10:00'],
    ['from outside', '2026-11-28T03:00', 1, '2026-11-30T10:00'],
    ['a whole week', '2026-11-16T09:00', 40, '2026-11-23T09:00'],
    ['the autumn change does not count', '2026-10-23T16:00', 2, '2026-10-26T10:00'],
  ])('adds %s', (_name, from, amount, expected) => {
    const zone = 'Europe/Warsaw';
    expect(utc(addWorkingTime(warsaw, at(from, zone), amount * hour))).toBe(utc(at(expected, zone)));
  });

  it.each<[string, string, number, string]>([
    ['within a day', '2026-11-23T14:00', 4, '2026-11-23T10:00'],
    ['from an opening', '2026-11-24T09:00', 4, '2026-11-23T13:00'],
    ['to an opening, not the end of the day before', '2026-11-24T13:00', 4, '2026-11-24T09:00'],
    ['over the weekend', '2026-11-30T10:00', 4, '2026-11-27T14:00'],
    ['over a holiday', '2026-11-12T10:00', 2, '2026-11-10T16:00'],
    ['from outside', '2026-11-29T12:00', 1, '2026-11-27T16:00'],
  ])('subtracts %s', (_name, until, amount, expected) => {
    const zone = 'Europe/Warsaw';
    expect(utc(subtractWorkingTime(warsaw, at(until, zone), amount * hour))).toBe(utc(at(expected, zone)));
  });

  it('with always is elapsed time', () => {
    const calendar: Calendar = { timezone: 'Europe/Warsaw', always: true };
    expect(addWorkingTime(calendar, 5 * day, hour)).toBe(5 * day + hour);
    expect(subtractWorkingTime(calendar, 5 * day, hour)).toBe(5 * day - hour);
    expect(isWorkingTime(calendar, 5 * day)).toBe(true);
  });

  it('added and subtracted again is where it was, and the other way round', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        moment,
        fc.integer({ min: 0, max: 200 * hour }),
        (zone, t, ms) => {
          const calendar = hours(zone, '00:00', '21:30', [1, 2, 3, 5, 7]);
          const start = nextWorkingMoment(calendar, t);
          const end = addWorkingTime(calendar, start, ms);
          expect(isWorkingTime(calendar, end)).toBe(true);
          expect(subtractWorkingTime(calendar, end, ms)).toBe(start);
          const before = subtractWorkingTime(calendar, start, ms);
          expect(isWorkingTime(calendar, before)).toBe(true);
          expect(addWorkingTime(calendar, before, ms)).toBe(start);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('startOfNextWorkingDay', () => {
  it.each([
    ['2026-11-23T10:00', '2026-11-24T09:00'],
    ['2026-11-24T03:00', '2026-11-25T09:00'],
    ['2026-11-27T10:00', '2026-11-30T09:00'],
    ['2026-11-10T23:59', '2026-11-12T09:00'],
  ])('after %s is %s', (from, expected) => {
    expect(utc(startOfNextWorkingDay(warsaw, at(from, 'Europe/Warsaw')))).toBe(
      utc(at(expected, 'Europe/Warsaw')),
    );
  });

  it('with always is the next midnight', () => {
    const t = at('2026-11-27T10:00', 'Europe/Warsaw');
    expect(utc(startOfNextWorkingDay({ timezone: 'Europe/Warsaw', always: true }, t))).toBe(
      '2026-11-27T23:00:00.000Z',
    );
  });
});

describe('zone', () => {
  it('agrees with Temporal on offsets and on local times, at random and around every change', () => {
    const nearChange = fc
      .tuple(fc.constantFrom(...zones), moment, fc.integer({ min: -30 * hour, max: 30 * hour }))
      .map(([zone, t, off]) => {
        const change = Temporal.Instant.fromEpochMilliseconds(t)
          .toZonedDateTimeISO(zone)
          .getTimeZoneTransition('next');
        return { zone, t: (change?.epochMilliseconds ?? t) + off };
      });
    const anywhere = fc.record({ zone: fc.constantFrom(...zones), t: moment });
    fc.assert(
      fc.property(fc.oneof(nearChange, anywhere), ({ zone, t }) => {
        const instant = Temporal.Instant.fromEpochMilliseconds(t);
        expect(offsetAt(zone, t)).toBe(instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6);
        const local = instant.toZonedDateTimeISO('UTC').toPlainDateTime();
        expect(fromLocal(zone, t)).toBe(
          local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
        );
        const first = firstInstantOf(zone, t);
        expect(first + offsetAt(zone, first)).toBeGreaterThanOrEqual(t);
        expect(first - 1 + offsetAt(zone, first - 1)).not.toBe(t);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses an unknown zone', () => expect(() => offsetAt('Mars/Olympus', 0)).toThrow(RangeError));
});
