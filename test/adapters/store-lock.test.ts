import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockOwner, takeLock } from '../../src/store/lock.js';

let folder: string;
let other: ChildProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thrice-lock-'));
  other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(other, 'spawn');
});
afterEach(() => {
  other.kill();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, 'lock');
const write = (owner: object, name = 'lock') => writeFileSync(join(folder, name), JSON.stringify(owner));

/** A lock as this process writes it. */
function sample(): { pid: number; started: string | null; since: number } {
  const lock = takeLock(folder, 1);
  const owner = JSON.parse(readFileSync(path(), 'utf8'));
  if ('release' in lock) lock.release();
  return owner;
}

describe('the lock of the data folder', () => {
  test('is taken, names its owner, and is given back', () => {
    const lock = takeLock(folder, 17);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ pid: process.pid, since: 17 });
    expect(lock).toHaveProperty('release');
    if ('release' in lock) lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a living process stands', () => {
    write({ pid: other.pid, started: null, since: 1 });
    expect(lockOwner(folder)).toMatchObject({ pid: other.pid });
    expect(takeLock(folder, 2)).toMatchObject({ owner: { pid: other.pid } });
  });

  test.each([
    ['whose pid nobody has', () => ({ pid: 2 ** 22 + 17, started: null, since: 1 })],
    [
      'whose pid belongs to another process by now',
      () => ({ ...sample(), pid: other.pid, started: `${sample().started}0` }),
    ],
    [
      'of an earlier boot of the machine',
      () => ({ ...sample(), pid: other.pid, started: 'f2c6e1b0-0000-4000-8000-000000000000 1' }),
    ],
  ])('%s is taken over', (_, owner) => {
    const stale = owner();
    // Where the kernel does not tell when a process began only the pid is left to go by.
    if ('started' in stale && stale.pid === other.pid && sample().started === null) return;
    write(stale);
    expect(lockOwner(folder)).toBe(null);
    const lock = takeLock(folder, 2);
    expect(lock).toHaveProperty('release');
    expect(readdirSync(folder)).toEqual(['lock']);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  test('that is damaged is taken over', () => {
    writeFileSync(path(), '{"pid":');
    expect(takeLock(folder, 2)).toHaveProperty('release');
  });

  test('a stale one is left to the process that is taking it over at this moment', () => {
    write({ pid: 2 ** 22 + 17, started: null, since: 1 });
    write({ pid: other.pid, started: null, since: 2 }, 'lock.takeover');
    expect(takeLock(folder, 3)).toMatchObject({ owner: { pid: other.pid } });
    expect(existsSync(path())).toBe(true);
    write({ pid: 2 ** 22 + 17, started: null, since: 2 }, 'lock.takeover');
    expect(takeLock(folder, 3)).toHaveProperty('release');
    expect(readdirSync(folder)).toEqual(['lock']);
  });
});
