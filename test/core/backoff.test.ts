import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff, grown, longestBackoff } from '../../src/core/backoff.js';

const chance = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  [0, 1_000],
  [1, 2_000],
  [2, 4_000],
  [8, 256_000],
  [9, 300_000],
  [10_000, 300_000],
])('after %i failures the middle distance is %i ms', (failures, ms) => {
  expect(backoff(failures, 0.5)).toBe(ms);
});

test('the jitter is a quarter at most, to either side, and all of it is used', () => {
  fc.assert(
    fc.property(fc.nat(2_000), chance, (failures, by) => {
      const middle = grown(failures, 1_000, longestBackoff);
      const ms = backoff(failures, by);
      expect(ms).toBeGreaterThanOrEqual(middle * 0.75);
      expect(ms).toBeLessThanOrEqual(middle * 1.25);
    }),
  );
  expect([backoff(0, 0), backoff(0, 1)]).toEqual([750, 1_250]);
});

test('one more failure never makes it shorter, and never longer than the longest', () => {
  fc.assert(
    fc.property(fc.nat(5_000), chance, (failures, by) => {
      expect(backoff(failures + 1, by)).toBeGreaterThanOrEqual(backoff(failures, by));
      expect(backoff(failures, by)).toBeLessThanOrEqual(longestBackoff * 1.25);
    }),
  );
});

test('until the longest is reached, the distance after three more failures is longer whatever the jitter', () => {
  fc.assert(
    fc.property(fc.nat(5), chance, chance, (failures, one, other) => {
      expect(backoff(failures + 3, one)).toBeGreaterThan(backoff(failures, other));
    }),
  );
});
