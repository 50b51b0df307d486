import { take } from './fold.js';
import { effectOfUndo, effectOfUndone } from './fold-command.js';
import { copyOf } from './fold-copy.js';
import type { Command, Event, Fold, FoldContext } from './fold-state.js';
import type { Effect } from './state.js';

/** Copies of the fold lie at least so many events apart: one costs as much as some hundred events. */
const stride = 16;

/**
 * The fold of these events, in order. `undo` takes back what the mail of an agent that it answers had ordered here, else
 * the latest command before it: of those that changed something and were not taken back yet. The conversation is then as
 * if they had never been given, so all since then is folded once more, from a copy of what was before them.
 * I7: an unsigned one takes nothing back, and what an unsigned one said stays.
 * @param begun the fold before the first of them; it may be changed
 */
export function foldEvents(given: readonly Event[], begun: Fold, context: FoldContext): Fold {
  const events = [...given];
  const copies: Copy[] = events.some(undoIn) ? [{ place: 0, fold: copyOf(begun) }] : [];
  let fold = begun;
  let place = 0;
  while (place < events.length) {
    const event = events[place]!;
    const undo = undoIn(event);
    const first = undo ? takeBack(events, place, undo, fold) : null;
    if (first !== null) {
      ({ place, fold } = lastBefore(copies, first));
      continue;
    }
    if (event.type === 'command' && place - (copies.at(-1)?.place ?? place) >= stride)
      copies.push({ place, fold: copyOf(fold) });
    take(fold, events[place]!, context);
    place += 1;
  }
  return fold;
}

/** The fold of the events before a place. */
interface Copy {
  readonly place: number;
  readonly fold: Fold;
}

/** The last copy that lies before all that is taken back, to go on from; those behind it hold no more. */
function lastBefore(copies: Copy[], first: number): Copy {
  while (copies.at(-1)!.place > first) copies.pop();
  const { place, fold } = copies.at(-1)!;
  return { place, fold: copyOf(fold) };
}

function undoIn(event: Event): Command | null {
  return event.type === 'command' && event.command.trusted && event.command.action === 'undo'
    ? event.command
    : null;
}

/**
 * Marks what the `undo` at this place takes back, and the `undo` itself, in `events`; `fold`: the state before it. Gives
 * the place of the first command that it takes back; null: there is none.
 */
function takeBack(events: Event[], place: number, undo: Command, fold: Fold): number | null {
  const undid: Ordered[] = [];
  const idle: Ordered[] = [];
  let gone = false;
  for (const ordered of commandsBefore(events, place, fold)) {
    const { command, effect } = ordered;
    if (effect.verdict === 'nothing-to-do') idle.push(ordered);
    if (effect.verdict !== 'done' || !isMeant(command, undo)) continue;
    if (hasGone(ordered, fold)) {
      gone = true;
      continue;
    }
    undid.unshift(ordered);
    if (undo.undoes === null) break;
  }
  // Whoever said the same once more said nothing new, and would now.
  const repeated = idle.filter((again) =>
    undid.some((one) => one.place < again.place && one.command.action === again.command.action),
  );
  for (const { place: of, command } of [...undid, ...repeated])
    events[of] = { type: 'undone', at: events[of]!.at, effect: effectOfUndone(command) };
  const commands = undid.map(({ command }) => command);
  events[place] = { type: 'undo', at: events[place]!.at, effect: effectOfUndo(undo, commands, gone) };
  return undid[0]?.place ?? null;
}

/** A command that was not taken back, with what came of it. */
interface Ordered {
  readonly place: number;
  readonly command: Command;
  readonly effect: Effect;
}

/** The latest first. Each command left one effect in the fold, also one that was taken back. */
function* commandsBefore(
  events: readonly Event[],
  before: number,
  { effects }: Fold,
): Generator<Ordered, void, undefined> {
  let left = effects.length;
  for (let place = before - 1; place >= 0; place--) {
    const event = events[place]!;
    if (!('command' in event || 'effect' in event)) continue;
    left -= 1;
    if (event.type === 'command') yield { place, command: event.command, effect: effects[left]! };
  }
}

/** All that the answered mail ordered; without such a mail any. */
function isMeant({ order }: Command, { undoes }: Command): boolean {
  return undoes === null || order.startsWith(`${undoes} `);
}

/** `send now`, and the mail has gone. */
function hasGone({ command, effect }: Ordered, { silence, lastStagesSent }: Fold): boolean {
  if (command.action !== 'send-now') return false;
  return (effect.stage ?? 0) <= (silence ? silence.used : lastStagesSent);
}
