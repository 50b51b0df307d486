/** What a mail is by the verdict of classify. */

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
