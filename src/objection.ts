import { stepsOf } from './core/conversation/coming.js';
import { derive } from './core/conversation/derive.js';
import { byPlace, type Note } from './core/conversation/note.js';
import { goesAt, purposeOf, type Step, stepKey } from './core/conversation/step.js';
import { currentWorld, deriveThread } from './ledger.js';
import type { Reading } from './reading.js';
import type { Online } from './runtime.js';

/**
 * Why the claimed step must not go after all (I2, R9), told from a reading that began after the claim; null: it is still
 * due, and of the claims for it ours, the note `claimNote`, is the first.
 */
export function objectionTo(step: Step, claimNote: string, reading: Reading, online: Online): string | null {
  if (!reading.complete)
    return `a folder could not be read (${reading.problems.map((p) => p.folder).join(', ')}).`;
  const { settings } = online.config;
  const world = currentWorld(online);
  if (world.paused) return 'paused.';
  const now = online.clock();
  for (const key of online.store.threads.withId(step.anchor)) {
    const thread = online.store.threads.get(key);
    if (!thread) continue;
    for (const { conversation } of deriveThread(key, thread, online, world, now)) {
      if (!conversation.messages.some((message) => message.id === step.anchor)) continue;
      const notes = withoutOurClaim(conversation.notes, step, claimNote);
      if (notes === null) return 'the claim is not in the mailbox.';
      const derived = derive({ ...conversation, notes }, settings, world, now);
      const same = stepsOf(derived).find((s) => stepKey(s) === stepKey(step));
      if (!same) return 'it was no longer due when the mailbox had been read again.';
      if (same.heldBy) return `held by ${same.heldBy}.`;
      if (same.at > now) return 'it moved to a later time.';
      // A pass may take hours; its first steps were planned in working time, its last ones need not be in it.
      if (goesAt(same, settings, now) > now) return 'working time is over.';
      return addressesOf(same) === addressesOf(step) ? null : 'its recipients changed.';
    }
  }
  return 'its conversation is gone.';
}

/**
 * R9: of several claims for one step the first in the folder may send. What stands above ours gives way to it and does not
 * count against it; one below ours stays and holds the step. Null: ours cannot be found.
 */
function withoutOurClaim(notes: readonly Note[], step: Step, claimNote: string): readonly Note[] | null {
  const ours = notes.find((note) => note.noteId === claimNote);
  if (!ours) return null;
  const purpose = purposeOf(step);
  return notes.filter(
    (note) =>
      note.type !== 'claim' ||
      note.purpose !== purpose ||
      note.anchor !== step.anchor ||
      note.stage !== step.stage ||
      byPlace(note, ours) < 0,
  );
}

function addressesOf(step: Step): string {
  return step.to
    .map((person) => person.address)
    .sort()
    .join(' ');
}
