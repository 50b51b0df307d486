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

const toCustomers: readonly string[] = ['follow-up', 'holding-reply', 'closing'] satisfies Purpose[];

/** Whether mails of this purpose go to customers; all others stay inside the team. */
export function goesToCustomers(purpose: string): boolean {
  return toCustomers.includes(purpose);
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
  /**
   * The Message-ID that the signature covers, where the mail bears another: a relay gave it one, or somebody who got the
   * mail sent it once more. So the mark is not `signed`, and speaks of what a claim announced by this id, or of nothing (I7).
   */
  readonly sentAs?: string;
}
