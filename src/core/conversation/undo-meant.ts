import type { Effect } from './effect.js';
import type { Command, Event, Fold } from './fold-state.js';
import type { LivePlaces } from './live-places.js';

/** What the events of a conversation have come to, up to some place. */
export interface Story {
  readonly events: readonly Event[];
  /** Those that count: without what was taken back, and with one place for each row. */
  readonly live: LivePlaces;
  /** By the place that stands for all of it. */
  readonly rows: Map<number, Row>;
  /** What came of each command, by its place. */
  readonly effects: (Effect | undefined)[];
}

/** What is left of commands that stand in a row and are carried out no more. */
export interface Row {
  /** Of the `undo`s that took something back, ms UTC ascending. */
  readonly moments: number[];
  /** A `skip` that came to nothing is among them: whoever says it once more still means the stage behind it. */
  readonly skipped: boolean;
}

/**
 * What the `undo` at this place takes back, in order; `idle`: what came to nothing behind the first of it, which stays so,
 * as whoever ordered it was told; `gone`: a mail that it would have stopped has gone.
 */
export function meantBy(
  story: Story,
  place: number,
  undo: Command,
  fold: Fold,
): { undid: readonly Ordered[]; idle: readonly Ordered[]; gone: boolean } {
  const undid: Ordered[] = [];
  const idle: Ordered[] = [];
  let gone = false;
  for (const ordered of commandsBefore(story, place)) {
    const { command, effect } = ordered;
    // I7: an unsigned one was never more than a word to be quieter, and is that always.
    if (effect.verdict !== 'done' && effect.verdict !== 'not-trusted') idle.push(ordered);
    if (effect.verdict !== 'done' || !isMeant(command, undo)) continue;
    if (hasGone(ordered, fold)) {
      gone = true;
      continue;
    }
    undid.push(ordered);
    if (undo.undoes === null) break;
  }
  undid.reverse();
  const first = undid[0]?.place ?? Number.POSITIVE_INFINITY;
  return { undid, idle: idle.filter(({ place: of }) => of > first), gone };
}

/** A command that was not taken back, with what came of it. */
interface Ordered {
  readonly place: number;
  readonly command: Command;
  readonly effect: Effect;
}

/** The latest first. */
function* commandsBefore(
  { events, live, rows, effects }: Story,
  before: number,
): Generator<Ordered, void, undefined> {
  for (let place = live.before(before); place >= 0; place = live.before(place)) {
    const event = events[place]!;
    if (event.type === 'command' && !rows.has(place))
      yield { place, command: event.command, effect: effects[place]! };
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
