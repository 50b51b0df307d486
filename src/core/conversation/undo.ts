import { runAgain, take } from './fold.js';
import { effectOfUndo, effectOfUndone } from './fold-command.js';
import { copyOf } from './fold-copy.js';
import { type Command, type Event, emptyFold, type Fold, type FoldContext } from './fold-state.js';
import { livePlaces } from './live-places.js';
import { meantBy, type Row, type Story } from './undo-meant.js';

/** Copies of the fold lie at least so many events apart. */
const stride = 16;
/** With more copies than this every second one goes, so that they lie the further apart the older they are. */
const mostCopies = 64;

/** The fold of the events before a place. */
interface Copy {
  readonly place: number;
  readonly fold: Fold;
}

/**
 * The fold of these events, in order. `undo` takes back what the mail of an agent that it answers had ordered here, else
 * the latest command before it: of those that changed something and were not taken back yet. The conversation is then as
 * if they had never been given, so what counts since then is folded once more, from a copy of what was before them; but what
 * came to nothing since then was told to whoever ordered it, and comes to nothing still.
 * I7: an unsigned one takes nothing back, and what an unsigned one said stays.
 * @param begun the fold before the first of them; it may be changed
 */
export function foldEvents(events: readonly Event[], begun: Fold, context: FoldContext): Fold {
  const story: Story = { events, live: livePlaces(events.length), rows: new Map(), effects: [] };
  let copies: readonly Copy[] = events.some(undoIn) ? [{ place: 0, fold: begun }] : [];
  let fold = copies.length > 0 ? copyOf(begun, emptyFold()) : begun;
  let place = 0;
  while (place < events.length) {
    const event = events[place]!;
    const undo = story.rows.has(place) ? null : undoIn(event);
    if (undo) {
      const changed = takeBack(story, place, undo, fold);
      if (changed < place) {
        copies = copies.filter((copy) => copy.place <= changed);
        place = copies.at(-1)!.place;
        fold = copyOf(copies.at(-1)!.fold, fold);
      }
      place = story.live.from(place);
      continue;
    }
    const copy = copies.at(-1);
    // One lies before the first command, so that the mails before it are never folded again.
    const far = copies.length === 1 || (copy && place - copy.place >= stride);
    if (copy && far && event.type === 'command')
      copies = thinned([...copies, { place, fold: copyOf(fold, copy.fold) }]);
    takeAt(story, place, fold, context);
    place = story.live.after(place);
  }
  for (const effect of story.effects) if (effect) fold.effects.push(effect);
  return fold;
}

/** The first and the last always stay. */
function thinned(copies: readonly Copy[]): readonly Copy[] {
  if (copies.length <= mostCopies) return copies;
  return copies.filter((_, i) => i % 2 === 0 || i === copies.length - 1);
}

function undoIn(event: Event): Command | null {
  return event.type === 'command' && event.command.trusted && event.command.action === 'undo'
    ? event.command
    : null;
}

function takeAt({ events, rows, effects }: Story, place: number, fold: Fold, context: FoldContext): void {
  const row = rows.get(place);
  if (row) {
    if (row.skipped && fold.silence) fold.silence.latest = undefined;
    runAgain(fold, row.moments, context);
    return;
  }
  const before = fold.effects.length;
  take(fold, events[place]!, context);
  // They are kept by their place: what is folded once more tells its own anew.
  if (fold.effects.length > before) effects[place] = fold.effects.pop();
}

/**
 * Marks what the `undo` at this place takes back, and the `undo` itself; `fold`: the state before it. Gives the first
 * place from which on something is different; its own: it takes nothing back.
 */
function takeBack(story: Story, place: number, undo: Command, fold: Fold): number {
  const { events, live, effects } = story;
  const { undid, idle, gone } = meantBy(story, place, undo, fold);
  const commands = undid.map(({ command }) => command);
  effects[place] = effectOfUndo(undo, commands, gone);
  if (undid.length === 0) {
    live.remove(place);
    return place;
  }
  let changed = leave(story, place, { moments: [events[place]!.at], skipped: false });
  for (const { place: of, command } of undid) {
    effects[of] = effectOfUndone(command);
    changed = Math.min(changed, leave(story, of, { moments: [], skipped: false }));
  }
  for (const { place: of, command } of idle)
    changed = Math.min(changed, leave(story, of, { moments: [], skipped: command.action === 'skip' }));
  return changed;
}

/** Leaves this of the command at the place, as one with the rows beside it. Gives the place of all. */
function leave(story: Story, place: number, row: Row): number {
  const { live, rows } = story;
  rows.set(place, row);
  join(story, place, live.after(place));
  return join(story, live.before(place), place);
}

/** Two rows with nothing between them become one. Gives the place of that, else of the second. */
function join({ live, rows }: Story, place: number, next: number): number {
  const [row, more] = [rows.get(place), rows.get(next)];
  if (!row || !more) return next;
  const skipped = row.skipped || more.skipped;
  rows.set(place, { moments: joined(row.moments, more.moments), skipped });
  rows.delete(next);
  live.remove(next);
  return place;
}

/** Going back step by step puts nothing before many: these are not copied each time. */
function joined(moments: number[], more: number[]): number[] {
  if (moments.length === 0) return more;
  for (const at of more) moments.push(at);
  return moments;
}
