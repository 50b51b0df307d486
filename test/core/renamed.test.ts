import { expect, test } from 'vitest';
import type { Thread } from '../../src/core/conversation/link.js';
import type { Note } from '../../src/core/conversation/note.js';
import { ownMails } from '../../src/core/conversation/renamed.js';
import type { Message } from '../../src/core/message/message.js';
import type { Purpose } from '../../src/core/message/purpose.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { claimNote, resultNote } from './attempt.js';
import { mail, ownMail, play, settings } from './history.js';

/** A relay gives what Thrice sends another Message-ID (R9), and whoever got such a mail sends it once more (I7). */

const config = settings({ blindNotice: null });
const ask = mail({ from: anna, to: [maria], cc: [bot], id: 'ask@e', at: monday });
const ses = (n: number): string => `0102018f1234567${n}-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee-000000`;
const sesId = (n: number): string => `${ses(n)}@eu-west-1.amazonses.com`;
const claimed = (stage: number): string => `thrice.${stage}@example.com`;
const goes = (stage: number): number => monday + stage * 2 * day;

interface Copy {
  readonly at?: number;
  readonly sentAs?: string | null;
  readonly purpose?: Purpose;
  readonly role?: 'inbox' | 'trash';
}

/** A mail of ours with the mark of a stage under an id that nothing announced. `sentAs` null: by an earlier version. */
function copy(id: string, stage: number, more: Copy = {}): Message {
  const { at = goes(stage) + 2000, sentAs = claimed(stage), purpose = 'follow-up', role = 'inbox' } = more;
  const last = stage === 3;
  const mark = { signed: false, purpose, anchor: ask.id, stage, last, closes: last };
  const own = { ...mark, ...(sentAs !== null && { sentAs }) };
  const otherIds = sentAs === null ? {} : { otherIds: [sentAs] };
  const place = { folder: role, more: { own, kind: 'own' as const, ...otherIds } };
  return mail({ from: bot, to: [maria], id, at, refs: [ask.id], ...place });
}

function notesOf(stage: number, detail = '250 Ok'): Note[] {
  const last = stage === 3;
  return [
    claimNote(claimed(stage), goes(stage), { stage, last, closes: last }),
    resultNote(claimed(stage), goes(stage) + 1000, 'sent', { detail }),
  ];
}

const at = (now: number, ...facts: readonly (Message | Note)[]) =>
  play({ facts: [ask, ...facts], now, settings: config });

test.each([
  ['by its mark', '250 Ok', 'a@relay.test', claimed(1)],
  [
    'by the answer of Amazon SES, also with the mark of an earlier version',
    `250 Ok ${ses(1)}`,
    sesId(1),
    null,
  ],
])('the copy and the announced mail are one: %s', (_, detail, id, sentAs) => {
  const kept = ownMail(claimed(1), goes(1), { anchor: ask.id });
  const [derived] = at(goes(1) + hour, ...notesOf(1, detail), copy(id, 1, { sentAs }), kept);
  expect(derived).toMatchObject({ stagesSent: 1, next: { stage: 2 } });
});

test('three stages take three places of max_per_conversation, so that a second silence has its own', () => {
  const facts = [1, 2, 3].flatMap((stage) => [...notesOf(stage), copy(`${stage}@relay.test`, stage)]);
  const reply = mail({ from: maria, id: 'r@customer.test', at: goes(4), refs: [ask.id] });
  const refs = [ask.id, reply.id];
  const again = mail({ from: anna, to: [maria], cc: [bot], id: 'again@e', at: goes(4) + hour, refs });
  expect(at(goes(4) + 2 * hour, ...facts, reply, again)).toMatchObject([{ next: { stage: 1 } }]);
});

test('the copy alone settles a sending whose answer was lost', () => {
  const [claim] = notesOf(1);
  const later = goes(1) + day;
  expect(at(later, claim!)).toMatchObject([{ uncertain: [claimed(1)] }]);
  expect(at(later, claim!, copy('a@relay.test', 1))).toMatchObject([{ uncertain: [], stagesSent: 1 }]);
});

test('sent once more under other ids it says nothing new, whenever that is (I7)', () => {
  const facts = [...notesOf(1), ...notesOf(2), copy('1@relay.test', 1), copy('2@relay.test', 2)];
  const before = at(goes(2) + 2 * day, ...facts);
  for (const moment of [goes(1) + minute, goes(2) + hour, goes(2) + day])
    for (const id of ['x@evil.test', claimed(2), ask.id])
      expect(at(goes(2) + 2 * day, ...facts, copy(id, 1, { at: moment }))).toEqual(before);
});

test('an id that no signed claim announced makes nothing of it: it uses its stage up and closes nothing (I7)', () => {
  const final = copy('x@evil.test', 3, { sentAs: 'thrice.other@example.com' });
  expect(at(goes(3) + hour, final)[0]).not.toHaveProperty('outcome');
  const unsigned = claimNote(claimed(3), goes(3), { stage: 3, last: true, closes: true }, false);
  expect(at(goes(3) + hour, unsigned, copy('x@evil.test', 3))[0]).not.toHaveProperty('outcome');
});

test('the first state of a draft, thrown away under another id, is no sending', () => {
  const draft = resultNote(claimed(1), goes(1), 'drafted');
  const facts = [claimNote(claimed(1), goes(1) - 1000), draft];
  const thrown = copy('client@e', 1, { at: goes(1) + 3 * hour, role: 'trash' });
  const derived = at(goes(1) + day, ...facts, { ...thrown, stored: true });
  expect(derived).toMatchObject([{ draft: claimed(1) }]);
});

test.each([
  ['the first that came', '250 Ok', ['a@relay.test', 'b@relay.test'], 'a@relay.test'],
  [
    'what the server of Amazon SES named, whatever came first',
    `250 Ok ${ses(1)}`,
    ['a@evil.test', sesId(1)],
    sesId(1),
  ],
])('of several copies only the true one is moved (I9): %s', (_, detail, ids, moved) => {
  const copies = ids.map((id, i) => copy(id, 1, { at: goes(1) + 1000 + i }));
  const thread: Thread = { messages: [ask, ...copies.toReversed()], notes: notesOf(1, detail) };
  expect(ownMails(thread).map(({ id }) => id)).toEqual([moved]);
  expect(ownMails({ ...thread, notes: [] })).toEqual([]);
});

test('an answer to the true copy answers what was announced, one to a repetition does not (I7)', () => {
  const facts = [...notesOf(1), copy('a@relay.test', 1), copy('b@evil.test', 1, { at: goes(1) + hour })];
  const answer = (to: string): Message =>
    mail({
      from: anna,
      to: [bot],
      id: 'k@e',
      at: goes(1) + 2 * hour,
      refs: [to],
      more: { newText: 'He phoned. Close' },
    });
  const answers = (to: string) =>
    at(goes(1) + 3 * hour, ...facts, answer(to))[0]!.orders.map((o) => o.answers?.stage);
  expect(answers('a@relay.test')).toEqual([1]);
  expect(answers('b@evil.test')).toEqual([]);
});

test('a signed mail is itself, whatever other ids its header names (I7)', () => {
  const signed = { ...ownMail('thrice.2@example.com', goes(2), { anchor: ask.id, stage: 2 }) };
  const facts = [...notesOf(1), copy('a@relay.test', 1)];
  const before = at(goes(2) + hour, ...facts, signed)[0]!;
  expect(before).toMatchObject({ stagesSent: 2, next: { stage: 3 } });
  const named = at(goes(2) + hour, ...facts, { ...signed, otherIds: [claimed(1)] })[0]!;
  expect(named).toMatchObject({ stagesSent: 2, next: { stage: 3 } });
});
