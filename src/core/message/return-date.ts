import type { Temporal } from 'temporal-polyfill';
import { absentWords, automaticWords } from './auto-reply-words.js';
import { lowerCase, lowerCasePattern } from './letters.js';
import { compile, type Patterns } from './return-date/compile.js';
import { dayOf } from './return-date/day.js';
import { eastAsianReturn } from './return-date/east-asian.js';
import { datesIn, type Found, type Reading } from './return-date/found.js';
import { germanic } from './return-date/germanic.js';
import { romance } from './return-date/romance.js';
import { slavic } from './return-date/slavic.js';
import { sentencesOf } from './sentences.js';
import { baseSubject, withoutAutoReplyPrefix } from './subject.js';

const languages: readonly Patterns[] = [...germanic, ...romance, ...slavic].map(compile);
const american = /\d\s?[ap]\.?m\.?[\s,(]{1,3}(?:[ecmp][sd]?t|eastern|central|mountain|pacific)(?!\p{L})/iu;
const absentSubject = lowerCasePattern(
  `(?<!\\p{L})(?:${absentWords}|abwesenheits|vacation|holiday|afwezigheids|frånvaro|fraværs|poissaolo)`,
);
const automatic = lowerCasePattern(`(?<!\\p{L})(?:${automaticWords})(?!\\p{L})`);
/** It tells when an absence begins: a date without an end says nothing. */
const begins =
  /(?<!\p{L})(?:from|starting|starts?|begin\p{L}*|as of|since|ab|seit|à partir|depuis|a partir|desde|dal|dall|vanaf|sinds|från|fra|od|с|з|починаючи|начиная)(?!\p{L})/iu;
/** How sure each way is; the surest that is found counts, then the first in the text. */
const ways = ['back', 'until', 'range', 'on'] as const;
type Way = (typeof ways)[number];

/**
 * The date that an automatic reply names as the end of an absence: of the return ("back on 5 December"), else the last
 * day ("until 4 December", the end of a range), else the only day ("out of office on 3 December").
 *
 * A missing year is the nearest that makes the date not past. Dots are day first, as are slashes and hyphens in every
 * language but English; there a number over 12 decides, then a sign of the USA (am or pm with its time zone: month
 * first), else the reading that lies nearest ahead. A weekday is the next one after the mail's day.
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
  const reading: Reading = { today, american: american.test(text) };
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
  let best: { rank: number; date: Temporal.PlainDate } | null = null;
  for (const language of languages) {
    if (!away && !language.gate.test(text)) continue;
    for (const { way, date } of namedIn(sentences, language, reading, away)) {
      const rank = ways.indexOf(way);
      if (best === null || rank < best.rank) best = { rank, date };
    }
  }
  return best?.date ?? null;
}

interface Named {
  readonly way: Way;
  readonly date: Temporal.PlainDate;
}

/** What one language finds, in the order of the text. `away`: the subject already tells of an absence. */
function namedIn(sentences: readonly string[], language: Patterns, reading: Reading, away: boolean): Named[] {
  const named: Named[] = [];
  let before = away;
  for (const sentence of sentences) {
    const absent = language.absent.test(sentence);
    const known = absent || before || away;
    before = absent;
    const cues = [...sentence.matchAll(language.back)].slice(0, 20);
    if ((!known && cues.length === 0) || language.past.test(sentence)) continue;
    const dates = datesIn(sentence, language, reading);
    if (dates.length === 0) continue;
    for (const cue of cues) {
      const date = besideCue(sentence, cue.index, cue.index + cue[0].length, dates)?.date;
      if (date) named.push({ way: 'back', date });
    }
    if (!known) continue;
    for (const one of dates) {
      const way = wayOf(sentence, one, language, absent && dates.length === 1);
      if (way !== null && one.date) named.push({ way, date: one.date });
    }
  }
  return named;
}

/** The date that "I am back" speaks about: the one behind it, else the one before it, with no other between. */
function besideCue(sentence: string, start: number, end: number, dates: readonly Found[]): Found | null {
  const behind = dates.find((one) => one.start >= end);
  if (behind) {
    const gap = sentence.slice(end, behind.start);
    if (gap.length <= 60 && !/[!?]/.test(gap) && (gap.length <= 4 || !gap.includes(','))) return behind;
  }
  const ahead = dates.findLast((one) => one.end <= start);
  if (!ahead) return null;
  const gap = sentence.slice(ahead.end, start);
  return gap.length <= 45 && !/[!?]|,.*,/.test(gap) ? ahead : null;
}

function wayOf(sentence: string, one: Found, language: Patterns, alone: boolean): Way | null {
  const lead = sentence.slice(Math.max(0, one.start - 60), one.start);
  if (language.untilLead.test(lead)) return 'until';
  if (one.range || language.rangeLead.test(lead)) return 'range';
  return alone && language.onLead.test(lead) && !begins.test(sentence) ? 'on' : null;
}
