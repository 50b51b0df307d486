import type { ListedItem } from './core/conversation/note.js';
import { isAction } from './core/conversation/order-mail.js';
import type { Derived, Effect } from './core/conversation/state.js';
import { goesAt, stepsOf } from './core/conversation/step.js';
import { type OrderLine, type OrderMail, orderKey } from './core/order/order.js';
import { allConversations, type Entry } from './ledger.js';
import { type OrderTarget, targetsOf } from './order-target.js';
import type { Runtime } from './runtime.js';
import type { CommandLineInput } from './templates/command-view.js';
import { type NowInput, nextOfStep } from './templates/state-view.js';

type Books = Pick<Runtime, 'config' | 'store'>;
type GoodLine = Extract<OrderLine, { ok: true }>;

/** What is said to an agent about his mail to Thrice. */
export interface CommandResult {
  readonly lines: readonly CommandLineInput[];
  /** Conversations that are listed with a number, so that he can go on by answering. */
  readonly items: readonly ListedItem[];
  /** It answers a notice, orders nothing, and reached no customer: he may think otherwise. */
  readonly notSent: boolean;
}

/** So many conversations are listed at the most. */
const mostListed = 30;
const planAhead = 7 * 24 * 3600 * 1000;

/** What came of each line of an agent's mail, told from the conversations as they are at `now` (ms UTC).
 * Throws while the note of an order is missing. */
export function commandResult(order: OrderMail, entry: Entry, books: Books, now: number): CommandResult {
  const items: ListedItem[] = [];
  const lines = order.lines.flatMap((line, i): CommandLineInput[] => {
    if (!line.ok) return [{ text: line.text, verdict: line.problem, suggestion: line.suggestion }];
    const key = orderKey(order.message.id, i + 1);
    if (isAction(line.verb))
      return targetsOf(line, order, entry, books, now).map((target) =>
        effectLine(line, key, target, books, now),
      );
    return [answerLine(line, order, entry, books, now, items)];
  });
  return { lines, items, notSent: order.lines.length === 0 };
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
    about: aboutOf(target.entry.derived),
    now: nowOf(target.entry.derived, books, now),
  };
}

function effectWords(effect: Effect): Pick<CommandLineInput, 'verdict' | 'stage' | 'undid' | 'undone'> {
  const { verdict, stage, undid, undone } = effect;
  return {
    verdict,
    ...(stage !== undefined && { stage }),
    ...(undid && { undid }),
    ...(undone && { undone }),
  };
}

/** A line that only asks. What it lists is added to `items`. */
function answerLine(
  line: GoodLine,
  order: OrderMail,
  entry: Entry,
  books: Books,
  now: number,
  items: ListedItem[],
): CommandLineInput {
  const { text, verb } = line;
  const base = { text, verdict: 'answer', action: verb } as const;
  if (verb === 'help') return base;
  if (verb === 'list' || verb === 'plan')
    return { ...base, entries: listed(verb, order.by.address, books, now, items) };
  const target = targetsOf(line, order, entry, books, now)[0]!;
  if (!('entry' in target)) {
    // Without a conversation `status` is about all of them, and `why` about none.
    if (verb === 'status' && line.target.by === 'here') return { ...base, info: countsOf(books, now) };
    return { text, verdict: target.found, action: verb };
  }
  const { derived } = target.entry;
  return {
    ...base,
    about: aboutOf(derived),
    now: nowOf(derived, books, now),
    ...(verb === 'why' && { info: derived.why }),
  };
}

/** list: what is open among the agent's conversations; plan: what goes there within a week. Soonest first. */
function listed(
  verb: 'list' | 'plan',
  agent: string,
  books: Books,
  now: number,
  items: ListedItem[],
): NonNullable<CommandLineInput['entries']> {
  const found: { readonly derived: Derived; readonly anchor: string; readonly at: number }[] = [];
  for (const { derived, conversation } of allConversations(books, now)) {
    if (derived.agent?.address !== agent || (verb === 'list' && derived.status === 'closed')) continue;
    const at = Math.min(...stepsOf(derived).map((step) => step.at));
    if (verb === 'plan' && !(at <= now + planAhead)) continue;
    const latest = conversation.messages.findLast((message) => !message.own) ?? conversation.messages[0]!;
    found.push({ derived, anchor: derived.silence?.anchor ?? latest.id, at });
  }
  found.sort((a, b) => a.at - b.at || (a.derived.id < b.derived.id ? -1 : 1));
  return found.slice(0, mostListed).map(({ derived, anchor }) => {
    items.push({ anchor, stage: derived.next?.stage ?? 0 });
    return { number: items.length, about: aboutOf(derived), now: nowOf(derived, books, now) };
  });
}

/** How many conversations are in which state. */
function countsOf(books: Books, now: number): string[] {
  const counts = new Map<string, number>();
  for (const { derived } of allConversations(books, now))
    counts.set(derived.status, (counts.get(derived.status) ?? 0) + 1);
  const { mode } = books.config.settings;
  return [`mode: ${mode}`, ...[...counts].sort().map(([status, n]) => `${status}: ${n}`)];
}

function aboutOf({ subject, customers, id }: Derived): NonNullable<CommandLineInput['about']> {
  const customer = customers.map(({ name, address }) => name || address).join(', ');
  return { subject, customer, conversationId: id };
}

/** How the conversation stands, with the step that comes next by its real time; ms UTC. */
function nowOf(derived: Derived, { config }: Books, now: number): NowInput {
  const { status, outcome, snoozedUntil } = derived;
  const [next] = stepsOf(derived)
    .filter((step) => step.action !== 'notice' || step.purpose !== 'command-result')
    .map((step) => ({ ...step, at: goesAt(step, config.settings, now) }))
    .sort((a, b) => a.at - b.at);
  return {
    status,
    ...(outcome && { outcome }),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    ...(next && { next: nextOfStep(next) }),
  };
}
