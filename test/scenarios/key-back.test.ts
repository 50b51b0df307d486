import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { begin, forget, list } from './matter.js';
import { day, minute, type Stage, setStage } from './stage.js';

/** docs/running.md: a lost key is put back. What was read without it is read again (I3). */

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

test('a key that was lost together with data/ and is put back: as in a first reading', async () => {
  await begin(stage);
  await stage.passUntil(stage.now + 3 * day);
  const file = join(stage.folder, 'thrice.key');
  const key = readFileSync(file);
  forget(stage);
  rmSync(file);
  stage.now += minute;
  await stage.pass();
  writeFileSync(file, key, { mode: 0o600 });
  stage.now += minute;
  await stage.pass();
  const live = await list(stage);
  expect(live).toMatchObject([{ stagesSent: 1, next: { stage: 2 } }]);
  forget(stage);
  await stage.pass();
  expect(live).toEqual(await list(stage));
});
