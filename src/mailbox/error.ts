import { type Failure, failureOf, serverWords } from './failure.js';

/** What went wrong with the mailbox, so that callers can decide; the message is a sentence for people. */
export type MailboxErrorKind =
  | 'auth'
  | 'host'
  | 'port'
  | 'certificate'
  | 'timeout'
  | 'folder'
  | 'quota'
  /** The server does not give this mail, for whatever reason of its own. */
  | 'refused'
  | 'lost'
  | 'other';

/** An error for people: what happened, where, what to do. Never carries a secret. */
export class MailboxError extends Error {
  readonly kind: MailboxErrorKind;

  constructor(kind: MailboxErrorKind, message: string) {
    super(message);
    this.name = 'MailboxError';
    this.kind = kind;
  }
}

/** Mails of a folder, by their UIDs; both ends included. */
export interface LostAt {
  readonly folder: string;
  /** Decimal string. */
  readonly uidValidity: string;
  readonly first: number;
  readonly last: number;
}

/** The line was lost while the server was asked for these mails: one of them may be what it cannot bear. */
export class LostWhileReading extends MailboxError {
  readonly at: LostAt;

  constructor(message: string, at: LostAt) {
    super('lost', message);
    this.at = at;
  }
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string;
}

const lostCodes = new Set(
  'NoConnection EConnectionClosed StateLogout ECONNRESET EPIPE ETIMEOUT ERR_STREAM_DESTROYED'.split(' '),
);
const timeoutCodes = new Set(
  'ETIMEDOUT CONNECT_TIMEOUT GREETING_TIMEOUT UPGRADE_TIMEOUT ETIMEOUT'.split(' '),
);
const hostCodes = new Set('ENOTFOUND EAI_AGAIN EAI_FAIL EAI_NODATA EAI_NONAME'.split(' '));
const portCodes = new Set('ECONNREFUSED EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL'.split(' '));
const certificateCode =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/;

/** True when the connection is gone, so that nothing else on it can work. */
export function isLoss(error: unknown): boolean {
  if (error instanceof MailboxError) return error.kind === 'lost';
  return lostCodes.has(failureOf(error).code ?? '');
}

/** The server answered NO or BAD: it is there, but refuses this one command. */
export function isRefusal(error: unknown): boolean {
  const status = failureOf(error).responseStatus;
  return status === 'NO' || status === 'BAD';
}

/** RFC 5530: the server refuses for a moment, whatever it was asked; that says nothing about the mail or folder. */
export function isForNow(error: unknown): boolean {
  return /^(UNAVAILABLE|INUSE|LIMIT)$/.test(failureOf(error).serverResponseCode ?? '');
}

/** True when the folder does not exist (RFC 5530 NONEXISTENT, RFC 9051 TRYCREATE, or imapflow's own check). */
export function isMissingFolder(error: unknown): boolean {
  const { mailboxMissing, serverResponseCode, code } = failureOf(error);
  const missing = serverResponseCode === 'NONEXISTENT' || serverResponseCode === 'TRYCREATE';
  return mailboxMissing === true || missing || code === 'NotFound';
}

/** Translates a failure to connect or to log in. */
export function connectError(error: unknown, at: Endpoint): MailboxError {
  if (error instanceof MailboxError) return error;
  const failure = failureOf(error);
  const code = failure.code ?? '';
  const place = `${at.host}:${at.port}`;
  if (failure.authenticationFailed === true) return loginError(failure, at);
  if (hostCodes.has(code)) {
    return new MailboxError('host', `There is no host named ${at.host} (${code}). Check mailbox.imap.`);
  }
  if (portCodes.has(code)) {
    return new MailboxError(
      'port',
      `Nothing answers at ${place} (${code}). Check host and port of mailbox.imap.`,
    );
  }
  if (certificateCode.test(code)) return certificateError(code, at);
  if (/^ERR_OSSL/.test(code)) {
    return new MailboxError('certificate', `mailbox.imap.ca holds no certificate in PEM form (${code}).`);
  }
  if (/^ERR_SSL|EPROTO/.test(code)) {
    const advice =
      at.security === 'tls' ? 'Set mailbox.imap.security to starttls, or use port 993.' : 'See its log.';
    return new MailboxError('port', `${place} does not speak TLS (${code}). ${advice}`);
  }
  if (timeoutCodes.has(code)) {
    const hint =
      at.port === 993 && at.security !== 'tls' ? ' Port 993 needs mailbox.imap.security: tls.' : '';
    return new MailboxError('timeout', `${place} did not answer in time (${code}).${hint}`);
  }
  if (failure.tlsFailed === true) {
    return new MailboxError(
      'other',
      `${place} offers no STARTTLS, so the password was not sent. Use security: tls and its port (993).`,
    );
  }
  if (lostCodes.has(code)) {
    return new MailboxError(
      'lost',
      `${place} closed the connection while logging in: ${serverWords(failure)}.`,
    );
  }
  return new MailboxError('other', `${place} cannot be used: ${serverWords(failure)}.`);
}

/** RFC 5530: some refusals of a login say nothing about the password. */
function loginError(failure: Failure, at: Endpoint): MailboxError {
  const code = failure.serverResponseCode ?? '';
  if (/^(UNAVAILABLE|INUSE|LIMIT|CONTACTADMIN|SERVERBUG)$/.test(code)) {
    return new MailboxError('other', `${at.host} does not let ${at.user} in at the moment (${code}).`);
  }
  return new MailboxError('auth', `${at.host} refused the password for ${at.user}. ${loginAdvice(at.host)}`);
}

function loginAdvice(host: string): string {
  if (/(^|\.)(gmail|googlemail|google)\.com$/i.test(host)) {
    return 'Gmail needs an app password or OAuth: docs/providers.md.';
  }
  if (/(^|\.)(outlook|office365|hotmail|live)\.com$/i.test(host)) {
    return 'Microsoft needs OAuth, or IMAP and app passwords allowed for this mailbox: docs/providers.md.';
  }
  return 'Check mailbox.user and mailbox.password; many providers need an app password: docs/providers.md.';
}

function certificateError(code: string, at: Endpoint): MailboxError {
  const advice = /ALTNAME|HOSTNAME/.test(code)
    ? 'It was made for another name: use that name as mailbox.imap.host.'
    : 'If it is your own server, name its certificate in mailbox.imap.ca.';
  return new MailboxError(
    'certificate',
    `The certificate of ${at.host}:${at.port} is not trusted (${code}). ${advice}`,
  );
}

/**
 * Translates a failure of a command after the login.
 * @param doing what was tried, to follow the host's name: `could not open the folder Sent`
 */
export function commandError(error: unknown, host: string, doing: string): MailboxError {
  if (error instanceof MailboxError) return error;
  const failure = failureOf(error);
  const words = serverWords(failure);
  if (isLoss(error))
    return new MailboxError('lost', `The connection to ${host} was lost (${doing}): ${words}.`);
  if (failure.serverResponseCode === 'OVERQUOTA') {
    return new MailboxError('quota', `${host} ${doing}: the mailbox is full (${words}). Make room in it.`);
  }
  const kind = isMissingFolder(error) ? 'folder' : 'other';
  return new MailboxError(kind, `${host} ${doing}: ${words}.`);
}
