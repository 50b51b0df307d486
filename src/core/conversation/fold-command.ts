import type { Attempt } from './attempt.js';
import type { Effect, EffectVerdict } from './effect.js';
import { close, endSnooze, openSilence, resumeSilence, stageAhead } from './fold-silence.js';
import type { Command, Fold, FoldContext, OpenSilence } from './fold-state.js';
import { undoThanks } from './fold-thanks.js';
import { takeUnsigned } from './fold-unsigned.js';

/** What a command comes to at its moment; a repeated one changes nothing. */
export function takeCommand(fold: Fold, command: Command, context: FoldContext): void {
  if (!command.trusted) {
    takeUnsigned(fold, command, context);
    fold.effects.push(effectOf(command, { verdict: 'not-trusted' }));
    return;
  }
  fold.effects.push(effectOf(command, carryOut(fold, command, context)));
}

type Came = { readonly verdict: EffectVerdict; readonly stage?: number };

/** What is listed of a command that a later `undo` took back. */
export function effectOfUndone(command: Command): Effect {
  return { ...effectOf(command, { verdict: 'done' }), undone: true };
}

/** What is listed of an `undo` that took these back; `gone`: a mail that it would have stopped has gone. */
export function effectOfUndo(command: Command, undid: readonly Command[], gone: boolean): Effect {
  const [first] = undid;
  if (!first) return effectOf(command, { verdict: gone ? 'stage-gone' : 'nothing-to-do' });
  const what = { undid: undid.map(({ action }) => action), since: first.at };
  return { ...effectOf(command, { verdict: 'done' }), ...what };
}

function effectOf(command: Command, came: Came): Effect {
  const { order, action, by, at, until } = command;
  const stage = came.stage ?? command.stage;
  return {
    order,
    action,
    by,
    at,
    verdict: came.verdict,
    ...(stage !== null && { stage }),
    ...(action === 'snooze' && until !== null && { until }),
  };
}

function carryOut(fold: Fold, command: Command, context: FoldContext): Came {
  if (isOvertaken(fold, command)) return { verdict: 'newer-mail' };
  switch (command.action) {
    case 'close':
      return closeIt(fold, command);
    case 'snooze':
      return snooze(fold, command);
    case 'never': {
      const before = fold.never;
      fold.never = true;
      return { verdict: before ? 'nothing-to-do' : 'done' };
    }
    case 'skip':
      return skip(fold, command, context);
    case 'send-now':
      return sendNow(fold, command);
    case 'reopen':
      return { verdict: reopen(fold, command.at) ? 'done' : 'nothing-to-do' };
    case 'wait':
      return { verdict: wait(fold, command.at, context) ? 'done' : 'never-written' };
    case 'undo':
      return { verdict: 'nothing-to-do' };
    default:
      return command.action satisfies never;
  }
}

/**
 * I6: an agent may dismiss what a customer waits for; by a link he speaks of what he saw when it was made. What only makes
 * Thrice quieter, and leaves the answer owed, he may say by any link.
 */
function isOvertaken({ owed }: Fold, { action, shown }: Command): boolean {
  if (shown?.at === undefined || (action !== 'close' && action !== 'wait')) return false;
  const made = shown.at;
  return owed.some(({ id, at }) => id !== null && at > made);
}

function closeIt(fold: Fold, { at, by }: Command): Came {
  const already = fold.closed?.outcome === 'resolved' && !fold.closed.doubted && fold.owed.length === 0;
  if (already) return { verdict: 'nothing-to-do' };
  fold.owed = [];
  close(fold, at, 'resolved', { kind: 'closed-by-person', who: by });
  return { verdict: 'done' };
}

/** `until` in ms UTC; null: `snooze off`. */
function snooze(fold: Fold, { until, at }: Command): Came {
  const before = fold.snoozedUntil;
  if (until === null) endSnooze(fold, at);
  else if (fold.closed) return { verdict: 'no-silence' };
  else {
    fold.snoozedUntil = until;
    if (fold.silence) fold.silence.ordered = undefined;
  }
  return { verdict: before === fold.snoozedUntil ? 'nothing-to-do' : 'done' };
}

/** The stage that a command means: the one that its notice announced, else the next one; or why there is none. */
function stageMeant(fold: Fold, { stage, shown, at }: Command): { stage: number } | Came {
  const silence = fold.silence;
  if (!fold.lastAgentMail) return { verdict: 'never-written' };
  if (fold.owed.length > 0) return { verdict: 'owed' };
  if (!silence) return { verdict: 'no-silence' };
  const sending = stage === null ? sendingAt(silence, at) : null;
  if (sending && sending.state !== 'claimed') return { verdict: 'stage-gone', stage: sending.stage };
  if (sending && sending.stage > silence.used) return { stage: sending.stage };
  if (silence.exhausted) return { verdict: 'no-silence' };
  const next = stageAhead(silence);
  if (stage === null) return { stage: next };
  if (shown && !silence.ids.has(shown.anchor)) return { verdict: 'earlier-silence', stage };
  const { used, before } = silence;
  return stage === Math.max(used, before) + 1 || stage === next
    ? { stage }
    : { verdict: 'stage-gone', stage };
}

/**
 * The mail of which nobody knew at that moment (ms UTC) whether it had left: it is the one that was meant, and not the one
 * behind it, whatever was learned since. A draft does not leave.
 */
function sendingAt({ latest }: OpenSilence, at: number): Attempt | null {
  if (!latest || latest.state === 'drafted') return null;
  return latest.knownAt === undefined || at < latest.knownAt ? latest : null;
}

/** A skipped stage counts as used at the moment it would have gone. */
function skip(fold: Fold, command: Command, context: FoldContext): Came {
  const meant = stageMeant(fold, command);
  // Whoever says it once more means the stage behind it.
  if (fold.silence) fold.silence.latest = undefined;
  if ('verdict' in meant) return meant;
  const silence = fold.silence!;
  const { stage } = meant;
  if (stage > context.stages) return { verdict: 'no-silence' };
  silence.clock = Math.max(command.at, context.dueAt(silence, stage));
  silence.used = stage;
  silence.draft = null;
  if (stage >= context.stages) silence.exhausted = true;
  return { verdict: 'done', stage };
}

/** The next stage goes at once, by the word of an agent: outside working time, out of a snooze, and without a notice. */
function sendNow(fold: Fold, command: Command): Came {
  const meant = stageMeant(fold, command);
  if ('verdict' in meant) return meant;
  if (fold.never) return { verdict: 'no-silence' };
  fold.silence!.ordered = { stage: meant.stage, at: command.at };
  fold.snoozedUntil = null;
  return { verdict: 'done', stage: meant.stage };
}

/** Takes up the silence that the close ended, its clock anew; without stages left the team has to look. */
function reopen(fold: Fold, at: number): boolean {
  const before = fold.never;
  fold.never = false;
  if (!fold.closed) return before;
  if (undoThanks(fold, at)) return true;
  const silence = fold.closedSilence;
  fold.closed = null;
  if (silence && !silence.exhausted) {
    fold.closedSilence = null;
    resumeSilence(fold, silence, at);
  } else fold.owed.push({ id: null, at });
  return true;
}

/** It is the customer's turn again: nothing is owed, and the clock runs from now. */
function wait(fold: Fold, at: number, context: FoldContext): boolean {
  const anchor = fold.lastAgentMail;
  // The customer cannot answer what nobody wrote.
  if (!anchor) return false;
  fold.owed = [];
  fold.never = false;
  fold.snoozedUntil = null;
  const { closedSilence } = fold;
  fold.closed = null;
  fold.closedSilence = null;
  // R10: after the last stage nothing more is sent in a silence, ever; a new mail of an agent begins a new one.
  if (!fold.silence && closedSilence?.exhausted) closedSilence.over = true;
  const running = fold.silence ?? closedSilence;
  if (running) resumeSilence(fold, running, at);
  else if (anchor.at >= context.world.startFrom) {
    fold.watched = true;
    openSilence(fold, anchor, at);
  }
  return true;
}
