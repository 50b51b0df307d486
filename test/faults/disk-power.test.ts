import { describe, expect, test, vi } from 'vitest';
import { chanceOf } from './chance.js';
import { type Point, powerLoss } from './disk-loss.js';
import { variants } from './disk-power.js';

vi.setConfig({ testTimeout: 300_000 });

/** Every step of the outbound way. `uncertain`: nobody can know whether the mail left. */
const points: readonly (Point & { readonly uncertain: boolean })[] = [
  { line: 'imap', from: 'client', step: 'APPEND', pass: false, uncertain: false },
  { line: 'imap', from: 'server', step: 'answer APPEND', pass: false, uncertain: false },
  { line: 'smtp', from: 'client', step: 'MAIL', pass: false, uncertain: false },
  { line: 'smtp', from: 'client', step: 'RCPT', pass: true, uncertain: false },
  { line: 'smtp', from: 'client', step: 'DATA', pass: false, uncertain: false },
  { line: 'smtp', from: 'client', step: 'content', pass: false, uncertain: true },
  { line: 'smtp', from: 'client', step: 'dot', pass: false, uncertain: true },
  { line: 'smtp', from: 'client', step: 'dot', pass: true, uncertain: true },
  { line: 'smtp', from: 'server', step: 'answer dot', pass: false, uncertain: true },
  { line: 'imap', from: 'client', step: 'APPEND', pass: false, skip: 1, uncertain: false },
  { line: 'smtp', from: 'client', step: 'dot', pass: true, skip: 1, uncertain: true },
];
const nameOf = ({ line, from, step, pass, skip = 0 }: Point): string =>
  `${line} ${from} ${step}${skip ? ` no. ${skip + 1}` : ''}, which ${pass ? 'passes' : 'is lost'}`;

/** Every point with one variant by the seed; THRICE_SEED=all: with each. */
const seed = process.env.THRICE_SEED ?? '1';
const chance = chanceOf(Number.parseInt(seed, 10) || 1);
const cases = points.flatMap((point) =>
  (seed === 'all' ? variants : [chance.pick(variants)]).map((variant) => ({
    name: nameOf(point),
    point,
    variant,
  })),
);

describe('power loss', () => {
  test.each(cases)(
    'at $name, the disk $variant: none twice, none lost, what is uncertain is shown',
    async ({ point, variant }) => {
      const { audit, uncertain, happened, syncs } = await powerLoss(point, variant);
      expect(happened).toBe(true);
      expect(syncs).toBeGreaterThan(3);
      expect(audit.findings).toEqual([]);
      expect(uncertain).toBe(point.uncertain ? 1 : 0);
      expect(audit.counts.once).toBe(9);
    },
  );

  test('the audit sees it when the fsync is taken out: the mail goes a second time', async () => {
    const point: Point = { line: 'smtp', from: 'client', step: 'dot', pass: true };
    const { audit } = await powerLoss(point, 'behind', true);
    expect(audit.findings.map(({ kind }) => kind)).toContain('duplicate');
  });
});
