import type { Verdict } from './audit.js';
import type { ImapCase } from './imap-cases.js';
import { answer, arrived, begin, rest, type Stage, stayDown, until } from './imap-stage.js';

/** A case that was played, before the audit says what came of it. */
export interface Played {
  readonly name: string;
  readonly group: string;
  /** By name of the customer: what has to come of each stage. */
  readonly due: Readonly<Record<string, Verdict>>;
  /** Times the fault acted. */
  readonly faults: number;
  /** From the fault, or the end of the trouble, to the first customer's mail; ms. */
  readonly tookMs: number;
  readonly wrong: readonly string[];
}

/** How long a follow-up may take after the trouble ended: Thrice waits up to 90 s on a silent server, then 1 s and more. */
const patience = 150_000;

/** One case on a running daemon: the fault, the second customer's answer while it lasts, its end, the follow-up. */
export async function playLine(stage: Stage, kase: ImapCase, name: string): Promise<Played> {
  const { lane } = stage;
  const wrong: string[] = [];
  const [silent, answering] = [`${name}-a`, `${name}-b`];
  const names = kase.alone ? [silent] : [silent, answering];
  const from = lane.daemon.lines.length;
  if (!(await rest(stage))) wrong.push('it did not come to rest before');
  const fired = (): number => lane.imap.fired.get(kase.rules.at(-1)?.name ?? '') ?? 0;
  const before = fired();
  const acts = (): number => (kase.strike ? 1 : fired() - before);
  for (const rule of kase.rules) lane.imap.set(rule);
  const stopGuard = stayDown(lane, () => acts() > 0);
  if (kase.begins === 'stop') wrong.push(...(await stopped(stage)));
  if (kase.strike) lane.imap.strike(...kase.strike);
  else if (kase.begins === 'connection') lane.imap.strike('cut');
  const struck = () => until(() => acts() > 0, 30_000);
  if (kase.begins === 'IDLE') await struck();
  await begin(stage, names, 1);
  if (!(await struck())) wrong.push('the fault never acted');
  if (!kase.alone) await answer(stage, answering);
  if (kase.restart) await lane.daemon.stop();
  const faults = acts();
  stopGuard();
  lane.imap.clear();
  const ended = performance.now();
  if (kase.restart || kase.begins === 'stop') await lane.daemon.start(/IMAP connection open/);
  if (!(await arrived(stage, silent, 1, patience))) wrong.push(`${silent} got nothing`);
  const tookMs = performance.now() - ended;
  await rest(stage);
  const warned = lane.daemon.lines.slice(from).some(({ level }) => level >= 40);
  if (!warned && kase.unlogged !== true && kase.begins !== 'stop') wrong.push('no warning in the log');
  const due: Record<string, Verdict> = { [silent]: 'once' };
  if (!kase.alone) due[answering] = 'answered';
  return { name: kase.name, group: kase.group, due, faults, tookMs, wrong };
}

async function stopped({ lane }: Stage): Promise<string[]> {
  const begin = performance.now();
  const code = await lane.daemon.stop();
  const tookMs = Math.round(performance.now() - begin);
  if (code === 0 && tookMs < 8000) return [];
  return [`it ended with status ${code} after ${tookMs} ms`];
}
