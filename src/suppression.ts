import { type OwedNote, owedNotes } from './core/conversation/suppress.js';
import { currentWorld, type Entry } from './ledger.js';
import { appendNote, matterOf, writerOf } from './notes.js';
import type { Online } from './runtime.js';

/**
 * Writes the notes that these conversations ask for (R12), each address once: they reach beyond their conversation.
 * Gives whether there were any.
 */
export async function updateSuppressions(entries: readonly Entry[], online: Online): Promise<boolean> {
  const world = currentWorld(online);
  const owed = new Map<string, { readonly note: OwedNote; readonly entry: Entry }>();
  for (const entry of entries)
    for (const note of owedNotes(entry.conversation, entry.derived, world)) {
      // What is for good wins, whichever conversation says it.
      const lasting = note.type === 'suppress' && note.permanent;
      if (lasting || !owed.has(note.address)) owed.set(note.address, { note, entry });
    }
  for (const { note, entry } of owed.values()) await write(note, entry, online);
  return owed.size > 0;
}

async function write(owed: OwedNote, entry: Entry, online: Online): Promise<void> {
  const { address } = owed;
  if (owed.type === 'suppress') {
    const { why, permanent, status, since } = owed;
    const note = { type: 'suppress', address, why, permanent, since } as const;
    await appendNote(note, matterOf(entry), writerOf(online));
    online.log.warn({ address, status }, `No more follow-ups to ${address}: ${why}`);
  } else {
    const by = 'a mail of that person';
    const note = { type: 'unsuppress', address, by, since: owed.since } as const;
    await appendNote(note, matterOf(entry), writerOf(online));
    online.log.info({ address }, `${address} wrote: follow-ups are allowed again.`);
  }
}
