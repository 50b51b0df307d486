import { createHash } from 'node:crypto';
import { broughtAbout, foresight } from './core/conversation/brake.js';
import { stepsOf } from './core/conversation/coming.js';
import type { Note } from './core/conversation/note.js';
import { ordersElsewhere } from './core/conversation/order-mail.js';
import { ownMails } from './core/conversation/renamed.js';
import { owedNotes } from './core/conversation/suppress.js';
import type { World } from './core/conversation/world.js';
import { rulesVersion } from './core/message/classify/classify.js';
import type { Message } from './core/message/message.js';
import { deriveThread, type Entry } from './ledger.js';
import type { Runtime } from './runtime.js';

type Books = Pick<Runtime, 'config' | 'store'>;

/** To be raised with every change of what `derive` makes of the same facts: stored due times are then found anew. */
const deriveVersion = 8;

/**
 * Names the code, the config and the notes that upcoming steps were derived with; another one means: derive everything
 * again. Suppressions are no part of it: they concern the threads of their address (`concern`).
 */
export function fingerprint({ config }: Books, world: World): string {
  const calendar = 'holidays' in config.settings.calendar ? [...config.settings.calendar.holidays] : [];
  const { startFrom, restartedAt } = world;
  const text = JSON.stringify([
    deriveVersion,
    rulesVersion,
    config.settings,
    calendar,
    startFrom,
    restartedAt,
  ]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/**
 * Derives a thread again and stores what is upcoming in it; what mails and orders since the last whole pass brought about
 * counts as foreseen from now on (R10). Gives the entries; `needsText` of them is not yet served.
 */
export function refresh(key: string, books: Books, world: World, print: string, now: number): Entry[] {
  const thread = books.store.threads.get(key);
  if (!thread) return [];
  // Nothing follows from what is older than the first run (R10), but that an address does not work (R12).
  const quiet =
    thread.notes.length === 0 &&
    thread.messages.every(
      ({ at, kind }) => at < world.startFrom && kind !== 'bounce' && kind !== 'complaint',
    );
  const entries = quiet ? [] : deriveThread(key, thread, books, world, now);
  const unserved =
    ownMails(thread).some(isArrivedCopy) ||
    entries.some(
      (entry) =>
        owedNotes(entry.conversation, entry.derived, world).length > 0 || ordersElsewhere(entry.derived),
    );
  const steps = entries.flatMap(({ derived }) => stepsOf(derived));
  const { planned } = books.store.state.get();
  const known = books.store.threads.upcoming(key);
  // What an edit or an upgrade made due in a thread that was derived before is news of nobody's mail.
  const isEdited = known !== null && known.by !== '' && known.by !== print;
  const brought = isEdited ? [] : entries.map(({ derived }) => broughtAbout(derived, planned, now));
  const before = Object.assign({}, known?.foreseen, ...brought);
  const at = steps.length === 0 ? null : Math.min(...steps.map((step) => step.at));
  const foreseen = foresight(steps, before, now);
  // Until the texts that it asks for are there it counts as not derived: the line may be lost while they are read.
  const by = entries.some(({ derived }) => derived.needsText.length > 0) ? '' : print;
  books.store.threads.setUpcoming(key, { by, at, foreseen, ...(unserved && { unserved }) });
  return entries;
}

/** A mail of Thrice whose copy to the mailbox itself lies where it arrived; it belongs into Sent (R9). */
function isArrivedCopy({ copies }: Message): boolean {
  return copies.some(({ role }) => role === 'inbox');
}

/**
 * What these notes say of an address may change the steps of its threads (R12): they are to be derived again. A bounce a
 * day must not cost a look at every conversation there ever was.
 */
export function concern(notes: readonly Note[], { store }: Pick<Books, 'store'>): void {
  for (const note of notes) {
    if (note.type !== 'suppress' && note.type !== 'unsuppress') continue;
    for (const key of store.threads.withAddress(note.address)) {
      const known = store.threads.upcoming(key);
      if (known) store.threads.setUpcoming(key, { ...known, by: '' });
    }
  }
}

/** What the facts of a thread ask for beyond it was done. */
export function markServed(key: string, { store }: Pick<Books, 'store'>): void {
  const known = store.threads.upcoming(key);
  if (!known?.unserved) return;
  const { unserved: _, ...rest } = known;
  store.threads.setUpcoming(key, rest);
}
