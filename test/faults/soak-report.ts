import type { Told } from './report.js';
import type { Counts, Held } from './soak-process.js';

/** What the process held at one moment, and what it had to do with. */
export interface Sample extends Held {
  readonly phase: 'growing' | 'calm' | 'still';
  /** ms UTC of the daemon's time. */
  readonly now: number;
  readonly begun: number;
  readonly passes: number;
  readonly sent: number;
}

export interface SoakReport {
  readonly samples: readonly Sample[];
  /** Mails in each folder at the end. */
  readonly mails: Readonly<Record<string, number>>;
  /** How many conversations went which way. */
  readonly ways: Readonly<Record<string, number>>;
  readonly listed: Counts;
  readonly followUps: number;
  readonly notices: number;
  readonly due: number;
  /** The longest that a step came after it was due, ms of the daemon's time. */
  readonly latest: number;
  readonly days: number;
  readonly passes: number;
  /** Real seconds. */
  readonly seconds: number;
  /** Sentences. */
  readonly wrong: readonly string[];
}

/** What a soak came to, for people, and what is not as it has to be. `judged`: so few conversations prove no slope. */
export function tellSoak(report: SoakReport, judged: boolean): Told {
  const { samples, ways, listed, mails, followUps, notices, due, latest, days, passes, seconds } = report;
  const growth = growthOf(samples);
  const last = samples.at(-1)!;
  return {
    lines: [
      'phase    day  conversations  passes  follow-ups  heap MB  outside MB  RSS MB  fds  handles',
      ...samples.map((sample) => row(sample, samples[0]!)),
      '',
      `${listed.conversations} conversations in ${Math.round(days)} days, ${passes} passes, ${Math.round(seconds)} s; CPU of the daemon ${Math.round(last.cpu / 1000)} s, its largest memory ${mb(last.peak)} MB.`,
      `They went: ${said(ways)}. At the end: ${said(listed.statuses)}; ${listed.uncertain} uncertain.`,
      `Mails stored: ${said(mails)}.`,
      `${followUps} of ${due} due follow-ups came once, at most ${Math.round(latest / 60_000)} minutes late, and ${notices} notices; ${report.wrong.length} wrong.`,
      `Heap after collection, by stored conversation: ${growth.first} bytes in the first half of the growth, ${growth.second} in the second.`,
      `While a few went on, heap: ${growth.calm} bytes a follow-up. With nothing new: ${growth.still} bytes a pass over ${growth.stillPasses} passes, RSS from ${mb(growth.rss[0])} to ${mb(growth.rss[1])} MB since the growth; descriptors ${growth.fds.join(' to ')}, handles ${growth.handles.join(' to ')}.`,
    ],
    wrong: [...report.wrong, ...troubles(report, growth, judged)],
  };
}

function troubles({ listed, samples }: SoakReport, growth: Growth, judged: boolean): string[] {
  const { logged, errors } = samples.at(-1)!;
  const wrong: string[] = [];
  const say = (is: boolean, what: string): void => {
    if (is) wrong.push(what);
  };
  say(logged.error > 0, `${logged.error} errors in the log: ${errors.slice(0, 3).join(' / ')}`);
  say(listed.uncertain > 0, `${listed.uncertain} sendings are uncertain though nothing died`);
  say(growth.fds[1] > growth.fds[0], `descriptors rose from ${growth.fds[0]} to ${growth.fds[1]}`);
  say(growth.handles[1] > growth.handles[0] + 2, `handles rose from ${growth.handles.join(' to ')}`);
  if (!judged) return wrong;
  say(growth.second > 1.5 * growth.first, 'the heap grows faster than the conversations');
  say(growth.still > 100, `the heap grows by ${growth.still} bytes a pass with nothing to hold`);
  return wrong;
}

interface Growth {
  /** Bytes a conversation. */
  readonly first: number;
  readonly second: number;
  /** Bytes a follow-up, with the mails and notes around it, while a few conversations went on. */
  readonly calm: number;
  /** Bytes a pass, by least squares over the time in which nothing came. */
  readonly still: number;
  readonly stillPasses: number;
  /** Median of the first quarter of the calm and of the last of the stillness. */
  readonly rss: readonly [number, number];
  /** Over all looks at rest once conversations live: fewest and most. */
  readonly fds: readonly [number, number];
  /** After the growth: fewest and most. */
  readonly handles: readonly [number, number];
}

/** What can be told from the looks; `growth` of the heap after everything free was collected. */
export function growthOf(samples: readonly Sample[]): Growth {
  const growing = samples.filter(({ phase }) => phase === 'growing');
  const calm = samples.filter(({ phase }) => phase === 'calm');
  const still = samples.filter(({ phase }) => phase === 'still');
  const grown = [...calm, ...still];
  // The first look sees what has not been loaded yet, and the documents kept at hand fill up to 500.
  const risen = growing.filter(({ begun }, i) => begun >= 500 && begun > (growing[i - 1]?.begun ?? 0));
  const half = Math.ceil(risen.length / 2);
  const slopeOf = (some: readonly Sample[], x: (one: Sample) => number): number =>
    Math.round(slope(some.map((one) => [x(one), one.heapUsed + one.external])));
  const quarter = Math.max(1, Math.floor(calm.length / 4));
  const begun = (one: Sample): number => one.begun;
  return {
    first: slopeOf(risen.slice(0, half + 1), begun),
    second: slopeOf(risen.slice(half), begun),
    calm: slopeOf(calm, (one) => one.sent),
    still: slopeOf(still, (one) => one.passes),
    stillPasses: (still.at(-1)?.passes ?? 0) - (still[0]?.passes ?? 0),
    rss: [median(calm.slice(0, quarter)), median(still.slice(-quarter))],
    fds: ends(samples.slice(1).map(({ fds }) => fds)),
    handles: ends(grown.map((one) => Object.values(one.handles).reduce((sum, n) => sum + n, 0))),
  };
}

function slope(points: readonly (readonly [number, number])[]): number {
  const n = points.length;
  if (n < 2) return 0;
  const [mx, my] = [0, 1].map((i) => points.reduce((sum, point) => sum + point[i as 0 | 1], 0) / n) as [
    number,
    number,
  ];
  const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const under = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

function median(samples: readonly Sample[]): number {
  const sorted = samples.map(({ rss }) => rss).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function ends(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function row(
  { phase, now, begun, passes, sent, heapUsed, external, rss, fds, handles }: Sample,
  first: Sample,
): string {
  const day = Math.round((now - first.now) / 86_400_000);
  const held = Object.values(handles).reduce((sum, n) => sum + n, 0);
  const cells: readonly (readonly [string | number, number])[] = [
    ...([
      [day, 5],
      [begun, 15],
      [passes, 8],
      [sent, 12],
    ] as const),
    ...([
      [mb(heapUsed), 9],
      [mb(external), 12],
      [mb(rss), 8],
      [fds, 5],
      [held, 9],
    ] as const),
  ];
  return phase.padEnd(7) + cells.map(([text, width]) => `${text}`.padStart(width)).join('');
}

function said(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
