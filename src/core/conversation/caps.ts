import { goesToCustomers } from '../message/purpose.js';
import type { Settings } from '../settings.js';
import { type Hold, purposeOf, type Step } from './step.js';

/** A mail that Thrice claimed to send lately, for the caps (I5). */
export interface Sending {
  readonly purpose: string;
  readonly to: readonly string[];
  /** ms UTC. */
  readonly at: number;
}

/** The limits, and when they are asked. */
interface Moment {
  readonly settings: Settings;
  /** ms UTC. */
  readonly now: number;
}

const dayMs = 24 * 3600 * 1000;
/** What was sent longer ago counts for no cap, ms. */
export const longestCap = dayMs;
const hourMs = 3600 * 1000;
const minuteMs = 60 * 1000;

/**
 * So many mails of Thrice go to one address inside in an hour: of notices, since many conversations may ask for them at once,
 * and of answers to what he wrote himself. Whoever works through his list with many orders still hears what came of each.
 */
const perHour = { notice: 20, answer: 60 } as const;

/** Whom a mail goes to, and who caused it: each has caps of its own. */
type Audience = 'customer' | 'notice' | 'answer';

function audienceOf(purpose: string): Audience {
  if (goesToCustomers(purpose)) return 'customer';
  return purpose === 'command-result' ? 'answer' : 'notice';
}

/** What a step is for the caps when it goes at `at`, ms UTC. */
export function sendingOf(step: Step, at: number): Sending {
  return { purpose: purposeOf(step), to: step.to.map(({ address }) => address), at };
}

/**
 * I5: the caps, over what was claimed before and what this plan already lets go, and until when they hold it if nothing
 * more goes, ms UTC. Mails to the team count for the rate, and for caps of an hour of their own. What is `promised` has its
 * place at its addresses, and counts for the rate only once it goes.
 */
export function capHold(
  step: Step,
  { settings, now }: Moment,
  sendings: readonly Sending[],
  promised: readonly Sending[],
): { readonly hold: Hold; readonly until: number } | null {
  const { perRecipientPerDay } = settings.limits;
  const rate = rateFullUntil({ settings, now }, sendings);
  if (rate !== null) return { hold: 'rate-limit', until: rate };
  const audience = audienceOf(purposeOf(step));
  const [most, span] = audience === 'customer' ? [perRecipientPerDay, dayMs] : [perHour[audience], hourMs];
  if (most === null) return null;
  const full = step.to.flatMap(({ address }) => {
    const isTheirs = (s: Sending): boolean =>
      s.to.includes(address) && s.at > now - span && audienceOf(s.purpose) === audience;
    const theirs = [...sendings.filter(isTheirs), ...promised.filter(isTheirs)];
    return fullUntil(theirs, most, span, now) ?? [];
  });
  if (full.length === 0) return null;
  return { hold: audience === 'customer' ? 'recipient-limit' : 'notice-limit', until: Math.max(...full) };
}

/** Until when `limits.per_minute` lets no mail go, whatever it is about, ms UTC; null: one may go now. */
export function rateFullUntil({ settings, now }: Moment, sendings: readonly Sending[]): number | null {
  const { perMinute } = settings.limits;
  return perMinute === null ? null : fullUntil(sendings, perMinute, minuteMs, now);
}

/** When fewer than `most` of these lie within `span` ms before, ms UTC; null: now. */
function fullUntil(sendings: readonly Sending[], most: number, span: number, now: number): number | null {
  const recent = sendings.filter((s) => s.at > now - span);
  if (recent.length < most) return null;
  // With a cap of 0 nothing ever goes.
  const freed = recent.map((s) => s.at).sort((a, b) => a - b)[recent.length - most];
  return freed === undefined ? Number.POSITIVE_INFINITY : freed + span;
}
