import { distance } from 'fastest-levenshtein';
import { fold } from '../message/phrases/fold.js';
import { targetsOf } from './target.js';
import type { Token } from './tokens.js';
import { isDecimal, momentOf, type OrderContext, snoozeArguments } from './when.js';

const days = [
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|next week',
  'Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|morgen|übermorgen|nächste Woche',
  'poniedziałku|wtorku|środy|czwartku|piątku|soboty|niedzieli|jutra|pojutrze|poniedziałek|wtorek|piątek',
]
  .join('|')
  .split('|');

interface Split {
  readonly named: readonly Token[];
  readonly rest: readonly Token[];
}

const units = 'days weeks hours tage tagen wochen stunden godziny tygodnie'.split(' ');

/**
 * What a person perhaps meant by a snooze whose moment nobody understands, as he would write it: a weekday spelt right,
 * days for a bare number, else an example. What it is about stands first, where nothing can be taken for it.
 * @param word the verb as written
 */
export function suggestMoment(word: string, tokens: readonly Token[], context: OrderContext): string {
  const [only, ...more] = tokens;
  if (only && more.length === 0 && /^\d{1,3}$/.test(only.word) && Number(only.word) > 0)
    return `${word} ${only.word}d`;
  const marked = withMarks(tokens).find((some) => {
    const found = snoozeArguments(some, context);
    return found.ok && found.targets.length === 1;
  });
  if (marked) return [word, ...marked.map(({ raw }) => raw)].join(' ');
  const { named, rest } = withoutTargets(tokens, context);
  const [unit] = rest;
  // "3 dayz", "1,5 Tage": the number belongs to it.
  const counted = unit && rest.length === 1 && isUnit(unit.word);
  return [word, ...(counted ? [] : named.map(({ raw }) => raw)), momentLike(rest, context)].join(' ');
}

/**
 * The tokens with the mark of an id ("#") before one of them, once for each that may be the beginning of an id but for a
 * digit: "why qacr" is "why #qacr".
 */
export function withMarks(tokens: readonly Token[]): readonly (readonly Token[])[] {
  return tokens
    .filter(({ word }) => /^[a-km-np-z]{4,9}$/.test(word) && !isUnit(word))
    .map((id) =>
      tokens.map((one) => (one === id ? { ...one, raw: `#${id.raw}`, word: `#${id.word}` } : one)),
    );
}

/** A length's unit, or nearly one. */
function isUnit(word: string): boolean {
  return units.some((one) => distance(one, word) < 2);
}

/** The targets that tokens begin or end with, and the others: a moment rather than anything else. */
function withoutTargets(tokens: readonly Token[], context: OrderContext): Split {
  const counts = tokens.map((_, n) => tokens.length - n).filter((n) => !isDecimal(tokens, n));
  const splits = [
    ...counts.map((n): Split => ({ named: tokens.slice(0, n), rest: tokens.slice(n) })),
    ...counts.map((n): Split => ({ named: tokens.slice(-n), rest: tokens.slice(0, -n) })),
  ].filter(({ named }) => Array.isArray(targetsOf(named)));
  const timed = splits.find(({ rest }) => typeof momentOf(rest, context) === 'number');
  return timed ?? splits[0] ?? { named: [], rest: tokens };
}

/** The words if they are a moment, with a weekday spelt right if that was wrong, else an example. */
function momentLike(tokens: readonly Token[], context: OrderContext): string {
  const words = tokens.map(({ raw }) => raw);
  if (typeof momentOf(tokens, context) === 'number') return words.join(' ');
  const last = tokens.at(-1)?.word ?? '';
  const near =
    last.length < 5 || last.length > 20 ? [] : days.map((day) => [distance(fold(day), last), day] as const);
  // A day spelt right is not what is wrong.
  const least = Math.min(3, ...near.map(([far]) => far));
  const day = least === 1 || least === 2 ? near.find(([far]) => far === least)?.[1] : undefined;
  return day === undefined ? '3d' : [...words.slice(0, -1), day].join(' ');
}
