import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foretold, goings } from '../../src/core/conversation/goings.js';
import { type PlanInput, plan } from '../../src/core/conversation/plan.js';
import type { Derived } from '../../src/core/conversation/state.js';
import { type FollowUpStep, purposeOf, stepKey } from '../../src/core/conversation/step.js';
import { worldOf } from '../../src/core/conversation/world.js';
import { day, hour, maria, minute, monday, tom } from '../cast.js';
import { play, settings } from './history.js';
import { opening } from './opening.js';

const base = play({ facts: opening, now: monday + hour })[0]!;

/** A conversation whose next follow-up goes to these customers at `at`, ms UTC. */
function due(name: string, at: number, ...to: string[]): Derived {
  const next: FollowUpStep = {
    ...(base.next as FollowUpStep),
    ...{ anchor: `${name}@e`, at, to: to.map((address) => ({ name: '', address })) },
  };
  return { ...base, id: name, next, notices: [] };
}

function inputOf(conversations: readonly Derived[], change: Partial<PlanInput> = {}): PlanInput {
  const set = settings({
    limits: { perRecipientPerDay: 1, perMinute: 2, announcementAbove: 5, surprise: null },
  });
  const world = worldOf([], set, monday);
  return {
    ...{ conversations, settings: set, world, sendings: [], foreseen: new Map(), retryAt: new Map() },
    ...{ now: monday, ...change },
  };
}

const whenOf = (input: PlanInput): Record<string, number> =>
  Object.fromEntries([...goings(plan(input), input)].map(([key, { at }]) => [key, at]));

/** When everything goes as the daemon does it: one plan after the other, each time something can have changed. */
function daemon(input: PlanInput): Record<string, number> {
  const gone: Record<string, number> = {};
  let { now, conversations, sendings } = input;
  while (conversations.length > 0) {
    const planned = plan({ ...input, now, conversations, sendings });
    for (const { step, verdict } of planned.filter((one) => one.verdict === 'go')) {
      if (verdict === 'go') gone[stepKey(step)] = now;
      sendings = [
        ...sendings,
        { purpose: purposeOf(step), to: step.to.map(({ address }) => address), at: now },
      ];
    }
    conversations = conversations.filter(({ next }) => gone[stepKey(next!)] === undefined);
    const wakes = planned.flatMap(({ verdict, step, heldUntil }) =>
      verdict === 'go' ? [] : [step.at, heldUntil ?? 0].filter((at) => at > now),
    );
    // A cap may let go earlier than the plan said, when what it counted on does not go.
    now = Math.min(...wakes, ...sendings.map(({ at }) => at + day).filter((at) => at > now));
  }
  return gone;
}

describe('when the steps of a plan go', () => {
  test('of two to one customer the second goes a day later, in working time, and is told as held by the cap', () => {
    const [first, second] = [due('first', monday + hour, maria), due('second', monday + 2 * hour, maria)];
    const other = due('other', monday + 3 * hour, tom);
    const input = inputOf([second, other, first]);
    expect(foretold(plan(input), input).map(({ id, step, heldBy }) => [id, step.at, heldBy])).toEqual([
      ['first', monday + hour, undefined],
      ['other', monday + 3 * hour, undefined],
      ['second', monday + hour + day, 'recipient-limit'],
    ]);
    const friday = { now: monday + 4 * day };
    const late = inputOf([due('a', friday.now, maria), due('b', friday.now, maria)], friday);
    // Nobody works on Saturday: on Monday, at nine.
    expect(whenOf(late)['follow-up 1 b@e']).toBe(monday + 7 * day - hour);
  });

  test('what a person has to settle uses up nothing', () => {
    const held = due('held', monday + hour, maria);
    const input = inputOf([
      { ...held, next: { ...held.next!, heldBy: 'quarantined' } },
      due('free', monday + 2 * hour, maria),
    ]);
    expect(whenOf(input)).toEqual({ 'follow-up 1 free@e': monday + 2 * hour });
  });

  test('what the morning note announced keeps its place while it waits, and takes none of the minute’s', () => {
    const late = due('late', monday - day, maria);
    const others = ['x@customer.test', 'y@customer.test'].map((to) => due(to, monday, to));
    const input = inputOf([late, due('second', monday, maria), ...others], {
      announced: new Map([[stepKey(late.next!), monday + hour / 2]]),
    });
    expect(plan(input).map(({ id, heldBy = null }) => [id, heldBy])).toEqual([
      ['late', 'morning-note'],
      ['second', 'recipient-limit'],
      ['x@customer.test', null],
      ['y@customer.test', null],
    ]);
    expect(whenOf(input)).toMatchObject({
      'follow-up 1 late@e': monday + hour / 2,
      'follow-up 1 second@e': monday + hour / 2 + day,
    });
  });

  test('a cap of none lets nothing go, and that is no time', () => {
    const input = inputOf([due('never', monday, maria)]);
    const limits = { ...input.settings.limits, perRecipientPerDay: 0 };
    const never = { ...input, settings: { ...input.settings, limits } };
    expect(whenOf(never)).toEqual({});
    expect(foretold(plan(never), never)).toMatchObject([{ heldBy: 'recipient-limit', step: { at: monday } }]);
  });

  test('is what one plan after the other comes to', () => {
    const customers = [maria, tom, 'eva@customer.test'];
    const moment = fc.integer({ min: -20, max: 100 }).map((n) => monday + n * 20 * minute);
    const one = fc.record({
      at: moment,
      to: fc.uniqueArray(fc.constantFrom(...customers), { minLength: 1, maxLength: 2 }),
      announced: fc.boolean(),
    });
    const working = (at: number): number => plan(inputOf([due('w', at, maria)], { now: at }))[0]!.step.at;
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (all) => {
        const conversations = all.map(({ at, to }, i) => due(`c${i}`, working(at), ...to));
        const announced = new Map(
          conversations.flatMap(({ next }, i) =>
            all[i]!.announced ? [[stepKey(next!), monday + hour / 2] as const] : [],
          ),
        );
        const input = inputOf(conversations, { announced });
        expect(whenOf(input)).toEqual(daemon(input));
      }),
      { numRuns: 300 },
    );
  });
});
