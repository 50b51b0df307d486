import type { Verdict } from './kind.js';
import type { AuthEvidence, Copy, Forwarded, LinkFact, Message } from './message.js';
import type { Header, Person } from './parsed.js';
import type { OwnMark } from './purpose.js';

/** What of one fetched copy becomes the stored fact. */
export interface Fetched {
  readonly header: Header;
  /** Message-ID, or the hash of the raw mail where there is none (R1). */
  readonly id: string;
  readonly verdict: Verdict;
  /** Why the content could not be read; null: it could, or no decision needed it. */
  readonly unreadable: string | null;
  readonly rules: number;
  readonly auth: readonly AuthEvidence[];
  readonly list: boolean;
  readonly own: OwnMark | null;
  readonly otherIds: readonly string[];
  readonly originalFrom: Person | null;
  readonly forwarded?: Forwarded | null;
  readonly resentBy?: Person | null;
  readonly link?: LinkFact | null;
  /** Plus addresses of the mailbox by which this copy came (`deliveredTo`). */
  readonly deliveredTo?: readonly string[];
  /** The header has a Received field: the mail travelled, as against one that a mail client stored (RFC 5321 4.4). */
  readonly received: boolean;
  /** INTERNALDATE, ms since the epoch, UTC. */
  readonly internalDate: number;
  readonly copy: Copy;
}

const nobody: Person = { name: '', address: '' };

/** The key by which a mail is one mail: its id and who wrote it, so that a planted id never replaces a real mail. */
export function messageKey(id: string, from: Person): string {
  return `${id} ${from.address}`;
}

/** The fact of one copy of one mail. Empty lists are left out to keep the stored documents small. */
export function factOf(fetched: Fetched): Message {
  const { header, verdict } = fetched;
  const from = header.from[0] ?? nobody;
  const at = header.receivedAt ?? fetched.internalDate;
  const auth = fetched.auth.length > 0 ? { auth: fetched.auth } : {};
  const { deliveredTo = [] } = fetched;
  return {
    key: messageKey(fetched.id, from),
    id: fetched.id,
    at,
    from,
    subject: header.subject,
    kind: fetched.own ? 'own' : verdict.kind,
    reason: fetched.own ? 'x-thrice' : verdict.reason,
    rules: fetched.rules,
    copies: [fetched.copy],
    ...(header.date !== null && { date: header.date }),
    ...(header.sender && header.sender.address !== from.address && { sender: header.sender }),
    ...(header.replyTo.length > 0 && { replyTo: header.replyTo }),
    ...(header.to.length > 0 && { to: header.to }),
    ...(header.cc.length > 0 && { cc: header.cc }),
    ...(header.bcc.length > 0 && { bcc: header.bcc }),
    ...(header.inReplyTo.length > 0 && { inReplyTo: header.inReplyTo }),
    ...(header.references.length > 0 && { references: header.references }),
    ...(fetched.otherIds.length > 0 && { otherIds: fetched.otherIds }),
    ...(fetched.originalFrom && { originalFrom: fetched.originalFrom }),
    ...(fetched.forwarded && { forwarded: fetched.forwarded }),
    ...(fetched.resentBy && { resentBy: fetched.resentBy }),
    ...(fetched.link && { link: fetched.link }),
    ...(fetched.unreadable !== null && { unreadable: fetched.unreadable }),
    ...(!fetched.received && { stored: true }),
    ...(fetched.list && { list: true }),
    ...auth,
    ...(deliveredTo.length > 0 && { deliveredTo: deliveredTo.map((address) => ({ address, at, ...auth })) }),
    ...(verdict.bounce && { bounce: verdict.bounce }),
    ...(fetched.own && { own: fetched.own }),
  };
}

/** Where a copy lies, as one string. */
export function copyKey(copy: Copy): string {
  return `${copy.folder} ${copy.uidValidity} ${copy.uid}`;
}

/** Byte-wise string order: the same on every machine, unlike localeCompare. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One of its copies lies in the Sent folder. */
export function inSent(message: Message): boolean {
  return message.copies.some((copy) => copy.role === 'sent');
}

/** Every copy lies in Junk or Trash: such a mail can only stop something (R1). */
export function onlyDiscarded(message: Message): boolean {
  return message.copies.every(isDiscarded);
}

/** It lies in Junk or Trash. */
export function isDiscarded({ role }: Copy): boolean {
  return role === 'junk' || role === 'trash';
}
