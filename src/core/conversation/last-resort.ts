import type { Message } from '../message/message.js';
import { isServiceId } from '../message/other-ids.js';
import { baseSubject, hasReplyPrefix, subjectKey, withoutAutoReplyPrefix } from '../message/subject.js';
import type { Settings } from '../settings.js';
import { referencedIds } from './link.js';
import { isAnnouncement, isOwnAddress, outsiders, roleOf } from './role.js';

/** R3: where ids tell nothing, the subject and the customer do; never the subject alone. */

/** What the subjects of two mails must share to be of one matter; '' where the mail names none. */
export function matterOf({ kind, subject, forwarded }: Message): string {
  if (forwarded && forwarded.subject !== '') return subjectKey(forwarded.subject);
  return subjectKey(kind === 'auto-reply' ? withoutAutoReplyPrefix(subject) : subject);
}

/**
 * Keys of the last resort: base subject and a participant who may be the customer, of some mails, each key once. A mail
 * without a subject has none. `isTeam` leaves out addresses that take part in everything.
 */
export function subjectKeys(messages: readonly Message[], isTeam: (address: string) => boolean): Set<string> {
  const keys = new Set<string>();
  // Mails of one thread share subjects, and reading a hundred thousand threads should not take long.
  const bases = new Map<string, string>();
  for (const message of messages) {
    const { subject, from, originalFrom, forwarded, replyTo = [], to = [], cc = [] } = message;
    const same = `${message.kind} ${forwarded?.subject ?? ''} ${subject}`;
    const base = bases.get(same) ?? matterOf(message);
    bases.set(same, base);
    if (base === '') continue;
    const writers = [...(forwarded ? [forwarded.from] : []), ...(originalFrom ? [originalFrom] : []), from];
    for (const { address } of [...writers, ...replyTo, ...to, ...cc].slice(0, 20))
      if (!isTeam(address)) keys.add(`${base} ${address}`);
  }
  return keys;
}

/**
 * The ids of the mail may tell nothing, so that its subject must: a person's or a machine's answer that names no mail, or
 * by such ids alone as only the recipients of a sending service see; and what a team member forwards (R11), whose ids are
 * perhaps those of mails that were never ours.
 */
export function isOrphanReply(message: Message): boolean {
  const { kind, own, subject, forwarded } = message;
  if (own) return false;
  if (forwarded) return true;
  if (!referencedIds(message).every(isServiceId)) return false;
  if (kind === 'human') return hasReplyPrefix(subject);
  return (
    kind === 'auto-reply' &&
    (hasReplyPrefix(subject) || withoutAutoReplyPrefix(subject) !== baseSubject(subject))
  );
}

/** An orphan joins the latest mail of the same subject and customer that is not older than this, in ms. */
const reach = 60 * 24 * 3600 * 1000;

/** A client stores the Sent copy after sending, in ms at most: a machine's answer may be there before it. */
const storing = 10 * 60 * 1000;

/**
 * For each orphan (by its index) the mail that it answers, if there is one.
 * @param messages in order of time
 * @param orphans indexes of the mails whose ids lead nowhere
 */
export function orphanParents(
  messages: readonly Message[],
  orphans: ReadonlySet<number>,
  settings: Settings,
): Map<number, number> {
  const parents = new Map<number, number>();
  if (orphans.size === 0) return parents;
  const latest = latestByKey();
  for (const { i, asks } of inTurn(messages, orphans)) {
    const message = messages[i]!;
    const base = matterOf(message);
    if (base === '') continue;
    const keys = customerAddresses(message, settings).map((address) => `${base} ${address}`);
    if (asks) {
      const found = Math.max(...keys.map((key) => latest.find(key, message.from.address)), -1);
      if (found >= 0 && message.at - messages[found]!.at <= reach) parents.set(i, found);
    }
    if (isAnnouncement(message, settings)) continue;
    for (const key of keys) latest.set(key, i, asks ? message.from.address : null);
  }
  return parents;
}

/** Each mail once, as it can be answered: stored ones from before they were stored, orphans as they come. */
function inTurn(
  messages: readonly Message[],
  orphans: ReadonlySet<number>,
): { readonly i: number; readonly time: number; readonly asks: boolean }[] {
  return messages
    .map(({ at, stored }, i) => {
      const asks = orphans.has(i);
      return { i, asks, time: stored && !asks ? at - storing : at };
    })
    .sort((a, b) => a.time - b.time || Number(a.asks) - Number(b.asks) || a.i - b.i);
}

/**
 * The latest mail of each key. An orphan joins no other of the same writer, who has perhaps begun two matters: so of
 * orphans the latest of two writers are kept.
 */
function latestByKey() {
  interface Latest {
    plain: number;
    orphans: readonly { readonly writer: string; readonly i: number }[];
  }
  const all = new Map<string, Latest>();
  return {
    find: (key: string, writer: string): number => {
      const known = all.get(key);
      if (!known) return -1;
      return Math.max(known.plain, known.orphans.find((orphan) => orphan.writer !== writer)?.i ?? -1);
    },
    /** `orphanOf`: the writer of an orphan, or null. */
    set: (key: string, i: number, orphanOf: string | null): void => {
      const known = all.get(key) ?? { plain: -1, orphans: [] };
      all.set(key, known);
      if (orphanOf === null) known.plain = Math.max(known.plain, i);
      else {
        const other = known.orphans.find((orphan) => orphan.writer !== orphanOf);
        known.orphans = [{ writer: orphanOf, i }, ...(other ? [other] : [])];
      }
    },
  };
}

/** The addresses of the customer's side in one mail. */
export function customerAddresses(message: Message, settings: Settings): string[] {
  const role = roleOf(message, settings);
  const addresses: string[] = [];
  if (role.role === 'customer' && !isOwnAddress(role.person.address, settings))
    addresses.push(role.person.address);
  for (const person of outsiders(message, settings)) addresses.push(person.address);
  return addresses;
}
