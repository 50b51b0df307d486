import { compare } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { sesName } from '../message/other-ids.js';
import { ownIds, serviceName, type Thread } from './link.js';
import type { Note } from './note.js';

/**
 * A relay may give every mail another Message-ID (Amazon SES, Brevo). Then the copy to ourselves bears an id that Thrice
 * announced nowhere, and is known by its mark, by the answer of the SMTP server, or by a header of the relay.
 */

/**
 * The ids of announced mails by all their names. I7: only what a signed claim announced. No drafts: a person makes a mail of
 * one, and his client throws former states of it away, which say nothing of a sending.
 */
export function announcedNames(notes: readonly Note[]): ReadonlyMap<string, string> {
  const drafted = new Set(
    notes.flatMap((n) => (n.type === 'result' && n.result === 'drafted' ? [n.id] : [])),
  );
  const names = new Map<string, string>();
  for (const note of notes)
    if (note.type === 'claim' && note.signed && !drafted.has(note.id)) names.set(note.id, note.id);
  for (const note of notes) {
    const service = serviceName(note);
    if (service !== null && note.type === 'result' && names.has(note.id)) names.set(service, note.id);
  }
  return names;
}

/**
 * The id by which a mail of Thrice was announced; its own where none of its ids is the name of such a mail, and where it is
 * signed: then the other ids are a stranger's (I7).
 */
export function announcedId(message: Message, names: ReadonlyMap<string, string>): string {
  if (message.own?.signed) return message.id;
  for (const name of ownIds(message)) {
    const id = names.get(name);
    if (id !== undefined) return id;
  }
  return message.id;
}

/**
 * The true copy of each announced mail that a relay renamed, by the id that it was announced by. I7: whoever got the mail can
 * send it once more under any id. So what the answer of the SMTP server names is the true one, else the first with its mark.
 */
export function renamedCopies(
  { messages, notes }: Thread,
  names = announcedNames(notes),
): ReadonlyMap<string, Message> {
  const told = new Set([...names].flatMap(([name, id]) => (name === id ? [] : [id])));
  const found = new Map<string, Message>();
  for (const message of messages) {
    const { own } = message;
    const id = announcedId(message, names);
    if (!own || id === message.id) continue;
    const isTrue = told.has(id) ? names.get(sesName(message.id) ?? '') === id : own.sentAs === id;
    const known = found.get(id);
    if (isTrue && (!known || isEarlier(message, known))) found.set(id, message);
  }
  return found;
}

function isEarlier(a: Message, b: Message): boolean {
  return a.at < b.at || (a.at === b.at && compare(a.key, b.key) < 0);
}

/** The mails of Thrice itself: those with its signature, and those of them that a relay renamed. */
export function ownMails(thread: Thread): Message[] {
  const renamed = new Set(renamedCopies(thread).values());
  return thread.messages.filter((message) => message.own?.signed === true || renamed.has(message));
}
