import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { asError, explainSmtpError, oneLine, SmtpError, type TransportError } from './smtp-error.js';
import { type Outgoing, transact } from './smtp-transaction.js';
import type { SendResult } from './smtp-verdict.js';

export { SmtpError } from './smtp-error.js';
export type { Outgoing } from './smtp-transaction.js';
export type { RefusedRecipient, SendResult } from './smtp-verdict.js';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  /** PEM text of the authorities to trust instead of the system's. */
  readonly ca?: string;
  readonly user: string;
  readonly password: string;
}

/** In ms. The defaults follow RFC 5321 4.5.3.2 where a server may take its time. */
export interface SmtpTimeouts {
  readonly connection: number;
  readonly greeting: number;
  /** Without a sign of the server while commands and content go. */
  readonly socket: number;
  /** Waiting for the answer to the final dot: giving up early makes doubtful what was sent (4.5.3.2.6: 10 min). */
  readonly answer: number;
  /** For the QUIT. */
  readonly close: number;
}

const defaults: SmtpTimeouts = {
  connection: 30_000,
  greeting: 30_000,
  socket: 300_000,
  answer: 600_000,
  close: 2_000,
};

export interface SmtpSession {
  /**
   * One transaction for all recipients (R9). `onDataBegun` runs after the server's 354 and is awaited before any
   * byte of content goes; if it throws, the connection is cut and nothing is sent. Never rejects. One at a time.
   */
  send(mail: Outgoing, onDataBegun: () => Promise<void>): Promise<SendResult>;
  /** False after a cut: the next mail needs another session. */
  isOpen(): boolean;
  /** QUIT, or a cut when the server does not answer it. Never rejects. */
  close(): Promise<void>;
}

/**
 * Connects, secures and logs in. No pool and no queue: what is sent, and when, is the caller's decision alone.
 * @throws SmtpError
 */
export async function openSmtp(
  settings: SmtpSettings,
  timeouts: Partial<SmtpTimeouts> = {},
): Promise<SmtpSession> {
  const limits = { ...defaults, ...timeouts };
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    connectionTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.socket,
    // A cut must be a cut: no half-closed socket may still carry content.
    socketCloseTimeout: 0,
    logger: false,
    ...(settings.ca === undefined ? {} : { tls: { ca: settings.ca } }),
  });
  // For good: a late error without a listener would end the process.
  let last: TransportError | null = null;
  connection.on('error', (error: TransportError) => {
    last = error;
  });
  const lost = () => last ?? new Error('the connection was closed');
  try {
    await untilEnd(connection, lost, (done) => connection.connect(done));
    await logIn(connection, settings, lost);
  } catch (error) {
    connection.close();
    throw error instanceof SmtpError ? error : explainSmtpError(asError(error), settings);
  }
  return session(connection, limits, lost);
}

type Done = (error?: Error | null) => void;

/** nodemailer leaves some callbacks uncalled when the connection ends, so its end settles them too. */
function untilEnd(connection: SMTPConnection, lost: () => Error, start: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => setImmediate(() => reject(lost()));
    connection.once('end', ended);
    start((error) => {
      connection.off('end', ended);
      if (error) reject(error);
      else resolve();
    });
  });
}

async function logIn(connection: SMTPConnection, settings: SmtpSettings, lost: () => Error): Promise<void> {
  const { host, port, user, password, security } = settings;
  const local = isLoopback(connection._socket ? (connection._socket.remoteAddress ?? '') : '');
  if (security === 'none' && !local) {
    const message = `${host} is another machine: without encryption Thrice sends neither password nor mail to it.`;
    throw new SmtpError('other', true, `${message} Set mailbox.smtp.security to tls or starttls.`);
  }
  if (user === '' && password === '') return;
  if (!connection.allowsAuth) {
    if (security === 'none') return;
    const advice = 'This is often port 25; the port for sending is 465 (tls) or 587 (starttls).';
    throw new SmtpError('auth', true, `${host}:${port} offers no login for ${user}. ${advice}`);
  }
  await untilEnd(connection, lost, (done) => connection.login({ user, pass: password }, done));
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function session(connection: SMTPConnection, limits: SmtpTimeouts, lost: () => Error): SmtpSession {
  let busy = false;
  // After a refusal the transaction may still be open in the server (RFC 5321 4.1.1.5).
  let stale = false;
  return {
    async send(mail, onDataBegun) {
      if (busy) return { result: 'not-begun', error: 'another mail is being sent in this session' };
      busy = true;
      try {
        if (stale) await untilEnd(connection, lost, (done) => connection.reset(done));
        const result = await transact(connection, mail, onDataBegun, limits, lost);
        stale = result.result === 'refused';
        return result;
      } catch (error) {
        connection.close();
        return { result: 'not-begun', error: oneLine(asError(error).message) };
      } finally {
        busy = false;
      }
    },
    isOpen: () => !connection.destroyed,
    close: () => quit(connection, limits.close),
  };
}

function quit(connection: SMTPConnection, limit: number): Promise<void> {
  if (connection.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => connection.close(), limit);
    connection.once('end', () => {
      clearTimeout(timer);
      resolve();
    });
    connection.quit();
  });
}
