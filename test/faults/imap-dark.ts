import type { Ended } from '../servers/daemon.js';
import { pause } from '../servers/letters.js';
import { startAhead, startFast } from './ahead.js';
import { answer, arrived, begin, rest, type Stage, until } from './imap-stage.js';
import { type Lab, type Lane, noticesTo } from './lab.js';
import { agent } from './matter.js';
import type { Rule } from './proxy.js';

/** What came of one mailbox that could not be read for a long time. */
export interface DarkReport {
  readonly name: string;
  /** Real seconds between the connections that Thrice tried, and the mails to the admins in their order. */
  readonly distances: readonly number[];
  readonly mails: readonly string[];
  /** What `status --health` said. */
  readonly said: string;
}

/** A trouble that lasts. */
export interface Dark {
  readonly name: string;
  readonly rule: Omit<Rule, 'name' | 'times'>;
  /** The daemon's clock runs so much faster; its timers do not. */
  readonly times: number;
  readonly alarmAfter: string;
  /** Real ms. */
  readonly lastsMs: number;
}

/** Dark for so long, the alarm, the end; and what was strange about it, into `wrong`. */
export async function playDark(stage: Stage, dark: Dark, name: string, wrong: string[]): Promise<DarkReport> {
  const { lab, lane } = stage;
  const say = (what: string): void => void wrong.push(`${dark.name}: ${what}.`);
  const clock = await startUnder(stage, dark);
  const distances = await goDark(stage, dark, name);
  const ill = await health(lane, clock.ahead());
  if (ill.code !== 1) say(`status --health ended with ${ill.code} in the dark`);
  if (!/ALARM: nothing could be read/.test(ill.stdout)) say(`status --health gives no alarm: ${ill.stdout}`);
  wrong.push(...strangeDistances(dark, distances));
  lane.imap.clear();
  if (!(await until(() => linesOf(lane, isOver) > 0, 120_000))) say('it was not read again');
  if (dark.times > 1) await clock.slowDown();
  if (!(await arrived(stage, `${name}-a`, 1, 180_000))) say('no follow-up when it was over');
  await rest(stage);
  const well = await health(lane, clock.ahead());
  if (well.code !== 0) say(`status --health ended with ${well.code} afterwards: ${well.stdout}`);
  const mails = await mailsAbout(lab, lane);
  if (mails.length !== 2 || !mails[0]?.includes('cannot read') || !mails[1]?.includes('again'))
    say(`the admins got: ${mails.join(' | ') || 'nothing'}`);
  for (const text of [isAlarm, isOver])
    if (linesOf(lane, text) !== 1) say(`${linesOf(lane, text)} lines ${text} in the log`);
  return { name: dark.name, distances, mails, said: ill.stdout.trim() };
}

const isAlarm = /^ALARM: nothing could be read/;
const isOver = /^The mailbox is read again/;
const linesOf = ({ daemon }: Lane, text: RegExp): number =>
  daemon.lines.filter(({ msg }) => text.test(msg)).length;

/** How far the daemon's clock is ahead, ms, and the end of its haste. */
interface Haste {
  readonly ahead: () => number;
  readonly slowDown: () => Promise<void>;
}

async function startUnder(stage: Stage, { times, alarmAfter }: Dark): Promise<Haste> {
  const { daemon } = stage.lane;
  const off = { per_recipient_per_day: 'off', per_minute: 'off', surprise: 'off' };
  daemon.configure({
    team: { domains: ['example.com'], verified_by: ['mx.example.com'], admins: [agent] },
    limits: { ...off, alarm_after: alarmAfter },
  });
  const started = performance.now();
  const start = async (back: () => void, until?: RegExp): Promise<void> => {
    const starting = daemon.start(until);
    back();
    await starting;
  };
  await start(startFast(times));
  await rest(stage);
  let ahead = (): number => Math.round((performance.now() - started) * (times - 1));
  return {
    ahead: () => ahead(),
    // To a clock that runs 60 times faster a reading of 0.2 s is one of 12 s, on which nothing may be sent (I2).
    slowDown: async () => {
      await pause(2000);
      await daemon.stop();
      const reached = ahead();
      ahead = () => reached;
      await start(startAhead(reached), /IMAP connection open/);
    },
  };
}

/** Until the time is over and the alarm was raised; the real seconds between the tries. */
async function goDark(stage: Stage, { rule, lastsMs }: Dark, name: string): Promise<number[]> {
  const { lane } = stage;
  const tries = triesOf(lane);
  lane.imap.set({ ...rule, name: 'dark', times: Number.POSITIVE_INFINITY });
  const began = performance.now();
  lane.imap.strike('cut');
  await begin(stage, [`${name}-a`, `${name}-b`], 1);
  await answer(stage, `${name}-b`);
  const over = (): boolean => performance.now() - began > lastsMs && linesOf(lane, isAlarm) > 0;
  await until(over, lastsMs + 30_000);
  return tries();
}

async function health({ daemon }: Lane, aheadMs: number): Promise<Ended> {
  const back = startAhead(aheadMs);
  const asked = daemon.command('status', '--health');
  back();
  return asked;
}

/** The returned function gives the real seconds between the connections since now. */
function triesOf({ imap }: Lane): () => number[] {
  const at: number[] = [];
  const stop = imap.watch((seen) => {
    if (seen.from === 'server' && seen.step === 'greeting') at.push(seen.at);
  });
  return () => {
    stop();
    return at.slice(1).map((one, i) => Math.round((one - at[i]!) / 10) / 100);
  };
}

/** Each is about twice the one before, with up to a quarter of jitter; a busy machine makes it longer. */
function strangeDistances({ name, times }: Dark, distances: readonly number[]): string[] {
  // Where it is time for the alarm, a try comes sooner.
  if (times === 1) return [];
  const strange = distances.filter((s, i) => s < 0.74 * 2 ** (i + 1) || s > 1.26 * 2 ** (i + 1) + 2);
  if (distances.length >= 2 && strange.length === 0) return [];
  return [`${name}: tried again after ${distances.join(', ')} s.`];
}

/** What the admins were told of this mailbox: subjects, in order of arrival. */
async function mailsAbout(lab: Lab, { mailbox }: Lane): Promise<string[]> {
  const mails = await noticesTo(lab, agent);
  return mails
    .filter(({ mark, subject }) => mark.startsWith('admin') && subject.includes(mailbox))
    .sort((a, b) => a.uid - b.uid)
    .map(({ subject }) => subject);
}
