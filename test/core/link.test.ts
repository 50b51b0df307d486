import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Thread } from '../../src/core/conversation/link.js';
import { partition } from '../../src/core/conversation/partition.js';
import { mergeThreads } from '../../src/core/conversation/thread.js';
import type { Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, minute, monday, tom } from '../cast.js';
import { costsAtMost } from '../cost.js';
import { mail, note, ownMail, play, settings, threeStages } from './history.js';

/** The conversations as groups of ids, each sorted, so that they can be compared. */
function groups(
  messages: readonly Message[],
  config: Settings = settings(),
  notes: Thread['notes'] = [],
): string[][] {
  return partition(mergeThreads([{ messages, notes }]), config)
    .map((conversation) => conversation.messages.map((m) => m.id).sort())
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

const agent = (id: string, at: number, refs?: readonly string[], more: Partial<Message> = {}): Message =>
  mail({ from: anna, to: [maria], cc: [bot], id, at, ...(refs && { refs }), more });
const customer = (id: string, at: number, refs?: readonly string[], more: Partial<Message> = {}): Message =>
  mail({ from: maria, id, at, ...(refs && { refs }), more });
const stranger = (id: string, at: number, refs?: readonly string[], more: Partial<Message> = {}): Message =>
  mail({ from: 'stranger@elsewhere.test', id, at, ...(refs && { refs }), more });

describe('R3: edges', () => {
  test('loops and self-references join and end', () => {
    const loop = [customer('a@x', monday, ['b@x', 'a@x']), customer('b@x', monday + hour, ['c@x', 'a@x'])];
    expect(groups([...loop, customer('c@x', monday, ['c@x']), stranger('d@x', monday, ['d@x'])])).toEqual([
      ['a@x', 'b@x', 'c@x'],
      ['d@x'],
    ]);
  });

  test('several ids in In-Reply-To join all that they name', () => {
    const both = customer('c@x', monday + hour, undefined, { inReplyTo: ['a@x', 'b@x'] });
    expect(groups([agent('a@x', monday), agent('b@x', monday), both])).toEqual([['a@x', 'b@x', 'c@x']]);
  });

  test('an address in In-Reply-To is no id', () => {
    const words = (id: string) => customer(id, monday, undefined, { inReplyTo: [bot.toUpperCase()] });
    expect(groups([words('a@x'), words('b@x')])).toEqual([['a@x'], ['b@x']]);
  });

  test('a ghost joins only mails that share a customer', () => {
    const mails = [customer('a@x', monday, ['ghost@x']), customer('b@x', monday + day, ['ghost@x'])];
    expect(groups([...mails, stranger('c@x', monday, ['ghost@x'])])).toEqual([['a@x', 'b@x'], ['c@x']]);
  });

  test('an announcement joins only answers of one customer', () => {
    const many = Array.from({ length: 6 }, (_, i) => `reader${i}@customer.test`);
    const news = mail({ from: anna, to: [...many, maria], id: 'news@x', at: monday });
    const answers = [customer('a@x', monday + hour, ['news@x']), customer('b@x', monday + day, ['news@x'])];
    const other = mail({ from: tom, id: 'c@x', at: monday + hour, refs: ['news@x'] });
    expect(groups([news, ...answers, other])).toEqual([['a@x', 'b@x'], ['c@x'], ['news@x']]);
  });

  test('the same id on different mails is one conversation of two mails', () => {
    const twice = [customer('a@x', monday), stranger('a@x', monday + hour)];
    expect(groups([...twice, agent('b@x', monday + day, ['a@x'])])).toEqual([['a@x', 'a@x', 'b@x']]);
  });

  test('a planted copy of an id moves neither the order nor the first mail', () => {
    const real = [customer('a@x', monday), agent('b@x', monday + hour, ['a@x'])];
    const planted = stranger('a@x', monday + 20 * day);
    const order = (all: readonly Message[]) =>
      partition({ messages: all, notes: [] }, settings())[0]!.messages.map((m) => m.key);
    expect(order([...real, planted]).slice(0, 2)).toEqual(order(real));
  });

  test('a Sent copy that was stored after the answer to it stands before it', () => {
    const sent = agent('a@x', monday + 3 * minute, undefined, { stored: true });
    const [one] = partition({ messages: [customer('b@x', monday, ['a@x']), sent], notes: [] }, settings());
    expect(one!.messages.map((m) => m.id)).toEqual(['a@x', 'b@x']);
  });
});

const months = { amount: 60, unit: 'd' } as const;

describe('R3: an old mail taken as the start of a new matter', () => {
  const old = [customer('m0@x', monday), agent('m1@x', monday + day, ['m0@x'])];
  const invoice = { subject: 'Another thing: the door' };
  const re = { subject: 'Re: Another thing: the door' };
  const begun = (at: number, more: Partial<Message> = invoice) =>
    customer('n0@x', at, ['m0@x', 'm1@x'], more);
  const later = (at: number) => [
    agent('n1@x', at + day, ['m0@x', 'm1@x', 'n0@x'], re),
    customer('n2@x', at + 2 * day, ['m0@x', 'm1@x', 'n0@x', 'n1@x'], re),
  ];
  const newOnes = ['n0@x', 'n1@x', 'n2@x'];

  test('with another subject and long after, it begins a conversation, and its later mails stay in it', () => {
    const at = monday + 40 * day;
    expect(groups([...old, begun(at), ...later(at)])).toEqual([['m0@x', 'm1@x'], newOnes]);
  });

  test.each([
    ['the same subject', 40, {}],
    ['no subject', 40, { subject: 'Re:' }],
    ['another subject within a month', 29, invoice],
  ])('%s joins', (_, days, more) => {
    expect(groups([...old, begun(monday + days * day, more)])).toHaveLength(1);
  });

  test('the old matter goes on beside it under its own subject', () => {
    const at = monday + 40 * day;
    const back = customer('m2@x', at + 3 * day, ['m0@x', 'm1@x']);
    expect(groups([...old, begun(at), ...later(at), back])).toEqual([['m0@x', 'm1@x', 'm2@x'], newOnes]);
  });

  test('an answer to a mail of Thrice always joins, its later mention does not', () => {
    const at = monday + 50 * day;
    const followUp = ownMail('thrice.1@example.com', monday + 5 * day, { anchor: 'm1@x' });
    const answer = customer('n0@x', at, ['m0@x', 'm1@x', followUp.id], invoice);
    expect(groups([...old, followUp, answer])).toHaveLength(1);
    const closing = agent('m2@x', monday + 6 * day, ['m0@x', 'm1@x', followUp.id]);
    const other = customer('n0@x', at, ['m0@x', 'm1@x', followUp.id, 'm2@x'], invoice);
    expect(groups([...old, followUp, closing, other])).toHaveLength(2);
  });

  test('a reply address leads to its conversation, however old', () => {
    const token = 't-abc@reply.thrice.invalid';
    const followUp = {
      ...ownMail('thrice.1@example.com', monday + 5 * day, { anchor: 'm1@x' }),
      otherIds: [token],
    };
    const at = monday + 50 * day;
    expect(groups([...old, followUp, customer('n0@x', at, ['far@x', token], invoice)])).toHaveLength(1);
  });

  test('a ghost of the old matter ties the new one to it no more than a mail would', () => {
    const at = monday + 40 * day;
    const ghostly = (m: Message): Message => ({ ...m, references: ['ghost@x', ...(m.references ?? [])] });
    const all = [...old, begun(at), ...later(at), customer('m2@x', at + 3 * day, ['m0@x'])].map(ghostly);
    expect(groups(all)).toEqual([['m0@x', 'm1@x', 'm2@x'], newOnes]);
  });

  test('a machine’s answer, which repeats the chain, ties them no more; to an old mail alone it belongs', () => {
    const at = monday + 40 * day;
    const machine = (id: string, refs: readonly string[], kind: 'auto-reply' | 'bounce') =>
      customer(id, at + 2 * day, refs, { kind, subject: 'Mail delivery failed' });
    const all = [...old, begun(at), ...later(at).slice(0, 1)];
    const bounce = machine('b@x', ['m0@x', 'm1@x', 'n0@x', 'n1@x'], 'bounce');
    expect(groups([...all, bounce])).toEqual(
      [
        ['b@x', 'n0@x', 'n1@x'],
        ['m0@x', 'm1@x'],
      ].sort(),
    );
    expect(groups([...old, machine('v@x', ['m1@x'], 'auto-reply')])).toHaveLength(1);
  });

  test('neither the watch nor the stages of the old matter leak into the new one', () => {
    const at = monday + 40 * day;
    // An answer out of the mailbox itself names the bot to nobody: with `watch: addressed` it starts nothing anew.
    const silent = mail({
      from: bot,
      to: [maria],
      id: 'n1@x',
      at: at + day,
      refs: ['m0@x', 'm1@x', 'n0@x'],
      folder: 'sent',
      more: re,
    });
    const sent = ownMail('thrice.1@example.com', monday + 5 * day, { anchor: 'm1@x' });
    const derived = play({ facts: [...old, sent, begun(at), silent], now: at + 2 * day });
    expect(derived.map(({ subject, stagesSent, next }) => [subject, stagesSent, next !== undefined])).toEqual(
      [
        // R11: whoever answers an old mail with something new was not silent.
        ['Invoice 17', 1, false],
        ['Another thing: the door', 0, false],
      ],
    );
  });

  test.each([
    ['the customer', begun(monday + 40 * day), []],
    ['an agent', agent('n0@x', monday + 40 * day, ['m1@x'], invoice), []],
    ['the customer, in a snooze', begun(monday + 40 * day), ['snooze']],
  ] as const)('%s who begins a new one ends the silence of the old one', (_, mailOf, snoozed) => {
    const slow = {
      ...threeStages,
      followUps: threeStages.followUps.map((one) => ({ ...one, after: months })),
    };
    const notes = snoozed.map(() =>
      note(
        { type: 'command', anchor: 'm1@x', action: 'snooze', by: 'x', until: monday + 90 * day },
        monday + 2 * day,
      ),
    );
    const one = { settings: settings({ policies: [slow] }), now: monday + 41 * day };
    const [before] = play({ facts: [...old, ...notes], ...one });
    expect(before?.next).toBeDefined();
    const after = play({ facts: [...old, ...notes, mailOf], ...one });
    expect(after.find(({ subject }) => subject === 'Invoice 17')).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
    });
    expect(after.find(({ subject }) => subject === 'Invoice 17')?.next).toBeUndefined();
  });

  test('notes of the old matter stay with it', () => {
    const at = monday + 40 * day;
    const never = note({ type: 'command', anchor: 'm1@x', action: 'never', by: 'x' }, monday + 2 * day);
    const all = partition(mergeThreads([{ messages: [...old, begun(at)], notes: [never] }]), settings());
    expect(all.map((one) => [one.messages.length, one.notes.length])).toEqual([
      [2, 1],
      [1, 0],
    ]);
  });
});

describe('R3: ids that servers rewrote', () => {
  const token = '0102018f1c2d3e4f-0a1b2c3d-1111-2222-3333-0123456789ab-000000';
  const seen = `${token}@eu-west-1.amazonses.com`;

  test('the answer of Amazon SES to our mail names the id that the customer’s reply cites', () => {
    const sent = ownMail('thrice.1@example.com', monday + day, { anchor: 'a@x' });
    const result = (signed: boolean) =>
      note(
        { type: 'result', id: sent.id, anchor: 'a@x', result: 'sent', detail: `Sent to m: 250 Ok ${token}` },
        monday,
        signed,
      );
    const reply = customer('r@x', monday + 2 * day, [seen], { subject: 'Unrelated' });
    const all = [agent('a@x', monday), sent, reply];
    expect(groups(all, settings(), [result(true)])).toHaveLength(1);
    expect(groups(all, settings(), [result(false)])).toHaveLength(2);
  });

  test('its ids are one whatever region the domain names', () => {
    const delivered = agent(`${token}@email.amazonses.com`, monday);
    expect(groups([delivered, customer('r@x', monday + day, [seen])])).toHaveLength(1);
  });

  const date = monday - (monday % 1000);
  const sent = (more: Partial<Message> = {}) =>
    agent('original@example.com', monday, undefined, { stored: true, date, ...more });
  const got = (id: string, more: Partial<Message> = {}) =>
    agent(id, monday + minute, undefined, { date, ...more });
  const answered = (id: string) => customer('r@x', monday + day, [id]);

  test('the Sent copy and what was delivered under another id are one mail', () => {
    expect(groups([sent(), got('relay@mx.test'), answered('relay@mx.test')])).toHaveLength(1);
    expect(groups([sent(), got(seen, { date: date + 4000 }), answered(seen)])).toHaveLength(1);
  });

  test.each<[string, Message, Message]>([
    ['another second', sent(), got('relay@mx.test', { date: date + 1000 })],
    ['another subject', sent(), got('relay@mx.test', { subject: 'Invoice 18' })],
    ['another recipient', sent(), got('relay@mx.test', { to: [{ name: '', address: tom }] })],
    ['another writer', sent(), got('relay@mx.test', { from: { name: '', address: 'ben@example.com' } })],
    ['no Date', sent(), (({ date: _, ...rest }) => rest)(got('relay@mx.test'))],
    ['both delivered', got('original@example.com'), got('relay@mx.test')],
    ['Amazon SES hours later', sent(), got(seen, { date: date + 3 * hour })],
    ['Amazon SES before it was written', sent(), got(seen, { date: date - 3 * minute })],
  ])('they are two with %s', (_, one, two) => {
    expect(groups([one, two])).toHaveLength(2);
  });

  test('mails of customers that look alike stay apart', () => {
    const alike = (id: string, stored: boolean) =>
      customer(id, monday, undefined, { date, ...(stored && { stored }) });
    expect(groups([alike('a@x', true), alike('b@x', false)])).toHaveLength(2);
  });
});

describe('partition as such (I4)', () => {
  const arbitrary = fc.array(
    fc.record({
      from: fc.constantFrom(maria, tom, anna, bot, 'stranger@elsewhere.test'),
      id: fc.nat(12),
      refs: fc.array(fc.nat(16), { maxLength: 3 }),
      subject: fc.constantFrom('Printer', 'Re: Printer', 'Door', 'Re: Door', 'Automatic reply: Printer', ''),
      kind: fc.constantFrom('human', 'human', 'human', 'auto-reply', 'bounce'),
      days: fc.nat(90),
      own: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      stored: fc.boolean(),
      alias: fc.option(fc.nat(16), { nil: null, freq: 6 }),
    }),
    { maxLength: 25 },
  );
  const mails = arbitrary.map((recipes) =>
    recipes.map((r): Message => {
      const refs = r.refs.map((n) => `m${n}@x`);
      const base = mail({
        from: r.from,
        to: r.from === maria || r.from === tom ? [bot] : [maria],
        id: `m${r.id}@x`,
        at: monday + r.days * day,
        more: { subject: r.subject, kind: r.kind as Message['kind'], date: monday + r.days * day },
      });
      return {
        ...base,
        ...(refs.length > 0 && { references: refs, inReplyTo: refs.slice(-1) }),
        ...(r.stored && { stored: true as const }),
        ...(r.alias !== null && { otherIds: [`m${r.alias}@x`] }),
        ...(r.own &&
          r.from === bot && {
            kind: 'own' as const,
            own: ownMail('o@x', 0, { anchor: refs[0] ?? 'm0@x' }).own!,
          }),
      };
    }),
  );
  const keysOf = (messages: readonly Message[]) =>
    partition(mergeThreads([{ messages, notes: [] }]), settings()).map((one) =>
      one.messages.map((m) => m.key),
    );

  test('each mail lies in exactly one conversation', () => {
    fc.assert(
      fc.property(mails, (all) => {
        expect(keysOf(all).flat().sort()).toEqual([...new Set(all.map((m) => m.key))].sort());
      }),
    );
  });

  test('neither the order of the mails nor duplicates change anything', () => {
    fc.assert(
      fc.property(mails, fc.array(fc.nat()), (all, numbers) => {
        const order = all.map((m, i) => ({ m, by: numbers[i % (numbers.length || 1)] ?? 0 }));
        const shuffled = order.sort((a, b) => a.by - b.by).map(({ m }) => m);
        expect(keysOf([...shuffled, ...all.slice(0, 3)])).toEqual(keysOf(all));
      }),
      { numRuns: 300 },
    );
  });

  test('100,000 mails with one ghost, and a chain of 10,000, take seconds', async () => {
    const crowd = Array.from({ length: 100_000 }, (_, i) =>
      customer(`c${i}@x`, monday + i * minute, ['ghost@x'], { subject: `Subject ${i % 1000}` }),
    );
    const chain = Array.from({ length: 10_000 }, (_, i) =>
      customer(`k${i}@x`, monday + i * minute, i === 0 ? undefined : [`k${i - 1}@x`]),
    );
    const strangers = Array.from({ length: 50_000 }, (_, i) =>
      mail({
        from: `s${i}@customer.test`,
        id: `s${i}@x`,
        at: monday + i,
        more: { subject: 'Re: Invoice 17' },
      }),
    );
    for (const [all, size] of [
      [crowd, 1],
      [chain, 1],
      [strangers, 50_000],
    ] as const) {
      await costsAtMost(9_000, () =>
        expect(partition({ messages: all, notes: [] }, settings())).toHaveLength(size),
      );
    }
  });
});
