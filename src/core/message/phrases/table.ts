import { compile, type Phrase } from './compile.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import type { Category } from './phrases.js';
import { pl } from './pl.js';

const languages = [en, de, pl, fr, es, it];
const compiled = new Map<string, readonly Phrase[]>();

/** The phrases of a category that can begin with a letter, made when they are first needed. */
export function phrasesOf(category: Category, letter: string): readonly Phrase[] {
  const key = `${category} ${letter}`;
  const known = compiled.get(key);
  if (known) return known;
  const all = compiled.get(category) ?? languages.flatMap((language) => language[category]).map(compile);
  const some = all.filter((phrase) => phrase.letters.has(letter));
  compiled.set(category, all).set(key, some);
  return some;
}
