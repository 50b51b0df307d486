import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, begin, dataOf, reply } from '../scenarios/matter.js';
import { bot, day, hour, maria, type Stage, setStage } from '../scenarios/stage.js';
import { audit } from './audit.js';
import { chanceOf } from './chance.js';
import { type Damage, damage, damages, places } from './disk-damage.js';
import { deliveredTo } from './disk-loss.js';

vi.setConfig({ testTimeout: 300_000 });

/** Issue 4, point 5: whatever lies in data/, the mailbox is the log. */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({}, { refuses: (address) => address === bot });
});
afterEach(() => stage.stop());

const carla = { customer: maria, anchor: ask, stages: 3 };

/** Of each place the worst and one by the seed; THRICE_SEED=all: every one. */
const seed = process.env.THRICE_SEED ?? '1';
const chance = chanceOf(Number.parseInt(seed, 10) || 1);
const damagesOf = (): readonly Damage[] =>
  seed === 'all' ? damages : ['nonsense', chance.pick(damages.filter((kind) => kind !== 'nonsense'))];

describe.each(places)('%s', (place) => {
  test.each(damagesOf())('%s: starts again, sends nothing twice and loses nothing', async (kind) => {
    await begin(stage);
    await stage.passUntil(stage.now + 2 * day, day);
    expect(stage.mailsTo(maria)).toHaveLength(1);
    damage(dataOf(stage), place, kind);
    await stage.pass();
    // A stop in the middle of it: an entry of the journal and a damaged one once more.
    stage.sandbox.failNext({ at: 'dot', lose: 'answer' });
    await stage.passUntil(stage.now + 2 * day, day);
    damage(dataOf(stage), place, kind);
    await stage.passUntil(stage.now + 4 * day, day);
    const [entry] = await stage.conversations();
    const { derived } = entry!;
    const uncertain = derived.uncertain.map((messageId) => ({ messageId, customer: maria, stage: 2 }));
    // The answer to stage 2 was lost and no copy came: nobody knows, whatever lies in data/.
    expect(uncertain).toHaveLength(1);
    expect(derived.next).toMatchObject({ stage: 2, heldBy: 'uncertain' });
    const { findings } = audit([{ ...carla, stages: 2 }], deliveredTo(stage, carla), {
      uncertain: [],
      failed: [],
    });
    expect(findings).toEqual([]);
    stage.deliver(reply);
    await stage.pass();
    await stage.passUntil(stage.now + 3 * day, day);
    expect(stage.mailsTo(maria)).toHaveLength(2);
    expect((await stage.conversations())[0]!.derived.status).toBe('awaiting-agent');
  });
});

test('what was damaged is kept and named, also the second time', async () => {
  await begin(stage);
  await stage.pass();
  for (let i = 0; i < 2; i++) {
    damage(dataOf(stage), 'conversations/*', 'truncated');
    await stage.pass();
  }
  expect(readdirSync(join(dataOf(stage), 'conversations', 'corrupt'))).toHaveLength(2);
  expect(stage.log.lines.filter(({ text }) => /could not be read; it lies in/.test(text))).toHaveLength(2);
});

test('temp files that a crash left do no harm, and those of the journal go', async () => {
  await begin(stage);
  await stage.pass();
  const left = [
    'outbox/.77.tmp',
    'conversations/.abc.json.tmp',
    '.state.json.tmp',
    'lock.77.tmp',
    '.status.json.tmp',
  ];
  for (const name of left) writeFileSync(join(dataOf(stage), name), '{"v":1,');
  writeFileSync(join(stage.folder, `thrice.key.${process.pid}.tmp`), 'half');
  await stage.passUntil(stage.now + 7 * day, day);
  expect(stage.mailsTo(maria)).toHaveLength(3);
  expect(existsSync(join(dataOf(stage), 'outbox', '.77.tmp'))).toBe(false);
});

describe('the key', () => {
  test.each([
    ['empty', '', /is not the base64 form of 32 bytes/],
    ['truncated', 'QUJD', /is not the base64 form of 32 bytes/],
    ['foreign', '-----BEGIN RSA PRIVATE KEY-----\n', /is not the base64 form of 32 bytes/],
  ])('%s: it does not start, and says what to do', async (_, content, words) => {
    await begin(stage);
    const key = readFileSync(join(stage.folder, 'thrice.key'), 'utf8');
    writeFileSync(join(stage.folder, 'thrice.key'), content);
    stage.now += 2 * day;
    await expect(stage.pass()).rejects.toThrow(words);
    await expect(stage.pass()).rejects.not.toThrow(key.trim());
    expect(stage.mailsTo(maria)).toEqual([]);
    writeFileSync(join(stage.folder, 'thrice.key'), key);
    await stage.pass();
    expect(stage.mailsTo(maria)).toHaveLength(1);
  });
});

test('a request that is nonsense puts no cursor behind the mails to come', async () => {
  await begin(stage);
  await stage.pass();
  const requests = join(dataOf(stage), 'requests');
  mkdirSync(requests, { recursive: true });
  writeFileSync(join(requests, '0-1.json'), '{"type":"replay","places":[{"folder":"INBOX","uid":"x"}]}');
  await stage.pass();
  stage.now += 2 * day;
  stage.deliver(reply);
  await stage.pass();
  stage.now += hour;
  await stage.pass();
  expect(stage.mailsTo(maria)).toEqual([]);
});
