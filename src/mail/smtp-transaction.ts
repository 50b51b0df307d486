import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isSendable } from './sendable.js';
import { asError, type TransportError } from './smtp-error.js';
import {
  allRefused,
  judge,
  type Outcome,
  type Progress,
  type RefusedRecipient,
  refusedOf,
  type SendResult,
} from './smtp-verdict.js';

export interface Outgoing {
  readonly from: string;
  readonly to: readonly string[];
  /** One more recipient, who counts for nothing: when all of `to` are refused, nothing is sent to this one either. */
  readonly copyTo?: string;
  /** The whole mail with CRLF line ends; dots are stuffed here (RFC 5321 4.5.2). */
  readonly raw: Buffer;
}

/** One SMTP transaction; the contract stands at SmtpSession.send. What is no address is refused before the server hears of it. */
export async function transact(
  connection: SMTPConnection,
  mail: Outgoing,
  onDataBegun: () => Promise<void>,
  limits: { readonly socket: number; readonly answer: number },
  lost: () => Error,
): Promise<SendResult> {
  const to = mail.to.filter(isSendable);
  const unfit = mail.to.filter((address) => !isSendable(address)).map(unfitRefusal);
  if (unfit.length === 0) return dialogue(connection, mail, onDataBegun, limits, lost);
  if (to.length === 0) return allRefused(unfit);
  const result = await dialogue(connection, { ...mail, to }, onDataBegun, limits, lost);
  return 'refused' in result ? { ...result, refused: [...unfit, ...result.refused] } : result;
}

/** RFC 3463: bad destination mailbox address syntax. */
function unfitRefusal(address: string): RefusedRecipient {
  return { address, code: 553, response: '553 5.1.3 This is no mail address.' };
}

async function dialogue(
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
  const result = nobody ? allRefused(nobody) : judge(outcome, reached);
  // Only a transaction that ended in order leaves a connection whose state is known.
  const inOrder = result.result === 'sent' || (result.result === 'refused' && reached !== 'ready');
  if (!inOrder) connection.close();
  else if (connection._socket) connection._socket.setTimeout(limits.socket);
  return result;
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
