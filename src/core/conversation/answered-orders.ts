import type { OrderLine, OrderMail } from '../order/order.js';
import type { ListedItem } from './note.js';
import { isAction } from './order-mail.js';
import type { Derived } from './state.js';

/** What an agent's mail leans on that answers what came of another of his mails. */

export type GoodLine = Extract<OrderLine, { ok: true }>;

/** The numbered list that is answered; an answer to what came of an order still means the list of that order. */
export function listedIn(order: OrderMail, derived: Derived): readonly ListedItem[] {
  for (
    let at: OrderMail | undefined = order, depth = 0;
    at && depth < 20;
    at = answeredOrder(at, derived), depth++
  )
    if (at.items.length > 0) return at.items;
  return [];
}

/** The mail whose outcome is answered. */
function answeredOrder({ answers }: OrderMail, { orders }: Derived): OrderMail | undefined {
  if (answers?.purpose !== 'command-result') return undefined;
  return orders.find(({ message }) => message.id === answers.anchor);
}

/**
 * The orders without which it is not known what the line of this one is about, the latest first. An answer may lean on an
 * answer and so on: each is told once, so that a long exchange takes no longer than it is.
 */
export function leanedOn(line: GoodLine, order: OrderMail, derived: Derived): readonly OrderMail[] {
  const chain = new Set<OrderMail>();
  let at = leans(line, derived) ? answeredOrder(order, derived) : undefined;
  while (at && !chain.has(at)) {
    chain.add(at);
    at = aimedOf(at).some((one) => leans(one, derived)) ? answeredOrder(at, derived) : undefined;
  }
  return [...chain];
}

/** Only by what is answered it is known what the line is about. */
function leans({ target, verb }: GoodLine, { customers }: Derived): boolean {
  return target.by === 'here' && (verb === 'undo' || customers.length === 0);
}

/** The lines that are about a conversation; lists and help are about none. */
export function aimedOf({ lines }: OrderMail): GoodLine[] {
  const isAimed = ({ verb }: GoodLine): boolean => isAction(verb) || verb === 'why' || verb === 'status';
  return lines.flatMap((line) => (line.ok && isAimed(line) ? [line] : []));
}
