import { derive } from '../../src/core/conversation/derive.js';
import type { Thread } from '../../src/core/conversation/link.js';
import type { Note } from '../../src/core/conversation/note.js';
import { partition } from '../../src/core/conversation/partition.js';
import type { Derived } from '../../src/core/conversation/state.js';
import type { FollowUpStep } from '../../src/core/conversation/step.js';
import { mergeThreads } from '../../src/core/conversation/thread.js';
import { type World, worldOf } from '../../src/core/conversation/world.js';
import type { Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { day, monday } from '../cast.js';
import { note, settings as standard } from './arbitrary-history.js';

/** Everything of one mailbox as one thread. */
export function threadOf(messages: readonly Message[], notes: readonly Note[]): Thread {
  return mergeThreads([{ messages, notes }]);
}

function world(settings: Settings = standard, notes: readonly Note[] = []): World {
  return worldOf(notes, settings, monday - day);
}

/** All conversations of a thread, derived, by id. */
export function derivedOf(
  thread: Thread,
  now: number,
  settings: Settings = standard,
  seen: World = world(settings),
): Derived[] {
  return partition(thread, settings)
    .map((conversation) => derive(conversation, settings, seen, now))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The conversation in which a mail lies, derived. */
export function derivedWith(id: string, thread: Thread, now: number): Derived {
  const found = partition(thread, standard).find(({ messages }) => messages.some((m) => m.id === id));
  if (!found) throw new Error(`${id} lies in no conversation`);
  return derive(found, standard, world(), now);
}

/** One follow-up that went. */
export interface Gone {
  readonly at: number;
  readonly step: FollowUpStep;
  readonly conversation: string;
}

/**
 * Plays the days from `now` on with nobody writing any more: what goes, as outbound would do it, each step claimed and
 * recorded. Ends when nothing is upcoming, or after `most` mails, which no policy allows.
 */
export function playOut(thread: Thread, now: number, settings: Settings = standard, most = 40): Gone[] {
  const gone: Gone[] = [];
  let [present, clock] = [thread, now];
  while (gone.length < most) {
    const due = derivedOf(present, clock, settings)
      .flatMap((derived) => {
        const { next } = derived;
        return next && next.action === 'follow-up' && !next.heldBy ? [{ id: derived.id, next }] : [];
      })
      .sort((a, b) => a.next.at - b.next.at || (a.id < b.id ? -1 : 1))[0];
    if (!due) break;
    clock = Math.max(clock, due.next.at);
    gone.push({ at: clock, step: due.next, conversation: due.id });
    present = withSent(present, due.next, clock, gone.length);
  }
  return gone;
}

/** The thread after one more follow-up: its claim and its result. */
function withSent(thread: Thread, step: FollowUpStep, at: number, serial: number): Thread {
  const { anchor, stage, last, closes } = step;
  const id = `thrice.play${serial}@example.com`;
  const to = step.to.map((person) => person.address);
  const claim = note(
    { type: 'claim', id, purpose: 'follow-up', anchor, stage, last, closes, to },
    5000 + serial,
    at,
  );
  const result = note({ type: 'result', id, anchor, result: 'sent', detail: '' }, 5000.5 + serial, at + 1);
  return mergeThreads([thread, { messages: [], notes: [claim, result] }]);
}
