import type { Target } from './order.js';
import type { Token } from './tokens.js';

/** The most lines that a list has, and the highest number in an order. */
const highestNumber = 200;

/** all: "close all"; no-such-number: 0, or more than 200. */
type Targets = readonly Target[] | 'all' | 'no-such-number';

const everything = new Set(['all', 'everything', 'alle', 'alles', 'wszystko', 'wszystkie']);

/**
 * What tokens name: numbers (`2`, `#2`, `3-5`), short ids (ten characters; or a beginning of at least four with a digit,
 * or behind "#" or "ID") and Message-IDs. No token: here. Null: anything else.
 */
export function targetsOf(tokens: readonly Token[]): Targets | null {
  if (tokens.length === 0) return [{ by: 'here' }];
  if (tokens.length === 1 && everything.has(tokens[0]!.word)) return 'all';
  const targets: Target[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    const marked = token.word === 'id' && next !== undefined;
    const found = marked ? idOf(`#${next.word}`) : one(token);
    if (found === null || found === 'no-such-number') return found;
    targets.push(...found);
    if (marked) at += 1;
  }
  return targets;
}

function one({ raw, word }: Token): readonly Target[] | 'no-such-number' | null {
  if (word.includes('@')) return [{ by: 'id', id: raw.replace(/^<|>$/g, '') }];
  const range = /^#?(\d{1,3})(?:-#?(\d{1,3}))?$/.exec(word);
  if (!range) return idOf(word);
  const first = Number(range[1]);
  const last = Number(range[2] ?? first);
  if (first < 1 || last < first || last > highestNumber) return 'no-such-number';
  return Array.from({ length: last - first + 1 }, (_, n) => ({ by: 'number', number: first + n }));
}

/** Short ids are ten characters of a-z and 2-9 without l, o, 0, 1 (core/hash.ts). */
function idOf(word: string): readonly Target[] | null {
  const [, marked, id = ''] = /^(#|id:)?([a-km-np-z2-9]{4,10})$/.exec(word) ?? [];
  // Letters alone may be a word, also without a vowel: "skip, thks".
  if (id === '' || (id.length < 10 && marked === undefined && !/\d/.test(id))) return null;
  return [{ by: 'id', id }];
}
