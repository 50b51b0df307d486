import type { ImapFlow, ImapFlowOptions } from 'imapflow';
import { commandError, connectError, isLoss, MailboxError } from './error.js';

export interface MailboxSettings {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string;
  readonly user: string;
  readonly password: string;
  /** Limits in ms for tests and slow lines; the defaults suit the internet. */
  readonly timeouts?: { readonly connect?: number; readonly greeting?: number; readonly silence?: number };
}

/** As much of pino's logger as the mailbox needs. */
export interface MailboxLog {
  debug(about: object, text: string): void;
  warn(about: object, text: string): void;
}

/** One logged-in IMAP connection. It is used one command at a time; imapflow queues what comes at once. */
export interface MailboxConnection {
  readonly client: ImapFlow;
  readonly host: string;
  readonly user: string;
  readonly log: MailboxLog;
  /** Resolves when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>;
  /** UIDNEXT of INBOX at the last `readToEnd` (0: unknown), and whether anything came or went since. */
  readonly inbox: { next: number; changed: boolean };
}

/**
 * Connects and logs in. Nothing is opened. The secret is never logged, nor is any command.
 * @throws MailboxError with the kind of the failure and a sentence for people
 */
export async function connectMailbox(settings: MailboxSettings, log: MailboxLog): Promise<MailboxConnection> {
  const { host, port, user } = settings;
  // Loading it takes 0.15 s, and half of the commands open no mailbox.
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow(clientOptions(settings));
  // A reset connection emits `error`, which without a listener would end the process.
  client.on('error', (error: Error) =>
    log.warn({ host, reason: redact(error.message, settings) }, 'IMAP connection failed'),
  );
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw connectError(withoutPassword(error, settings), settings);
  }
  const inbox = { next: 0, changed: false };
  const changed = ({ path }: { path: string }) => {
    if (path === 'INBOX') inbox.changed = true;
  };
  client.on('exists', changed);
  client.on('expunge', changed);
  log.debug({ host, port, user }, 'IMAP connection open');
  return { client, host, user, log, closed, inbox };
}

/** The failure with its texts redacted, before any of them is cut. */
function withoutPassword(error: unknown, settings: MailboxSettings): unknown {
  if (error instanceof MailboxError || !(error instanceof Error)) return error;
  const fields = Object.entries({ ...error, message: error.message });
  return Object.fromEntries(
    fields.map(([key, value]) => [key, typeof value === 'string' ? redact(value, settings) : value]),
  );
}

/** A server may repeat what it got: the password goes in none of its forms (RFC 4616, and LOGIN's). */
function redact(text: string, { user, password }: MailboxSettings): string {
  if (password === '') return text;
  const base64 = (value: string) => Buffer.from(value, 'utf8').toString('base64');
  // The longest first: each holds the shorter ones in part.
  const secrets = [base64(`\0${user}\0${password}`), base64(password), password];
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function clientOptions(settings: MailboxSettings): ImapFlowOptions {
  const { host, port, security, ca, timeouts = {} } = settings;
  return {
    host,
    port,
    secure: security === 'tls',
    // Undefined would mean "if the server offers it", which somebody on the line can take away.
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    auth: { user: settings.user, pass: settings.password },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    clientInfo: { name: 'Thrice' },
    connectionTimeout: timeouts.connect ?? 20_000,
    greetingTimeout: timeouts.greeting ?? 15_000,
    socketTimeout: timeouts.silence ?? 90_000,
  };
}

/** True while commands can be sent. */
export function isOpen(connection: MailboxConnection): boolean {
  return connection.client.usable;
}

/** Logs out; after two seconds, or on any failure, just closes. Never throws. */
export async function closeMailbox(connection: MailboxConnection): Promise<void> {
  const { client } = connection;
  if (client.usable) {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 2000);
    });
    await Promise.race([client.logout().catch(() => {}), patience]);
    clearTimeout(timer);
  }
  client.close();
}

/** Runs one or more commands; every failure becomes a MailboxError that says what was tried. */
export async function attempt<T>(
  connection: MailboxConnection,
  doing: string,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!connection.client.usable && !isLoss(error)) {
      throw new MailboxError('lost', `The connection to ${connection.host} was lost (${doing}).`);
    }
    throw commandError(error, connection.host, doing);
  }
}

/** An open folder. */
export interface OpenFolder {
  /** Decimal string. */
  readonly uidValidity: string;
  /** When it was opened; 0 where the server leaves it out (RFC 3501 6.3.1 allows that). */
  readonly uidNext: number;
  readonly exists: number;
  /** It was open already: its view may be older than what STATUS says; a NOOP makes it new. */
  readonly reused: boolean;
}

/**
 * Runs an action with a folder open. Read-only means EXAMINE: nothing in it can set \Seen (I9).
 * Only append.ts asks for read-write, for Thrice's own mails.
 */
export async function withFolder<T>(
  connection: MailboxConnection,
  path: string,
  access: 'read-only' | 'read-write',
  action: (open: OpenFolder) => Promise<T>,
): Promise<T> {
  const { client } = connection;
  const before = client.mailbox;
  const lock = await client.getMailboxLock(path, { readOnly: access === 'read-only' });
  try {
    const open = client.mailbox;
    if (open === false) throw new MailboxError('lost', `The connection to ${connection.host} was lost.`);
    const { uidValidity = 0n, uidNext = 0, exists = 0 } = open;
    return await action({ uidValidity: String(uidValidity), uidNext, exists, reused: open === before });
  } finally {
    lock.release();
  }
}
