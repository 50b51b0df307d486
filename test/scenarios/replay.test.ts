import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drive } from '../../src/cli/replay-drive.js';
import { pastOfFiles } from '../../src/cli/replay-files.js';
import { pastOfMailbox } from '../../src/cli/replay-mailbox.js';
import type { PastMail } from '../../src/cli/replay-past.js';
import { nextWorkingMoment } from '../../src/core/calendar/working-time.js';
import { pastOf } from '../../src/core/replay/past.js';
import type { Replay } from '../../src/core/replay/played.js';
import { replay } from '../../src/core/replay/replay.js';
import { allConversations, dueThreads, earliestStep } from '../../src/ledger.js';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { pass } from '../../src/pass.js';
import type { Runtime } from '../../src/runtime.js';
import { snapshot } from './mailbox-hands.js';
import { bot, day, hour, monday, type Stage, setStage } from './stage.js';
import { type Arrival, yearOf } from './year.js';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({
    watch: 'all',
    // The play tells of follow-ups as they come due, and of every notice.
    morning_note: 'off',
    calendar: { timezone: 'Europe/Warsaw', holidays: 'PL' },
  });
});
afterEach(() => stage.stop());

/** What happened, in words that both ways of telling can be compared by. */
interface Story {
  readonly followUps: string[];
  readonly turns: string[];
}

const time = (at: number): string => new Date(at).toISOString();

/** The daemon lives through the year: it looks whenever a mail came and whenever it has something to do. */
async function lived(arrivals: readonly Arrival[], until: number): Promise<Story> {
  const story: Story = { followUps: [], turns: [] };
  const closed = new Map<string, string>();
  await stage.withRuntime(async (runtime) => {
    const connection = await connectMailbox(runtime.config.imap, runtime.log);
    const retries = new Map();
    const capsEnd: number[] = [];
    const once = async (): Promise<void> => {
      const { results } = await pass(runtime, connection, retries);
      for (const { step, result } of results) {
        expect(result.result).toBe('sent');
        if (step.action !== 'follow-up') continue;
        story.followUps.push(`${time(stage.now)} ${step.stage} ${step.anchor}`);
        capsEnd.push(stage.now + day);
      }
      noteTurns(runtime, closed, story);
    };
    await once();
    let next = 0;
    for (;;) {
      const due = [arrivals[next]?.at, ownMoment(runtime, capsEnd)];
      const moment = Math.min(...due.filter((at) => at !== undefined && at !== null));
      if (moment > until) break;
      stage.now = moment;
      for (; arrivals[next] && arrivals[next]!.at <= moment; next++) arrive(arrivals[next]!);
      await once();
    }
    await closeMailbox(connection);
  });
  stage.now = until;
  return { followUps: story.followUps.sort(), turns: story.turns.sort() };
}

/** When the daemon's tick or its poll would find something: a due time, the end of a cap, the begin of a working day. */
function ownMoment(runtime: Runtime, capsEnd: readonly number[]): number | null {
  const { now } = stage;
  const moments = [earliestStep(runtime, now) ?? Infinity];
  // What is due and did not go is held until a day after some sending, or until the morning.
  if (dueThreads(runtime, now).length > 0) {
    const morning = nextWorkingMoment(runtime.config.settings.calendar, now);
    moments.push(...[...capsEnd, morning].filter((at) => at > now));
  }
  return Math.min(...moments);
}

function arrive({ way, raw, at }: Arrival): void {
  if (way === 'sent') stage.sandbox.append(bot, 'Sent', raw, { flags: ['\\Seen'], internalDate: at });
  else stage.sandbox.deliver(raw, [bot], at);
}

function noteTurns(runtime: Runtime, closed: Map<string, string>, story: Story): void {
  for (const { conversation, derived } of allConversations(runtime, stage.now)) {
    const { key } = conversation.messages[0]!;
    const before = closed.get(key);
    const now = derived.outcome;
    if (now === before) continue;
    if (now === undefined) closed.delete(key);
    else closed.set(key, now);
    if (now === undefined || before === undefined)
      story.turns.push(`${time(stage.now)} ${now ?? 'reopened'} ${derived.subject}`);
  }
}

/** The same year, played from what lies in the mailbox at its end. */
async function played(mail: PastMail, from: number): Promise<Replay> {
  try {
    const { settings } = await stage.withRuntime(async ({ config }) => config);
    const past = pastOf(mail.messages);
    return await drive(replay({ past, settings, from, to: stage.now }), mail, () => {});
  } finally {
    await mail.close();
  }
}

function storyOf({ followUps, turns }: Replay): Story {
  return {
    followUps: followUps.map((one) => `${time(one.at)} ${one.stage} ${one.anchor}`).sort(),
    turns: turns
      .map((one) => `${time(one.at)} ${one.turn === 'closed' ? one.outcome : 'reopened'} ${one.subject}`)
      .sort(),
  };
}

/** The folders as mbox files. */
function asFiles(): string {
  const folder = join(stage.folder, 'export');
  mkdirSync(folder);
  for (const name of stage.sandbox.mailbox(bot).folders()) {
    const mails = stage.sandbox.mailbox(bot).mails(name);
    const text = mails.map(({ raw }) => `From x Mon Mar  2 10:00:00 2026\r\n${raw.toString('latin1')}\r\n`);
    if (mails.length > 0) writeFileSync(join(folder, `${name}.mbox`), text.join(''), 'latin1');
  }
  return folder;
}

test('a year of mail: the play agrees with the daemon that lived it', { timeout: 300_000 }, async () => {
  const from = monday;
  const live = await lived(yearOf(1, 30), monday + 365 * day + hour);
  expect(live.followUps.length).toBeGreaterThan(40);
  expect(new Set(live.turns.map((turn) => turn.split(' ')[1]))).toEqual(
    new Set(['no-reply', 'resolved', 'undeliverable', 'reopened']),
  );
  const before = snapshot(stage);
  const { config, secrets, log, clock } = await stage.withRuntime(async (runtime) => runtime);
  const byImap = await played(await pastOfMailbox(config, secrets, { log, clock }, () => {}), from);
  expect(storyOf(byImap)).toEqual(live);
  // Reading it changed nothing.
  expect(snapshot(stage)).toEqual(before);
  const byFiles = await played(await pastOfFiles([asFiles()], { config, secrets }, () => {}), from);
  expect(storyOf(byFiles)).toEqual(live);
  expect(byFiles.followUps).toEqual(byImap.followUps);
  expect(byImap.followUps.some(({ doubts }) => doubts.length > 0)).toBe(true);
});
