import { day, hour, minute, monday } from '../scenarios/stage.js';
import { type Chance, chanceOf } from './chance.js';
import { type Agenda, agendaFrom, beginnings } from './soak-agenda.js';
import { isOpen } from './soak-due.js';
import { type SoakJudge, soakJudge } from './soak-judge.js';
import { beginLife, goOn, gotFollowUp, type Life, newLife, type Post } from './soak-lives.js';
import { type SoakDaemon, startSoakDaemon } from './soak-process.js';
import type { Sample, SoakReport } from './soak-report.js';
import type { SoakOptions } from './soak-size.js';
import { type SoakWorld, startSoakWorld } from './soak-world.js';

interface Soak {
  readonly started: number;
  readonly lives: Map<string, Life>;
  readonly judge: SoakJudge;
  readonly agenda: Agenda;
  readonly world: SoakWorld;
  readonly daemon: SoakDaemon;
  readonly post: Post;
  readonly samples: Sample[];
  readonly say: SoakOptions['say'];
}

/** What comes due together leaves at this rate; the config's default. */
const perMinute = 30;

/** A step may come so much late: the longest step of the clock in working time, and an hour full of mails. */
const slack = 2 * hour;

/**
 * So many conversations go through their whole life with one daemon that runs without a break; then it goes on for some
 * weeks with the same conversations, of which a few go on. See docs/reliability.md.
 */
export async function soakScenario(options: SoakOptions): Promise<SoakReport> {
  const { seed, conversations, days, tail, calm, still, say } = options;
  const started = performance.now();
  const chance = chanceOf(seed);
  const lives = new Map<string, Life>();
  const judge = soakJudge((customer) => lives.get(customer), slack);
  const agenda = agendaFrom(monday);
  const world = await startSoakWorld(monday, (mail) => {
    const got = judge.take(mail);
    if (got) gotFollowUp(got.life, post, got.stage, got.id, mail.at);
  });
  const post: Post = { deliver: world.deliver, later: agenda.add, changes: judge.missing };
  const daemon = await startSoakDaemon(world.config, world.data, monday);
  const soak: Soak = { started, lives, judge, agenda, world, daemon, post, samples: [], say };
  try {
    await tick(soak, monday + minute);
    const first = monday + hour;
    for (const at of beginnings(conversations, first, days, chance.fork('begin')))
      agenda.add(at, (then) => begin(soak, chance, then));
    await look(soak, 'growing');
    await run(soak, 'growing', first + (days + tail) * day, options);
    letSomeGoOn(soak, calm);
    await run(soak, 'calm', world.now + calm * day, options);
    await run(soak, 'still', world.now + still * day, options);
    return await reportOf(soak);
  } finally {
    await daemon.stop();
    await world.stop();
  }
}

function begin({ lives, post }: Soak, chance: Chance, at: number): void {
  const n = lives.size;
  const life = newLife(n, chance.fork(`life ${n}`));
  lives.set(life.matter.customer, life);
  beginLife(life, post, at);
}

/** Of those that may get three more follow-ups, one a day; the last ones early enough to come to their end. */
function letSomeGoOn({ lives, agenda, world, post }: Soak, days: number): void {
  const able = [...lives.values()].filter(({ matter, bounced }) => matter.total <= 3 && !bounced);
  const span = Math.max(1, days - 15) * day;
  const count = Math.min(days, able.length);
  for (let i = 0; i < count; i++) {
    const life = able[Math.floor((i * able.length) / count)]!;
    const at = world.now + hour + Math.floor((i * span) / count / 1000) * 1000;
    agenda.add(at, (then) => goOn(life, post, then));
  }
}

/** The clock goes on until then; the process is looked at now and again. */
async function run(
  soak: Soak,
  phase: Sample['phase'],
  until: number,
  { looks, step }: SoakOptions,
): Promise<void> {
  const { world } = soak;
  const from = world.now;
  for (let next = 1; world.now < until; ) {
    const size = isOpen(world.now) ? (phase === 'growing' ? step : step / 3) : 4 * step;
    const then = (Math.floor(world.now / (size * minute)) + 1) * size * minute;
    // What is due right before the end of a working day would otherwise have to wait for the next.
    if (isOpen(world.now) && !isOpen(then)) await tick(soak, then - 1000);
    await tick(soak, then);
    if (world.now < from + (next * (until - from)) / looks) continue;
    next += 1;
    await look(soak, phase);
  }
}

/** It is `now`: people do what they do, and the daemon what is due. */
async function tick({ world, agenda, daemon, judge }: Soak, now: number): Promise<void> {
  const sent = (): number => judge.counts.followUps + judge.counts.notices;
  world.now = now;
  for (;;) {
    const before = sent();
    agenda.happen(world.now);
    await world.settled();
    await daemon.live(world.now, world.settled);
    if (sent() - before < perMinute) return;
    world.now += minute;
  }
}

async function look(soak: Soak, phase: Sample['phase']): Promise<void> {
  const { daemon, judge, lives, world, samples, started, say } = soak;
  const held = await daemon.held();
  const sent = judge.counts.followUps;
  const [begun, passes] = [lives.size, daemon.passes()];
  samples.push({ ...held, phase, now: world.now, begun, passes, sent });
  const seconds = Math.round((performance.now() - started) / 1000);
  const mb = (held.heapUsed / 1e6).toFixed(1);
  say(
    `${seconds} s: ${phase}, ${begun} begun, ${passes} passes, ${sent} sent, heap ${mb} MB, ${held.fds} fds, ${judge.counts.wrong} wrong ${judge.wrong.at(-1) ?? ''}`,
  );
}

async function reportOf({ lives, judge, world, daemon, samples, started }: Soak): Promise<SoakReport> {
  for (const life of lives.values()) judge.missing(life, world.now);
  const mails = await world.stored();
  const listed = await daemon.list();
  const closed = new Set(listed.closed);
  const open = [...lives.values()].filter(({ matter }) => matter.over && !closed.has(matter.subject));
  const ways: Record<string, number> = {};
  for (const { way } of lives.values()) ways[way] = (ways[way] ?? 0) + 1;
  const { followUps, notices, due, latest } = judge.counts;
  return {
    ...{ samples, mails, ways, listed, followUps, notices, due, latest, passes: daemon.passes() },
    days: (world.now - monday) / day,
    seconds: (performance.now() - started) / 1000,
    wrong: [
      ...judge.wrong,
      ...open.slice(0, 20).map(({ matter, way }) => `${matter.subject} (${way}) is over and not closed.`),
    ],
  };
}
