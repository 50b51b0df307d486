import { join } from 'node:path';
import { type Journal, openJournal } from './journal.js';
import { openState, type StateFile } from './state.js';
import { openThreads, type Threads, type ThreadsOptions } from './threads.js';

/** Everything below the data folder: a cache of the mailbox and the journal of sendings. */
export interface Store {
  readonly folder: string;
  readonly threads: Threads;
  readonly state: StateFile;
  readonly journal: Journal;
}

export interface StoreOptions extends ThreadsOptions {
  readonly folder: string;
  /** Names the machine's boot; another one than before means: read everything once more. */
  readonly boot: string;
  /** `user@host` of the mailbox. */
  readonly mailbox: string;
  /** ms UTC. */
  readonly now: number;
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
  if (state.get().mailbox !== mailbox)
    throw new StoreError(
      `The data folder ${folder} belongs to ${state.get().mailbox}, not to ${mailbox}. Give each mailbox its own \`data\`, or delete the folder.`,
    );
  const threads = openThreads(join(folder, 'conversations'), options);
  if (threads.corrupt.length > 0 && !readOnly) state.set({ cursors: {} });
  return { folder, threads, state, journal: openJournal(join(folder, 'outbox'), readOnly) };
}
