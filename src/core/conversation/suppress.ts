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
      /** at(m) of the bounce or complaint, ms UTC. */
      readonly since: number;
    }
  /** `since`: at(m) of the person's mail, ms UTC. */
  | { readonly type: 'unsuppress'; readonly address: string; readonly since: number };

/** A complaint is settled only by a suppression for good, or by a person who lifted one after it. */
function isSettled(address: string, at: number, complaint: boolean, world: World): boolean {
  const suppression = world.suppressed.get(address);
  if (complaint)
    return suppression?.permanent === true || (world.liftedAt.get(address) ?? Number.NEGATIVE_INFINITY) > at;
  return suppression !== undefined || (world.settledAt.get(address) ?? Number.NEGATIVE_INFINITY) > at;
}

/** The address wrote after it bounced: it works again, whatever was read first (I4). */
function wroteAfter({ messages }: Conversation, address: string, at: number): boolean {
  return messages.some(
    (message) =>
      message.from.address === address &&
      message.kind === 'human' &&
      message.at > at &&
      !onlyDiscarded(message),
  );
}

/**
 * R12: addresses that do not exist are suppressed everywhere, and a human mail from one lifts that again. Both reach
 * beyond their conversation, hence notes. It follows from the facts and the notes alone, in whatever order they were
 * read (I4); each address at most once.
 */
export function owedNotes(conversation: Conversation, { dead }: Derived, world: World): OwedNote[] {
  const owed = new Map<string, OwedNote>();
  for (const { address, status, reason, at, complaint } of dead) {
    if (!(complaint || status.startsWith('5.1.')) || isSettled(address, at, complaint, world)) continue;
    if (!complaint && (owed.has(address) || wroteAfter(conversation, address, at))) continue;
    const why = complaint
      ? 'The customer complained about the mail.'
      : `Mail to it fails for good: ${status} ${reason}`.trim();
    owed.set(address, { type: 'suppress', address, status, why, permanent: complaint, since: at });
  }
  for (const message of conversation.messages) {
    const suppression = world.suppressed.get(message.from.address);
    if (!suppression || suppression.permanent || message.kind !== 'human' || message.at <= suppression.at)
      continue;
    // R1: what lies in Junk or Trash alone allows nothing.
    if (!onlyDiscarded(message))
      owed.set(suppression.address, { type: 'unsuppress', address: suppression.address, since: message.at });
  }
  return [...owed.values()];
}
