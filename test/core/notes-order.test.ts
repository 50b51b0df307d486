import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import { mergeNotes, mergeThreads } from '../../src/core/conversation/thread.js';
import { worldOf } from '../../src/core/conversation/world.js';
import { mergeFacts } from '../../src/core/message/merge-facts.js';
import { bot, day, maria, minute, monday } from '../cast.js';
import { mail, note, settings } from './arbitrary-history.js';

const place = (life: number | undefined, uid: number) => ({ ...(life !== undefined && { life }), uid });

describe('the last word counts in the order of the notes folder', () => {
  const pause = note({ type: 'pause', by: 'x' }, 1, monday);
  const resume = note({ type: 'resume', by: 'x' }, 2, monday + minute);
  const paused = (...notes: readonly Note[]) => worldOf(notes, settings, monday - day).paused;

  test.each<[string, ReturnType<typeof place>, ReturnType<typeof place>]>([
    ['the higher UID', place(1, 3), place(1, 4)],
    ['whatever UIDs the folder had before', place(1, 30), place(2, 4)],
    ['read before lives were counted', place(undefined, 30), place(1, 4)],
  ])('%s', (_, first, then) => {
    for (const clock of [-day, day]) {
      const [early, late] = [
        { ...pause, ...first },
        { ...resume, ...then, at: monday + clock },
      ];
      expect(paused(early, late)).toBe(false);
      expect(paused(late, early)).toBe(false);
      const [stop, go] = [
        { ...pause, ...then, at: monday + clock },
        { ...resume, ...first },
      ];
      expect(paused(stop, go)).toBe(true);
      expect(paused(go, stop)).toBe(true);
    }
  });

  test('read again where its UIDs begin anew, a note stays where it was, before one that is there no more', () => {
    const [older, lost] = [
      { ...resume, ...place(1, 3) },
      { ...pause, ...place(1, 9) },
    ];
    const known = mergeNotes({ ...resume, ...place(2, 1) }, older);
    expect(known).toEqual(older);
    expect(paused(known, lost)).toBe(true);
  });
});

test('a note read at any places, by any keys, in any order becomes the same one (I4)', () => {
  const copy = fc
    .record({
      signed: fc.boolean(),
      uid: fc.integer({ min: 1, max: 3 }),
      life: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      at: fc.constantFrom(monday, monday + minute),
    })
    .map(
      ({ life, uid, ...rest }): Note => ({
        ...note({ type: 'pause', by: 'x' }, 1, monday),
        ...place(life, uid),
        ...rest,
      }),
    );
  fc.assert(
    fc.property(copy, copy, copy, (a, b, c) => {
      expect(mergeNotes(a, b)).toEqual(mergeNotes(b, a));
      expect(mergeNotes(mergeNotes(a, b), c)).toEqual(mergeNotes(a, mergeNotes(b, c)));
      const threads = [a, b, c].map((one) => ({ messages: [], notes: [one] }));
      expect(mergeThreads(threads).notes).toEqual([mergeNotes(a, mergeNotes(b, c))]);
    }),
    { numRuns: 500, seed: 17 },
  );
});

describe('a mail read without its key and then with it (I3)', () => {
  const copies = [{ folder: 'INBOX', role: 'inbox' as const, uidValidity: '1', uid: 1 }];
  const base = mail({ id: 'm@x', from: bot, to: [maria], at: monday, kind: 'human', copies });
  const mark = { purpose: 'follow-up' as const, anchor: 'a@x', stage: 1, last: false, closes: false };
  const token = (key: string) => `t-${key}@reply.thrice.invalid`;
  const own = { ...base, kind: 'own' as const, reason: 'x-thrice' };
  const link = { action: 'close', stage: 0, at: monday };

  test.each([
    [
      'a mail of Thrice',
      { ...own, own: { ...mark, signed: false }, otherIds: ['s@x', token('b')] },
      { ...own, own: { ...mark, signed: true }, otherIds: ['s@x', token('a')] },
    ],
    ['a link', { ...base, link: 'unknown' as const }, { ...base, link, references: [token('a')] }],
  ])('%s', (_, before, after) => {
    expect(mergeFacts(before, after)).toEqual(after);
    expect(mergeFacts(after, before)).toEqual(after);
  });
});
