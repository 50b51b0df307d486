import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Derived } from '../../src/core/conversation/state.js';
import { mergeThreads } from '../../src/core/conversation/thread.js';
import { mergeCameBy } from '../../src/core/message/delivered-to.js';
import { mergeFacts } from '../../src/core/message/merge-facts.js';
import type { CameBy, Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { saysWhy } from '../says-why.js';
import { settings as generated, history, sentFolder } from './arbitrary-history.js';
import { type MailOptions, mail, note, ownMail, play, settings, threeStages } from './history.js';
import { derivedOf, threadOf } from './play.js';

const plus = (detail: string): string => bot.replace('@', `+${detail}@`);
const urgent = { ...threeStages, name: 'Urgent', followUps: threeStages.followUps.slice(0, 1) };
const config = settings({ blindNotice: null, policies: [urgent, { ...threeStages }] });
const never: Settings['policies'][number]['match'] = {
  customer: ['nobody@nowhere.test'],
  customerDomain: [],
  agent: [],
  subject: [],
};
const chosenOnly = settings({ blindNotice: null, policies: [{ ...urgent, match: never }, threeStages] });

const question = mail({ from: maria, id: 'q@c', at: monday - hour });
/** Anna answers Maria on Monday at 10:00, with what the options change. */
function answer(options: Partial<MailOptions> = {}): Message {
  return mail({ from: anna, to: [maria], cc: [bot], id: 'a@e', at: monday, refs: ['q@c'], ...options });
}

function one(facts: readonly Message[], now = monday + hour, using = chosenOnly): Derived {
  const found = play({ facts: [question, ...facts], now, settings: using });
  expect(found).toHaveLength(1);
  return found[0]!;
}

function next(derived: Derived): string {
  const step = derived.next;
  return step ? `${step.stage} ${new Date(step.at).toISOString().slice(0, 16)}` : 'nothing';
}

const usual = '1 2026-03-04T09:00';

describe('the first follow-up goes when an address says', () => {
  test.each([
    ['in Cc', { cc: [plus('3d')] }],
    ['in To', { to: [maria, plus('3d')], cc: [] }],
    ['in Bcc, in the Sent copy', { cc: [bot], bcc: [plus('3d')], folder: 'sent' as const }],
    ['beside the plain address', { cc: [bot, plus('3d')] }],
    ['beside a tag of the team', { cc: [plus('billing'), plus('3d')] }],
  ])('%s', (_, options) => {
    expect(next(one([answer(options)]))).toBe('1 2026-03-05T09:00');
    expect(next(one([answer()]))).toBe(usual);
  });

  test('it is watched by that address alone, and the stages after it come at their distances', () => {
    const asked = answer({ cc: [plus('monday')] });
    const derived = one([asked]);
    expect(derived.starts.get(asked.key)).toMatchObject({ reason: 'bot-addressed' });
    expect(next(derived)).toBe('1 2026-03-09T08:00');
    expect(saysWhy(derived).join('\n')).toContain(
      `${plus('monday')}, 2026-03-02 10:00: follow-up 1 waits until 2026-03-09 09:00.`,
    );
    const [step] = [derived.next];
    expect(step).toMatchObject({ closesAt: Date.UTC(2026, 2, 13, 8) });
    const gone = ownMail('f1@e', Date.UTC(2026, 2, 9, 8), { anchor: 'a@e', stage: 1 });
    expect(next(one([asked, gone], Date.UTC(2026, 2, 9, 9)))).toBe('2 2026-03-11T08:00');
  });

  test('of several the latest counts', () => {
    expect(next(one([answer({ cc: [plus('3d'), plus('monday'), plus('4h')] })]))).toBe('1 2026-03-09T08:00');
  });

  test('it may be sooner than the policy, and waits for an absence and a snooze all the same', () => {
    const soon = answer({ cc: [plus('4h')] });
    expect(next(one([soon]))).toBe('1 2026-03-02T13:00');
    const away = mail({
      from: maria,
      id: 'away@c',
      at: monday + hour,
      refs: ['a@e'],
      more: { kind: 'auto-reply', newText: 'I am away until 13 March 2026.' },
    });
    expect(next(one([soon, away], monday + 2 * hour))).toBe('1 2026-03-16T08:00');
  });

  test('a blind notice still comes before it', () => {
    const blind = { ...chosenOnly, blindNotice: 4 * hour };
    const cold = mail({ from: anna, to: [maria], cc: [plus('3d')], id: 'a@e', at: monday });
    const [derived] = play({ facts: [cold], now: monday + hour, settings: blind });
    expect(derived?.next).toMatchObject({ action: 'notice', purpose: 'blind', at: Date.UTC(2026, 2, 4, 13) });
  });

  test('R10: a moment that passed before the clocks began anew is no reason to hurry', () => {
    const left = note({ type: 'mode', from: 'observe', to: 'send' }, monday + 8 * day);
    const restarted = (detail: string) =>
      play({
        facts: [question, answer({ cc: [plus(detail)] })],
        now: monday + 9 * day,
        settings: chosenOnly,
        global: [left],
      })[0]!;
    expect(next(restarted('3d'))).toBe('1 2026-03-12T09:00');
    expect(next(restarted('dec23'))).toBe('1 2026-12-23T08:00');
  });
});

describe('in a nudge of the agent', () => {
  const first = answer({ cc: [plus('monday')] });
  const nudge = (options: Partial<MailOptions>): Message =>
    answer({ id: 'n@e', at: monday + 2 * hour, refs: ['q@c', 'a@e'], ...options });

  test('without an address the policy’s distances count again', () => {
    expect(next(one([first, nudge({})], monday + 3 * hour))).toBe('1 2026-03-04T11:00');
  });

  test('that carries the address along its moment stands, while it lies ahead', () => {
    expect(next(one([first, nudge({ cc: [plus('monday')] })], monday + 3 * hour))).toBe('1 2026-03-09T08:00');
    const late = nudge({ cc: [plus('monday')], at: monday + 7 * day });
    expect(next(one([first, late], monday + 7 * day + hour))).toBe('1 2026-03-11T09:00');
  });

  test('a new one counts, for the stage that comes next', () => {
    const gone = ownMail('f1@e', Date.UTC(2026, 2, 9, 8), { anchor: 'a@e', stage: 1 });
    const again = nudge({ cc: [plus('3wd')], at: Date.UTC(2026, 2, 9, 9) });
    expect(next(one([first, gone, again], Date.UTC(2026, 2, 9, 10)))).toBe('2 2026-03-12T09:00');
  });

  test('`wait` is a newer word', () => {
    const wait = note({ type: 'command', anchor: 'a@e', action: 'wait', by: 'a person' }, monday + hour);
    const [derived] = play({ facts: [question, first, wait], now: monday + 2 * hour, settings: chosenOnly });
    expect(next(derived!)).toBe('1 2026-03-04T10:00');
  });
});

describe('never, and a policy', () => {
  test('never: nothing goes, until a newer word', () => {
    const derived = one([answer({ cc: [plus('never')] })]);
    expect(derived).toMatchObject({ status: 'awaiting-customer' });
    expect(next(derived)).toBe('nothing');
    expect(saysWhy(derived)).toContain('An agent said never: nothing is sent.');
    const first = answer({ cc: [plus('never')] });
    const later = (cc: string[]): Message =>
      answer({ id: 'n@e', at: monday + hour, refs: ['q@c', 'a@e'], cc });
    expect(next(one([first, later([bot])], monday + 2 * hour))).toBe('nothing');
    expect(next(one([first, later([plus('3d')])], monday + 2 * hour))).toBe('1 2026-03-05T10:00');
    expect(next(one([first, later([plus('3d'), plus('nigdy')])], monday + 2 * hour))).toBe('nothing');
  });

  test('also with a goodbye', () => {
    const bye = answer({ cc: [plus('never')], more: { newText: 'Glad it works!' } });
    const back = mail({ from: maria, id: 'b@c', at: monday + hour, refs: ['a@e'] });
    const again = answer({ id: 'c@e', at: monday + 2 * hour, refs: ['b@c'] });
    expect(next(one([bye, back, again], monday + 3 * hour))).toBe('nothing');
  });

  test('a policy applies from then on, whatever `match` says; the last one named counts', () => {
    const first = answer({ cc: [plus('urgent')] });
    expect(one([first]).next).toMatchObject({ policy: 'Urgent', of: 1 });
    expect(one([answer()]).next).toMatchObject({ policy: 'default', of: 3 });
    const back = mail({ from: maria, id: 'b@c', at: monday + hour, refs: ['a@e'] });
    const plain = answer({ id: 'c@e', at: monday + 2 * hour, refs: ['b@c'] });
    expect(one([first, back, plain], monday + 3 * hour).next).toMatchObject({ policy: 'Urgent' });
    const other = answer({ id: 'c@e', at: monday + 2 * hour, refs: ['b@c'], cc: [plus('default')] });
    expect(one([first, back, other], monday + 3 * hour).next).toMatchObject({ policy: 'default' });
  });

  test('it beats a `match` that fits', () => {
    expect(one([answer()], monday + hour, config).next).toMatchObject({ policy: 'Urgent' });
    expect(one([answer({ cc: [plus('default')] })], monday + hour, config).next).toMatchObject({
      policy: 'default',
    });
  });
});

describe('an address counts where the agent first wrote it', () => {
  const first = answer({ cc: [plus('never')] });
  const lift = note({ type: 'command', anchor: 'a@e', action: 'wait', by: 'a person' }, monday + hour);
  const later = (options: Partial<MailOptions>): Message =>
    answer({ id: 'n@e', at: monday + 3 * hour, refs: ['q@c', 'a@e'], cc: [plus('never')], ...options });
  const back = mail({
    from: maria,
    to: [bot, plus('never')],
    id: 'b@c',
    at: monday + 2 * hour,
    refs: ['a@e'],
  });
  const after = (...facts: Message[]): string => {
    const found = play({
      facts: [question, first, lift, ...facts],
      now: monday + 4 * hour,
      settings: chosenOnly,
    });
    return next(found[0]!);
  };
  const going = '1 2026-03-04T12:00';

  test.each([
    ['of the agent’s own mail', [later({})], going],
    ['of the customer’s reply to all', [back, later({ refs: ['a@e', 'b@c'] })], going],
    ['of a mail that nobody saw', [later({ refs: ['a@e', 'lost@c'] })], going],
    ['with References alone', [later({ refs: ['a@e'], more: { inReplyTo: [] } })], going],
    [
      'of a mail that wants its answers there',
      [
        { ...back, to: [], replyTo: [{ name: '', address: plus('nigdy') }] },
        later({ refs: ['b@c'], cc: [bot, plus('nigdy')] }),
      ],
      going,
    ],
    ['another address of the same meaning is new', [later({ cc: [plus('nigdy')] })], 'nothing'],
    [
      'the mail that is answered did not carry it',
      [{ ...back, to: [{ name: '', address: bot }] }, later({ refs: ['b@c'] })],
      'nothing',
    ],
    ['a Bcc is never carried along', [later({ cc: [], bcc: [plus('nigdy')], folder: 'sent' })], 'nothing'],
  ])('a reply to all %s', (_, facts, expected) => {
    expect(after(...(facts as Message[]))).toBe(expected);
  });

  test('however long the chain of replies to all, it is ordered once', () => {
    const links = fc.array(fc.record({ agent: fc.boolean(), seen: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(links, (chain) => {
        let refs = ['q@c', 'a@e'];
        const facts = chain.map(({ agent }, i) => {
          const id = `m${i}@${agent ? 'e' : 'c'}`;
          const options = { id, at: monday + (i + 1) * hour, refs };
          refs = [...refs, id];
          return agent
            ? answer({ ...options, cc: [plus('never')] })
            : mail({ ...options, from: maria, to: [anna], cc: [plus('never')] });
        });
        const seen = facts.filter((_, i) => chain[i]!.seen);
        const derived = one([first, ...seen], monday + 20 * day);
        expect(derived.addressed.map(({ message }) => message.id)).toEqual(['a@e']);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what orders nothing', () => {
  test.each([
    [
      'a customer',
      [
        mail({
          from: maria,
          to: [plus('never'), plus('urgent')],
          id: 'b@c',
          at: monday - hour / 2,
          refs: ['q@c'],
        }),
        answer(),
      ],
    ],
    [
      'an agent who is not verified',
      [answer(), answer({ id: 'n@e', cc: [plus('never')], verified: false, at: monday + 1 })],
    ],
    [
      'an agent who writes to colleagues',
      [
        answer(),
        answer({ id: 'n@e', to: ['ben@example.com'], cc: [plus('never')], refs: ['a@e'], at: monday + 1 }),
      ],
    ],
    [
      'an automatic mail of an agent',
      [answer(), answer({ id: 'n@e', cc: [plus('never')], at: monday + 1, more: { kind: 'auto-reply' } })],
    ],
    [
      'a mail of a list',
      [answer(), answer({ id: 'n@e', cc: [plus('never')], at: monday + 1, more: { list: true } })],
    ],
    [
      'an announcement',
      [
        answer(),
        answer({
          id: 'n@e',
          to: [1, 2, 3, 4, 5, 6].map((n) => `c${n}@customer.test`).concat(maria),
          cc: [plus('never')],
          at: monday + 1,
          refs: ['a@e'],
        }),
      ],
    ],
    ['a tag of the team', [answer({ cc: [plus('billing')] })]],
  ])('%s', (_, facts) => {
    const derived = one(facts as Message[]);
    expect(derived.next).toMatchObject({ policy: 'default', stage: 1 });
    expect(derived.addressed).toEqual([]);
  });

  test('a slip is told, with what was perhaps meant', () => {
    const derived = one([answer({ cc: [plus('frday'), plus('2026-01-01')] })]);
    expect(next(derived)).toBe(usual);
    expect(derived.orders).toMatchObject([
      {
        by: { address: anna },
        lines: [
          { ok: false, text: plus('frday'), problem: 'unknown-address', suggestion: plus('friday') },
          { ok: false, text: plus('2026-01-01'), problem: 'past' },
        ],
      },
    ]);
    expect(saysWhy(derived).join('\n')).toContain(`Perhaps ${plus('friday')} was meant`);
  });

  test('no follow-up goes to such an address', () => {
    const derived = one([answer({ to: [maria, plus('3d')], cc: [plus('urgent')] })]);
    expect(derived.next?.to.map(({ address }) => address)).toEqual([maria]);
    expect(derived.customers.map(({ address }) => address)).toEqual([maria]);
  });
});

describe('a Bcc that only the delivered copy tells of', () => {
  const proof = [{ host: 'mx.example.com', dmarc: true, spf: [], dkim: [] }];
  const came = (detail: string, more: Partial<CameBy> = {}): CameBy => ({
    address: plus(detail),
    at: monday,
    auth: proof,
    ...more,
  });
  const delivered = (...deliveredTo: CameBy[]): Message => answer({ cc: [], more: { deliveredTo } });

  test('counts', () => {
    expect(next(one([delivered(came('3d'))]))).toBe('1 2026-03-05T09:00');
    expect(next(one([delivered(came('never'))]))).toBe('nothing');
  });

  test('not, where the address stands in To or Cc and was carried along', () => {
    const first = answer({ cc: [plus('never')] });
    const lift = note({ type: 'command', anchor: 'a@e', action: 'wait', by: 'a person' }, monday + hour);
    const again = answer({
      id: 'n@e',
      at: monday + 2 * hour,
      refs: ['a@e'],
      cc: [plus('never')],
      more: { deliveredTo: [came('never')] },
    });
    const [derived] = play({
      facts: [question, first, lift, again],
      now: monday + 3 * hour,
      settings: chosenOnly,
    });
    expect(next(derived!)).not.toBe('nothing');
  });

  test.each([
    ['without a word of the server', {}],
    ['that failed the check', { auth: [{ host: 'mx.example.com', dmarc: false, spf: [], dkim: [] }] }],
    ['that another server handed in', { auth: [{ ...proof[0]!, detour: true as const }] }],
    ['of a host that is not believed', { auth: [{ ...proof[0]!, host: 'mx.elsewhere.test' }] }],
  ])('I7: not of a copy %s, though the mail itself lies in Sent', (_, { auth }: Partial<CameBy>) => {
    const copy: CameBy = { address: plus('never'), at: monday + hour, ...(auth && { auth }) };
    const sent = answer({ cc: [], bcc: [bot], folder: 'sent', more: { deliveredTo: [copy] } });
    expect(next(one([sent]))).toBe(usual);
  });

  test.each(['never', 'urgent', '1h'])(
    'I7: whoever got the signed mail and sends it once more to support+%s@ orders nothing, though Cc names us',
    (detail) => {
      const auth = [{ ...proof[0]!, detour: true as const }];
      const again = came(detail, { at: monday + minute, auth });
      const before = one([answer()]);
      expect(one([answer({ more: { deliveredTo: [again] } })])).toMatchObject({
        next: { ...before.next },
        addressed: [],
      });
      const added = answer({ bcc: [plus(detail)], more: { auth } });
      expect(one([added])).toMatchObject({ next: { ...before.next }, addressed: [] });
    },
  );

  test('I7: a signed mail that is sent once more after a week orders nothing', () => {
    const late = came('never', { at: monday + 8 * day });
    const sent = answer({ cc: [], folder: 'sent', bcc: [bot], more: { date: monday, deliveredTo: [late] } });
    expect(next(one([sent], monday + hour))).toBe(usual);
  });

  test('copies tell of it in any order (I4), the earliest where there are too many', () => {
    const cameBy = fc.record({
      address: fc.constantFrom(...['3d', 'never', 'urgent', 'x'].map(plus)),
      at: fc.constantFrom(1, 2, 3).map((n) => monday + n),
    });
    const copy = fc
      .tuple(fc.array(cameBy, { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(
        ([list, sent]): Message =>
          answer({ folder: sent ? 'sent' : 'inbox', more: { deliveredTo: mergeCameBy(list, list) } }),
      );
    fc.assert(
      fc.property(copy, copy, copy, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((one) => ({ ...one, key: 'k' })) as [Message, Message, Message];
        expect(mergeFacts(x, y)).toEqual(mergeFacts(y, x));
        expect(mergeFacts(mergeFacts(x, y), z)).toEqual(mergeFacts(x, mergeFacts(y, z)));
        expect(mergeFacts(mergeFacts(x, y), z).deliveredTo!.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 300 },
    );
  });
});

describe('histories with addresses in them (I4, I7)', () => {
  const details = ['3d', '2h', 'never', 'second', 'friday', 'frday', 'billing', 'dec24'].map(plus);
  const using: Settings = {
    ...generated,
    policies: [
      ...generated.policies,
      { ...generated.policies[0]!, name: 'second', followUps: generated.policies[0]!.followUps.slice(1) },
    ],
  };
  const random = fc.infiniteStream(fc.nat());
  const people = (address: string) => ({ name: '', address });

  test('the same facts in any order give the same state', () => {
    fc.assert(
      fc.property(history, random, (all, stream) => {
        const facts = all.facts.map((fact) => ({ ...fact, ...addresses(fact, stream) }));
        const expected = derivedOf(threadOf(facts, all.notes), all.end, using);
        const shuffled = facts
          .map((fact) => [stream.next().value, fact] as const)
          .sort(([a], [b]) => a - b)
          .map(([, fact]) => fact);
        const parts = mergeThreads([
          { messages: shuffled.slice(0, 3), notes: all.notes },
          { messages: shuffled.slice(2), notes: [] },
          { messages: shuffled.slice(0, 1), notes: [] },
        ]);
        expect(derivedOf(parts, all.end, using)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('what customers and unverified senders write into their recipients changes nothing', () => {
    fc.assert(
      fc.property(history, random, (all, stream) => {
        const theirs = (fact: Message): boolean =>
          !fact.from.address.endsWith('@example.com') ||
          (!fact.auth && !fact.copies.some(({ role }) => role === sentFolder.role));
        const facts = all.facts.map((fact) =>
          theirs(fact) ? { ...fact, ...addresses(fact, stream) } : fact,
        );
        const state = (list: readonly Message[]) =>
          derivedOf(threadOf(list, all.notes), all.end, using).map(
            ({ next: step, status, outcome, addressed }) => ({ step, status, outcome, addressed }),
          );
        expect(state(facts)).toEqual(state(all.facts));
      }),
      { numRuns: 150 },
    );
  });

  /** Plus addresses in Cc or as what the server delivered to; the same for every copy of a mail. */
  function addresses(fact: Message, stream: Iterable<number> & Iterator<number>): Partial<Message> {
    const pick = Number(stream.next().value) % (details.length * 3);
    const address = details[pick % details.length]!;
    if (pick < details.length) return { cc: [...(fact.cc ?? []), people(address)] };
    if (pick < details.length * 2)
      return { deliveredTo: [{ address, at: fact.at, ...(fact.auth && { auth: fact.auth }) }] };
    return {};
  }
});
