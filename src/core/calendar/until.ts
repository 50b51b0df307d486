import { fold } from '../message/phrases/fold.js';
import type { Calendar } from './calendar.js';
import { splitClock } from './said-clock.js';
import { dayOfWords } from './said-day.js';
import { afterSaidLength } from './said-length.js';
import { nextWorkingMoment } from './working-time.js';
import { firstInstantOf, fromLocal, toLocal } from './zone.js';

/** Why words name no moment to wait for. */
export type UntilProblem = 'no-time' | 'past' | 'no-such-day' | 'too-far';

/** A moment that a person named (ms UTC), or why it is none; `reason` is a sentence for people. */
export type Until =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly problem: UntilProblem; readonly reason: string };

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Further ahead is a slip of the finger rather than a wish; the same limit as for durations. */
const furthestMs = 3_650 * dayMs;
/** Nobody needs more characters for a moment. */
const longest = 60;

const forms =
  'Write 4h, 3d or 2wd, a weekday like friday, tomorrow, next week, 24 december, 2026-12-01 or 2026-12-01T14:00.';
const saying: Readonly<Record<UntilProblem, string>> = {
  'no-time': 'is no time',
  past: 'is in the past',
  'no-such-day': 'is no day of the calendar',
  'too-far': 'is more than ten years away',
};

/**
 * Reads until when a conversation is snoozed, in English, German or Polish: a length (`4h`, `3d`, `2wd`, `3 Tage`,
 * `tydzień`), a weekday (the next one, never today), `tomorrow`, `next week`, a date (`24 december`, `dec24`, `24.12.`,
 * ISO 8601), a time of day behind any of them (`friday 14:00`) or alone, or an ISO date-time (local to the calendar's zone
 * unless it carries `Z` or an offset). A date without year that is past means the next year. Days mean their start of
 * work. A local time that the clock skips moves ahead, of a repeated one the first counts. The answer is moved into
 * working time; `now` and it in ms UTC.
 */
export function parseUntil(text: string, calendar: Calendar, now: number): Until {
  const found = momentOf(text, calendar, now);
  if (typeof found !== 'number')
    return { ok: false, problem: found, reason: `"${text.slice(0, longest)}" ${saying[found]}. ${forms}` };
  return { ok: true, at: found };
}

function momentOf(text: string, calendar: Calendar, now: number): number | UntilProblem {
  const written = text.trim();
  if (written.length > longest) return 'no-time';
  const dateTime = isoDateTime(written.toUpperCase(), calendar);
  if (typeof dateTime === 'string') return dateTime;
  if (dateTime !== null) return settled(dateTime, calendar, now);
  const words = withoutLead(fold(written).replace(/\s{1,60}/g, ' '));
  const length = afterSaidLength(words, calendar, now);
  if (length !== null) return length;
  const clocked = splitClock(words);
  return clocked ? onDay(clocked.day, clocked.minutes, calendar, now) : 'no-time';
}

function onDay(
  words: string,
  minutes: number | null,
  calendar: Calendar,
  now: number,
): number | UntilProblem {
  const zone = calendar.timezone;
  const today = Math.floor(toLocal(zone, now) / dayMs);
  if (words === '' && minutes !== null) {
    const at = fromLocal(zone, today * dayMs + minutes * minuteMs);
    return settled(at > now ? at : fromLocal(zone, (today + 1) * dayMs + minutes * minuteMs), calendar, now);
  }
  const day = dayOfWords(withoutLead(words), today);
  if (typeof day === 'string') return day;
  if (day === null) return 'no-time';
  if (day < today) return 'past';
  if (minutes !== null) return settled(fromLocal(zone, day * dayMs + minutes * minuteMs), calendar, now);
  const begin = nextWorkingMoment(calendar, firstInstantOf(zone, day * dayMs));
  return settled(begin, calendar, now);
}

function settled(at: number, calendar: Calendar, now: number): number | UntilProblem {
  if (at <= now) return 'past';
  return at > now + furthestMs ? 'too-far' : nextWorkingMoment(calendar, at);
}

/** Words that lead to a moment and say nothing of it. */
const lead =
  /^(?:until|till?|to|by|for|on|the|another|bis|zum|zur|am|dem|den|der|die|fur|fuer|noch|weitere|na|az|do|w|we|dnia|dniu|in|za|jeszcze|o(?! \d{1,2}$)) /;

function withoutLead(words: string): string {
  let rest = words;
  for (let most = 0; most < 4 && lead.test(rest); most++) rest = rest.replace(lead, '');
  return rest;
}

const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

/** ISO 8601 date and time (ms UTC), calendar dates only. Null: another form. */
function isoDateTime(text: string, calendar: Calendar): number | 'no-such-day' | null {
  const match = isoForm.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute = '0', second = '0', offset] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return 'no-such-day';
  const local = midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return offset === undefined ? fromLocal(calendar.timezone, local) : local - offsetMs(offset);
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -1 : 1) * minutes * minuteMs;
}
