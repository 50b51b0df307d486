import { pause } from '../servers/letters.js';
import { startFast } from './ahead.js';
import type { Audit } from './audit.js';
import { auditOf, type Lane, openLab, untilQuiet } from './lab.js';

export interface DistanceReport {
  /** Minutes of the daemon's clock between its tries under a 451 that stays. */
  readonly minutes: readonly number[];
  /** Logins tried in five minutes of its clock while the credentials are revoked, and what `status` said then. */
  readonly logins: number;
  readonly said: readonly string[];
  readonly audit: Audit;
  readonly wrong: readonly string[];
}

/** The daemon's clock runs so much faster. */
const times = 60;

/** A running daemon under troubles that last: it tries again in growing distances and says what is wrong. */
export async function distanceScenario(seed: number): Promise<DistanceReport> {
  const lab = await openLab({ seed, lanes: { slow: ['d1'], revoked: ['d2'] }, stages: ['1s'] });
  const [slow, revoked] = lab.lanes as readonly [Lane, Lane];
  const back = startFast(times);
  try {
    await slow.begin({ names: ['d1'], stages: 1, agoMs: 60_000 });
    await revoked.begin({ names: ['d2'], stages: 1, agoMs: 60_000 });
    const [minutes, { logins, said }] = await Promise.all([underDeferral(slow), underRevocation(revoked)]);
    const wrong: string[] = [];
    for (const [i, least] of [1, 5, 15].entries())
      if ((minutes[i] ?? 0) < least) wrong.push(`Try ${i + 2} came after ${minutes[i]} minutes.`);
    if (logins > 2) wrong.push(`${logins} logins in five minutes with revoked credentials.`);
    if (!said.some((text) => /password/.test(text))) wrong.push('status does not name the refused password.');
    for (const lane of lab.lanes) {
      lane.smtp.clear();
      // Started anew it tries at once.
      await lane.daemon.start(/IMAP connection open/);
      await untilQuiet(lab, lane, 5000);
      await lane.daemon.stop();
    }
    back();
    const audit = await auditOf(lab);
    wrong.push(...audit.findings.map(({ what }) => what));
    return { minutes, logins, said, audit, wrong };
  } finally {
    back();
    await lab.close();
  }
}

async function underDeferral({ daemon, smtp }: Lane): Promise<number[]> {
  const tries: number[] = [];
  const stop = smtp.watch(({ from, step, at }) => {
    if (from === 'client' && step === 'MAIL') tries.push(at);
  });
  smtp.set({
    ...{
      name: 'deferral',
      from: 'client',
      step: 'RCPT',
      text: /@customer\.test>/,
      times: Number.POSITIVE_INFINITY,
    },
    act: { do: 'answer', text: '451 4.7.1 come back later' },
  });
  await daemon.start(/IMAP connection open/);
  for (let waited = 0; waited < 60_000 && tries.length < 4; waited += 100) await pause(100);
  stop();
  await daemon.stop();
  return tries.slice(1).map((at, i) => Math.round(((at - tries[i]!) * times) / 6000) / 10);
}

async function underRevocation({ daemon, smtp }: Lane): Promise<{ logins: number; said: readonly string[] }> {
  let logins = 0;
  const stop = smtp.watch(({ from, step }) => {
    if (from === 'client' && step === 'AUTH') logins++;
  });
  smtp.set({
    ...{ name: 'credentials revoked', from: 'client', step: 'AUTH', times: Number.POSITIVE_INFINITY },
    act: { do: 'answer', text: '535 5.7.8 credentials revoked' },
  });
  await daemon.start(/IMAP connection open/);
  for (let waited = 0; waited < 20_000 && logins === 0; waited += 50) await pause(50);
  await pause(5000);
  stop();
  const { stdout } = await daemon.command('status', '--json');
  await daemon.stop();
  return { logins, said: (JSON.parse(stdout) as { readonly warnings: readonly string[] }).warnings };
}
