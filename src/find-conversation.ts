import { shortHash } from './core/hash.js';
import { derivations, type Entry, entriesOf } from './ledger.js';
import type { Runtime } from './runtime.js';

type Books = Pick<Runtime, 'config' | 'store'>;

/**
 * The conversations that a person may mean: by a Message-ID of any mail (with or without angle brackets), by the short id
 * or the beginning of it, or by a short id of former times. The short id is that of the first mail, and an earlier mail may
 * turn up later, so the short hash of every mail of a conversation leads to it (R3). Present ids go before former ones,
 * conversations with a customer before others. `now` in ms UTC.
 */
export function findConversations(id: string, books: Books, now: number): Entry[] {
  const wanted = id.trim().replace(/^<(.*)>$/, '$1');
  if (wanted === '') return [];
  const found = byMessageId(wanted, books, now);
  if (found.length > 0) return found;
  return byShortId(wanted.toLowerCase(), books, now);
}

/** The conversations in which a mail bears this Message-ID, be it another that a server gave it. */
export function byMessageId(id: string, books: Books, now: number): Entry[] {
  return entriesOf(books.store.threads.withId(id), books, now).filter(({ conversation }) =>
    conversation.messages.some((m) => m.id === id || m.otherIds?.includes(id)),
  );
}

/** Present ids first; an id of former times only where no present one begins so. */
function byShortId(short: string, books: Books, now: number): Entry[] {
  const found = entriesOf(books.store.threads.withShortId(short), books, now).filter(({ conversation }) =>
    conversation.messages.some(({ key }) => shortHash(key).startsWith(short)),
  );
  const present = found.filter(({ derived }) => derived.id.startsWith(short));
  const amongPeople = present.filter(({ derived }) => derived.customers.length > 0);
  if (amongPeople.length > 0) return amongPeople;
  return present.length > 0 ? present : found;
}

/**
 * The conversations of an agent. `until` (ms UTC): only of threads with a step at or before it, as last derived. No other
 * thread is read than those in which he wrote.
 */
export function* conversationsOf(
  agent: string,
  books: Books,
  now: number,
  until: number | null = null,
): Generator<Entry> {
  const { threads } = books.store;
  const due = until === null ? null : new Set(threads.due(until));
  const keys = threads.withWriter(agent).filter((key) => due?.has(key) ?? true);
  for (const { entries } of derivations(books, now, keys))
    yield* entries.filter(({ derived }) => derived.customers.length > 0 && derived.agent?.address === agent);
}
