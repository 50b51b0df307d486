import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUntil } from '../../src/core/calendar/until.js';
import { isWorkingTime } from '../../src/core/calendar/working-time.js';
import { office, wednesday } from './order-table.js';

function untilOf(text: string, now = wednesday): string {
  const until = parseUntil(text, office, now);
  return until.ok ? new Date(until.at).toISOString().slice(0, 16) : until.problem;
}

/** Now is Wednesday, 4 March 2026, 10:00 in Warsaw. */
describe('moments as people write them', () => {
  test.each([
    // Lengths
    ['3 days', '2026-03-09T08:00'],
    ['3 Tage', '2026-03-09T08:00'],
    ['3 Tagen', '2026-03-09T08:00'],
    ['3 dni', '2026-03-09T08:00'],
    ['trzy dni', '2026-03-09T08:00'],
    ['two days', '2026-03-06T09:00'],
    ['zwei Tage', '2026-03-06T09:00'],
    ['2 working days', '2026-03-06T09:00'],
    ['2 business days', '2026-03-06T09:00'],
    ['2 Werktage', '2026-03-06T09:00'],
    ['2 Arbeitstage', '2026-03-06T09:00'],
    ['2 AT', '2026-03-06T09:00'],
    ['2 dni robocze', '2026-03-06T09:00'],
    ['5 dni roboczych', '2026-03-11T09:00'],
    ['4 hours', '2026-03-04T13:00'],
    ['4 Std', '2026-03-04T13:00'],
    ['4 godziny', '2026-03-04T13:00'],
    ['1 week', '2026-03-11T09:00'],
    ['a week', '2026-03-11T09:00'],
    ['1w', '2026-03-11T09:00'],
    ['eine Woche', '2026-03-11T09:00'],
    ['tydzień', '2026-03-11T09:00'],
    ['na 2 tygodnie', '2026-03-18T09:00'],
    ['a month', '2026-04-06T07:00'],
    ['für 2 Wochen', '2026-03-18T09:00'],
    ['for 3 days', '2026-03-09T08:00'],
    // Days
    ['until friday', '2026-03-06T08:00'],
    ['bis Freitag', '2026-03-06T08:00'],
    ['bis zum Freitag', '2026-03-06T08:00'],
    ['do piątku', '2026-03-06T08:00'],
    ['do piatku', '2026-03-06T08:00'],
    ['do pt', '2026-03-06T08:00'],
    ['w piątek', '2026-03-06T08:00'],
    ['next friday', '2026-03-06T08:00'],
    ['nächsten Freitag', '2026-03-06T08:00'],
    ['Thurs', '2026-03-05T08:00'],
    ['morgen', '2026-03-05T08:00'],
    ['do jutra', '2026-03-05T08:00'],
    ['jutro', '2026-03-05T08:00'],
    ['tomorrow morning', '2026-03-05T08:00'],
    ['the day after tomorrow', '2026-03-06T08:00'],
    ['übermorgen', '2026-03-06T08:00'],
    ['uebermorgen', '2026-03-06T08:00'],
    ['pojutrze', '2026-03-06T08:00'],
    ['next week', '2026-03-09T08:00'],
    ['nächste Woche', '2026-03-09T08:00'],
    ['naechste Woche', '2026-03-09T08:00'],
    ['w przyszłym tygodniu', '2026-03-09T08:00'],
    ['do przyszłego tygodnia', '2026-03-09T08:00'],
    ['przyszły tydzień', '2026-03-09T08:00'],
    ['friday next week', '2026-03-13T08:00'],
    ['Freitag nächster Woche', '2026-03-13T08:00'],
    ['next month', '2026-04-01T07:00'],
    ['nächsten Monat', '2026-04-01T07:00'],
    ['the 24th', '2026-03-24T08:00'],
    ['the 3rd', '2026-04-03T07:00'],
    // Dates
    ['dec24', '2026-12-24T08:00'],
    ['24dec', '2026-12-24T08:00'],
    ['24 december', '2026-12-24T08:00'],
    ['24th of December', '2026-12-24T08:00'],
    ['December 24', '2026-12-24T08:00'],
    ['Dec 24th, 2026', '2026-12-24T08:00'],
    ['Thursday, 24 December', '2026-12-24T08:00'],
    ['24. Dezember', '2026-12-24T08:00'],
    ['Donnerstag, den 24. Dezember', '2026-12-24T08:00'],
    ['24. Dez. 2026', '2026-12-24T08:00'],
    ['5. März', '2026-03-05T08:00'],
    ['5. Maerz', '2026-03-05T08:00'],
    ['24 grudnia', '2026-12-24T08:00'],
    ['do 24 grudnia 2026', '2026-12-24T08:00'],
    ['5 pazdziernika', '2026-10-05T07:00'],
    ['24.12.', '2026-12-24T08:00'],
    ['24.12', '2026-12-24T08:00'],
    ['24.12.2026', '2026-12-24T08:00'],
    ['24.12.26', '2026-12-24T08:00'],
    ['24/12', '2026-12-24T08:00'],
    ['12/24/2026', '2026-12-24T08:00'],
    ['2026-12-24', '2026-12-24T08:00'],
    // A holiday and a weekend behind it
    ['25.12.', '2026-12-28T08:00'],
    ['saturday', '2026-03-09T08:00'],
    // The next year, where this one's is past; 29 February waits for its year
    ['3 March', '2027-03-03T08:00'],
    ['1 lutego', '2027-02-01T08:00'],
    ['29 february', '2028-02-29T08:00'],
    // Times
    ['friday 14:00', '2026-03-06T13:00'],
    ['friday at 2 pm', '2026-03-06T13:00'],
    ['friday, 2:30pm', '2026-03-06T13:30'],
    ['Freitag um 14 Uhr', '2026-03-06T13:00'],
    ['Freitag 14.30 Uhr', '2026-03-06T13:30'],
    ['w piątek o 14', '2026-03-06T13:00'],
    ['jutro o 9:30', '2026-03-05T08:30'],
    ['24.12. 15:00', '2026-12-24T14:00'],
    ['14:00', '2026-03-04T13:00'],
    ['09:30', '2026-03-05T08:30'],
    ['friday 20:00', '2026-03-09T08:00'],
    ['today 16:00', '2026-03-04T15:00'],
    // None
    ['today', 'past'],
    ['today 9:30', 'past'],
    ['4 March', 'past'],
    ['24.12.2025', 'past'],
    ['3 March 2026', 'past'],
    ['30 February', 'no-such-day'],
    ['31.4.', 'no-such-day'],
    ['Friday, 24 December', 'no-such-day'],
    ['24 December 2099', 'too-far'],
    ['9999 days', 'too-far'],
    ['600 weeks', 'too-far'],
    ['5/6', 'no-time'],
    ['friday 25:00', 'no-time'],
    ['friday or monday', 'no-time'],
    ['the end of time', 'no-time'],
    ['0 days', 'no-time'],
    ['days', 'no-time'],
    ['until', 'no-time'],
    ['2', 'no-time'],
    ['2.5 days', 'no-time'],
    ['soon', 'no-time'],
    ['24 foo', 'no-time'],
  ])('%s', (text, expected) => {
    expect(untilOf(text)).toBe(expected);
    expect(untilOf(text.toUpperCase())).toBe(expected);
    expect(untilOf(` ${text}  `)).toBe(expected);
  });

  test('"friday" on a Friday is the next one, before and after work too', () => {
    for (const hour of [0, 6, 9, 15, 22])
      for (const word of ['friday', 'Freitag', 'do piątku', 'next friday'])
        expect(untilOf(word, Date.UTC(2026, 2, 6, hour)), word).toBe('2026-03-13T08:00');
  });

  test('the day of a date-only word is that of the zone', () => {
    // Wednesday 23:30 UTC is Thursday in Warsaw.
    expect(untilOf('5 March', Date.UTC(2026, 2, 4, 23, 30))).toBe('2026-03-05T08:00');
    expect(untilOf('4 March', Date.UTC(2026, 2, 4, 23, 30))).toBe('2027-03-04T08:00');
  });

  test('a time that the clock skips moves ahead, of a repeated one the first counts', () => {
    const zone = { timezone: 'Europe/Warsaw', always: true } as const;
    const at = (text: string): unknown => parseUntil(text, zone, wednesday);
    expect(at('29 March 2:30')).toEqual({ ok: true, at: Date.UTC(2026, 2, 29, 1, 30) });
    expect(at('sunday, 29.3. um 2:30')).toEqual({ ok: true, at: Date.UTC(2026, 2, 29, 1, 30) });
    expect(at('25 października o 2:30')).toEqual({ ok: true, at: Date.UTC(2026, 9, 25, 0, 30) });
    // In Cairo the clock skips the first hour of 24 April 2026.
    const cairo = { timezone: 'Africa/Cairo', always: true } as const;
    expect(parseUntil('24 april', cairo, wednesday)).toEqual({ ok: true, at: Date.UTC(2026, 3, 23, 22) });
  });

  test('whatever is understood lies ahead, in working time', () => {
    const moments = fc.integer({ min: Date.UTC(2022, 0), max: Date.UTC(2034, 0) });
    const words = fc.constantFrom(
      ...['3 days', 'tydzień', 'a month', 'friday', 'sobota', 'next week', 'friday next week', 'next month'],
      ...['dec24', '29 february', '24.12.', 'the 31st', 'morgen', 'sunday 2:30', '14:00', 'do jutra o 9'],
    );
    fc.assert(
      fc.property(moments, words, (now, text) => {
        const until = parseUntil(text, office, now);
        if (!until.ok) return until.problem === 'past';
        return until.at > now && isWorkingTime(office, until.at);
      }),
    );
  });

  test('any words give a moment or a problem', () => {
    const word = fc.constantFrom(
      ...[
        'until',
        'friday',
        '24',
        'dec',
        '.',
        '14:00',
        'next',
        'week',
        '2026',
        'o',
        'at',
        '31',
        'feb',
        '9999',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 4 })), { maxLength: 6 }), (all) => {
        const until = parseUntil(all.join(' '), office, wednesday);
        return until.ok ? Number.isInteger(until.at) : until.reason !== '';
      }),
    );
  });
});
