import type { Temporal } from 'temporal-polyfill';
import type { Patterns } from './compile.js';
import { nearest, nextWeekday, resolve, told } from './day.js';

/** A date in a sentence: where it stands and which day it means; null where that is past or does not exist. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly date: Temporal.PlainDate | null;
  /** It is the end of a range written in one ("Dec 5-9"). */
  readonly range: boolean;
  readonly weekday: boolean;
}

/** Who reads the mail, and when. */
export interface Reading {
  readonly today: Temporal.PlainDate;
  /** The mail shows an hour with am or pm and a time zone of the USA: its slashes are month first. */
  readonly american: boolean;
  /** It came before noon UTC. */
  readonly morning: boolean;
}

const iso = /(?<!\d)(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)/g;
const dotted =
  /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4}|\d{2})(?!\d)|\.)?(?![\d:]|\s?(?:uhr|h|am|pm|kl)(?!\p{L}))/giu;
/** With a day over 12 behind: the others of the sentence are month first too ("12/24-1/2"). */
const monthFirst = /(?<![\d/.])(?:0?[1-9]|1[0-2])\/(?:1[3-9]|2\d|3[01])(?!\d)/;
const slashed = /(?<![\d/.]|\d{4}-)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/])/g;
const hyphened = /(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})(?![\d-])/g;
const most = 40;

/** The dates of a sentence in its order; they do not overlap. At most 40. */
export function datesIn(sentence: string, language: Patterns, reading: Reading): Found[] {
  const { today } = reading;
  const american = reading.american || monthFirst.test(sentence);
  const found: Found[] = [];
  const collect = (
    pattern: RegExp,
    read: (match: RegExpExecArray) => Temporal.PlainDate | null,
    weekday = false,
  ): void => {
    for (const match of sentence.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((one) => start < one.end && end > one.start)) continue;
      if (found.length >= most) return;
      found.push({
        start,
        end,
        date: read(match),
        range: language.monthFirst === pattern && match[3] !== undefined,
        weekday,
      });
    }
  };
  const ambiguous = ([, a, b, year]: RegExpExecArray): Temporal.PlainDate | null => {
    const dayFirst = told(year, b!, a!);
    const byMonth = told(year, a!, b!);
    if (Number(a) > 12 || language.code !== 'en') return resolve(dayFirst, today);
    if (Number(b) > 12 || american) return resolve(byMonth, today);
    return nearest([dayFirst, byMonth], today);
  };
  const month = (name: string): string => String(language.months.findIndex((one) => one.test(name)) + 1);
  collect(iso, ([, year, , one, day]) => resolve(told(year, one!, day!), today));
  collect(language.named, ([, day, name, year]) => resolve(told(year, month(name!), day!), today));
  if (language.monthFirst) {
    collect(language.monthFirst, ([, name, first, last, year]) =>
      resolve(told(year, month(name!), last ?? first!), today),
    );
  }
  collect(dotted, ([, day, one, year]) => resolve(told(year, one!, day!), today));
  collect(slashed, ambiguous);
  collect(hyphened, ambiguous);
  collect(language.dayAfterTomorrow, () => today.add({ days: 2 }));
  collect(language.tomorrow, () => today.add({ days: 1 }));
  collect(language.ahead, ([, count, , week]) => {
    const byWord = language.numbers.findIndex((one) => one.test(count!)) + 1;
    const days = (byWord || Number(count)) * (week === undefined ? 1 : 7);
    return days > 0 && days <= 400 ? today.add({ days }) : null;
  });
  const weekdayOf = (name: string): number => language.days.findIndex((one) => one.test(name)) + 1;
  collect(language.weekday, ([name]) => nextWeekday(weekdayOf(name), today, reading.morning), true);
  found.sort((a, b) => a.start - b.start);
  return found.filter((one) => !one.weekday || !besideDate(one, found)).map((one) => withWeekday(one, found));
}

/** "Monday, 5 December", "5.12. (Montag)": the weekday only adorns the date. */
function besideDate(weekday: Found, all: readonly Found[]): boolean {
  return all.some(
    (one) =>
      adorns(weekday, one) || (!one.weekday && weekday.start >= one.end && weekday.start - one.end <= 3),
  );
}

/** A date begins with the weekday before it. */
function withWeekday(date: Found, all: readonly Found[]): Found {
  const weekday = date.weekday ? undefined : all.find((one) => one.weekday && adorns(one, date));
  return weekday ? { ...date, start: weekday.start } : date;
}

function adorns(weekday: Found, date: Found): boolean {
  return !date.weekday && date.start >= weekday.end && date.start - weekday.end <= 8;
}
