import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oddity, oddThreads, readOtherwise } from './odd-threads.js';
import { type Servers, serversMissing, startServers, withServers } from './servers.js';
import { compareThreads } from './thread-differences.js';
import { dovecotThreads, notmuchMissing, notmuchThreads, ourThreads, type Place } from './thread-peers.js';

/** The mails of one test, named by letters; fields beside From, To, Subject and Date. */
function pile(...mails: readonly (readonly string[])[]): Buffer[] {
  return mails.map((fields, i) => {
    const head = ['From: maria@customer.test', 'To: support@example.com', 'Subject: x'];
    const date = new Date(Date.UTC(2026, 2, 2, 9, i)).toUTCString();
    return Buffer.from([...head, `Date: ${date}`, ...fields, '', 'x', ''].join('\r\n'));
  });
}

/** Sizes of the threads, largest first. */
function sizes(places: readonly (Place | null)[]): number[] {
  const counts = new Map<number, number>();
  for (const place of places) if (place) counts.set(place.thread, (counts.get(place.thread) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
}

const first = ['Message-ID: <first@x.test>'];

/** Mails on which we differ on purpose (docs/threading.md): the sizes of the threads, ours and theirs. */
const otherwise: readonly (readonly [Oddity | string, Buffer[], number[], number[]])[] = [
  [
    'no brackets in In-Reply-To',
    pile(first, ['Message-ID: <b@x.test>', 'In-Reply-To: first@x.test']),
    [2],
    [1, 1],
  ],
  [
    'no brackets in References',
    pile(first, ['Message-ID: <b@x.test>', 'References: z@x.test first@x.test']),
    [2],
    [1, 1],
  ],
  [
    'a bracket missing in References',
    pile(first, ['Message-ID: <b@x.test>', 'References: <first@x.test <c@x.test>']),
    [2],
    [1, 1],
  ],
  [
    'an address in brackets in In-Reply-To',
    pile(
      ...['a', 'b'].map((id) => [
        `Message-ID: <${id}@x.test>`,
        'In-Reply-To: Message of Joe <support@example.com>',
      ]),
    ),
    [1, 1],
    [2],
  ],
  [
    'an id that a server rewrote',
    pile(
      ['Message-ID: <b@x.test>', 'X-Google-Original-Message-ID: <first@x.test>'],
      ['Message-ID: <c@x.test>', 'References: <first@x.test>'],
    ),
    [2],
    [1, 1],
  ],
  ['ids of one letter', pile(['Message-ID: <1>'], ['Message-ID: <2>', 'References: <1>']), [2], [1, 1]],
];

describe.skipIf(serversMissing() !== null)(
  withServers('threads beside Dovecot’s REFS'),
  { timeout: 300_000 },
  () => {
    let servers: Servers;
    beforeAll(async () => {
      servers = await startServers();
    });
    afterAll(() => servers?.stop());

    const noNotmuch = notmuchMissing();
    it.skipIf(noNotmuch !== null)(
      `600 odd mails: equal wherever notmuch and REFS agree${noNotmuch ? ` (SKIPPED: ${noNotmuch})` : ''}`,
      async () => {
        const mails = oddThreads(600, readOtherwise).map((one) => one.raw);
        const { places, ids } = await ourThreads(mails);
        const refs = await dovecotThreads(mails, servers, 'Odd');
        const result = compareThreads(places, notmuchThreads(mails), refs, (i) => ids[i]!);
        expect(result.differences).toEqual([]);
        // They agree on enough for this to say something.
        expect(result.pairs.together).toBeGreaterThan(1000);
        expect(result.parents.agreed).toBeGreaterThan(400);
      },
    );

    it('REFS alone: together are we wherever it is, but for what it reads otherwise', async () => {
      const mails = oddThreads(300, readOtherwise, 7).map((one) => one.raw);
      const { places, ids } = await ourThreads(mails);
      const refs = await dovecotThreads(mails, servers, 'Alone');
      const { differences } = compareThreads(places, refs, refs, (i) => ids[i]!);
      // REFS takes no notice of In-Reply-To beside References, so it may leave apart what we join; never the reverse.
      expect(differences.filter((one) => one.what === 'apart')).toEqual([]);
    });

    it.each(otherwise)('on purpose otherwise: %s', async (name, mails, ours, theirs) => {
      const { places } = await ourThreads(mails);
      expect(sizes(places)).toEqual(ours);
      const folder = `Otherwise-${name.replace(/\W/g, '-')}`;
      expect(sizes(await dovecotThreads(mails, servers, folder))).toEqual(theirs);
      if (noNotmuch === null) expect(sizes(notmuchThreads(mails))).toEqual(theirs);
    });
  },
);
