import type { Audit } from './audit.js';
import { type Dark, type DarkReport, playDark } from './imap-dark.js';
import { stageOf } from './imap-stage.js';
import { auditOf, openLab } from './lab.js';
import type { Rule } from './proxy.js';

export interface RefusedReport {
  readonly dark: readonly DarkReport[];
  readonly audit: Audit;
  readonly wrong: readonly string[];
}

const refuse = (text: string): Omit<Rule, 'name' | 'times'> => ({
  ...{ from: 'server', step: 'answer AUTHENTICATE', act: { do: 'answer', text: `TAG NO [${text}] not now` } },
});

/** An hour of refused logins, by the daemon's clock; and a line that lets it in and breaks at each reading. */
export const darks: readonly Dark[] = [
  ...[
    { name: 'password refused', code: 'AUTHENTICATIONFAILED' },
    { name: 'unavailable', code: 'UNAVAILABLE' },
  ].map(({ name, code }) => ({ name, rule: refuse(code), times: 60, alarmAfter: '30m', lastsMs: 61_000 })),
  {
    ...{ name: 'lost at each reading', times: 1, alarmAfter: '5s', lastsMs: 8000 },
    rule: { from: 'client', step: 'LIST', act: { do: 'cut' } },
  },
];

export async function refusedScenario(seed: number, only: readonly Dark[] = darks): Promise<RefusedReport> {
  const laneOf = (i: number): string => `dark${i}`;
  const lanes = Object.fromEntries(only.map((_, i) => [laneOf(i), [`d${i}-a`, `d${i}-b`]]));
  const lab = await openLab({ seed, lanes, stages: ['1s'] });
  try {
    const wrong: string[] = [];
    const dark = await Promise.all(
      only.map((one, i) => playDark(stageOf(lab, lab.lanes[i]!), one, `d${i}`, wrong)),
    );
    const [first, second] = dark.filter((_, i) => only[i]!.times > 1).map(({ distances }) => distances);
    // Two that lost the server at one moment must not come back in step.
    if (first && second && first.every((s, i) => Math.abs(s - (second[i] ?? 0)) < 0.02 * s))
      wrong.push(`No jitter: ${first.join(', ')} s and ${second.join(', ')} s.`);
    await Promise.all(lab.lanes.map(({ daemon }) => daemon.stop()));
    const audit = await auditOf(lab);
    wrong.push(...audit.findings.map(({ what }) => what));
    if (audit.counts.once !== only.length)
      wrong.push(`${audit.counts.once} of ${only.length} follow-ups went.`);
    return { dark, audit, wrong };
  } finally {
    await lab.close();
  }
}
