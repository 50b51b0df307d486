import type { Bounce, Kind } from './kind.js';
import type { Person } from './parsed.js';
import type { OwnMark } from './purpose.js';

/** The facts about one mail. They say what the mail and its server say, never what the config thinks of it. */

/**
 * What one Authentication-Results header (RFC 8601) of one host says. Only the topmost header of each host is kept.
 * Whether the host is believed is the config's word, so it is not judged here.
 */
export interface AuthEvidence {
  /** authserv-id, lower case. */
  readonly host: string;
  readonly dmarc: boolean;
  /** Domains whose SPF check passed (smtp.mailfrom), lower case. */
  readonly spf: readonly string[];
  /** Domains whose DKIM signature passed (header.d), lower case. */
  readonly dkim: readonly string[];
  /** SPF was asked about another domain than the author's, or did not pass for it: somebody else handed the mail in. */
  readonly detour?: true;
  /** The field stands where only a sender can have written it; what it says is left out. */
  readonly below?: true;
}

/**
 * What the token in the subject of a team address's mail says: the action of the link, the stage that its notice announced (0: none),
 * and when it was made (ms UTC, cut to the minute); or that it is too old, or not one of ours. It links and orders nothing.
 */
export type LinkFact =
  | { readonly action: string; readonly stage: number; readonly at: number }
  | 'stale'
  | 'unknown';

/** A mail inside another: who wrote it. */
export interface Forwarded {
  readonly from: Person;
  /** The decoded subject of the forwarded mail, or '' when it is not told. */
  readonly subject: string;
  /** The forwarded mail's own Message-ID, where the carrying mail tells it. */
  readonly id?: string;
  /**
   * What an attached header or X-Forwarded-Message-Id names: the mail's own id and those it refers to. Apart from
   * `references`, for they link only where a verified agent forwards (I7).
   */
  readonly ids?: readonly string[];
}

/** One place where a mail lies. */
export interface Copy {
  readonly folder: string;
  readonly role: FolderRole;
  /** Decimal string: a bigint on the wire. */
  readonly uidValidity: string;
  readonly uid: number;
}

/** By special use (RFC 6154) or the config. `ordinary` is INBOX, Archive and everything else that may start things. */
export type FolderRole = 'inbox' | 'sent' | 'drafts' | 'junk' | 'trash' | 'all' | 'notes' | 'ordinary';

/**
 * A plus address of the mailbox by which a copy came though neither To nor Cc names it, as the mailbox's own server tells
 * (a Bcc), with what that copy's servers said of who wrote it: the word of another copy does not vouch for it (I7).
 */
export interface CameBy {
  /** Lower case. */
  readonly address: string;
  /** When this copy came; ms since the epoch, UTC. */
  readonly at: number;
  readonly auth?: readonly AuthEvidence[];
}

/** The stored fact of one mail. Optional fields are absent rather than empty, to keep the documents small. */
export interface Message {
  /** Identity: the Message-ID with the sender's address behind a space (the same id on different mails stays two). */
  readonly key: string;
  /** Message-ID without brackets; for a mail that has none, a stand-in made of its source (R1). */
  readonly id: string;
  /** R2: earliest over the copies of the topmost Received date, else INTERNALDATE; ms since the epoch, UTC. */
  readonly at: number;
  /** The Date header, for display; ms since the epoch, UTC. */
  readonly date?: number;
  readonly from: Person;
  readonly sender?: Person;
  readonly replyTo?: readonly Person[];
  readonly to?: readonly Person[];
  readonly cc?: readonly Person[];
  readonly bcc?: readonly Person[];
  /** Earliest first, 5 at most; reply addresses with a token are none. */
  readonly deliveredTo?: readonly CameBy[];
  readonly subject: string;
  readonly inReplyTo?: readonly string[];
  readonly references?: readonly string[];
  /** Other ids that servers gave the same mail (R3): X-Google-Original-Message-ID and the like. */
  readonly otherIds?: readonly string[];
  readonly kind: Kind;
  readonly reason: string;
  /** Version of the rules that gave kind and reason; an upgrade does not judge again (R10). */
  readonly rules: number;
  /** X-Original-From, or what else tells the author of a mail whose From a group, list or form wrote (R8). */
  readonly originalFrom?: Person;
  /** Why its content could not be read: it holds its conversation until it was replayed (I8). */
  readonly unreadable?: string;
  readonly list?: boolean;
  /** It has no Received field: a mail client of this mailbox stored it (a Sent copy), no server delivered it. */
  readonly stored?: boolean;
  readonly auth?: readonly AuthEvidence[];
  readonly bounce?: Bounce;
  readonly own?: OwnMark;
  /** The first words of its new text, read only where a decision needs them: commands, goodbyes, notices. */
  readonly newText?: string;
  /** Files are attached; known together with `newText`. */
  readonly attached?: true;
  /** The mail that the writer passes on, where a team member forwards what was written to him alone (R11). */
  readonly forwarded?: Forwarded;
  /** Resent-From (RFC 5322 3.6.6): who sent the mail on as it was; it stays the mail of its From. */
  readonly resentBy?: Person;
  /** The link of a notice by which a mail from a team address was begun. */
  readonly link?: LinkFact;
  readonly copies: readonly Copy[];
}
