import { describe, expect, test, vi } from 'vitest';
import { costsAtMost } from './cost.js';

/** Takes steps in proportion to its argument. */
function count(steps: number): number {
  let sum = 0;
  for (let n = 0; n < steps; n++) sum = (sum * 31 + n) % 1_000_003;
  return sum;
}

describe('what work costs', () => {
  const size = 10_000;

  test('in proportion to its input: it passes, done once', async () => {
    let done = 0;
    await costsAtMost(30, () => count(size + done++));
    await costsAtMost(30, async () => count(size + done++));
    expect(done).toBe(2);
  });

  test('its square: it is over, also at the third try, and that is told', async () => {
    let done = 0;
    const square = () => {
      done++;
      return count(size * size);
    };
    await expect(costsAtMost(30, square, 'The scan')).rejects.toThrow(
      /^The scan takes more than 30 ms of CPU where .* It took (\d+ ms while the yardstick took \d+ ms(, then |\.)){3}$/,
    );
    expect(done).toBe(3);
  });

  test('a slow moment is forgiven', async () => {
    let done = 0;
    await costsAtMost(30, () => count(done++ === 0 ? size * size : size));
    expect(done).toBe(2);
  });

  test('a slow machine is forgiven', async () => {
    const usage = process.cpuUsage.bind(process);
    const spin = (ms: number) => {
      for (const { user } = usage(); usage().user - user < ms * 1000; ) count(1000);
    };
    vi.spyOn(process, 'cpuUsage').mockImplementation(() => {
      const { user, system } = usage();
      return { user: user * 20, system: system * 20 };
    });
    let done = 0;
    await costsAtMost(500, () => spin(50 * ++done));
    expect(done).toBe(1);
  });

  test('its failures are its own', async () => {
    const fail = () => Promise.reject(new Error('no mail'));
    await expect(costsAtMost(1000, fail)).rejects.toThrow('no mail');
  });
});
