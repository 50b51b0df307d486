import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idThreads } from '../../src/core/conversation/id-threads.js';
import type { Message } from '../../src/core/message/message.js';
import { maria, minute, monday } from '../cast.js';
import { costsAtMost } from '../cost.js';
import { mail } from './history.js';

const m = (
  id: string,
  after: number,
  references?: readonly string[],
  inReplyTo?: readonly string[],
): Message =>
  mail({
    from: maria,
    id,
    at: monday + after * minute,
    more: { ...(references && { references }), ...(inReplyTo && { inReplyTo }) },
  });
const parents = (...all: Message[]) =>
  Object.fromEntries(idThreads(all).map(({ parent }, i) => [all[i]!.id, parent]));
const threads = (...all: Message[]) => idThreads(all).map(({ first }) => first.id);

describe('threads by ids alone', () => {
  test.each<[string, Message[], Record<string, string | null>]>([
    [
      'the end of References',
      [m('a', 0), m('b', 1, ['a']), m('c', 2, ['a', 'b'])],
      { a: null, b: 'a', c: 'b' },
    ],
    [
      'In-Reply-To before References',
      [m('a', 0), m('b', 1), m('c', 2, ['a', 'b'], ['a'])],
      { a: null, b: null, c: 'a' },
    ],
    [
      'References before several ids in In-Reply-To',
      [m('a', 0), m('b', 1), m('c', 2, ['b'], ['b', 'a'])],
      { a: null, b: null, c: 'b' },
    ],
    [
      'the first of several ids in In-Reply-To',
      [m('a', 0), m('b', 1), m('c', 2, undefined, ['a', 'b'])],
      { a: null, b: null, c: 'a' },
    ],
    ['a ghost is passed over', [m('a', 0), m('c', 2, ['a', 'ghost'])], { a: null, c: 'a' }],
    ['itself', [m('a', 0, ['a'])], { a: null }],
    [
      'a circle begins with its earliest mail',
      [m('a', 0, ['c']), m('b', 1, ['a']), m('c', 2, ['b'])],
      { a: null, b: 'a', c: 'b' },
    ],
    [
      'another id of the parent',
      [{ ...m('a', 0), otherIds: ['original'] }, m('b', 1, ['original'])],
      { a: null, b: 'a' },
    ],
  ])('parent: %s', (_, all, expected) => {
    expect(parents(...all)).toEqual(expected);
    expect(parents(...all.toReversed())).toEqual(expected);
  });

  test('ghosts, duplicates and circles join; subjects, addresses and case do not', () => {
    expect(threads(m('a', 0, ['ghost']), m('b', 1, ['ghost']))).toEqual(['a', 'a']);
    expect(threads(m('a', 0), m('a', 1, ['b']), m('b', 2))).toEqual(['a', 'a', 'a']);
    expect(threads(m('a', 0, ['b']), m('b', 1, ['a']))).toEqual(['a', 'a']);
    expect(threads(m('a', 0), m('b', 1), m('c', 2, ['A']))).toEqual(['a', 'b', 'c']);
  });

  const some = fc.array(
    fc.record({ id: fc.nat(9), refs: fc.array(fc.nat(12), { maxLength: 3 }), at: fc.nat(20) }),
    { maxLength: 20 },
  );
  test('no circles, nobody outside the thread, and no dependence on the order', () => {
    fc.assert(
      fc.property(some, (recipes) => {
        const all = recipes.map((r) =>
          m(
            `m${r.id}`,
            r.at,
            r.refs.map((n) => `m${n}`),
          ),
        );
        const placed = idThreads(all);
        const byId = new Map(all.map((one, i) => [one.id, placed[i]!]));
        for (const one of placed) {
          const seen = new Set<string>();
          for (let at = one.parent; at !== null; at = byId.get(at)!.parent) {
            expect(seen.has(at)).toBe(false);
            seen.add(at);
            expect(byId.get(at)!.first).toBe(one.first);
          }
        }
        const reversed = idThreads(all.toReversed()).toReversed();
        expect(reversed.map(({ first, parent }) => [first.id, parent])).toEqual(
          placed.map(({ first, parent }) => [first.id, parent]),
        );
      }),
    );
  });

  test('100,000 mails with one ghost and a chain of 50,000 take seconds', async () => {
    const crowd = Array.from({ length: 100_000 }, (_, i) => m(`c${i}`, i, ['ghost']));
    const chain = Array.from({ length: 50_000 }, (_, i) => m(`k${i}`, i, i > 0 ? [`k${i - 1}`] : undefined));
    await costsAtMost(6_000, () => {
      expect(new Set(threads(...crowd)).size).toBe(1);
      expect(idThreads(chain).filter(({ parent }) => parent === null)).toHaveLength(1);
    });
  });
});
