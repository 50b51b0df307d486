/**
 * What a phrase does in a mail. `thanks` and `solved` make gratitude; `fine` ("all good", "that helped") does too
 * where nothing was agreed to; `assent` ("ok", "yes") may be the answer to a question and needs `solved` beside it. Only behind `thanks`:
 * `cause` ("for your help"), `occasion` ("for your mail": so begin mails that go on; it counts as assent) and `service`
 * ("for your patience": an agent's words). `praise`, `polite`, `greeting`, `signOff`, `tail` and `and` change nothing.
 * Agents write `goodbye` ("glad it works"), `trifle` ("no problem", which may also agree to "you get it on Thursday", so
 * that it ends nothing) and `offer`: further help and nothing else, so that "let us know if you agree" is none.
 */
export type Category =
  | 'greeting'
  | 'thanks'
  | 'cause'
  | 'occasion'
  | 'solved'
  | 'fine'
  | 'praise'
  | 'assent'
  | 'polite'
  | 'signOff'
  | 'tail'
  | 'and'
  | 'goodbye'
  | 'trifle'
  | 'offer'
  | 'service';

/**
 * One language: regular expressions over words in lower case with one space between them, without commas; a full stop
 * ends a phrase. Letters stand with their accents here and match without them too; ä also matches ae, and so on.
 */
export type Phrases = Readonly<Record<Category, readonly string[]>>;

/** Alternatives with more words first, since an expression takes the first that fits. */
export function longestFirst(alternatives: string): string {
  const split: string[] = [''];
  let depth = 0;
  for (const sign of alternatives) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (sign === '|' && depth === 0) split.push('');
    else split[split.length - 1] += sign;
  }
  const spaces = (one: string): number => one.split(' ').length;
  return split.sort((a, b) => spaces(b) - spaces(a)).join('|');
}

/** One of the words. */
export const any = (words: string): string => `(?:${longestFirst(words)})`;

/** Any number of the words, each behind a space. */
export const some = (words: string): string => `(?: ${any(words)})*`;

/** At least one of the words, each behind a space. */
export const many = (words: string): string => `(?: ${any(words)})+`;

/** Any number of the words, each before a space. */
export const lead = (words: string): string => `(?:${any(words)} )*`;

/** The phrase or nothing. */
export const maybe = (phrase: string): string => `(?:${phrase})?`;
