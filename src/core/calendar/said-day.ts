import { Temporal } from 'temporal-polyfill';
import { daysAhead, monthOf, weekdayOf } from './said-words.js';

/** A local day, in days since 1970-01-01; no-such-day: the form of a date, but none of the calendar. */
type SaidDay = number | 'no-such-day' | null;

const dayMs = 86_400_000;
const ordinal = '(?:\\.|st|nd|rd|th|-?go)?';
const dayMonth = new RegExp(`^(\\d{1,2})${ordinal}[ -]?(?:of )?([a-z]{3,12})\\.?(?:,? ?(\\d{4}))?$`);
const monthDay = new RegExp(`^([a-z]{3,12})\\.?[ -]?(?:the )?(\\d{1,2})${ordinal}(?:,? (\\d{4}))?$`);
/** The European order; a slash only where no other order is possible. */
const dotted = /^(\d{1,2})\. ?(\d{1,2})(?:\.|\. ?(\d{4}|\d{2}))?$/;
const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/;
const iso = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayAlone = /^(\d{1,2})(?:st|nd|rd|th)$/;
const next =
  '(?:next|coming|this|(?:komm|folg)ende[nrms]?|naechste[nrms]?|nachste[nrms]?|diese[nrms]?|najblizsz[a-z]{1,3}|przyszl[a-z]{1,3}|nastepn[a-z]{1,3}|kolejn[a-z]{1,3})';
const ahead = next.replace('|this', '').replace('|diese[nrms]?', '');
const nextWeek = new RegExp(`^(?:${ahead} (?:week|woche|tydzien|tygodni(?:u|a))|(?:week|tydzien) ${ahead})$`);
const nextMonth = new RegExp(`^${ahead} (?:month|monats?|miesiac|miesiacu)$`);

/**
 * The local day that folded words name, seen from the local day `today`: `friday` (the next one, never today), `tomorrow`,
 * `24 dec`, `dec24`, `24.12.` (this year or, where that is past, the next), `24.12.2026`, `2026-12-24`, `the 24th`,
 * `next week` (its Monday), `friday next week`, `next month` (its first day). Null: none.
 */
export function dayOfWords(words: string, today: number): SaidDay {
  const ahead = daysAhead(words);
  if (ahead !== null) return today + ahead;
  if (nextWeek.test(words)) return mondayAfter(today);
  if (nextMonth.test(words)) return toDay(dateOf(today).with({ day: 1 }).add({ months: 1 }));
  return byWeekday(words, today) ?? byDate(words, today);
}

function byWeekday(words: string, today: number): SaidDay {
  const wanted = weekdayOf(words.replace(new RegExp(`^${next} `), '').replace(/\.$/, ''));
  if (wanted > 0) return today + ((wanted - isoWeekday(today) + 6) % 7) + 1;
  const [first = '', ...rest] = words.split(/,? /);
  const weekday = weekdayOf(first.replace(/\.$/, ''));
  if (weekday === 0) {
    const last = weekdayOf(rest.at(-1) ?? '');
    return last > 0 && nextWeek.test(words.slice(0, words.lastIndexOf(' ')))
      ? mondayAfter(today) + last - 1
      : null;
  }
  const behind = rest.join(' ').replace(/^(?:the|den|dem|der|dnia|in|w|we) /, '');
  if (nextWeek.test(behind.replace(/^(nachste|kommende)r (woche)$/, '$1 $2')))
    return mondayAfter(today) + weekday - 1;
  const date = byDate(behind, today);
  // "Friday, 24 December" where that is a Thursday: who knows which of the two is meant.
  return typeof date === 'number' && isoWeekday(date) !== weekday ? 'no-such-day' : date;
}

function byDate(words: string, today: number): SaidDay {
  const full = iso.exec(words);
  if (full) return exact(Number(full[1]), Number(full[2]), Number(full[3]));
  const alone = dayAlone.exec(words);
  if (alone) return nextDayOfMonth(Number(alone[1]), today);
  const [day, month, year] = partsOf(words);
  if (day === undefined || month === undefined) return null;
  if (year !== undefined) return exact(Number(year) + (year.length === 2 ? 2000 : 0), month, day);
  const thisYear = dateOf(today).year;
  // 29 February waits for a leap year.
  const days = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((more) => exact(thisYear + more, month, day));
  return days.find((one) => typeof one === 'number' && one >= today) ?? 'no-such-day';
}

function partsOf(words: string): [day?: number, month?: number, year?: string | undefined] {
  const named = dayMonth.exec(words);
  const month = monthOf(named?.[2] ?? '');
  if (named && month > 0) return [Number(named[1]), month, named[3]];
  const english = monthDay.exec(words);
  const first = monthOf(english?.[1] ?? '');
  if (english && first > 0) return [Number(english[2]), first, english[3]];
  const numeric = dotted.exec(words);
  if (numeric) return [Number(numeric[1]), Number(numeric[2]), numeric[3]];
  const [, one, two, year] = slashed.exec(words) ?? [];
  if (one === undefined || two === undefined) return [];
  if (Number(one) > 12) return [Number(one), Number(two), year];
  return Number(two) > 12 || one === two ? [Number(two), Number(one), year] : [];
}

function exact(year: number, month: number, day: number): number | 'no-such-day' {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year
    ? at / dayMs
    : 'no-such-day';
}

function nextDayOfMonth(day: number, today: number): SaidDay {
  for (let more = 0; more < 3; more++) {
    const { year, month } = dateOf(today).with({ day: 1 }).add({ months: more });
    const found = exact(year, month, day);
    if (typeof found === 'number' && found > today) return found;
  }
  return 'no-such-day';
}

function mondayAfter(today: number): number {
  return today + 8 - isoWeekday(today);
}

/** 1970-01-01 was a Thursday, ISO weekday 4. */
function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function dateOf(day: number): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: day });
}

function toDay(date: Temporal.PlainDate): number {
  return Date.UTC(date.year, date.month - 1, date.day) / dayMs;
}
