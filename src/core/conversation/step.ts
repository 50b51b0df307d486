import { nextWorkingMoment } from '../calendar/working-time.js';
import type { NoticePurpose, OwnMark } from '../message/purpose.js';
import type { Settings } from '../settings.js';
import type { Derived, Step } from './state.js';

/** What makes a step the same step in two plans. */
export function stepKey(step: Step): string {
  return step.action === 'follow-up'
    ? `follow-up ${step.stage} ${step.anchor}`
    : noticeKey(step.stage, step.anchor, step.purpose);
}

/** The key of a notice; of a blind one where nothing else is said. */
export function noticeKey(stage: number, anchor: string, purpose: string = 'blind'): string {
  return `${purpose} ${stage} ${anchor}`;
}

/** Notices that wait for working time. */
const patient: readonly NoticePurpose[] = ['blind', 'thanks', 'reminder', 'escalation'];

/**
 * When the step can go, ms UTC: what is overdue goes in working time only, so that a night's downtime, a retry or a long
 * pass ends in no midnight mail. Notices of answers and failures wait for no morning; that somebody said thanks can.
 */
export function goesAt(step: Step, settings: Settings, now: number): number {
  const urgent = step.action === 'notice' && !patient.includes(step.purpose);
  const ordered = step.action === 'follow-up' && step.ordered;
  if (urgent || ordered || step.at > now) return step.at;
  const next = nextWorkingMoment(settings.calendar, now);
  return next > now ? next : step.at;
}

/** All steps of a conversation that are known: notices that are due, and the next one of its silence. */
export function stepsOf(derived: Derived): Step[] {
  return [...derived.notices, ...(derived.next ? [derived.next] : [])];
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

/** What its claim and its mark call the mail of a step. */
export function purposeOf(step: Step): OwnMark['purpose'] {
  if (step.action !== 'follow-up') return step.purpose;
  return step.audience === 'customer' ? 'follow-up' : 'inside';
}
