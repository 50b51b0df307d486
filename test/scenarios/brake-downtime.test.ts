import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Entry } from '../../src/ledger.js';
import { liveConfig } from '../faults/edits-daemon.js';
import { customer, type TimeStage, timeStage } from '../faults/time-stage.js';
import { ask, forget } from './matter.js';
import { anna, bot, day, hour, monday } from './stage.js';

vi.setConfig({ testTimeout: 300_000 });

/** R10: what a mail made due while Thrice was away is no surprise; what an edit makes due is one. */

const numbers = Array.from({ length: 36 }, (_, i) => `${i + 1}`);
const [asking, silent] = [numbers.slice(0, 30), numbers.slice(30)];
const tuesday = monday + day;
const wednesday = monday + 2 * day;

const base = { morning_note: 'off', limits: { per_minute: 'off', surprise: 20 } };
const follow_ups = ['follow-up-1', 'final-notice'].map((template) => ({ after: '2d', template }));
const team = [{ after: '4h', to: 'agent' }];
const without = { ...base, policies: [{ name: 'default', follow_ups }] };
const withTeam = { ...base, policies: [{ name: 'default', follow_ups, team }] };

let time: TimeStage;
afterEach(() => time.stop());

/** On Monday at eleven Anna has written to everybody; follow-ups are foreseen for Wednesday at eleven. */
async function begin(config: Record<string, unknown>): Promise<void> {
  time = await timeStage(config);
  await time.matters(numbers.length);
}

/** Thirty of them answer the agent, who says nothing more. */
function answer(at: number): void {
  time.stage.now = at;
  for (const n of asking)
    time.stage.deliver({
      ...{ from: customer(n), to: anna, cc: bot, id: `again${n}@customer.test`, inReplyTo: `${n}${ask}` },
      text: 'Page two is missing.',
    });
}

const reminders = (): number =>
  time.stage.sandbox
    .mailbox(anna)
    .mails('INBOX')
    .filter(({ raw }) => raw.includes('purpose=reminder')).length;
const stages = (): string[] => silent.map(time.stagesTo);
const holds = async (): Promise<string[]> =>
  (await time.daemon.planned()).flatMap(({ heldBy, step }) =>
    step.at <= time.stage.now ? [heldBy ?? 'none'] : [],
  );

describe('thirty customers write', () => {
  test('during a day of downtime: the agent is reminded within his cap, and the follow-ups go', async () => {
    await begin(withTeam);
    await time.daemon.stop();
    answer(tuesday);
    time.stage.now = wednesday + 2.5 * hour;
    await time.daemon.pass();
    expect([reminders(), stages()]).toEqual([20, silent.map(() => '1')]);
    // Nothing forgets why the others are due, neither the next pass nor a restart.
    await time.daemon.pass();
    await time.daemon.stop();
    time.stage.now += hour;
    await time.daemon.pass();
    expect(reminders()).toBe(30);
  });

  test('on a Friday, with one reading on Saturday: what waits for Monday is still no surprise', async () => {
    await begin(withTeam);
    time.stage.now = monday + 4 * day;
    await time.daemon.pass();
    await time.daemon.stop();
    // Friday at noon: due at four, when nothing ran.
    answer(monday + 4 * day + 2 * hour);
    time.stage.now = monday + 5 * day;
    await time.daemon.pass();
    await time.daemon.stop();
    time.stage.now = monday + 7 * day;
    await time.daemon.pass();
    expect(reminders()).toBe(20);
  });

  test('during a month of downtime: the brake holds it all', async () => {
    await begin(withTeam);
    await time.daemon.stop();
    answer(tuesday);
    time.stage.now = monday + 35 * day;
    await time.daemon.pass();
    await time.daemon.pass();
    expect([reminders(), stages()]).toEqual([0, silent.map(() => '')]);
    expect(new Set(await holds())).toEqual(new Set(['surprise']));
    await time.daemon.note({ type: 'release', by: 'test' });
    await time.daemon.pass();
    expect([reminders(), stages()]).toEqual([20, silent.map(() => '1')]);
  });

  test('and data/ is lost: nothing is known of the plan before, so the brake holds it', async () => {
    await begin(withTeam);
    await time.daemon.stop();
    answer(tuesday);
    forget(time.stage);
    time.stage.now = wednesday + 2.5 * hour;
    await time.daemon.pass();
    await time.daemon.pass();
    expect([reminders(), stages()]).toEqual([0, silent.map(() => '')]);
  });
});

describe('an edit that adds the team clock', () => {
  const edited = () => time.daemon.edit(liveConfig(time.stage, withTeam));

  test('while it runs: thirty old debts are a surprise', async () => {
    await begin(without);
    answer(tuesday);
    await time.daemon.pass();
    time.stage.now = wednesday + hour;
    await time.daemon.pass();
    await edited();
    await time.daemon.pass();
    expect(reminders()).toBe(0);
    expect(await holds()).toEqual(asking.map(() => 'surprise'));
  });

  test('while it is stopped: the same', async () => {
    await begin(without);
    answer(tuesday);
    await time.daemon.pass();
    await time.daemon.stop();
    await edited();
    time.stage.now = wednesday + hour;
    await time.daemon.pass();
    expect(reminders()).toBe(0);
    expect(await holds()).toEqual(asking.map(() => 'surprise'));
  });
});

test('an edit after a pass that broke off: what was read before is no news of the mails', async () => {
  await begin(without);
  answer(tuesday);
  time.stage.now = wednesday + 1.5 * hour;
  const notes = () => time.stage.sandbox.mailbox(bot).mails('Thrice').length;
  const before = notes();
  // All is read and derived, and the first follow-up to a silent customer is claimed.
  time.onLook = () => {
    if (notes() > before) throw new Error('stopped');
  };
  await expect(time.daemon.pass()).rejects.toThrow('stopped');
  time.onLook = () => {};
  await time.daemon.edit(liveConfig(time.stage, withTeam));
  await time.daemon.pass();
  expect(reminders()).toBe(0);
});

describe('an agent closes twenty-two conversations by their ids', () => {
  const closing = {
    ...base,
    policies: [{ name: 'default', follow_ups, closing_mail: 'closing' }],
  };
  const closings = (): number =>
    numbers.filter((n) =>
      time.stage
        .mailsTo(customer(n))
        .some((raw) => raw.replace(/\r\n[ \t]/g, ' ').includes('purpose=closing')),
    ).length;
  /** Two mails to the bot alone, eleven lines each. */
  function orderCloses(all: readonly Entry[]): void {
    const ids = all.filter(({ derived }) => derived.customers.length > 0).map(({ derived }) => derived.id);
    for (const part of [ids.slice(0, 11), ids.slice(11, 22)])
      time.stage.deliver({
        ...{ from: anna, to: bot, id: `${part[0]}@example.com`, subject: 'Done' },
        text: part.map((one) => `close ${one}`).join('\r\n'),
      });
  }

  test('what he ordered is no surprise: the confirmations go', async () => {
    await begin(closing);
    time.stage.now = tuesday;
    orderCloses(await time.daemon.conversations());
    await time.daemon.pass();
    expect(await holds()).toEqual([]);
    expect(closings()).toBe(22);
  });

  test('also what is read right before another mail goes', async () => {
    await begin(closing);
    const all = await time.daemon.conversations();
    time.stage.now = wednesday + 2.5 * hour;
    time.onRcpt = () => {
      time.onRcpt = () => {};
      orderCloses(all);
    };
    await time.daemon.pass();
    await time.daemon.pass();
    // One of them had got a follow-up just before.
    expect(await holds()).toEqual(['recipient-limit']);
    expect(closings()).toBe(21);
  });

  test('also where the line broke before the notes of it were read', async () => {
    await begin(closing);
    time.stage.now = tuesday;
    orderCloses(await time.daemon.conversations());
    const notes = () => time.stage.sandbox.mailbox(bot).mails('Thrice').length;
    const noted = notes() + 22;
    time.onLook = () => {
      if (notes() >= noted) throw new Error('stopped');
    };
    await expect(time.daemon.pass()).rejects.toThrow('stopped');
    time.onLook = () => {};
    await time.daemon.stop();
    time.stage.now += hour;
    await time.daemon.pass();
    expect(closings()).toBe(22);
  });
});
