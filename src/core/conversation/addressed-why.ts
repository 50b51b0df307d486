import type { AddressOrder, AddressProblem } from '../order/address-order.js';
import type { AddressedMail } from './addressed.js';
import { nextStage } from './next.js';
import type { View } from './view.js';
import { when } from './why.js';

/** What addresses ordered, and which ones order nothing, in sentences for people. */
export function explainAddressed(addressed: readonly AddressedMail[], view: View): string[] {
  const { timezone } = view.settings.calendar;
  return addressed.flatMap(({ message, by, orders }) =>
    orders.map((order) => {
      const said = `${by.address} wrote to ${order.address}, ${when(message.at, timezone)}`;
      return `${said}: ${explainOrder(order, view)}`;
    }),
  );
}

function explainOrder(order: AddressOrder, view: View): string {
  const { fold, policy, settings } = view;
  switch (order.kind) {
    case 'first-due': {
      const due = fold.silence?.firstDue;
      const stands = due?.address === order.address && due.at === order.at && due.stage === nextStage(view);
      const moment = when(order.at, settings.calendar.timezone);
      return stands ? `follow-up ${due.stage} waits until ${moment}.` : `until ${moment}; that is over.`;
    }
    case 'never':
      return fold.never ? 'nothing is sent.' : 'never, which a later word took back.';
    case 'policy':
      return policy.name === order.name
        ? `policy ${order.name} applies.`
        : `policy ${order.name}; a later mail chose another.`;
    case 'problem':
      return explainProblem(order);
    default:
      return order satisfies never;
  }
}

const meanings: Readonly<Record<Exclude<AddressProblem, 'near-miss'>, string>> = {
  past: 'that moment is over, so it orders nothing.',
  'no-such-day': 'there is no such day, so it orders nothing.',
  'too-far': 'that is more than ten years away, so it orders nothing.',
};

function explainProblem({ problem, suggestion }: Extract<AddressOrder, { kind: 'problem' }>): string {
  if (problem !== 'near-miss') return meanings[problem];
  return `that orders nothing. Perhaps ${suggestion} was meant.`;
}

/** An address that was probably meant as an order and is none: the mail, who wrote it, and what is wrong, a sentence. */
export interface AddressTrouble {
  /** Message-ID of the agent's mail. */
  readonly message: AddressedMail['message'];
  readonly by: AddressedMail['by'];
  readonly address: string;
  readonly sentence: string;
}

/** What the agents should hear of, in order. */
export function addressProblems(addressed: readonly AddressedMail[]): AddressTrouble[] {
  return addressed.flatMap(({ message, by, orders }) =>
    orders.flatMap((order) =>
      order.kind === 'problem'
        ? [{ message, by, address: order.address, sentence: `${order.address}: ${explainProblem(order)}` }]
        : [],
    ),
  );
}
