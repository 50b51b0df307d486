import { attempt, isOpen, type MailboxConnection, withFolder } from './connect.js';

/** Why waiting ended. `interrupted`: another command needed the connection. */
export type Wake = 'changed' | 'timeout' | 'aborted' | 'lost' | 'interrupted';

/**
 * Waits with INBOX open (read-only) until something comes or goes in it: IDLE (RFC 2177), or NOOP now and then on
 * servers without. Only a hint; polling is the truth. What came since the last `readToEnd` counts at once.
 * Never throws.
 * @param timeoutMs resolves 'timeout' after so many ms
 * @param signal resolves 'aborted'
 */
export async function waitForChange(
  connection: MailboxConnection,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Wake> {
  const { client, inbox } = connection;
  if (signal.aborted) return 'aborted';
  if (!isOpen(connection)) return 'lost';
  try {
    const next = await attempt(connection, 'could not open INBOX', () =>
      withFolder(connection, 'INBOX', 'read-only', async ({ uidNext }) => uidNext),
    );
    if (inbox.changed || (inbox.next > 0 && next > inbox.next)) return 'changed';
  } catch {
    if (!isOpen(connection)) return 'lost';
    // No INBOX to watch: the time alone must do.
  }
  // While INBOX was opened nobody listened: a stop or a due step must not wait for the poll.
  if (signal.aborted) return 'aborted';
  return waitIdling(connection, timeoutMs, signal, client.capabilities.has('IDLE'));
}

/** Between NOOPs on a server without IDLE, ms. */
const noopInterval = 30_000;

function waitIdling(
  connection: MailboxConnection,
  timeoutMs: number,
  signal: AbortSignal,
  canIdle: boolean,
): Promise<Wake> {
  const { client } = connection;
  return new Promise((resolve) => {
    let settled = false;
    let poll: NodeJS.Timeout | undefined;
    const settle = (wake: Wake) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      clearInterval(poll);
      client.off('exists', onChange);
      client.off('expunge', onChange);
      client.off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      // Any command ends an IDLE; without one it would stay open behind the caller's back.
      const ended = client.idling ? client.noop().catch(() => {}) : Promise.resolve();
      void ended.then(() => resolve(isOpen(connection) ? wake : 'lost'));
    };
    const onChange = ({ path }: { path: string }) => {
      if (path === 'INBOX') settle('changed');
    };
    const onClose = () => settle('lost');
    const onAbort = () => settle('aborted');
    const timer = setTimeout(() => settle('timeout'), timeoutMs);
    client.on('exists', onChange);
    client.on('expunge', onChange);
    client.on('close', onClose);
    signal.addEventListener('abort', onAbort);
    const pollInstead = () => {
      if (settled) return;
      poll = setInterval(() => void client.noop().catch(() => {}), noopInterval);
    };
    if (!canIdle) return pollInstead();
    // `false` on an open connection: the server refused IDLE; ending the wait here would make the caller spin.
    client.idle().then(
      (idled) => (idled === false && isOpen(connection) ? pollInstead() : settle('interrupted')),
      () => settle('interrupted'),
    );
  });
}
