import type { CommandAction } from '../core/conversation/note.js';
import type { Entry } from '../ledger.js';
import type { Books } from './books.js';
import { CommandError } from './context.js';

/** What a person orders about one conversation. */
export interface Order {
  readonly action: CommandAction;
  /** What it changed, as a sentence about the conversation's name; `until` in words where there is one. */
  readonly done: (name: string, until: string) => string;
  /** How to undo it, a sentence. */
  readonly undo: (id: string) => string;
  /** More of the note's content. Throws a CommandError when it makes no sense now; null: it is so already. */
  readonly more?: (entry: Entry, books: Books) => { readonly until?: number; readonly stage?: number } | null;
}

/** The orders that need nothing but a conversation. */
export const orders = {
  close: {
    action: 'close',
    done: (name) => `Closed ${name}. A mail of the customer reopens it.`,
    undo: (id) => `Undo: thrice reopen ${id}.`,
    more: ({ derived }) => (derived.status === 'closed' ? null : {}),
  },
  reopen: {
    action: 'reopen',
    done: (name) => `Reopened ${name}.`,
    undo: (id) => `Undo: thrice close ${id}.`,
    more: ({ derived }) => (derived.status !== 'closed' && derived.next ? null : {}),
  },
  wait: {
    action: 'wait',
    done: (name) => `It is the customer's turn in ${name}: the clock starts now.`,
    undo: (id) => `To end it: thrice close ${id}, or thrice never ${id}.`,
    more: ({ derived }) => {
      if (!derived.agent)
        throw new CommandError(
          'No agent has written in this conversation yet, so there is nothing that the customer could answer.',
        );
      return {};
    },
  },
  never: {
    action: 'never',
    done: (name) => `Thrice never sends anything in ${name}.`,
    undo: (id) => `Undo: thrice reopen ${id}.`,
  },
  skip: {
    action: 'skip',
    done: (name) => `Skipped the next stage of ${name}. It counts as used.`,
    undo: (id) => `Undo: thrice undo ${id}.`,
    more: ({ derived: { next } }) => {
      const stage = next?.stage ?? 0;
      if (stage === 0)
        throw new CommandError('Nothing is next in this conversation, so there is nothing to skip.');
      return { stage };
    },
  },
  undo: {
    action: 'undo',
    done: (name) => `Took the latest command in ${name} back, where there was one.`,
    undo: () => '',
  },
} as const satisfies Record<string, Order>;
