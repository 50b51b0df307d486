import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { beginsWith, shortHash, shortHead } from '../../src/core/hash.js';
import { conversationsOf, findConversations } from '../../src/find-conversation.js';
import type { Runtime } from '../../src/runtime.js';
import { openThreads, type Threads } from '../../src/store/threads.js';
import { anna, ben, bot, maria, minute, monday } from '../cast.js';
import { mail } from '../core/history.js';
import { setStage } from '../scenarios/stage.js';

/** What is found by a short id, the beginning of one, or an agent's address: everything, and without reading the rest. */

const folder = mkdtempSync(join(tmpdir(), 'thrice-lookup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const isTeam = (address: string): boolean => address.endsWith('@example.com');

test('a short hash begins with each of its beginnings, and no other does but by all its letters, up to six', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 10 }), (one, other, length) => {
      const beginning = shortHash(one).slice(0, length);
      const fits = beginsWith(beginning);
      expect(fits?.(shortHead(one))).toBe(true);
      expect(fits?.(shortHead(other))).toBe(shortHash(other).startsWith(beginning.slice(0, 6)));
    }),
  );
  for (const none of ['', 'abcdefghijk', 'l', 'aB', 'a@b']) expect(beginsWith(none)).toBeNull();
});

/** Mails that refer to earlier ones or to two of them, which makes one thread of two. */
const mails = fc
  .array(
    fc.record({
      from: fc.constantFrom(anna, ben, bot, maria, 'tom@customer.test'),
      refs: fc.array(fc.nat(11), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ from, refs }, i) =>
      mail({ from, to: [bot], id: `m${i}@x`, at: monday + i * minute, refs: refs.map((n) => `m${n}@x`) }),
    ),
  );

test('the store finds what a look into every thread would find, also after a restart and after reading twice', () => {
  let run = 0;
  const withMail = (threads: Threads, fits: (key: string, from: string) => boolean): string[] =>
    [...threads.keys()].filter((key) =>
      threads.get(key)?.messages.some((message) => fits(message.key, message.from.address)),
    );
  const sorted = (keys: readonly string[]): string[] => [...keys].sort();
  fc.assert(
    fc.property(mails, fc.infiniteStream(fc.nat()), (all, draws) => {
      const path = join(folder, String(run++));
      const threads = openThreads(path, { isTeam });
      const order = all.map((one) => ({ one, at: draws.next().value as number })).sort((a, b) => a.at - b.at);
      for (const { one } of [...order, ...order.slice(0, 3)]) threads.put([one], []);
      threads.flush();
      for (const opened of [threads, openThreads(path, { isTeam })]) {
        for (const { key } of all)
          for (const short of [shortHash(key), shortHash(key).slice(0, 4), shortHash(key).slice(0, 1)])
            expect(sorted(opened.withShortId(short))).toEqual(
              sorted(withMail(opened, (one) => shortHash(one).startsWith(short))),
            );
        for (const agent of [anna, ben])
          expect(sorted(opened.withWriter(agent))).toEqual(
            sorted(withMail(opened, (_, from) => from === agent)),
          );
        for (const key of withMail(opened, (_, from) => from === maria))
          expect(opened.withWriter(maria)).toContain(key);
      }
    }),
    { numRuns: 100 },
  );
});

describe('of many conversations', () => {
  /** The runtime, and how many different threads it was asked for since. */
  function counted(runtime: Runtime): { runtime: Runtime; read: () => number } {
    const asked = new Set<string>();
    const { store } = runtime;
    const get = (key: string) => {
      asked.add(key);
      return store.threads.get(key);
    };
    const threads = { ...store.threads, get };
    return { runtime: { ...runtime, store: { ...store, threads } }, read: () => asked.size };
  }

  test('one id reads its thread, also when it is of former times, and list and plan those of their agent', async () => {
    const stage = await setStage({ watch: 'all' });
    try {
      await stage.pass();
      for (let n = 0; n < 30; n++) {
        const customer = `c${n}@many.test`;
        stage.deliver({ from: customer, to: bot, id: `q${n}@many.test`, subject: `Matter ${n}` });
        stage.now += minute;
        const from = n < 3 ? anna : ben;
        const answer = { from, to: customer, cc: bot, id: `a${n}@example.com`, inReplyTo: `q${n}@many.test` };
        stage.deliver({ ...answer, subject: `Re: Matter ${n}` });
      }
      // Anna's third is answered: nothing goes there within a week.
      const thanks = { from: 'c2@many.test', to: bot, id: 't@many.test', inReplyTo: 'a2@example.com' };
      stage.deliver({ ...thanks, subject: 'Re: Matter 2', text: 'Thanks, works now!' });
      await stage.pass();
      await stage.withRuntime(async (opened) => {
        const byId = counted(opened);
        const [entry, ...others] = findConversations('a7@example.com', opened, stage.now);
        expect(others).toEqual([]);
        const { id } = entry!.derived;
        const former = shortHash(entry!.conversation.messages[1]!.key);
        for (const short of [id, id.slice(0, 8), former, former.slice(0, 8)])
          expect(findConversations(short, byId.runtime, stage.now).map(({ derived }) => derived.id)).toEqual([
            id,
          ]);
        expect(byId.read()).toBe(1);

        const list = counted(opened);
        const subjects = (until: number | null, runtime: Runtime) =>
          [...conversationsOf(anna, runtime, stage.now, until)].map(({ derived }) => derived.subject).sort();
        expect(subjects(null, list.runtime)).toEqual(['Matter 0', 'Matter 1', 'Matter 2']);
        expect(list.read()).toBe(3);
        const plan = counted(opened);
        expect(subjects(stage.now + 7 * 24 * 60 * minute, plan.runtime)).toEqual(['Matter 0', 'Matter 1']);
        expect(plan.read()).toBe(2);
      });
    } finally {
      await stage.stop();
    }
  });
});
