import { copyKey } from './core/message/fact.js';
import type { Message } from './core/message/message.js';
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
