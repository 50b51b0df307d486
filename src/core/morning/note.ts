import type { DeadAddress, Derived } from '../conversation/state.js';
import type { FollowUpStep, Hold } from '../conversation/step.js';
import type { Person } from '../message/parsed.js';
import type { Purpose } from '../message/purpose.js';

/** A conversation as the morning note looks at it. */
export interface Matter {
  readonly derived: Derived;
  /** A Message-ID by which an answer to the note finds it. */
  readonly anchor: string;
  /** Why its next step does not go, where the plan holds it. */
  readonly heldBy: Hold | null;
  /**
   * When its next stage goes if nobody says otherwise, as the caps and the time to answer the note let it, ms UTC. Null: it
   * is not to be told of, for none goes by itself, or it goes at once.
   */
  readonly goesAt: number | null;
}

/**
 * A mail of which nobody knows whether it left (R9), beside the conversations with customers: the answer to an agent's mail
 * to Thrice alone, an earlier morning note.
 */
export interface LostMail {
  readonly to: readonly string[];
  readonly purpose: Purpose;
  /** What it is about, as its claim says: for most no mail of a conversation. */
  readonly anchor: string;
  /** Of the conversation that it lies in, where there is one: else ''. */
  readonly subject: string;
  /** When it was to go, ms UTC. */
  readonly at: number;
}

/** One numbered line. `number` from 1, over all sections, so that an answer can name it. */
export interface Line {
  readonly number: number;
  readonly matter: Matter;
}

/** A mail that goes today. */
export interface TodayLine extends Line {
  readonly step: FollowUpStep;
  /** When it goes, ms UTC. */
  readonly at: number;
  /** R5: no mail of the customer ever reached the mailbox. */
  readonly blind: boolean;
}

/** What one reader is told in the morning. */
export interface Note {
  readonly today: readonly TodayLine[];
  /** Closed by the final notice: nobody answered. */
  readonly closed: readonly (Line & { readonly at: number })[];
  /** Closed by an agent. */
  readonly closedByTeam: readonly (Line & { readonly at: number; readonly by: string })[];
  readonly reopened: readonly (Line & { readonly at: number; readonly by: Person })[];
  readonly bounced: readonly (Line & { readonly dead: DeadAddress })[];
  /** With what was said, the new text only, the latest last: a question that was mistaken is seen here or nowhere. */
  readonly thanks: readonly (Line & {
    readonly at: number;
    readonly by: Person;
    readonly words: readonly string[];
  })[];
  readonly uncertain: readonly Line[];
  /** Without numbers: no answer to the note could name a conversation by them. */
  readonly lost: readonly LostMail[];
  readonly held: readonly (Line & { readonly hold: Hold })[];
  /** Lines beyond the most that one note lists. */
  readonly more: number;
}

/** Every line in the order of its number. */
export function linesOf(note: Note): Line[] {
  const { today, closed, closedByTeam, reopened, bounced, thanks, uncertain, held } = note;
  return [...today, ...closed, ...closedByTeam, ...reopened, ...bounced, ...thanks, ...uncertain, ...held];
}
