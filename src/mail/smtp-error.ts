import { isIP } from 'node:net';

/** What went wrong before a mail could be tried; one word for logs, `status` and the advice that fits. */
type SmtpErrorKind = 'auth' | 'host' | 'port' | 'certificate' | 'timeout' | 'other';

/** A failure to open an SMTP session. The message is a whole sentence for people and holds no secret. */
export class SmtpError extends Error {
  override readonly name = 'SmtpError';
  constructor(
    readonly kind: SmtpErrorKind,
    /** True when trying again cannot help until a person changes something. */
    readonly permanent: boolean,
    message: string,
  ) {
    super(message);
  }
}

/** What nodemailer adds to its errors (nodemailer/lib/errors). */
export interface TransportError extends Error {
  readonly code?: string | undefined;
  /** The system's own code, e.g. ECONNREFUSED. */
  readonly originalCode?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
}

interface Where {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Translates a failure of connecting, securing or logging in for people.
 * 4xx answers (RFC 5321 4.2.1) and network failures are not permanent; refused passwords and certificates are.
 */
export function explainSmtpError(error: TransportError, where: Where): SmtpError {
  const at = `${where.host}:${where.port}`;
  const system = error.originalCode ?? error.code ?? '';
  const answer = error.response ? ` It said: ${oneLine(redact(error.response, where))}` : '';
  if (error.code === 'EAUTH' || error.command?.startsWith('AUTH')) return explainAuth(error, where, answer);
  if (certificateCodes.has(system)) return explainCertificate(error, where, system);
  if (error.code === 'EDNS') {
    return new SmtpError(
      'host',
      false,
      `The SMTP server ${where.host} was not found. Check mailbox.smtp.host.`,
    );
  }
  if (error.code === 'ETIMEDOUT' || system === 'ETIMEDOUT') {
    return new SmtpError('timeout', false, `The SMTP server ${at} did not answer in time. ${checkPort}`);
  }
  if (system === 'ECONNREFUSED') {
    return new SmtpError(
      'port',
      false,
      `${where.host} refused the connection on port ${where.port}. ${checkPort}`,
    );
  }
  if (system === 'EHOSTUNREACH' || system === 'ENETUNREACH') {
    return new SmtpError('host', false, `${where.host} cannot be reached over the network (${system}).`);
  }
  if (system === 'EPROTO' || system.startsWith('ERR_SSL_')) {
    const advice = 'Port 465 usually wants security: tls, port 587 security: starttls.';
    return new SmtpError('port', true, `${at} does not speak TLS from the start. ${advice}`);
  }
  if (error.command === 'STARTTLS') {
    const advice = 'Use security: tls with the port of the provider, usually 465.';
    return new SmtpError('other', true, `${at} offers no STARTTLS. ${advice}${answer}`);
  }
  const what = answer === '' ? ` (${oneLine(redact(error.message, where))})` : `.${answer}`;
  return new SmtpError('other', isPermanent(error.responseCode), `${at} opened no SMTP session${what}`);
}

const checkPort = 'Check mailbox.smtp.port (465 for tls, 587 for starttls) and that no firewall is between.';

function explainAuth(error: TransportError, where: Where, answer: string): SmtpError {
  if (error.responseCode === 530 || error.responseCode === 538) {
    const message = `${where.host} takes passwords only over an encrypted connection. Set mailbox.smtp.security.${answer}`;
    return new SmtpError('auth', true, message);
  }
  if (!isPermanent(error.responseCode)) {
    const message = `${where.host} could not check the password for ${where.user} at the moment.${answer}`;
    return new SmtpError('auth', false, message);
  }
  const google = /(^|\.)(gmail|googlemail|google)\.com$/i.test(where.host);
  const advice = google
    ? ' Gmail needs an app password or OAuth: docs/providers.md.'
    : ' Check mailbox.user and mailbox.password, or smtp.user and smtp.password.';
  return new SmtpError(
    'auth',
    true,
    `${where.host} refused the password for ${where.user}.${advice}${answer}`,
  );
}

function explainCertificate(error: TransportError, where: Where, system: string): SmtpError {
  const head = `The certificate of ${where.host}:${where.port}`;
  if (system === 'CERT_HAS_EXPIRED') {
    return new SmtpError('certificate', true, `${head} has expired. Renew it on the server.`);
  }
  if (system === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const advice = isIP(where.host)
      ? 'Write the host name instead of the number.'
      : 'Check mailbox.smtp.host.';
    return new SmtpError(
      'certificate',
      true,
      `${head} is for another name. ${advice} (${oneLine(error.message)})`,
    );
  }
  const advice = 'For a private authority name its file in mailbox.smtp.ca.';
  return new SmtpError('certificate', true, `${head} is not trusted (${system}). ${advice}`);
}

/** RFC 5321 4.2.1: 5yz is permanent; 503 says only that the session was in the wrong state. */
export function isPermanent(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 500 && responseCode < 600 && responseCode !== 503;
}

/** One line of at most 300 characters. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** A server may echo what it got: the password goes in none of its forms (RFC 4616, LOGIN). */
function redact(text: string, { user, password }: Where): string {
  if (password === '') return text;
  const base64 = (value: string) => Buffer.from(value, 'utf8').toString('base64');
  // The longest first: each holds the shorter ones in part.
  const forms = [base64(`\0${user}\0${password}`), base64(password), password];
  return forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

/** Whatever was thrown, as an Error. */
export function asError(value: unknown): TransportError {
  return value instanceof Error ? value : new Error(String(value));
}
