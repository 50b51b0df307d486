import { take } from '../../src/core/conversation/fold.js';
import { effectOfUndo, effectOfUndone } from '../../src/core/conversation/fold-command.js';
import {
  type Command,
  type Event,
  emptyFold,
  type Fold,
  type FoldContext,
} from '../../src/core/conversation/fold-state.js';

/**
 * What `undo` means, said as plainly as can be and slowly: at each one everything before it is folded from the beginning,
 * without what was taken back, and what it takes back is told from that. What came to nothing behind that stays so.
 */
export function foldPlainly(given: readonly Event[], context: FoldContext): Fold {
  const events = [...given];
  for (const [i, event] of events.entries()) {
    if (event.type !== 'command' || !event.command.trusted || event.command.action !== 'undo') continue;
    const { at, command: undo } = event;
    const before = events.slice(0, i);
    const fold = foldAll(before, context);
    const effects = new Map(fold.effects.map((effect) => [effect.order, effect]));
    const given = before.flatMap((one, index) =>
      one.type === 'command' ? [{ index, command: one.command }] : [],
    );
    const meant = given.filter(
      ({ command }) =>
        effects.get(command.order)?.verdict === 'done' &&
        (undo.undoes === null || command.order.startsWith(`${undo.undoes} `)),
    );
    const left = meant.filter(({ command }) => !hasGone(command, fold));
    const undid = undo.undoes === null ? left.slice(-1) : left;
    const [first] = undid;
    for (const { index, command } of given) {
      const effect = effects.get(command.order)!;
      if (!first || index < first.index || ['done', 'not-trusted'].includes(effect.verdict)) continue;
      events[index] = { type: 'undone', at: command.at, effect };
    }
    for (const { index, command } of undid)
      events[index] = { type: 'undone', at: command.at, effect: effectOfUndone(command) };
    const commands = undid.map(({ command }) => command);
    events[i] = { type: 'undo', at, effect: effectOfUndo(undo, commands, left.length < meant.length) };
  }
  return foldAll(events, context);
}

function foldAll(events: readonly Event[], context: FoldContext): Fold {
  const fold = emptyFold();
  for (const event of events) {
    take(fold, event, context);
    if (event.type === 'undone' && !event.effect.undone && event.effect.action === 'skip' && fold.silence)
      // Whoever says it once more still means the stage behind it.
      fold.silence.latest = undefined;
  }
  return fold;
}

/** `send now`, and the mail has gone. */
function hasGone({ action, order }: Command, { silence, lastStagesSent, effects }: Fold): boolean {
  const stage = effects.find((effect) => effect.order === order)?.stage ?? 0;
  return action === 'send-now' && stage <= (silence ? silence.used : lastStagesSent);
}
