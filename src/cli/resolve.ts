import { shortHash } from '../core/hash.js';
import { type Entry, entriesOf } from '../ledger.js';
import type { Books } from './books.js';
import { CommandError } from './context.js';

/**
 * The conversation that a person means: by a Message-ID of any of its mails (with or without angle brackets), by its
 * short id or an unambiguous beginning of it, or by a short id of former times. The short id is that of the first mail,
 * and an earlier mail may turn up later, so the short hash of every mail of a conversation leads to it (R3).
 * Throws a CommandError when there is none or more than one.
 */
export function resolve(id: string, books: Books): Entry {
  const wanted = id.trim().replace(/^<(.*)>$/, '$1');
  if (wanted === '') throw new CommandError('An empty ID names no conversation.', 2);
  const found = byMessageId(wanted, books);
  if (found.length > 0) return theOnly(found, id);
  const short = wanted.toLowerCase();
  if (!/^[a-z2-9]{1,10}$/.test(short)) throw unknown(id);
  return theOnly(byShortId(short, books), id);
}

function byMessageId(id: string, books: Books): Entry[] {
  return entriesOf(books.store.threads.withId(id), books, books.now).filter(({ conversation }) =>
    conversation.messages.some((m) => m.id === id || m.otherIds?.includes(id)),
  );
}

/** Present ids first; an id of former times only where no present one begins so. */
function byShortId(short: string, books: Books): Entry[] {
  const { threads } = books.store;
  const hit = (entry: Entry): boolean => entry.conversation.messages.some((m) => matches(m.key, short));
  // A document bears the short id of the mail that it began with: mostly that is the conversation's.
  const direct = short.length === 10 ? entriesOf([short], books, books.now).filter(hit) : [];
  if (direct.length > 0) return direct;
  const keys: string[] = [];
  for (const key of threads.keys())
    if (threads.get(key)?.messages.some((message) => matches(message.key, short))) keys.push(key);
  const found = entriesOf(keys, books, books.now).filter(hit);
  const present = found.filter(({ derived }) => derived.id.startsWith(short));
  const amongPeople = present.filter(({ derived }) => derived.customers.length > 0);
  if (amongPeople.length > 0) return amongPeople;
  return present.length > 0 ? present : found;
}

function matches(messageKey: string, short: string): boolean {
  return shortHash(messageKey).startsWith(short);
}

const mostCandidates = 10;

function theOnly(found: readonly Entry[], id: string): Entry {
  const [first] = found;
  if (!first) throw unknown(id);
  if (found.length === 1) return first;
  const lines = found
    .slice(0, mostCandidates)
    .map(({ derived }) => `  ${derived.id}  ${derived.subject || '(no subject)'}`);
  const more = found.length > mostCandidates ? [`  and ${found.length - mostCandidates} more`] : [];
  throw new CommandError([`${id} may be any of these conversations:`, ...lines, ...more].join('\n'));
}

function unknown(id: string): CommandError {
  return new CommandError(
    `There is no conversation ${id}. \`thrice list\` shows all; a Message-ID of any mail in it works too.`,
  );
}
