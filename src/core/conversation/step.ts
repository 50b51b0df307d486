import { nextWorkingMoment } from '../calendar/working-time.js';
import type { Person } from '../message/parsed.js';
import type { CourtesyPurpose, NoticePurpose, OwnMark } from '../message/purpose.js';
import type { Audience, Settings } from '../settings.js';

/** A named reason why a due step waits. */
export type Hold =
  | 'observe'
  | 'paused'
  | 'uncertain'
  | 'claimed'
  | 'quarantined'
  | 'surprise'
  | 'recipient-limit'
  | 'notice-limit'
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
  /** Of an answer: by an order of the team since, it is closed, or waits for the customer. */
  readonly settled?: 'closed' | 'waiting';
  /** Notices that an address does not work: which, and the server's words. */
  readonly failed?: { readonly address: string; readonly reason: string };
  /** Reminders and escalations: who waits, null: nobody, a person reopened it; and since when, ms UTC. */
  readonly waiting?: { readonly writer: Person | null; readonly since: number };
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

/** What makes a step the same step in two plans. */
export function stepKey(step: Step): string {
  return step.action === 'follow-up'
    ? `follow-up ${step.stage} ${step.anchor}`
    : noticeKey(step.stage, step.anchor, step.purpose);
}

/** The key of a notice; of a blind one where nothing else is said. */
export function noticeKey(stage: number, anchor: string, purpose: string = 'blind'): string {
  return `${purpose} ${stage} ${anchor}`;
}

/** Notices that wait for working time. */
const patient: readonly NoticePurpose[] = ['blind', 'thanks', 'reminder', 'escalation'];

/**
 * When the step can go, ms UTC: what is overdue goes in working time only, so that a night's downtime, a retry or a long
 * pass ends in no midnight mail. Notices of answers and failures wait for no morning; that somebody said thanks can.
 */
export function goesAt(step: Step, settings: Settings, now: number): number {
  const urgent = step.action === 'notice' && !patient.includes(step.purpose);
  const ordered = step.action === 'follow-up' && step.ordered;
  if (urgent || ordered || step.at > now) return step.at;
  const next = nextWorkingMoment(settings.calendar, now);
  return next > now ? next : step.at;
}

/** What a stage is to people; the last mail to the customer takes leave. */
export type StageWhat = 'follow-up' | 'final-notice' | 'inside';

export function stageWhat({ inside, last }: { inside: boolean; last: boolean }): StageWhat {
  if (inside) return 'inside';
  return last ? 'final-notice' : 'follow-up';
}

/** What its claim and its mark call the mail of a step. */
export function purposeOf(step: Step): OwnMark['purpose'] {
  if (step.action !== 'follow-up') return step.purpose;
  return step.audience === 'customer' ? 'follow-up' : 'inside';
}
