import type { AddressOrder } from '../order/address-order.js';
import type { AddressedMail } from './addressed.js';
import { nextStage } from './next.js';
import type { OrderReason, Reason } from './reason.js';
import type { View } from './view.js';

/** What addresses ordered, and which ones order nothing. */
export function explainAddressed(addressed: readonly AddressedMail[], view: View): Reason[] {
  return addressed.flatMap(({ message, by, orders }) =>
    orders.map((order) => ({
      ...explainOrder(order, view),
      ...{ who: by.address, at: message.at, wroteTo: order.address },
    })),
  );
}

function explainOrder(order: AddressOrder, view: View): OrderReason {
  const { fold, policy } = view;
  switch (order.kind) {
    case 'first-due': {
      const due = fold.silence?.firstDue;
      const stands = due?.address === order.address && due.at === order.at && due.stage === nextStage(view);
      return stands
        ? { kind: 'first-due', stage: due.stage, until: order.at }
        : { kind: 'first-due-over', until: order.at };
    }
    case 'never':
      return { kind: fold.never ? 'never-ordered' : 'never-taken-back' };
    case 'policy':
      return { kind: policy.name === order.name ? 'policy-chosen' : 'policy-replaced', policy: order.name };
    case 'problem':
      return order.problem === 'near-miss' || order.problem === 'near-policy'
        ? { kind: 'order-near-miss', suggestion: order.suggestion }
        : { kind: `order-${order.problem}` };
    default:
      return order satisfies never;
  }
}
