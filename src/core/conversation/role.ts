import { domainOf, plusBase } from '../message/address.js';
import { inSent, onlyDiscarded } from '../message/fact.js';
import type { Message, Person } from '../message/message.js';
import { verify } from '../message/verify.js';
import type { Settings } from '../settings.js';

/** Whose word a mail is, with the reason. */
export type Role =
  | { readonly role: 'agent'; readonly person: Person; readonly reason: string }
  | { readonly role: 'customer'; readonly person: Person; readonly reason: string }
  | { readonly role: 'bot'; readonly reason: string }
  /** Says that it is the team's and cannot show it (R7): counts for nothing. */
  | { readonly role: 'unverified'; readonly person: Person; readonly reason: string }
  /** Nobody can tell whose it is: quarantined, holds its conversation (R8, I8). */
  | { readonly role: 'unknown'; readonly reason: string };

/** The address without its plus detail is one of the mailbox's own. */
export function isOwnAddress(address: string, settings: Settings): boolean {
  return settings.ownAddresses.includes(plusBase(address).base);
}

/** The address belongs to a member of the team: by its domain, by name, or an own address. */
export function isTeamAddress(address: string, settings: Settings): boolean {
  return (
    settings.team.domains.includes(domainOf(address)) ||
    settings.team.agents.includes(address) ||
    isOwnAddress(address, settings)
  );
}

/** To, Cc and Bcc. */
export function recipients(message: Message): Person[] {
  return [...(message.to ?? []), ...(message.cc ?? []), ...(message.bcc ?? [])];
}

/** The visible recipients outside the team, each address once, in the mail's order. */
export function outsiders(message: Message, settings: Settings): Person[] {
  const seen = new Map<string, Person>();
  for (const person of [...(message.to ?? []), ...(message.cc ?? [])])
    if (!seen.has(person.address) && person.address.includes('@') && !isTeamAddress(person.address, settings))
      seen.set(person.address, person);
  return [...seen.values()];
}

/** R3: more outside recipients than a conversation has, or none visible though somebody got it. */
export function isAnnouncement(message: Message, settings: Settings): boolean {
  const above = settings.limits.announcementAbove;
  return above !== null && outsiders(message, settings).length > above;
}

/** Whose word the mail is (R7, R8). */
export function roleOf(message: Message, settings: Settings): Role {
  const { from } = message;
  const ours = isOwnAddress(from.address, settings);
  // I7: a mark that is not signed may only make Thrice quieter: it counts where our own address wrote it, as a mail
  // of Thrice (which uses a stage up), and nowhere else.
  if (message.own && (message.own.signed || ours)) return { role: 'bot', reason: 'x-thrice' };
  if (message.unreadable !== undefined) return { role: 'unknown', reason: 'cannot-be-read' };
  if (from.address === '') return { role: 'unknown', reason: 'no-from' };
  if (inSent(message) && isTeamAddress(from.address, settings))
    return { role: 'agent', person: from, reason: 'in-sent' };
  // A Sent copy that somebody archived elsewhere: every delivered mail has a Received field (RFC 5321 4.4).
  if (ours && message.stored && !onlyDiscarded(message))
    return { role: 'agent', person: from, reason: 'stored-by-a-client' };
  if (ours) return ownAddressOutsideSent(message, settings);
  if (!isTeamAddress(from.address, settings))
    return { role: 'customer', person: from, reason: 'outside-address' };
  if (onlyDiscarded(message)) return { role: 'unverified', person: from, reason: 'in-junk-or-trash' };
  const { verified, reason } = verify(message, settings.team);
  return { role: verified ? 'agent' : 'unverified', person: from, reason };
}

/** R8: web forms and groups write with our own address; the writer stands in X-Original-From or Reply-To. */
function ownAddressOutsideSent(message: Message, settings: Settings): Role {
  const outside = (person: Person | undefined): person is Person =>
    person !== undefined && person.address !== '' && !isTeamAddress(person.address, settings);
  if (outside(message.originalFrom))
    return { role: 'customer', person: message.originalFrom, reason: 'x-original-from' };
  const replyTo = message.replyTo?.find(outside);
  if (replyTo) return { role: 'customer', person: replyTo, reason: 'reply-to-of-own-address' };
  if (onlyDiscarded(message)) return { role: 'unverified', person: message.from, reason: 'in-junk-or-trash' };
  const { verified, reason } = verify(message, settings.team);
  if (verified) return { role: 'agent', person: message.from, reason };
  return { role: 'unknown', reason: 'own-address-outside-sent' };
}
