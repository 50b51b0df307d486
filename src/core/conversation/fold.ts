import type { Message } from '../message/message.js';
import type { Attempt } from './attempt.js';
import { takeBounce, takeComplaint } from './fold-bounce.js';
import { takeMail } from './fold-mail.js';
import {
  close,
  closeInDoubt,
  endSilence,
  openSilence,
  resumeSilence,
  useUp,
  useUpDraft,
} from './fold-silence.js';
import type { Command, Event, Fold, FoldContext } from './fold-state.js';
import { undoThanks } from './fold-thanks.js';
import { takeUnsigned } from './fold-unsigned.js';
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
  if (!fold.silence && fold.snoozedUntil === null) return;
  if (fold.owed.length > 0 || fold.closed) endSilence(fold);
  else close(fold, message.at, 'resolved', `${role.person.address} went on under another subject.`);
  fold.snoozedUntil = null;
}

/** A follow-up of ours: uses its stage up; the last one ends the silence for good (R10). */
function takeAttempt(fold: Fold, attempt: Attempt, { settings }: FoldContext): void {
  if (attempt.purpose !== 'follow-up' || attempt.state === 'not-sent') return;
  const sent = attempt.state === 'sent';
  for (const id of [attempt.id, ...attempt.otherIds]) fold.ours.add(id);
  // Caps fail closed (I5): what may have gone counts.
  if (sent || attempt.state === 'claimed') fold.sentTotal += 1;
  for (const { address } of attempt.refused) fold.undeliverable.add(address);
  // R9: a recipient that the server refused is a bounce fact.
  if (attempt.refused.length > 0) fold.refusals.push({ attempt, agent: fold.agent });
  const silence = fold.silence;
  if (!silence) holdForNext(fold, attempt);
  if (!silence || (fold.ended.has(attempt.anchor) && !silence.ids.has(attempt.anchor))) return;
  // Whatever went in this silence counts for it, also where its anchor is no agent's mail any more (thrown away).
  silence.ids.add(attempt.anchor).add(attempt.id);
  if (attempt.state === 'claimed') {
    if (attempt.hearsay && attempt.closes)
      closeInDoubt(fold, attempt.at, 'no-reply', 'An unsigned note says that the final notice went out.');
    return;
  }
  if (attempt.state === 'drafted') {
    silence.draft = attempt;
    return;
  }
  const { signed } = attempt;
  useUp(silence, attempt);
  silence.clock = Math.max(silence.clock, attempt.at);
  if (signed && silence.draft && silence.draft.stage <= attempt.stage) silence.draft = null;
  // Only what the mark claims needs its signature; that the draft went is shown by Sent.
  const { draft } = silence;
  if (attempt.byHand && attempt.to.some((address) => !isTeamAddress(address, settings))) useUpDraft(silence);
  // A draft of ours vouches for the mail that a person made of it, whatever id his client gave it.
  const vouched = signed || (attempt.byHand && draft?.signed === true && draft.stage === attempt.stage);
  if (sent) silence.sent += 1;
  if (
    attempt.state === 'failed' &&
    attempt.to.every((address) => attempt.refused.some((refusal) => refusal.address === address))
  ) {
    const why = 'The server refused every address of the customer.';
    (signed ? close : closeInDoubt)(fold, attempt.at, 'undeliverable', why);
    return;
  }
  // I6: what the team owes is not closed away.
  // I7: a planted mail uses its stage up and closes nothing.
  if (!attempt.closes || !sent || fold.owed.length > 0 || attempt.planted) return;
  const why = 'The final notice went out and nobody answered.';
  (vouched ? close : closeInDoubt)(fold, attempt.at, 'no-reply', why);
}

/** The last one ends the silence that it was sent in, so what comes behind it is another one. */
function holdForNext(fold: Fold, attempt: Attempt): void {
  if (attempt.last) fold.unheld = [];
  else if (attempt.state !== 'claimed' && attempt.state !== 'drafted' && !fold.ended.has(attempt.anchor))
    fold.unheld.push(attempt);
}

function takeCommand(fold: Fold, command: Command, context: FoldContext): void {
  if (!command.trusted) {
    takeUnsigned(fold, command, context);
    return;
  }
  switch (command.action) {
    case 'close':
      fold.owed = [];
      close(fold, command.at, 'resolved', `${command.by} closed it.`);
      return;
    case 'snooze':
      fold.snoozedUntil = command.until;
      return;
    case 'never':
      fold.never = true;
      return;
    case 'skip':
      if (command.stage !== null) skip(fold, command.stage, command.at, context);
      return;
    case 'reopen':
      reopen(fold, command.at);
      return;
    case 'wait':
      wait(fold, command.at, context);
      return;
    default:
      command.action satisfies never;
  }
}

/** A skipped stage counts as used at the moment it would have gone. */
function skip(fold: Fold, stage: number, at: number, context: FoldContext): void {
  const silence = fold.silence;
  if (!silence || stage <= silence.used) return;
  if (stage !== silence.used + 1 && stage !== silence.spent + 1) return;
  silence.clock = Math.max(at, context.dueAt(silence, stage));
  silence.used = stage;
  silence.draft = null;
  if (stage >= context.stages) silence.exhausted = true;
}

/** Takes up the silence that the close ended, its clock anew; without stages left the team has to look. */
function reopen(fold: Fold, at: number): void {
  fold.never = false;
  if (!fold.closed || undoThanks(fold)) return;
  const silence = fold.closedSilence;
  fold.closed = null;
  fold.closedSilence = null;
  if (silence && !silence.exhausted) resumeSilence(fold, silence, at);
  else fold.owed.push({ id: null, at });
}

/** It is the customer's turn again: nothing is owed, and the clock runs from now. */
function wait(fold: Fold, at: number, context: FoldContext): void {
  fold.owed = [];
  fold.never = false;
  fold.snoozedUntil = null;
  const closedSilence = fold.closed ? fold.closedSilence : null;
  fold.closed = null;
  fold.closedSilence = null;
  // R10: after the last stage nothing more is sent in a silence, ever; a new mail of an agent begins a new one.
  const running = fold.silence ?? closedSilence;
  if (running) {
    resumeSilence(fold, running, at);
    return;
  }
  const anchor = fold.lastAgentMail;
  if (!anchor || anchor.at < context.world.startFrom) return;
  fold.watched = true;
  openSilence(fold, anchor, at);
}
