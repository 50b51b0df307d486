import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store, StoreError } from '../../src/store/store.js';
import { monday } from '../cast.js';

/** Whose mail lies in a data folder is decided by what was read into it. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thrice-store-mailbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(mailbox: string): Store {
  return openStore({ folder, boot: 'b', mailbox, now: monday, isTeam: () => false });
}

const wrong = 'support@imap.exmaple.com';
const right = 'support@imap.example.com';

test('a host that was mistyped at first keeps no folder', () => {
  open(wrong).state.set({ mode: 'observe', keys: ['k'] });
  open(right).state.set({ cursors: { INBOX: { uidValidity: '1', uid: 1 } } });
  expect(() => open(wrong)).toThrow(StoreError);
  expect(() => open(wrong)).toThrow(`belongs to ${right}, not to ${wrong}.`);
});

test.each<[string, (store: Store) => void]>([
  ['a mail', ({ state }) => state.set({ cursors: { INBOX: { uidValidity: '1', uid: 1 } } })],
  ['a whole mailbox without a mail', ({ state }) => state.set({ lastRead: monday })],
  [
    'an open sending',
    ({ state, journal }) => {
      state.set({});
      journal.write({ v: 1, id: 'a@e', anchor: 'b@e', phase: 'claiming', at: monday });
    },
  ],
])('%s in it does', (_, put) => {
  put(open(wrong));
  expect(() => open(right)).toThrow(`belongs to ${wrong}`);
});
