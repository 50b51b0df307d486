import { pause } from '../servers/letters.js';
import { afterPatience, startAhead } from './ahead.js';
import type { Audit } from './audit.js';
import { type Outbox, outboxOf, uncertainOf } from './evidence.js';
import { type Death, deaths, nameOfDeath } from './kill-points.js';
import { auditOf, type Lab, type Lane, openLab, untilQuiet } from './lab.js';

/** One kill and what it left on the disk. */
export interface Kill {
  readonly lane: string;
  readonly death: Death;
  /** The point came; else it was killed after waiting for it in vain. */
  readonly reached: boolean;
  readonly outbox: readonly Outbox[];
}

/** What scenario 1 comes to. */
export interface KillReport {
  readonly kills: readonly Kill[];
  /** With everything at rest, before a person settles anything. */
  readonly before: Audit;
  /** After a person settled what was uncertain, by what really came. */
  readonly after: Audit;
  /** Sendings that were in phase `data` when the process died. */
  readonly inData: readonly string[];
  readonly uncertain: readonly string[];
  /** Of those in `data`: settled without a person. */
  readonly settledByEvidence: number;
  /** Sentences. */
  readonly wrong: readonly string[];
}

export interface KillOptions {
  readonly seed: number;
  /** In all lanes together. */
  readonly kills: number;
  readonly conversations: number;
  readonly lanes?: number;
  /** So often it is started again without faults before the audit. Default 2. */
  readonly rests?: number;
  readonly say?: (line: string) => void;
}

/** The process dies again and again while three stages go out to each customer. */
export async function killScenario({
  seed,
  kills,
  conversations,
  lanes = 2,
  rests = 2,
  say,
}: KillOptions): Promise<KillReport> {
  const names = Array.from({ length: lanes }, (_, i) => `desk${i + 1}`);
  const customers = (lane: string): string[] =>
    Array.from({ length: Math.ceil(conversations / lanes) }, (_, i) => `${lane}-c${i + 1}`);
  const lab = await openLab({
    seed,
    lanes: Object.fromEntries(names.map((name) => [name, customers(name)])),
    stages: ['2s', '2s', '2s'],
  });
  try {
    const each = await Promise.all(
      lab.lanes.map(async (lane) => {
        for (const name of customers(lane.name))
          await lane.begin({ names: [name], stages: 3, agoMs: 60_000 });
        const done = await killing(lane, deaths(Math.ceil(kills / lanes), lane.chance), say);
        await rest(lab, lane, rests);
        return done;
      }),
    );
    const before = await auditOf(lab);
    const open = (await Promise.all(lab.lanes.map((lane) => uncertainOf(lane.daemon)))).flat();
    const back = startAhead(afterPatience);
    const after = await settled(lab, rests).finally(back);
    return judge(
      each.flat(),
      before,
      after,
      open.map(({ messageId }) => messageId),
    );
  } finally {
    await lab.close();
  }
}

async function killing(lane: Lane, all: readonly Death[], say?: (line: string) => void): Promise<Kill[]> {
  const kills: Kill[] = [];
  for (const death of all) {
    kills.push(await killOnce(lane, death));
    if (kills.length % 20 === 0) say?.(`${lane.name}: ${kills.length} of ${all.length} kills`);
  }
  return kills;
}

/** Starts the daemon and kills it there. */
async function killOnce(lane: Lane, death: Death): Promise<Kill> {
  const { daemon } = lane;
  let reached = false;
  const takeAway =
    death.kind === 'point'
      ? arm(lane, death, () => {
          reached = true;
          void daemon.kill();
        })
      : null;
  const started = daemon.start(/IMAP connection open/).catch(() => {});
  if (death.kind === 'moment') {
    await pause(death.afterMs);
    reached = true;
  } else {
    for (let waited = 0; waited < 12_000 && !reached; waited += 5) {
      await pause(5);
      if (!reached && !daemon.running()) throw new Error(`Thrice ended:\n${daemon.text().slice(-2000)}`);
    }
  }
  await daemon.kill();
  await started;
  takeAway?.();
  return { lane: lane.name, death, reached, outbox: outboxOf(daemon) };
}

function arm(lane: Lane, { point, skip }: Extract<Death, { kind: 'point' }>, call: () => void): () => void {
  const { on, from, step, text, pass, phase, name } = point;
  // A sending that is done and noted waits for its copy; it is not the one under way.
  const underWay = (): boolean =>
    outboxOf(lane.daemon).some((one) => one.phase === phase && one.noted !== true);
  return lane[on].set({
    ...{ name, from, step, skip },
    ...(text && { text }),
    ...(phase && { when: underWay }),
    act: { do: 'call', call, pass },
  });
}

/** Runs without faults until nothing is left to do; started again so that nothing waits for a later try. */
async function rest(lab: Lab, lane: Lane, times: number): Promise<void> {
  lane.imap.clear();
  lane.smtp.clear();
  for (let i = 0; i < times; i++) {
    await lane.daemon.start(/IMAP connection open/);
    await untilQuiet(lab, lane, 7000);
    await lane.daemon.stop();
  }
}

/** What is left when a person settled what was uncertain and everything went on, eleven minutes later. */
async function settled(lab: Lab, rests: number): Promise<Audit> {
  await Promise.all(lab.lanes.map(settleAll));
  await Promise.all(lab.lanes.map((lane) => rest(lab, lane, rests)));
  return auditOf(lab);
}

/** A person settles each uncertain sending by what its customer really got: none of them lies anywhere. */
async function settleAll(lane: Lane): Promise<void> {
  for (const { messageId } of await uncertainOf(lane.daemon)) {
    const { code, stderr } = await lane.daemon.command('uncertain', 'settle', messageId, 'not-sent');
    if (code !== 0) throw new Error(`settling <${messageId}> failed: ${stderr}`);
  }
}

function judge(
  kills: readonly Kill[],
  before: Audit,
  after: Audit,
  uncertain: readonly string[],
): KillReport {
  const inData = [
    ...new Set(
      kills.flatMap(({ outbox }) => outbox.filter((one) => one.phase === 'data').map(({ id }) => id)),
    ),
  ];
  const wrong = [...before.findings, ...after.findings].map(({ what }) => what);
  for (const id of uncertain)
    if (!inData.includes(id))
      wrong.push(`<${id}> is uncertain, but no kill came between DATA and its answer.`);
  for (const { outbox, death } of kills)
    for (const { id, phase } of outbox)
      if (phase === 'unreadable')
        wrong.push(`The journal entry of <${id}> was unreadable after ${nameOfDeath(death)}.`);
  if (after.counts['uncertain-and-shown'] > 0)
    wrong.push('Something stayed uncertain though a person settled it.');
  const settledByEvidence = inData.filter((id) => !uncertain.includes(id)).length;
  return { kills, before, after, inData, uncertain, settledByEvidence, wrong };
}
