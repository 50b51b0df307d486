import type { Thing } from './claim.js';
import type { Judged, Ran } from './judge.js';

/** What is to be reached, and what was. */
export interface Target {
  /** What the mails decide is right or wrong everywhere; in time and memory the machine has its part. */
  readonly of: 'mails' | 'machine';
  readonly what: string;
  readonly wanted: string;
  readonly reached: string;
  readonly met: boolean;
}

const shares: readonly { what: string; things: readonly Thing[]; atLeast: number }[] = [
  { what: 'bounces recognised', things: ['bounce'], atLeast: 0.99 },
  { what: 'permanent or transient right', things: ['permanent'], atLeast: 0.95 },
  { what: 'recipients right', things: ['recipients'], atLeast: 0.97 },
  { what: 'human mail called human', things: ['human'], atLeast: 1 },
  { what: 'auto-replies where a header says so', things: ['auto-reply by header'], atLeast: 1 },
  { what: 'auto-replies where only words do', things: ['auto-reply by words'], atLeast: 0.9 },
  { what: 'new text exact', things: ['new text exact'], atLeast: 0.9 },
  { what: 'From, Subject and Message-ID right', things: ['from', 'subject', 'message-id'], atLeast: 0.99 },
];

/** The targets of which anything was stated, and those that hold for every file. `peak` in bytes. */
export function targetsOf(judged: readonly Judged[], ran: readonly Ran[], peak: number): Target[] {
  const targets: Target[] = [];
  for (const { what, things, atLeast } of shares) {
    const counted = judged.filter((one) => things.includes(one.thing) && one.notFollowed === null);
    if (counted.length === 0) continue;
    const agreeing = counted.filter((one) => one.agrees).length;
    const reached = `${percent(agreeing, counted.length)} (${agreeing} of ${counted.length})`;
    const met = agreeing >= atLeast * counted.length;
    targets.push({ of: 'mails', what, wanted: `${atLeast * 100} %`, reached, met });
  }
  const slowest = ran.reduce((most, one) => (one.ms > most.ms ? one : most), ran[0]!);
  const thrown = ran.filter(({ exception }) => exception !== null);
  return [
    ...targets,
    {
      of: 'mails',
      what: 'files without an exception',
      wanted: 'all',
      reached: `${ran.length - thrown.length} of ${ran.length}`,
      met: thrown.length === 0,
    },
    {
      of: 'machine',
      what: 'slowest file',
      wanted: '< 1 s',
      reached: `${(slowest.ms / 1000).toFixed(2)} s (${slowest.corpus}/${slowest.file})`,
      met: slowest.ms < 1000,
    },
    {
      of: 'machine',
      what: 'peak memory of the process',
      wanted: '< 200 MB',
      reached: `${Math.round(peak / 1e6)} MB`,
      met: peak < 200e6,
    },
  ];
}

/** Rounded to one digit, but 100 % means all. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '-';
  const share = Math.round((1000 * part) / whole) / 10;
  return `${part < whole ? Math.min(share, 99.9) : share} %`;
}
