import type { Outcome, PerhapsGone, Status } from '../core/conversation/state.js';
import { type Hold, type StageWhat, type Step, stageWhat } from '../core/conversation/step.js';
import type { Settings } from '../core/settings.js';
import { clean } from './clean.js';
import { formatMoment } from './dates.js';
import type { Value } from './values.js';
import type { Place } from './view-parts.js';

/** A conversation that an answer speaks of. */
export interface AboutInput {
  readonly subject: string;
  /** Name or address. */
  readonly customer: string;
  readonly conversationId: string;
}

/** How it stands now. Times are ms since the epoch, UTC. */
export interface NowInput {
  readonly status: Status;
  readonly outcome?: Outcome;
  readonly snoozedUntil?: number;
  readonly next?: NextInput;
  /** The latest stage of which nobody knows yet whether it left. */
  readonly perhapsGone?: PerhapsGone;
}

export interface NextInput {
  readonly what: StageWhat | 'reminder' | 'escalation' | 'notice';
  /** Null: its time has come, and something holds it that lets go nobody knows when. */
  readonly at: number | null;
  readonly stage?: number;
  readonly heldBy?: Hold;
}

/** What a step that derive gives is to people. */
export function whatOfStep(step: Step): Pick<NextInput, 'what' | 'stage'> {
  const { stage } = step;
  if (step.action === 'follow-up')
    return { what: stageWhat({ inside: step.audience !== 'customer', last: step.last }), stage };
  if (step.purpose === 'reminder' || step.purpose === 'escalation') return { what: step.purpose, stage };
  return { what: 'notice' };
}

type HeldName =
  `next${'Unknown' | 'Quarantined' | 'Surprise' | 'Limit' | 'DraftWaiting' | 'AgentNotTold' | 'Announced'}`;

/** What is said of a hold. Null: an answer, which says it, is held by it as well; or nothing here knows of it. */
const heldNames: { readonly [hold in Hold]: HeldName | null } = {
  observe: null,
  paused: null,
  'retry-later': null,
  uncertain: 'nextUnknown',
  claimed: 'nextUnknown',
  quarantined: 'nextQuarantined',
  surprise: 'nextSurprise',
  'recipient-limit': 'nextLimit',
  'notice-limit': 'nextLimit',
  'rate-limit': 'nextLimit',
  'draft-waiting': 'nextDraftWaiting',
  'agent-not-told': 'nextAgentNotTold',
  'morning-note': 'nextAnnounced',
};

/** Of a closed conversation no next mail is told, nor of one that the team owes an answer what the customer gets. */
function tellsNext({ status, next }: NowInput): boolean {
  return status !== 'closed' && (status !== 'awaiting-agent' || next?.what !== 'notice');
}

/** The variables that say what holds the next mail. */
function heldData(now: NowInput | undefined): { readonly [name in HeldName | 'nextHeld']: Value } {
  const held = now?.next?.heldBy && tellsNext(now) ? heldNames[now.next.heldBy] : null;
  // Of the stage that is in doubt more is said.
  const told = held === 'nextUnknown' && now?.perhapsGone ? null : held;
  const is = (name: HeldName): boolean => told === name;
  return {
    nextHeld: told !== null,
    nextUnknown: is('nextUnknown'),
    nextQuarantined: is('nextQuarantined'),
    nextSurprise: is('nextSurprise'),
    nextLimit: is('nextLimit'),
    nextDraftWaiting: is('nextDraftWaiting'),
    nextAgentNotTold: is('nextAgentNotTold'),
    nextAnnounced: is('nextAnnounced'),
  };
}

type StateName =
  | 'customer'
  | 'conversationId'
  | 'subject'
  | 'awaitingCustomer'
  | 'awaitingAgent'
  | 'snoozed'
  | 'snoozedUntil'
  | 'closed'
  | 'noReply'
  | 'undeliverable'
  | 'optedOut'
  | `perhaps${'Stage' | 'On' | 'FollowUp' | 'Final' | 'Inside'}`
  | 'planned'
  | `next${'On' | 'Stage' | 'FollowUp' | 'Final' | 'Inside' | 'Reminder' | 'Escalation' | 'Notice' | 'Held'}`
  | HeldName;

/** The variables that say how a conversation stands; pure formatting. */
export function stateData(
  about: AboutInput | undefined,
  now: NowInput | undefined,
  place: Place,
): { readonly [name in StateName]: Value } {
  const { next, snoozedUntil, perhapsGone } = now ?? {};
  const is = (what: NextInput['what']): boolean => next?.what === what;
  return {
    customer: about ? clean(about.customer) : null,
    conversationId: about ? clean(about.conversationId) : null,
    subject: about ? clean(about.subject) : null,
    awaitingCustomer: now?.status === 'awaiting-customer',
    awaitingAgent: now?.status === 'awaiting-agent',
    snoozed: now?.status === 'snoozed',
    snoozedUntil: snoozedUntil === undefined ? null : formatMoment(place, snoozedUntil),
    closed: now?.status === 'closed',
    noReply: now?.outcome === 'no-reply',
    undeliverable: now?.outcome === 'undeliverable',
    optedOut: now?.outcome === 'opted-out',
    planned: next !== undefined,
    nextOn: next && next.at !== null ? formatMoment(place, next.at) : null,
    nextStage: next?.stage ?? 0,
    nextFollowUp: is('follow-up'),
    nextFinal: is('final-notice'),
    nextInside: is('inside'),
    nextReminder: is('reminder'),
    nextEscalation: is('escalation'),
    nextNotice: is('notice'),
    ...heldData(now),
    perhapsStage: perhapsGone?.stage ?? 0,
    perhapsOn: perhapsGone ? formatMoment(place, perhapsGone.at) : null,
    perhapsFollowUp: perhapsGone?.what === 'follow-up',
    perhapsFinal: perhapsGone?.what === 'final-notice',
    perhapsInside: perhapsGone?.what === 'inside',
  };
}

/** What `status` tells of all conversations: how many there are of each status. */
export interface CountsInput {
  readonly mode: Settings['mode'];
  readonly of: Readonly<Record<Status, number>>;
}

type CountName =
  | 'counts'
  | `mode${'Observe' | 'Draft' | 'Send'}`
  | `count${'Customer' | 'Agent' | 'Snoozed' | 'Closed'}`;

/** The variables that say how all stand; pure formatting. */
export function countsData(counts: CountsInput | undefined): { readonly [name in CountName]: Value } {
  const { mode, of } = counts ?? {};
  return {
    counts: counts !== undefined,
    modeObserve: mode === 'observe',
    modeDraft: mode === 'draft',
    modeSend: mode === 'send',
    countCustomer: of?.['awaiting-customer'] ?? 0,
    countAgent: of?.['awaiting-agent'] ?? 0,
    countSnoozed: of?.snoozed ?? 0,
    countClosed: of?.closed ?? 0,
  };
}
