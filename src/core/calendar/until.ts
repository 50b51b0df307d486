import type { Calendar } from './calendar.js';
import { addDuration, parseDuration } from './duration.js';
import { nextWorkingMoment } from './working-time.js';
import { firstInstantOf, fromLocal, toLocal } from './zone.js';

/** A moment that a person named, or a sentence that says why it is none. */
export type Until =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly reason: string };

const dayMs = 86_400_000;
/** Further ahead is a slip of the finger rather than a wish; the same limit as for durations. */
const furthestMs = 3_650 * dayMs;

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const forms = 'Write 4h, 3d or 2wd, a weekday like friday, tomorrow, 2026-12-01 or 2026-12-01T14:00.';

/**
 * Reads until when a conversation is snoozed: a duration (`4h`, `3d`, `2wd`), a date, a date-time (local to the
 * calendar's zone unless it carries `Z` or an offset), `tomorrow`, or a weekday's name or its first three letters (the
 * next one, never today). Days mean their start of work. The answer is moved into working time; `now` and it in ms UTC.
 */
export function parseUntil(text: string, calendar: Calendar, now: number): Until {
  const word = text.trim().toLowerCase();
  const duration = parseDuration(word);
  if (duration) return { ok: true, at: addDuration(calendar, now, duration) };
  const named = word === 'tomorrow' ? startOfDay(calendar, now, 1) : weekday(word, calendar, now);
  const at = named ?? dateTime(word.toUpperCase(), calendar);
  if (at === 'no-such-day') return no(text, 'is no day of the calendar');
  if (at === null) return no(text, 'is no time');
  if (at <= now) return no(text, 'is in the past');
  if (at > now + furthestMs) return no(text, 'is more than ten years away');
  return { ok: true, at: nextWorkingMoment(calendar, at) };
}

function no(text: string, what: string): Until {
  return { ok: false, reason: `"${text.slice(0, 60)}" ${what}. ${forms}` };
}

/** The start of work of the next such day after today, or null when the word names none. */
function weekday(word: string, calendar: Calendar, now: number): number | null {
  const wanted = weekdays.findIndex((name) => name === word || (word.length === 3 && name.startsWith(word)));
  if (wanted < 0) return null;
  const today = Math.floor(toLocal(calendar.timezone, now) / dayMs);
  // 1970-01-01 was a Thursday, the fourth of `weekdays`.
  const weekdayOfToday = (((today + 3) % 7) + 7) % 7;
  return startOfDay(calendar, now, ((wanted - weekdayOfToday + 6) % 7) + 1);
}

/** The beginning of the local day so many days after that of `now`, ms UTC. */
function startOfDay(calendar: Calendar, now: number, daysAhead: number): number {
  const today = Math.floor(toLocal(calendar.timezone, now) / dayMs);
  return firstInstantOf(calendar.timezone, (today + daysAhead) * dayMs);
}

const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

/** ISO 8601, calendar dates only. Null: another form. */
function dateTime(text: string, calendar: Calendar): number | 'no-such-day' | null {
  const match = isoForm.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute = '0', second = '0', offset] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return 'no-such-day';
  if (hour === undefined) return firstInstantOf(calendar.timezone, midnight);
  const local = midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return offset === undefined ? fromLocal(calendar.timezone, local) : local - offsetMs(offset);
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
