import type { Effect } from './effect.js';
import type { Command, Event, Fold } from './fold-state.js';
import type { LivePlaces } from './live-places.js';

/** What the events of a conversation have come to, up to some place. */
export interface Story {
  readonly events: readonly Event[];
  /** Those that count: without what was taken back, and with one place for all the `undo`s that stand in a row. */
  readonly live: LivePlaces;
  /** The moments of the `undo`s that took something back, ms UTC ascending, by the place that stands for them. */
  readonly undos: Map<number, number[]>;
  /** What came of each command, by its place. */
  readonly effects: (Effect | undefined)[];
}

/** What the `undo` at this place takes back, in order, and the repetitions of it; `gone`: a mail that it would have stopped has gone. */
export function meantBy(
  story: Story,
  place: number,
  undo: Command,
  fold: Fold,
): { undid: readonly Ordered[]; repeated: readonly Ordered[]; gone: boolean } {
  const undid: Ordered[] = [];
  const idle: Ordered[] = [];
  let gone = false;
  for (const ordered of commandsBefore(story, place)) {
    const { command, effect } = ordered;
    if (effect.verdict === 'nothing-to-do') idle.push(ordered);
    if (effect.verdict !== 'done' || !isMeant(command, undo)) continue;
    if (hasGone(ordered, fold)) {
      gone = true;
      continue;
    }
    undid.push(ordered);
    if (undo.undoes === null) break;
  }
  undid.reverse();
  // Whoever said the same once more said nothing new, and would now.
  const firsts = new Map<string, number>();
  for (const { place: of, command } of undid) if (!firsts.has(command.action)) firsts.set(command.action, of);
  const repeated = idle.filter(
    (again) => (firsts.get(again.command.action) ?? Number.POSITIVE_INFINITY) < again.place,
  );
  return { undid, repeated, gone };
}

/** A command that was not taken back, with what came of it. */
interface Ordered {
  readonly place: number;
  readonly command: Command;
  readonly effect: Effect;
}

/** The latest first. */
function* commandsBefore(
  { events, live, undos, effects }: Story,
  before: number,
): Generator<Ordered, void, undefined> {
  for (let place = live.before(before); place >= 0; place = live.before(place)) {
    const event = events[place]!;
    if (event.type === 'command' && !undos.has(place))
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
