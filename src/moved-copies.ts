import { copyKey, isDiscarded, onlyDiscarded } from './core/message/fact.js';
import type { Copy, Message } from './core/message/message.js';
import { copyExists } from './mailbox/append.js';
import type { MailboxConnection } from './mailbox/connect.js';
import type { Runtime } from './runtime.js';

type Reader = Pick<Runtime, 'store'> & { readonly connection: MailboxConnection };

/**
 * A known mail that turns up in another folder was probably moved: its old place is looked up, and forgotten when it is
 * empty, so that the facts are those that a first reading would give (I3). The last known place always stays.
 */
export async function dropMovedCopies(
  messages: readonly Message[],
  { store, connection }: Reader,
): Promise<void> {
  for (const fresh of messages) {
    const here = new Set(fresh.copies.map(copyKey));
    for (const key of store.threads.withId(fresh.id)) {
      const known = store.threads.get(key)?.messages.find((message) => message.key === fresh.key);
      const others = known?.copies.filter((copy) => !here.has(copyKey(copy))) ?? [];
      const gone = new Set<string>();
      for (const copy of others) if (!(await copyExists(connection, copy))) gone.add(copyKey(copy));
      if (gone.size > 0)
        store.threads.amend(key, fresh.key, (message) => ({
          ...message,
          copies: message.copies.filter((copy) => !gone.has(copyKey(copy))),
        }));
    }
  }
}

/**
 * A mail client that cannot move (RFC 6851) copies and expunges later: what was thrown away lay in both places when it was
 * read. Before these threads have a step each such mail is looked up where it lay; where it still lies counts, and the last
 * known places if it is nowhere. Gives the threads that changed, which are to be derived again.
 */
export async function dropThrownAway(
  keys: readonly string[],
  { store, connection }: Reader,
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const key of keys) {
    for (const message of store.threads.get(key)?.messages ?? []) {
      if (onlyDiscarded(message) || !message.copies.some(isDiscarded)) continue;
      const lying: Copy[] = [];
      for (const copy of message.copies) if (await copyExists(connection, copy)) lying.push(copy);
      if (lying.length === 0 || lying.length === message.copies.length) continue;
      store.threads.amend(key, message.key, (known) => ({ ...known, copies: lying }));
      changed.add(key);
    }
    const upcoming = store.threads.upcoming(key);
    if (changed.has(key) && upcoming) store.threads.setUpcoming(key, { ...upcoming, by: '' });
  }
  return changed;
}
