import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { liveConfig, liveDaemon } from '../faults/edits-daemon.js';
import { anna, bot, day, hour, minute, monday, type Stage, setStage } from './stage.js';

vi.setConfig({ testTimeout: 300_000 });

/** R10: what follows by the policy from a foreseen step is foreseen, also where it is due at the same moment. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const people = [1, 2, 3, 4].map((n) => `c${n}@customer.test`);
const follow_ups = ['follow-up-1', 'final-notice'].map((template) => ({ after: '1d', template }));
const config = (change: Record<string, unknown> = {}) =>
  liveConfig(stage, {
    // Notices of their own, not the lines of a morning note.
    morning_note: 'off',
    ...{ policies: [{ name: 'daily', follow_ups }], limits: { surprise: 2 }, ...change },
  });
const purposes = (): string[] =>
  stage.sandbox
    .mailbox(anna)
    .mails('INBOX')
    .flatMap(
      ({ raw }) =>
        /purpose=blind; stage=(\d)/.exec(raw.toString('utf8').replace(/\r\n[ \t]/g, ' '))?.[1] ?? [],
    );
const stages = () => people.map((customer) => stage.mailsTo(customer).length);

/** Four agents' mails to customers who never wrote here, so that each stage is announced four working hours before. */
async function writeTo(daemon: ReturnType<typeof liveDaemon>, at: number): Promise<void> {
  await daemon.pass();
  stage.now = at;
  for (const [i, customer] of people.entries())
    stage.deliver({ from: anna, to: customer, cc: bot, id: `ask${i}@example.com`, subject: `Matter ${i}` });
  await daemon.pass();
}

async function passUntil(daemon: ReturnType<typeof liveDaemon>, until: number): Promise<void> {
  while (stage.now < until) {
    stage.now = Math.min(until, stage.now + 30 * minute);
    await daemon.pass();
  }
}

test('notices that come due as the stage before them goes, on a Friday afternoon, are no surprise', async () => {
  const daemon = liveDaemon(stage, config());
  const thursday = monday + 3 * day + 6.5 * hour;
  try {
    await writeTo(daemon, thursday);
    await passUntil(daemon, thursday + day + 20 * minute);
    expect(stages()).toEqual([1, 1, 1, 1]);
    // Stage 2 is due on Monday at nine; its notice would have been due on Friday at 13:00.
    expect(purposes().sort()).toEqual(['1', '1', '1', '1', '2', '2', '2', '2']);
    await passUntil(daemon, monday + 7 * day + 4 * hour);
    expect(stages()).toEqual([2, 2, 2, 2]);
  } finally {
    await daemon.stop();
  }
});

test('notices that an edit makes due are a surprise, as before', async () => {
  const daemon = liveDaemon(stage, config({ blind_notice: 'off' }));
  try {
    await writeTo(daemon, monday);
    await daemon.edit(config({ blind_notice: '16h' }));
    await daemon.pass();
    expect(purposes()).toEqual([]);
    const held = await daemon.planned();
    expect(held.map(({ heldBy }) => heldBy)).toEqual(people.map(() => 'surprise'));
  } finally {
    await daemon.stop();
  }
});
