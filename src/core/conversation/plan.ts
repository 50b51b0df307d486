import type { Settings } from '../settings.js';
import { isSurprise } from './brake.js';
import { capHold, type Sending, sendingOf } from './caps.js';
import { stepsOf } from './coming.js';
import type { Derived } from './state.js';
import { goesAt, type Hold, type Step, stepKey } from './step.js';
import type { World } from './world.js';

/** One step of the plan: it goes now, waits for its time, or is held by a named reason. */
export interface Planned {
  /** Short id of the conversation. */
  readonly id: string;
  readonly subject: string;
  readonly step: Step;
  readonly verdict: 'go' | 'later' | 'held';
  readonly heldBy?: Hold;
  /** When time alone lets go of it, ms UTC; absent: something has to happen first. */
  readonly heldUntil?: number;
}

export interface PlanInput {
  readonly conversations: readonly Derived[];
  readonly settings: Settings;
  readonly world: World;
  /** Claims of the last 24 hours at least. A claim whose fate is unknown counts: caps fail closed. */
  readonly sendings: readonly Sending[];
  /** When the plan before expected each step, by `stepKey`, ms UTC (R10). */
  readonly foreseen: ReadonlyMap<string, number>;
  /** Steps that failed and may be tried again at that moment, ms UTC, by `stepKey`. */
  readonly retryAt: ReadonlyMap<string, number>;
  /** Steps that the morning note announced and that wait until then for an answer to it, ms UTC, by `stepKey`. */
  readonly announced?: ReadonlyMap<string, number>;
  /** ms UTC. */
  readonly now: number;
}

/**
 * plan (DESIGN 1): what goes now, what waits and why, in the order in which it goes. Pure; applying it is outbound's.
 * Steps of one plan use up the caps for those behind them; so does what the morning note announced while it waits.
 */
export function plan(input: PlanInput): Planned[] {
  const steps = input.conversations
    .flatMap((derived) =>
      stepsOf(derived).map((step) => ({
        derived,
        dueAt: step.at,
        step: { ...step, at: goesAt(step, input.settings, input.now) },
      })),
    )
    .sort(
      (a, b) => a.step.at - b.step.at || a.dueAt - b.dueAt || (stepKey(a.step) < stepKey(b.step) ? -1 : 1),
    );
  const braked = isSurprise(
    steps.map(({ step }) => step),
    input,
  );
  const sendings = [...input.sendings];
  const promised: Sending[] = [];
  return steps.map(({ derived, step }): Planned => {
    const base = { id: derived.id, subject: derived.subject, step };
    const due = step.at <= input.now;
    const hold = step.heldBy ?? globalHold(step, input, braked);
    if (hold) return { ...base, verdict: 'held', heldBy: hold };
    const key = stepKey(step);
    const retryAt = input.retryAt.get(key) ?? 0;
    if (retryAt > input.now) return { ...base, verdict: 'held', heldBy: 'retry-later', heldUntil: retryAt };
    const answerUntil = input.announced?.get(key) ?? 0;
    const cap = due ? capHold(step, input, sendings, promised) : null;
    if (cap)
      return { ...base, verdict: 'held', heldBy: cap.hold, heldUntil: Math.max(cap.until, answerUntil) };
    const waits = answerUntil > input.now;
    if (due) (waits ? promised : sendings).push(sendingOf(step, input.now));
    if (waits) return { ...base, verdict: 'held', heldBy: 'morning-note', heldUntil: answerUntil };
    return { ...base, verdict: due ? 'go' : 'later' };
  });
}

function globalHold(step: Step, input: PlanInput, braked: boolean): Hold | null {
  if (input.settings.mode === 'observe') return 'observe';
  if (input.world.paused) return 'paused';
  // Who asks gets his answer all the same.
  const asked = step.action === 'notice' && step.purpose === 'command-result';
  return braked && step.at <= input.now && !asked ? 'surprise' : null;
}
