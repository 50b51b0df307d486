/** The facts about one mail. They say what the mail and its server say, never what the config thinks of it. */

/** A display name (decoded, may be empty) and an address in lower case. */
export interface Person {
  readonly name: string;
  readonly address: string;
}

/** One header field; `name` in lower case, `value` unfolded (RFC 5322 2.2.3) but not decoded. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** The header of one mail as parsed. Ids carry no angle brackets. Fields stand in the mail's order, topmost first. */
export interface Header {
  readonly fields: readonly HeaderField[];
  /** RFC 5322 3.6.4; null when missing or empty. */
  readonly messageId: string | null;
  readonly from: readonly Person[];
  readonly sender: Person | null;
  readonly replyTo: readonly Person[];
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  /** Decoded (RFC 2047), one line. */
  readonly subject: string;
  /** The `Date` header, ms since the epoch, UTC; for display only (R2). Null when missing or unreadable. */
  readonly date: number | null;
  /** The topmost Received date, ms since the epoch, UTC (R2). */
  readonly receivedAt: number | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
}

/** The readable parts of a mail's body, decoded to Unicode; read only when a decision needs them. */
export interface Body {
  /** The text/plain alternative, or '' when there is none. */
  readonly text: string;
  /** The text/html alternative, or null. */
  readonly html: string | null;
  /** Report parts in order: message/delivery-status, message/rfc822 headers, feedback-report and the like. */
  readonly reports: readonly { readonly contentType: string; readonly content: string }[];
  /** Files that somebody attached; pictures shown within the text (a logo of a signature) do not count. Absent: 0. */
  readonly attachments?: number;
}

export const kinds = [
  'human',
  'auto-reply',
  'bounce',
  'delayed-notice',
  'complaint',
  'read-receipt',
  'bulk',
  'calendar',
  'command',
  'own',
] as const;
export type Kind = (typeof kinds)[number];

/** What one recipient's delivery came to (RFC 3464 2.3). */
export interface BounceRecipient {
  /** Where it failed at last: the Final-Recipient. */
  readonly address: string;
  /** The address that the sender had written to, where that one forwards and the report tells it (Original-Recipient). */
  readonly original?: string;
  /** Enhanced status code (RFC 3463), e.g. '5.1.1'; '' when none was given. */
  readonly status: string;
  /** RFC 3464 action: failed, delayed, delivered, relayed, expanded; '' when none was given. */
  readonly action: string;
  readonly permanent: boolean;
  /** The remote server's words, one line, at most 200 characters. */
  readonly reason: string;
}

export interface Bounce {
  readonly recipients: readonly BounceRecipient[];
  /** Message-ID of the mail that bounced, or null when the notice does not say. */
  readonly originalMessageId: string | null;
}

/** A kind with the named reason of the verdict (one rule, one name). */
export interface Verdict {
  readonly kind: Kind;
  readonly reason: string;
  readonly bounce?: Bounce;
}

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

/** What a mail is to Thrice by its own X-Thrice header. `signed` is false for a bad or unknown signature (I7). */
export interface OwnMark {
  readonly signed: boolean;
  readonly purpose: Purpose;
  /**
   * Message-ID the mail is about: the anchor of a follow-up, the customer's mail of an answer notice, the mail that orders
   * something; 'admin': its own; 'morning': a stand-in that names the agent and the day.
   */
  readonly anchor: string;
  /** Ordinal of the stage in its silence, from 1; 0 for notices that belong to no stage. */
  readonly stage: number;
  /** This was the last stage of the policy when it was sent: nothing more is sent in its silence, ever (R10). */
  readonly last: boolean;
  /** This one closed the conversation (R10). */
  readonly closes: boolean;
}

/**
 * Mails to the team about one conversation. blind: told before a step of a blind silence (R5); answered: a customer's
 * answer that did not reach the agent; reopened: the same, after the close; thanks: the customer's mail was taken for mere
 * thanks (R11); undeliverable: the customer's address does not work; reminder: the team owes an answer, to its agent;
 * escalation: the same, to the supervisors; command-result: what came of an agent's mail to Thrice.
 */
export const noticePurposes = [
  'blind',
  'answered',
  'reopened',
  'thanks',
  'undeliverable',
  'reminder',
  'escalation',
  'command-result',
] as const;
export type NoticePurpose = (typeof noticePurposes)[number];

/** Mails to customers that are no stage. holding-reply: we are still on it; closing: an agent closed the matter. */
export const courtesyPurposes = ['holding-reply', 'closing'] as const;
export type CourtesyPurpose = (typeof courtesyPurposes)[number];

/**
 * What a mail of Thrice is for. 'follow-up' is a stage that goes to customers, 'inside' one that goes to the team (a
 * stage's `to`); 'morning' is the morning note of one agent; 'admin' is about Thrice itself.
 */
export const purposes = [
  'follow-up',
  'inside',
  ...courtesyPurposes,
  ...noticePurposes,
  'morning',
  'admin',
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * What the token in the subject of a team address's mail says: the action of the link, the stage that its notice announced (0: none),
 * and the day it was made (ms UTC); or that it is too old, or not one of ours. It links and orders nothing.
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
