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
  const done = new Set<string>();
  for (const entry of entries)
    for (const owed of owedNotes(entry.conversation, entry.derived, world)) {
      if (done.has(owed.address)) continue;
      done.add(owed.address);
      await write(owed, entry, online);
    }
  return done.size > 0;
}

async function write(owed: OwedNote, entry: Entry, online: Online): Promise<void> {
  const { address } = owed;
  if (owed.type === 'suppress') {
    const { why, permanent, status } = owed;
    await appendNote({ type: 'suppress', address, why, permanent }, matterOf(entry), writerOf(online));
    online.log.warn({ address, status }, `No more follow-ups to ${address}: ${why}`);
  } else {
    const by = 'a mail of that person';
    await appendNote({ type: 'unsuppress', address, by }, matterOf(entry), writerOf(online));
    online.log.info({ address }, `${address} wrote: follow-ups are allowed again.`);
  }
}
