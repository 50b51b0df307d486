import { bodyReader } from './bodies.js';
import type { World } from './core/conversation/world.js';
import { logForeignOrders } from './ignored.js';
import { refresh } from './ledger.js';
import type { MailboxConnection } from './mailbox/connect.js';
import type { Runtime } from './runtime.js';
import { bodyOf, textFact } from './text-of-mail.js';

type Reader = Runtime & { readonly connection: MailboxConnection };

/** So many changed documents wait in memory before they are written: a thread's mails lie in several batches. */
export const mostUnwritten = 4000;

/** Texts that are read in one go. */
const textsAtOnce = 50;

/**
 * Derives the threads again, reading the texts that a decision asks for, until none asks any more. `print`: see
 * `fingerprint`.
 * @throws MailboxError
 */
export async function refreshAll(
  keys: Iterable<string>,
  reader: Reader,
  world: World,
  print: string,
): Promise<void> {
  const { store, clock } = reader;
  let asking = keys;
  for (let round = 0; round < 20; round++) {
    const asked: Asked[] = [];
    for (const key of asking) {
      const needs = refresh(key, reader, world, print, clock()).flatMap(({ derived }) => derived.needsText);
      for (const messageKey of needs) asked.push({ key, messageKey });
      if (store.threads.unwritten() >= mostUnwritten) store.threads.flush();
    }
    if (asked.length === 0) return;
    for (let at = 0; at < asked.length; at += textsAtOnce)
      await readNewTexts(asked.slice(at, at + textsAtOnce), reader);
    asking = new Set(asked.map(({ key }) => key));
  }
}

/** A mail whose words decide something, and the thread that holds it. */
interface Asked {
  readonly key: string;
  readonly messageKey: string;
}

/** Reads the new texts of mails into their facts; '' where no copy can be read any more. */
async function readNewTexts(asked: readonly Asked[], reader: Reader): Promise<void> {
  const { connection, store } = reader;
  const body = bodyReader(connection);
  // None goes on over the line once one has failed.
  const ended = await Promise.allSettled(
    asked.map(async ({ key, messageKey }) => {
      const message = store.threads.get(key)?.messages.find((m) => m.key === messageKey);
      if (!message) return;
      const fact = textFact(await bodyOf(message, { connection, body }));
      store.threads.amend(key, messageKey, (m) => ({ ...m, ...fact }));
      logForeignOrders({ ...message, ...fact }, reader);
    }),
  );
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
