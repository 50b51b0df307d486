import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepsOf } from '../../src/core/conversation/coming.js';
import type { Thread } from '../../src/core/conversation/link.js';
import { outsiders } from '../../src/core/conversation/role.js';
import type { Derived } from '../../src/core/conversation/state.js';
import { purposeOf, type Step } from '../../src/core/conversation/step.js';
import { mergeThreads } from '../../src/core/conversation/thread.js';
import { goesToCustomers } from '../../src/core/message/purpose.js';
import type { Settings } from '../../src/core/settings.js';
import { bot, day, hour, minute } from '../cast.js';
import { settings as base, type History, history, note } from './arbitrary-history.js';
import { derivedOf, threadOf } from './play.js';

/** The team clock, stages that go inside and the mails beside the stages, over generated histories. */

const seed = Number(process.env.THRICE_SEED ?? 17);
const runs = { numRuns: 100, seed };
const [policy] = base.policies;

const settings: Settings = {
  ...base,
  team: { ...base.team, unassigned: ['desk@example.com'] },
  policies: [
    {
      ...policy!,
      followUps: [
        { after: { amount: 3, unit: 'd' }, template: 'one', to: 'customer' },
        { after: { amount: 4, unit: 'h' }, template: 'call', to: 'agent' },
        { after: { amount: 2, unit: 'd' }, template: 'three', to: 'customer' },
      ],
      maxPerConversation: 4,
      team: [
        { after: { amount: 2, unit: 'h' }, to: 'agent' },
        { after: { amount: 5, unit: 'h' }, to: 'supervisors' },
        { after: { amount: 1, unit: 'd' }, to: 'agent' },
      ],
      supervisors: ['lead@example.com'],
      holdingReply: { after: { amount: 3, unit: 'h' }, template: 'holding-reply' },
      closingMail: 'closing',
    },
  ],
};

interface Gone {
  readonly at: number;
  readonly step: Step;
  readonly before: Derived;
}

const most = 200;

/** Plays on with nobody writing any more: each step goes when it is due, with its claim and its result. */
function playAll(thread: Thread, from: number, until: number): Gone[] {
  const gone: Gone[] = [];
  let [present, clock] = [thread, from];
  while (gone.length < most) {
    const due = derivedOf(present, clock, settings)
      .flatMap((derived) =>
        stepsOf(derived).flatMap((step) =>
          step.heldBy || (step.action === 'notice' && step.purpose === 'command-result')
            ? []
            : [{ derived, step }],
        ),
      )
      .sort((a, b) => a.step.at - b.step.at)[0];
    if (!due || Math.max(clock, due.step.at) > until) break;
    clock = Math.max(clock, due.step.at);
    // What is due then may no longer be what it was: the closing mail has its day.
    const fresh = derivedOf(present, clock, settings).find(({ id }) => id === due.derived.id);
    const step =
      fresh &&
      stepsOf(fresh).find(
        (one) =>
          one.anchor === due.step.anchor &&
          purposeOf(one) === purposeOf(due.step) &&
          one.stage === due.step.stage,
      );
    if (!step || step.at > clock) {
      clock += minute;
      continue;
    }
    gone.push({ at: clock, step, before: fresh });
    const { anchor, stage } = step;
    const [last, closes] = step.action === 'follow-up' ? [step.last, step.closes] : [false, false];
    const id = `thrice.all${gone.length}@example.com`;
    const to = step.to.map(({ address }) => address);
    const claim = { type: 'claim', id, purpose: purposeOf(step), anchor, stage, last, closes, to } as const;
    const result = { type: 'result', id, anchor, result: 'sent', detail: '' } as const;
    const serial = 6000 + gone.length;
    present = mergeThreads([
      present,
      { messages: [], notes: [note(claim, serial, clock), note(result, serial + 0.5, clock + 1)] },
    ]);
  }
  return gone;
}

const later = fc.constantFrom(0, 5 * hour, 3 * day, 9 * day);

function played(check: (gone: readonly Gone[], all: History) => void): void {
  fc.assert(
    fc.property(history, later, (all, pause) => {
      const from = all.end + pause;
      check(playAll(threadOf(all.facts, all.notes), from, from + 60 * day), all);
    }),
    runs,
  );
}

describe('what goes when nobody writes any more', () => {
  test('ends, and nothing goes twice', () => {
    played((gone) => {
      expect(gone.length).toBeLessThan(most);
      const keys = gone.map(({ step }) => `${purposeOf(step)} ${step.stage} ${step.anchor}`);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  test('of one debt each step of the team clock once, in order, each at least its distance behind the one before', () => {
    played((gone) => {
      const clock = gone.filter(
        ({ step }) => step.action === 'notice' && /^(reminder|escalation)$/.test(step.purpose),
      );
      for (const id of new Set(clock.map(({ before }) => before.id))) {
        const ours = clock.filter(({ before }) => before.id === id);
        // Nobody writes, so a conversation has one debt.
        expect(ours.map(({ step }) => step.stage)).toEqual(
          [...new Set(ours.map(({ step }) => step.stage))].sort(),
        );
        ours.slice(1).forEach(({ at, step }, i) => {
          const distance = [2 * hour, 5 * hour, day][step.stage - 1]!;
          expect(at - ours[i]!.at).toBeGreaterThanOrEqual(distance);
        });
      }
    });
  });

  test('the team clock, the holding reply and what says whose turn it is only while the team owes an answer; no stage then (I6)', () => {
    played((gone) => {
      for (const { step, before } of gone) {
        const owes = before.status === 'awaiting-agent' && before.owedSince !== undefined;
        if (step.action === 'follow-up') expect(owes).toBe(false);
        else if (['reminder', 'escalation', 'holding-reply'].includes(step.purpose)) expect(owes).toBe(true);
        else if (['answered', 'reopened'].includes(step.purpose) && !('settled' in step))
          expect(before.owedSince).toBeDefined();
        else if (step.purpose === 'closing')
          expect([before.status, before.outcome]).toEqual(['closed', 'resolved']);
      }
    });
  });

  test('customers get mail only where a verified agent wrote to them; the mailbox itself none (I5)', () => {
    played((gone, all) => {
      const asked = new Set(
        all.facts.flatMap((m) =>
          m.from.address.endsWith('@example.com') && !m.own
            ? outsiders(m, settings).map((p) => p.address)
            : [],
        ),
      );
      for (const { step } of gone)
        for (const { address } of step.to) {
          expect(address).not.toBe(bot);
          expect(goesToCustomers(purposeOf(step))).toBe(!address.endsWith('@example.com'));
          if (goesToCustomers(purposeOf(step))) expect(asked.has(address)).toBe(true);
        }
    });
  });

  test('after Thrice closed it nothing but notices of what people wrote goes', () => {
    played((gone) => {
      for (const { step, before } of gone)
        if (before.outcome === 'no-reply')
          expect(step.action === 'notice' && !/reminder|escalation/.test(step.purpose)).toBe(true);
    });
  });
});

describe('order', () => {
  test('the same facts and sendings in any order give the same state (I3, I4)', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), later, (all, random, pause) => {
        const numbers = random[Symbol.iterator]();
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, by: numbers.next().value as number }))
            .sort((a, b) => a.by - b.by)
            .map(({ item }) => item);
        const now = all.end + pause;
        const gone = playAll(threadOf(all.facts, all.notes), now, now + 2 * day);
        const claims = gone.flatMap(({ step, at }, n) => {
          const { anchor, stage } = step;
          const claim = {
            type: 'claim',
            id: `thrice.x${n}@example.com`,
            purpose: purposeOf(step),
            anchor,
            stage,
            last: false,
            closes: false,
            to: [],
          } as const;
          return [note(claim, 7000 + n, at)];
        });
        const notes = [...all.notes, ...claims];
        const straight = derivedOf(threadOf(all.facts, notes), now + day, settings);
        const one = mergeThreads([threadOf(shuffled(all.facts), []), threadOf([], shuffled(notes))]);
        expect(derivedOf(one, now + day, settings)).toEqual(straight);
      }),
      { numRuns: 80, seed },
    );
  });
});
