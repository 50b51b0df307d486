import { isPermanent, oneLine, type TransportError } from './smtp-error.js';

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
export type Progress = 'envelope' | 'ready' | 'content';

/** How nodemailer ended a transaction: with an error, with the server's answer, or with neither. */
export interface Outcome {
  readonly error?: TransportError;
  readonly info?: {
    readonly response: string;
    readonly rejectedErrors?: readonly TransportError[] | undefined;
  };
}

/** What it is where the server refused every recipient: permanent if it did so of each. */
export function allRefused(refused: readonly RefusedRecipient[]): SendResult {
  const permanent = refused.every(({ code }) => isPermanent(code));
  const { code, response } =
    refused.find((refusal) => isPermanent(refusal.code) === permanent) ?? refused[0]!;
  return { result: 'refused', permanent, phase: 'rcpt', code, response, refused };
}

/** Sorts what nodemailer reports of a mail into what is certain. Anything unclear counts as the more careful case. */
export function judge({ error, info }: Outcome, progress: Progress): SendResult {
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
  if (ours) return { result: 'refused', permanent: true, phase: 'mail', code: 0, response, refused: [] };
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

/** The recipients of nodemailer's reports, with the answers of the server. */
export function refusedOf(errors: readonly TransportError[] | undefined): RefusedRecipient[] {
  return (errors ?? []).map((error) => ({
    address: 'recipient' in error && typeof error.recipient === 'string' ? error.recipient : '',
    code: error.responseCode ?? 0,
    response: oneLine(error.response ?? error.message),
  }));
}
