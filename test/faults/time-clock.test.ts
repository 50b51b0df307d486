import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { forget } from '../scenarios/matter.js';
import { anna, bot, day, hour, maria, minute, monday } from '../scenarios/stage.js';
import { customer, type TimeStage, timeStage } from './time-stage.js';

vi.setConfig({ testTimeout: 300_000 });

/** Issue 4, point 6: clocks that are wrong, and a machine that slept. */

let time: TimeStage;
beforeEach(async () => {
  time = await timeStage();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await time.stop();
});

describe('a clock that jumps', () => {
  test.each([
    ['3 hours ahead', 3 * hour],
    ['a day ahead', day],
    ['a year ahead', 365 * day],
    ['3 hours back', -3 * hour],
    ['a day back', -day],
    ['a year back', -365 * day],
  ])('%s and right again: each stage once, in order, none behind an answer', async (_, jump) => {
    await time.matters(3);
    await time.passUntil(monday + 2 * day + 3 * hour);
    expect([1, 2, 3].map((n) => time.stagesTo(`${n}`))).toEqual(['1', '1', '1']);
    time.reply('3');
    time.skew = jump;
    for (let i = 0; i < 3; i++) {
      await time.daemon.pass();
      time.stage.now += 3 * hour;
    }
    forget(time.stage);
    await time.daemon.stop();
    await time.daemon.pass();
    // The second customer answers while the clock is wrong.
    const before = time.stagesTo('2');
    time.reply('2');
    await time.daemon.pass();
    time.skew = 0;
    await time.daemon.stop();
    await time.passUntil(time.stage.now + 14 * day, 6 * hour);
    forget(time.stage);
    await time.daemon.stop();
    await time.passUntil(time.stage.now + 3 * day, 6 * hour);
    expect(time.stagesTo('3')).toBe('1');
    expect(time.stagesTo('2')).toBe(before);
    expect(time.stagesTo('1')).toBe('1,2,3');
    const [, second = 0, third = 0] = time.stage.sandbox
      .received(customer('1'))
      .map(({ at }, i, all) => at - (all[i - 1]?.at ?? 0));
    // A clock that says that days went by is believed: there is no other one.
    if (jump < day) expect([second, third].filter((gap) => gap < 2 * day - hour)).toEqual([]);
  });

  test('a first look with a clock that is a year behind wakes no mail from before the first run', async () => {
    time.stage.deliver({ from: anna, to: maria, cc: bot, id: 'old@example.com' });
    time.stage.now += 30 * day;
    await time.daemon.pass();
    await time.daemon.stop();
    forget(time.stage);
    time.skew = -365 * day;
    await time.daemon.pass();
    await time.daemon.stop();
    time.skew = 0;
    await time.passUntil(time.stage.now + 5 * day, 6 * hour);
    expect(time.stage.mailsTo(maria)).toEqual([]);
  });

  test('what a person said last counts, also where the clock was a year behind: paused is paused', async () => {
    await time.matters(1);
    await time.daemon.note({ type: 'pause', by: 'test' });
    time.stage.now += minute;
    await time.daemon.note({ type: 'resume', by: 'test' });
    time.stage.now += minute;
    time.skew = -365 * day;
    await time.daemon.note({ type: 'pause', by: 'test' });
    time.skew = 0;
    await time.passUntil(time.stage.now + 4 * day, 6 * hour);
    expect(time.stagesTo('1')).toBe('');
  });
});

describe('asleep between reading and sending', () => {
  /** Hours go by when `objectionTo` has derived from what was read: the last moment before MAIL FROM. */
  const sleepBeforeMailFrom = (asleep: () => void): void => {
    time.onLook = () => {
      if (!new Error().stack?.includes('objectionTo')) return;
      time.onLook = () => {};
      asleep();
    };
  };
  /** The machine sleeps: the wall clock goes on, the monotonic one stands. */
  const sleep = (ms: number): void => {
    const now = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => now() + ms);
    time.stage.now += ms;
  };
  const due = async (): Promise<void> => {
    await time.matters(1);
    time.stage.now = monday + 2 * day + 2 * hour;
  };

  test('stopped (SIGSTOP): time passes for the process, and it reads again first', async () => {
    await due();
    const now = performance.now.bind(performance);
    sleepBeforeMailFrom(() => {
      vi.spyOn(performance, 'now').mockImplementation(() => now() + 11_000);
    });
    expect(await time.daemon.pass()).toMatchObject({ results: [{ result: { result: 'retry' } }] });
    expect(time.stagesTo('1')).toBe('');
    time.stage.now += 2 * minute;
    await time.daemon.pass();
    expect(time.stagesTo('1')).toBe('1');
  });

  test('suspended with its machine: only the wall clock tells, and it reads again first', async () => {
    await due();
    sleepBeforeMailFrom(() => {
      sleep(3 * hour);
      time.reply('1');
    });
    expect(await time.daemon.pass()).toMatchObject({ results: [{ result: { result: 'retry' } }] });
    await time.passUntil(time.stage.now + day, hour);
    expect(time.stagesTo('1')).toBe('');
  });

  test('within the SMTP dialogue: no content goes on what was read hours ago', async () => {
    await due();
    time.onRcpt = (address) => {
      if (address === bot) return;
      time.onRcpt = () => {};
      sleep(3 * hour);
      time.reply('1');
    };
    expect(await time.daemon.pass()).toMatchObject({ results: [{ result: { result: 'retry' } }] });
    await time.passUntil(time.stage.now + day, hour);
    expect(time.stagesTo('1')).toBe('');
  });
});
