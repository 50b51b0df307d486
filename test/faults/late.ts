import { eventually, pause } from '../servers/letters.js';
import type { Audit } from './audit.js';
import { countOf, outboxOf, uncertainOf } from './evidence.js';
import { auditOf, type Lab, type Lane, openLab, untilQuiet } from './lab.js';

/** What came of sendings whose answer was lost and whose copy to the mailbox itself came late. */
export interface LateReport {
  readonly kills: number;
  /** Uncertain while the copies were held back; of these, delivered to their customers all the same. */
  readonly open: number;
  readonly delivered: number;
  /** Mails that went to the customers of open sendings while these were open. */
  readonly sentAgain: number;
  readonly audit: Audit;
  readonly wrong: readonly string[];
}

/**
 * Kills after the final dot while Exim cannot deliver the copies to the shared mailbox: nothing may be sent again, and
 * when the copies come at last, they settle it and the next stages follow.
 */
export async function lateScenario(seed: number, kills = 6): Promise<LateReport> {
  const names = Array.from({ length: kills + 4 }, (_, i) => `late-c${i + 1}`);
  const lab = await openLab({ seed, lanes: { late: names }, stages: ['2s', '2s'] });
  try {
    const lane = lab.lanes[0]!;
    for (const name of names) await lane.begin({ names: [name], stages: 2, agoMs: 60_000 });
    return await late(lab, lane, kills);
  } finally {
    await lab.close();
  }
}

async function late(lab: Lab, lane: Lane, kills: number): Promise<LateReport> {
  const { daemon } = lane;
  const wrong: string[] = [];
  lab.delivery.set({
    ...{
      name: 'copy held back',
      from: 'client',
      step: 'RCPT',
      text: /<late@/,
      times: Number.POSITIVE_INFINITY,
    },
    act: { do: 'answer', text: '451 4.2.0 held back by the lab' },
  });
  for (let i = 0; i < kills; i++) await killAfterDot(lane, i % 2 === 0);
  const open = outboxOf(daemon).filter(({ phase }) => phase === 'data');
  if (open.length !== kills) wrong.push(`${open.length} sendings are open after ${kills} kills.`);
  await daemon.start(/IMAP connection open/);
  await untilQuiet(lab, lane, 5000);
  const shown = await uncertainOf(daemon);
  for (const { id } of open)
    if (!shown.some(({ messageId }) => messageId === id)) wrong.push(`<${id}> is open and not shown.`);
  const counts = shown.map(({ to }) => countOf(lab.servers, to[0] ?? ''));
  lab.delivery.clear();
  await eventually(async () => {
    const left = await uncertainOf(daemon);
    if (left.length > 0) throw new Error(`${left.length} stay uncertain though their copies came`);
  }, 60_000).catch((error: unknown) => wrong.push(String(error)));
  await untilQuiet(lab, lane, 7000);
  await daemon.stop();
  const audit = await auditOf(lab);
  wrong.push(...audit.findings.map(({ what }) => what));
  const sentAgain = counts.filter((count) => count > 1).length;
  if (counts.some((count) => count === 0)) wrong.push('A mail that the server took did not arrive.');
  if (sentAgain > 0) wrong.push(`${sentAgain} customers got another mail while the first was open.`);
  const delivered = counts.filter((count) => count > 0).length;
  return { kills, open: shown.length, delivered, sentAgain, audit, wrong };
}

/**
 * Dies when the server has said yes. Not already at the dot: Exim throws a mail away whose client is gone before it
 * could be told ("connection lost after final dot"), so there would be nothing to come late.
 */
async function killAfterDot({ daemon, smtp }: Lane, pass: boolean): Promise<void> {
  let dead: () => void = () => {};
  const killed = new Promise<void>((resolve) => {
    dead = resolve;
  });
  smtp.set({
    ...{ name: 'answer to the dot', from: 'server', step: 'answer dot' },
    act: { do: 'call', pass, call: () => void daemon.kill().then(dead) },
  });
  const started = daemon.start(/IMAP connection open/).catch(() => {});
  await Promise.race([killed, pause(20_000)]);
  await daemon.kill();
  await started;
}
