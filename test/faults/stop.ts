import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, NotYet, pause } from '../servers/letters.js';
import type { Audit } from './audit.js';
import { countOf, uncertainOf } from './evidence.js';
import { auditOf, type Lab, type Lane, openLab } from './lab.js';
import { answerText, customerAt } from './matter.js';
import type { Rule } from './proxy.js';
import type { Told } from './report.js';
import { type StopClock, stopClock } from './stop-clock.js';

/** What came of one daemon that was stopped (SIGSTOP) for hours. */
export interface Stopped {
  readonly name: string;
  /** Follow-ups that reached the customer who answered while it stood, and the one who did not. */
  readonly toAnswering: number;
  readonly toSilent: number;
  readonly uncertain: number;
  /** IMAP connections that it opened after it went on. */
  readonly connections: number;
  readonly wrong: readonly string[];
}

export interface StopReport {
  readonly realSeconds: number;
  readonly lanes: readonly Stopped[];
  readonly audit: Audit;
  readonly wrong: readonly string[];
}

/** Where the process is stopped. */
interface Point {
  readonly name: string;
  /** In IDLE with nothing due yet, or over a sending at a piece of the line. */
  readonly at: 'idle' | (Pick<Rule, 'from' | 'step'> & { readonly line: 'smtp' | 'imap' });
  /** What becomes of its lines: the servers keep them, or gave them up meanwhile. */
  readonly lines: 'kept' | 'given up';
  /** Follow-ups that may have reached the customer who answered while it stood. */
  readonly gets: 0 | 1;
  readonly uncertain: 0 | 1;
}

const smtp = (from: 'client' | 'server', step: string) => ({ line: 'smtp', from, step }) as const;
const claim = { line: 'imap', from: 'server', step: 'answer APPEND' } as const;
const nothing = { gets: 0, uncertain: 0 } as const;

const points: readonly Point[] = [
  { name: 'idle', at: 'idle', lines: 'kept', ...nothing },
  { name: 'idle-cut', at: 'idle', lines: 'given up', ...nothing },
  { name: 'claim', at: claim, lines: 'kept', ...nothing },
  { name: 'claim-cut', at: claim, lines: 'given up', ...nothing },
  { name: 'mail', at: smtp('server', 'answer MAIL'), lines: 'kept', ...nothing },
  { name: 'data', at: smtp('server', 'answer DATA'), lines: 'kept', ...nothing },
  { name: 'data-cut', at: smtp('server', 'answer DATA'), lines: 'given up', ...nothing },
  // The content is on its way and the server never took it: nobody on our side can know.
  { name: 'dot-cut', at: smtp('client', 'dot'), lines: 'given up', gets: 0, uncertain: 1 },
  { name: 'answer', at: smtp('server', 'answer dot'), lines: 'kept', gets: 1, uncertain: 0 },
  { name: 'answer-cut', at: smtp('server', 'answer dot'), lines: 'given up', gets: 1, uncertain: 0 },
];

const minute = 60_000;
const hour = 60 * minute;
/** It stands for so long by its clocks; only its timers know how long it really was. */
const hours = 5;

/**
 * Real daemons are stopped for hours, idle and at the steps of a sending, while one customer answers and another's
 * follow-up comes due. `realMs`: so long they really stand; 100 s outlast every timer of the IMAP line.
 */
export async function stopScenario(
  seed: number,
  realMs: number,
  only: (name: string) => boolean = () => true,
): Promise<StopReport> {
  const chosen = points.filter(({ name }) => only(name));
  const lanes = Object.fromEntries(chosen.map(({ name }) => [name, [`${name}-a`, `${name}-b`]]));
  const lab = await openLab({ seed, lanes, stages: ['3h', '3h'] });
  try {
    const standing: Standing[] = [];
    for (const [i, point] of chosen.entries()) standing.push(await stopAt(lab, lab.lanes[i]!, point));
    await pause(realMs);
    const found = await Promise.all(standing.map((one) => goOn(lab, one)));
    // The second to which Exim's time is cut.
    const audit = await auditOf(lab, lab.lanes, 2000);
    const wrong = [
      ...audit.findings.map(({ what }) => what),
      ...found.flatMap((one) => one.wrong.map((what) => `${one.name}: ${what}`)),
    ];
    return { realSeconds: Math.round(realMs / 1000), lanes: found, audit, wrong };
  } finally {
    await lab.close();
  }
}

/** A process that stands. */
interface Standing {
  readonly lane: Lane;
  readonly point: Point;
  readonly pid: number;
  readonly clock: StopClock;
  /** How many IMAP connections it has opened since. */
  readonly connections: () => number;
}

async function stopAt(lab: Lab, lane: Lane, point: Point): Promise<Standing> {
  const { daemon, name, imap } = lane;
  const clock = stopClock(join(daemon.folder, 'behind'));
  // The first run lies hours back, for it begins the clocks of what is open anew.
  clock.behind(10 * hour);
  await clock.within(() => daemon.command('run', '--once'));
  clock.behind(hours * hour);
  // Over the first one it is stopped, for that is due when it starts; idle: both come due while it stands.
  await lane.begin({ names: [`${name}-a`], stages: 1, agoMs: (point.at === 'idle' ? 4 : 8) * hour + minute });
  await lane.begin({ names: [`${name}-b`], stages: 1, agoMs: 6 * hour });
  const seen = new Set<number>();
  imap.watch(({ connection }) => seen.add(connection));
  const stopped = whenStopped(lane, point);
  await clock.within(() => daemon.start(/IMAP connection open/));
  const pid = await stopped;
  const before = seen.size;
  await answer(lab, lane);
  return { lane, point, pid, clock, connections: () => seen.size - before };
}

async function goOn(lab: Lab, { lane, point, pid, clock, connections }: Standing): Promise<Stopped> {
  const { daemon, name, imap, smtp: mail } = lane;
  const mailsTo = (which: 'a' | 'b'): number => countOf(lab.servers, customerAt(`${name}-${which}`));
  clock.behind(0);
  process.kill(pid, 'SIGCONT');
  for (const proxy of [imap, mail]) proxy.release();
  // What has to be tried again is so after a minute.
  await eventually(() => {
    if (mailsTo('b') === 0) throw new NotYet('nothing came');
  }, 150_000).catch(() => {});
  // Late doubles would come with the next passes, of which there is one a second.
  await pause(10_000);
  if (!daemon.running()) throw new Error(`Thrice ended:\n${daemon.text().slice(-2000)}`);
  const uncertain = (await uncertainOf(daemon)).length;
  await daemon.stop();
  const mails = { toAnswering: mailsTo('a'), toSilent: mailsTo('b') };
  return judge(point, { name, uncertain, connections: connections(), ...mails });
}

/** Stops the process at its point, before it can take the piece in; resolves with its pid. */
function whenStopped({ daemon, imap, smtp: mail }: Lane, { at, lines }: Point): Promise<number> {
  const pidOf = (): number =>
    (JSON.parse(readFileSync(join(daemon.data, 'lock'), 'utf8')) as { pid: number }).pid;
  return new Promise((resolve) => {
    const stop = (): void => {
      const pid = pidOf();
      process.kill(pid, 'SIGSTOP');
      if (lines === 'given up') {
        // Where the server has something to say the line ends while it stands, else with its next word.
        for (const from of ['client', 'server'] as const)
          imap.set({ name: `given up (${from})`, from, connection: 0, act: { do: 'cut' } });
      }
      resolve(pid);
    };
    if (at === 'idle') {
      const off = imap.watch(({ from, step }) => {
        if (from !== 'client' || step !== 'IDLE') return;
        off();
        setTimeout(stop, 200);
      });
      return;
    }
    // Notes of the first run are not what is meant: the claim comes when SMTP has answered.
    let sending = false;
    mail.watch(({ step }) => {
      if (step === 'EHLO') sending = true;
    });
    const { line, ...piece } = at;
    const here = (): boolean => {
      if (sending) stop();
      return sending;
    };
    const act: Rule['act'] = { do: lines === 'kept' || line === 'imap' ? 'hold' : 'cut' };
    (line === 'imap' ? imap : mail).set({ name: 'stopped', ...piece, when: here, act });
  });
}

/** The first customer's answer lies in INBOX. */
async function answer({ servers }: Lab, lane: Lane): Promise<void> {
  const at = lane.owed.findIndex(({ customer }) => customer === customerAt(`${lane.name}-a`));
  const owed = lane.owed[at]!;
  const hand = await servers.imap(lane.mailbox);
  await hand.append('INBOX', answerText(owed, lane.mailbox));
  hand.close();
  lane.owed[at] = { ...owed, answeredAt: Date.now() };
}

function judge(point: Point, found: Omit<Stopped, 'wrong'>): Stopped {
  const wrong: string[] = [];
  const say = (is: boolean, what: string): void => {
    if (is) wrong.push(what);
  };
  const { toAnswering, toSilent, uncertain, connections } = found;
  say(toAnswering !== point.gets, `${toAnswering} follow-ups to the customer who answered`);
  say(toSilent !== 1, `${toSilent} follow-ups to the customer who did not`);
  say(uncertain !== point.uncertain, `${uncertain} uncertain`);
  say(point.lines === 'given up' && connections === 0, 'no new IMAP connection');
  return { ...found, wrong };
}

export function tellStop({ realSeconds, lanes, wrong }: StopReport): Told {
  const all = (pick: (one: Stopped) => number): number => lanes.reduce((sum, one) => sum + pick(one), 0);
  return {
    lines: [
      `${lanes.length} daemons stopped for ${hours} hours of their clocks (${realSeconds} s of their timers): ${lanes.map(({ name }) => name).join(', ')}.`,
      `To the customers who answered meanwhile: ${all((one) => one.toAnswering)} follow-ups, each taken by the server before the answer. To those who did not: ${all((one) => one.toSilent)} of ${lanes.length}. Uncertain and shown: ${all((one) => one.uncertain)}.`,
      `IMAP connections opened anew: ${lanes.map(({ name, connections }) => `${name} ${connections}`).join(', ')}.`,
    ],
    wrong,
  };
}
