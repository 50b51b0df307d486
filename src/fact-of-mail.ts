import { mayPassOn } from './core/conversation/forwarding.js';
import { isOwnAddress } from './core/conversation/role.js';
import { plusBase } from './core/message/address.js';
import { isSubmitted } from './core/message/auth-received.js';
import { classify, rulesVersion } from './core/message/classify/classify.js';
import { isListMail } from './core/message/classify/list.js';
import { deliveredTo } from './core/message/delivered-to.js';
import { factOf } from './core/message/fact.js';
import { fieldOf, fieldsOf } from './core/message/fields.js';
import type { Verdict } from './core/message/kind.js';
import type { Copy, Forwarded, Message } from './core/message/message.js';
import { otherIds } from './core/message/other-ids.js';
import type { Body, Header } from './core/message/parsed.js';
import type { OwnMark } from './core/message/purpose.js';
import { authEvidence } from './core/message/verify.js';
import { forwardedIn, resentBy } from './mail/forwarded.js';
import { readMark, replyTokens, sourceId, tokenId } from './mail/own-mark.js';
import { parseBody } from './mail/parse-body.js';
import { originalAuthor } from './mail/rewritten-from.js';
import { MailboxError } from './mailbox/error.js';
import type { Runtime } from './runtime.js';
import { linkFact, linkOf, withTokens } from './token-references.js';

/** The readable parts of a mail; null when it is gone; why, where its content defeats the parser (I8). */
export type ReadBody = Body | { readonly unreadable: string } | null;

/** A mail whose header is there; the rest is read only where a decision needs it. */
export interface IncomingMail {
  readonly header: Header;
  readonly copy: Copy;
  /** INTERNALDATE, or what stands for it; ms since the epoch, UTC. */
  readonly internalDate: number;
  readonly body: () => Promise<ReadBody>;
  /** The whole mail, or as much of it as can be had. */
  readonly source: () => Promise<Buffer>;
}

/** Who we are: our addresses and keys. */
type Own = Pick<Runtime, 'config' | 'secrets'>;

/**
 * The fact of one copy of one mail: parsed, classified, with its evidence (DESIGN 5, inbound). Nothing is stored and
 * nothing decided. `own` null: nobody is anybody, as for a command without a config. Throws what `body` and `source` throw.
 */
export async function factOfMail(mail: IncomingMail, own: Own | null): Promise<Message> {
  const { header, copy, internalDate } = mail;
  const mark = own && ownMark(header, own);
  const judged = await verdictOrReason(mail);
  const link = own && !mark ? linkOf(header, internalDate, own) : null;
  const mayForward = own && !mark && judged.unreadable === null;
  return factOf({
    header: mark || !own ? header : withTokens(header, link, own),
    // R1: a mail without Message-ID is known by a hash of its source, so that a move makes no new mail.
    id: header.messageId ?? sourceId(await mail.source()),
    ...judged,
    ...(mayForward && (await forwardOf(mail, judged.verdict, own))),
    rules: rulesVersion,
    auth: authEvidence(header),
    list: isListMail(header),
    own: mark,
    otherIds: [
      ...otherIds(header),
      ...(mark?.sentAs === undefined ? [] : [mark.sentAs]),
      ...(own && mark && mark.purpose !== 'admin' ? replyTokens(own.secrets, mark.anchor).map(tokenId) : []),
    ],
    originalFrom: originalAuthor(header),
    resentBy: resentBy(header),
    deliveredTo: own && !mark ? deliveredTo(header, own.config.settings.ownAddresses) : [],
    link: linkFact(link),
    received: header.receivedAt !== null || fieldOf(header, 'received') !== null,
    internalDate,
    copy: own && copy.role === 'sent' && cameByMail(header, mark, own) ? { ...copy, role: 'ordinary' } : copy,
  });
}

/**
 * I7: what lies in Sent is the team's own, but some servers deliver mail to `support+Sent@` into that folder, and with
 * several recipients they do not say so. So what travelled counts by where it lies only if it was handed in by somebody
 * who had logged in, as the copies that servers keep; or if it is Thrice's own, which it moves there itself (R9).
 */
function cameByMail(header: Header, mark: OwnMark | null, own: Own): boolean {
  const received = fieldsOf(header, 'received');
  return (received.length > 0 && !mark?.signed && !isSubmitted(received)) || cameByDetail(header, own);
}

/** It tells a plus address of the mailbox that it came by, or its Received does. */
function cameByDetail(header: Header, { config }: Own): boolean {
  const fields = ['delivered-to', 'x-delivered-to', 'x-original-to', 'envelope-to'];
  const told = fields.flatMap((name) => fieldsOf(header, name));
  const hops = fieldsOf(header, 'received').flatMap(
    (value) => /\sfor\s+<([^<>\s]+)>/i.exec(value)?.[1] ?? [],
  );
  return [...told, ...hops].some((address) => {
    const { base, detail } = plusBase(address);
    return detail !== null && config.settings.ownAddresses.includes(base);
  });
}

/** The mail as it lies in a file, read as one that is fetched. `header` is that of `raw`; a mail without Received came at its Date. */
export function mailOfFile(raw: Buffer, header: Header, copy: Copy): IncomingMail {
  const body = async (): Promise<ReadBody> => {
    try {
      return await parseBody(raw);
    } catch (error) {
      return { unreadable: error instanceof Error ? error.message : String(error) };
    }
  };
  return { header, copy, internalDate: header.date ?? 0, body, source: async () => raw };
}

/** I8: a mail that defeats the rules is kept with its ids, so that it holds the conversation it belongs to. */
async function verdictOrReason(mail: IncomingMail): Promise<{ verdict: Verdict; unreadable: string | null }> {
  try {
    return await verdictOf(mail);
  } catch (error) {
    if (error instanceof MailboxError) throw error;
    return { verdict: { kind: 'human', reason: 'no-sign-of-a-machine' }, unreadable: defeated(error) };
  }
}

function defeated(error: unknown): string {
  return `It defeated the parser: ${error instanceof Error ? error.message : String(error)}`;
}

/** Bodies are read only for the few mails whose header leaves the question open. */
async function verdictOf(mail: IncomingMail): Promise<{ verdict: Verdict; unreadable: string | null }> {
  const byHeader = classify(mail.header, null);
  if (!('needsBody' in byHeader)) return { verdict: byHeader, unreadable: null };
  const human: Verdict = { kind: 'human', reason: 'no-sign-of-a-machine' };
  const body = await mail.body();
  if (body === null) return { verdict: human, unreadable: null };
  if ('unreadable' in body) return { verdict: human, unreadable: body.unreadable };
  const byBody = classify(mail.header, body);
  return { verdict: 'needsBody' in byBody ? human : byBody, unreadable: null };
}

/**
 * R11: the customer's mail that one of the team passes on, if it may be one (`mayPassOn`); only then is the body read.
 * What cannot be read may be the answer: the mail is kept as unreadable and holds its conversation (I8).
 */
async function forwardOf(
  mail: IncomingMail,
  { kind }: Verdict,
  { config }: Own,
): Promise<{ forwarded?: Forwarded | null; unreadable?: string }> {
  if (!mayPassOn(mail.header, kind, config.settings)) return {};
  const body = await mail.body();
  if (body !== null && 'unreadable' in body) return body;
  try {
    return { forwarded: body && forwardedIn(mail.header, body) };
  } catch (error) {
    return { unreadable: defeated(error) };
  }
}

/** I7: the mark counts on mails of our own address only; what others write into their headers is their matter. */
function ownMark(header: Header, { config, secrets }: Own): OwnMark | null {
  const value = fieldOf(header, 'x-thrice');
  const from = header.from[0];
  if (!value || !from || !header.messageId || !isOwnAddress(from.address, config.settings)) return null;
  return readMark(value, header.messageId, secrets);
}
