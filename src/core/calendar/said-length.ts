import { Temporal } from 'temporal-polyfill';
import type { Calendar, Duration } from './calendar.js';
import { addDuration } from './duration.js';
import { amountOf } from './said-words.js';
import { nextWorkingMoment } from './working-time.js';

/** Further ahead is a slip of the finger rather than a wish; the same limit as for the durations of the config. */
const mostDays = 3_650;

type Unit = Duration['unit'] | 'week' | 'month';

/** Folded words; the first that fits counts. German AT and WT are Arbeitstage and Werktage. */
const units: readonly (readonly [Unit, RegExp, number])[] = [
  ['s', /^(?:s|sec|secs|seconds?|sekunden?|sekund[ay]?)$/, 1 / 86_400],
  ['m', /^(?:m|min|mins|minutes?|minuten?|minut[aye]?)$/, 1 / 1_440],
  ['h', /^(?:h|hrs?|hours?|std|stunden?|godz|godzin[aey]?)$/, 1 / 24],
  ['wd', /^(?:wd|(?:working|business|work) ?days?|workdays?|(?:arbeits|werk)tag(?:en?)?|at|wt)$/, 1],
  ['wd', /^(?:dzien roboczy|dni robocz(?:e|ych)|dni rob)$/, 1],
  ['d', /^(?:d|days?|tag(?:en?)?|dzien|dni|t)$/, 1],
  ['week', /^(?:w|wks?|weeks?|wochen?|tydzien|tygodni[ae]?|tyg)$/, 7],
  ['month', /^(?:months?|monat(?:en?)?|miesiac[ae]?|miesiecy|mies)$/, 30],
];
/** What may stand without a number: "na tydzień", "for a week" without its article. */
const single = /^(?:week|woche|tydzien|month|monat|miesiac|day|tag|dzien|hour|stunde|godzine|dzien roboczy)$/;

/**
 * The moment (ms UTC, in working time) that lies the told length after `now`: `4h`, `3 days`, `zwei Wochen`, `2 dni
 * robocze`, `tydzień`, `1 month` (the same day of the month). Null: the folded words tell no length.
 */
export function afterSaidLength(words: string, calendar: Calendar, now: number): number | 'too-far' | null {
  const match = /^(?:(\d{1,6}|[a-z]{1,12}(?= )) ?)?([a-z]{1,12}(?: [a-z]{1,12})?)$/.exec(words);
  const [, count, name = ''] = match ?? [];
  const unit = units.find(([, pattern]) => pattern.test(name));
  if (!unit) return null;
  const amount = count === undefined ? (single.test(name) ? 1 : 0) : amountOf(count);
  if (amount === 0) return null;
  const [kind, , days] = unit;
  if (amount * days > mostDays) return 'too-far';
  if (kind === 'month') return monthsLater(amount, calendar, now);
  return addDuration(
    calendar,
    now,
    kind === 'week' ? { amount: amount * 7, unit: 'd' } : { amount, unit: kind },
  );
}

/** The same local time so many months later; 31 January and one month is the end of February. */
function monthsLater(months: number, calendar: Calendar, now: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(calendar.timezone);
  return nextWorkingMoment(calendar, local.add({ months }).epochMilliseconds);
}
