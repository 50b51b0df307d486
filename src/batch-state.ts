import type { Note } from './core/conversation/note.js';
import { mergeNotes } from './core/conversation/thread.js';
import type { Facts } from './inbound.js';
import type { Batch } from './mailbox/sync.js';
import { unsentMorning } from './morning-claims.js';
import type { Runtime } from './runtime.js';
import type { Quarantined, State } from './store/state.js';

/** Claims that are older count for no cap; ms. */
const twoDays = 48 * 3600 * 1000;

/** The facts that belong to no thread, and the cursor: one document, so both are written or neither (R1). */
export function noteBatch(
  batch: Batch,
  facts: Facts,
  { store, clock }: Pick<Runtime, 'store' | 'clock'>,
): void {
  const state = store.state.get();
  const notes = new Map(state.notes.map((note) => [note.noteId, note]));
  for (const note of facts.global) {
    const known = notes.get(note.noteId);
    notes.set(note.noteId, known ? mergeNotes(known, note) : note);
  }
  const quarantined = quarantineAfter(state.quarantined, batch, facts, clock());
  store.state.later({
    ...(facts.global.length > 0 && { notes: [...notes.values()] }),
    ...(facts.notesLife && { notesLife: facts.notesLife }),
    ...((facts.notes.length > 0 || state.sendings.some(({ at }) => at > clock())) && {
      sendings: sendingsAfter(state.sendings, facts.notes, clock()),
    }),
    ...(quarantined && { quarantined }),
    // A morning note that did not leave goes yet, where its time is not over.
    ...(state.morning !== null &&
      facts.notes.some((note) => unsentMorning(note) === state.morning) && { morning: null }),
    cursors: { ...state.cursors, [batch.folder]: batch.cursor },
  });
}

/**
 * I8: the mails that cannot be read, after this batch; null: nothing changed. One that can be read now is none of them,
 * nor is one of a folder that began anew. `at` is INTERNALDATE, so that a later reading says the same (I3), else `now`.
 */
function quarantineAfter(
  before: readonly Quarantined[],
  { folder, uidValidity, mails, unreadable }: Batch,
  facts: Facts,
  now: number,
): readonly Quarantined[] | null {
  const found = [...unreadable, ...facts.unreadable];
  const here = before.filter((mail) => mail.folder === folder);
  if (found.length === 0 && here.length === 0) return null;
  const seen = new Set([...mails, ...unreadable].map(({ uid }) => uid));
  const kept = before.filter(
    (mail) => mail.folder !== folder || (mail.uidValidity === uidValidity && !seen.has(mail.uid)),
  );
  const added = found.map(({ uid, reason, internalDate }) => {
    const known = here.find((mail) => mail.uidValidity === uidValidity && mail.uid === uid);
    const at = internalDate > 0 ? internalDate : (known?.at ?? now);
    return { folder, uidValidity, uid, reason, at };
  });
  return [...kept, ...added];
}

type Sendings = State['sendings'];

/** The claims that count for the caps (I5), after these notes. */
function sendingsAfter(before: Sendings, notes: readonly Note[], now: number): Sendings {
  const claims = new Map(before.map((sending) => [sending.id, sending]));
  for (const note of notes) {
    // I7: an unsigned claim may add to what counts, and takes nothing back.
    if (note.type === 'claim' && (note.signed || !claims.has(note.id)))
      claims.set(note.id, { id: note.id, purpose: note.purpose, to: note.to, at: note.at });
  }
  for (const note of notes)
    if ((note.type === 'result' || note.type === 'settle') && note.result === 'not-sent' && note.signed)
      claims.delete(note.id);
  // A claim of a time to come was written by a wrong clock: it counts as of now, not for as long as that clock says.
  return [...claims.values()]
    .map((sending) => ({ ...sending, at: Math.min(sending.at, now) }))
    .filter((sending) => sending.at > now - twoDays);
}
