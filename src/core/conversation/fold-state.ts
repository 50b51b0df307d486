import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { AddressOrder } from '../order/address-order.js';
import type { OrderMail } from '../order/order.js';
import type { Settings } from '../settings.js';
import type { Absence } from './absence.js';
import type { Attempt } from './attempt.js';
import type { Effect } from './effect.js';
import type { CommandAction, Shown } from './note.js';
import type { Closing } from './reason.js';
import type { Role } from './role.js';
import type { StartVerdict } from './start.js';
import type { Outcome, Thanks } from './state.js';
import type { World } from './world.js';

/** A silence while it runs: from an agent's mail until any human answer of the customer's side. */
export interface OpenSilence {
  readonly since: number;
  anchor: Message;
  /** Ids of its agent mails and of our own in it. */
  readonly ids: Set<string>;
  /** What the next stage counts from, ms UTC: the anchor, a `wait`, the stage before, the latest of them. */
  clock: number;
  /** Highest stage sent, failed, skipped or replaced by the agent's own mail. */
  used: number;
  /** The same on unsigned words (I7): such a stage does not go, and its time is waited for all the same. */
  spent: number;
  /** Highest stage that went about its anchor before it began: of one mail none goes twice (R10). Its time is waited for. */
  before: number;
  sent: number;
  /** The last stage went out: nothing follows in this silence, whatever the policy says later (R10). */
  exhausted: boolean;
  /** A person took it up again when nothing was left of it: the agent's next mail begins another one. */
  over?: true;
  /** A stage that lies in Drafts. */
  draft: Attempt | null;
  /** The latest mail of it that was announced under a signature and did not come to nothing. */
  latest?: Attempt | undefined;
  /** An agent ordered this stage for this moment, ms UTC (`send now`). */
  ordered?: { readonly stage: number; readonly at: number } | undefined;
  /** An address of the anchor says when this stage goes, ms UTC, in place of the policy's distance (`support+3d@`). */
  firstDue?: { readonly stage: number; readonly at: number; readonly address: string };
}

/** The state of one conversation after its mails and notes, in order. Local to one derivation. */
export interface Fold {
  watched: boolean;
  agent: Person | null;
  lastAgentMail: Message | null;
  /** Customers' own mails in order, but for those that lie in Junk or Trash alone. */
  readonly wrote: { readonly message: Message; readonly person: Person }[];
  /** Whom verified agents wrote to, by address; announcements aside (I5). */
  readonly writtenTo: Map<string, Person>;
  /** Customer mails that the team owes an answer (I6); `id` null: a person reopened it. */
  owed: {
    readonly id: string | null;
    readonly at: number;
    /** Of mere thanks: when a person said that they are an answer; ms UTC. The team clock counts from then. */
    readonly reopenedAt?: number;
  }[];
  silence: OpenSilence | null;
  closed: {
    readonly at: number;
    readonly outcome: Outcome;
    readonly why: Closing;
    /** Closed on an unsigned word: the silence and what is owed stay beneath it (I7). */
    readonly doubted?: boolean;
    /** The mere thanks that closed it or came after: `reopen` makes answers of them (R11). */
    readonly thanks?: readonly Message[];
  } | null;
  /** The silence that the close ended, so that `reopen` or `wait` can take it up again. */
  closedSilence: OpenSilence | null;
  /**
   * Stages that no known silence holds, since nobody answered. Those of agent mails from before a later start (R10) count for
   * the silence that begins next, which is the same one to the customer (I5); those of a mail whose silence is over for one
   * that begins at that mail.
   */
  unheld: Attempt[];
  /** Every stage that is used up, in order, whatever was closed, reopened or taken back around it (R10). */
  readonly gone: Attempt[];
  /** Ids of the mails of silences that are over. */
  readonly ended: Set<string>;
  lastStagesSent: number;
  customerWroteSinceClose: boolean;
  customerReached: boolean;
  /** When the snooze ends or ended, ms UTC, also by `snooze off` or a customer's mail; null: none counts any more. */
  snoozedUntil: number | null;
  never: boolean;
  sentTotal: number;
  /** Ids of the mails that agents and Thrice sent. */
  readonly ours: Set<string>;
  /** `address id`: what this person named, so that it had reached him. */
  readonly reached: Set<string>;
  /** Addresses of this conversation that get nothing any more. */
  readonly undeliverable: Set<string>;
  needsText: string[];
  /** R4 applied to each mail, by its key. */
  readonly starts: Map<string, StartVerdict>;
  /** Customer answers, in order, with the agent of that moment: what the team may have to be told (R5). */
  answers: {
    readonly message: Message;
    readonly reopened: boolean;
    readonly agent: Person;
    readonly anchor: Message | null;
  }[];
  bounces: {
    readonly message: Message;
    readonly addresses: readonly string[];
    readonly agent: Person | null;
  }[];
  refusals: { readonly attempt: Attempt; readonly agent: Person | null }[];
  complaints: { readonly message: Message; readonly addresses: readonly string[] }[];
  /** Who is away and says until when, by address; a person's own mail ends it. */
  readonly absences: Map<string, Absence>;
  /** Customers' mails that were taken for mere thanks, in order. */
  thanks: Thanks[];
  /** Agents' mails to Thrice, in order. */
  orders: OrderMail[];
  /** What came of the commands, in order. */
  effects: Effect[];
}

/** What a person told Thrice about a conversation, by note or by mail. */
export interface Command {
  readonly action: CommandAction;
  readonly at: number;
  readonly by: string;
  /** I7: an unsigned one may only make Thrice quieter. */
  readonly trusted: boolean;
  readonly until: number | null;
  readonly stage: number | null;
  /** `MESSAGE-ID LINE` of the mail that ordered it, else the id of its note: the same order counts once. */
  readonly order: string;
  /** Undo only: the Message-ID of the agent's mail whose outcome it answers; null: it answers none. */
  readonly undoes: string | null;
  /** What the agent saw when he ordered it; null: that tells nothing. `at` is not before the mail of the anchor. */
  readonly shown: Shown | null;
}

export type Event =
  | { readonly type: 'message'; readonly at: number; readonly message: Message; readonly role: Role }
  /** The same, of a mail that began another matter (R3). */
  | { readonly type: 'left'; readonly at: number; readonly message: Message; readonly role: Role }
  | { readonly type: 'attempt'; readonly at: number; readonly attempt: Attempt }
  | { readonly type: 'command'; readonly at: number; readonly command: Command }
  /** A command that a later `undo` takes back: it is only listed. */
  | { readonly type: 'undone'; readonly at: number; readonly effect: Effect }
  /** An `undo`, with what came of it. */
  | { readonly type: 'undo'; readonly at: number; readonly effect: Effect };

export interface FoldContext {
  readonly settings: Settings;
  readonly world: World;
  /** Length of the matching policy. */
  readonly stages: number;
  /** Ids of every message of the conversation. */
  readonly seenIds: ReadonlySet<string>;
  /** What the addresses of agents' mails order, by the mail's key. */
  readonly addressed: ReadonlyMap<string, readonly AddressOrder[]>;
  /** When the given stage of a silence is due, ms UTC. */
  readonly dueAt: (silence: OpenSilence, stage: number) => number;
}

export function emptyFold(): Fold {
  return {
    watched: false,
    agent: null,
    lastAgentMail: null,
    wrote: [],
    writtenTo: new Map(),
    owed: [],
    silence: null,
    closed: null,
    closedSilence: null,
    unheld: [],
    gone: [],
    ended: new Set(),
    lastStagesSent: 0,
    customerWroteSinceClose: false,
    customerReached: false,
    snoozedUntil: null,
    never: false,
    sentTotal: 0,
    ours: new Set(),
    reached: new Set(),
    undeliverable: new Set(),
    needsText: [],
    starts: new Map(),
    answers: [],
    bounces: [],
    refusals: [],
    complaints: [],
    absences: new Map(),
    thanks: [],
    orders: [],
    effects: [],
  };
}
