import type { Calendar } from '../calendar/calendar.js';
import { nextWorkingMoment } from '../calendar/working-time.js';
import { firstInstantOf, toLocal } from '../calendar/zone.js';

/** A customer is away, says an automatic reply (RFC 3834). */
export interface Absence {
  readonly address: string;
  /** Local date, YYYY-MM-DD: the day that the reply names as the end of the absence. */
  readonly returnsOn: string;
  /** Message-ID of the reply. */
  readonly messageId: string;
  /** When it came, ms UTC. */
  readonly at: number;
}

const dayMs = 86_400_000;

/** Nothing waits longer than this for somebody, ms: the reply may be forged, or mean another year. */
const longest = 30 * dayMs;

/** With `calendar: always` a morning begins at nine, local ms since midnight. */
const nine = 9 * 3600 * 1000;

/**
 * When a step that is due at `due` (ms UTC) goes to somebody who is away: the first working morning after the day of
 * return ("until 5 December" and "back on 5 December" are not told apart: a day later is right for both), but at most 30
 * days after it was due or the reply came, whichever is earlier. Never before `due`.
 */
export function afterAbsence({ returnsOn, at }: Absence, due: number, calendar: Calendar): number {
  const morning = morningFrom(calendar, Date.parse(`${returnsOn}T00:00:00Z`) + dayMs);
  const limit = Math.min(at, due) + longest;
  if (!(morning > limit)) return Math.max(due, morning);
  const lastDay = Math.floor(toLocal(calendar.timezone, limit) / dayMs) * dayMs;
  for (let back = 0; back <= 30; back++) {
    const earlier = morningFrom(calendar, lastDay - back * dayMs);
    if (earlier <= limit) return Math.max(due, earlier);
  }
  return due;
}

/** The first working morning on or after a local day (local ms of its midnight); ms UTC. */
function morningFrom(calendar: Calendar, day: number): number {
  if (calendar.always) return firstInstantOf(calendar.timezone, day + nine);
  return nextWorkingMoment(calendar, firstInstantOf(calendar.timezone, day));
}
