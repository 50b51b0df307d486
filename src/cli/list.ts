import { type Command, Option } from 'commander';
import { comingStep } from '../core/conversation/coming.js';
import type { Planned } from '../core/conversation/plan.js';
import type { Derived, Outcome, Status } from '../core/conversation/state.js';
import type { Step } from '../core/conversation/step.js';
import { allConversations, deriveThread, dueThreads, type Entry } from '../ledger.js';
import { type Books, openBooks } from './books.js';
import type { CommonOptions } from './context.js';
import { print, printJsonArray, styled, table, terminalWidth } from './output.js';
import { type Due, finder, hasSteps, planOf } from './planned.js';
import { addCommon, optionsOf } from './program.js';
import { actionOf, holdWords, iso, moment, statusWords, stepWords } from './words.js';

/** A conversation as `list --json` gives it (CONTRACT). Times are ISO 8601 in UTC, addresses in lower case. */
export interface Listed {
  readonly id: string;
  readonly status: Status;
  readonly outcome?: Outcome;
  readonly subject: string;
  readonly customers: readonly string[];
  readonly agent: string | null;
  readonly silenceSince?: string;
  readonly stagesSent: number;
  readonly next?: ListedStep;
  readonly messages: number;
}

interface ListedStep {
  readonly action: string;
  readonly stage?: number;
  readonly at: string;
  readonly heldBy?: string;
}

const statuses: readonly Status[] = ['awaiting-customer', 'awaiting-agent', 'snoozed', 'closed'];
const outcomes: readonly Outcome[] = ['no-reply', 'resolved', 'undeliverable', 'opted-out'];

type ListOptions = CommonOptions & { readonly status?: string };

/** `thrice list [--status S]`: the conversations, the one with the latest mail first. */
export function addList(program: Command): void {
  const command = program
    .command('list')
    .description('the conversations, the one with the latest mail first')
    .addOption(
      new Option('--status <status>', 'only those with this status or outcome').choices([
        ...statuses,
        ...outcomes,
      ]),
    )
    .action((_options: unknown, command: Command) => list(optionsOf<ListOptions>(command)));
  addCommon(command);
}

async function list(options: ListOptions): Promise<void> {
  const books = await openBooks(options);
  const { rows, find } = surveyOf(books, options.status);
  if (options.json) return printJsonArray(listedRows(rows, find));
  if (rows.length === 0)
    return print(
      options.status ? `No conversation is ${options.status}.` : 'There are no conversations yet.',
    );
  const { timezone } = books.config.settings.calendar;
  const lines = table(
    [['ID', 'STATUS', 'NEXT', 'CUSTOMER', 'SUBJECT'], ...rows.map((row) => cellsOf(row, find, timezone))],
    terminalWidth(),
    1,
  );
  const [heading = '', ...others] = lines;
  print(styled(process.stdout, 'bold', heading), ...others);
}

/** What is kept of each conversation while all of them are looked at. */
interface Row {
  readonly latest: number;
  readonly messages: number;
  readonly about: Pick<
    Derived,
    'id' | 'status' | 'outcome' | 'subject' | 'customers' | 'agent' | 'stagesSent'
  >;
  readonly since: number | null;
  readonly next: Step | null;
}

type Find = (id: string, step: Step) => Planned | undefined;

function surveyOf(books: Books, wanted: string | undefined): { rows: Row[]; find: Find } {
  const rows: Row[] = [];
  const due: Due[] = [];
  for (const entry of allConversations(books, books.now)) {
    const { status, outcome } = entry.derived;
    if (hasSteps(entry)) due.push({ key: entry.key, derived: entry.derived });
    if (wanted === undefined || wanted === status || wanted === outcome) rows.push(rowOf(entry));
  }
  // Not in the order of the files in data/, which may change when they are made again.
  rows.sort((a, b) => b.latest - a.latest || (a.about.id < b.about.id ? -1 : 1));
  return { rows, find: finder(planOf(due, books)) };
}

function rowOf({ derived, conversation }: Entry): Row {
  const { id, status, outcome, subject, customers, agent, stagesSent, silence } = derived;
  return {
    latest: conversation.messages.reduce((latest, message) => Math.max(latest, message.at), 0),
    messages: conversation.messages.length,
    about: { id, status, ...(outcome && { outcome }), subject, customers, agent, stagesSent },
    since: silence?.since ?? null,
    next: comingStep(derived),
  };
}

function* listedRows(rows: readonly Row[], find: Find): Generator<Listed> {
  for (const row of rows) yield listedOf(row, find);
}

function listedOf({ about, since, next, messages }: Row, find: Find): Listed {
  const { customers, agent, stagesSent, outcome, ...rest } = about;
  return {
    ...rest,
    ...(outcome && { outcome }),
    customers: customers.map((person) => person.address),
    agent: agent?.address ?? null,
    ...(since !== null && { silenceSince: iso(since) }),
    stagesSent,
    ...(next && { next: listedStep(next, find(about.id, next)) }),
    messages,
  };
}

function listedStep(step: Step, planned: Planned | undefined): ListedStep {
  const heldBy = planned?.heldBy ?? step.heldBy;
  return {
    action: actionOf(step),
    ...(step.stage > 0 && { stage: step.stage }),
    at: iso(planned?.step.at ?? step.at),
    ...(heldBy && { heldBy }),
  };
}

/**
 * One conversation as `list --json` gives it, with the holds of the whole plan. The caps and the brake look at what is
 * due now, so the others are looked at only where this one is due too.
 */
export function listedEntry(entry: Entry, books: Books): Listed {
  const { now, store, world } = books;
  const next = comingStep(entry.derived);
  const others = next && next.at <= now ? dueThreads(books, now) : [];
  const due: Due[] = others
    .flatMap((key) => deriveThread(key, store.threads.get(key)!, books, world, now))
    .filter(({ derived }) => derived.id !== entry.derived.id);
  return listedOf(rowOf(entry), finder(planOf([...due, entry], books)));
}

function cellsOf({ about, next }: Row, find: Find, timezone: string): string[] {
  const planned = next ? find(about.id, next) : undefined;
  const hold = planned?.heldBy ?? next?.heldBy;
  const coming = next
    ? `${moment(planned?.step.at ?? next.at, timezone)} ${stepWords(next)}${hold ? `, ${holdWords(hold)}` : ''}`
    : '';
  const who = about.customers.map((person) => person.address).join(', ');
  return [about.id, statusWords(about), coming, who, about.subject || '(no subject)'];
}
