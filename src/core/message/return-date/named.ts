import type { Temporal } from 'temporal-polyfill';
import { lowerCasePattern } from '../letters.js';
import { begins, type Patterns } from './compile.js';
import { nextDayOfMonth } from './day.js';
import { datesIn, type Found, type Reading } from './found.js';

/**
 * How sure each way to name the end of an absence is, the surest first: the writer's own return, the last day, the end of
 * a range, the only day. `theirs` is a return of somebody else, or of the writer if he writes of himself by his name.
 */
export const ways = ['back', 'until', 'range', 'on', 'theirs'] as const;

export interface Named {
  readonly way: (typeof ways)[number];
  readonly date: Temporal.PlainDate;
  /** The number of the sentence, and where the date stands in it. */
  readonly place: string;
}

/** It tells when an absence begins: a date without an end says nothing. */
const beginning = lowerCasePattern(`(?<!\\p{L})(?:${begins})(?!\\p{L})`);
/** Who is there instead, until when. */
const standIn =
  /contact|kontakt|contatt|urgen|dringend|eilig|vertret|vertritt|wenden sie|zast[ęe]p|zastup|piln|spoed|vervang|brådsk|haster|rempla[cç]|suplent|sustitu|substitu|sostitu|срочн|замен|замещ|термінов|заміщ|naléhav/u;
/** When a house is open, week by week. */
const hours =
  /hours|zeiten|horaire|horario|horário|orari|godzin|tijden|öppettid|åbningstid|åpningstid|hodin|часы|години/u;

/** What one language finds, in the order of the text. `away`: the subject already tells of an absence. */
export function namedIn(
  sentences: readonly string[],
  language: Patterns,
  reading: Reading,
  away: boolean,
): Named[] {
  const named: Named[] = [];
  let before = away;
  let last: Temporal.PlainDate | null = null;
  for (const [number, sentence] of sentences.entries()) {
    const absent = language.absent.test(sentence);
    const known = absent || before || away;
    before = absent;
    const cues = [...sentence.matchAll(language.back)].slice(0, 20);
    if ((!known && cues.length === 0) || language.past.test(sentence)) continue;
    const dates = datesIn(sentence, language, reading);
    const add = (way: Named['way'], start: number, date: Temporal.PlainDate | null | undefined): void => {
      if (date) named.push({ way, date, place: `${number} ${start}` });
    };
    for (const { index, 0: cue } of cues) {
      const end = index + cue.length;
      const day = Number(language.bareDay.exec(sentence.slice(end, end + 40))?.[1] ?? 0);
      const reference = dates.findLast((one) => one.end <= index)?.date ?? last;
      const beside = besideCue(sentence, index, end, dates);
      const way = isTheirs(sentence, index, end, beside, language) ? 'theirs' : 'back';
      if (day > 0 && reference && !(beside && beside.start >= end))
        add(way, end, nextDayOfMonth(day, reference));
      else add(way, beside?.start ?? end, beside?.date);
    }
    last = dates.findLast((one) => one.date !== null)?.date ?? last;
    if (!known) continue;
    for (const one of dates) {
      if (!absent && !isOfAbsence(sentence, one, language)) continue;
      const way = wayOf(sentence, one, language, absent && dates.length === 1);
      if (way !== null) add(way, one.start, one.date);
    }
  }
  return named;
}

/** The clause that a place stands in, up to it. */
function clauseBefore(sentence: string, at: number, language: Patterns): string {
  const text = sentence.slice(Math.max(0, at - 120), at);
  const end = [...text.matchAll(language.clause)].at(-1);
  return end ? text.slice(end.index + end[0].length).trimStart() : text;
}

/** Whether the return at `start` to `end` has somebody else's verb in its clause, and no "I" or "we". */
function isTheirs(
  sentence: string,
  start: number,
  end: number,
  date: Found | null,
  language: Patterns,
): boolean {
  const from = start - clauseBefore(sentence, start, language).length;
  // "... bis 18.12. Frau Meier ist ab 30.11. wieder da": a sentence may end behind a date but its own.
  const known = Math.max(from, Math.min(start, date?.start ?? start));
  const stop = sentence.slice(from, known).lastIndexOf('. ');
  const clause = sentence.slice(stop < 0 ? from : from + stop + 2, end);
  return language.them.test(clause) && !language.me.test(clause) && !language.us.test(clause);
}

/**
 * Whether a date in a sentence without a word of absence still ends the absence that the subject or the sentence before
 * told: it opens its clause ("Until 5 December ..."), or the clause is of the writer or of who stands in. "Orders until 10
 * December", "Our sale ends on ..." and the hours of a week are none.
 */
function isOfAbsence(sentence: string, one: Found, language: Patterns): boolean {
  if (one.weekday && language.rangeLead.test(sentence.slice(Math.max(0, one.start - 60), one.start)))
    return false;
  if (standIn.test(sentence)) return true;
  const clause = clauseBefore(sentence, one.start, language);
  // The first date of a range opens it.
  return language.me.test(clause) || language.opening.test(clause.replace(/\d[\d./-]*.*$/su, ''));
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

function wayOf(sentence: string, one: Found, language: Patterns, alone: boolean): Named['way'] | null {
  const lead = sentence.slice(Math.max(0, one.start - 60), one.start);
  if (one.weekday && hours.test(sentence) && language.rangeLead.test(lead)) return null;
  if (language.untilLead.test(lead)) return 'until';
  if (one.range || language.rangeLead.test(lead)) return 'range';
  return alone && language.onLead.test(lead) && !beginning.test(sentence) ? 'on' : null;
}
