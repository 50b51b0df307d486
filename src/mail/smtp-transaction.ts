import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { asError, isPermanent, oneLine, type TransportError } from './smtp-error.js';

export interface Outgoing {
  readonly from: string;
  readonly to: readonly string[];
  /** One more recipient, who counts for nothing: when all of `to` are refused, nothing is sent to this one either. */
  readonly copyTo?: string;
  /** The whole mail with CRLF line ends; dots are stuffed here (RFC 5321 4.5.2). */
  readonly raw: Buffer;
}

/** A recipient that the server refused, with its answer. */
export interface RefusedRecipient {
  readonly address: string;
  readonly code: number;
  readonly response: string;
}

/** What came of one SMTP transaction. */
export type SendResult =
  /** Accepted for at least one recipient. */
  | { readonly result: 'sent'; readonly response: string; readonly refused: readonly RefusedRecipient[] }
  /** A definite no: certainly not accepted for anybody. `code` 0: we did not even ask (bad address, too big). */
  | {
      readonly result: 'refused';
      readonly permanent: boolean;
      readonly phase: 'mail' | 'rcpt' | 'data' | 'dot';
      readonly code: number;
      readonly response: string;
      readonly refused: readonly RefusedRecipient[];
    }
  /** Ended before any byte of content: certainly not sent. */
  | { readonly result: 'not-begun'; readonly error: string }
  /** Ended after content may have gone and before an answer: nobody knows. */
  | { readonly result: 'uncertain'; readonly error: string };

/** Where the transaction is: 'ready' is after the 354, 'content' from the first byte of content on. */
type Progress = 'envelope' | 'ready' | 'content';

/** One SMTP transaction; the contract stands at SmtpSession.send. */
export async function transact(
  connection: SMTPConnection,
  mail: Outgoing,
  onDataBegun: () => Promise<void>,
  limits: { readonly socket: number; readonly answer: number },
  lost: () => Error,
): Promise<SendResult> {
  const at: { progress: Progress } = { progress: 'envelope' };
  let answered = false;
  let journal: Promise<void> | null = null;
  // nodemailer reads the content only after the 354, also when it pipelines the envelope (RFC 2920).
  const content = new Readable({
    read() {
      journal ??= begin();
    },
  });
  let nobody: RefusedRecipient[] | null = null;
  async function begin(): Promise<void> {
    at.progress = 'ready';
    const refused = refusedOf(rejectedSoFar(connection));
    if (mail.to.every((address) => refused.some((refusal) => refusal.address === address))) {
      // Only the copy was accepted. The server waits for content now, so nothing but a cut calls the mail off.
      nobody = refused;
      content.destroy(new Error('every recipient was refused'));
      return;
    }
    try {
      await onDataBegun();
    } catch (error) {
      content.destroy(asError(error));
      return;
    }
    if (answered || content.destroyed || connection.destroyed) return;
    at.progress = 'content';
    content.push(mail.raw);
    content.push(null);
  }
  content.once('end', () => {
    if (connection._socket) connection._socket.setTimeout(limits.answer);
  });

  const outcome = await new Promise<Outcome>((resolve) => {
    const settle = (value: Outcome) => {
      answered = true;
      connection.off('end', ended);
      resolve(value);
    };
    const ended = () => setImmediate(() => settle({ error: lost() }));
    connection.once('end', ended);
    connection.send(envelopeOf(mail), content, (error, info) =>
      settle(error ? { error } : info ? { info } : {}),
    );
  });
  // No byte can go any more, and the caller's journal is at rest when it learns the result.
  const reached = at.progress;
  if (reached !== 'content') content.destroy();
  await journal;
  const result = nobody ? allRefused(nobody) : judge(outcome, reached, mail);
  // Only a transaction that ended in order leaves a connection whose state is known.
  const inOrder = result.result === 'sent' || (result.result === 'refused' && reached !== 'ready');
  if (!inOrder) connection.close();
  else if (connection._socket) connection._socket.setTimeout(limits.socket);
  return result;
}

interface Outcome {
  readonly error?: TransportError;
  readonly info?: {
    readonly response: string;
    readonly rejectedErrors?: readonly TransportError[] | undefined;
  };
}

function envelopeOf(mail: Outgoing): { from: string; to: string[]; size: number; use8BitMime: boolean } {
  return {
    from: mail.from,
    to: [...new Set([...mail.to, ...(mail.copyTo === undefined ? [] : [mail.copyTo])])],
    size: mail.raw.length,
    use8BitMime: mail.raw.some((byte) => byte > 0x7f),
  };
}

/** The recipients refused so far. nodemailer tells only at the end; a test fails if it ever keeps them elsewhere. */
function rejectedSoFar(connection: SMTPConnection): readonly TransportError[] {
  const envelope: unknown = Reflect.get(connection, '_envelope');
  const errors: unknown =
    typeof envelope === 'object' && envelope !== null ? Reflect.get(envelope, 'rejectedErrors') : null;
  return Array.isArray(errors) ? errors : [];
}

function allRefused(refused: readonly RefusedRecipient[]): SendResult {
  const permanent = refused.every(({ code }) => isPermanent(code));
  const { code, response } =
    refused.find((refusal) => isPermanent(refusal.code) === permanent) ?? refused[0]!;
  return { result: 'refused', permanent, phase: 'rcpt', code, response, refused };
}

/** Sorts what nodemailer reports into what is certain. Anything unclear counts as the more careful case. */
function judge({ error, info }: Outcome, progress: Progress, mail: Outgoing): SendResult {
  if (!error) {
    if (info === undefined || progress !== 'content') {
      return { result: 'not-begun', error: 'the server answered before it got the mail' };
    }
    return { result: 'sent', response: oneLine(info.response), refused: refusedOf(info.rejectedErrors) };
  }
  const code = error.responseCode ?? 0;
  const phase = phaseOf(error, progress);
  const response = oneLine(error.response ?? error.message);
  // RFC 5321 4.2.1: only a complete 4yz or 5yz answer to a command says that the mail was not accepted.
  if (phase !== null && code >= 400 && code < 600) {
    const permanent = isPermanent(code);
    return { result: 'refused', permanent, phase, code, response, refused: refusedOf(rejectedOf(error)) };
  }
  if (progress === 'content') return { result: 'uncertain', error: oneLine(error.message) };
  const ours = code === 0 && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && !error.response;
  if (ours) {
    const where = mail.to.some((address) => error.message.includes(JSON.stringify(address)))
      ? 'rcpt'
      : 'mail';
    return { result: 'refused', permanent: true, phase: where, code: 0, response, refused: [] };
  }
  return { result: 'not-begun', error: oneLine(error.message) };
}

function phaseOf(error: TransportError, progress: Progress): 'mail' | 'rcpt' | 'data' | 'dot' | null {
  switch (error.command) {
    case 'MAIL FROM':
      return 'mail';
    case 'RCPT TO':
      return 'rcpt';
    case 'DATA':
      return progress === 'content' ? 'dot' : 'data';
    // A 421 between the commands, which nodemailer names after no command.
    case 'CONN':
      return progress === 'envelope' ? 'rcpt' : null;
    default:
      return null;
  }
}

function rejectedOf(error: TransportError): readonly TransportError[] | undefined {
  return 'rejectedErrors' in error && Array.isArray(error.rejectedErrors) ? error.rejectedErrors : undefined;
}

function refusedOf(errors: readonly TransportError[] | undefined): RefusedRecipient[] {
  return (errors ?? []).map((error) => ({
    address: 'recipient' in error && typeof error.recipient === 'string' ? error.recipient : '',
    code: error.responseCode ?? 0,
    response: oneLine(error.response ?? error.message),
  }));
}
