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
 * without what was taken back, and what it takes back is told from that.
 */
export function foldPlainly(given: readonly Event[], context: FoldContext): Fold {
  const events = [...given];
  for (const [i, event] of events.entries()) {
    if (event.type !== 'command' || !event.command.trusted || event.command.action !== 'undo') continue;
    const { at, command: undo } = event;
    const before = events.slice(0, i);
    const fold = foldAll(before, context);
    const cameTo = (wanted: string): Set<string> =>
      new Set(fold.effects.flatMap(({ order, verdict }) => (verdict === wanted ? [order] : [])));
    const [done, idle] = [cameTo('done'), cameTo('nothing-to-do')];
    const given = before.flatMap((one, index) =>
      one.type === 'command' ? [{ index, command: one.command }] : [],
    );
    const meant = given.filter(
      ({ command }) =>
        done.has(command.order) && (undo.undoes === null || command.order.startsWith(`${undo.undoes} `)),
    );
    const left = meant.filter(({ command }) => !hasGone(command, fold));
    const undid = undo.undoes === null ? left.slice(-1) : left;
    const repeated = given.filter(
      ({ index, command }) =>
        idle.has(command.order) &&
        undid.some((one) => one.index < index && one.command.action === command.action),
    );
    for (const { index, command } of [...undid, ...repeated])
      events[index] = { type: 'undone', at: before[index]!.at, effect: effectOfUndone(command) };
    const commands = undid.map(({ command }) => command);
    events[i] = { type: 'undo', at, effect: effectOfUndo(undo, commands, left.length < meant.length) };
  }
  return foldAll(events, context);
}

function foldAll(events: readonly Event[], context: FoldContext): Fold {
  const fold = emptyFold();
  for (const event of events) take(fold, event, context);
  return fold;
}

/** `send now`, and the mail has gone. */
function hasGone({ action, order }: Command, { silence, lastStagesSent, effects }: Fold): boolean {
  const stage = effects.find((effect) => effect.order === order)?.stage ?? 0;
  return action === 'send-now' && stage <= (silence ? silence.used : lastStagesSent);
}
