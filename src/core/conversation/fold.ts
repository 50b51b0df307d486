import type { Message } from '../message/message.js';
import { goesToCustomers } from '../message/purpose.js';
import type { Settings } from '../settings.js';
import type { Attempt } from './attempt.js';
import { takeBounce, takeComplaint } from './fold-bounce.js';
import { takeCommand } from './fold-command.js';
import { takeMail } from './fold-mail.js';
import {
  close,
  closeInDoubt,
  count,
  endSilence,
  endSnooze,
  hold,
  stageAhead,
  useUpDraft,
} from './fold-silence.js';
import type { Event, Fold, FoldContext, OpenSilence } from './fold-state.js';
import { isTeamAddress, type Role } from './role.js';

/** Takes one event into the state. The only mutation in the core, confined to one derivation. */
export function take(fold: Fold, event: Event, context: FoldContext): void {
  switch (event.type) {
    case 'message':
      if (event.message.kind === 'bounce') takeBounce(fold, event.message, context);
      else if (event.message.kind === 'complaint') takeComplaint(fold, event.message, context);
      else takeMail(fold, event, context);
      return;
    case 'left':
      takeLeaving(fold, event.message, event.role);
      return;
    case 'attempt':
      takeAttempt(fold, event.attempt, context);
      return;
    case 'command':
      takeCommand(fold, event.command, context);
      return;
    case 'undone':
      fold.effects.push(event.effect);
      return;
    case 'undo':
      fold.effects.push(event.effect);
      if (event.effect.verdict === 'done') runAgain(fold, [event.at], context);
      return;
    default:
      event satisfies never;
  }
}

/**
 * R3: somebody answers a mail of this conversation weeks later and writes about something else. Whoever does was not
 * silent (R11), and an agent who does asks no more about this: nothing follows here.
 */
function takeLeaving(fold: Fold, message: Message, role: Role): void {
  if (role.role !== 'customer' && role.role !== 'agent') return;
  if (!fold.silence && (fold.snoozedUntil ?? 0) <= message.at) return;
  if (fold.owed.length > 0 || fold.closed) endSilence(fold);
  else close(fold, message.at, 'resolved', { kind: 'other-subject', who: role.person.address });
  endSnooze(fold, message.at);
}

/** A follow-up of ours, or a stage that goes to the team: uses its stage up; the last one ends the silence for good (R10). */
function takeAttempt(fold: Fold, attempt: Attempt, { settings }: FoldContext): void {
  if (attempt.state === 'not-sent') return;
  const sent = attempt.state === 'sent';
  const inside = attempt.purpose === 'inside';
  if (goesToCustomers(attempt.purpose)) takeRefusals(fold, attempt);
  if (attempt.purpose !== 'follow-up' && !inside) return;
  // Caps fail closed (I5): what may have gone counts.
  if (!inside && (sent || attempt.state === 'claimed' || attempt.state === 'discarded')) fold.sentTotal += 1;
  const gone = attempt.state !== 'claimed' && attempt.state !== 'drafted';
  if (gone) fold.gone.push(attempt);
  const silence = fold.silence;
  if (!silence) takeBetween(fold, attempt, gone);
  if (!silence || (fold.ended.has(attempt.anchor) && !silence.ids.has(attempt.anchor))) return;
  // Whatever went in this silence counts for it, also where its anchor is no agent's mail any more (thrown away).
  hold(silence, attempt);
  if (attempt.state === 'claimed') {
    if (attempt.hearsay && attempt.closes)
      closeInDoubt(fold, attempt.at, 'no-reply', { kind: 'final-notice-by-unsigned-note' });
  } else if (attempt.state === 'drafted') silence.draft = attempt;
  else takeGone(fold, silence, attempt, settings);
}

/** It went, was refused for good, or its draft was thrown away: its stage is used up, and the clock of the next one runs. */
function takeGone(fold: Fold, silence: OpenSilence, attempt: Attempt, settings: Settings): void {
  const { signed } = attempt;
  count(silence, attempt);
  if (signed && silence.draft && silence.draft.stage <= attempt.stage) silence.draft = null;
  // Only what the mark claims needs its signature; that the draft went is shown by Sent.
  const { draft } = silence;
  if (attempt.byHand && attempt.to.some((address) => !isTeamAddress(address, settings))) useUpDraft(silence);
  // A draft of ours vouches for the mail that a person made of it, whatever id his client gave it.
  const vouched = signed || (attempt.byHand && draft?.signed === true && draft.stage === attempt.stage);
  closeAfter(fold, attempt, vouched);
}

/** The close that follows from it, if one does. `vouched`: the team's own word says that it was the last stage. */
function closeAfter(fold: Fold, attempt: Attempt, vouched: boolean): void {
  const inside = attempt.purpose === 'inside';
  const isRefused = (address: string): boolean =>
    attempt.refused.some((refusal) => refusal.address === address);
  if (attempt.state === 'failed' && !inside && attempt.to.every(isRefused)) {
    (attempt.signed ? close : closeInDoubt)(fold, attempt.at, 'undeliverable', { kind: 'all-refused' });
    return;
  }
  // I6: what the team owes is not closed away.
  // I7: a planted mail uses its stage up and closes nothing.
  if (!attempt.closes || attempt.state !== 'sent' || fold.owed.length > 0 || attempt.planted) return;
  const kind = inside ? 'inside-unanswered' : 'final-notice-unanswered';
  (vouched ? close : closeInDoubt)(fold, attempt.at, 'no-reply', { kind });
}

/** A mail of ours to customers, and who of them the server refused: a bounce fact (R9). */
function takeRefusals(fold: Fold, attempt: Attempt): void {
  for (const id of [attempt.id, ...attempt.otherIds]) fold.ours.add(id);
  for (const { address } of attempt.refused) fold.undeliverable.add(address);
  if (attempt.refused.length > 0) fold.refusals.push({ attempt, agent: fold.agent });
}

/**
 * It went while no silence ran, as what came before it is known now: a command was taken back since, or an earlier mail
 * turned up. It counts for the silence that the close ended, else for the next one that its mail is in. The last one ends the
 * silence that it was sent in, so what comes behind it is another one.
 */
function takeBetween(fold: Fold, attempt: Attempt, gone: boolean): void {
  const { closedSilence } = fold;
  if (closedSilence?.ids.has(attempt.anchor)) {
    hold(closedSilence, attempt);
    if (gone) count(closedSilence, attempt);
    fold.lastStagesSent = closedSilence.sent;
  } else if (attempt.last) fold.unheld = [];
  else if (gone) fold.unheld.push(attempt);
}

/**
 * What an `undo` lets run again and is long due does not go at once: its clock begins anew, as after `reopen`. `moments`
 * of `undo`s that stand in a row, ms UTC ascending: the clock begins anew at each that comes after the step was due.
 */
export function runAgain({ silence }: Fold, moments: readonly number[], { dueAt }: FoldContext): void {
  if (!silence) return;
  let i = 0;
  while (i < moments.length) {
    const due = dueAt(silence, stageAhead(silence));
    i = firstAfter(moments, due, i);
    if (i < moments.length) silence.clock = Math.max(silence.clock, moments[i]!);
    i += 1;
  }
}

/** The place of the first of these ascending moments that is later than `at`, from `start` on; their length: none is. */
function firstAfter(moments: readonly number[], at: number, start: number): number {
  let [low, high] = [start, moments.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (moments[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
