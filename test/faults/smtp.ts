import type { LogLine } from '../servers/daemon.js';
import { pause } from '../servers/letters.js';
import { afterPatience, startAhead } from './ahead.js';
import type { Audit, Owed, Verdict } from './audit.js';
import { deliveredTo, uncertainOf } from './evidence.js';
import { auditOf, type Lab, type Lane, noticesTo, openLab } from './lab.js';
import { agent } from './matter.js';
import { type SmtpCase, smtpCases } from './smtp-cases.js';

/** What came of one case. */
export interface CaseReport {
  readonly name: string;
  readonly group: SmtpCase['group'];
  readonly expected: SmtpCase['expect'];
  /** Times the fault acted; MAIL commands while it was there. */
  readonly faults: number;
  readonly tries: number;
  /** The warnings and errors that the daemon logged meanwhile. */
  readonly logged: readonly string[];
  /** Sentences; empty: as it has to be. */
  readonly wrong: readonly string[];
}

export interface SmtpReport {
  readonly cases: readonly CaseReport[];
  /** Before a person settled what was uncertain, and after. */
  readonly before: Audit;
  readonly after: Audit;
  readonly wrong: readonly string[];
}

interface Played {
  readonly lane: Lane;
  readonly kase: SmtpCase;
  readonly owed: readonly Owed[];
  readonly faults: number;
  readonly tries: number;
  readonly logged: readonly string[];
}

/** Each case on conversations of its own, one after the other in two lanes: a try under the fault, then one without. */
export async function smtpScenario(seed: number, only?: (one: SmtpCase) => boolean): Promise<SmtpReport> {
  const wanted = smtpCases.map((kase, i) => ({ kase, i })).filter(({ kase }) => only?.(kase) ?? true);
  const names = ({ conversations = 1, customers = 1 }: SmtpCase, i: number): string[][] =>
    Array.from({ length: conversations }, (_, c) =>
      Array.from({ length: customers }, (_, n) => `s${i}-${c}-${n}`),
    );
  const laneOf = (i: number): string => `post${i % 2}`;
  const customers = (lane: string) =>
    wanted.filter(({ i }) => laneOf(i) === lane).flatMap(({ kase, i }) => names(kase, i).flat());
  const lab = await openLab({
    seed,
    lanes: { post0: customers('post0'), post1: customers('post1') },
    stages: ['1s'],
  });
  try {
    const played = await Promise.all(
      lab.lanes.map(async (lane) => {
        const mine = lane.chance.shuffled(wanted.filter(({ i }) => laneOf(i) === lane.name));
        await once(lane);
        // The clocks begin at the first run, and the stage is due a second later.
        await pause(1500);
        const done: Played[] = [];
        for (const { kase, i } of mine) done.push(await play(lane, kase, names(kase, i)));
        return done;
      }),
    );
    return await judge(lab, played.flat());
  } finally {
    await lab.close();
  }
}

async function once({ daemon }: Lane): Promise<LogLine[]> {
  const { stderr } = await daemon.command('run', '--once');
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}

async function play(lane: Lane, kase: SmtpCase, names: readonly (readonly string[])[]): Promise<Played> {
  const from = lane.owed.length;
  for (const one of names) await lane.begin({ names: one, stages: 1, agoMs: 60_000 });
  const before = countFired(lane);
  let tries = 0;
  const stop = lane.smtp.watch(({ step, from }) => {
    if (from === 'client' && step === 'MAIL') tries++;
  });
  for (const rule of kase.rules) lane.smtp.set(rule);
  const lines = await once(lane);
  stop();
  lane.smtp.clear();
  const faults = countFired(lane) - before;
  // Its memory of what is to be tried when begins anew with each start, so this is the next try.
  await once(lane);
  const logged = lines.filter(({ level }) => level >= 40).map(({ msg }) => msg);
  return { lane, kase, owed: lane.owed.slice(from), faults, tries, logged };
}

const countFired = ({ smtp }: Lane): number => [...smtp.fired.values()].reduce((sum, n) => sum + n, 0);

async function judge(lab: Lab, played: readonly Played[]): Promise<SmtpReport> {
  // A last look: evidence of the last cases, and notices to the agent.
  await pause(2000);
  await Promise.all(lab.lanes.map(once));
  const before = await auditOf(lab);
  const told = await noticesTo(lab, agent);
  const cases = played.map(({ kase, faults, tries, logged, owed }): CaseReport => {
    const wrong: string[] = [];
    if (faults === 0) wrong.push('the fault never acted');
    if (tries > owed.length) wrong.push(`${tries} tries in one pass`);
    if (logged.length === 0 && kase.unlogged !== true) wrong.push('no warning in the log');
    for (const [i, { customer }] of owed.entries()) {
      const wanted = verdictOf(kase, i);
      const verdict = before.steps.find((step) => step.customer === customer)?.verdict;
      if (verdict !== wanted) wrong.push(`${customer}: ${verdict} where ${wanted} was due`);
      const tell = wanted === 'failed-and-shown' && kase.expect !== 'first-spared';
      if (tell && !told.some(({ raw }) => raw.includes(customer)))
        wrong.push(`the agent was not told of ${customer}`);
    }
    return { name: kase.name, group: kase.group, expected: kase.expect, faults, tries, logged, wrong };
  });
  const back = startAhead(afterPatience);
  const after = await settled(lab).finally(back);
  const wrong = [...before.findings, ...after.findings].map(({ what }) => what);
  return { cases, before, after, wrong };
}

/** What is due to the i-th customer of a case. */
function verdictOf({ expect }: SmtpCase, i: number): Verdict {
  if (expect === 'uncertain') return 'uncertain-and-shown';
  return expect === 'failed' || (expect !== 'once' && i === 0) ? 'failed-and-shown' : 'once';
}

/** A person settles each uncertain mail by what its customer got, and the next pass does the rest. */
async function settled(lab: Lab): Promise<Audit> {
  const settle = async (lane: Lane): Promise<void> => {
    for (const { messageId, to } of await uncertainOf(lane.daemon)) {
      const there = (await deliveredTo(lab.servers, to)).some((mail) => mail.messageId === messageId);
      const result = there ? 'sent' : 'not-sent';
      const { code, stderr } = await lane.daemon.command('uncertain', 'settle', messageId, result);
      if (code !== 0) throw new Error(`settling <${messageId}> failed: ${stderr}`);
    }
    await once(lane);
    await pause(1000);
    await once(lane);
  };
  await Promise.all(lab.lanes.map(settle));
  return auditOf(lab);
}
