import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlarmState, alarmAt, type Look, nextAlarm, quiet, withMail } from '../../src/core/alarm.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const t0 = Date.UTC(2026, 2, 2, 9);
const why = 'imap.example.com refused the password.';

const look = (change: Partial<Look>): Look => ({
  ...{ now: t0, failure: why, lastRead: t0, firstSeen: t0 - day, alarmAfter: hour, mayMail: true },
  ...change,
});

const waiting = (at: number, tries = 0) => ({ gone: false, tries, at }) as const;
const gone = { gone: true } as const;
const unsure = { gone: true, unsure: true } as const;

/** An outage since t0 that failed first a minute later. */
const failing: AlarmState = {
  outage: { lastRead: t0, since: t0, failing: t0 + minute, why, alarm: null },
  again: null,
};
const alarmed = (mail: ReturnType<typeof waiting> | typeof gone): AlarmState => ({
  ...failing,
  outage: { ...failing.outage!, alarm: { at: t0 + hour, mail } },
});
const endOf = (mail: ReturnType<typeof waiting> | typeof gone | typeof unsure): AlarmState => ({
  outage: null,
  again: { since: t0, until: t0 + 2 * hour, mail },
});

describe('what a try means', () => {
  test.each<[string, AlarmState, Partial<Look>, { raised?: true; ended?: true; mail?: 'alarm' | 'again' }]>([
    ['read, and no outage', quiet, { failure: null }, {}],
    ['the first failure', quiet, { now: t0 + minute }, {}],
    ['the first failure days after the last reading', quiet, { now: t0 + 3 * day }, {}],
    ['just before the time', failing, { now: t0 + hour - 1 }, {}],
    ['at the time', failing, { now: t0 + hour }, { raised: true, mail: 'alarm' }],
    ['long after it', failing, { now: t0 + 9 * day }, { raised: true, mail: 'alarm' }],
    ['at the time, and no mail may leave', failing, { now: t0 + hour, mayMail: false }, { raised: true }],
    ['turned off', failing, { now: t0 + day, alarmAfter: null }, {}],
    ['read in time', failing, { now: t0 + hour, failure: null }, { ended: true }],
    ['the mail is gone', alarmed(gone), { now: t0 + 9 * day }, {}],
    ['the mail waits for its next try', alarmed(waiting(t0 + day, 3)), { now: t0 + day - 1 }, {}],
    ['its next try has come', alarmed(waiting(t0 + day, 3)), { now: t0 + day }, { mail: 'alarm' }],
    [
      'its next try has come and no mail may leave',
      alarmed(waiting(t0 + day, 3)),
      { now: t0 + day, mayMail: false },
      {},
    ],
    [
      'its next try lies behind a jump of the clock',
      alarmed(waiting(t0 + 9 * day, 3)),
      {},
      { mail: 'alarm' },
    ],
    ['turned off meanwhile', alarmed(waiting(t0 + day)), { now: t0 + day, alarmAfter: null }, {}],
    [
      'over, and they were told',
      alarmed(gone),
      { now: t0 + day, failure: null },
      { ended: true, mail: 'again' },
    ],
    ['over, and they were not told', alarmed(waiting(t0)), { now: t0 + day, failure: null }, { ended: true }],
    ['over, told, no mail may leave', alarmed(gone), { failure: null, mayMail: false }, { ended: true }],
    ['the news of the end waits', endOf(waiting(t0 + 3 * hour)), { now: t0 + 2.5 * hour, failure: null }, {}],
    [
      'the news of the end is tried again',
      endOf(waiting(t0 + 3 * hour)),
      { now: t0 + 3 * hour, failure: null },
      { mail: 'again' },
    ],
    ['the news of the end is stale', endOf(waiting(t0)), { now: t0 + 2 * day, failure: null }, {}],
    ['the news of the end is gone', endOf(gone), { now: t0 + 3 * hour, failure: null }, {}],
    ['the news of the end is perhaps gone', endOf(unsure), { now: t0 + 3 * hour, failure: null }, {}],
  ])('%s', (_name, before, change, expected) => {
    const { raised, ended, mail } = nextAlarm(before, look(change));
    expect({ raised, ended: ended !== null, mail }).toEqual({
      ...{ raised: false, ended: false, mail: null },
      ...expected,
    });
  });

  test('that the news of the end is perhaps gone is kept while it is news', () => {
    const kept = (now: number, failure: string | null = null) =>
      nextAlarm(endOf(unsure), look({ now, failure })).next.again;
    expect(kept(t0 + 3 * hour)).toEqual(endOf(unsure).again);
    expect(kept(t0 + 3 * hour, why)).toEqual(endOf(unsure).again);
    expect(kept(t0 + 2 * hour + day)).toEqual(endOf(unsure).again);
    expect(kept(t0 + 2 * hour + day + 1)).toBeNull();
  });

  test('where nothing was ever read the clock starts at the first sight of the mailbox', () => {
    const { next } = nextAlarm(quiet, look({ lastRead: null }));
    expect(next.outage).toMatchObject({ since: t0 - day, lastRead: null, alarm: null });
  });

  test('a try that read everything and failed afterwards ends the outage and begins another', () => {
    const now = t0 + 2 * hour;
    const { next, raised, ended, mail } = nextAlarm(alarmed(gone), look({ now, lastRead: now - 5 }));
    expect(next.outage).toMatchObject({ since: now - 5, failing: now, alarm: null });
    expect({ raised, ended, mail }).toEqual({ raised: false, ended: null, mail: 'again' });
  });

  test('a new alarm takes the place of the news that the one before was over', () => {
    const before = { ...failing, again: endOf(waiting(t0)).again };
    expect(nextAlarm(before, look({ now: t0 + hour }))).toMatchObject({
      next: { again: null },
      mail: 'alarm',
    });
  });

  test('a clock that was set back by a year puts the alarm off by no more than its time', () => {
    const now = t0 - 365 * day;
    const { next } = nextAlarm(failing, look({ now }));
    expect(alarmAt(next.outage!, hour)).toBe(now + hour);
  });

  test('the tries of a mail that does not leave come at growing distance, and each is counted beforehand', () => {
    let state: AlarmState = failing;
    const tried: number[] = [];
    for (let now = t0 + hour; now < t0 + 2 * day; now += minute) {
      const { next, mail } = nextAlarm(state, look({ now }));
      if (mail) tried.push((now - t0 - hour) / minute);
      state = next;
    }
    expect(tried).toEqual([
      0, 1, 3, 7, 15, 31, 63, 127, 255, 495, 735, 975, 1215, 1455, 1695, 1935, 2175, 2415, 2655,
    ]);
  });
});

/** One try a minute: `r` reads everything, `f` fails; `-` is a minute in which nothing runs, `x` a try without SMTP. */
function play(script: readonly string[], alarmAfter: number) {
  let state: AlarmState = quiet;
  let lastRead: number | null = t0;
  const mails: { readonly at: number; readonly mail: 'alarm' | 'again' }[] = [];
  const raised: number[] = [];
  script.forEach((what, index) => {
    const now = t0 + index * minute;
    if (what === '-') return;
    if (what === 'r') lastRead = now;
    const failure = what === 'r' ? null : why;
    // Each try in a process of its own: nothing but what is on the disk goes on.
    const stored = JSON.parse(JSON.stringify(state)) as AlarmState;
    const verdict = nextAlarm(stored, look({ now, failure, lastRead, alarmAfter }));
    state = verdict.next;
    if (verdict.raised) raised.push(now);
    if (verdict.mail && what !== 'x') {
      mails.push({ at: now, mail: verdict.mail });
      state = withMail(state, verdict.mail, { gone: true });
    }
  });
  return { mails, raised };
}

test('property: one alarm and one mail an outage, none too early or late, and an end only after an alarm', () => {
  const tries = fc.array(fc.constantFrom('r', 'f', 'f', 'f', 'f', 'f', 'x', '-'), { maxLength: 120 });
  fc.assert(
    fc.property(tries, fc.integer({ min: 2, max: 20 }), (script, patience) => {
      const { mails, raised } = play(script, patience * minute);
      let last = 0;
      let first: number | null = null;
      const due: number[] = [];
      script.forEach((what, index) => {
        if (what === 'r') [last, first] = [index, null];
        else if (what !== '-') {
          first ??= index;
          const already = due.some((at) => at > last);
          if (!already && index >= last + patience && index > first) due.push(index);
        }
      });
      expect(raised.map((at) => (at - t0) / minute)).toEqual(due);
      const between = (kind: string, from: number, to: number) =>
        mails.filter(({ mail, at }) => mail === kind && at >= from && at < to).length;
      raised.forEach((at, index) => {
        expect(between('alarm', at, raised[index + 1] ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(1);
      });
      expect(between('alarm', 0, raised[0] ?? Number.POSITIVE_INFINITY)).toBe(0);
      mails.forEach(({ mail }, index) => {
        if (mail === 'again') expect(mails[index - 1]?.mail).toBe('alarm');
      });
    }),
    { numRuns: 500 },
  );
});
