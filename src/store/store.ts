import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { foresightPatience } from '../core/conversation/brake.js';
import { type Journal, type JournalEntry, openJournal } from './journal.js';
import { holderOf, isSameOwner, type Owner } from './lock.js';
import { openState, type State, type StateFile } from './state.js';
import { openThreads, type Threads, type ThreadsOptions } from './threads.js';

/** Everything below the data folder: a cache of the mailbox and the journal of sendings. */
export interface Store {
  readonly folder: string;
  readonly threads: Threads;
  readonly state: StateFile;
  readonly journal: Journal;
  /**
   * Ids of the mails in whose sending another process stopped behind DATA: nobody is at them any more, so that only
   * evidence or a person tells whether they left (R9).
   */
  readonly brokenOff: ReadonlySet<string>;
}

export interface StoreOptions extends ThreadsOptions {
  readonly folder: string;
  /** Names the machine's boot; another one than before means: read everything once more. */
  readonly boot: string;
  /** `user@host` of the mailbox. */
  readonly mailbox: string;
  /** ms UTC. */
  readonly now: number;
  /** Throws a StoreError where the data folder is this process's no more: then nothing may be sent. */
  readonly guard?: () => void;
  /** For commands beside the running daemon: nothing on the disk is changed, not even to move what is damaged aside. */
  readonly readOnly?: boolean;
}

/** The data folder cannot be used, in a sentence for people. */
export class StoreError extends Error {}

/**
 * Opens the data folder. Damaged documents are moved aside and what they held is read from the mailbox again (I3), for
 * which the cursors are forgotten. Throws a StoreError when the folder is another mailbox's.
 */
export function openStore(options: StoreOptions): Store {
  const { folder, mailbox, readOnly = false } = options;
  const state = openState(options);
  const foreign = foreignData(folder, state.get(), mailbox);
  if (foreign) throw new StoreError(foreign);
  state.later({ mailbox });
  const threads = openThreads(join(folder, 'conversations'), options);
  if (threads.corrupt.length > 0 && !readOnly) state.set({ cursors: {} });
  const journal = openJournal(join(folder, 'outbox'), readOnly, options.guard, holderOf(folder));
  return { folder, threads, state, journal, brokenOff: brokenOff(folder, journal, readOnly) };
}

/**
 * Why the mailbox must not use the data folder, a sentence; null: it may. Where nothing has been read or sent yet, the folder is
 * nobody's: a host name that was mistyped at first must not keep it.
 */
function foreignData(folder: string, state: State, mailbox: string): string | null {
  const { mailbox: owner, lastRead, cursors, notes } = state;
  if (owner === mailbox) return null;
  const unread = lastRead === null && Object.keys(cursors).length === 0 && notes.length === 0;
  const documents = ['conversations', 'outbox'].map((name) => join(folder, name));
  if (unread && documents.every((path) => !existsSync(path) || readdirSync(path).length === 0)) return null;
  return `The data folder ${folder} belongs to ${owner}, not to ${mailbox}. Give each mailbox its own \`data\`, or delete the folder.`;
}

/** Whoever may write has the folder, and has sent nothing yet; a reader asks whether the process beside it is the one that began. */
function brokenOff(folder: string, journal: Journal, readOnly: boolean): ReadonlySet<string> {
  const begun = journal.entries().filter(({ phase }) => phase === 'data');
  const holder = readOnly ? holderOf(folder) : null;
  return new Set(begun.filter((entry) => !holder || !isBy(holder, entry)).map(({ id }) => id));
}

/** Clocks are compared, which somebody may have set meanwhile, only where the entry names nobody. */
function isBy(holder: Owner, { by, at }: JournalEntry): boolean {
  return by ? isSameOwner(by, holder) : at >= holder.since;
}

/**
 * After a long downtime, or a jump of the clock, what came due meanwhile counts as foreseen by nobody, so that the brake
 * (R10) holds a burst of it. `now` in ms UTC. True: there was something.
 */
export function dropStaleForesight({ state, threads }: Store, now: number): boolean {
  const { lastRead } = state.get();
  if (lastRead === null || now - lastRead <= foresightPatience) return false;
  let dropped = false;
  for (const key of threads.due(now)) {
    const upcoming = threads.upcoming(key);
    const all = Object.entries(upcoming?.foreseen ?? {});
    const ahead = all.filter(([, at]) => at <= lastRead || at > now);
    if (!upcoming || ahead.length === all.length) continue;
    threads.setUpcoming(key, { ...upcoming, foreseen: Object.fromEntries(ahead) });
    dropped = true;
  }
  return dropped;
}
