import { describe, expect, test, vi } from 'vitest';
import { serversMissing, withServers } from '../servers/servers.js';
import { chanceOf } from './chance.js';
import { soakScenario } from './soak.js';
import { dueAfter } from './soak-due.js';
import { soakJudge } from './soak-judge.js';
import { type Life, newLife } from './soak-lives.js';
import { growthOf } from './soak-report.js';

vi.setConfig({ testTimeout: 400_000 });

describe.skipIf(serversMissing() !== null)(withServers('soak'), () => {
  test('sixty conversations through their whole life: nothing twice, lost or late, no handle more', async () => {
    const report = await soakScenario({
      seed: 3,
      conversations: 60,
      days: 2,
      tail: 7,
      calm: 1,
      still: 0,
      step: 60,
      looks: 3,
      say: () => {},
    });
    expect(report.wrong).toEqual([]);
    expect(report.followUps).toBe(report.due);
    expect(report.followUps).toBeGreaterThan(30);
    expect(report.listed).toMatchObject({ conversations: 60, uncertain: 0 });
    const { fds, handles } = growthOf(report.samples);
    expect(fds[1]).toBe(fds[0]);
    expect(handles[1]).toBeLessThanOrEqual(handles[0] + 2);
    expect(report.samples.at(-1)?.errors).toEqual([]);
  });
});

/** The judge's own reading of the default policy; ISO with the offset of Warsaw. */
describe('when the next one is due', () => {
  test.each([
    ['two days later', '2026-03-02T10:15:00+01:00', '2026-03-04T10:15:00+01:00'],
    ['in the evening: the next morning', '2026-03-02T20:00:00+01:00', '2026-03-05T09:00:00+01:00'],
    ['at night: that morning', '2026-03-03T02:00:00+01:00', '2026-03-05T09:00:00+01:00'],
    ['over the weekend', '2026-03-05T11:00:00+01:00', '2026-03-09T09:00:00+01:00'],
    ['on Friday evening', '2026-03-04T17:00:00+01:00', '2026-03-09T09:00:00+01:00'],
    ['over the clock change', '2026-03-27T11:00:00+01:00', '2026-03-30T09:00:00+02:00'],
  ])('%s', (_, from, to) => {
    expect(new Date(dueAfter(Date.parse(from)))).toEqual(new Date(to));
  });
});

/** Each trouble is put in on purpose; a judge that finds nothing would find nothing in a soak either. */
describe('the judge', () => {
  const hour = 3_600_000;
  const asked = Date.parse('2026-03-02T10:00:00+01:00');

  function silent(): Life {
    const life = newLife(1, chanceOf(1));
    Object.assign(life.matter, { ask: 'ask@example.com', silent: true, touched: asked });
    life.matter.asks.add('ask@example.com');
    return life;
  }

  function followUp(stage: number, at: number, to = 'customer1@customer.test') {
    const head = `X-Thrice: v=1; purpose=follow-up; stage=${stage}; last=${stage === 3 ? 'yes' : 'no'}`;
    const raw = Buffer.from(`${head}\r\nMessage-ID: <f${stage}>\r\nIn-Reply-To: <ask@example.com>\r\n\r\n.`);
    return { from: 'support@example.com', to: [to], raw, at };
  }

  const onTime = asked + 48 * hour;
  const troubles: Readonly<Record<string, (life: Life, judge: ReturnType<typeof soakJudge>) => void>> = {
    twice: (_, judge) => {
      judge.take(followUp(1, onTime));
      judge.take(followUp(1, onTime + 48 * hour));
    },
    'the customer had answered': (life, judge) => {
      life.matter.silent = false;
      judge.take(followUp(1, onTime));
    },
    'a stage was left out': (_, judge) => void judge.take(followUp(2, onTime)),
    'hours late': (_, judge) => void judge.take(followUp(1, onTime + 3 * hour)),
    'hours too soon': (_, judge) => void judge.take(followUp(1, onTime - 2 * hour)),
    'never came': (life, judge) => judge.missing(life, onTime + 3 * hour),
    'is nobody': (_, judge) => void judge.take(followUp(1, onTime, 'other@customer.test')),
    'the silence was closed': (life, judge) => {
      life.matter.over = true;
      judge.take(followUp(1, onTime));
    },
  };

  test.each(Object.entries(troubles))('finds: %s', (what, make) => {
    const life = silent();
    const judge = soakJudge((customer) => (customer === life.matter.customer ? life : undefined), 2 * hour);
    make(life, judge);
    expect(judge.wrong.join()).toContain(what);
  });

  test('has nothing to say about three stages on time', () => {
    const life = silent();
    const judge = soakJudge(() => life, 2 * hour);
    for (const [i, days] of [2, 4, 7].entries()) judge.take(followUp(i + 1, asked + days * 24 * hour));
    judge.missing(life, asked + 100 * 24 * hour);
    expect(judge.wrong).toEqual([]);
    expect(judge.counts).toMatchObject({ followUps: 3, due: 3, wrong: 0 });
  });
});
