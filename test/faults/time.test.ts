import { describe, expect, test, vi } from 'vitest';
import { forget } from '../scenarios/matter.js';
import { anna, bot, day, hour, maria, minute, monday } from '../scenarios/stage.js';
import { customer, timeStage } from './time-stage.js';

vi.setConfig({ testTimeout: 300_000 });

/** Issue 4, point 6: nights of 23 and 25 hours, and a month of downtime. */

const always = 'always';
const nightly = (hours: string) => ({ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], hours });

describe('the nights of the clock change', () => {
  test.each([
    // Warsaw, 29 March 2026: 02:00 becomes 03:00.
    ['Europe/Warsaw', always, '1d', '2026-03-28T02:30+01:00', '2026-03-29T03:30+02:00'],
    ['Europe/Warsaw', always, '24h', '2026-03-28T02:30+01:00', '2026-03-29T03:30+02:00'],
    ['Europe/Warsaw', always, '1d', '2026-03-28T23:30+01:00', '2026-03-29T23:30+02:00'],
    // The hours from two to three are not there that night: the next one it is.
    ['Europe/Warsaw', nightly('02:00-03:00'), '1d', '2026-03-28T02:30+01:00', '2026-03-30T02:00+02:00'],
    ['Europe/Warsaw', nightly('01:30-02:30'), '1d', '2026-03-28T02:15+01:00', '2026-03-30T01:30+02:00'],
    // 25 October 2026: 03:00 becomes 02:00, and 02:30 is there twice; the first one counts.
    ['Europe/Warsaw', always, '1d', '2026-10-24T02:30+02:00', '2026-10-25T02:30+02:00'],
    ['Europe/Warsaw', always, '24h', '2026-10-24T02:30+02:00', '2026-10-25T02:30+02:00'],
    ['Europe/Warsaw', always, '1d', '2026-10-24T03:30+02:00', '2026-10-25T03:30+01:00'],
    ['America/New_York', always, '1d', '2026-03-07T02:30-05:00', '2026-03-08T03:30-04:00'],
    ['America/New_York', nightly('02:00-03:00'), '1d', '2026-03-07T02:30-05:00', '2026-03-09T02:00-04:00'],
    ['America/New_York', always, '1d', '2026-10-31T01:30-04:00', '2026-11-01T01:30-04:00'],
  ] as const)('%s %j after %s: asked %s, followed up %s', async (timezone, hours, after, asked, due) => {
    const calendar = hours === always ? { timezone, always: true } : { timezone, ...hours };
    const follow_ups = [
      { after, template: 'follow-up-1' },
      { after: '30d', template: 'final-notice' },
    ];
    const time = await timeStage({ calendar, policies: [{ name: 'night', follow_ups }] });
    const { stage, daemon } = time;
    try {
      stage.now = Date.parse(asked) - hour;
      await daemon.pass();
      stage.deliver({ from: maria, to: bot, id: 'q@customer.test' });
      stage.now = Date.parse(asked);
      stage.deliver({ from: anna, to: maria, cc: bot, id: 'a@example.com', inReplyTo: 'q@customer.test' });
      await daemon.pass();
      // Every 30 minutes over both hours of the change, with a restart each time.
      stage.now = Date.parse(due) - 3 * hour;
      const end = Date.parse(due) + 3 * hour;
      for (; stage.now <= end; stage.now += 30 * minute) {
        await daemon.pass();
        await daemon.stop();
      }
      const sent = stage.sandbox
        .received(maria)
        .filter(({ raw }) => raw.includes('X-Thrice: '))
        .map(({ at }) => new Date(at).toISOString());
      expect(sent).toEqual([new Date(Date.parse(due)).toISOString()]);
    } finally {
      await time.stop();
    }
  });
});

describe('a month of downtime', () => {
  const people = 24;
  const numbers = Array.from({ length: people }, (_, i) => `${i + 1}`);
  const saturday = monday + 33 * day + 11 * hour;

  /** Everything is foreseen; then a month passes in which three customers answer. Thrice comes back on a Saturday night. */
  async function back(limits: Record<string, unknown>) {
    const time = await timeStage({ limits });
    await time.matters(people);
    await time.daemon.stop();
    time.stage.now += 10 * day;
    for (const n of ['1', '2', '3']) time.reply(n);
    time.stage.now = saturday;
    await time.daemon.pass();
    await time.passUntil(saturday + day, 8 * hour);
    expect(numbers.map(time.stagesTo).join('')).toBe('');
    // Monday at nine.
    time.stage.now = monday + 35 * day - 2 * hour;
    await time.daemon.pass();
    return time;
  }

  test('what came due meanwhile is no plan any more: the brake holds it until a person lets it go', async () => {
    const time = await back({ surprise: 20, per_minute: 'off' });
    try {
      expect(numbers.map(time.stagesTo).join('')).toBe('');
      const held = (await time.daemon.planned()).filter(({ heldBy }) => heldBy === 'surprise');
      expect(held).toHaveLength(people - 3);
      await time.daemon.note({ type: 'release', by: 'test' });
      await time.daemon.pass();
      await time.passUntil(time.stage.now + 5 * day, 6 * hour);
      await time.passUntil(time.stage.now + 3 * day, 6 * hour);
      expect(numbers.map(time.stagesTo)).toEqual(numbers.map((n) => (Number(n) <= 3 ? '' : '1,2,3')));
    } finally {
      await time.stop();
    }
  });

  test('with the brake off: one stage each, in working time, never more a minute than the limit', async () => {
    const time = await back({ surprise: 'off', per_minute: 5 });
    const { stage } = time;
    try {
      const sent = (): number => numbers.flatMap((n) => stage.mailsTo(customer(n))).length;
      expect(sent()).toBe(5);
      for (let i = 1; i <= 5; i++) {
        stage.now += minute;
        await time.daemon.pass();
      }
      expect(numbers.map(time.stagesTo)).toEqual(numbers.map((n) => (Number(n) <= 3 ? '' : '1')));
    } finally {
      await time.stop();
    }
  });

  test('a weekend is no downtime: what was foreseen goes on Monday, however much it is', async () => {
    const time = await timeStage({ limits: { surprise: 3, per_minute: 'off' } });
    try {
      // Thursday, so that all of it falls due on the Saturday.
      await time.daemon.pass();
      time.stage.now = monday + 3 * day;
      await time.matters(8);
      await time.daemon.stop();
      time.stage.now = monday + 4 * day + 9 * hour;
      await time.daemon.pass();
      await time.daemon.stop();
      time.stage.now = monday + 7 * day - hour;
      await time.daemon.pass();
      expect(['1', '8'].map(time.stagesTo)).toEqual(['1', '1']);
    } finally {
      await time.stop();
    }
  });

  test('and without data/ the brake holds as well', async () => {
    const time = await timeStage({ limits: { surprise: 5 } });
    try {
      await time.matters(8);
      await time.daemon.stop();
      forget(time.stage);
      time.stage.now = monday + 35 * day;
      await time.daemon.pass();
      await time.passUntil(time.stage.now + 2 * day);
      expect(['1', '8'].map(time.stagesTo)).toEqual(['', '']);
    } finally {
      await time.stop();
    }
  });
});
