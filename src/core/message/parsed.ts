/** A mail as it was parsed, before anything is judged. */

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
