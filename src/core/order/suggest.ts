import { distance } from 'fastest-levenshtein';
import { fold } from '../message/phrases/fold.js';
import type { Token } from './tokens.js';

const days = [
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|next week',
  'Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|morgen|übermorgen|nächste Woche',
  'poniedziałku|wtorku|środy|czwartku|piątku|soboty|niedzieli|jutra|pojutrze|poniedziałek|wtorek|piątek',
]
  .join('|')
  .split('|');

/**
 * What a person perhaps meant by a snooze whose moment nobody understands, as he would write it: a weekday spelt right,
 * days for a bare number, else an example.
 * @param word the verb as written
 */
export function suggestMoment(word: string, tokens: readonly Token[]): string {
  const [only, ...more] = tokens;
  if (only && more.length === 0 && /^\d{1,3}$/.test(only.word) && Number(only.word) > 0)
    return `${word} ${only.word}d`;
  const last = tokens.at(-1)?.word ?? '';
  const near =
    last.length < 5 || last.length > 20 ? [] : days.map((day) => [distance(fold(day), last), day] as const);
  // A day spelt right is not what is wrong.
  const least = Math.min(3, ...near.map(([far]) => far));
  const day = least === 1 || least === 2 ? near.find(([far]) => far === least)?.[1] : undefined;
  const before = tokens.slice(0, -1).map(({ raw }) => raw);
  return day === undefined ? `${word} 3d` : [word, ...before, day].join(' ');
}
