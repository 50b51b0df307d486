import { fold } from '../message/phrases/fold.js';
import { germanic } from '../message/return-date/germanic.js';
import { slavic } from '../message/return-date/slavic.js';

/**
 * The words of days and months in the languages that people order in, taken from the tables that read out-of-office
 * mails. All patterns are for folded text (`fold`): lower case, no accents.
 */
const languages = [...germanic, ...slavic].filter(({ code }) => ['en', 'de', 'pl'].includes(code));

/** A piece of those tables for folded text; an umlaut may also be written ae, oe, ue. */
function folded(source: string): string {
  return fold(source.replace(/[äöü]/g, (umlaut) => `${umlaut}e?`));
}

function of(pieces: readonly string[]): RegExp {
  return new RegExp(`^(?:${pieces.map(folded).join('|')})$`);
}

/** Polish writes these beside the full names; German "Mo, Di, Mi, Do" are other words too often. */
const shortDays = ['pon', 'wt', 'śr', 'czw', 'pt|piat', 'sob', 'nd|niedz'];

const weekdays = shortDays.map((short, n) => of([short, ...languages.map(({ days }) => days[n] ?? short)]));
const months = Array.from({ length: 12 }, (_, n) => of(languages.map((one) => one.months[n] ?? '-')));
const tomorrows = of([...languages.map((one) => one.tomorrow), 'jutro']);
const overmorrows = of(languages.map((one) => one.dayAfterTomorrow));
/** "One" to "six"; articles count as one. */
const numbers = [0, 1, 2, 3, 4, 5].map((n) =>
  of([
    ...languages.map((one) => one.ahead[1][n] ?? '-'),
    ...(n === 0 ? ['an', 'ein(?:e[nmrs]?)?', 'jedna'] : []),
  ]),
);

/** The ISO weekday (1 is Monday) that a folded word names, or 0. */
export function weekdayOf(word: string): number {
  return weekdays.findIndex((one) => one.test(word)) + 1;
}

/** The month (1 is January) that a folded word names, or 0. */
export function monthOf(word: string): number {
  return months.findIndex((one) => one.test(word)) + 1;
}

/** How many days after today folded words name: 0 today, 1 tomorrow, 2 the day after; null: none of them. */
export function daysAhead(words: string): 0 | 1 | 2 | null {
  if (/^(?:today|heute|dzis|dzisiaj)$/.test(words)) return 0;
  if (tomorrows.test(words)) return 1;
  return overmorrows.test(words) ? 2 : null;
}

/** A number from one to six as a folded word, or digits; 0: neither. */
export function amountOf(word: string): number {
  return /^\d{1,6}$/.test(word) ? Number(word) : numbers.findIndex((one) => one.test(word)) + 1;
}
