import { isOrphanReply, subjectKeys } from '../core/conversation/last-resort.js';
import { linkIds, noteIds, type Thread } from '../core/conversation/link.js';
import type { Note } from '../core/conversation/note.js';
import { sentCopyNames } from '../core/conversation/sent-copy.js';
import type { Message } from '../core/message/message.js';
import { idIndex, listIndex, shortIndex } from './index.js';

/** Where new facts belong. What it gives may name threads that were merged into others since. */
export interface ThreadIndex {
  /** Makes the thread findable by these facts of it. Gives whether another thread has one of their ids as well. */
  readonly add: (thread: string, facts: Thread) => boolean;
  /** Makes the thread findable by the short id and the writer of a mail that came into it. */
  readonly addMail: (thread: string, message: Message) => void;
  readonly withId: (id: string) => readonly string[];
  /** The threads in whose mails somebody outside the team has this address. */
  readonly withAddress: (address: string) => readonly string[];
  /** The threads in which somebody of the team with this address wrote. */
  readonly withAgent: (address: string) => readonly string[];
  /** The threads with a mail whose short id begins so, and perhaps one that begins with six letters of it. */
  readonly withShortId: (beginning: string) => readonly string[];
  /**
   * The threads that a mail links (R3): by ids, as the other form of a Sent copy, and an orphan reply by its subject,
   * whichever of the two came first. One too many does no harm: `partition` has the last word.
   */
  readonly linkedTo: (message: Message) => string[];
  readonly linkedToNote: (note: Note) => string[];
}

/** An empty index. `isTeam`: as openThreads. */
export function threadIndex(isTeam: (address: string) => boolean): ThreadIndex {
  const ids = idIndex();
  const subjects = idIndex();
  const orphans = idIndex();
  const sent = idIndex();
  const addresses = idIndex();
  const agents = listIndex();
  const shorts = shortIndex();
  return {
    add: (thread, { messages, notes }) => {
      let shared = false;
      const names = new Set(notes.flatMap(noteIds));
      for (const message of messages) for (const id of linkIds(message)) names.add(id);
      for (const id of names) if (ids.add(id, thread)) shared = true;
      for (const message of messages)
        for (const name of sentCopyNames(message, isTeam).filed) sent.add(name, thread);
      for (const address of addressesOf(messages)) if (!isTeam(address)) addresses.add(address, thread);
      for (const key of subjectKeys(messages, isTeam)) subjects.add(key, thread);
      for (const key of subjectKeys(messages.filter(isOrphanReply), isTeam)) orphans.add(key, thread);
      return shared;
    },
    addMail: (thread, { key, from, own }) => {
      shorts.add(key, thread);
      if (!own && isTeam(from.address)) agents.add(from.address, thread);
    },
    withId: ids.find,
    withAddress: addresses.find,
    withAgent: agents.find,
    withShortId: shorts.find,
    linkedTo: (message) => {
      const bySubject = isOrphanReply(message) ? subjects : orphans;
      return [
        ...linkIds(message).flatMap(ids.find),
        ...sentCopyNames(message, isTeam).sought.flatMap(sent.find),
        ...[...subjectKeys([message], isTeam)].flatMap(bySubject.find),
      ];
    },
    linkedToNote: (note) => noteIds(note).flatMap(ids.find),
  };
}

/** Everybody who wrote or was written to, each once. */
function addressesOf(messages: readonly Message[]): Set<string> {
  const addresses = new Set<string>();
  for (const { from, to, cc, bcc, replyTo } of messages) {
    addresses.add(from.address);
    for (const list of [to, cc, bcc, replyTo]) for (const { address } of list ?? []) addresses.add(address);
  }
  return addresses;
}
