import type { Calendar, Duration } from './calendar/calendar.js';
import type { Person } from './message/parsed.js';

/** What the pure core needs to know of the config. The config adapter produces it; nothing here is optional. */
export interface Settings {
  /** The shared mailbox itself. */
  readonly mailbox: Person;
  /** Every address of the mailbox, the first is `mailbox.address`; lower case. */
  readonly ownAddresses: readonly string[];
  readonly team: Team;
  readonly mode: 'observe' | 'draft' | 'send';
  readonly watch: 'addressed' | 'all';
  /** R11: whether mere thanks of a customer reopen a closed conversation. */
  readonly onThanks: 'keep-closed' | 'reopen';
  /** R5: working time the agent gets before each step of a blind silence, in ms; null is off. */
  readonly blindNotice: number | null;
  /** Never acts on older agent mails; ms since the epoch, UTC; null: the first run (a note). */
  readonly startFrom: number | null;
  /** The first that matches wins; one matches everything, and those behind it are chosen by an address. */
  readonly policies: readonly Policy[];
  readonly calendar: Calendar;
  readonly limits: Limits;
  /** Null: there is none. */
  readonly morningNote: MorningNote | null;
}

export interface MorningNote {
  /** 'agents': each agent about his own conversations; else these addresses, lower case, about all of them. */
  readonly to: 'agents' | readonly string[];
  /** Minutes since local midnight; null: the start of working hours. */
  readonly at: number | null;
}

export interface Team {
  /** Lower case; addresses in them are the team's. */
  readonly domains: readonly string[];
  readonly agents: readonly string[];
  readonly admins: readonly string[];
  /** Who hears of a conversation that no agent has; lower case; empty: nobody. */
  readonly unassigned: readonly string[];
  readonly verifiedBy: readonly VerifiedBy[];
}

/** The ways by which an agent's mail outside Sent counts as verified (R7). */
export type VerifiedBy =
  | { readonly way: 'host'; readonly host: string }
  | { readonly way: 'received'; readonly host: string }
  | { readonly way: 'microsoft-365' }
  | { readonly way: 'everyone' };

export interface Policy {
  readonly name: string;
  /** Lower case; an empty list matches all. `subject` is a substring, case-insensitive. */
  readonly match: {
    readonly customer: readonly string[];
    readonly customerDomain: readonly string[];
    readonly agent: readonly string[];
    readonly subject: readonly string[];
  };
  readonly followUps: readonly {
    readonly after: Duration;
    readonly template: string;
    readonly to: Audience;
  }[];
  readonly close: boolean;
  readonly maxPerConversation: number;
  /** What happens while the team owes the customer an answer; `after` in working time, from the customer's mail on. */
  readonly team: readonly { readonly after: Duration; readonly to: 'agent' | 'supervisors' }[];
  /** Lower case. */
  readonly supervisors: readonly string[];
  /** One mail to the customer while the team owes an answer; null: none. */
  readonly holdingReply: { readonly after: Duration; readonly template: string } | null;
  /** Template of the mail to the customer when an agent closes the conversation; null: none. */
  readonly closingMail: string | null;
}

/** Whom a stage goes to. */
export type Audience = 'customer' | 'agent' | 'supervisors';

/** Numbers, or null for off. */
export interface Limits {
  readonly perRecipientPerDay: number | null;
  readonly perMinute: number | null;
  readonly announcementAbove: number | null;
  readonly surprise: number | null;
}
