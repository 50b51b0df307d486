import type { Calendar, Duration } from './calendar.js';
import { isWorkingDay, nextWorkingMoment, patienceDays } from './working-time.js';
import { fromLocal, toLocal } from './zone.js';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const longestDays = 3_650;

/**
 * Reads a duration as the config writes it: `30s`, `10m`, `4h`, `2d` or `2wd`. Null for anything else, for zero, and
 * for more than ten years (a slip of the finger rather than a wish).
 */
export function parseDuration(text: string): Duration | null {
  const match = /^([1-9]\d{0,8})(s|m|h|d|wd)$/.exec(text);
  if (match === null) return null;
  const amount = Number(match[1]);
  const unit = match[2] as Duration['unit'];
  return amount * unitMs[unit === 'wd' ? 'd' : unit] > longestDays * unitMs.d ? null : { amount, unit };
}

/** The duration as the config writes it; the inverse of parseDuration. */
export function formatDuration(duration: Duration): string {
  return `${duration.amount}${duration.unit}`;
}

/** Its length in ms, a day being 24 hours; null for working days, whose length only a calendar knows. */
export function durationMs(duration: Duration): number | null {
  return duration.unit === 'wd' ? null : duration.amount * unitMs[duration.unit];
}

/**
 * The moment (ms UTC) that lies `duration` after `from` (ms UTC), moved into working time.
 * `s`, `m`, `h` are elapsed time. `d` is so many calendar days later at the same local time, `wd` so many working
 * days later at the same local time (a working day is one by weekday and holidays; the day of `from` is not counted).
 * A local time that the clock skips moves ahead by the gap, of a repeated one the first counts.
 * With `calendar: always` nothing is moved and every day is a working day.
 */
export function addDuration(calendar: Calendar, from: number, duration: Duration): number {
  const { amount, unit } = duration;
  if (unit !== 'd' && unit !== 'wd') return nextWorkingMoment(calendar, from + amount * unitMs[unit]);
  const local = toLocal(calendar.timezone, from);
  const days = unit === 'd' ? amount : calendarDays(calendar, Math.floor(local / unitMs.d), amount);
  return nextWorkingMoment(calendar, fromLocal(calendar.timezone, local + days * unitMs.d));
}

/** How many calendar days after the local day `day` its `amount`th working day lies. */
function calendarDays(calendar: Calendar, day: number, amount: number): number {
  let days = 0;
  let idle = 0;
  for (let left = amount; left > 0; ) {
    days += 1;
    if (isWorkingDay(calendar, day + days)) {
      left -= 1;
      idle = 0;
    } else {
      idle += 1;
      if (idle > patienceDays) break;
    }
  }
  return days;
}
