import type { Message } from '../message/message.js';
import { sesName, sesNameOfAnswer } from '../message/other-ids.js';
import type { Note } from './note.js';

/**
 * The edges between mails (R3). A thread is a connected component of messages by their ids, whatever the config says: it
 * is the unit of storage. `partition` cuts a thread into conversations by the config's view of who is a customer.
 */
export interface Thread {
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
}

/** A thread of one party: what `derive` looks at. Messages in effective order, at least one. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
  /** Mails that answer one of these and began another matter: they end what still runs here. Absent: none. */
  readonly left?: readonly Message[];
}

/** Every id of the mail itself: its own and those that servers gave it. */
export function ownIds({ id, otherIds }: Message): string[] {
  const ids = otherIds ? [id, ...otherIds] : [id];
  return withServiceNames(ids);
}

/** The ids a mail points to. A bot mail has one edge, to what it is about: a forged or odd chain joins nothing. */
export function referencedIds(message: Message): readonly string[] {
  const { own, inReplyTo, references } = message;
  if (own) return [own.anchor];
  if (!inReplyTo && !references) return [];
  return withServiceNames([...new Set([...answeredIds(message), ...(references ?? [])])]);
}

/**
 * In-Reply-To without what is no id. RFC 822 4.6.2 let it be words ("Your message of Monday to Joe <joe@example.com>"),
 * and an address in them would tie everything together that was ever written to him.
 */
export function answeredIds(message: Message): readonly string[] {
  const { inReplyTo = [], from, replyTo = [], to = [], cc = [] } = message;
  if (inReplyTo.length === 0) return inReplyTo;
  const people = [from, ...replyTo, ...to, ...cc];
  return inReplyTo.filter((id) => {
    const lower = id.toLowerCase();
    return !people.some((person) => person.address === lower);
  });
}

/**
 * The ids by which a report names the mail that it is about (RFC 3464, RFC 5965): many have no References, as those of
 * Postfix. Other mails have none.
 */
export function reportedIds({ bounce }: Message): string[] {
  return bounce?.originalMessageId ? withServiceNames([bounce.originalMessageId]) : [];
}

/**
 * All ids by which the index finds the thread of a mail, some of them twice: its own ones, those it points to or reports
 * of, and those of a mail that it forwards, which `partition` follows only where the forward counts (R11).
 */
export function linkIds(message: Message): string[] {
  return [
    ...ownIds(message),
    ...referencedIds(message),
    ...reportedIds(message),
    ...(message.forwarded?.ids ?? []),
  ];
}

/** The ids of the mails that a note speaks of; of a result also the id under which the recipients got the mail (R3). */
export function noteIds(note: Note): string[] {
  const ids = 'id' in note ? [note.id] : [];
  const service = serviceName(note);
  if (service !== null) ids.push(service);
  return 'anchor' in note ? [note.anchor, ...ids] : ids;
}

/** The id that Amazon SES gave the mail of a result note, as its SMTP server answered; null: none, or nobody signed it. */
export function serviceName(note: Note): string | null {
  return note.type === 'result' && note.signed ? sesNameOfAnswer(note.detail) : null;
}

function withServiceNames(ids: string[]): string[] {
  for (const id of ids.slice()) {
    const name = sesName(id);
    if (name !== null && name !== id) ids.push(name);
  }
  return ids;
}
