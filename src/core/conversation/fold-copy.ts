import type { Fold, OpenSilence } from './fold-state.js';

/**
 * The state as it is now, to go on from later: whatever is taken into the one leaves the other alone.
 * @param like a state earlier or later in the same history, which is not taken into any more (or is only kept): what merely
 * grows is taken over from it where it is as long, so that a copy costs what changed and not all that ever happened
 */
export function copyOf(fold: Fold, like: Fold): Fold {
  const silence = fold.silence && copyOfSilence(fold.silence);
  return {
    ...fold,
    silence,
    // After an unsigned `reopen` both names mean one silence.
    closedSilence:
      fold.closedSilence === fold.silence ? silence : fold.closedSilence && copyOfSilence(fold.closedSilence),
    writtenTo: new Map(fold.writtenTo),
    owed: [...fold.owed],
    unheld: [...fold.unheld],
    ended: new Set(fold.ended),
    undeliverable: new Set(fold.undeliverable),
    absences: new Map(fold.absences),
    thanks: [...fold.thanks],
    // These only grow.
    gone: list(fold.gone, like.gone),
    wrote: list(fold.wrote, like.wrote),
    needsText: list(fold.needsText, like.needsText),
    answers: list(fold.answers, like.answers),
    bounces: list(fold.bounces, like.bounces),
    refusals: list(fold.refusals, like.refusals),
    complaints: list(fold.complaints, like.complaints),
    orders: list(fold.orders, like.orders),
    effects: list(fold.effects, like.effects),
    ours: fold.ours.size === like.ours.size ? like.ours : new Set(fold.ours),
    reached: fold.reached.size === like.reached.size ? like.reached : new Set(fold.reached),
    starts: fold.starts.size === like.starts.size ? like.starts : new Map(fold.starts),
  };
}

function list<T>(all: T[], like: T[]): T[] {
  return all.length === like.length ? like : [...all];
}

function copyOfSilence(silence: OpenSilence): OpenSilence {
  return { ...silence, ids: new Set(silence.ids) };
}
