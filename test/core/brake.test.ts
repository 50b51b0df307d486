import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { broughtAbout, foresightPatience, isSurprise } from '../../src/core/conversation/brake.js';
import { type CourtesyStep, type NoticeStep, stepKey } from '../../src/core/conversation/step.js';
import { worldOf } from '../../src/core/conversation/world.js';
import { courtesyPurposes, noticePurposes } from '../../src/core/message/purpose.js';
import { anna, day, hour, minute, monday } from '../cast.js';
import { settings } from './history.js';

type Beside = NoticeStep | CourtesyStep;

/** A step beside the silence's own. */
function step(purpose: Beside['purpose'], at: number, anchor = 'c1'): Beside {
  const to = [{ name: '', address: anna }];
  const common = { anchor, stage: 0, to, at } as const;
  return purpose === 'closing' || purpose === 'holding-reply'
    ? { ...common, action: 'courtesy', purpose, template: purpose }
    : { ...common, action: 'notice', purpose };
}

const purposes: readonly Beside['purpose'][] = [...noticePurposes, ...courtesyPurposes];
const now = monday + day;
const planned = monday;

describe('what a mail or an order since the plan before brought about', () => {
  const after = planned + minute;
  test.each([
    // purpose, owed since, closed at, due: whether it was to be expected
    ['reminder', after, undefined, now, true],
    ['escalation', after, undefined, now, true],
    ['holding-reply', after, undefined, now, true],
    ['closing', undefined, after, now, true],
    // The plan before knew of it: an edit made it due.
    ['reminder', planned, undefined, now, false],
    ['escalation', planned - hour, undefined, now, false],
    ['holding-reply', planned - hour, undefined, now, false],
    ['closing', undefined, planned, now, false],
    // What closed it is no debt, and the other way round.
    ['reminder', planned - hour, after, now, false],
    ['closing', after, planned - hour, now, false],
    // What lies ahead is foreseen by the plan itself.
    ['reminder', after, undefined, now + 1, false],
    // Due by the policy and the config alone.
    ['blind', after, after, now, false],
  ] as const)(
    '%s, owed since %j, closed at %j, due at %j: %j',
    (purpose, owedSince, closedAt, at, expected) => {
      const one = step(purpose, at);
      const brought = broughtAbout(
        { notices: [one], ...(owedSince && { owedSince }), ...(closedAt && { closedAt }), effects: [] },
        planned,
        now,
      );
      expect(brought).toEqual(expected ? { [stepKey(one)]: at } : {});
    },
  );

  test.each([
    ['reminder', 'undo', 'done', after, true],
    ['closing', 'undo', 'done', after, true],
    // It gave nothing back, the plan before knew of it, or it is none.
    ['reminder', 'undo', 'nothing-to-do', after, false],
    ['reminder', 'undo', 'done', planned, false],
    ['reminder', 'never', 'done', after, false],
    ['blind', 'undo', 'done', after, false],
  ] as const)(
    '%s of long ago, behind %s that was %s, at %j: %j',
    (purpose, action, verdict, at, expected) => {
      const one = step(purpose, now);
      const long = planned - day;
      const effects = [{ order: 'o 1', action, by: anna, at, verdict }];
      const brought = broughtAbout(
        { notices: [one], owedSince: long, closedAt: long, effects },
        planned,
        now,
      );
      expect(brought).toEqual(expected ? { [stepKey(one)]: now } : {});
    },
  );

  test.each([
    ['without a plan before', null, {}],
    ['after a long downtime', now - foresightPatience - 1, {}],
    ['after the longest that is none', now - foresightPatience, { 'reminder 0 c1': now }],
  ])('%s', (_what, before, expected) => {
    const derived = { notices: [step('reminder', now)], owedSince: now - hour, effects: [] };
    expect(broughtAbout(derived, before, now)).toEqual(expected);
  });
});

describe('the brake', () => {
  const moment = fc.integer({ min: monday - 2 * day, max: monday + 2 * day });
  const debt = fc.record({
    purpose: fc.constantFrom(...purposes),
    owedSince: moment,
    closedAt: moment,
    at: moment,
  });
  const surprised = (steps: readonly Beside[], foreseen: Record<string, number>, surprise: number) => {
    const config = settings();
    return isSurprise(steps, {
      settings: { ...config, limits: { ...config.limits, surprise } },
      world: worldOf([], config, monday - 365 * day),
      foreseen: new Map(Object.entries(foreseen)),
      now,
    });
  };

  test('of debts it counts those alone that the plan before knew of', () => {
    fc.assert(
      fc.property(fc.array(debt, { maxLength: 12 }), fc.nat(12), (debts, most) => {
        const all = debts.map((one, i) => ({
          ...one,
          notices: [step(one.purpose, one.at, `c${i}`)],
          effects: [],
        }));
        const steps = all.flatMap(({ notices }) => notices);
        const brought = Object.assign({}, ...all.map((one) => broughtAbout(one, planned, now)));
        const counts = all.filter(({ purpose, at, owedSince, closedAt }) => {
          if (at > now) return false;
          if (purpose === 'blind') return true;
          if (purpose === 'closing') return closedAt <= planned;
          const ofDebt = purpose === 'reminder' || purpose === 'escalation' || purpose === 'holding-reply';
          return ofDebt && owedSince <= planned;
        });
        expect(surprised(steps, brought, most)).toBe(counts.length > most);
        // Nothing that was brought about makes the plan more of a surprise.
        if (!surprised(steps, {}, most)) expect(surprised(steps, brought, most)).toBe(false);
      }),
    );
  });
});
