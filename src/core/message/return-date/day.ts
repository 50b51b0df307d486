import { Temporal } from 'temporal-polyfill';

/** The farthest a return may lie ahead, in days: about 13 months. */
const most = 400;

/** A calendar date as a mail tells it; `year` null where it is left out, two digits mean this century. */
export interface Told {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

/** The date of the pieces that a pattern found, each in digits; without a year where the writer left it out. */
export function told(year: string | undefined, month: string, day: string): Told {
  return { year: year === undefined ? null : Number(year), month: Number(month), day: Number(day) };
}

/** The UTC day of a moment (ms UTC), or null where it is no moment. */
export function dayOf(at: number): Temporal.PlainDate | null {
  if (!Number.isFinite(at) || Math.abs(at) > 8e15) return null;
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO('UTC').toPlainDate();
}

/** The date that is meant by a mail of day `today`: the nearest one that is not past; null where it does not exist, is past or too far. */
export function resolve({ year, month, day }: Told, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const years = year === null ? [today.year, today.year + 1] : [year < 100 ? 2000 + year : year];
  for (const one of years) {
    const date = exact(one, month, day);
    if (date && isAhead(date, today)) return date;
  }
  return null;
}

/** The nearest of several readings of one date ("05/12"). */
export function nearest(tolds: readonly Told[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  const dates = tolds.flatMap((one) => resolve(one, today) ?? []);
  return dates.sort((a, b) => Temporal.PlainDate.compare(a, b))[0] ?? null;
}

/**
 * The day that a weekday (1 is Monday) means: the next one after `today`, since on the day itself one says "today". But
 * what was written before the weekend is still sent on Monday morning: with `morning` (before noon UTC) it means today,
 * so that nothing waits. Where the writer meant the next week after all, that is no worse than if he had named no day.
 */
export function nextWeekday(
  weekday: number,
  today: Temporal.PlainDate,
  morning: boolean,
): Temporal.PlainDate {
  const days = (weekday - today.dayOfWeek + 7) % 7;
  return today.add({ days: days === 0 && !morning ? 7 : days });
}

/** The next such day of a month after `date` ("1 to 5 December, back on the 7th"), or null where there is none. */
export function nextDayOfMonth(day: number, date: Temporal.PlainDate): Temporal.PlainDate | null {
  const { year, month } = day > date.day ? date : date.add({ months: 1 });
  return exact(year, month, day);
}

function exact(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = Temporal.PlainDate.from({ year, month, day });
  return date.day === day ? date : null; // 31 February is moved to the end of the month
}

function isAhead(date: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  const days = today.until(date).days;
  return days >= 0 && days <= most;
}
