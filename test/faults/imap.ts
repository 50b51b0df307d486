import { pause } from '../servers/letters.js';
import type { Audit } from './audit.js';
import { outboxOf } from './evidence.js';
import { type ImapCase, imapCases } from './imap-cases.js';
import { backUp, type MailboxEvent, mailboxEvents } from './imap-events.js';
import { type Played, playLine } from './imap-lines.js';
import { eventStages, type Moment, playEvent } from './imap-play.js';
import { playServer, serverCases, withQuota } from './imap-servers.js';
import { stageOf, until } from './imap-stage.js';
import { auditOf, type Lab, type Lane, openLab } from './lab.js';
import { customerAt } from './matter.js';

/** What came of one case. */
export interface ImapCaseReport extends Played {
  /** Sentences; empty: as it has to be. */
  readonly wrong: readonly string[];
}

export interface ImapReport {
  readonly cases: readonly ImapCaseReport[];
  readonly audit: Audit;
  readonly wrong: readonly string[];
}

/** Gets a line of progress. */
export type Say = (line: string) => void;

function said(played: Played, say: Say): Played {
  const wrong = played.wrong.map((what) => ` ${what}.`).join('');
  say(`${played.group}: ${played.name}, ${Math.round(played.tookMs)} ms.${wrong}`);
  return played;
}

/** Each case of the lines on conversations of its own: two lanes, and one for each that is silent for good. */
export async function linesScenario(
  seed: number,
  only: (one: ImapCase) => boolean = () => true,
  say: Say = () => {},
): Promise<ImapReport> {
  const wanted = imapCases.map((kase, i) => ({ kase, name: `l${i}` })).filter(({ kase }) => only(kase));
  const laneOf = (name: string, { group }: ImapCase): string =>
    group === 'silence' ? `still-${name}` : `line${Number(name.slice(1)) % 2}`;
  const lanes: Record<string, string[]> = {};
  for (const { kase, name } of wanted)
    lanes[laneOf(name, kase)] = [...(lanes[laneOf(name, kase)] ?? []), `${name}-a`, `${name}-b`];
  const lab = await openLab({ seed, lanes, stages: ['1s'] });
  try {
    // One after the other: a start is the most work that there is here.
    for (const { daemon } of lab.lanes) await daemon.start();
    const played = await Promise.all(
      lab.lanes.map(async (lane) => {
        const stage = stageOf(lab, lane);
        const mine = wanted.filter(({ kase, name }) => laneOf(name, kase) === lane.name);
        const done: Played[] = [];
        for (const { kase, name } of lane.chance.shuffled(mine))
          done.push(said(await playLine(stage, kase, name), say));
        return done;
      }),
    );
    return await judge(lab, played.flat());
  } finally {
    await lab.close();
  }
}

export interface EventOptions {
  readonly only?: (one: MailboxEvent, moment: Moment) => boolean;
  /** Those with the server itself as well. Default true. */
  readonly servers?: boolean;
  readonly say?: Say;
}

/** Each event at each of its moments on conversations of its own, in two mailboxes; then the server's own troubles. */
export async function eventsScenario(
  seed: number,
  { only = () => true, servers = true, say = () => {} }: EventOptions = {},
): Promise<ImapReport> {
  const wanted = mailboxEvents
    .flatMap((event) => (['between', 'outage'] as const).map((moment) => ({ event, moment })))
    .map((one, i) => ({ ...one, name: `e${i}`, lane: `events${(i >> 1) % 2}` }))
    .filter(({ event, moment }) => (moment === 'outage' || !event.outage) && only(event, moment));
  const lanes: Record<string, string[]> = {};
  for (const { lane, name } of wanted) lanes[lane] = [...(lanes[lane] ?? []), `${name}-a`, `${name}-b`];
  const troubles = servers ? serverCases.map((kase, i) => ({ kase, name: `s${i}` })) : [];
  for (const { name } of troubles) lanes.events0 = [...(lanes.events0 ?? []), `${name}-a`, `${name}-b`];
  const lab = await openLab({ seed, lanes, stages: eventStages });
  try {
    const played = await Promise.all(
      lab.lanes.map(async (lane) => {
        await lane.daemon.start();
        backUp({ lab, lane });
        const stage = stageOf(lab, lane);
        const done: Played[] = [];
        for (const { event, moment, name } of lane.chance.shuffled(
          wanted.filter((one) => one.lane === lane.name),
        ))
          done.push(said(await playEvent(stage, event, moment, name), say));
        return done;
      }),
    );
    // These concern all mailboxes, so nothing else is played meanwhile.
    const stage = stageOf(lab, lab.lanes[0]!);
    if (servers) await withQuota(lab);
    const served: Played[] = [];
    for (const { kase, name } of troubles) served.push(said(await playServer(stage, kase, name), say));
    return await judge(lab, [...played.flat(), ...served]);
  } finally {
    await lab.close();
  }
}

/** The audit of all lanes, and what it says of each case. */
async function judge(lab: Lab, played: readonly Played[]): Promise<ImapReport> {
  // Late doubles would come by the next polls. A sent mail whose copies were taken away is stored in Sent after two
  // minutes: the audit looks with a clock that is eleven ahead, when that has long been done.
  await pause(3000);
  const done = ({ daemon }: Lane): boolean => !daemon.running() || outboxOf(daemon).length === 0;
  await until(() => lab.lanes.every(done), 150_000);
  const ended = lab.lanes
    .filter(({ daemon }) => !daemon.running())
    .map(({ name }) => `${name} ended by itself`);
  await Promise.all(lab.lanes.map(({ daemon }) => daemon.stop()));
  const all = await auditOf(lab);
  const cases = played.map((one): ImapCaseReport => {
    const wrong = [...one.wrong];
    for (const [name, due] of Object.entries(one.due))
      for (const { customer, stage, verdict } of all.steps)
        if (isAbout(name, customer, stage) && verdict !== due)
          wrong.push(`stage ${stage} to ${name}: ${verdict} where ${due} was due`);
    return { ...one, wrong };
  });
  return { cases, audit: all, wrong: [...ended, ...all.findings.map(({ what }) => what)] };
}

/** `name`: a customer, or one with a stage. */
function isAbout(name: string, customer: string, stage: number): boolean {
  const at = customerAt(name.split(' ')[0] ?? '');
  return customer === at && (!name.includes(' ') || name.endsWith(` ${stage}`));
}
