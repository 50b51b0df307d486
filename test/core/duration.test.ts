import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Calendar, Duration } from '../../src/core/calendar/calendar.js';
import { addDuration, durationMs, formatDuration, parseDuration } from '../../src/core/calendar/duration.js';
import { isWorkingTime } from '../../src/core/calendar/working-time.js';
import { costsAtMost } from '../cost.js';

function office(timezone: string, holidays: string[] = [], start = 540, end = 1020): Calendar {
  return {
    timezone,
    always: false,
    days: [1, 2, 3, 4, 5],
    hours: { start, end },
    holidays: new Set(holidays),
  };
}
const always = (timezone: string): Calendar => ({ timezone, always: true });

/** '2026-03-27T10:00' in a zone, or an instant with Z, as ms UTC. */
const at = (text: string, zone: string): number =>
  text.endsWith('Z')
    ? Temporal.Instant.from(text).epochMilliseconds
    : Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
const show = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString({
    smallestUnit: 'minute',
  });

describe('parseDuration', () => {
  it.each<[string, Duration]>([
    ['30s', { amount: 30, unit: 's' }],
    ['10m', { amount: 10, unit: 'm' }],
    ['4h', { amount: 4, unit: 'h' }],
    ['2d', { amount: 2, unit: 'd' }],
    ['2wd', { amount: 2, unit: 'wd' }],
    ['3650d', { amount: 3650, unit: 'd' }],
  ])('reads %s', (text, duration) => expect(parseDuration(text)).toEqual(duration));

  it.each([
    '',
    '2',
    'd',
    '0d',
    '00d',
    '02d',
    '-2d',
    '+2d',
    '1.5h',
    '2 d',
    ' 2d',
    '2dayz',
    '2D',
    '2w',
    '3651d',
    '3651wd',
    '999999999d',
    '9999999999s',
    '２d',
    '2d\n',
    'wd',
  ])('refuses %j', (text) => expect(parseDuration(text)).toBeNull());

  it('reads what formatDuration wrote', () => {
    const unit = fc.constantFrom<Duration['unit']>('s', 'm', 'h', 'd', 'wd');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3650 }), unit, (amount, unit) => {
        expect(parseDuration(formatDuration({ amount, unit }))).toEqual({ amount, unit });
      }),
    );
  });

  it('knows lengths, but for working days', () => {
    expect(durationMs({ amount: 2, unit: 'h' })).toBe(7_200_000);
    expect(durationMs({ amount: 2, unit: 'd' })).toBe(172_800_000);
    expect(durationMs({ amount: 2, unit: 'wd' })).toBeNull();
  });
});

describe('addDuration', () => {
  const warsaw = office('Europe/Warsaw', ['2026-12-25', '2026-11-11']);
  it.each<[string, Calendar, string, string, string]>([
    ['two days inside the week', warsaw, '2026-11-24T10:12', '2d', '2026-11-26T10:12'],
    ['Thursday + 2d is a Saturday: Monday at nine', warsaw, '2026-11-26T10:12', '2d', '2026-11-30T09:00'],
    ['2wd keeps the time of day over a weekend', warsaw, '2026-11-26T10:12', '2wd', '2026-11-30T10:12'],
    ['2wd from Friday', warsaw, '2026-11-27T16:59', '2wd', '2026-12-01T16:59'],
    ['1wd from Saturday is Monday', warsaw, '2026-11-28T10:00', '1wd', '2026-11-30T10:00'],
    ['1wd from Friday night is not before hours', warsaw, '2026-11-27T20:00', '1wd', '2026-12-01T09:00'],
    ['a holiday is no working day', warsaw, '2026-11-10T10:00', '1wd', '2026-11-12T10:00'],
    ['a holiday is moved over', warsaw, '2026-11-09T10:00', '2d', '2026-11-12T09:00'],
    ['Christmas on a Friday: Monday', warsaw, '2026-12-23T10:00', '2d', '2026-12-28T09:00'],
    ['the end of hours is outside', warsaw, '2026-11-23T17:00', '1d', '2026-11-25T09:00'],
    ['a minute before the end is inside', warsaw, '2026-11-23T16:59', '1d', '2026-11-24T16:59'],
    ['before hours waits for them', warsaw, '2026-11-23T07:30', '2d', '2026-11-25T09:00'],
    ['hours elapse', warsaw, '2026-11-23T10:00', '4h', '2026-11-23T14:00'],
    ['hours past the end go to the next day', warsaw, '2026-11-23T15:00', '4h', '2026-11-24T09:00'],
    ['minutes', warsaw, '2026-11-23T10:00', '10m', '2026-11-23T10:10'],
    ['same local time over the spring change', warsaw, '2026-03-27T10:00', '3d', '2026-03-30T10:00'],
    ['same local time over the autumn change', warsaw, '2026-10-23T10:00', '3d', '2026-10-26T10:00'],
    [
      'same local time over New York spring',
      office('America/New_York'),
      '2026-03-06T10:00',
      '3d',
      '2026-03-09T10:00',
    ],
    [
      'same local time over New York autumn',
      office('America/New_York'),
      '2026-10-30T10:00',
      '3d',
      '2026-11-02T10:00',
    ],
    ['a half-hour zone', office('Asia/Kolkata'), '2026-11-24T09:00', '2d', '2026-11-26T09:00'],
    ['a quarter-hour zone', office('Asia/Kathmandu'), '2026-11-24T09:15', '2d', '2026-11-26T09:15'],
    [
      'the day that Apia skipped (a Friday)',
      office('Pacific/Apia'),
      '2011-12-28T10:00',
      '2d',
      '2012-01-02T09:00',
    ],
    [
      'a skipped local time moves by the gap',
      always('Europe/Warsaw'),
      '2026-03-28T02:30',
      '1d',
      '2026-03-29T03:30',
    ],
    [
      'of a repeated local time the first',
      always('Europe/Warsaw'),
      '2026-10-24T02:30',
      '1d',
      '2026-10-25T00:30Z',
    ],
    ['always: nothing moves', always('Europe/Warsaw'), '2026-11-28T23:00', '2d', '2026-11-30T23:00'],
    ['always: wd is d', always('Europe/Warsaw'), '2026-11-27T23:00', '1wd', '2026-11-28T23:00'],
    ['a leap day', always('UTC'), '2028-02-28T12:00', '1d', '2028-02-29T12:00'],
  ])('%s', (_name, calendar, from, duration, expected) => {
    const zone = calendar.timezone;
    const result = addDuration(calendar, at(from, zone), parseDuration(duration)!);
    expect(show(result, zone)).toBe(show(at(expected, zone), zone));
    expect(result).toBe(at(expected, zone));
  });

  it('ends, late, when the calendar never opens', () => {
    const never = office('Europe/Warsaw');
    const calendar = { ...never, days: [] } as Calendar;
    const from = at('2026-11-24T10:00', 'Europe/Warsaw');
    for (const text of ['10m', '2d', '5wd', '3650wd']) {
      const result = addDuration(calendar, from, parseDuration(text)!);
      expect(result).toBeGreaterThan(from + 399 * 86_400_000);
      expect(Number.isFinite(result)).toBe(true);
    }
  });

  const zones = [
    'Europe/Warsaw',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'America/Havana',
    'Africa/Casablanca',
    'UTC',
  ];
  const moment = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2036, 0) });
  const duration = fc.record({
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom<Duration['unit']>('s', 'm', 'h', 'd', 'wd'),
  });

  it('is later than its start and in working time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, duration, (zone, from, d) => {
        const calendar = office(zone);
        const result = addDuration(calendar, from, d);
        expect(result).toBeGreaterThan(from);
        expect(isWorkingTime(calendar, result)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('with always, agrees with Temporal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, duration, (zone, from, d) => {
        const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
        const unit = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days', wd: 'days' }[d.unit];
        expect(addDuration(always(zone), from, d)).toBe(start.add({ [unit]: d.amount }).epochMilliseconds);
      }),
      { numRuns: 400 },
    );
  });

  it('is monotone for starts in working time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        moment,
        fc.nat(20 * 86_400_000),
        duration,
        (zone, from, more, d) => {
          const calendar = office(zone);
          const [early, late] = [from, from + more].map((t) =>
            addDuration(calendar, t, { amount: 1, unit: 'm' }),
          );
          expect(addDuration(calendar, late!, d)).toBeGreaterThanOrEqual(addDuration(calendar, early!, d));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('costs less than 100 µs each, amortised', async () => {
    const calendar = office('Europe/Warsaw', ['2026-12-25']);
    const from = at('2026-01-01T00:00', 'Europe/Warsaw');
    await costsAtMost(2_000, () => {
      for (let i = 0; i < 20_000; i += 1)
        addDuration(calendar, from + i * 1_500_000, { amount: 2, unit: i % 2 ? 'd' : 'wd' });
    });
  });
});
