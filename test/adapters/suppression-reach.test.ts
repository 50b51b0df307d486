import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { concern } from '../../src/refresh.js';
import { openStore, type Store } from '../../src/store/store.js';
import { anna, bot, maria, monday } from '../cast.js';
import { mail, note } from '../core/history.js';

/** R12: which threads are derived again when an address is suppressed or free again: those with that address only. */
let folder = '';
let store: Store;

function open(): Store {
  const isTeam = (address: string): boolean => address.endsWith('@example.com');
  return openStore({ folder, boot: 'b', mailbox: 'm', now: monday, isTeam });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thrice-reach-'));
  store = open();
  store.threads.put(
    [
      mail({ from: maria, to: [bot], id: 'asks@x', at: monday }),
      mail({ from: anna, to: ['carla@customer.test'], id: 'copies@x', at: monday, more: cc(maria) }),
      mail({ from: 'dirk@customer.test', to: [bot], id: 'other@x', at: monday }),
    ],
    [],
  );
  for (const key of store.threads.keys())
    store.threads.setUpcoming(key, { by: 'now', at: null, foreseen: {} });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function cc(address: string): object {
  return { cc: [{ name: '', address }] };
}

/** Message-IDs of the mails whose threads are to be derived again. */
function marked(one: Store): string[] {
  return one.threads
    .underived()
    .flatMap((key) => one.threads.get(key)?.messages.map(({ id }) => id) ?? [])
    .sort();
}

test.each([
  ['suppress', note({ type: 'suppress', address: maria, why: 'x', permanent: false }, monday)],
  ['unsuppress', note({ type: 'unsuppress', address: maria, by: 'x' }, monday)],
])('%s reaches what the address wrote and what was written to it, and no other thread', (_, one) => {
  concern([one], { store });
  expect(marked(store)).toEqual(['asks@x', 'copies@x']);
});

test('a stop before they were derived forgets none of them', () => {
  concern([note({ type: 'suppress', address: maria, why: 'x', permanent: false }, monday)], { store });
  store.threads.flush();
  expect(marked(open())).toEqual(['asks@x', 'copies@x']);
});

test('of a start the index knows the addresses as well', () => {
  store.threads.flush();
  const next = open();
  concern([note({ type: 'suppress', address: maria, why: 'x', permanent: false }, monday)], { store: next });
  expect(marked(next)).toEqual(['asks@x', 'copies@x']);
});

test('somebody of the team is in everything', () => {
  concern([note({ type: 'suppress', address: anna, why: 'x', permanent: false }, monday)], { store });
  expect(marked(store)).toHaveLength(3);
});
