import { onlyDiscarded } from '../message/fact.js';
import type { Conversation } from './link.js';
import type { Derived } from './state.js';
import type { World } from './world.js';

/** A note about an address that a conversation asks for and that has not been written yet (R12). */
export type OwedNote =
  | {
      readonly type: 'suppress';
      readonly address: string;
      readonly status: string;
      /** A sentence. */
      readonly why: string;
      readonly permanent: boolean;
    }
  | { readonly type: 'unsuppress'; readonly address: string };

/**
 * R12: addresses that do not exist are suppressed everywhere, and a human mail from one lifts that again. Both reach
 * beyond their conversation, hence notes. It follows from the facts and the notes alone, in whatever order they were
 * read (I4); each address at most once.
 */
export function owedNotes(conversation: Conversation, { dead }: Derived, world: World): OwedNote[] {
  const owed = new Map<string, OwedNote>();
  for (const { address, status, reason, at, complaint } of dead) {
    const settled = (world.settledAt.get(address) ?? Number.NEGATIVE_INFINITY) > at;
    if (!(complaint || status.startsWith('5.1.')) || world.suppressed.has(address) || settled) continue;
    if (owed.has(address) && !complaint) continue;
    const why = complaint
      ? 'The customer complained about the mail.'
      : `Mail to it fails for good: ${status} ${reason}`.trim();
    owed.set(address, { type: 'suppress', address, status, why, permanent: complaint });
  }
  for (const message of conversation.messages) {
    const suppression = world.suppressed.get(message.from.address);
    if (!suppression || suppression.permanent || message.kind !== 'human' || message.at <= suppression.at)
      continue;
    // R1: what lies in Junk or Trash alone allows nothing.
    if (!onlyDiscarded(message))
      owed.set(suppression.address, { type: 'unsuppress', address: suppression.address });
  }
  return [...owed.values()];
}
