import { fold } from './fold.js';
import { nameEnds } from './person.js';
import type { Category } from './phrases.js';
import { isSignature } from './signature.js';
import { phrasesOf } from './table.js';
import { type Word, wordsOf } from './tokens.js';
import { type WordReason, wordReason } from './words.js';

/** What was found in a text that was understood to its end, or why it was not. */
type Reading =
  | { readonly understood: true; readonly found: ReadonlySet<Category> }
  | { readonly understood: false; readonly reason: WordReason | 'refers' };

type Step = Category | 'name';
const behindThanks: ReadonlySet<Category> = new Set(['cause', 'occasion', 'service']);

/**
 * Reads a prepared text word by word: it is understood only if every word belongs to a phrase of the given categories (in
 * any of the languages), to a name where a name stands, or to the signature.
 * @param people display names of the people of the conversation; they are names wherever a name may stand
 */
export function read(text: string, categories: readonly Category[], people: readonly string[] = []): Reading {
  const [body = '', ...below] = text.split(/^--\s*$/m);
  const words = wordsOf(body.trimEnd());
  if (!below.every(isSignature)) return { understood: false, reason: 'says-more' };
  const walk: Walk = {
    ...joined(words),
    words,
    text: body,
    categories,
    people: namesOf(people),
    dead: new Set(),
    furthest: 0,
  };
  const found = search(walk, 0, null);
  if (found) return { understood: true, found: new Set(found.filter((step) => step !== 'name')) };
  return { understood: false, reason: reasonOf(words, walk.furthest) };
}

interface Walk {
  readonly words: readonly Word[];
  /** The folded words with one space between them, and a dot where a sentence ends. */
  readonly line: string;
  readonly begins: readonly number[];
  /** Index of the next word, by the offset in `line` where a word ends. */
  readonly nexts: ReadonlyMap<number, number>;
  readonly text: string;
  readonly categories: readonly Category[];
  readonly people: ReadonlySet<string>;
  /** Places that lead nowhere, so that nothing is tried twice. */
  readonly dead: Set<string>;
  furthest: number;
}

function joined(words: readonly Word[]): Pick<Walk, 'line' | 'begins' | 'nexts'> {
  let line = '';
  const begins: number[] = [];
  const nexts = new Map<number, number>();
  for (const [index, word] of words.entries()) {
    if (word.stop) line += '. ';
    begins.push(line.length);
    line += `${word.folded} `;
    nexts.set(line.length - 1, index + 1);
  }
  return { line: line.trimEnd(), begins, nexts };
}

function namesOf(people: readonly string[]): ReadonlySet<string> {
  const words = people.flatMap((name) => wordsOf(name.slice(0, 200)));
  return new Set(
    words
      .filter((word) => wordReason(word.folded) === null && word.raw.length > 1)
      .map((word) => word.folded),
  );
}

/** The steps from this word to the end of the text, or null. */
function search(walk: Walk, from: number, last: Step | null): Step[] | null {
  if (from === walk.words.length) return last === 'and' ? null : [];
  walk.furthest = Math.max(walk.furthest, from);
  const place = `${from} ${last}`;
  if (walk.dead.has(place)) return null;
  for (const { step, to } of [...phrasesAt(walk, from, last), ...namesAt(walk, from, last)]) {
    const rest = search(walk, to, step);
    if (rest) return [step, ...rest];
    if ((step === 'signOff' || (step === 'name' && signs(walk, from))) && signedAt(walk, to)) return [step];
  }
  walk.dead.add(place);
  return null;
}

/** The phrases that begin at a word, longest first. */
function phrasesAt(walk: Walk, from: number, last: Step | null): { step: Step; to: number }[] {
  const steps: { step: Step; to: number }[] = [];
  const begin = walk.begins[from] ?? 0;
  for (const category of walk.categories) {
    if (category === 'greeting' && last !== null && last !== 'greeting' && last !== 'name') continue;
    if (behindThanks.has(category) && (last !== 'thanks' || walk.words[from]?.stop)) continue;
    if ((category === 'tail' || category === 'and') && (last === null || last === 'greeting')) continue;
    for (const { expression } of phrasesOf(category, walk.line[begin] ?? '')) {
      expression.lastIndex = begin;
      if (!expression.test(walk.line)) continue;
      const to = walk.nexts.get(expression.lastIndex);
      if (to !== undefined && to > from) steps.push({ step: category, to });
    }
  }
  return steps.sort((a, b) => b.to - a.to);
}

/** The names that begin at a word: behind a greeting or sign-off whatever looks so, elsewhere only known ones. */
function namesAt(walk: Walk, from: number, last: Step | null): { step: Step; to: number }[] {
  const word = walk.words[from];
  if (!word || last === 'and' || (last === 'name' && !word.stop && !word.line)) return [];
  const addressed = (last === 'greeting' && !word.stop && !word.line) || last === 'signOff';
  return nameEnds(walk.words, from, addressed ? 'any' : 'known', walk.people).map((to) => ({
    step: 'name',
    to,
  }));
}

/** A name that begins its line or sentence may be the writer's. */
function signs(walk: Walk, from: number): boolean {
  const word = walk.words[from];
  return from > 0 && (word?.line || word?.stop) === true;
}

/** Nothing but a signature stands from this word on. */
function signedAt(walk: Walk, to: number): boolean {
  return isSignature(walk.text.slice(walk.words[to - 1]?.end));
}

/** Why the sentence was not understood, by its words from the first strange one on. */
function reasonOf(words: readonly Word[], from: number): WordReason | 'refers' {
  const next = words.findIndex((word, index) => index > from && word.stop);
  const sentence = words.slice(from, next < 0 ? undefined : next);
  for (const word of sentence) {
    if (/[\p{N}@#/]/u.test(word.raw)) return 'refers';
    const reason = wordReason(fold(word.raw));
    if (reason !== null && reason !== 'says-more') return reason;
  }
  return 'says-more';
}
