import type { Planned } from '../core/conversation/plan.js';
import { roleOf } from '../core/conversation/role.js';
import type { Status } from '../core/conversation/state.js';
import { derivations, type Entry, unreadableMails } from '../ledger.js';
import { clean } from '../templates/clean.js';
import { uncertainIn, unclaimed } from '../uncertain.js';
import type { Books } from './books.js';
import { type Due, hasSteps, planOf } from './planned.js';
import { unknownIn } from './unknown-mails.js';

/** A mail of the last days that says it is an agent's and cannot show it (R7). */
export interface Ignored {
  readonly address: string;
  /** ms UTC. */
  readonly at: number;
  readonly reason: string;
}

/** A mail of the last days that was taken for mere thanks (R11). */
export interface Thanked {
  /** Short id of the conversation. */
  readonly id: string;
  readonly messageId: string;
  readonly from: string;
  /** ms UTC. */
  readonly at: number;
  readonly subject: string;
  /** The beginning of its new text, one line. */
  readonly text: string;
}

/** Everything in the mailbox, counted. */
export interface Survey {
  readonly counts: Readonly<Record<Status, number>>;
  /** The step that comes first, as planned. */
  readonly first: Planned | null;
  /** Sendings of which nobody knows whether they left, whatever they are about (R9). */
  readonly uncertain: number;
  /** Mails that could not be read, and mails of which nobody can tell who wrote them (I8). */
  readonly quarantined: number;
  /** Steps that the brake holds (R10). */
  readonly surprising: number;
  /** Conversations in which a silence runs, ran to its end, or is snoozed. */
  readonly watched: number;
  /** Conversations in which an agent wrote. */
  readonly answered: number;
  readonly threads: number;
  /** Newest first, but for those that a person made an answer of. */
  readonly thanked: readonly Thanked[];
  /** Newest first. */
  readonly ignored: readonly Ignored[];
  /** What bears a mark of Thrice that none of its keys signed (I7): it makes quieter at most. */
  readonly unsigned: { readonly notes: number; readonly mails: number };
}

/** How long an ignored mail is worth a warning, and one taken for thanks a line, ms. */
const recent = 7 * 24 * 3600 * 1000;

/** Looks at every conversation once; only counts and what has steps are kept. */
export function surveyOf(books: Books): Survey {
  const { store, config, now } = books;
  const counts: Record<Status, number> = {
    'awaiting-customer': 0,
    'awaiting-agent': 0,
    snoozed: 0,
    closed: 0,
  };
  const due: Due[] = [];
  const ignored: Ignored[] = [];
  const thanked: Thanked[] = [];
  const unsigned = { notes: 0, mails: 0 };
  let [quarantined, watched, answered] = [unreadableMails(store).length, 0, 0];
  let uncertain = unclaimed(books, now).length;
  for (const { key, thread, entries } of derivations(books, now)) {
    for (const one of unverified(thread.messages, config.settings))
      if (one.at > now - recent) ignored.push(one);
    unsigned.notes += thread.notes.filter((note) => !note.signed).length;
    unsigned.mails += thread.messages.filter(({ own }) => own?.signed === false).length;
    uncertain += uncertainIn({ thread, entries }, books.world, now).length;
    for (const entry of entries) {
      quarantined += unknownIn(entry, config.settings).length;
      if (entry.derived.customers.length === 0) continue;
      const { derived } = entry;
      counts[derived.status]++;
      thanked.push(...thankedIn(entry, now - recent));
      if (derived.agent) answered++;
      if (isWatched(entry)) watched++;
      if (hasSteps(entry)) due.push({ key, derived });
    }
  }
  const planned = planOf(due, books);
  return {
    counts,
    first: planned[0] ?? null,
    uncertain,
    quarantined,
    surprising: planned.filter(({ heldBy }) => heldBy === 'surprise').length,
    watched,
    answered,
    threads: store.threads.size(),
    thanked: thanked.sort((a, b) => b.at - a.at),
    ignored: ignored.sort((a, b) => b.at - a.at),
    unsigned,
  };
}

function thankedIn({ derived }: Entry, since: number): Thanked[] {
  return derived.thanks
    .filter(({ message, undone }) => !undone && message.at > since)
    .map(({ message, person }) => ({
      id: derived.id,
      messageId: message.id,
      from: person.address,
      at: message.at,
      subject: derived.subject,
      text: clean(message.newText ?? '', 80),
    }));
}

function isWatched({ derived }: Entry): boolean {
  return derived.silence !== undefined || derived.status === 'closed' || derived.status === 'snoozed';
}

function* unverified(
  messages: Entry['conversation']['messages'],
  settings: Books['config']['settings'],
): Generator<Ignored> {
  for (const message of messages) {
    const { role, reason } = roleOf(message, settings);
    // A machine's mail would count for no more if it were verified.
    if (role === 'unverified' && message.kind === 'human')
      yield { address: message.from.address, at: message.at, reason };
  }
}
