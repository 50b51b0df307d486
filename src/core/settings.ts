import type { Calendar, Duration } from './calendar/calendar.js';
import type { Person } from './message/message.js';

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
  /** The first that matches wins; the last one matches everything. */
  readonly policies: readonly Policy[];
  readonly calendar: Calendar;
  readonly limits: Limits;
}

export interface Team {
  /** Lower case; addresses in them are the team's. */
  readonly domains: readonly string[];
  readonly agents: readonly string[];
  readonly admins: readonly string[];
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
  readonly followUps: readonly { readonly after: Duration; readonly template: string }[];
  readonly close: boolean;
  readonly maxPerConversation: number;
}

/** Numbers, or null for off. */
export interface Limits {
  readonly perRecipientPerDay: number | null;
  readonly perMinute: number | null;
  readonly announcementAbove: number | null;
  readonly surprise: number | null;
}
