import type { Outcome } from '../conversation/state.js';
import type { Person } from '../message/message.js';

/**
 * Why a follow-up would have been wrong (docs/replay.md):
 * answered-anyway: the customer wrote in the conversation within a day after it, without having been asked;
 * team-owed: at that moment the team owed the same customer an answer in another conversation;
 * answered-elsewhere: his answer had come, or was under way, by another way than this conversation.
 */
export const wrongReasons = ['answered-anyway', 'team-owed', 'answered-elsewhere'] as const;
export type WrongReason = (typeof wrongReasons)[number];

/** One reason, with the Message-ID of the mail that shows it. */
export interface Wrong {
  readonly reason: WrongReason;
  readonly mail: string;
}

/** A follow-up that would have gone. */
export interface FollowUp {
  /** ms UTC. */
  readonly at: number;
  /** Short id of its conversation. */
  readonly id: string;
  /** Message-ID of the agent's mail that it asks about, and its key. */
  readonly anchor: string;
  readonly key: string;
  readonly stage: number;
  readonly of: number;
  readonly last: boolean;
  readonly policy: string;
  readonly to: readonly Person[];
  readonly subject: string;
  /** Why it would have been wrong; empty: nothing speaks against it. */
  readonly doubts: readonly Wrong[];
}

/** A conversation closed or reopened. `key`: its first mail's at that time. */
export type Turn = {
  /** ms UTC. */
  readonly at: number;
  readonly id: string;
  readonly key: string;
  readonly subject: string;
} & (
  | { readonly turn: 'closed'; readonly outcome: Outcome }
  /** `by`: who wrote the mail that reopened it. */
  | { readonly turn: 'reopened'; readonly by: string }
);

/** What the days came to. */
export interface Replay {
  readonly from: number;
  readonly to: number;
  /** Mails that came in these days. */
  readonly mails: number;
  /** Conversations among people that had one of them. */
  readonly conversations: number;
  /** In the order in which they would have gone. */
  readonly followUps: readonly FollowUp[];
  readonly turns: readonly Turn[];
  /** Notices that the team would have got. */
  readonly notices: number;
}
