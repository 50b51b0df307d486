import { stepsOf } from './core/conversation/coming.js';
import type { ListedItem } from './core/conversation/note.js';
import type { Derived } from './core/conversation/state.js';
import { goesAt } from './core/conversation/step.js';
import type { OrderLine, OrderMail } from './core/order/order.js';
import { conversationsOf } from './find-conversation.js';
import { allConversations, type Entry } from './ledger.js';
import { targetsOf } from './order-target.js';
import type { Runtime } from './runtime.js';
import type { CommandLineInput } from './templates/command-view.js';
import { reasonsIn } from './templates/reasons.js';
import { type CountsInput, type NowInput, nextOfStep } from './templates/state-view.js';

type Books = Pick<Runtime, 'config' | 'store' | 'templates'>;
type GoodLine = Extract<OrderLine, { ok: true }>;

/** So many conversations are listed at the most. */
const mostListed = 30;
const planAhead = 7 * 24 * 3600 * 1000;

/** Which conversation a line is about, and how it stands at `now` (ms UTC), with the step that comes next by its real time. */
export function standing(derived: Derived, books: Pick<Books, 'config'>, now: number): Standing {
  return { about: aboutOf(derived), now: nowOf(derived, books, now) };
}

type Standing = Required<Pick<CommandLineInput, 'about' | 'now'>>;

/**
 * What is said to a line that only asks, from the conversations as they are at `now` (ms UTC). What it lists is added to
 * `items`.
 */
export function answerLine(
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
    if (verb === 'status' && line.target.by === 'here') return { ...base, counts: countsOf(books, now) };
    return { text, verdict: target.found, action: verb };
  }
  const { derived } = target.entry;
  return {
    ...base,
    ...standing(derived, books, now),
    ...(verb === 'why' && { info: sentencesOf(derived, books) }),
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
  const until = verb === 'plan' ? now + planAhead : null;
  for (const { derived, conversation } of conversationsOf(agent, books, now, until)) {
    if (verb === 'list' && derived.status === 'closed') continue;
    const at = Math.min(...stepsOf(derived).map((step) => step.at));
    if (verb === 'plan' && !(at <= now + planAhead)) continue;
    const latest = conversation.messages.findLast((message) => !message.own) ?? conversation.messages[0]!;
    found.push({ derived, anchor: derived.silence?.anchor ?? latest.id, at });
  }
  found.sort((a, b) => a.at - b.at || (a.derived.id < b.derived.id ? -1 : 1));
  return found.slice(0, mostListed).map(({ derived, anchor }) => {
    items.push({ anchor, stage: derived.next?.stage ?? 0 });
    return { number: items.length, ...standing(derived, books, now) };
  });
}

/** How many conversations are in which state. */
function countsOf(books: Books, now: number): CountsInput {
  const of = { 'awaiting-customer': 0, 'awaiting-agent': 0, snoozed: 0, closed: 0 };
  for (const { derived } of allConversations(books, now)) of[derived.status] += 1;
  return { mode: books.config.settings.mode, of };
}

/** Why the conversation is as it is, in the language of the mails; what the templates have no words for is left out. */
function sentencesOf({ why }: Derived, { templates, config: { language, settings } }: Books): string[] {
  return why
    .map(reasonsIn(templates, language, settings.calendar.timezone))
    .filter((sentence) => sentence !== '');
}

function aboutOf({ subject, customers, id }: Derived): Standing['about'] {
  const customer = customers.map(({ name, address }) => name || address).join(', ');
  return { subject, customer, conversationId: id };
}

function nowOf(derived: Derived, { config }: Pick<Books, 'config'>, now: number): NowInput {
  const { status, outcome, snoozedUntil, perhapsGone } = derived;
  const [next] = stepsOf(derived)
    .filter((step) => step.action !== 'notice' || step.purpose !== 'command-result')
    .map((step) => ({ ...step, at: goesAt(step, config.settings, now) }))
    .sort((a, b) => a.at - b.at);
  return {
    status,
    ...(outcome && { outcome }),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    ...(next && { next: nextOfStep(next) }),
    ...(perhapsGone && { perhapsGone }),
  };
}
