import { aimedOf, type GoodLine, leanedOn, listedIn } from './core/conversation/answered-orders.js';
import type { ListedItem } from './core/conversation/note.js';
import { isAction } from './core/conversation/order-mail.js';
import type { OrderMail } from './core/order/order.js';
import { byMessageId, findConversations } from './find-conversation.js';
import type { Entry } from './ledger.js';
import type { Runtime } from './runtime.js';

type Books = Pick<Runtime, 'config' | 'store'>;

/**
 * The conversation that a line of an agent's mail is about, or why it is about none. `here`: that in which the mail lies, to
 * which derive applies the line itself. `item`: the line of a list that named it.
 */
export type OrderTarget =
  | { readonly found: 'here'; readonly entry: Entry }
  | { readonly found: 'elsewhere'; readonly entry: Entry; readonly item?: ListedItem }
  | { readonly found: 'no-such-conversation' | 'several' | 'which-conversation' | 'which-number' }
  | { readonly found: 'stale-link' | 'unknown-link' };

/** Where the orders lie, and where others are looked up; `now` in ms UTC. */
interface Place {
  readonly entry: Entry;
  readonly books: Books;
  readonly now: number;
}

/** What a mail was about, and whether it ordered something there or only asked. */
interface Meant {
  readonly target: Extract<OrderTarget, { entry: Entry }>;
  readonly ordered: boolean;
}

/**
 * What a line is about: one conversation, but an `undo` in answer to what came of a mail means all that this mail ordered
 * something about, and nothing else. `entry` is where the mail lies; `now` in ms UTC.
 */
export function targetsOf(
  line: GoodLine,
  order: OrderMail,
  entry: Entry,
  books: Books,
  now: number,
): readonly OrderTarget[] {
  const place = { entry, books, now };
  return withBefore(line, order, place, meantBefore(line, order, place));
}

/** The same, where it is known what the answered order was about. */
function withBefore(
  line: GoodLine,
  order: OrderMail,
  place: Place,
  before: readonly Meant[],
): readonly OrderTarget[] {
  const ordered = before.flatMap((one) => (one.ordered ? [one.target] : []));
  if (line.verb === 'undo' && line.target.by === 'here' && ordered.length > 0) return ordered;
  return [targetOf(line, order, place, before)];
}

/** What a line that means one conversation is about. */
function targetOf(line: GoodLine, order: OrderMail, place: Place, before: readonly Meant[]): OrderTarget {
  const { target } = line;
  switch (target.by) {
    case 'here':
      return here(order, place, before);
    case 'number':
      return numbered(listedIn(order, place.entry.derived)[target.number - 1], place);
    case 'id': {
      const [first, ...others] = findConversations(target.id, place.books, place.now);
      if (!first) return { found: 'no-such-conversation' };
      return others.length > 0 ? { found: 'several' } : { found: 'elsewhere', entry: first };
    }
    default:
      return target satisfies never;
  }
}

/** A mail to the bot alone lies in no conversation with a customer: then what it answers tells, if that is about one. */
function here(order: OrderMail, place: Place, before: readonly Meant[]): OrderTarget {
  const { entry } = place;
  if (entry.derived.customers.length > 0) return { found: 'here', entry };
  const { link } = order.message;
  if (link === 'stale') return { found: 'stale-link' };
  if (link === 'unknown') return { found: 'unknown-link' };
  if (before.length === 1) return before[0]!.target;
  const items = listedIn(order, entry.derived);
  if (items.length === 1) return numbered(items[0], place);
  return { found: items.length > 0 ? 'which-number' : 'which-conversation' };
}

/** What the order was about whose outcome is answered: the oldest of a long exchange is told first, each once. */
function meantBefore(line: GoodLine, order: OrderMail, place: Place): readonly Meant[] {
  return leanedOn(line, order, place.entry.derived).reduceRight<readonly Meant[]>(
    (before, one) => aboutOf(one, place, before),
    [],
  );
}

/** The conversations that an order was about, each once; by an id or a number it may have named its own. */
function aboutOf(order: OrderMail, place: Place, before: readonly Meant[]): readonly Meant[] {
  const { entry } = place;
  const found = new Map<string, Meant>();
  for (const line of aimedOf(order))
    for (const target of withBefore(line, order, place, before)) {
      if (!('entry' in target)) continue;
      const { id, customers } = target.entry.derived;
      const isHere = id === entry.derived.id && customers.length > 0;
      found.set(id, {
        target: isHere ? { found: 'here', entry } : { found: 'elsewhere', entry: target.entry },
        ordered: isAction(line.verb) || found.get(id)?.ordered === true,
      });
    }
  return [...found.values()];
}

function numbered(item: ListedItem | undefined, { books, now }: Place): OrderTarget {
  if (!item) return { found: 'which-number' };
  const [entry] = byMessageId(item.anchor, books, now).filter(({ derived }) => derived.customers.length > 0);
  return entry ? { found: 'elsewhere', entry, item } : { found: 'no-such-conversation' };
}
