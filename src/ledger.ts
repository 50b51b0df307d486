import { derive } from './core/conversation/derive.js';
import type { Conversation, Thread } from './core/conversation/link.js';
import { partition } from './core/conversation/partition.js';
import type { Derived } from './core/conversation/state.js';
import { type World, worldOf } from './core/conversation/world.js';
import type { Runtime } from './runtime.js';
import type { Quarantined } from './store/state.js';

/** A conversation together with what derive says of it and the key of the thread that holds it. */
export interface Entry {
  readonly key: string;
  readonly conversation: Conversation;
  readonly derived: Derived;
}

type Books = Pick<Runtime, 'config' | 'store'>;

/** What the notes without a conversation say at this moment. */
export function currentWorld({ config, store }: Books): World {
  const { notes, firstSeen } = store.state.get();
  const unreadable = unreadableMails(store);
  const unreadableAt = unreadable.length === 0 ? null : Math.max(...unreadable.map((mail) => mail.at));
  return worldOf(notes, config.settings, firstSeen, unreadableAt, store.brokenOff);
}

/** The mails that cannot be read (I8), but for those that a person dismissed, whose word must be signed (I7). */
export function unreadableMails({ state }: Runtime['store']): readonly Quarantined[] {
  const { quarantined, notes } = state.get();
  return quarantined.filter(
    ({ folder, uidValidity, uid }) =>
      !notes.some(
        (note) =>
          note.type === 'dismiss' &&
          note.signed &&
          note.folder === folder &&
          note.uidValidity === uidValidity &&
          note.mailUid === uid,
      ),
  );
}

/** The conversations of a thread, derived. `now` in ms UTC. */
export function deriveThread(key: string, thread: Thread, books: Books, world: World, now: number): Entry[] {
  const { settings } = books.config;
  return partition(thread, settings).map((conversation) => ({
    key,
    conversation,
    derived: derive(conversation, settings, world, now),
  }));
}

/** The entries of some threads, derived. `now` in ms UTC. */
export function entriesOf(keys: Iterable<string>, books: Books, now: number): Entry[] {
  return [...derivations(books, now, keys)].flatMap(({ entries }) => entries);
}

/** A thread with its conversations, derived. */
export interface Derivation {
  readonly key: string;
  readonly thread: Thread;
  readonly entries: readonly Entry[];
}

/** Threads, derived one after the other, each read once; `keys`: all of them, else these. `now` in ms UTC. */
export function* derivations(
  books: Books,
  now: number,
  keys: Iterable<string> = books.store.threads.keys(),
): Generator<Derivation> {
  const world = currentWorld(books);
  for (const key of keys) {
    const thread = books.store.threads.get(key);
    if (thread) yield { key, thread, entries: deriveThread(key, thread, books, world, now) };
  }
}

/** All conversations among people, each thread read once. */
export function* allConversations(books: Books, now: number): Generator<Entry> {
  for (const { entries } of derivations(books, now))
    yield* entries.filter(({ derived }) => derived.customers.length > 0);
}

/** Threads with a step at or before `until` (ms UTC). */
export function dueThreads({ store }: Books, until: number): string[] {
  return store.threads.due(until);
}

/** The earliest step later than `after`, ms UTC; null: none is known. */
export function earliestStep({ store }: Books, after: number): number | null {
  return store.threads.earliest(after);
}
