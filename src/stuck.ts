import type { MailboxConnection } from './mailbox/connect.js';
import { type PassResult, pass, type Retries } from './pass.js';
import type { Runtime } from './runtime.js';

/** A pass without progress is given up after so long, real ms: above all limits of a single command, IMAP or SMTP. */
const patience = 30 * 60_000;

/** Looks in that time. Counted, not timed: a process that was stopped for hours (SIGSTOP) gets its whole time again. */
const looks = 30;

/**
 * A pass whose connection is ended when it gets nowhere: a server that sends a little now and then, yet never an answer,
 * escapes every limit on silence, and the daemon would wait for ever and tell nobody. Progress is a mail that was read, or a
 * complete reading. Throws what `pass` throws; then a MailboxError, kind lost.
 */
export async function passOrGiveUp(
  runtime: Runtime,
  connection: MailboxConnection,
  retries: Retries,
  onProgress?: (mails: number) => void,
  limitMs = patience,
): Promise<PassResult> {
  const lastRead = () => runtime.store.state.get().lastRead;
  let [idle, seen] = [0, lastRead()];
  const timer = setInterval(() => {
    if (seen !== lastRead()) [idle, seen] = [0, lastRead()];
    else if (++idle === looks) {
      const { host } = connection;
      runtime.log.warn({ host }, `${host} answers without coming to an end. The connection is given up.`);
      connection.client.close();
    }
  }, limitMs / looks);
  try {
    return await pass(runtime, connection, retries, (mails) => {
      idle = 0;
      onProgress?.(mails);
    });
  } finally {
    clearInterval(timer);
  }
}
