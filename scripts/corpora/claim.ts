import type { Seen } from './look.js';
import type { Row } from './row.js';

/** The things that are compared; one column of the corpora's statements each. */
export const things = [
  'bounce',
  'human',
  'auto-reply by header',
  'auto-reply by words',
  'other kind',
  'subkind',
  'no exception',
  'permanent',
  'hard',
  'recipients',
  'status',
  'action',
  'original id',
  'new text exact',
  'new text contains',
  'new text lacks',
  'first fragment',
  'seconds',
  'from',
  'to',
  'cc',
  'reply-to',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
  'attachments',
] as const;
export type Thing = (typeof things)[number];

/** One thing stated of one mail, beside what Thrice sees. */
export interface Claim {
  readonly thing: Thing;
  readonly expected: string;
  readonly seen: string;
  readonly agrees: boolean;
}

/** One statement; equality of the two texts unless `agrees` says. */
export function claim(thing: Thing, expected: string, seen: string, agrees = expected === seen): Claim {
  return { thing, expected, seen, agrees };
}

export type Judge = (row: Row, seen: Seen) => readonly Claim[];

/** The elements by a key, in their order. */
export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
