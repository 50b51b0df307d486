import type { Message } from '../message/message.js';
import type { Attempt } from './attempt.js';
import type { Fold, OpenSilence } from './fold-state.js';
import type { Closing } from './reason.js';
import type { Outcome } from './state.js';

/** Begins a silence at an agent's mail; its clock may start later than the mail (a `wait`). Times in ms, UTC. */
export function openSilence(fold: Fold, anchor: Message, clock: number): void {
  fold.silence = {
    since: anchor.at,
    anchor,
    ids: new Set([anchor.id, ...(anchor.otherIds ?? [])]),
    clock,
    used: 0,
    spent: 0,
    before: 0,
    sent: 0,
    exhausted: false,
    draft: null,
  };
  fold.lastStagesSent = 0;
  const { silence } = fold;
  holdUnheld(fold, silence);
  const about = fold.gone.filter(({ id, anchor: of }) => silence.ids.has(of) && !silence.ids.has(id));
  silence.before = Math.max(0, ...about.map(({ stage, last }) => (last ? everyStage : stage)));
}

/** It runs from now on, and what no other one holds counts for it. */
function holdUnheld(fold: Fold, silence: OpenSilence): void {
  const held = fold.unheld.filter(({ anchor }) => silence.ids.has(anchor) || !fold.ended.has(anchor));
  for (const attempt of held) {
    hold(silence, attempt);
    count(silence, attempt);
  }
  for (const id of silence.ids) fold.ended.delete(id);
  fold.unheld = [];
}

/** The silence is over; how far it had come stays known. */
export function endSilence(fold: Fold): void {
  if (fold.silence) fold.lastStagesSent = fold.silence.sent;
  for (const id of fold.silence?.ids ?? []) fold.ended.add(id);
  fold.silence = null;
  fold.unheld = [];
}

/** Closes the conversation; `reopen` can take the silence up again. `at` in ms UTC. */
export function close(fold: Fold, at: number, outcome: Outcome, why: Closing): void {
  fold.closedSilence = fold.silence ?? fold.closedSilence;
  // Its draft is removed: a silence that is taken up again begins its stage anew.
  if (fold.closedSilence) fold.closedSilence.draft = null;
  endSilence(fold);
  // Closed once more, by a person say: what was taken for thanks before stays an answer for `reopen`.
  const thanks = fold.closed?.thanks;
  fold.closed = { at, outcome, why, ...(thanks && { thanks }) };
  fold.customerWroteSinceClose = false;
  fold.snoozedUntil = null;
}

/**
 * I7: a close on an unsigned word stops everything and buys nothing. The silence runs on beneath it, so that an agent's
 * next mail goes on with its stages, and what the team owes stays owed. `at` in ms UTC.
 */
export function closeInDoubt(fold: Fold, at: number, outcome: Outcome, why: Closing): void {
  fold.closed ??= { at, outcome, why, doubted: true };
  fold.customerWroteSinceClose = false;
}

/** The ordinal of the stage that comes next, if one is left. */
export function stageAhead({ used, spent, before }: OpenSilence): number {
  return Math.max(used, spent, before) + 1;
}

/** The attempt belongs to this silence, whatever came of it. */
export function hold(silence: OpenSilence, attempt: Attempt): void {
  silence.ids.add(attempt.anchor).add(attempt.id);
  if (attempt.signed) silence.latest = attempt;
}

/** Its stage is used up, and the clock of the next one runs. */
export function count(silence: OpenSilence, attempt: Attempt): void {
  useUp(silence, attempt);
  silence.clock = Math.max(silence.clock, attempt.at);
  if (attempt.state === 'sent') silence.sent += 1;
}

/** Behind every stage that a policy can have. */
const everyStage = 999;

/** The stage of the attempt is used up, and with the last one the silence (R10); on an unsigned word it is only spent. */
function useUp(silence: OpenSilence, { stage, last, signed }: Attempt): void {
  if (!signed) {
    silence.spent = Math.max(silence.spent, last ? everyStage : stage);
    return;
  }
  silence.used = Math.max(silence.used, stage);
  if (last) silence.exhausted = true;
}

/** A person sent what lay in Drafts, or another mail in its place: its stage is used up (mode draft). */
export function useUpDraft(silence: OpenSilence): void {
  if (silence.draft) useUp(silence, silence.draft);
  silence.draft = null;
}

/** The silence runs on, its clock not before `at` (ms UTC): a newer word than the addresses of its mails. */
export function resumeSilence(fold: Fold, silence: OpenSilence, at: number): void {
  fold.silence = silence;
  silence.ordered = undefined;
  silence.clock = Math.max(silence.clock, at);
  delete silence.firstDue;
  holdUnheld(fold, silence);
}

/** A snooze that still runs ends at `at` (ms UTC): what waits for its end counts from then. */
export function endSnooze(fold: Fold, at: number): void {
  if (fold.snoozedUntil !== null) fold.snoozedUntil = Math.min(fold.snoozedUntil, at);
}
