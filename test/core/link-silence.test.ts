import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeThreads } from '../../src/core/conversation/thread.js';
import type { Message } from '../../src/core/message/message.js';
import { orderKey } from '../../src/core/order/order.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { mail, note, ownMail, settings } from './history.js';
import { one, question, unasked } from './opening.js';
import { derivedOf, threadOf } from './play.js';

/** A notice tells of one silence and of the mails before it. What its link or an answer orders is about those. */

/** The notice of a stage as it lies in the mailbox, with the token that its links bear. */
const blind = (anchor: string, stage: number, at: number): Message => ({
  ...ownMail(`blind-${stage}-${anchor}`, at, { purpose: 'blind', anchor, stage }, anna),
  otherIds: [`t-${anchor}`],
});
const noticeOf = (anchor: string, at: number): Message => ({
  ...ownMail(`answered-${anchor}`, at, { purpose: 'answered', anchor, stage: 0 }, anna),
  otherIds: [`t-${anchor}`],
});
/** A tap on a link that was made at `made`: it refers to the token and answers no mail. */
function tap(text: string, anchor: string, stage: number, made: number, at: number): Message {
  const { inReplyTo: _, ...fact } = mail({ from: anna, id: `tap-${at}@e`, at, refs: [`t-${anchor}`] });
  return { ...fact, newText: text, link: { action: text.replace(' ', '-'), stage, at: made } };
}
const reply = (text: string, to: string, at: number): Message =>
  mail({ from: anna, id: `re-${at}@e`, at, refs: [to], more: { newText: text } });
const marias = (id: string, at: number, ref = 'ask@e'): Message =>
  mail({ from: maria, to: [anna], cc: [bot], id, at, refs: [ref], more: { newText: 'It still fails.' } });
const annas = (id: string, at: number, ref: string): Message =>
  mail({ from: anna, to: [maria], cc: [bot], id, at, refs: [ref] });

describe('a stage by the notice of an earlier silence', () => {
  const made = monday + day;
  const first = [unasked, blind('ask@e', 1, made)];
  /** Maria answers, Anna asks again: stage 1 comes a second time. */
  const second = [...first, marias('no@c', made + hour), annas('again@e', made + 2 * hour, 'no@c')];
  const at = made + 5 * hour;

  test.each([
    ['skip', tap('skip', 'ask@e', 1, made, at)],
    ['send now', tap('send now', 'ask@e', 1, made, at)],
    ['an answer: skip', reply('skip', 'blind-1-ask@e', at)],
    ['an answer in own words', reply('She phoned me.', 'blind-1-ask@e', at)],
  ])('%s: counts in its own silence, changes nothing in the next', (_what, said) => {
    expect(one([...first, said], at + minute).effects).toMatchObject([{ verdict: 'done', stage: 1 }]);
    const derived = one([...second, said], at + minute);
    expect(derived.effects).toMatchObject([{ verdict: 'earlier-silence', stage: 1 }]);
    expect(derived.next).toEqual(one(second, at + minute).next);
    // It is answered, once.
    const results = derived.notices.filter(
      (one) => one.action === 'notice' && one.purpose === 'command-result',
    );
    expect(results).toMatchObject([{ anchor: said.id, to: [{ address: anna }] }]);
  });

  test('the notice of the new silence counts in it', () => {
    const facts = [...second, blind('again@e', 1, at)];
    const said = tap('skip', 'again@e', 1, at, at + hour);
    expect(one([...facts, said], at + 2 * hour).effects).toMatchObject([{ verdict: 'done', stage: 1 }]);
  });

  test("Anna's own nudge goes on with the same silence", () => {
    const facts = [...first, annas('nudge@e', made + hour, 'ask@e'), tap('skip', 'ask@e', 1, made, at)];
    expect(one(facts, at + minute).effects).toMatchObject([{ verdict: 'done', stage: 1 }]);
  });

  test('after a `wait` Thrice announces nothing anew, so the notice counts', () => {
    const waits = mail({
      from: anna,
      id: 'wait@e',
      at: made + 2 * hour,
      refs: ['blind-1-ask@e'],
      more: { newText: 'wait' },
    });
    const facts = [...first, marias('no@c', made + hour), waits, tap('skip', 'ask@e', 1, made, at)];
    expect(one(facts, at + minute).effects.at(-1)).toMatchObject({ action: 'skip', verdict: 'done' });
  });

  test('by the number of a list: the note says what the line was about', () => {
    const skip = (anchor: string) =>
      note(
        {
          ...({ type: 'command', anchor: 'again@e', action: 'skip', by: anna, stage: 1 } as const),
          ...{ order: orderKey('far@e', 1), since: at, shown: { anchor } },
        },
        at,
      );
    expect(one([...second, skip('ask@e')], at + minute).effects).toMatchObject([
      { verdict: 'earlier-silence' },
    ]);
    expect(one([...second, skip('again@e')], at + minute).effects).toMatchObject([{ verdict: 'done' }]);
  });
});

describe('I6: what a customer wrote after the link was made', () => {
  const ask = annas('ask@e', monday, 'question@c');
  const made = monday + day + 5 * minute;
  const waits = [question, ask, marias('no@c', monday + day), noticeOf('no@c', made)];
  const more = marias('more@c', monday + 2 * day, 'no@c');
  const at = monday + 3 * day;

  test.each(['close', 'wait'])('`%s` by a link does not dismiss it, by a word it does', (word) => {
    expect(one([...waits, tap(word, 'no@c', 0, made, at)], at + minute).effects).toMatchObject([
      { verdict: 'done' },
    ]);
    const facts = [...waits, more];
    const derived = one([...facts, tap(word, 'no@c', 0, made, at)], at + minute);
    expect(derived).toMatchObject({ status: 'awaiting-agent', effects: [{ verdict: 'newer-mail' }] });
    for (const to of ['answered-no@c', 'more@c'])
      expect(one([...facts, reply(word, to, at)], at + minute).effects).toMatchObject([{ verdict: 'done' }]);
  });

  test.each(['snooze 2d', 'never'])('`%s` makes quieter only, and the answer stays owed', (word) => {
    const derived = one([...waits, more, tap(word, 'no@c', 0, made, at)], at + minute);
    expect(derived.effects).toMatchObject([{ verdict: 'done' }]);
    expect(derived.owedSince).toBe(monday + day);
  });

  test('a clock that was behind makes no newer mail of the one that the notice is about', () => {
    const early = monday + day - 30 * minute;
    const facts = [question, ask, marias('no@c', monday + day), noticeOf('no@c', early)];
    expect(one([...facts, tap('close', 'no@c', 0, early, at)], at + minute).effects).toMatchObject([
      { verdict: 'done' },
    ]);
  });

  test('what was answered since is not in the way', () => {
    const facts = [...waits, more, annas('done@e', monday + 2 * day + hour, 'more@c')];
    expect(one([...facts, tap('close', 'no@c', 0, made, at)], at + minute)).toMatchObject({
      status: 'closed',
    });
  });

  test('by the link of a list: the note says when it was made; an unsigned one closes in doubt as ever (I7)', () => {
    const close = (signed: boolean) =>
      note(
        {
          ...({ type: 'command', anchor: 'more@c', action: 'close', by: anna } as const),
          ...{ order: orderKey('far@e', 1), since: at, shown: { anchor: 'no@c', at: made } },
        },
        at,
        signed,
      );
    expect(one([...waits, more, close(true)], at + minute).effects).toMatchObject([
      { verdict: 'newer-mail' },
    ]);
    expect(one([...waits, more, close(false)], at + minute).effects).toMatchObject([
      { verdict: 'not-trusted' },
    ]);
  });
});

test('I7: an unsigned mark names no anchor for a token', () => {
  const made = monday + day;
  const planted: Message = {
    ...ownMail(
      'planted@e',
      made + minute,
      { purpose: 'blind', anchor: 'again@e', stage: 1, signed: false },
      anna,
    ),
    otherIds: ['t-ask@e'],
  };
  const facts = [
    unasked,
    blind('ask@e', 1, made),
    marias('no@c', made + hour),
    annas('again@e', made + 2 * hour, 'no@c'),
  ];
  const said = tap('skip', 'ask@e', 1, made, made + 5 * hour);
  expect(one([...facts, planted, said], made + 6 * hour).effects).toMatchObject([
    { verdict: 'earlier-silence' },
  ]);
});

test('I4: read in any order, in parts and twice, it says the same', () => {
  const made = monday + day;
  const facts = [
    ...[question, annas('ask@e', monday, 'question@c'), blind('ask@e', 1, made)],
    ...[
      marias('no@c', made + hour),
      noticeOf('no@c', made + 2 * hour),
      marias('more@c', made + 3 * hour, 'no@c'),
    ],
    tap('close', 'no@c', 0, made + 2 * hour, made + 4 * hour),
    ...[annas('again@e', made + 5 * hour, 'more@c'), tap('skip', 'ask@e', 1, made, made + 6 * hour)],
  ];
  const now = made + day;
  const whole = derivedOf(threadOf(facts, []), now, settings());
  expect(whole[0]!.effects.map(({ verdict }) => verdict)).toEqual(['newer-mail', 'earlier-silence']);
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...facts, ...facts], { minLength: 2 * facts.length }),
      fc.nat(2 * facts.length),
      (order, cut) => {
        const parts = [order.slice(0, cut), order.slice(cut)].map((messages) => ({ messages, notes: [] }));
        expect(derivedOf(mergeThreads(parts), now, settings())).toEqual(whole);
      },
    ),
    { numRuns: 100 },
  );
});
