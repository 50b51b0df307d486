import type { Calendar } from './calendar.js';
import { firstInstantOf, toLocal } from './zone.js';

/**
 * Working time. Each local day has at most one window [open, close): from the first instant at which the wall clock
 * shows the start of hours (or is past it, where a clock change skips it) to the same of their end. Windows of
 * successive days never overlap, and one that a clock change swallows whole is no window.
 *
 * A calendar may never open (every day a holiday; `check` says so). No search looks further than 400 days ahead or
 * back; the answer is then the moment 400 days away: late, hence quiet, finite and the same every time.
 */

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** How many days without a working moment a search endures. */
export const patienceDays = 400;
const patienceMs = patienceDays * dayMs;

interface Window {
  readonly open: number;
  readonly close: number;
}

/** Windows by local day since 1970-01-01, once computed; null for a day without. A memo, gone with its calendar. */
const windowsOf = new WeakMap<Calendar, Map<number, Window | null>>();

/** Whether the instant `t` (ms UTC) is in working time. */
export function isWorkingTime(calendar: Calendar, t: number): boolean {
  return nextWorkingMoment(calendar, t) === t;
}

/** Whether the local day (days since 1970-01-01) is a working day by its weekday and the holidays. */
export function isWorkingDay(calendar: Calendar, day: number): boolean {
  if (calendar.always) return true;
  // 1970-01-01 was a Thursday, ISO weekday 4.
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  return calendar.days.includes(weekday) && !calendar.holidays.has(isoDate(day));
}

/** `t` itself if it is in working time, else the next opening; ms UTC. The end of hours is already outside. */
export function nextWorkingMoment(calendar: Calendar, t: number): number {
  if (calendar.always) return t;
  const window = windowFrom(calendar, t);
  return window === null ? t + patienceMs : Math.max(t, window.open);
}

/** The moment (ms UTC) by which `ms` of working time have passed since `from` (ms UTC); itself a working moment. */
export function addWorkingTime(calendar: Calendar, from: number, ms: number): number {
  if (calendar.always) return from + ms;
  let t = from;
  let left = ms;
  for (;;) {
    const window = windowFrom(calendar, t);
    if (window === null) return t + patienceMs;
    t = Math.max(t, window.open);
    if (left < window.close - t) return t + left;
    left -= window.close - t;
    t = window.close;
  }
}

/**
 * The latest working moment (ms UTC) from which `ms` of working time pass until `until` (ms UTC); `until` itself for
 * 0 ms. It undoes addWorkingTime for every start in working time.
 */
export function subtractWorkingTime(calendar: Calendar, until: number, ms: number): number {
  if (calendar.always || ms <= 0) return until - ms;
  let t = until;
  let left = ms;
  let day = localDay(calendar, until) + 1;
  for (let idle = 0; idle <= patienceDays; day -= 1, idle += 1) {
    const window = windowOn(calendar, day);
    if (window === null || window.open >= t) continue;
    const length = Math.min(t, window.close) - window.open;
    if (left <= length) return Math.min(t, window.close) - left;
    left -= length;
    t = window.open;
    idle = 0;
  }
  return t - patienceMs;
}

/**
 * The opening (ms UTC) of the first working day after the local day of `t` (ms UTC). With `calendar: always` the
 * beginning of the next local day.
 */
export function startOfNextWorkingDay(calendar: Calendar, t: number): number {
  const day = localDay(calendar, t);
  const nextDay = firstInstantOf(calendar.timezone, (day + 1) * dayMs);
  return calendar.always ? nextDay : nextWorkingMoment(calendar, nextDay);
}

/** The first window that ends after `t`, or null when none opens within the patience. */
function windowFrom(calendar: Calendar, t: number): Window | null {
  // A day earlier, because a clock set back across midnight can show yesterday's date again.
  const day = localDay(calendar, t) - 1;
  for (let ahead = 0; ahead <= patienceDays + 2; ahead += 1) {
    const window = windowOn(calendar, day + ahead);
    if (window !== null && window.close > t) return window.open > t + patienceMs ? null : window;
  }
  return null;
}

function windowOn(calendar: Calendar, day: number): Window | null {
  let windows = windowsOf.get(calendar);
  if (windows === undefined) {
    windows = new Map();
    windowsOf.set(calendar, windows);
  }
  let window = windows.get(day);
  if (window === undefined) {
    window = computeWindow(calendar, day);
    windows.set(day, window);
  }
  return window;
}

function computeWindow(calendar: Calendar, day: number): Window | null {
  if (calendar.always || !isWorkingDay(calendar, day)) return null;
  const open = firstInstantOf(calendar.timezone, day * dayMs + calendar.hours.start * minuteMs);
  const close = firstInstantOf(calendar.timezone, day * dayMs + calendar.hours.end * minuteMs);
  return open < close ? { open, close } : null;
}

function localDay(calendar: Calendar, t: number): number {
  return Math.floor(toLocal(calendar.timezone, t) / dayMs);
}

/** YYYY-MM-DD of a day since 1970-01-01. */
function isoDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
