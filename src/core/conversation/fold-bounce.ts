import type { BounceRecipient } from '../message/kind.js';
import type { Message } from '../message/message.js';
import { close } from './fold-silence.js';
import type { Fold, FoldContext } from './fold-state.js';
import { referencedIds, reportedIds } from './link.js';
import { outsiders } from './role.js';

/**
 * R12: a bounce counts only if it names a mail that we or the agent sent, and only permanent failures do. One that comes
 * after the final notice closed the conversation says how it really ended.
 */
export function takeBounce(fold: Fold, message: Message, context: FoldContext): void {
  const failed = (message.bounce?.recipients ?? []).filter((recipient) => recipient.permanent);
  const all = concerned(fold, message, failed.flatMap(addressesOf), context);
  const ids = [...reportedIds(message), ...referencedIds(message)];
  // Who answered that very mail has got it.
  const addresses = all.addresses.filter(
    (address) => !ids.some((id) => fold.reached.has(`${address} ${id}`)),
  );
  const { customers } = all;
  if (addresses.length === 0) return;
  for (const address of addresses) fold.undeliverable.add(address);
  fold.bounces.push({ message, addresses, agent: fold.agent });
  const unanswered = fold.silence !== null || fold.closed?.outcome === 'no-reply';
  // I6: what the team owes is not closed away.
  if (unanswered && fold.owed.length === 0 && customers.every((address) => fold.undeliverable.has(address)))
    close(fold, message.at, 'undeliverable', { kind: 'cannot-be-delivered', addresses });
}

/** Whom it was written to and where it failed, which are two where an address forwards. */
export function addressesOf({ address, original }: BounceRecipient): string[] {
  return original === undefined ? [address] : [address, original];
}

/** The address complained in this conversation. */
export function isComplainer({ complaints }: Fold, address: string): boolean {
  return complaints.some(({ addresses }) => addresses.includes(address));
}

/** R12: a complaint (RFC 5965) about a mail of ours or the agent's is the customer's word: never again. */
export function takeComplaint(fold: Fold, message: Message, context: FoldContext): void {
  const named = (message.bounce?.recipients ?? []).map((recipient) => recipient.address);
  const { customers, addresses } = concerned(fold, message, named, context);
  // Providers hide who complained (RFC 6590): of a mail to one customer it was that one.
  const complaining = addresses.length > 0 ? addresses : customers.length === 1 ? customers : [];
  if (complaining.length === 0) return;
  for (const address of complaining) fold.undeliverable.add(address);
  fold.complaints.push({ message, addresses: complaining });
  // I6: what the team owes is not closed away.
  if (fold.owed.length === 0 && customers.every((address) => fold.undeliverable.has(address)))
    close(fold, message.at, 'opted-out', { kind: 'complained', addresses: complaining });
}

/** The customers of the latest agent mail, and those of them that the report names; none when it names no mail of ours. */
function concerned(
  fold: Fold,
  report: Message,
  named: readonly string[],
  { settings }: FoldContext,
): { customers: readonly string[]; addresses: readonly string[] } {
  const ids = [...reportedIds(report), ...referencedIds(report)];
  if (!fold.lastAgentMail || !ids.some((id) => fold.ours.has(id))) return { customers: [], addresses: [] };
  const customers = outsiders(fold.lastAgentMail, settings).map((person) => person.address);
  return { customers, addresses: customers.filter((address) => named.includes(address)) };
}
