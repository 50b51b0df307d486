import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { begin } from './matter.js';
import { anna, bot, day, hour, maria, minute, monday, type Stage, setStage } from './stage.js';

/** R10, through the whole program: whatever an agent orders and takes back, each follow-up goes to the customer once. */
describe('each follow-up goes once', () => {
  let stage: Stage;
  let written = 0;
  beforeEach(async () => {
    stage = await setStage({ morning_note: 'off' });
    await begin(stage);
  });
  afterEach(() => stage.stop());

  async function write(verb: string): Promise<void> {
    const [entry] = await stage.conversations();
    written += 1;
    const text = `${verb} ${entry!.derived.id}`;
    stage.deliver({ from: anna, to: bot, subject: 'Thrice', id: `order-${written}@e`, text });
    stage.now += minute;
    await stage.pass();
  }

  const stages = (): (string | undefined)[] =>
    stage.mailsTo(maria).map((raw) => /stage=(\d)/.exec(raw.replace(/\r\n[ \t]+/g, ' '))?.[1]);

  test('close, wait, the first goes, undo, reopen', async () => {
    await write('close');
    await write('wait');
    stage.now = monday + 3 * day;
    await stage.pass();
    expect(stages()).toEqual(['1']);
    await write('undo');
    await write('reopen');
    await stage.passUntil(monday + 30 * day, 8 * hour);
    expect(stages()).toEqual(['1', '2', '3']);
  });

  test('after the final notice: reopen, wait', async () => {
    await stage.passUntil(monday + 12 * day, 8 * hour);
    expect(stages()).toEqual(['1', '2', '3']);
    await write('reopen');
    await write('wait');
    await stage.passUntil(monday + 30 * day, 8 * hour);
    expect(stages()).toEqual(['1', '2', '3']);
  });
});
