import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { CourtesyPurpose, NoticePurpose } from '../message/purpose.js';
import type { OrderMail } from '../order/order.js';
import type { Audience } from '../settings.js';
import type { Absence } from './absence.js';
import type { AddressedMail } from './addressed.js';
import type { CommandAction } from './note.js';
import type { Closing, Reason } from './reason.js';
import type { StartVerdict } from './start.js';

export type Status = 'awaiting-customer' | 'awaiting-agent' | 'snoozed' | 'closed';
export type Outcome = 'no-reply' | 'resolved' | 'undeliverable' | 'opted-out';

/** A named reason why a due step waits. */
export type Hold =
  | 'observe'
  | 'paused'
  | 'uncertain'
  | 'claimed'
  | 'quarantined'
  | 'surprise'
  | 'recipient-limit'
  | 'rate-limit'
  | 'retry-later'
  | 'draft-waiting'
  /** The notice of a blind silence was refused: the agent does not know of the step (R5). */
  | 'agent-not-told'
  /** The morning note announced it a moment ago: the agent gets the time to say something. */
  | 'morning-note';

/** One stage of a silence: a mail to the customers, or to the people inside whom the policy names. */
export interface FollowUpStep {
  readonly action: 'follow-up';
  /** Message-ID of the latest agent mail of the silence, which is answered. */
  readonly anchor: string;
  /** From 1 to `of`. */
  readonly stage: number;
  readonly of: number;
  readonly last: boolean;
  readonly closes: boolean;
  readonly template: string;
  readonly policy: string;
  readonly audience: Audience;
  /** An agent said `send now`: it waits for no working time. */
  readonly ordered?: true;
  readonly to: readonly Person[];
  /** When it is due, ms since the epoch, UTC, in working time. */
  readonly at: number;
  /** When the conversation will be closed if the customer stays silent; ms, UTC; null when the policy does not close. */
  readonly closesAt: number | null;
  readonly heldBy?: Hold;
}

/** A mail to the team about a conversation. */
export interface NoticeStep {
  readonly action: 'notice';
  readonly purpose: NoticePurpose;
  /** The Message-ID it is about: the anchor (blind) or the customer's mail or bounce. */
  readonly anchor: string;
  /** Blind notices: the stage that will follow; of a refused follow-up its stage; else 0. */
  readonly stage: number;
  readonly to: readonly Person[];
  /** ms since the epoch, UTC. */
  readonly at: number;
  /** Notices that an address does not work: which, and the server's words. */
  readonly failed?: { readonly address: string; readonly reason: string };
  /** Blind notices: the follow-up that they announce. */
  readonly coming?: FollowUpStep;
  readonly heldBy?: Hold;
}

/** A mail to the customers that is no stage and uses none up. */
export interface CourtesyStep {
  readonly action: 'courtesy';
  readonly purpose: CourtesyPurpose;
  /** The customer's mail that waits (holding-reply), or the latest agent mail (closing). */
  readonly anchor: string;
  readonly stage: 0;
  readonly template: string;
  readonly to: readonly Person[];
  /** ms since the epoch, UTC, in working time. */
  readonly at: number;
  readonly heldBy?: Hold;
}

export type Step = FollowUpStep | NoticeStep | CourtesyStep;

/** What came of one command to this conversation. Told to whoever gave it by mail, and shown by `show`. */
export interface Effect {
  /** `MESSAGE-ID LINE` of the mail that ordered it, else the Message-ID of the note of the command line. */
  readonly order: string;
  readonly action: CommandAction;
  readonly by: string;
  /** ms UTC. */
  readonly at: number;
  readonly verdict: EffectVerdict;
  /** Skip and send-now: the stage. Undo: none. */
  readonly stage?: number;
  /** Snooze. ms UTC. */
  readonly until?: number;
  /** Undo: what was taken back. */
  readonly undid?: readonly CommandAction[];
  /** A later `undo` took it back. */
  readonly undone?: true;
}

/**
 * done; nothing-to-do: it was so already; owed: the customer waits for an answer of the team, so nothing is sent (I6);
 * no-silence: nothing is planned that it could change; stage-gone: that mail went out, or was skipped, before;
 * earlier-silence: the notice that names the stage was about a silence that is over; newer-mail: a customer wrote after the
 * link was made, and waits for an answer.
 */
export type EffectVerdict =
  | 'done'
  | 'nothing-to-do'
  | 'owed'
  | 'no-silence'
  | 'stage-gone'
  | 'earlier-silence'
  | 'newer-mail'
  | 'not-trusted';

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
