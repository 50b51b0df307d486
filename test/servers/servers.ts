import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { type DovecotOptions, dovecotProgram, startDovecot, writeDovecotConfig } from './dovecot.js';
import { type EximOptions, eximProgram, startExim, writeEximConfig } from './exim.js';
import { freePorts, type ServerProcess } from './process.js';

export interface ServerOptions {
  /** Addresses of the local mailboxes; default: support, anna and ben of example.com, carla and dirk of customer.test. */
  readonly users?: readonly string[];
  readonly namespacePrefix?: string;
  readonly quota?: string;
  readonly specialUse?: boolean;
  readonly smtpTls?: boolean;
  readonly filesByDetail?: boolean;
  /** The servers' clock stands at this moment (ms UTC) until `setClock`. Default: the machine's. */
  readonly clock?: number;
}

export interface MailToSend {
  readonly from: string;
  readonly to: readonly string[];
  /** The whole mail; `\n` line ends are made CRLF. */
  readonly raw: string | Buffer;
  /** Through the team's trusted port, so that it carries dmarc=pass. Default: the outside world. */
  readonly trusted?: boolean;
}

export interface Servers {
  readonly dir: string;
  readonly host: '127.0.0.1';
  /** Plain IMAP (STARTTLS offered) and IMAP over TLS with a self-signed certificate (`ca`, for 127.0.0.1). */
  readonly imapPort: number;
  readonly imapsPort: number;
  /** SMTP as the outside world sees it; a client that authenticates is trusted. */
  readonly smtpPort: number;
  /** SMTP that trusts whoever connects: Authentication-Results with dmarc=pass. */
  readonly trustedPort: number;
  readonly lmtpPort: number;
  readonly ca: string;
  readonly users: readonly { readonly address: string; readonly password: string }[];
  /** A bare imapflow connection of that user, for looking at a mailbox from outside. */
  imap(address: string): Promise<ImapFlow>;
  /** Sends by SMTP; resolves when Exim accepted it. */
  send(mail: MailToSend): Promise<void>;
  /** Moves the clock that mails get into Received; ms UTC. Only with `clock`. */
  setClock(at: number): void;
  killDovecot(): Promise<void>;
  startDovecot(): Promise<void>;
  restartDovecot(): Promise<void>;
  killExim(): Promise<void>;
  startExim(): Promise<void>;
  stop(): Promise<void>;
}

/** The sentence that says what to install, or null when real servers can be started here. */
export function serversMissing(): string | null {
  const needed: readonly (readonly [string, string])[] = [
    [dovecotProgram, 'dovecot-imapd'],
    ['/usr/lib/dovecot/imap', 'dovecot-imapd'],
    ['/usr/lib/dovecot/lmtp', 'dovecot-lmtpd'],
    [eximProgram, 'exim4-daemon-light'],
  ];
  const missing = [...new Set(needed.filter(([path]) => !existsSync(path)).map(([, name]) => name))];
  if (missing.length === 0) return null;
  return `real servers are missing here: apt-get install ${missing.join(' ')}`;
}

/** A describe title that shows why its tests are skipped. */
export function withServers(title: string): string {
  const missing = serversMissing();
  return missing === null ? title : `${title} (SKIPPED: ${missing})`;
}

export const password = 'secret';
const team = ['support@example.com', 'anna@example.com', 'ben@example.com'];
const customers = ['carla@customer.test', 'dirk@customer.test'];

/** Starts Dovecot and Exim out of a temp directory on free loopback ports. Call `stop` when done. */
export async function startServers(options: ServerOptions = {}): Promise<Servers> {
  // Unix socket paths are limited to 108 bytes (unix(7)), so a long TMPDIR cannot be used.
  const dir = mkdtempSync(tmpdir().length < 40 ? `${tmpdir()}/thr-` : '/tmp/thr-');
  // The mail processes run as another user when we are root.
  chmodSync(dir, 0o711);
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const users = (options.users ?? [...team, ...customers]).map((address) => ({ address, password }));
  const [imapPort = 0, imapsPort = 0, lmtpPort = 0, smtpPort = 0, trustedPort = 0] = await freePorts(5);
  const clock = `${dir}/clock`;
  const setClock = (at: number): void => {
    writeFileSync(`${clock}.new`, new Date(at).toUTCString().replace('GMT', '+0000'), { mode: 0o644 });
    renameSync(`${clock}.new`, clock);
  };
  const moved = options.clock !== undefined;
  if (moved) setClock(options.clock);
  const dovecot: DovecotOptions = {
    ...{ ...options, dir, imapPort, imapsPort, lmtpPort, users },
    received: !moved,
  };
  const exim: EximOptions = {
    ...{ dir, smtpPort, trustedPort, lmtpPort, users, teamDomain: 'example.com' },
    tls: options.smtpTls === true,
    ...(moved && { clock }),
  };
  writeDovecotConfig(dovecot);
  writeEximConfig(exim);
  let [imapServer, smtpServer]: [ServerProcess | null, ServerProcess | null] = await Promise.all([
    startDovecot(dovecot),
    startExim(exim),
  ]);
  const servers: Servers = {
    ...{ dir, host: '127.0.0.1', imapPort, imapsPort, smtpPort, trustedPort, lmtpPort, users },
    ca: readFileSync(`${dir}/cert.pem`, 'utf8'),
    imap: (address) => bareImap(imapPort, address),
    setClock,
    send: (mail) => sendMail(mail.trusted === true ? trustedPort : smtpPort, mail),
    killDovecot: async () => {
      await imapServer?.kill();
      imapServer = null;
    },
    startDovecot: async () => {
      imapServer ??= await startDovecot(dovecot);
    },
    restartDovecot: async () => {
      await servers.killDovecot();
      await servers.startDovecot();
    },
    killExim: async () => {
      await smtpServer?.kill();
      smtpServer = null;
    },
    startExim: async () => {
      smtpServer ??= await startExim(exim);
    },
    stop: async () => {
      await Promise.all([servers.killDovecot(), servers.killExim()]);
      remove();
      process.off('exit', remove);
    },
  };
  return servers;
}

async function bareImap(port: number, user: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false, disableAutoIdle: true },
    auth: { user, pass: password },
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function sendMail(port: number, mail: MailToSend): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  const raw = typeof mail.raw === 'string' ? mail.raw.replace(/\r?\n/g, '\r\n') : mail.raw;
  await transport.sendMail({ envelope: { from: mail.from, to: [...mail.to] }, raw });
  transport.close();
}
