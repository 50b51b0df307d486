import { capHold, longestCap, type Sending, sendingOf } from './caps.js';
import type { PlanInput, Planned } from './plan.js';
import { goesAt, type Hold, type Step, stepKey } from './step.js';

/** When a step goes. */
export interface Going {
  /** ms UTC. */
  readonly at: number;
  /** The cap without which it would go earlier. */
  readonly heldBy?: Hold;
}

/** A step on its way: it does not go before `at`, and where an answer is waited for not before `until`; ms UTC. */
interface Waiting {
  readonly step: Step;
  readonly at: number;
  readonly until: number;
  /** Its place in the plan: of two that may go at one moment the first goes first. */
  readonly rank: number;
  readonly heldBy?: Hold;
}

type Input = Pick<PlanInput, 'settings' | 'sendings' | 'now'>;

/**
 * When each step of a plan goes if nobody writes or orders anything, by `stepKey`: in the order in which they go they use up
 * the caps (I5) for those behind them, as in one plan after the other. Of a notice that announces a follow-up (R5) that one
 * too. What is not in it waits for something to happen. Pure.
 */
export function goings(planned: readonly Planned[], input: Input): Map<string, Going> {
  const { settings } = input;
  const waiting = planned.flatMap((one, rank) => starts(one, rank, input.now));
  waiting.sort(inOrder);
  const found = new Map<string, Going>();
  const promised = new Map<string, Sending>();
  let sendings = [...input.sendings];
  // Before this moment `limits.per_minute` lets nothing go at all.
  let free = input.now;
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    const { step } = one;
    const key = stepKey(step);
    const now = Math.max(one.at, free);
    const at = goesAt({ ...step, at: now }, settings, now);
    if (at > now) {
      insert(waiting, { ...one, at });
      continue;
    }
    sendings = sendings.filter((sending) => sending.at > now - longestCap);
    promised.delete(key);
    const cap = capHold(step, { settings, now }, sendings, [...promised.values()]);
    if (cap) {
      // With a cap of 0 it never goes.
      if (!Number.isFinite(cap.until)) continue;
      // Whatever comes behind it waits for the rate as well, and stays behind it.
      if (cap.hold === 'rate-limit') free = cap.until;
      insert(waiting, { ...one, at: cap.hold === 'rate-limit' ? at : cap.until, heldBy: cap.hold });
    } else if (one.until > now) {
      promised.set(key, sendingOf(step, one.until));
      insert(waiting, { ...one, at: one.until });
    } else {
      sendings.push(sendingOf(step, now));
      found.set(key, { at: now, ...(one.heldBy && { heldBy: one.heldBy }) });
    }
  }
  return found;
}

/** The step, and the one that it announces, where time alone lets them go. */
function starts({ step, verdict, heldUntil }: Planned, rank: number, now: number): Waiting[] {
  if (verdict === 'held' && heldUntil === undefined) return [];
  const at = Math.max(step.at, now);
  const own = { step, at, until: Math.max(at, heldUntil ?? 0), rank };
  const coming = step.action === 'notice' ? step.coming : undefined;
  if (!coming) return [own];
  const behind = Math.max(coming.at, own.until);
  return [own, { step: coming, at: behind, until: behind, rank }];
}

function inOrder(a: Waiting, b: Waiting): number {
  return a.at - b.at || a.rank - b.rank;
}

function insert(waiting: Waiting[], one: Waiting): void {
  const behind = waiting.findIndex((other) => inOrder(one, other) < 0);
  waiting.splice(behind < 0 ? waiting.length : behind, 0, one);
}

/** The plan as people read it: what a cap will hold is told as held, with the time at which it goes, in order of time. */
export function foretold(planned: readonly Planned[], input: Input): Planned[] {
  const going = goings(planned, input);
  const capped = (step: Step): Required<Going> | null => {
    const { at, heldBy } = going.get(stepKey(step)) ?? {};
    return at !== undefined && heldBy ? { at, heldBy } : null;
  };
  return planned
    .map((one): Planned => {
      const { step } = one;
      const own = capped(step);
      if (own) return { ...one, step: { ...step, at: own.at }, heldBy: own.heldBy, heldUntil: own.at };
      if (step.action !== 'notice' || !step.coming) return one;
      return { ...one, step: { ...step, coming: { ...step.coming, ...capped(step.coming) } } };
    })
    .sort((a, b) => a.step.at - b.step.at);
}
