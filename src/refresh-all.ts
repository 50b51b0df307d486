import { bodyReader } from './bodies.js';
import type { World } from './core/conversation/world.js';
import type { Message } from './core/message/message.js';
import { logForeignOrders } from './ignored.js';
import { careFor } from './mailbox/careful.js';
import type { MailboxConnection } from './mailbox/connect.js';
import { isLoss, LostWhileReading, MailboxError } from './mailbox/error.js';
import { refresh } from './refresh.js';
import type { Runtime } from './runtime.js';
import type { LostReading } from './store/state.js';
import { bodyOf, textFact } from './text-of-mail.js';

type Reader = Runtime & {
  readonly connection: MailboxConnection;
  /** Where the reading before this one lost the line. */
  readonly lost: LostReading | null;
};

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
    // Where the line was lost before it has to be known over which mail.
    const atOnce = reader.lost ? 1 : textsAtOnce;
    for (let at = 0; at < asked.length; at += atOnce)
      await readNewTexts(asked.slice(at, at + atOnce), reader);
    asking = new Set(asked.map(({ key }) => key));
  }
}

/** A mail whose words decide something, and the thread that holds it. */
interface Asked {
  readonly key: string;
  readonly messageKey: string;
}

/**
 * Reads the new texts of mails into their facts; '' where no copy can be read any more, and of a mail over which the line was
 * lost again and again (I8).
 * @throws MailboxError; LostWhileReading with the first of these mails
 */
async function readNewTexts(asked: readonly Asked[], reader: Reader): Promise<void> {
  const { connection, store, log } = reader;
  const body = bodyReader(connection);
  const read = async ({ key, messageKey }: Asked): Promise<void> => {
    const message = store.threads.get(key)?.messages.find((m) => m.key === messageKey);
    if (!message) return;
    const leftOut = asked.length === 1 && isLeftOut(message, reader.lost);
    if (leftOut) log.warn({ folder: message.copies[0]?.folder, messageId: message.id }, leftOutWords);
    const fact = textFact(leftOut ? null : await bodyOf(message, { connection, body }));
    store.threads.amend(key, messageKey, (m) => ({ ...m, ...fact }));
    logForeignOrders({ ...message, ...fact }, reader);
  };
  // None goes on over the line once one has failed.
  const ended = await Promise.allSettled(asked.map(read));
  const failed = ended.findIndex((one) => one.status === 'rejected');
  if (failed < 0) return;
  const { reason } = ended[failed] as PromiseRejectedResult;
  const { key, messageKey } = asked[failed]!;
  const copy = store.threads.get(key)?.messages.find((m) => m.key === messageKey)?.copies[0];
  throw copy && reason instanceof MailboxError && isLoss(reason)
    ? new LostWhileReading(reason.message, {
        folder: copy.folder,
        uidValidity: copy.uidValidity,
        first: copy.uid,
        last: copy.uid,
      })
    : reason;
}

const leftOutWords =
  'The server ends the connection whenever it is asked for the text of this mail: it counts as a mail without words.';

function isLeftOut({ copies }: Message, lost: LostReading | null): boolean {
  return copies.slice(0, 1).some((copy) => careFor(lost, copy, [copy.uid, copy.uid]) === 'leave-out');
}
