import { addDuration } from '../calendar/duration.js';
import { addWorkingTime, nextWorkingMoment, subtractWorkingTime } from '../calendar/working-time.js';
import type { NoticePurpose, Person } from '../message/message.js';
import type { Audience, Policy, Settings } from '../settings.js';
import { afterAbsence } from './absence.js';
import type { Attempt } from './attempt.js';
import { addressesOf } from './fold-bounce.js';
import type { Fold, OpenSilence } from './fold-state.js';
import { peopleInside } from './inside.js';
import { dueAt } from './policy.js';
import { isOwnAddress, outsiders, recipients } from './role.js';
import type { FollowUpStep, Hold, NoticeStep } from './state.js';
import { tooMany } from './too-many.js';
import type { World } from './world.js';

/** Everything that the next step is told from. */
export interface View {
  readonly fold: Fold;
  readonly policy: Policy;
  readonly settings: Settings;
  readonly world: World;
  readonly attempts: readonly Attempt[];
  readonly quarantined: boolean;
  /** ms UTC. */
  readonly now: number;
  /** Age of a claim, ms, from which it is uncertain. */
  readonly claimPatience: number;
}

/** The next step of the silence: a follow-up, or before it the notice to the agent (R5). Undefined: nothing will go. */
export function nextStep(view: View): FollowUpStep | NoticeStep | undefined {
  const stage = nextStage(view);
  const silence = view.fold.silence;
  if (stage === null || !silence) return undefined;
  const followUp = followUpStep(view, silence, stage);
  const notice = followUp.ordered ? null : blindNotice(view, silence, followUp);
  const hold = notice?.hold ?? holdOf(view, silence);
  const step = notice?.step ?? { ...followUp, at: Math.max(followUp.at, notice?.earliest ?? 0) };
  return hold ? { ...step, heldBy: hold } : step;
}

/** Why no further step comes, or the ordinal of the next stage. */
export function nextStage(view: View): number | null {
  const { fold, policy } = view;
  if (!fold.silence || fold.closed || fold.never || fold.owed.length > 0 || fold.silence.exhausted)
    return null;
  const stage = Math.max(fold.silence.used, fold.silence.spent) + 1;
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
  let closesAt = at;
  for (const followUp of policy.followUps.slice(stage))
    closesAt = addDuration(settings.calendar, closesAt, followUp.after);
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
    closesAt: policy.close ? closesAt : null,
    ...(byOrder && { ordered: true as const }),
  };
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

/**
 * R5: no mail of the customer ever reached this mailbox, and answers go to the agent's own address, so the customer may
 * have answered where Thrice cannot see it.
 */
export function isBlind(fold: Fold, settings: Settings): boolean {
  const anchor = fold.silence?.anchor;
  if (!anchor || fold.customerReached) return false;
  const answersGoTo = anchor.replyTo && anchor.replyTo.length > 0 ? anchor.replyTo : [anchor.from];
  return !answersGoTo.some((person) => isOwnAddress(person.address, settings));
}

/**
 * The notice that must still go, or null in `step` and the earliest moment of the follow-up behind it, ms UTC. Null: none
 * is asked for.
 */
function blindNotice(
  view: View,
  silence: OpenSilence,
  followUp: FollowUpStep,
): { step: NoticeStep | null; earliest: number; hold?: Hold } | null {
  const { settings, attempts, fold } = view;
  const notice = settings.blindNotice;
  // A stage that goes to the team tells it by itself.
  if (notice === null || followUp.audience !== 'customer' || !isBlind(fold, settings)) return null;
  const told = attempts.find(
    (a) =>
      a.purpose === 'blind' &&
      // I7: a forged notice would take the agent's word from him.
      a.signed &&
      a.stage === followUp.stage &&
      silence.ids.has(a.anchor) &&
      a.state !== 'not-sent' &&
      a.at >= silence.since,
  );
  // A nudge of the agent after the notice moved the clock: the notice before it still told him of this stage.
  if (told?.state === 'failed') return { step: null, earliest: 0, hold: 'agent-not-told' };
  if (told) return { step: null, earliest: addWorkingTime(settings.calendar, told.at, notice) };
  return {
    earliest: 0,
    step: {
      action: 'notice',
      purpose: 'blind',
      anchor: silence.anchor.id,
      stage: followUp.stage,
      to: [fold.agent ?? silence.anchor.from],
      at: subtractWorkingTime(settings.calendar, followUp.at, notice),
      coming: followUp,
    },
  };
}

function holdOf(view: View, silence: OpenSilence): Hold | null {
  // I8: a mail that nobody could even link may be the answer to any silence that was there when it came.
  const unlinked = view.world.unreadableAt !== null && silence.since <= view.world.unreadableAt;
  if (view.quarantined || unlinked) return 'quarantined';
  const open = view.attempts.filter((a) => a.state === 'claimed' && silence.ids.has(a.anchor));
  if (open.some((a) => view.now - a.at > view.claimPatience)) return 'uncertain';
  if (open.length > 0) return 'claimed';
  return silence.draft ? 'draft-waiting' : null;
}

/** Thanks are news for so long, ms: over a weekend. */
const thanksNewsFor = 4 * 24 * 3600 * 1000;

/** What can wait for the morning is told there alone. */
function readsInTheMorning({ address }: Person, settings: Settings): boolean {
  const { morningNote } = settings;
  if (!morningNote || isOwnAddress(address, settings)) return false;
  return morningNote.to === 'agents' || morningNote.to.includes(address);
}

/** Notices that are due at once: customers' answers that did not reach the agent (R5), dead addresses (R12). */
export function noticesDue(view: View): NoticeStep[] {
  const { fold, settings, world } = view;
  const from = Math.max(world.startFrom, world.restartedAt);
  const due: NoticeStep[] = [];
  const tell = (
    purpose: NoticePurpose,
    anchor: string,
    agent: Person,
    at: number,
    failed?: { address: string; reason: string },
    stage = 0,
  ): void => {
    if (at < from || isOwnAddress(agent.address, settings)) return;
    const told = view.attempts.some(
      (a) => a.anchor === anchor && a.purpose === purpose && a.stage === stage && a.state !== 'not-sent',
    );
    if (!told)
      due.push({ action: 'notice', purpose, anchor, stage, to: [agent], at, ...(failed && { failed }) });
  };
  // I7: whoever can write into the conversation cannot fill the agent's mailbox with it.
  const tired = tooMany();
  for (const { message, reopened, agent } of fold.answers)
    if (!recipients(message).some((person) => person.address === agent.address) && !tired(message.at))
      tell(reopened ? 'reopened' : 'answered', message.id, agent, message.at);
  for (const { message, agent, undone } of fold.thanks)
    if (
      message.at > view.now - thanksNewsFor &&
      agent &&
      !undone &&
      !readsInTheMorning(agent, settings) &&
      !tired(message.at)
    )
      tell('thanks', message.id, agent, message.at);
  for (const { message, addresses, agent } of fold.bounces) {
    const failed = message.bounce?.recipients.find(
      (recipient) => recipient.permanent && addressesOf(recipient).some((one) => addresses.includes(one)),
    );
    const address = failed && addressesOf(failed).find((one) => addresses.includes(one));
    if (agent && failed && address && !tired(message.at))
      tell('undeliverable', message.id, agent, message.at, { ...failed, address });
  }
  // Stages of one anchor may be refused for one address after another: each is told of.
  for (const { attempt, agent } of fold.refusals)
    if (agent) tell('undeliverable', attempt.anchor, agent, attempt.at, attempt.refused[0], attempt.stage);
  return due;
}
