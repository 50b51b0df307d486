import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './children/child.js';
import type { Account } from './mailbox.js';
import { type Measured, measure } from './measure.js';
import type { Row } from './table.js';

/** What a store of so many conversations costs. */
interface Costs {
  readonly count: number;
  /** One new mail, ms of CPU and of time, medians. */
  readonly mail: { readonly ms: number; readonly cpu: number };
  /** One tick with nothing due: a second's question, and a whole pass, ms of CPU. */
  readonly tick: { readonly second: number; readonly cpu: number; readonly sent: number };
  /** From the start of the process, ms. */
  readonly start: { readonly ms: number; readonly cpu: number };
  /** Bytes. */
  readonly rss: number;
  readonly peak: number;
}

interface Start {
  readonly ms: number;
  readonly cpu: number;
  readonly rss: number;
  readonly due: number;
  readonly next: number | null;
}

/** The cost of living with these numbers of conversations, each number in a data folder of its own. */
export async function measureGrowth(
  children: string,
  account: Account | null,
  counts: readonly number[],
  rounds: number,
  profile: string | null,
): Promise<Row[]> {
  const costs: Costs[] = [];
  for (const count of counts) costs.push(await costsOf(children, account, count, rounds, profile));
  const [first, last] = [costs[0]!, costs.at(-1)!];
  const growth: Row = {
    what: `One new mail, ${label(last.count)} to ${label(first.count)}`,
    figure: last.mail.cpu / first.mail.cpu,
    unit: 'x',
    target: { atMost: 1.5 },
  };
  return [...costs.flatMap((cost) => rowsOf(cost, account !== null)), growth];
}

async function costsOf(
  children: string,
  account: Account | null,
  count: number,
  rounds: number,
  profile: string | null,
): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'thrice-bench-'));
  try {
    const run = <T>(name: string, task: object) =>
      measure<T>(children, name, { folder, count, rounds, ...task }, profile);
    await run('conversations', {});
    const starts: Measured<Start>[] = [];
    for (let i = 0; i < 3; i++) starts.push(await run<Start>('start', {}));
    const nothing = { second: Number.NaN, cpu: Number.NaN, sent: 0 };
    const tick = account ? (await run<Costs['tick']>('tick', { account })).result : nothing;
    if (tick.sent > 0 || starts.some(({ result }) => result.due > 0)) throw new Error('Something was due.');
    const { result: mail } = await run<Costs['mail']>('new-mail', {});
    const middle = (of: (start: Start) => number) => median(starts.map(({ result }) => of(result)));
    return {
      ...{ count, mail, tick },
      start: { ms: middle((one) => one.ms), cpu: middle((one) => one.cpu) },
      rss: middle((one) => one.rss),
      peak: Math.max(...starts.map(({ peak }) => peak)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf({ count, mail, tick, start, rss, peak }: Costs, withServer: boolean): Row[] {
  const at = (what: string) => `${label(count)}: ${what}`;
  const big = count >= 100_000;
  const ticks: Row[] = [
    { what: at('each second, CPU'), figure: tick.second, unit: 'ms' },
    {
      ...{ what: at('tick with a whole pass, nothing due, CPU'), figure: tick.cpu, unit: 'ms' },
      ...(count === 10_000 && { target: { atMost: 20 } }),
    },
  ];
  return [
    { what: at('one new mail, CPU'), figure: mail.cpu, unit: 'ms' },
    { what: at('one new mail, time'), figure: mail.ms, unit: 'ms' },
    ...(withServer ? ticks : []),
    {
      ...{ what: at('start-up'), figure: start.ms / 1000, unit: 's' },
      ...(big && { target: { atMost: 5 } }),
    },
    { what: at('start-up, CPU'), figure: start.cpu / 1000, unit: 's' },
    { what: at('memory after the start'), figure: rss / 1e6, unit: 'MB' },
    {
      ...{ what: at('peak memory of the start'), figure: peak / 1e6, unit: 'MB' },
      ...(big && { target: { atMost: 400 } }),
    },
  ];
}

function label(count: number): string {
  return count.toLocaleString('en');
}
