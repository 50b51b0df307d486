import { type Attempt, attemptsOf, claimPatience, isUncertain } from './core/conversation/attempt.js';
import type { World } from './core/conversation/world.js';
import { currentWorld, type Derivation, derivations, type Entry } from './ledger.js';
import type { Runtime } from './runtime.js';
import type { JournalEntry } from './store/journal.js';

type Books = Pick<Runtime, 'config' | 'store'>;

/** A sending of which nobody knows whether it left (R9), whatever mail it is: it is shown until evidence or a person settles it. */
export interface Uncertain extends Pick<Attempt, 'id' | 'anchor' | 'stage' | 'to' | 'at'> {
  /** Null: its claim is gone, and the journal alone knows of it. */
  readonly purpose: Attempt['purpose'] | null;
  /** The conversation that it is about; null: none (a morning note), or none that is left. */
  readonly entry: Entry | null;
}

/** All of them, the oldest first; `now` in ms UTC. */
export function uncertainSendings(books: Books, now: number): Uncertain[] {
  const found = unclaimed(books, now);
  const world = currentWorld(books);
  for (const derivation of derivations(books, now)) found.push(...uncertainIn(derivation, world, now));
  return found.sort((a, b) => a.at - b.at);
}

/**
 * Those that are claimed in a thread: in its conversations, where they hold their silence, and beside them, where the mails
 * that a claim is about were never ours or are gone.
 */
export function uncertainIn(
  { thread, entries }: Omit<Derivation, 'key'>,
  world: Pick<World, 'brokenOff'>,
  now: number,
): Uncertain[] {
  if (!thread.notes.some(({ type }) => type === 'claim')) return [];
  const found = new Map<string, Uncertain>();
  for (const attempt of attemptsOf(thread.messages, thread.notes))
    if (isUncertain(attempt, world, now)) found.set(attempt.id, { ...attempt, entry: null });
  for (const entry of entries) {
    if (entry.derived.uncertain.length === 0) continue;
    for (const attempt of attemptsOf(entry.conversation.messages, entry.conversation.notes))
      if (entry.derived.uncertain.includes(attempt.id)) found.set(attempt.id, { ...attempt, entry });
  }
  return [...found.values()];
}

/** Those whose claim somebody deleted, or whose journal entry is damaged: of them the journal alone knows. */
export function unclaimed({ store }: Books, now: number): Uncertain[] {
  const isOpen = ({ id, phase, at }: JournalEntry): boolean =>
    phase === 'data' &&
    (store.brokenOff.has(id) || Math.abs(now - at) > claimPatience) &&
    !store.threads.withId(id).some((key) => speaksOf(id, store.threads.get(key)));
  return store.journal
    .entries()
    .filter(isOpen)
    .map(({ id, anchor, at }) => ({ id, anchor, stage: 0, to: [], at, purpose: null, entry: null }));
}

/** Whether the mailbox tells of the sending what it came to, or that it was claimed. */
function speaksOf(id: string, thread: Derivation['thread'] | null): boolean {
  if (thread === null) return false;
  if (attemptsOf(thread.messages, thread.notes).some((attempt) => attempt.id === id)) return true;
  return thread.notes.some((note) => note.type === 'settle' && note.signed && note.id === id);
}
