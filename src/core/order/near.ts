import { distance } from 'fastest-levenshtein';
import type { Token } from './tokens.js';
import { type VerbPhrase, verbsByWords } from './words.js';

/** A verb that was perhaps meant by the first tokens. */
interface NearVerb {
  readonly phrase: VerbPhrase;
  /** How many tokens stand for it. */
  readonly tokens: number;
}

/**
 * The verb whose spelling comes nearest to the first one to three tokens: one letter wrong, missing, too many or two
 * exchanged in words of four or five letters, two in longer ones. Shorter words come near everything. Null: none.
 */
export function nearVerb(tokens: readonly Token[]): NearVerb | null {
  let best: NearVerb | null = null;
  let least = 3;
  for (const count of [1, 2, 3]) {
    if (tokens.length < count) break;
    const words = tokens.slice(0, count).map(({ word }) => word);
    const written = words.join(' ');
    if (written.length > 30) break;
    for (const [verb, phrase] of verbsByWords) {
      if (verb.split(' ').length !== count) continue;
      const far = farApart(written, verb);
      if (far <= allowed(verb) && far < least) [best, least] = [{ phrase, tokens: count }, far];
    }
  }
  return best;
}

function allowed(verb: string): number {
  if (verb.length < 4) return 0;
  return verb.length < 6 ? 1 : 2;
}

/** Levenshtein's distance, where two exchanged letters count once. */
function farApart(a: string, b: string): number {
  const far = distance(a, b);
  if (far !== 2 || a.length !== b.length) return far;
  const at = [...a].findIndex((letter, n) => letter !== b[n]);
  const exchanged = a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  return exchanged ? 1 : far;
}
