import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partition } from '../../src/core/conversation/partition.js';
import type { Message } from '../../src/core/message/message.js';
import { openThreads, type Threads } from '../../src/store/threads.js';
import { anna, ben, bot, day, maria, minute, monday } from '../cast.js';
import { mail, note, ownMail, settings } from '../core/history.js';

/** Mails that belong together by each way there is but plain ids: the store must not depend on which came first (I4). */
const token = '0102018f1c2d3e4f-0a1b2c3d-1111-2222-3333-0123456789ab-000000';
const date = monday;
const sent = mail({
  from: anna,
  to: [maria],
  id: 'q@x',
  at: monday,
  more: { subject: 'Door', date, stored: true },
});
const delivered: Message = {
  ...mail({ from: anna, to: [maria], id: `${token}@email.amazonses.com`, at: monday + minute }),
  subject: 'Door',
  date: date + 9 * minute,
};
const followUp: Message = {
  ...ownMail('thrice.1@example.com', monday + 2 * day, { anchor: 'q@x' }),
  // Another subject than the agent's, so that each way of linking is the only one for somebody.
  subject: 'Re: Printer',
};
const facts: readonly Message[] = [
  sent,
  delivered,
  followUp,
  mail({
    from: maria,
    id: 'r1@y',
    at: monday + day,
    refs: [`${token}@eu-west-1.amazonses.com`],
    more: { subject: 'Re: Yes' },
  }),
  mail({
    from: maria,
    id: 'r2@y',
    at: monday + 3 * day,
    refs: [`${token.replace('0102', '0103')}@email.amazonses.com`],
  }),
  mail({
    from: maria,
    id: 'r3@y',
    at: monday + 3 * day,
    more: { subject: 'Automatic reply: Re: Printer', kind: 'auto-reply' },
  }),
  mail({ from: maria, id: 'r4@y', at: monday + 4 * day, more: { subject: 'Re: Printer' } }),
  mail({
    from: ben,
    id: 'f@example.com',
    at: monday + 5 * day,
    more: {
      subject: 'Fwd: x',
      forwarded: { from: { name: '', address: maria }, subject: 'Re: Printer', ids: ['g@y'] },
    },
  }),
];
const result = note(
  {
    type: 'result',
    id: followUp.id,
    anchor: 'q@x',
    result: 'sent',
    detail: `250 Ok ${token.replace('0102', '0103')}`,
  },
  monday + 2 * day,
);

test('I4: whatever came first, the store gives one thread and one conversation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thr-order-'));
  let run = 0;
  const isTeam = (address: string) => address.endsWith('@example.com') || address === bot;
  const conversations = (threads: Threads) =>
    [...threads.keys()].flatMap((key) =>
      partition(threads.get(key)!, settings()).map((one) => one.messages.map((m) => m.id)),
    );
  try {
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts, result], { minLength: facts.length + 1 }), (order) => {
        const path = join(folder, String(run++));
        const threads = openThreads(path, { isTeam });
        for (const one of order) threads.put('key' in one ? [one] : [], 'key' in one ? [] : [one]);
        expect(conversations(threads).map((ids) => ids.length)).toEqual([facts.length]);
        threads.flush();
        expect(conversations(openThreads(path, { isTeam }))).toEqual(conversations(threads));
      }),
      { numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
