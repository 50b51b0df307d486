import { fold } from './fold.js';
import { longestFirst } from './phrases.js';

/** A phrase of the tables as an expression over folded words; it matches only where it is tried. */
export interface Phrase {
  readonly expression: RegExp;
  /** The letters it can begin with: the others need not be tried, which is most of the time. */
  readonly letters: ReadonlySet<string>;
}

/** A phrase of the tables over folded words: ä matches a and ae. */
export function compile(phrase: string): Phrase {
  const source = fold(longestFirst(phrase).replace(/[äöü]/g, (umlaut) => `${umlaut}e?`));
  const reader = { source, at: 0 };
  return { expression: new RegExp(`(?:${source})(?= |$)`, 'y'), letters: alternatives(reader).letters };
}

/** What a part of an expression begins with; `empty`: it may match nothing. */
interface Begin {
  readonly letters: Set<string>;
  empty: boolean;
}
interface Reader {
  readonly source: string;
  at: number;
}

/** Reads the part of the expressions' language that the tables use: (?:a|b), [ab], ?, *, {0,60}, \+. */
function alternatives(reader: Reader): Begin {
  const begin: Begin = { letters: new Set(), empty: false };
  for (;;) {
    const one = sequence(reader);
    for (const letter of one.letters) begin.letters.add(letter);
    begin.empty ||= one.empty;
    if (reader.source[reader.at] !== '|') return begin;
    reader.at += 1;
  }
}

function sequence(reader: Reader): Begin {
  const begin: Begin = { letters: new Set(), empty: true };
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] ?? '')) {
    const item = atom(reader);
    const quantifier = /^(?:[?*]|\{(\d+),\d+\})/.exec(reader.source.slice(reader.at, reader.at + 8));
    if (quantifier) reader.at += quantifier[0].length;
    if (quantifier && (quantifier[1] === undefined || quantifier[1] === '0')) item.empty = true;
    if (!begin.empty) continue;
    for (const letter of item.letters) begin.letters.add(letter);
    begin.empty = item.empty;
  }
  return begin;
}

function atom(reader: Reader): Begin {
  const { source } = reader;
  if (source.startsWith('(?:', reader.at)) {
    reader.at += 3;
    const group = alternatives(reader);
    reader.at += 1;
    return group;
  }
  if (source[reader.at] === '[') {
    const end = source.indexOf(']', reader.at);
    const letters = new Set(source.slice(reader.at + 1, end));
    reader.at = end + 1;
    return { letters, empty: false };
  }
  if (source[reader.at] === '\\') reader.at += 1;
  const letter = source[reader.at] ?? '';
  reader.at += 1;
  return { letters: new Set(letter), empty: false };
}
