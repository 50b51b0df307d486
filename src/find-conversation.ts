import { shortHash } from './core/hash.js';
import { type Entry, entriesOf } from './ledger.js';
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
  const short = wanted.toLowerCase();
  return /^[a-z2-9]{1,10}$/.test(short) ? byShortId(short, books, now) : [];
}

/** The conversations in which a mail bears this Message-ID, be it another that a server gave it. */
export function byMessageId(id: string, books: Books, now: number): Entry[] {
  return entriesOf(books.store.threads.withId(id), books, now).filter(({ conversation }) =>
    conversation.messages.some((m) => m.id === id || m.otherIds?.includes(id)),
  );
}

/** Present ids first; an id of former times only where no present one begins so. */
function byShortId(short: string, books: Books, now: number): Entry[] {
  const { threads } = books.store;
  const hit = (entry: Entry): boolean => entry.conversation.messages.some((m) => matches(m.key, short));
  // A document bears the short id of the mail that it began with: mostly that is the conversation's.
  const direct = short.length === 10 ? entriesOf([short], books, now).filter(hit) : [];
  if (direct.length > 0) return direct;
  const keys: string[] = [];
  for (const key of threads.keys())
    if (threads.get(key)?.messages.some((message) => matches(message.key, short))) keys.push(key);
  const found = entriesOf(keys, books, now).filter(hit);
  const present = found.filter(({ derived }) => derived.id.startsWith(short));
  const amongPeople = present.filter(({ derived }) => derived.customers.length > 0);
  if (amongPeople.length > 0) return amongPeople;
  return present.length > 0 ? present : found;
}

function matches(messageKey: string, short: string): boolean {
  return shortHash(messageKey).startsWith(short);
}
