import { answerLine, type Look, lookInto, standing, whyNothing } from './command-answer.js';
import { attemptsOf } from './core/conversation/attempt.js';
import type { Effect } from './core/conversation/effect.js';
import type { ListedItem } from './core/conversation/note.js';
import { isAction } from './core/conversation/order-mail.js';
import { outsiders } from './core/conversation/role.js';
import { purposeOf, type Step } from './core/conversation/step.js';
import { goesToCustomers } from './core/message/purpose.js';
import { type OrderLine, type OrderMail, orderKey } from './core/order/order.js';
import { usualWord } from './core/order/words.js';
import type { Entry } from './ledger.js';
import { type OrderTarget, targetsOf } from './order-target.js';
import type { Runtime } from './runtime.js';
import type { CommandLineInput } from './templates/command-line-view.js';

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
  const look = lookInto(books, now);
  const lines = order.lines.flatMap((line, i): CommandLineInput[] => {
    if (!line.ok) {
      const { text, problem, suggestion } = line;
      return [{ text, verdict: problem, suggestion, ...(toCustomer && standing(entry, look)) }];
    }
    const key = orderKey(order.message.id, i + 1);
    if (isAction(line.verb))
      return targetsOf(line, order, entry, books, now).map((target) => effectLine(line, key, target, look));
    return [answerLine(line, order, entry, look, items)];
  });
  return { lines, items, notSent: order.lines.length === 0, toCustomer };
}

/** A line that changes something: its effect in the conversation that it is about. */
function effectLine(line: GoodLine, key: string, target: OrderTarget, look: Look): CommandLineInput {
  const { text, verb } = line;
  if (!('entry' in target)) return { text, verdict: target.found, action: verb };
  const { entry } = target;
  const { id, effects } = entry.derived;
  const effect = effects.find(({ order }) => order === key);
  if (!effect) throw new Error(`"${text}" has not been noted in conversation ${id} yet.`);
  return {
    ...{ text, action: verb, ...(line.until !== undefined && { until: line.until }) },
    ...effectWords(effect),
    // By the id it is about the present, whatever the notice told of.
    ...(outdated.has(effect.verdict) && {
      suggestion: `${usualWord(verb, look.books.config.language)} ${id}`,
    }),
    ...standing(entry, look),
    ...consequenceOf(effect, entry, look),
  };
}

/** What the agent would take for granted of an order that was carried out, and is perhaps not so. */
function consequenceOf(
  effect: Effect,
  entry: Entry,
  look: Look,
): Pick<CommandLineInput, 'goes' | 'info' | 'sentMeanwhile'> {
  const { verdict, undone, action } = effect;
  if (verdict !== 'done' || undone) return {};
  switch (action) {
    case 'send-now': {
      const goes = goesOf(effect, entry, look);
      return { goes, ...(goes === 'never' && { info: whyNothing(entry.derived, look) }) };
    }
    case 'wait':
      return entry.derived.next ? {} : { info: whyNothing(entry.derived, look) };
    case 'undo': {
      const sentMeanwhile = sentSince(effect.since ?? effect.at, entry);
      return sentMeanwhile === undefined ? {} : { sentMeanwhile };
    }
    default:
      return {};
  }
}

/** What becomes of the stage that `send now` meant: caps, holds and dead addresses are stronger than the order. */
function goesOf({ stage, at }: Effect, entry: Entry, look: Look): NonNullable<CommandLineInput['goes']> {
  const planned = look.planned(entry).find(({ step }) => step.stage === stage && isOfSilence(step));
  if (planned) return planned.step.action === 'follow-up' && planned.verdict === 'go' ? 'now' : 'later';
  const went = attemptsOf(entry.conversation.messages, entry.conversation.notes).some(
    (one) =>
      one.stage === stage &&
      (one.purpose === 'follow-up' || one.purpose === 'inside') &&
      one.state !== 'not-sent' &&
      one.at >= at,
  );
  return went ? 'now' : 'never';
}

/** A stage, or the notice before it. */
function isOfSilence(step: Step): boolean {
  return step.action === 'follow-up' || purposeOf(step) === 'blind';
}

/** When a mail went to the customer last, if one did since then; ms UTC. */
function sentSince(since: number, { conversation }: Entry): number | undefined {
  return attemptsOf(conversation.messages, conversation.notes).findLast(
    ({ purpose, state, at }) => goesToCustomers(purpose) && state === 'sent' && at >= since,
  )?.at;
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
