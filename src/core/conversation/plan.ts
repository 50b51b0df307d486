import { nextWorkingMoment } from '../calendar/working-time.js';
import type { NoticePurpose, OwnMark } from '../message/message.js';
import type { Settings } from '../settings.js';
import { goesToCustomers } from './purpose.js';
import type { Derived, Hold, Step } from './state.js';
import type { World } from './world.js';

/** One step of the plan: it goes now, waits for its time, or is held by a named reason. */
export interface Planned {
  /** Short id of the conversation. */
  readonly id: string;
  readonly subject: string;
  readonly step: Step;
  readonly verdict: 'go' | 'later' | 'held';
  readonly heldBy?: Hold;
  /** When a cap lets go of it, ms UTC; absent: something has to happen first. */
  readonly heldUntil?: number;
}

/** A mail that Thrice claimed to send lately, for the caps (I5). */
export interface Sending {
  readonly purpose: string;
  readonly to: readonly string[];
  /** ms UTC. */
  readonly at: number;
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

const dayMs = 24 * 3600 * 1000;
const hourMs = 3600 * 1000;
const minuteMs = 60 * 1000;

/** So many notices go to one address in an hour: many conversations may ask for them at once. */
const noticesPerHour = 20;

/** What makes a step the same step in two plans. */
export function stepKey(step: Step): string {
  return step.action === 'follow-up'
    ? `follow-up ${step.stage} ${step.anchor}`
    : noticeKey(step.stage, step.anchor, step.purpose);
}

function noticeKey(stage: number, anchor: string, purpose: string = 'blind'): string {
  return `${purpose} ${stage} ${anchor}`;
}

/**
 * plan (DESIGN 1): what goes now, what waits and why, in the order in which it goes. Pure; applying it is outbound's.
 * Steps of one plan use up the caps for those behind them.
 */
export function plan(input: PlanInput): Planned[] {
  const steps = input.conversations
    .flatMap((derived) =>
      stepsOf(derived).map((step) => ({
        derived,
        step: { ...step, at: goesAt(step, input.settings, input.now) },
      })),
    )
    .sort((a, b) => a.step.at - b.step.at || (stepKey(a.step) < stepKey(b.step) ? -1 : 1));
  const braked = isSurprise(
    steps.map(({ step }) => step),
    input,
  );
  const sendings = [...input.sendings];
  return steps.map(({ derived, step }): Planned => {
    const base = { id: derived.id, subject: derived.subject, step };
    const due = step.at <= input.now;
    const hold = step.heldBy ?? globalHold(step, input, braked);
    if (hold) return { ...base, verdict: 'held', heldBy: hold };
    const cap = due ? capHold(step, input, sendings) : null;
    if (cap) return { ...base, verdict: 'held', heldBy: cap.hold, heldUntil: cap.until };
    if (!due) return { ...base, verdict: 'later' };
    sendings.push({ purpose: purposeOf(step), to: step.to.map((p) => p.address), at: input.now });
    return { ...base, verdict: 'go' };
  });
}

/** Notices that wait for working time. */
const patient: readonly NoticePurpose[] = ['blind', 'thanks', 'reminder', 'escalation'];

/** Notices that the config causes, and not something that somebody wrote. */
const foreseeable: readonly NoticePurpose[] = ['blind', 'reminder', 'escalation'];

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

function globalHold(step: Step, input: PlanInput, braked: boolean): Hold | null {
  if (input.settings.mode === 'observe') return 'observe';
  if (input.world.paused) return 'paused';
  // Who asks gets his answer all the same.
  const asked = step.action === 'notice' && step.purpose === 'command-result';
  if (braked && step.at <= input.now && !asked) return 'surprise';
  if ((input.announced?.get(stepKey(step)) ?? 0) > input.now) return 'morning-note';
  return (input.retryAt.get(stepKey(step)) ?? 0) > input.now ? 'retry-later' : null;
}

/**
 * R10, the brake: more steps due now than `limits.surprise` that the plan before did not expect by now. Answers and
 * bounces come unannounced by nature, so the notices about them do not count.
 */
function isSurprise(steps: readonly Step[], { settings, world, foreseen, now }: PlanInput): boolean {
  const most = settings.limits.surprise;
  if (most === null) return false;
  const unforeseen = steps.filter((step) => {
    if (step.action === 'notice' && !foreseeable.includes(step.purpose)) return false;
    // A person asked for it.
    if (step.action === 'follow-up' && step.ordered) return false;
    const expected = foreseen.get(stepKey(step)) ?? Number.POSITIVE_INFINITY;
    return step.at <= now && expected > now && step.at > world.releasedAt && !step.heldBy;
  });
  return unforeseen.length > most;
}

/**
 * What a plan made at `now` foresees of these steps, by `stepKey`, ms UTC: what lies ahead. What is already due keeps
 * the time at which it was expected before, so that a braked step does not become foreseen by having been braked. Of a
 * follow-up that lies ahead the notice of the stage behind it is foreseen as well: over a weekend, or with short
 * intervals, that one is due as soon as the follow-up went.
 */
export function foresight(
  steps: readonly Step[],
  before: Readonly<Record<string, number>>,
  now: number,
): Record<string, number> {
  const foreseen: Record<string, number> = {};
  for (const step of steps) {
    const key = stepKey(step);
    const expected = step.at > now ? step.at : before[key];
    if (expected === undefined) continue;
    foreseen[key] = expected;
    if (step.action === 'follow-up' && !step.last)
      foreseen[noticeKey(step.stage + 1, step.anchor)] = expected;
  }
  return foreseen;
}

/**
 * I5: the caps, over what was claimed before and what this plan already lets go, and until when they hold it if nothing
 * more goes, ms UTC. Notices count for the rate, and for an hour's cap of their own.
 */
function capHold(
  step: Step,
  { settings, now }: PlanInput,
  sendings: readonly Sending[],
): { readonly hold: Hold; readonly until: number } | null {
  const { perMinute, perRecipientPerDay } = settings.limits;
  const rate = perMinute === null ? null : fullUntil(sendings, perMinute, minuteMs, now);
  if (rate !== null) return { hold: 'rate-limit', until: rate };
  const outside = goesToCustomers(purposeOf(step));
  const [most, span] = outside ? [perRecipientPerDay, dayMs] : [noticesPerHour, hourMs];
  if (most === null) return null;
  const alike = sendings.filter((s) => goesToCustomers(s.purpose) === outside && s.at > now - span);
  const full = step.to.flatMap(({ address }) => {
    const theirs = alike.filter((s) => s.to.includes(address));
    return fullUntil(theirs, most, span, now) ?? [];
  });
  return full.length === 0 ? null : { hold: 'recipient-limit', until: Math.max(...full) };
}

/** When the caps, as full as they are at `now`, let a step go, ms UTC. */
export function freeAt(step: Step, input: PlanInput): number {
  return capHold(step, input, input.sendings)?.until ?? input.now;
}

/** When fewer than `most` of these lie within `span` ms before, ms UTC; null: now. */
function fullUntil(sendings: readonly Sending[], most: number, span: number, now: number): number | null {
  const recent = sendings.filter((s) => s.at > now - span);
  if (recent.length < most) return null;
  // With a cap of 0 nothing ever goes.
  const freed = recent.map((s) => s.at).sort((a, b) => a - b)[recent.length - most];
  return freed === undefined ? Number.POSITIVE_INFINITY : freed + span;
}
