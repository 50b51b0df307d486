import { mergeCameBy } from './delivered-to.js';
import type { Verdict } from './kind.js';
import type { AuthEvidence, Copy, Forwarded, LinkFact, Message } from './message.js';
import { isToken } from './other-ids.js';
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

/**
 * Two facts of one mail (the same key) become one, whatever the order (I4): the earliest moment, all copies, and the
 * content of the copy that proves most: in Sent, stored by a client, then the first that came.
 */
export function mergeFacts(a: Message, b: Message): Message {
  const [best, other] = rank(a, b) <= 0 ? [a, b] : [b, a];
  const copies = uniqueCopies([...best.copies, ...other.copies]);
  const newText = wordsOf(best, other);
  const attached = best.attached ?? other.attached;
  const otherIds = [...(best.otherIds ?? []).filter((id) => !isToken(id)), ...tokensOf([best, other])];
  const deliveredTo = mergeCameBy(best.deliveredTo ?? [], other.deliveredTo ?? []);
  // X-Thrice survives on any genuine copy: servers may strip unknown headers from the Sent one.
  // An unsigned mark on another copy says nothing about this one (I7): ids are known to whoever got the mail.
  const own = other.own?.signed && !best.own?.signed ? other.own : best.own;
  const { newText: _text, otherIds: _ids, ...rest } = best;
  return {
    ...rest,
    at: Math.min(a.at, b.at),
    copies,
    ...(newText !== undefined && { newText }),
    ...(attached && { attached }),
    ...(otherIds.length > 0 && { otherIds }),
    ...(deliveredTo.length > 0 && { deliveredTo }),
    ...(own && { own, kind: 'own' as const, reason: 'x-thrice' }),
  };
}

/** The tokens of a mail of ours follow from the keys that were there when it was read: a signed mark tells whose they are (I3, I7). */
function tokensOf(facts: readonly Message[]): string[] {
  const signed = facts.filter(({ own }) => own?.signed);
  const tokens = (signed.length > 0 ? signed : facts).flatMap(({ otherIds = [] }) =>
    otherIds.filter(isToken),
  );
  return [...new Set(tokens)].sort(compare);
}

/**
 * '' may stand for words that could not be read where the mail lay then (I8): what was read of the mail since, here or where
 * it was moved to, has them asked for anew (I3).
 */
function wordsOf(best: Message, other: Message): string | undefined {
  return best.newText || (other.newText === '' ? best.newText : other.newText);
}

function rank(a: Message, b: Message): number {
  return (
    origin(a) - origin(b) ||
    // I7: nobody knows an id before its mail has come, so what bears the same id later may be forged.
    (origin(a) === 2 ? a.at - b.at : 0) ||
    // I8: what was read again, by a later version, is worth more than "it cannot be read".
    Number(a.unreadable !== undefined) - Number(b.unreadable !== undefined) ||
    // I3: a link that no key had made was read again once its key was there.
    Number(a.link === 'unknown') - Number(b.link === 'unknown') ||
    // R11: whether a mail passes another on was asked again when the team changed.
    Number(a.forwarded === undefined) - Number(b.forwarded === undefined) ||
    // R10: a verdict is not judged again by newer rules.
    a.rules - b.rules ||
    (b.auth?.length ?? 0) - (a.auth?.length ?? 0) ||
    compare(content(a), content(b)) ||
    compare(verdictOf(a), verdictOf(b))
  );
}

/** 0: in Sent, 1: stored by a client of this mailbox, 2: delivered. */
function origin(message: Message): number {
  return inSent(message) ? 0 : message.stored ? 1 : 2;
}

/** Everything that merging leaves as it is: a total order, so that the outcome depends on no order of arrival. */
function content({
  copies,
  at,
  newText,
  attached,
  deliveredTo,
  own,
  kind,
  reason,
  otherIds = [],
  ...rest
}: Message): string {
  const ids = otherIds.filter((id) => !isToken(id));
  return JSON.stringify([ids, ...Object.entries(rest).sort(([a], [b]) => compare(a, b))]);
}

function verdictOf({ kind, reason, own }: Message): string {
  return JSON.stringify([own ?? null, kind, reason]);
}

/** Each place once, with a role that says something rather than `ordinary` where it was read as either (`takeRoles`). */
function uniqueCopies(copies: readonly Copy[]): Copy[] {
  const told = ({ role }: Copy) => Number(role !== 'ordinary');
  const seen = new Map<string, Copy>();
  for (const copy of [...copies].sort((a, b) => told(a) - told(b) || compare(a.role, b.role)))
    seen.set(copyKey(copy), copy);
  return [...seen.entries()].sort(([a], [b]) => compare(a, b)).map(([, copy]) => copy);
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
