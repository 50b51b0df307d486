import { addDuration } from '../calendar/duration.js';
import { nextWorkingMoment } from '../calendar/working-time.js';
import type { Person } from '../message/parsed.js';
import type { Audience } from '../settings.js';
import { afterAbsence } from './absence.js';
import { isUncertain } from './attempt.js';
import { blindNotice } from './blind.js';
import { stageAhead } from './fold-silence.js';
import type { OpenSilence } from './fold-state.js';
import { peopleInside } from './inside.js';
import { dueAt } from './policy.js';
import { outsiders } from './role.js';
import type { FollowUpStep, Hold, NoticeStep } from './step.js';
import type { View } from './view.js';

/** The next step of the silence: a follow-up, or before it the notice to the agent (R5). Undefined: nothing will go. */
export function nextStep(view: View): FollowUpStep | NoticeStep | undefined {
  const stage = nextStage(view);
  const silence = view.fold.silence;
  if (stage === null || !silence) return undefined;
  const followUp = followUpStep(view, silence, stage);
  const notice = followUp.ordered ? null : blindNotice(view, silence, followUp);
  const hold = notice?.hold ?? holdOf(view, silence);
  const coming = notBefore(view, followUp, notice?.earliest ?? 0);
  const step = notice?.step ? { ...notice.step, coming } : coming;
  return hold ? { ...step, heldBy: hold } : step;
}

/** Why no further step comes, or the ordinal of the next stage. */
export function nextStage(view: View): number | null {
  const { fold, policy } = view;
  if (!fold.silence || fold.closed || fold.never || fold.owed.length > 0 || fold.silence.exhausted)
    return null;
  const stage = stageAhead(fold.silence);
  const followUp = policy.followUps[stage - 1];
  if (!followUp || addressees(view, fold.silence).length === 0) return null;
  // What goes to the team counts for no cap on the customers' mails.
  if (followUp.to === 'customer') return fold.sentTotal < policy.maxPerConversation ? stage : null;
  return stageTo(view, fold.silence, followUp.to).length > 0 ? stage : null;
}

/** Whom a stage goes to. One for an agent whom nobody knows goes to the supervisors. */
export function stageTo(view: View, silence: OpenSilence, to: Audience): readonly Person[] {
  if (to === 'customer') return addressees(view, silence);
  const { policy, settings, fold } = view;
  const people = peopleInside(to, fold.agent, policy, settings);
  return people.length > 0 ? people : peopleInside('supervisors', null, policy, settings);
}

/** The customers that the anchor was written to, without dead and suppressed addresses (R11, R12). */
export function addressees({ fold, settings, world }: View, silence: OpenSilence): Person[] {
  return outsiders(silence.anchor, settings).filter(
    ({ address }) => !fold.undeliverable.has(address) && !world.suppressed.has(address),
  );
}

function followUpStep(view: View, silence: OpenSilence, stage: number): FollowUpStep {
  const { policy, settings, world, fold } = view;
  const of = policy.followUps.length;
  const { template, to: audience } = policy.followUps[stage - 1]!;
  const snoozedUntil = fold.snoozedUntil ?? 0;
  const due = Math.max(
    dueAt(silence, stage, policy, settings, world),
    snoozedUntil === 0 ? 0 : nextWorkingMoment(settings.calendar, snoozedUntil),
  );
  const { ordered } = silence;
  const byOrder = ordered?.stage === stage && isFresh(ordered.at, view);
  const at = byOrder ? ordered.at : Math.min(...backAt(view, silence, due));
  return {
    action: 'follow-up',
    anchor: silence.anchor.id,
    stage,
    of,
    last: stage === of,
    closes: stage === of && policy.close,
    template,
    policy: policy.name,
    audience,
    to: stageTo(view, silence, audience),
    at,
    closesAt: closesAfter(view, stage, at),
    ...(byOrder && { ordered: true as const }),
  };
}

/** The follow-up, but not before `earliest` (ms UTC); the close keeps its distance. */
function notBefore(view: View, followUp: FollowUpStep, earliest: number): FollowUpStep {
  if (followUp.at >= earliest) return followUp;
  return { ...followUp, at: earliest, closesAt: closesAfter(view, followUp.stage, earliest) };
}

/** When the conversation will be closed if this stage goes at `at` and nobody answers; both ms UTC. Null: never. */
function closesAfter({ policy, settings }: View, stage: number, at: number): number | null {
  if (!policy.close) return null;
  let closesAt = at;
  for (const { after } of policy.followUps.slice(stage))
    closesAt = addDuration(settings.calendar, closesAt, after);
  return closesAt;
}

/** `send now` means now: nothing of it is left after a day, nor where the clocks began anew (R10). */
function isFresh(at: number, { world, now }: View): boolean {
  return at >= Math.max(world.startFrom, world.restartedAt) && now < at + 24 * 3600 * 1000;
}

/** When each of the addressees is there, for a step that is due at `due` (ms UTC): it waits for the first of them. */
function backAt(view: View, silence: OpenSilence, due: number): number[] {
  return addressees(view, silence).map(({ address }) => {
    const absence = view.fold.absences.get(address);
    return absence ? afterAbsence(absence, due, view.settings.calendar) : due;
  });
}

function holdOf(view: View, silence: OpenSilence): Hold | null {
  // I8: a mail that nobody could even link may be the answer to any silence that was there when it came.
  const unlinked = view.world.unreadableAt !== null && silence.since <= view.world.unreadableAt;
  if (view.quarantined || unlinked) return 'quarantined';
  // An answer to the agent himself says nothing of the silence, whatever became of it.
  const open = view.attempts.filter(
    ({ state, anchor, purpose }) =>
      state === 'claimed' && silence.ids.has(anchor) && purpose !== 'command-result',
  );
  if (open.some((a) => isUncertain(a, view.world, view.now))) return 'uncertain';
  if (open.length > 0) return 'claimed';
  return silence.draft ? 'draft-waiting' : null;
}
