import type { Calendar } from '../calendar/calendar.js';
import { isWorkingDay } from '../calendar/working-time.js';
import { fromLocal, toLocal } from '../calendar/zone.js';
import type { MorningNote } from '../settings.js';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** A note that comes later than this after its time is none of the morning, ms. */
const lateBy = 2 * 3600 * 1000;
/** How far back the working day before is looked for, days: the longest holidays. */
const farthest = 30;

/** The morning note of one working day. Times in ms since the epoch, UTC. */
export interface Morning {
  /** The local day, YYYY-MM-DD. */
  readonly day: string;
  /** When the note goes. */
  readonly at: number;
  /** The end of the local day: what is due before it is due today. */
  readonly until: number;
}

/** The morning note that is to go at `now` (ms UTC): of this working day, from its time on for two hours. Null: none. */
export function morningAt(note: MorningNote, calendar: Calendar, now: number): Morning | null {
  const morning = morningOf(note, calendar, Math.floor(toLocal(calendar.timezone, now) / dayMs));
  return morning && now >= morning.at && now < morning.at + lateBy ? morning : null;
}

/** The mornings of the working days before, the latest first: one of them is where the last note left off. */
export function morningsBefore({ day }: Morning, note: MorningNote, calendar: Calendar): Morning[] {
  const today = Date.parse(`${day}T00:00:00Z`) / dayMs;
  return Array.from({ length: farthest }, (_, i) => today - 1 - i).flatMap(
    (one) => morningOf(note, calendar, one) ?? [],
  );
}

/** `local`: the local day in days since 1970-01-01. Null: nobody works on it, or nobody says when. */
function morningOf({ at }: MorningNote, calendar: Calendar, local: number): Morning | null {
  const minutes = at ?? (calendar.always ? null : calendar.hours.start);
  if (minutes === null || !isWorkingDay(calendar, local)) return null;
  const { timezone } = calendar;
  return {
    day: new Date(local * dayMs).toISOString().slice(0, 10),
    at: fromLocal(timezone, local * dayMs + minutes * minuteMs),
    until: fromLocal(timezone, (local + 1) * dayMs),
  };
}
