import { answerLine, standing } from './command-answer.js';
import type { Effect } from './core/conversation/effect.js';
import type { ListedItem } from './core/conversation/note.js';
import { isAction } from './core/conversation/order-mail.js';
import { outsiders } from './core/conversation/role.js';
import { type OrderLine, type OrderMail, orderKey } from './core/order/order.js';
import { usualWord } from './core/order/words.js';
import type { Entry } from './ledger.js';
import { type OrderTarget, targetsOf } from './order-target.js';
import type { Runtime } from './runtime.js';
import type { CommandLineInput } from './templates/command-view.js';

type Books = Pick<Runtime, 'config' | 'store' | 'templates'>;
type GoodLine = Extract<OrderLine, { ok: true }>;

/** What is said to an agent about his mail to Thrice. */
export interface CommandResult {
  readonly lines: readonly CommandLineInput[];
  /** Conversations that are listed with a number, so that he can go on by answering. */
  readonly items: readonly ListedItem[];
  /** It answers a notice, orders nothing, and reached no customer: he may think otherwise. */
  readonly notSent: boolean;
  /** It went to the customer; the lines are slips in its plus addresses. */
  readonly toCustomer: boolean;
}

/** He spoke of what a notice told him, and things have moved on. */
const outdated: ReadonlySet<Effect['verdict']> = new Set(['earlier-silence', 'newer-mail']);

/** What came of each line of an agent's mail, told from the conversations as they are at `now` (ms UTC).
 * Throws while the note of an order is missing. */
export function commandResult(order: OrderMail, entry: Entry, books: Books, now: number): CommandResult {
  const items: ListedItem[] = [];
  const toCustomer = outsiders(order.message, books.config.settings).length > 0;
  const state = standing(entry.derived, books, now);
  const lines = order.lines.flatMap((line, i): CommandLineInput[] => {
    if (!line.ok) {
      const { text, problem, suggestion } = line;
      return [{ text, verdict: problem, suggestion, ...(toCustomer && state) }];
    }
    const key = orderKey(order.message.id, i + 1);
    if (isAction(line.verb))
      return targetsOf(line, order, entry, books, now).map((target) =>
        effectLine(line, key, target, books, now),
      );
    return [answerLine(line, order, entry, books, now, items)];
  });
  return { lines, items, notSent: order.lines.length === 0, toCustomer };
}

/** A line that changes something: its effect in the conversation that it is about. */
function effectLine(
  line: GoodLine,
  key: string,
  target: OrderTarget,
  books: Books,
  now: number,
): CommandLineInput {
  const { text, verb } = line;
  if (!('entry' in target)) return { text, verdict: target.found, action: verb };
  const effect = target.entry.derived.effects.find(({ order }) => order === key);
  if (!effect)
    throw new Error(`"${text}" has not been noted in conversation ${target.entry.derived.id} yet.`);
  return {
    ...{ text, action: verb, ...(line.until !== undefined && { until: line.until }) },
    ...effectWords(effect),
    // By the id it is about the present, whatever the notice told of.
    ...(outdated.has(effect.verdict) && {
      suggestion: `${usualWord(verb, books.config.language)} ${target.entry.derived.id}`,
    }),
    ...standing(target.entry.derived, books, now),
  };
}

function effectWords(
  effect: Effect,
): Pick<CommandLineInput, 'verdict' | 'stage' | 'what' | 'undid' | 'undone'> {
  const { verdict, stage, what, undid, undone } = effect;
  return {
    verdict,
    ...(stage !== undefined && { stage }),
    ...(what && { what }),
    ...(undid && { undid }),
    ...(undone && { undone }),
  };
}
