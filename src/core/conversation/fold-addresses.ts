import type { Message } from '../message/message.js';
import type { AddressOrder } from '../order/address-order.js';
import type { Fold, FoldContext, OpenSilence } from './fold-state.js';
import { recipients } from './role.js';

/**
 * What the plus addresses of an agent's mail order. `starts`: it began the silence that runs, or went on with it; `at` is
 * its moment, ms UTC.
 */
export function takeAddresses(
  fold: Fold,
  message: Message,
  starts: boolean,
  at: number,
  { addressed }: FoldContext,
): void {
  const orders = addressed.get(message.key) ?? [];
  const latest = latestOf(orders);
  if (starts && fold.silence) {
    const { silence } = fold;
    const stage = Math.max(silence.used, silence.spent) + 1;
    if (latest) {
      silence.firstDue = { stage, at: latest.at, address: latest.address };
      // Who says when the next mail goes wants one.
      fold.never = false;
    } else if (!goesOn(silence, message, stage, at)) delete silence.firstDue;
  }
  if (orders.some(({ kind }) => kind === 'never')) fold.never = true;
}

type FirstDue = Extract<AddressOrder, { kind: 'first-due' }>;

/** Of several moments the latest counts, which is the quiet side. */
function latestOf(orders: readonly AddressOrder[]): FirstDue | null {
  return orders
    .filter((order) => order.kind === 'first-due')
    .reduce<FirstDue | null>((a, b) => (a && a.at >= b.at ? a : b), null);
}

/**
 * The latest mail's word counts: an own nudge without an address goes back to the policy's distances. One that merely
 * carries the address along orders nothing anew, and the moment stands as long as it lies ahead.
 */
function goesOn({ firstDue }: OpenSilence, message: Message, stage: number, at: number): boolean {
  return (
    firstDue?.stage === stage &&
    firstDue.at > at &&
    recipients(message).some(({ address }) => address === firstDue.address)
  );
}
