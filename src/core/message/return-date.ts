import type { Temporal } from 'temporal-polyfill';
import { absentWords, automaticWords } from './auto-reply-words.js';
import { lowerCase, lowerCasePattern } from './letters.js';
import { compile, type Patterns } from './return-date/compile.js';
import { dayOf } from './return-date/day.js';
import { eastAsianReturn } from './return-date/east-asian.js';
import type { Reading } from './return-date/found.js';
import { languages } from './return-date/languages.js';
import { type Named, namedIn, ways } from './return-date/named.js';
import { sentencesOf } from './sentences.js';
import { baseSubject, withoutAutoReplyPrefix } from './subject.js';

const day = 86_400_000;
const patterns: readonly Patterns[] = languages.map(compile);
const american = /\d\s?[ap]\.?m\.?[\s,(]{1,3}(?:[ecmp][sd]?t|eastern|central|mountain|pacific)(?!\p{L})/iu;
const absentSubject = lowerCasePattern(
  `(?<!\\p{L})(?:${absentWords}|abwesenheits|vacation|holiday|afwezigheids|frånvaro|fraværs|poissaolo)`,
);
const automatic = lowerCasePattern(`(?<!\\p{L})(?:${automaticWords})(?!\\p{L})`);
/** Days after the last day of an absence in which somebody's return is still its end: a weekend, a holiday. */
const afterLastDay = 10;

/**
 * The date that an automatic reply names as the end of an absence: of the writer's return ("back on 5 December"), else the
 * last day ("until 4 December", the end of a range), else the only day ("out of office on 3 December"). The return of
 * somebody else ("Tom is back on ...", which may be the writer's own name) counts where nothing else does, or where it
 * follows the last day.
 *
 * A missing year is the nearest that makes the date not past. Dots are day first, as are slashes and hyphens in every
 * language but English; there a number over 12 decides, then a sign of the USA (am or pm with its time zone: month
 * first), else the reading that lies nearest ahead. A weekday is the next one after the mail's day,
 * before noon also that day itself (see `nextWeekday`).
 * @param newText the mail's own text, without quotes; the first 4,000 characters are read
 * @param at when the mail came, ms UTC; its UTC day is "today"
 * @returns an ISO calendar date of the writer's place, from the day of `at` to 400 days later; null where none is
 *   named, where it is past, or where no word of returning or absence is beside it
 */
export function returnDateOf(subject: string, newText: string, at: number): string | null {
  const today = dayOf(at);
  if (today === null) return null;
  const text = lowerCase(newText.slice(0, 4_000));
  const line = lowerCase(ownSubject(subject.slice(0, 300)));
  const morning = at - Math.floor(at / day) * day < day / 2;
  const reading: Reading = { today, american: american.test(text), morning };
  const away = absentSubject.test(line);
  const date =
    bestOf(sentencesOf(text), reading, away) ??
    bestOf([line], reading, away) ??
    eastAsianReturn(`${line}\n${text}`, today);
  return date?.toString() ?? null;
}

/**
 * The subject without that of the mail it answers ("Out of office: Offer until 5 May"). Behind a mere word of absence a
 * date may stand instead ("OOO: 1-5 December").
 */
function ownSubject(subject: string): string {
  const answered = withoutAutoReplyPrefix(subject);
  if (answered.length >= baseSubject(subject).length) return subject;
  const own = subject.slice(0, Math.max(0, subject.length - answered.length));
  return !automatic.test(lowerCase(own)) && /^\P{N}{0,14}\p{N}/u.test(answered) ? subject : own;
}

function bestOf(sentences: readonly string[], reading: Reading, away: boolean): Temporal.PlainDate | null {
  const text = sentences.join('\n');
  const all = patterns
    .filter((language) => away || language.gate.test(text))
    .flatMap((language) => namedIn(sentences, language, reading, away));
  // A word of returning that two languages share ("retour") has its verb in one of them only.
  const others = new Set(all.filter(({ way }) => way === 'theirs').map(({ place }) => place));
  const first = (way: Named['way']): Named | undefined =>
    all.find((one) => one.way === way && (way !== 'back' || !others.has(one.place)));
  const [own] = ways.flatMap((way) => (way === 'theirs' ? [] : (first(way) ?? [])));
  const theirs = first('theirs');
  if (!own || !theirs || own.way === 'back') return (own ?? theirs)?.date ?? null;
  const days = own.date.until(theirs.date).days;
  return days >= 0 && days <= afterLastDay ? theirs.date : own.date;
}
