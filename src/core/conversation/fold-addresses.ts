import type { Message } from '../message/message.js';
import type { AddressOrder, AddressProblem } from '../order/address-order.js';
import type { OrderLine, OrderMail, OrderProblem } from '../order/order.js';
import { stageAhead } from './fold-silence.js';
import type { Fold, FoldContext, OpenSilence } from './fold-state.js';
import { recipients } from './role.js';

/**
 * What the plus addresses of an agent's mail order; new slips among them are told to him. `starts`: it began the silence that
 * runs, or went on with it; `at` is its moment, ms UTC.
 */
export function takeAddresses(
  fold: Fold,
  message: Message,
  starts: boolean,
  at: number,
  { addressed }: FoldContext,
): void {
  const orders = addressed.get(message.key) ?? [];
  const slips = newSlips(message, orders, fold.orders);
  if (slips) fold.orders.push(slips);
  const latest = latestOf(orders);
  if (starts && fold.silence) {
    const { silence } = fold;
    const stage = stageAhead(silence);
    if (latest) {
      silence.firstDue = { stage, at: latest.at, address: latest.address };
      // Who says when the next mail goes wants one.
      fold.never = false;
    } else if (!goesOn(silence, message, stage, at)) delete silence.firstDue;
  }
  if (orders.some(({ kind }) => kind === 'never')) fold.never = true;
}

/**
 * An agent's mail to a customer with plus addresses that were probably meant to order something; null: it has none. Of an
 * address a conversation tells once: whoever writes it again in spite of that means a tag of his own.
 */
function newSlips(
  message: Message,
  orders: readonly AddressOrder[],
  before: readonly OrderMail[],
): OrderMail | null {
  const isTold = ({ text }: OrderLine): boolean =>
    before.some(({ lines }) => lines.some((line) => !line.ok && line.text === text));
  const lines = orders.flatMap(slipOf).filter((line) => !isTold(line));
  return lines.length === 0 ? null : { message, by: message.from, answers: null, items: [], lines };
}

function slipOf(order: AddressOrder): OrderLine[] {
  if (order.kind !== 'problem') return [];
  const { address, problem, suggestion } = order;
  return [{ ok: false, text: address, problem: lineProblems[problem], suggestion }];
}

const lineProblems: { readonly [problem in AddressProblem]: OrderProblem } = {
  ...{ past: 'past', 'no-such-day': 'no-such-day', 'too-far': 'too-far' },
  ...{ 'near-miss': 'unknown-address', 'near-policy': 'unknown-policy' },
};

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
