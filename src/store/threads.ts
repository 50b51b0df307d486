import type { Thread } from '../core/conversation/link.js';
import type { Note } from '../core/conversation/note.js';
import { mergeThreads } from '../core/conversation/thread.js';
import { shortHash } from '../core/hash.js';
import type { Message } from '../core/message/message.js';
import { type StoredThread, threadDocuments } from './thread-documents.js';
import { threadIndex } from './thread-index.js';
import { type Agenda, agenda, type Upcoming } from './upcoming.js';

export type { StoredThread } from './thread-documents.js';
export type { Upcoming } from './upcoming.js';

export interface Threads
  extends Pick<Agenda, 'keys' | 'size' | 'due' | 'earliest' | 'underived' | 'unserved'> {
  /** Adds facts; each joins the thread it belongs to, threads that it links become one. Gives the changed threads' keys. */
  readonly put: (messages: readonly Message[], notes: readonly Note[]) => Set<string>;
  readonly get: (key: string) => StoredThread | null;
  /** Keys of the threads in which this Message-ID occurs. */
  readonly withId: (id: string) => readonly string[];
  /** Keys of the threads that somebody with this address wrote in or was written to in; for one of the team all threads. */
  readonly withAddress: (address: string) => readonly string[];
  /** Keys of the threads that somebody with this address wrote in; of one outside the team perhaps a few more. */
  readonly withWriter: (address: string) => readonly string[];
  /** Keys of the threads with a mail whose short id is this, or begins so; perhaps one more of the same beginning. */
  readonly withShortId: (beginning: string) => readonly string[];
  /** Changes one message of a thread, in place. */
  readonly amend: (key: string, messageKey: string, change: (message: Message) => Message) => void;
  readonly setUpcoming: (key: string, upcoming: Upcoming) => void;
  readonly upcoming: (key: string) => Upcoming | null;
  /** Writes what changed. Until then it is in memory only. */
  readonly flush: () => void;
  /** How many documents wait for `flush`. */
  readonly unwritten: () => number;
  /** Documents that could not be read; all but a read-only opening moved them there. */
  readonly corrupt: readonly string[];
}

export interface ThreadsOptions {
  /** Nothing on the disk is changed, and `flush` throws. */
  readonly readOnly?: boolean;
  /**
   * Addresses that are in everybody's mails and so tell no two matters of one subject apart (R3: the same customer).
   * Without it an orphan reply to a common subject would draw all threads of that subject into one.
   */
  readonly isTeam?: (address: string) => boolean;
}

/** Opens the documents below `folder`, reading each once to index it; synchronous, for that is four times as fast. */
export function openThreads(folder: string, options: ThreadsOptions = {}): Threads {
  const { readOnly = false } = options;
  const isTeam = remembering(options.isTeam ?? (() => false));
  const documents = threadDocuments(folder, readOnly);
  const index = threadIndex(isTeam);
  const dates = agenda();
  const { get } = documents;

  const put = (messages: readonly Message[], notes: readonly Note[]): Set<string> => {
    const changed = new Set<string>();
    for (const message of messages)
      addTo(index.linkedTo(message), { messages: [message], notes: [] }, changed);
    for (const note of notes) addTo(index.linkedToNote(note), { messages: [], notes: [note] }, changed);
    return changed;
  };

  const addTo = (linked: readonly string[], addition: Thread, changed: Set<string>): void => {
    const known = [...new Set(linked)].filter(dates.has);
    const [target = newKey(addition), ...others] = known;
    const before = known.map(get).filter((thread) => thread !== null);
    const held = new Set((known[0] === undefined ? null : get(known[0]))?.messages.map(({ key }) => key));
    const merged = mergeThreads([...before, addition]);
    const foreseen = Object.assign({}, ...before.map((thread) => thread.upcoming?.foreseen ?? {}));
    const upcoming: Upcoming = { by: '', at: null, foreseen };
    documents.set(target, { v: 1, ...merged, upcoming });
    dates.set(target, upcoming);
    index.add(target, others.length > 0 ? merged : addition);
    for (const message of merged.messages) if (!held.has(message.key)) index.addMail(target, message);
    changed.add(target);
    for (const gone of others) {
      documents.remove(gone);
      dates.delete(gone);
      changed.delete(gone);
    }
  };

  const newKey = (addition: Thread): string => {
    let key = shortHash(addition.messages[0]?.key ?? addition.notes[0]?.noteId ?? '');
    while (dates.has(key)) key = shortHash(`${key}+`);
    return key;
  };

  // A crash between writing a merged thread and removing its parts leaves both: what overlaps is joined again.
  const overlapping: Message[] = [];
  for (const [key, thread] of documents.all()) {
    dates.set(key, thread.upcoming);
    if (index.add(key, thread)) overlapping.push(...thread.messages);
    for (const message of thread.messages) index.addMail(key, message);
  }
  put(overlapping, []);

  const { keys, size, due, earliest, underived, unserved } = dates;
  return {
    ...{ keys, size, due, earliest, underived, unserved },
    put,
    get,
    withId: (id) => index.withId(id).filter(dates.has),
    withAddress: (address) =>
      isTeam(address) ? [...dates.keys()] : index.withAddress(address).filter(dates.has),
    withWriter: (address) =>
      [...new Set([...index.withAgent(address), ...index.withAddress(address)])].filter(dates.has),
    withShortId: (beginning) => index.withShortId(beginning).filter(dates.has),
    upcoming: (key) => get(key)?.upcoming ?? null,
    amend: (key, messageKey, change) => {
      const thread = get(key);
      if (!thread) return;
      const messages = thread.messages.map((m) => (m.key === messageKey ? change(m) : m));
      documents.set(key, { ...thread, messages });
    },
    setUpcoming: (key, next) => {
      const thread = get(key);
      if (!thread || isSame(thread.upcoming, next)) return;
      documents.set(key, { ...thread, upcoming: next });
      dates.set(key, next);
    },
    flush: documents.flush,
    unwritten: documents.unwritten,
    corrupt: documents.corrupt,
  };
}

/** The mails of a thread name the same few people over and over, and reading 100,000 threads should not take long. */
function remembering(isTeam: (address: string) => boolean): (address: string) => boolean {
  const known = new Map<string, boolean>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    if (known.size >= 1000) known.clear();
    const now = isTeam(address);
    known.set(address, now);
    return now;
  };
}

/** What says the same need not be written again: an edit of the config moves few of all threads. */
function isSame(a: Upcoming | null, b: Upcoming): boolean {
  if (!a || (a.by === '') !== (b.by === '') || a.at !== b.at || a.unserved !== b.unserved) return false;
  const keys = Object.keys(a.foreseen);
  return (
    keys.length === Object.keys(b.foreseen).length && keys.every((key) => a.foreseen[key] === b.foreseen[key])
  );
}
