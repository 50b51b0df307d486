import { closeInDoubt, openSilence, resumeSilence, stageAhead } from './fold-silence.js';
import type { Command, Fold, FoldContext, OpenSilence } from './fold-state.js';

/**
 * I7: an unsigned command does the part of its action that makes quieter, and nothing that a signed one later in the
 * conversation would not allow anyway: no debt is forgotten, no clock runs earlier, no stage comes back.
 */
export function takeUnsigned(fold: Fold, command: Command, context: FoldContext): void {
  const { action, at, by, until, stage } = command;
  switch (action) {
    case 'close':
      closeInDoubt(fold, at, 'resolved', { kind: 'closed-by-unsigned-note', who: by });
      return;
    case 'snooze':
      fold.snoozedUntil = Math.max(fold.snoozedUntil ?? 0, until ?? 0) || null;
      return;
    case 'never':
      fold.never = true;
      return;
    case 'skip':
      if (fold.silence && stage !== null) spend(fold.silence, stage, at);
      return;
    case 'reopen':
    case 'wait':
      goOnBeneath(fold, action, at, context);
      return;
    // Both could only make louder.
    case 'send-now':
    case 'undo':
      return;
    default:
      action satisfies never;
  }
}

/** What the action would have taken up again is taken up beneath the close: its stages stay used. */
function goOnBeneath(fold: Fold, action: 'reopen' | 'wait', at: number, context: FoldContext): void {
  if (!fold.silence && fold.closed && fold.closedSilence) resumeSilence(fold, fold.closedSilence, at);
  if (action === 'reopen') return;
  const anchor = fold.lastAgentMail;
  if (fold.silence) fold.silence.clock = Math.max(fold.silence.clock, at);
  else if (anchor && anchor.at >= context.world.startFrom) {
    openSilence(fold, anchor, at);
    closeInDoubt(fold, at, 'resolved', { kind: 'wait-by-unsigned-note' });
  }
}

/** A stage skipped on an unsigned word; a draft of it stays, for it holds the stages behind it. */
function spend(silence: OpenSilence, stage: number, at: number): void {
  if (stage !== stageAhead(silence)) return;
  silence.spent = stage;
  silence.clock = Math.max(silence.clock, at);
}
