import { describe, expect, test } from 'vitest';
import { settleContradictions } from '../../src/core/order/contradiction.js';
import type { OrderLine, Verb } from '../../src/core/order/order.js';
import { shown } from './order-table.js';

const verbs: readonly Verb[] = ['close', 'reopen', 'wait', 'snooze', 'never', 'send-now', 'skip', 'undo'];

function line(verb: Verb, number = 0, until: number | null = 1e12): OrderLine {
  const target = number === 0 ? ({ by: 'here' } as const) : ({ by: 'number', number } as const);
  return { ok: true, text: verb, verb, target, ...(verb === 'snooze' ? { until } : {}) };
}
const settled = (...lines: readonly OrderLine[]): string[] => settleContradictions(lines).map(shown);
const bad = '!contradiction';

describe('contradictions in one mail', () => {
  const opposite = [
    'close reopen',
    'close wait',
    'close snooze',
    'close send-now',
    'reopen wait',
    'wait snooze',
    'wait never',
    'wait send-now',
    'snooze never',
    'snooze send-now',
    'never send-now',
    'send-now skip',
    'close undo',
    'reopen undo',
    'wait undo',
    'snooze undo',
    'never undo',
    'send-now undo',
    'skip undo',
  ];
  test.each(verbs.flatMap((a, n) => verbs.slice(n + 1).map((b) => [a, b] as const)))('%s and %s', (a, b) => {
    const both = opposite.includes(`${a} ${b}`);
    expect(settled(line(a), line(b)).filter((one) => one === bad)).toHaveLength(both ? 2 : 0);
    expect(settled(line(b), line(a)).filter((one) => one === bad)).toHaveLength(both ? 2 : 0);
    expect(settled(line(a, 1), line(b, 2))).not.toContain(bad);
  });

  test('only the lines involved are refused', () => {
    expect(settled(line('close', 1), line('skip', 2), line('reopen', 1), line('why', 1))).toEqual([
      bad,
      'skip 2',
      bad,
      'why 1',
    ]);
  });

  test('the same twice counts once; two different moments are opposites, the end of a snooze is none', () => {
    expect(settled(line('close'), line('close'))).toEqual(['close']);
    expect(settled(line('snooze'), line('snooze'))).toHaveLength(1);
    expect(settled(line('snooze', 0, 1e12), line('snooze', 0, 2e12))).toEqual([bad, bad]);
    expect(settled(line('snooze', 0, null), line('send-now'))).toEqual(['snooze off', 'send-now']);
    expect(settled(line('snooze', 0, null), line('snooze', 0, 2e12))).toEqual([bad, bad]);
  });

  test('questions contradict nothing', () => {
    for (const verb of ['why', 'status', 'list', 'plan', 'help'] as const)
      for (const other of verbs) expect(settled(line(verb), line(other))).not.toContain(bad);
  });

  test('a caller who knows the conversations finds what two names of one hide', () => {
    const lines = [line('close', 1), line('reopen')];
    expect(settleContradictions(lines, () => 'the same').map(shown)).toEqual([bad, bad]);
  });
});
