import { median } from './children/child.js';
import type { RealMailbox } from './mailbox.js';
import { type Measured, measure } from './measure.js';
import type { Row } from './table.js';

interface Read {
  readonly mails: number;
  readonly ms: number;
  readonly cpu: number;
}

const mb = (bytes: number): number => bytes / 1e6;

/**
 * Thrice's first read beside what one would write by hand. The runs alternate, so that a busy machine hits them alike;
 * the ratio is the median of the pairs. One run before them fills the server's and the system's caches.
 */
export async function measureReading(
  children: string,
  { full, mails }: RealMailbox,
  runs: number,
  profile: string | null,
): Promise<Row[]> {
  const bareFetch = (what: 'fields' | 'headers' | 'parsed') =>
    measure<Read>(children, 'bare-fetch', { account: full, what }, null);
  await bareFetch('fields');
  const bare: Measured<Read>[] = [];
  const whole: Measured<Read>[] = [];
  const thrice: Measured<Read>[] = [];
  for (let run = 0; run < runs; run++) {
    bare.push(await bareFetch('fields'));
    whole.push(await bareFetch('headers'));
    thrice.push(await measure<Read>(children, 'first-read', { account: full }, profile));
  }
  const derived = await measure<Read>(
    children,
    'first-read',
    { account: full, startFrom: '2025-01-01' },
    profile,
  );
  const parsed = await bareFetch('parsed');
  for (const { result } of [...bare, ...whole, ...thrice, derived, parsed])
    if (result.mails !== mails) throw new Error(`Read ${result.mails} mails of ${mails}.`);
  const ratio = (to: readonly Measured<Read>[], by: 'ms' | 'cpu') =>
    median(to.map((one, i) => one.result[by] / thrice[i]!.result[by]));
  const peak = Math.max(...thrice.map((one) => one.peak));
  return [
    row('imapflow, the headers by fields', rate(bare), 'mails/s'),
    row('imapflow, whole headers', rate(whole), 'mails/s'),
    row('Thrice, first read', rate(thrice), 'mails/s'),
    row('Thrice, first read, all derived and texts read', rate([derived]), 'mails/s'),
    row('imapflow, source, and simpleParser', rate([parsed]), 'mails/s'),
    { ...row('Thrice to headers by fields', ratio(bare, 'ms'), 'x'), target: { atLeast: 0.5 } },
    row('  the same by CPU time', ratio(bare, 'cpu'), 'x'),
    row('Thrice to whole headers', ratio(whole, 'ms'), 'x'),
    row('Thrice to source and simpleParser', rate(thrice) / rate([parsed]), 'x'),
    { ...row('Thrice, peak memory', mb(peak), 'MB'), target: { atMost: 200 } },
    row('imapflow, headers by fields, peak memory', mb(Math.max(...bare.map((one) => one.peak))), 'MB'),
    row('imapflow and simpleParser, peak memory', mb(parsed.peak), 'MB'),
  ];
}

function row(what: string, figure: number, unit: string): Row {
  return { what, figure, unit };
}

function rate(runs: readonly Measured<Read>[]): number {
  return median(runs.map(({ result }) => (result.mails / result.ms) * 1000));
}
