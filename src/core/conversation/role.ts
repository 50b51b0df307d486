import { inSent, onlyDiscarded } from '../message/fact.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import { replayDoubt } from '../message/replayed.js';
import { verify } from '../message/verify.js';
import type { Settings } from '../settings.js';
import { isHereItself, passedOn } from './forwarding.js';
import { isOutside, isOwnAddress, isTeamAddress, outsiders } from './team-address.js';

/** Whose word a mail is, with the reason. */
export type Role =
  | { readonly role: 'agent'; readonly person: Person; readonly reason: string }
  | { readonly role: 'customer'; readonly person: Person; readonly reason: string }
  | { readonly role: 'bot'; readonly reason: string }
  /** Says that it is the team's and cannot show it (R7): counts for nothing. */
  | { readonly role: 'unverified'; readonly person: Person; readonly reason: string }
  /** Nobody can tell whose it is: quarantined, holds its conversation (R8, I8). */
  | { readonly role: 'unknown'; readonly reason: string };

export { isOwnAddress, isTeamAddress, outsiders };

/** To, Cc and Bcc. */
export function recipients(message: Message): Person[] {
  return [...(message.to ?? []), ...(message.cc ?? []), ...(message.bcc ?? [])];
}

/** R3: more outside recipients than a conversation has, or none visible though somebody got it. */
export function isAnnouncement(message: Message, settings: Settings): boolean {
  const above = settings.limits.announcementAbove;
  return above !== null && outsiders(message, settings).length > above;
}

/**
 * Whose word the mail is (R7, R8, R11). From is the author; Sender (an assistant, a service that delivers) counts for
 * nothing. A verified agent's mail that passes a customer's on is the customer's word.
 */
export function roleOf(message: Message, settings: Settings): Role {
  const role = writerOf(message, settings);
  if (role.role !== 'agent') return role;
  const customer = passedOn(message, settings);
  return customer ? { role: 'customer', person: customer, reason: 'forwarded-by-agent' } : role;
}

/** The roles of the mails of one conversation, by their keys. A forward of a mail that lies here itself adds nothing. */
export function rolesOf(messages: readonly Message[], settings: Settings): Map<string, Role> {
  return new Map(
    messages.map((message) => {
      const role = roleOf(message, settings);
      const twice = isPassedOn(role) && isHereItself(message, messages);
      return [message.key, twice ? writerOf(message, settings) : role];
    }),
  );
}

/** The mail is an agent's forward: its own new text is his remark, and the words of the customer stand below it. */
export function isPassedOn(role: Role): boolean {
  return role.role === 'customer' && role.reason === 'forwarded-by-agent';
}

function writerOf(message: Message, settings: Settings): Role {
  const { from } = message;
  const ours = isOwnAddress(from.address, settings);
  // I7: a mark that is not signed may only make Thrice quieter: it counts where our own address wrote it, as a mail
  // of Thrice (which uses a stage up), and nowhere else.
  if (message.own && (message.own.signed || ours)) return { role: 'bot', reason: 'x-thrice' };
  if (message.unreadable !== undefined) return { role: 'unknown', reason: 'cannot-be-read' };
  if (from.address === '') return { role: 'unknown', reason: 'no-from' };
  if (!isTeamAddress(from.address, settings)) return outsideWriter(message, settings);
  const filledIn = formWriter(message, settings);
  if (filledIn) return filledIn;
  if (inSent(message)) return { role: 'agent', person: from, reason: 'in-sent' };
  // A Sent copy that somebody archived elsewhere: every delivered mail has a Received field (RFC 5321 4.4).
  if (ours && message.stored && !onlyDiscarded(message))
    return { role: 'agent', person: from, reason: 'stored-by-a-client' };
  return rewritten(message, settings) ?? teamWriter(message, settings);
}

/** Somebody outside, or a list outside that put itself into From (as Mailman does for DMARC). */
function outsideWriter({ from, list, originalFrom }: Message, settings: Settings): Role {
  if (!list || !originalFrom) return { role: 'customer', person: from, reason: 'outside-address' };
  if (isOutside(originalFrom, settings))
    return { role: 'customer', person: originalFrom, reason: 'rewritten-by-a-list' };
  // A colleague's post comes back; nothing shows that it is his. Our own address may be where the list's answers go.
  if (!isOwnAddress(originalFrom.address, settings))
    return { role: 'unverified', person: originalFrom, reason: 'rewritten-by-a-list' };
  return { role: 'customer', person: from, reason: 'outside-address' };
}

/**
 * A web form writes in the team's name, perhaps through our own server, so that the mail is authenticated or lies in Sent
 * (Gmail stores there whatever it sends): to the team, perhaps with a copy to the customer, whom Reply-To names. It
 * answers no mail and passes none on, as a colleague with a private Reply-To may.
 */
function formWriter(message: Message, settings: Settings): Role | null {
  const { replyTo = [], to = [], cc = [], inReplyTo, references, forwarded } = message;
  const customer = replyTo.find((person) => isOutside(person, settings));
  if (!customer || inReplyTo || references || forwarded) return null;
  const outside = outsiders(message, settings);
  const toTeam = to.length + cc.length > outside.length;
  const copied = outside.every(({ address }) => replyTo.some((person) => person.address === address));
  if (!toTeam || !copied) return null;
  const ours = isOwnAddress(message.from.address, settings);
  return {
    role: 'customer',
    person: customer,
    reason: ours ? 'reply-to-of-own-address' : 'reply-to-of-a-form',
  };
}

/**
 * R8: groups and forms write with an address of the team; the writer stands in X-Original-From or Reply-To. That the
 * group's own signature passes shows nothing about him: it signs whatever it was sent.
 */
function rewritten(message: Message, settings: Settings): Role | null {
  const { from, originalFrom, replyTo = [] } = message;
  if (originalFrom && isOutside(originalFrom, settings))
    return { role: 'customer', person: originalFrom, reason: 'x-original-from' };
  const answersTo = replyTo.find((person) => isOutside(person, settings));
  if (answersTo && isOwnAddress(from.address, settings))
    return { role: 'customer', person: answersTo, reason: 'reply-to-of-own-address' };
  if (originalFrom && isTeamAddress(originalFrom.address, settings) && originalFrom.address !== from.address)
    return { role: 'unverified', person: originalFrom, reason: 'rewritten-by-a-group' };
  return null;
}

/** R7: a mail from the team's address counts when it is shown that the team wrote it. */
function teamWriter(message: Message, settings: Settings): Role {
  const { from } = message;
  if (onlyDiscarded(message)) return { role: 'unverified', person: from, reason: 'in-junk-or-trash' };
  const verification = verify(message, settings.team);
  const doubt = verification.verified && replayDoubt(message, verification, settings.ownAddresses);
  const reason = doubt ? `not-verified:${doubt}` : verification.reason;
  if (verification.verified && !doubt) return { role: 'agent', person: from, reason };
  // R8: with our own address it may be a customer's as well: a person has to look.
  return isOwnAddress(from.address, settings)
    ? { role: 'unknown', reason: 'own-address-outside-sent' }
    : { role: 'unverified', person: from, reason };
}
