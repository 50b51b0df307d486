import { joined, withoutEmptyWords } from './courtesy.js';
import { targetsOf } from './target.js';
import type { Token } from './tokens.js';
import { mostWords, type VerbPhrase, verbOf } from './words.js';

/** A verb among tokens, and the other tokens. */
interface FoundVerb {
  readonly phrase: VerbPhrase;
  readonly rest: readonly Token[];
}

/** The verbs that tokens begin with, the longest phrase first. */
export function verbsFirst(tokens: readonly Token[]): readonly FoundVerb[] {
  return verbsAt(tokens, 0);
}

/**
 * The verbs that stand behind their arguments, as in German ("2 schließen", "3 Tage pausieren"), or between a target and
 * a moment ("2 pausieren bis Montag").
 */
export function verbsLater(tokens: readonly Token[]): readonly FoundVerb[] {
  const found: FoundVerb[] = [];
  for (let at = 1; at < tokens.length; at++) {
    const here = verbsAt(tokens, at);
    if (here.length === 0) continue;
    const targets = targetsOf(withoutEmptyWords(tokens.slice(0, at)));
    const named = targets !== null && typeof targets !== 'string';
    found.push(
      ...here.filter(({ phrase, rest }) => rest.length === at || (named && phrase.verb === 'snooze')),
    );
  }
  return found;
}

function verbsAt(tokens: readonly Token[], at: number): readonly FoundVerb[] {
  const found: FoundVerb[] = [];
  for (let count = Math.min(mostWords, tokens.length - at); count > 0; count--) {
    const phrase = verbOf(joined(tokens.slice(at, at + count)));
    if (phrase) found.push({ phrase, rest: [...tokens.slice(0, at), ...tokens.slice(at + count)] });
  }
  return found;
}
