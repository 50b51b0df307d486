import type { Fold, OpenSilence } from './fold-state.js';

/** The state as it is now, to go on from later: whatever is taken into the one leaves the other alone. */
export function copyOf(fold: Fold): Fold {
  const silence = fold.silence && copyOfSilence(fold.silence);
  return {
    ...fold,
    silence,
    // After an unsigned `reopen` both names mean one silence.
    closedSilence:
      fold.closedSilence === fold.silence ? silence : fold.closedSilence && copyOfSilence(fold.closedSilence),
    wrote: [...fold.wrote],
    writtenTo: new Map(fold.writtenTo),
    owed: [...fold.owed],
    unheld: [...fold.unheld],
    ended: new Set(fold.ended),
    ours: new Set(fold.ours),
    reached: new Set(fold.reached),
    undeliverable: new Set(fold.undeliverable),
    needsText: [...fold.needsText],
    starts: new Map(fold.starts),
    answers: [...fold.answers],
    bounces: [...fold.bounces],
    refusals: [...fold.refusals],
    complaints: [...fold.complaints],
    absences: new Map(fold.absences),
    thanks: [...fold.thanks],
    orders: [...fold.orders],
    effects: [...fold.effects],
  };
}

function copyOfSilence(silence: OpenSilence): OpenSilence {
  return { ...silence, ids: new Set(silence.ids) };
}
