import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type JournalEntry, openJournal } from '../../src/store/journal.js';
import { takeLock } from '../../src/store/lock.js';
import { openStore, type Store } from '../../src/store/store.js';
import { day, hour, monday } from '../cast.js';

/** R9: whether the process that was at a sending still is, told by who has the data folder and by no clock. */

let folder: string;
let other: ChildProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thrice-broken-off-'));
  other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(other, 'spawn');
});
afterEach(() => {
  other.kill();
  rmSync(folder, { recursive: true, force: true });
});

const sending: JournalEntry = { v: 1, id: 'thrice.x@e', anchor: 'ask@e', phase: 'data', at: monday };

function open(readOnly: boolean): Store {
  return openStore({ folder, boot: 'b', mailbox: 'm', now: monday, readOnly, isTeam: () => false });
}

/** The lock of a process that takes the folder at `now` (ms UTC), and its store. */
function start(now: number): { readonly store: Store; readonly stop: () => void } {
  const lock = takeLock(folder, now);
  if (!('release' in lock)) throw new Error('taken');
  return { store: open(false), stop: lock.release };
}

const brokenOff = (readOnly: boolean): string[] => [...open(readOnly).brokenOff];

/** Changes what the lock says. */
function rewriteLock(change: object): void {
  const path = join(folder, 'lock');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }));
}

describe('to a reader beside the daemon a sending', () => {
  test.each([
    ['the clock stands', 0],
    ['the clock was set back', -hour],
    ['the clock was set ahead', day],
  ])('is not broken off while the process that is at it has the folder: %s', (_what, step) => {
    const { store } = start(monday);
    store.journal.write({ ...sending, at: monday + step });
    expect(brokenOff(true)).toEqual([]);
  });

  test.each([
    ['later', 0],
    ['whose clock went a day ahead', day],
  ])('of a process that died is, as to the one that came %s', (_what, step) => {
    const { store, stop } = start(monday + step);
    store.journal.write({ ...sending, at: monday + step });
    stop();
    expect(brokenOff(true)).toEqual([sending.id]);
    const second = start(monday + hour);
    expect([...second.store.brokenOff]).toEqual([sending.id]);
    expect(brokenOff(true)).toEqual([sending.id]);
    second.store.journal.write({ ...sending, id: 'thrice.y@e', at: monday });
    expect(brokenOff(true)).toEqual([sending.id]);
  });

  test('of another process is, though that one took the folder at the same moment', () => {
    start(monday).store.journal.write(sending);
    rewriteLock({ pid: other.pid, started: null });
    expect(brokenOff(true)).toEqual([sending.id]);
  });

  test.each([
    ['before', -1, [sending.id]],
    ['since', 1, []],
  ] as const)('of an entry that names nobody, and was written %s', (_what, step, expected) => {
    start(monday);
    openJournal(join(folder, 'outbox')).write({ ...sending, at: monday + step });
    expect(brokenOff(true)).toEqual(expected);
  });

  test('is none before the content began, nor once it is known what came of it', () => {
    const { store, stop } = start(monday);
    store.journal.write({ ...sending, phase: 'claiming' });
    stop();
    expect(brokenOff(true)).toEqual([]);
  });
});

test('an entry names who had the folder, in the words of the lock', () => {
  const { store } = start(monday);
  store.journal.write(sending);
  const by = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'));
  expect(store.journal.entries()).toEqual([{ ...sending, by }]);
});

test.each([{}, { pid: 'x' }, 'me', null])('one that names nobody that can be is damaged: %j', (by) => {
  const { store } = start(monday);
  writeFileSync(
    join(folder, 'outbox', `${encodeURIComponent(sending.id)}.json`),
    JSON.stringify({ ...sending, by }),
  );
  expect(store.journal.entries()).toEqual([{ ...sending, anchor: '', at: 0 }]);
});
