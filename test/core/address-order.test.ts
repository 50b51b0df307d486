import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/core/calendar/calendar.js';
import { isWorkingTime } from '../../src/core/calendar/working-time.js';
import { addressOrders, isAddressWord, longWords } from '../../src/core/order/address-order.js';
import { costsAtMost } from '../cost.js';

const office: Calendar = {
  timezone: 'Europe/Warsaw',
  always: false,
  days: [1, 2, 3, 4, 5],
  hours: { start: 540, end: 1020 },
  holidays: new Set(['2026-03-09', '2026-12-24', '2026-12-25']),
};
const policies = ['default', 'Urgent', 'friday'].map((name) => ({ name }));
const ownAddresses = ['support@example.com', 'help@example.com'];
/** Wednesday, 4 March 2026, 10:00 in Warsaw (UTC+1). */
const wednesday = Date.UTC(2026, 2, 4, 9);
/** Friday, 27 March 2026, 10:00 in Warsaw; the clocks go forward on Sunday. */
const friday = Date.UTC(2026, 2, 27, 9);

function ordersOf(detail: string, at = wednesday, base = 'support') {
  const context = { ownAddresses, policies, calendar: office, at };
  return addressOrders([`${base}+${detail}@example.com`], context);
}

/** One word for what the detail orders. */
function said(detail: string, at = wednesday): string {
  const [order] = ordersOf(detail, at);
  switch (order?.kind) {
    case undefined:
      return 'nothing';
    case 'first-due':
      return new Date(order.at).toISOString().slice(0, 16);
    case 'never':
      return 'never';
    case 'policy':
      return `policy ${order.name}`;
    case 'problem':
      return order.suggestion === null ? order.problem : `${order.problem} ${order.suggestion}`;
    default:
      return order satisfies never;
  }
}

describe('what an address orders', () => {
  test.each([
    ['4h', wednesday, '2026-03-04T13:00'],
    // Seven hours later the office is closed.
    ['7h', wednesday, '2026-03-05T08:00'],
    // Saturday moves over the weekend and the holiday on Monday.
    ['3d', wednesday, '2026-03-10T08:00'],
    ['2wd', wednesday, '2026-03-06T09:00'],
    ['3wd', wednesday, '2026-03-10T09:00'],
    ['2w', wednesday, '2026-03-18T09:00'],
    ['3days', wednesday, '2026-03-10T08:00'],
    ['2tage', wednesday, '2026-03-06T09:00'],
    ['monday', wednesday, '2026-03-10T08:00'],
    ['tue', wednesday, '2026-03-10T08:00'],
    ['freitag', wednesday, '2026-03-06T08:00'],
    ['piątek', wednesday, '2026-03-06T08:00'],
    ['czwartek', wednesday, '2026-03-05T08:00'],
    ['tomorrow', wednesday, '2026-03-05T08:00'],
    // Never today.
    ['wednesday', wednesday, '2026-03-11T08:00'],
    ['friday', friday, '2026-04-03T07:00'],
    // The clock change lies between: the same wall clock, another UTC.
    ['3d', friday, '2026-03-30T08:00'],
    ['monday', friday, '2026-03-30T07:00'],
    // A holiday.
    ['dec24', wednesday, '2026-12-28T08:00'],
    ['24dec', wednesday, '2026-12-28T08:00'],
    ['24-dez', wednesday, '2026-12-28T08:00'],
    ['23grudnia', wednesday, '2026-12-23T08:00'],
    ['2026-12-23', wednesday, '2026-12-23T08:00'],
    // Without a year what is past is next year.
    ['jan5', wednesday, '2027-01-05T08:00'],
    ['never', wednesday, 'never'],
    ['nigdy', wednesday, 'never'],
    ['niemals', wednesday, 'never'],
    ['urgent', wednesday, 'policy Urgent'],
    ['default', wednesday, 'policy default'],
  ])('%s at %d: %s', (detail, at, expected) => {
    expect(said(detail, at)).toBe(expected);
    expect(said(detail.toUpperCase(), at)).toBe(expected);
  });

  test.each([
    ['2026-03-03', 'past'],
    // Today: its start of work is over.
    ['2026-03-04', 'past'],
    ['feb30', 'no-such-day'],
    ['2026-02-30', 'no-such-day'],
    ['9999d', 'too-far'],
    ['2049-01-01', 'too-far'],
    ['frday', 'near-miss support+friday@example.com'],
    ['firday', 'near-miss support+friday@example.com'],
    ['mondy', 'near-miss support+monday@example.com'],
    ['nevr', 'near-miss support+never@example.com'],
    ['nevre', 'near-miss support+never@example.com'],
    ['thrusday', 'near-miss support+thursday@example.com'],
    ['mittwooch', 'near-miss support+mittwoch@example.com'],
    ['donerstag', 'near-miss support+donnerstag@example.com'],
    ['ffreitag', 'near-miss support+freitag@example.com'],
    ['sobtoa', 'near-miss support+sobota@example.com'],
    ['piątekk', 'near-miss support+piątek@example.com'],
    ['urgnt', 'near-policy support+urgent@example.com'],
    ['defualt', 'near-policy support+default@example.com'],
    // A day goes before the policy of that name, as without the slip.
    ['fridday', 'near-miss support+friday@example.com'],
  ])('%s: %s', (detail, expected) => {
    expect(said(detail)).toBe(expected);
  });

  test.each([
    'billing',
    'vip',
    't-aaaaaaaaaaaaaaaa',
    'k-monday',
    '1234',
    '2026',
    // Times in a mail to Thrice; as a detail they are tags of a team.
    'pt',
    'wt',
    '1st',
    '5s',
    '30m',
    '24.12',
    'today',
    'week',
    '14:00',
    '2pm',
    // Too short to be a mistake.
    'mo',
    'nix',
    // Other words, names among them, that a letter parts from a day, from never or from a policy.
    ...[
      'morgan',
      'morgana',
      'montage',
      'lever',
      'clever',
      'ever',
      'enver',
      'sever',
      'neve',
      'nevers',
      'never1',
    ],
    ...['sobotka', 'sonntags', 'mondays', 'sundae', 'frida', 'fridays', 'monda', 'samstags'],
    ...['soda', 'worek', 'patek', 'niedzielak', 'agent', 'urgents'],
    ...['marc', 'june', 'julia', 'april', 'augusta', 'summer', 'martin', 'sandra', 'defaults'],
  ])('%s orders nothing', (detail) => {
    expect(said(detail)).toBe('nothing');
  });

  test('only own addresses, aliases too, each once', () => {
    const context = { ownAddresses, policies, calendar: office, at: wednesday };
    expect(ordersOf('never', wednesday, 'help')).toEqual([
      { kind: 'never', address: 'help+never@example.com' },
    ]);
    expect(addressOrders(['anna+never@example.com', 'support@example.com', ''], context)).toEqual([]);
    expect(addressOrders(['support+never@example.com', 'Support+NEVER@Example.COM'], context)).toHaveLength(
      1,
    );
  });

  test('an alias that the config writes out is a tag of the team, however near it comes', () => {
    const orders = (...aliases: string[]) =>
      addressOrders(['support+Mondy@example.com', 'support+feb30@example.com', 'support+2d@example.com'], {
        ...{ ownAddresses: [...ownAddresses, ...aliases], policies, calendar: office, at: wednesday },
      }).map(({ kind, address }) => `${kind} ${address}`);
    const order = 'first-due support+2d@example.com';
    const slips = ['problem support+mondy@example.com', 'problem support+feb30@example.com'];
    expect(orders()).toEqual([...slips, order]);
    expect(orders('support+mondy@example.com')).toEqual([slips[1], order]);
    expect(orders('support+feb30@example.com', 'support+2d@example.com')).toEqual([slips[0], order]);
  });

  test('every word that may be mistyped has a meaning of its own', () => {
    const dead = longWords.filter((word) => /^(?:nothing|near-)/.test(said(word)));
    expect(dead).toEqual([]);
  });

  test('a moment is ahead and in working time', () => {
    const details = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('h', 'd', 'wd', 'w'))
        .map((two) => two.join('')),
      fc.constantFrom(...longWords),
      fc
        .tuple(fc.constantFrom('jan', 'mai', 'dec'), fc.integer({ min: 1, max: 31 }))
        .map((two) => two.join('')),
    );
    fc.assert(
      fc.property(details, fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }), (detail, minutes) => {
        const at = wednesday + minutes * 60_000;
        for (const order of ordersOf(detail, at)) {
          if (order.kind !== 'first-due') continue;
          expect(order.at).toBeGreaterThan(at);
          expect(isWorkingTime(office, order.at)).toBe(true);
        }
      }),
    );
  });

  test('any detail is read at once, whatever it is', async () => {
    fc.assert(fc.property(fc.string({ maxLength: 64 }), (detail) => void ordersOf(detail)));
    await costsAtMost(1000, () => {
      ordersOf('9'.repeat(500_000));
      ordersOf('a'.repeat(1_000_000));
    });
  });
});

describe('isAddressWord: a policy of that name cannot be chosen by an address', () => {
  test.each(['friday', 'Never', '3d', 'dec24', 'feb30', 't-shirts', 'k-town', '2026-01-01'])('%s', (name) => {
    expect(isAddressWord(name, office)).toBe(true);
  });
  test.each(['default', 'urgent', 'never-mind', 'billing', 'week'])('not %s', (name) => {
    expect(isAddressWord(name, office)).toBe(false);
  });
});
