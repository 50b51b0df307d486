/** What a reason may tell of; its words are those of a language (`templates/<language>/why.hbs`). */
interface Facts {
  /** An address; of a command the name of who gave it. */
  readonly who: string;
  readonly addresses: readonly string[];
  /** ms UTC, as every moment here. */
  readonly at: number;
  readonly until: number;
  /** Local date, YYYY-MM-DD. */
  readonly returnsOn: string;
  /** A named reason, or a server's words; '': it gave none. */
  readonly detail: string;
  readonly policy: string;
  readonly stage: number;
  /** How many stages, or steps of the team clock, the policy has. */
  readonly stages: number;
  readonly sent: number;
  /** max_per_conversation */
  readonly most: number;
  /** The address of the mailbox that ordered something. */
  readonly wroteTo: string;
  /** The address that was perhaps meant; null: nothing comes near. */
  readonly suggestion: string | null;
  /** When the conversation was closed. */
  readonly closedAt: number;
}

/** A kind with what it tells of; of several kinds one member each. */
type About<Kind extends string, Fact extends keyof Facts = never> = Kind extends string
  ? { readonly kind: Kind } & Pick<Facts, Fact>
  : never;

/** What closed a conversation. */
export type Closing =
  | About<'closed-by-person' | 'closed-by-unsigned-note', 'who'>
  | About<'wait-by-unsigned-note' | 'final-notice-by-unsigned-note'>
  | About<'final-notice-unanswered' | 'inside-unanswered' | 'said-goodbye'>
  | About<'said-thanks' | 'other-subject', 'who'>
  | About<'cannot-be-delivered' | 'complained', 'addresses'>
  | About<'all-refused'>;

/** What a plus address ordered, or why it orders nothing. */
export type OrderReason =
  | About<'first-due', 'stage' | 'until'>
  | About<'first-due-over', 'until'>
  | About<'never-ordered' | 'never-taken-back'>
  | About<'policy-chosen' | 'policy-replaced', 'policy'>
  | About<'order-past' | 'order-no-such-day' | 'order-too-far'>
  | About<'order-near-miss', 'suggestion'>;

/**
 * Why a conversation is as it is: one verdict with what it is about. A sentence is made of it only where somebody reads
 * it, in his language.
 */
export type Reason =
  | About<'mail-ignored', 'who' | 'at' | 'detail'>
  | About<'writer-unknown', 'at' | 'detail'>
  /** A report that changes nothing. */
  | About<'mail-failed' | 'mail-delayed', 'who' | 'at' | 'detail'>
  /** Of several recipients the server did not take this one, for now. */
  | About<'follow-up-refused', 'who' | 'at' | 'detail' | 'stage'>
  | About<'holding-reply-refused' | 'closing-refused', 'who' | 'at' | 'detail'>
  | About<'taken-for-thanks' | 'thanks-kept' | 'thanks-undone', 'who' | 'at'>
  | (Closing & Pick<Facts, 'closedAt'>)
  | About<'reopened-by-person' | 'customer-waits' | 'holding-reply-due', 'at'>
  | About<'reminder-due' | 'escalation-due', 'stage' | 'stages' | 'policy' | 'addresses' | 'at'>
  | About<'said-never'>
  | About<'silent-since', 'who' | 'at'>
  | About<'blind' | 'blind-unannounced'>
  | About<'away', 'who' | 'returnsOn' | 'at'>
  | About<'all-away'>
  | About<'follow-ups-sent', 'sent' | 'stages' | 'policy'>
  | About<'nobody-reachable' | 'nobody-inside' | 'stages-used-up'>
  | About<'limit-reached', 'most'>
  | About<'policy-shortened', 'policy' | 'stages'>
  | About<'no-agent-yet' | 'before-start' | 'not-watched' | 'starts-no-silence'>
  | About<'snoozed', 'until'>
  | (OrderReason & Pick<Facts, 'who' | 'at' | 'wroteTo'>);
