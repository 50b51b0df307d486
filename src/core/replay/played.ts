import type { Closing } from '../conversation/reason.js';
import type { Outcome } from '../conversation/state.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { NoticePurpose } from '../message/purpose.js';

/**
 * Why a follow-up would have been wrong (docs/replay.md):
 * answered-anyway: the customer wrote in the conversation within a day after it, without having been asked;
 * team-owed: at that moment the team owed the same customer an answer in another conversation;
 * answered-elsewhere: his answer had come, or was under way, by another way than this conversation.
 */
export const wrongReasons = ['answered-anyway', 'team-owed', 'answered-elsewhere'] as const;
export type WrongReason = (typeof wrongReasons)[number];

/** One reason, with the mail that shows it. */
export interface Wrong {
  readonly reason: WrongReason;
  /** Its Message-ID. */
  readonly mail: string;
  readonly from: string;
  /** ms UTC. */
  readonly at: number;
  readonly subject: string;
}

/** The reason, shown by this mail. */
export function shownBy(reason: WrongReason, { id, from, at, subject }: Message): Wrong {
  return { reason, mail: id, from: from.address, at, subject };
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
  | { readonly turn: 'closed'; readonly outcome: Outcome; readonly why: Closing }
  /** `by`: who wrote the mail that reopened it. */
  | { readonly turn: 'reopened'; readonly by: string }
);

/** A mail that the team would have got. */
export interface Notice {
  /** ms UTC. */
  readonly at: number;
  /** Short id of its conversation. */
  readonly id: string;
  /** Message-ID of the mail that it is about, and the key of a mail of its conversation. */
  readonly anchor: string;
  readonly key: string;
  /** 'inside': a stage that goes to the team. */
  readonly purpose: NoticePurpose | 'inside';
  /** Of a notice before a step, of a stage and of a step of the team clock its ordinal, else 0. */
  readonly stage: number;
  readonly to: readonly Person[];
  readonly subject: string;
}

/** What the mails of the days show of the team, so that a play in which nothing went can be explained. */
export interface TeamSeen {
  /** People's mails from addresses of the team, Thrice's own left out. */
  readonly mails: number;
  /** One of those that count names the mailbox in To, Cc or Bcc (R4). */
  readonly addressed: boolean;
  /** Those that count for nobody's word (R7, R8), by the reason that `explainUnverified` puts into words; most first. */
  readonly ignored: readonly { readonly reason: string; readonly count: number }[];
}

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
  /** In the order in which they would have gone. */
  readonly notices: readonly Notice[];
  readonly team: TeamSeen;
}
