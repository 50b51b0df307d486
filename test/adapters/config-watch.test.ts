import { mkdtempSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { changedKeys, restartNeeded } from '../../src/config/changes.js';
import type { Config, LoadResult } from '../../src/config/config.js';
import { loadConfig, parseConfig } from '../../src/config/load.js';
import { watchConfig } from '../../src/config/watch.js';

const options = { now: Date.UTC(2026, 10, 21), machineZone: 'UTC' };
const text = (mode: string) =>
  `mailbox: { address: s@example.com, password: p, imap: i, smtp: s }\nmode: ${mode}\ncalendar: { timezone: UTC }\n`;

let dir = '';
let file = '';
let seen: LoadResult[] = [];
let stop = () => {};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'thrice-watch-'));
  file = join(dir, 'thrice.yaml');
  seen = [];
  writeFileSync(file, text('observe'), { mode: 0o600 });
});
afterEach(() => {
  stop();
  rmSync(dir, { recursive: true, force: true });
});

const load = () => loadConfig(file, {}, options);

async function start(): Promise<void> {
  const { fingerprint } = await load();
  stop = watchConfig({
    file,
    fingerprint,
    load,
    onResult: (result) => void seen.push(result),
    intervalMs: 15,
  });
}

const modes = () => seen.map((result) => (result.ok ? result.config.settings.mode : 'broken'));
const until = (expected: string[]) =>
  vi.waitFor(() => expect(modes()).toEqual(expected), { timeout: 60_000, interval: 5 });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('watchConfig', () => {
  test('sees an edit in place, and one by an editor that replaces the file', async () => {
    await start();
    writeFileSync(file, text('draft'));
    await until(['draft']);
    writeFileSync(join(dir, 'new'), text('send'));
    renameSync(join(dir, 'new'), file);
    await until(['draft', 'send']);
    unlinkSync(file);
    writeFileSync(file, text('observe'));
    await until(['draft', 'send', 'observe']);
  });

  test('reports the same broken text once, the mend of it too', async () => {
    await start();
    writeFileSync(file, text('sendd'));
    await until(['broken']);
    for (let i = 1; i <= 3; i += 1) {
      writeFileSync(file, text('sendd'));
      utimesSync(file, i, i);
      await pause(50);
    }
    expect(modes()).toEqual(['broken']);
    writeFileSync(file, text('observe'));
    await until(['broken', 'observe']);
  });

  test('a file that is gone is reported once, and works again when it is back', async () => {
    await start();
    unlinkSync(file);
    await until(['broken']);
    await pause(80);
    writeFileSync(file, text('observe'));
    await until(['broken', 'observe']);
  });

  test('an edit made before the watch began is not missed', async () => {
    const { fingerprint } = await load();
    writeFileSync(file, text('send'));
    stop = watchConfig({
      file,
      fingerprint,
      load,
      onResult: (result) => void seen.push(result),
      intervalMs: 15,
    });
    await until(['send']);
  });

  test('after stop nothing is reported, and results never overlap', async () => {
    const { fingerprint } = await load();
    let running = 0;
    let most = 0;
    const onResult = async (result: LoadResult) => {
      running += 1;
      most = Math.max(most, running);
      await pause(60);
      running -= 1;
      seen.push(result);
    };
    stop = watchConfig({ file, fingerprint, load, onResult, intervalMs: 10 });
    writeFileSync(file, text('send'));
    await pause(50);
    writeFileSync(file, text('draft'));
    await vi.waitFor(() => expect(modes().at(-1)).toBe('draft'), { timeout: 60_000 });
    expect(most).toBe(1);
    const before = seen.length;
    stop();
    writeFileSync(file, text('observe'));
    await pause(80);
    expect(seen.length).toBe(before);
  });
});

describe('restartNeeded', () => {
  const base = text('observe');
  const config = async (source: string): Promise<Config> => {
    const result = await parseConfig(source, '/n/thrice.yaml', {}, options);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.config;
  };
  test.each([
    ['nothing', base, [], []],
    ['mode', text('send'), ['mode'], []],
    [
      'password',
      base.replace('password: p', 'password: q'),
      ['mailbox.imap', 'mailbox.smtp'],
      ['mailbox.imap', 'mailbox.smtp'],
    ],
    ['poll', base.replace('smtp: s', 'smtp: s, poll: 5s'), ['mailbox.poll'], ['mailbox.poll']],
    ['data and secret', `${base}data: d\nsecret: { file: k }\n`, ['data', 'secret'], ['data', 'secret']],
    ['holidays', base.replace('UTC', 'UTC, holidays: PL'), ['calendar'], []],
    [
      'a stage',
      `${base}policies: [{ name: default, follow_ups: [{ after: 1d, template: t }] }]\n`,
      ['policies'],
      [],
    ],
    ['default written out', `${base}limits: { surprise: 20 }\n`, [], []],
  ])('%s', async (_name, source, changed, restart) => {
    const [before, after] = [await config(base), await config(source)];
    expect(changedKeys(before, after)).toEqual(changed);
    expect(restartNeeded(before, after)).toEqual(restart);
  });
});
