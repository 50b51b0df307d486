import type { ListedItem, Shown } from '../conversation/note.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { OwnMark } from '../message/purpose.js';

/** What an agent can order by mail. The last five only ask. */
export type Verb =
  | 'close'
  | 'reopen'
  | 'wait'
  | 'snooze'
  | 'never'
  | 'send-now'
  | 'skip'
  | 'undo'
  | 'why'
  | 'status'
  | 'list'
  | 'plan'
  | 'help';

/** What an order is about: this conversation, a line of the list that is answered, a conversation by its short id. */
export type Target =
  | { readonly by: 'here' }
  | { readonly by: 'number'; readonly number: number }
  | { readonly by: 'id'; readonly id: string };

/**
 * Why a line orders nothing. unknown-word; no-time: `snooze` without a moment, or one that nobody understands; past;
 * no-such-day; too-far: more than ten years ahead; contradiction: another line of the mail wants the opposite; too-many:
 * behind the most lines that one mail may have; unknown-address: a plus address that is nearly a day or `never`;
 * unknown-policy: one that is nearly the name of a policy.
 */
export type OrderProblem =
  | 'unknown-word'
  | 'no-time'
  | 'past'
  | 'no-such-day'
  | 'too-far'
  | 'contradiction'
  | 'too-many'
  | 'unknown-address'
  | 'unknown-policy';

/**
 * One order of a mail to Thrice. `text` is its part of the line as it was written ("skip 2" of "skip 2, close 3"), in one
 * line, at most 100 characters; "skip 1-3" makes three, "skip 1", "skip 2" and "skip 3".
 */
export type OrderLine =
  | {
      readonly ok: true;
      readonly text: string;
      readonly verb: Verb;
      readonly target: Target;
      /** Snooze only; ms since the epoch, UTC, in working time. Null: the snooze ends now (`snooze off`). */
      readonly until?: number | null;
    }
  | {
      readonly ok: false;
      readonly text: string;
      readonly problem: OrderProblem;
      /** What was perhaps meant, as a person would write it; null: nothing comes near. */
      readonly suggestion: string | null;
    };

/**
 * A verified agent's mail to Thrice: it answers a mail of Thrice, or goes to the bot alone and begins with a command. Also
 * one to a customer whose plus addresses hold a slip: each is a line that orders nothing.
 */
export interface OrderMail {
  readonly message: Message;
  readonly by: Person;
  /** The mail of Thrice that it answers; null: none. */
  readonly answers: OwnMark | null;
  /** What the agent saw, where that tells what he means: a notice of a stage, or any whose link he tapped. */
  readonly shown?: Shown;
  /** The numbered list of that mail; empty: it has none. */
  readonly items: readonly ListedItem[];
  /** Empty: it answers a mail of Thrice and says nothing that is a command. */
  readonly lines: readonly OrderLine[];
}

/** Names a line of an order mail: `MESSAGE-ID LINE`, the line from 1. */
export function orderKey(messageId: string, line: number): string {
  return `${messageId} ${line}`;
}
