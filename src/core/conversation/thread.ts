import { compare } from '../message/fact.js';
import { mergeFacts } from '../message/merge-facts.js';
import type { Message } from '../message/message.js';
import type { Thread } from './link.js';
import { byPlace, type Note } from './note.js';

/** Several threads as one, each mail and note once, in an order that does not depend on theirs (I4). */
export function mergeThreads(threads: readonly Thread[]): Thread {
  const messages = new Map<string, Message>();
  const notes = new Map<string, Note>();
  for (const thread of threads) {
    for (const message of thread.messages) {
      const known = messages.get(message.key);
      messages.set(message.key, known ? mergeFacts(known, message) : message);
    }
    for (const note of thread.notes) {
      const known = notes.get(note.noteId);
      notes.set(note.noteId, known ? mergeNotes(known, note) : note);
    }
  }
  return {
    messages: [...messages.values()].sort((a, b) => a.at - b.at || compare(a.key, b.key)),
    notes: [...notes.values()].sort((a, b) => a.at - b.at || compare(a.noteId, b.noteId)),
  };
}

/**
 * The same note read twice (copied or moved by a person, renumbered by the server, or signed by a key that came later): it
 * was written where it was seen first, before what came in between and is perhaps no longer there.
 */
export function mergeNotes(a: Note, b: Note): Note {
  if (a.signed !== b.signed) return a.signed ? a : b;
  return (byPlace(a, b) || compare(JSON.stringify(a), JSON.stringify(b))) <= 0 ? a : b;
}
