import type { Command, Event, Fold } from './fold-state.js';

/**
 * `undo` takes back what the mail of an agent that it answers had ordered here, else the latest command before it: of those
 * that changed something and were not taken back yet. The conversation is then derived as if they had never been given.
 * I7: an unsigned one takes nothing back, and what an unsigned one said stays.
 * @param play the fold after these events
 */
export function takeBack(events: readonly Event[], play: (events: readonly Event[]) => Fold): Event[] {
  const result = [...events];
  for (const [i, event] of events.entries()) {
    if (event.type !== 'command' || !event.command.trusted || event.command.action !== 'undo') continue;
    const { at, command } = event;
    const before = result.slice(0, i);
    const fold = play(before);
    const done = new Set(fold.effects.flatMap(({ order, verdict }) => (verdict === 'done' ? [order] : [])));
    const meant = meantBy(command, before).filter((index) => {
      const one = before[index]!;
      return one.type === 'command' && done.has(one.command.order);
    });
    const gone = meant.filter((index) => hasGone(before[index]!, fold));
    const undid = chosen(
      command,
      meant.filter((index) => !gone.includes(index)),
      before,
    );
    for (const { index, taken } of [...undid, ...repeated(undid, before, fold)])
      result[index] = { type: 'undone', at: before[index]!.at, command: taken };
    result[i] = { type: 'undo', at, command, undid: undid.map(({ taken }) => taken), gone: gone.length > 0 };
  }
  return result;
}

interface Taken {
  readonly index: number;
  readonly taken: Command;
}

/** Places of the commands that it may mean, taken back or not. */
function meantBy({ undoes }: Command, before: readonly Event[]): number[] {
  const places = before.flatMap((event, index) =>
    (event.type === 'command' || event.type === 'undone') && event.command.trusted ? [index] : [],
  );
  return undoes === null ? places : places.filter((index) => isOf(before[index]!, undoes));
}

/** All that the answered mail ordered; without such a mail the latest one. */
function chosen({ undoes }: Command, places: readonly number[], before: readonly Event[]): Taken[] {
  return (undoes === null ? places.slice(-1) : places).flatMap((index) => {
    const event = before[index]!;
    return event.type === 'command' ? [{ index, taken: event.command }] : [];
  });
}

/** Whoever said the same once more said nothing new, and would now. */
function repeated(undid: readonly Taken[], before: readonly Event[], { effects }: Fold): Taken[] {
  const idle = new Set(effects.flatMap(({ order, verdict }) => (verdict === 'nothing-to-do' ? [order] : [])));
  return before.flatMap((event, index) => {
    if (event.type !== 'command' || !idle.has(event.command.order)) return [];
    const again = undid.some((one) => one.index < index && one.taken.action === event.command.action);
    return again ? [{ index, taken: event.command }] : [];
  });
}

function isOf(event: Event, messageId: string): boolean {
  return 'command' in event && event.command.order.startsWith(`${messageId} `);
}

/** `send now`, and the mail has gone. */
function hasGone(event: Event, { silence, lastStagesSent, effects }: Fold): boolean {
  if (event.type !== 'command' || event.command.action !== 'send-now') return false;
  const stage = effects.find(({ order }) => order === event.command.order)?.stage ?? 0;
  return stage <= (silence ? silence.used : lastStagesSent);
}
