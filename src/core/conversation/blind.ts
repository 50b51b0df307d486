import { addWorkingTime, subtractWorkingTime } from '../calendar/working-time.js';
import type { Settings } from '../settings.js';
import type { Fold, OpenSilence } from './fold-state.js';
import { isOwnAddress } from './role.js';
import type { FollowUpStep, Hold, NoticeStep } from './step.js';
import type { View } from './view.js';

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
 * The notice that must still go, or null in `step`, and the earliest moment of the follow-up behind it, ms UTC: the agent gets
 * his time to object from when the notice goes. Null: none is asked for.
 */
export function blindNotice(
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
  const at = subtractWorkingTime(settings.calendar, followUp.at, notice);
  return {
    earliest: addWorkingTime(settings.calendar, Math.max(at, view.now), notice),
    step: {
      action: 'notice',
      purpose: 'blind',
      anchor: silence.anchor.id,
      stage: followUp.stage,
      to: [fold.agent ?? silence.anchor.from],
      at,
    },
  };
}
