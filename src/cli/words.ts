import { when } from '../core/calendar/when.js';
import { toLocal } from '../core/calendar/zone.js';
import { explainUnverified } from '../core/conversation/start.js';
import type { Derived } from '../core/conversation/state.js';
import type { Hold, Step } from '../core/conversation/step.js';

/** What the JSON forms call a step: the last follow-up of a policy is the final notice (DESIGN 3). */
export function actionOf(step: Step): string {
  if (step.action === 'notice') return `${step.purpose}-notice`;
  if (step.action === 'courtesy') return step.purpose;
  return step.last ? 'final-notice' : 'follow-up';
}

/** A step as people read it. */
export function stepWords(step: Step): string {
  if (step.action === 'follow-up' && step.audience !== 'customer')
    return `stage ${step.stage} of ${step.of}, inside: to ${step.audience === 'agent' ? 'the agent' : 'the supervisors'}`;
  if (step.action === 'follow-up')
    return step.last ? `final notice (${step.stage} of ${step.of})` : `follow-up ${step.stage} of ${step.of}`;
  return {
    blind: `notice to the agent before stage ${step.stage}`,
    answered: 'notice to the agent: answered',
    reopened: 'notice to the agent: reopened',
    thanks: 'notice to the agent: taken for thanks',
    undeliverable: 'notice to the agent: undeliverable',
    reminder: `reminder ${step.stage} to the team`,
    escalation: `escalation to the supervisors (${step.stage})`,
    'command-result': 'answer to an agent',
    'holding-reply': 'holding reply to the customer',
    closing: 'confirmation to the customer that it is closed',
  }[step.purpose];
}

/** The status as people read it; of a closed conversation its outcome. */
export function statusWords({ status, outcome }: Pick<Derived, 'status' | 'outcome'>): string {
  if (outcome === undefined) return status;
  return {
    'no-reply': 'resolved (no reply)',
    resolved: 'resolved',
    undeliverable: 'undeliverable',
    'opted-out': 'opted out',
  }[outcome];
}

/** Why a step waits, with what ends it. */
export function holdWords(hold: Hold): string {
  return {
    observe: 'held: mode observe',
    paused: 'held: paused (thrice resume)',
    uncertain: 'held: an earlier mail is uncertain (thrice uncertain)',
    claimed: 'held: being sent, and nothing known of it yet',
    quarantined: 'held: a mail needs a look (thrice quarantine)',
    surprise: 'held: more than expected (thrice release)',
    'recipient-limit': 'held: limits.per_recipient_per_day',
    'notice-limit': 'held: one address gets 20 notices an hour, and 60 answers',
    'rate-limit': 'held: limits.per_minute',
    'retry-later': 'held: failed, tried again later',
    'draft-waiting': 'held: a draft waits to be sent',
    'agent-not-told': 'held: the notice to the agent was refused',
    'morning-note': 'held: the morning note just told the agent of it',
  }[hold];
}

/** What is said of a stage of which nobody knows yet whether it left; null: there is none. */
export function perhapsWords({ perhapsGone }: Pick<Derived, 'perhapsGone'>, timezone: string): string | null {
  if (!perhapsGone) return null;
  const { stage, at } = perhapsGone;
  return `Stage ${stage} may have left already, ${moment(at, timezone)}: it is not sent a second time, and nothing follows it until that is settled (thrice uncertain).`;
}

/** `Mon 2026-11-23 10:12` on the wall clock of the zone; `t` in ms UTC. */
export function moment(t: number, timezone: string): string {
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][
    new Date(toLocal(timezone, t)).getUTCDay()
  ];
  return `${weekday} ${when(t, timezone)}`;
}

/** A length of time in ms as people say it: `40 s`, `5 min`, `3 h`, `2 days`. */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 100) return `${s} s`;
  if (s < 100 * 60) return `${Math.round(s / 60)} min`;
  if (s < 48 * 3600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86_400)} days`;
}

/** ISO 8601 in UTC; `t` in ms UTC. */
export function iso(t: number): string {
  return new Date(t).toISOString();
}

/** Why a mail that claims to be an agent's counts for nothing, and what would change that. `reason` is roleOf's. */
export function ignoredSentence(address: string, at: string, reason: string): string {
  return `Ignored the mail of ${address}, ${at}: not verified. ${explainUnverified(reason)}`;
}
