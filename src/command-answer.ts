import { stepsOf } from './core/conversation/coming.js';
import type { ListedItem } from './core/conversation/note.js';
import type { Planned } from './core/conversation/plan.js';
import type { Reason } from './core/conversation/reason.js';
import type { Derived } from './core/conversation/state.js';
import { goesAt, purposeOf } from './core/conversation/step.js';
import type { OrderLine, OrderMail } from './core/order/order.js';
import { planFor } from './due.js';
import { conversationsOf } from './find-conversation.js';
import { allConversations, dueThreads, type Entry, entriesOf } from './ledger.js';
import { targetsOf } from './order-target.js';
import type { Runtime } from './runtime.js';
import type { CommandLineInput } from './templates/command-line-view.js';
import { reasonsIn } from './templates/reasons.js';
import { type CountsInput, type NextInput, type NowInput, whatOfStep } from './templates/state-view.js';

type Books = Pick<Runtime, 'config' | 'store' | 'templates'>;
type GoodLine = Extract<OrderLine, { ok: true }>;

/** So many conversations are listed at the most. */
const mostListed = 30;
const planAhead = 7 * 24 * 3600 * 1000;

/** What answers are told from. */
export interface Look {
  readonly books: Books;
  /** ms UTC. */
  readonly now: number;
  /** What the plan says of the steps of a conversation, by time. */
  readonly planned: (entry: Entry) => readonly Planned[];
}

/** Looks at the books at `now` (ms UTC). Caps and brake count all that is due, so what is due is planned together. */
export function lookInto(books: Books, now: number): Look {
  const planOf = (entries: readonly Entry[]) => planFor(entries, books, new Map(), now);
  let due: readonly Planned[] | null = null;
  const planned = (entry: Entry): readonly Planned[] => {
    due ??= planOf(entriesOf(dueThreads(books, now), books, now));
    const own = due.filter(({ id }) => id === entry.derived.id);
    return own.length > 0 ? own : planOf([entry]);
  };
  return { books, now, planned };
}

/** Which conversation a line is about, and how it stands, with the step that comes next by its real time. */
export function standing(entry: Entry, look: Look): Standing {
  return { about: aboutOf(entry.derived), now: nowOf(entry, look) };
}

type Standing = Required<Pick<CommandLineInput, 'about' | 'now'>>;

/** What is said to a line that only asks, from the conversations as they are. What it lists is added to `items`. */
export function answerLine(
  line: GoodLine,
  order: OrderMail,
  entry: Entry,
  look: Look,
  items: ListedItem[],
): CommandLineInput {
  const { books, now } = look;
  const { text, verb } = line;
  const base = { text, verdict: 'answer', action: verb } as const;
  if (verb === 'help') return base;
  if (verb === 'list' || verb === 'plan')
    return { ...base, entries: listed(verb, order.by.address, look, items) };
  const target = targetsOf(line, order, entry, books, now)[0]!;
  if (!('entry' in target)) {
    // Without a conversation `status` is about all of them, and `why` about none.
    if (verb === 'status' && line.target.by === 'here') return { ...base, counts: countsOf(books, now) };
    return { text, verdict: target.found, action: verb };
  }
  return {
    ...base,
    ...standing(target.entry, look),
    ...(verb === 'why' && { info: sentencesOf(target.entry.derived.why, look) }),
  };
}

/** list: what is open among the agent's conversations; plan: what goes there within a week. Soonest first. */
function listed(
  verb: 'list' | 'plan',
  agent: string,
  look: Look,
  items: ListedItem[],
): NonNullable<CommandLineInput['entries']> {
  const { books, now } = look;
  const found: { readonly entry: Entry; readonly anchor: string; readonly at: number }[] = [];
  const until = verb === 'plan' ? now + planAhead : null;
  for (const entry of conversationsOf(agent, books, now, until)) {
    const { derived, conversation } = entry;
    if (verb === 'list' && derived.status === 'closed') continue;
    const at = Math.min(...stepsOf(derived).map((step) => step.at));
    if (verb === 'plan' && !(at <= now + planAhead)) continue;
    const latest = conversation.messages.findLast((message) => !message.own) ?? conversation.messages[0]!;
    found.push({ entry, anchor: derived.silence?.anchor ?? latest.id, at });
  }
  found.sort((a, b) => a.at - b.at || (a.entry.derived.id < b.entry.derived.id ? -1 : 1));
  return found.slice(0, mostListed).map(({ entry, anchor }) => {
    items.push({ anchor, stage: entry.derived.next?.stage ?? 0 });
    return { number: items.length, ...standing(entry, look) };
  });
}

/** How many conversations are in which state. */
function countsOf(books: Books, now: number): CountsInput {
  const of = { 'awaiting-customer': 0, 'awaiting-agent': 0, snoozed: 0, closed: 0 };
  for (const { derived } of allConversations(books, now)) of[derived.status] += 1;
  return { mode: books.config.settings.mode, of };
}

/** Reasons in the language of the mails; what the templates have no words for is left out. */
function sentencesOf(why: readonly Reason[], { books, now }: Look): string[] {
  const { templates, config } = books;
  const { language, settings } = config;
  return why
    .map(reasonsIn(templates, { language, timezone: settings.calendar.timezone, now }))
    .filter((sentence) => sentence !== '');
}

/** Why nothing goes in the conversation. What an address orders is named behind it. */
export function whyNothing({ why }: Derived, look: Look): string[] {
  const end = why.findLast((reason) => !('wroteTo' in reason));
  return end ? sentencesOf([end], look) : [];
}

function aboutOf({ subject, customers, id }: Derived): Standing['about'] {
  const customer = customers.map(({ name, address }) => name || address).join(', ');
  return { subject, customer, conversationId: id };
}

function nowOf(entry: Entry, look: Look): NowInput {
  const { status, outcome, snoozedUntil, perhapsGone } = entry.derived;
  const next = look.planned(entry).find(({ step }) => purposeOf(step) !== 'command-result');
  return {
    status,
    ...(outcome && { outcome }),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    ...(next && { next: nextOf(next, look) }),
    ...(perhapsGone && { perhapsGone }),
  };
}

function nextOf(planned: Planned, look: Look): NextInput {
  const { step, heldBy } = planned;
  return { ...whatOfStep(step), at: momentOf(planned, look), ...(heldBy && { heldBy }) };
}

/** When it goes, ms UTC. Null: its time has come, and nobody knows when that which holds it lets go. */
function momentOf({ step, verdict, heldUntil }: Planned, { books, now }: Look): number | null {
  if (verdict !== 'held') return Math.max(step.at, now);
  if (heldUntil === undefined) return step.at > now ? step.at : null;
  if (!Number.isFinite(heldUntil)) return null;
  return goesAt({ ...step, at: heldUntil }, books.config.settings, heldUntil);
}
