import { endOfComment } from './comment.js';

/** Longer ids are no ids (RFC 5322 2.1.1 allows no longer line than 998 characters). */
const longest = 998;

/**
 * After so many comments and phrases without an end the others are not looked for: each search goes to the end of the value,
 * so that a megabyte of brackets would cost its square. No program writes more than one.
 */
const mostUnclosed = 5;

/**
 * The ids in a Message-ID, In-Reply-To or References value (RFC 5322 3.6.4), without angle brackets, each once, in
 * order. Lenient: comments and quoted phrases are skipped, white space inside the brackets (folded ids) is dropped, a
 * missing closing bracket ends at white space, and a value without any bracket counts where each of its words may be an id:
 * words among others with an "@" are addresses ("joe@example.com's message of Monday", RFC 822 4.6.2).
 * @returns an empty list when there is no id; never throws
 */
export function parseMessageIds(value: string): string[] {
  const ids = new Set<string>();
  let outside = '';
  let at = 0;
  let unclosed = 0;
  while (at < value.length) {
    const c = value[at];
    if (c === '<') {
      const end = endOfId(value, at + 1);
      add(ids, value.slice(at + 1, end));
      at = end + (value[end] === '>' ? 1 : 0);
    } else if (c === '(' || c === '"') {
      // What is not closed is an ordinary character.
      const end = unclosed < mostUnclosed ? endOf(value, at) : -1;
      if (end < 0) unclosed++;
      outside += end < 0 || c === '"' ? ' ' : '';
      at = end < 0 ? at + 1 : end;
    } else {
      const next = beginning(value, at);
      outside += value.slice(at, next);
      at = next;
    }
  }
  if (ids.size === 0) {
    const words = outside.split(/[\s,;]+/).filter((word) => word !== '');
    if (words.every((word) => word.includes('@')))
      for (const word of words) add(ids, word.replace(/>+$/, ''));
  }
  return [...ids];
}

/**
 * The id of a mail itself: the first id, or the bare word that some programs write instead.
 * @returns null when the value is empty or no id at all
 */
export function parseMessageId(value: string): string | null {
  const first = parseMessageIds(value)[0];
  if (first !== undefined) return first;
  const bare = value.replace(/[<>]/g, '').trim();
  return bare !== '' && bare.length <= longest && !/\s/.test(bare) ? bare : null;
}

function add(ids: Set<string>, raw: string): void {
  const id = /\s/.test(raw) ? raw.replace(/\s+/g, '') : raw;
  if (id !== '' && id.length <= longest) ids.add(id);
}

/** Where the next id, comment or phrase begins, or the end. */
function beginning(value: string, from: number): number {
  const found = value.slice(from).search(/[<("]/);
  return found < 0 ? value.length : from + found;
}

/** Where the id that begins at `from` ends: at ">", before the next "<", or (no ">" at all) at white space. */
function endOfId(value: string, from: number): number {
  const open = value.indexOf('<', from);
  const limit = open < 0 ? value.length : open;
  const rest = value.slice(from, limit);
  const close = rest.indexOf('>');
  if (close >= 0) return from + close;
  const space = rest.search(/\S\s/);
  return space < 0 ? limit : from + space + 1;
}

/** Behind the comment or phrase that begins at `from`, or -1 when it is not closed. */
function endOf(value: string, from: number): number {
  return value[from] === '(' ? endOfComment(value, from) : endOfQuoted(value, from);
}

/** Behind the closing quote of a quoted string (RFC 5322 3.2.4), or -1 when it is not closed. */
function endOfQuoted(value: string, from: number): number {
  for (let at = from + 1; at < value.length; at++) {
    const c = value[at];
    if (c === '\\') at++;
    else if (c === '"') return at + 1;
  }
  return -1;
}
