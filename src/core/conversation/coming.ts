import type { Settings } from '../settings.js';
import type { Derived } from './state.js';
import { type FollowUpStep, goesAt, type Step, stepKey } from './step.js';

/** All steps of a conversation that are known: notices that are due, and the next one of its silence. */
export function stepsOf(derived: Derived): Step[] {
  return [...derived.notices, ...(derived.next ? [derived.next] : [])];
}

/** The next stage of its silence, whatever notice goes before it. Null: none comes. */
export function comingStage({ next }: Pick<Derived, 'next'>): FollowUpStep | null {
  return (next?.action === 'notice' ? next.coming : next) ?? null;
}

/** What comes next in a conversation: of its silence, else what the team or the customer gets while the team owes. */
export function comingStep({ next, notices }: Derived): Step | null {
  if (next) return next;
  const coming = notices.filter(
    (step) => step.action === 'courtesy' || step.purpose === 'reminder' || step.purpose === 'escalation',
  );
  return coming.reduce<Step | null>((first, step) => (first && first.at <= step.at ? first : step), null);
}

/** The step as it is now, where it is still due at `now` (ms UTC) and nothing holds it; an earlier one may have changed it. */
export function stillDue(derived: Derived, step: Step, settings: Settings, now: number): Step | null {
  const isDue = (s: Step): boolean =>
    stepKey(s) === stepKey(step) && goesAt(s, settings, now) <= now && !s.heldBy;
  return stepsOf(derived).find(isDue) ?? null;
}
