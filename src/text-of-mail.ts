import { readBody } from './bodies.js';
import { fieldOf } from './core/message/fields.js';
import type { Copy, Message } from './core/message/message.js';
import type { Body } from './core/message/parsed.js';
import { authEvidence } from './core/message/verify.js';
import type { ReadBody } from './fact-of-mail.js';
import { newTextLength } from './inbound.js';
import { parseHeader } from './mail/parse-header.js';
import { newText } from './mail/reply-text.js';
import type { MailboxConnection } from './mailbox/connect.js';
import { fetchSource } from './mailbox/content.js';

type Reader = {
  readonly connection: MailboxConnection;
  /** Where many are read at once (`bodyReader`). */
  readonly body?: (copy: Copy) => Promise<ReadBody>;
};

/** What a mail's body adds to its fact where a decision asks for its words; null: none can be read any more. */
export function textFact(body: Body | null): { readonly newText: string; readonly attached?: true } {
  const text = body === null ? '' : newText(body).slice(0, newTextLength);
  return { newText: text, ...((body?.attachments ?? 0) > 0 && { attached: true }) };
}

/** The new text of a mail (quotes and signature removed), at most `newTextLength`; '' when it cannot be read any more. */
export async function textOf(message: Message, reader: Reader): Promise<string> {
  return textFact(await bodyOf(message, reader)).newText;
}

/** The content of the first copy that can be read; null: of none. */
export async function bodyOf(message: Message, reader: Reader): Promise<Body | null> {
  const order = [...message.copies].sort(
    (a, b) => Number(b.role === 'sent') - Number(a.role === 'sent') || a.uid - b.uid,
  );
  for (const copy of order) {
    if (order.length > 1 && !(await isOfThisMail(copy, message, reader))) continue;
    const body = await (reader.body?.(copy) ?? readBody(copy, reader.connection));
    if (body !== null && !('unreadable' in body)) return body;
  }
  return null;
}

/** More than the longest header that servers let through. */
const headerBytes = 262_144;

/**
 * I7: whoever got a mail knows its id and may send another under it and in its writer's name, with other words. The words
 * that count are those of the copy that gave the fact: the server says the same of its sender, and it left when that did.
 */
async function isOfThisMail(copy: Copy, message: Message, { connection }: Reader): Promise<boolean> {
  const source = await fetchSource(connection, copy, headerBytes);
  if (source === null) return false;
  const header = parseHeader(source);
  const stored = header.receivedAt === null && fieldOf(header, 'received') === null;
  return (
    JSON.stringify(authEvidence(header)) === JSON.stringify(message.auth ?? []) &&
    (header.date ?? undefined) === message.date &&
    header.subject === message.subject &&
    stored === (message.stored ?? false)
  );
}
