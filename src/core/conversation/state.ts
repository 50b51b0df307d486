import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { OrderMail } from '../order/order.js';
import type { Absence } from './absence.js';
import type { AddressedMail } from './addressed.js';
import type { Effect } from './effect.js';
import type { Closing, Reason } from './reason.js';
import type { StartVerdict } from './start.js';
import type { CourtesyStep, FollowUpStep, NoticeStep, StageWhat } from './step.js';

export type Status = 'awaiting-customer' | 'awaiting-agent' | 'snoozed' | 'closed';
export type Outcome = 'no-reply' | 'resolved' | 'undeliverable' | 'opted-out';

/** The silence a conversation is in. */
export interface Silence {
  /** at(m) of the first agent mail of the silence, ms since the epoch, UTC. */
  readonly since: number;
  readonly anchor: string;
  /** Ids of its agent mails and of the follow-ups in it. */
  readonly ids: readonly string[];
  /** Highest stage that was sent, drafted and used, failed or skipped. */
  readonly stagesUsed: number;
  /** R5. */
  readonly blind: boolean;
}

/** A stage that is under way, or uncertain (R9). */
export interface PerhapsGone {
  readonly what: StageWhat;
  readonly stage: number;
  /** When it was claimed, ms UTC. */
  readonly at: number;
}

/** An address to which no mail of this conversation goes any more. */
export interface DeadAddress {
  readonly address: string;
  /** Enhanced status code (RFC 3463), or ''. */
  readonly status: string;
  readonly reason: string;
  /** at(m) of the report, ms UTC. */
  readonly at: number;
  /** The customer complained (RFC 5965), which is for good. */
  readonly complaint: boolean;
}

/** A customer's mail that was taken for mere thanks (R11). */
export interface Thanks {
  readonly message: Message;
  readonly person: Person;
  /** The agent of that moment. */
  readonly agent: Person | null;
  /** The conversation was closed and stayed so; else the thanks closed it. */
  readonly kept: boolean;
  /** A person said that it was an answer (`reopen`). */
  readonly undone: boolean;
}

/** What derive says of one conversation. There is no other status anywhere (DESIGN 1). */
export interface Derived {
  /** Short id for people: 10 base32 characters of a hash of the first message's key. */
  readonly id: string;
  readonly status: Status;
  readonly outcome?: Outcome;
  /** Of a closed one. */
  readonly closedWhy?: Closing;
  /** Of a closed one: since when, ms UTC. */
  readonly closedAt?: number;
  /** Base subject of the first message. */
  readonly subject: string;
  readonly customers: readonly Person[];
  readonly agent: Person | null;
  readonly silence?: Silence;
  /** Follow-ups sent in the present (or the closing) silence. */
  readonly stagesSent: number;
  readonly next?: FollowUpStep | NoticeStep;
  /** Notices to the team, and mails to the customers beside the stages, that are not yet sent. */
  readonly notices: readonly (NoticeStep | CourtesyStep)[];
  /** Claims that wait for evidence or a person (R9): ids of the mails. */
  readonly uncertain: readonly string[];
  /** The latest stage of its silence, also of a closed one, that was claimed, and nothing is known of it. */
  readonly perhapsGone?: PerhapsGone;
  /** Addresses of customers that bounced for good or complained (R12). */
  readonly dead: readonly DeadAddress[];
  /** Message-ID of the draft that waits for a person (mode draft). */
  readonly draft?: string;
  /** Snoozed until, ms since the epoch, UTC. */
  readonly snoozedUntil?: number;
  /** Customers who are away and say until when. */
  readonly absences: readonly Absence[];
  /** Mails that were taken for mere thanks, in order (R11). */
  readonly thanks: readonly Thanks[];
  /** Customers' answers that reopened it, in order: at(m), ms UTC. */
  readonly reopened: readonly { readonly message: Message; readonly at: number }[];
  /** Since when the team owes an answer, ms UTC (I6). */
  readonly owedSince?: number;
  /** Mails of verified agents to Thrice that lie in this conversation, with what they order. */
  readonly orders: readonly OrderMail[];
  /** What came of the commands to this conversation, in order. */
  readonly effects: readonly Effect[];
  /** Mails of agents to customers whose plus addresses order something, in order. */
  readonly addressed: readonly AddressedMail[];
  /** Keys of messages whose new text the next decision needs and that has not been read. */
  readonly needsText: readonly string[];
  /** R4 applied to each mail that is not Thrice's own, by the message's key: why it starts a silence or does not. */
  readonly starts: ReadonlyMap<string, StartVerdict>;
  /** Why it is as it is, in the order in which people read it. */
  readonly why: readonly Reason[];
}
