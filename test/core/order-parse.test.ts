import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOnlyOrders, mostOrders, parseOrders } from '../../src/core/order/parse.js';
import { costsAtMost } from '../cost.js';
import { lines, office, shown, wednesday } from './order-table.js';

const context = { calendar: office, at: wednesday };
const ordersOf = (text: string): string[] => parseOrders(text, context).map(shown);

describe('one line', () => {
  test.each(lines)('%j orders %j', (text, orders) => expect(ordersOf(text)).toEqual(orders));

  test('the table is large enough to mean something', () => expect(lines.length).toBeGreaterThan(200));

  test('each order carries its own part of the line, at most 100 characters', () => {
    expect(parseOrders('- skip 2,  close 3', context).map(({ text }) => text)).toEqual(['skip 2', 'close 3']);
    const texts = (text: string): string[] => parseOrders(text, context).map((line) => line.text);
    expect(texts('skip 1 and 3')).toEqual(['skip 1', 'skip 3']);
    expect(texts('2 und 3 schließen')).toEqual(['schließen 2', 'schließen 3']);
    expect(texts('snooze 1,3 until friday')).toEqual(['snooze 1 until friday', 'snooze 3 until friday']);
    const long = parseOrders(`close <${'a'.repeat(150)}@example.com>`, context);
    expect(long[0]?.text).toHaveLength(100);
  });
});

/** Every word of the first release stays one. */
describe('the words of answers to notices', () => {
  test.each([
    ['skip', 'skip überspringen ueberspringen auslassen pomiń pomin'],
    ['close', 'close schließen schliessen schließe zamknij zamknąć'],
    ['wait', 'wait warten warte czekaj poczekaj'],
    ['never', 'never niemals nigdy'],
    ['reopen', 'reopen öffnen oeffnen wiedereröffnen wiedereroeffnen otwórz otworz'],
  ])('%s: %s', (verb, words) => {
    for (const word of words.split(' ')) expect(ordersOf(word)).toEqual([verb]);
  });
});

describe('several lines', () => {
  test.each([
    ['Hi Thrice,\r\n\r\nskip 2\r\nclose 3\r\n\r\nThanks,\r\nAnna', ['skip 2', 'close 3']],
    ['Hallo,\nüberspringen\n\nLG Anna', ['skip']],
    ['Cześć,\npomiń 2 i zamknij 3\n\nPozdrawiam,\nJan Kowalski', ['skip 2', 'close 3']],
    ['\n\n  Skip!\nthanks', ['skip']],
    ['Thanks!\nclose 2', ['close 2']],
    // Many programs put an empty line between any two.
    ['skip 2\n\nclose 3\n\nsnooze 1 2d', ['skip 2', 'close 3', 'snooze 1 2026-03-06T09:00']],
    ['close 3\nThe customer has phoned me.\nskip 2', ['close 3']],
    ['The customer has phoned me.\nclose 3', []],
    ['skip 2\nclsoe 3\nwhy 1', ['skip 2', '!unknown-word: close 3', 'why 1']],
    ['clsoe 2\nskip 3', ['!unknown-word: close 2', 'skip 3']],
    ['skip 2\nfrobnicate 3', ['skip 2', '!unknown-word']],
    ['frobnicate 3\nskip 2', []],
    // A name below is no misspelt word: "Hilde" is near "Hilfe".
    ['skip 2\nHilde', ['skip 2']],
    ['skip 2\n\nPlant', ['skip 2']],
    ['skip\n> close', ['skip']],
    ['> skip\nclose', []],
    ['skip 2\n-- \nclose 3', ['skip 2']],
    // Behind an order nothing that begins with a command word is passed over in silence.
    [
      'why kpttttmqmc\nwhy kptt\nsnooze qacr 2d',
      ['why #kpttttmqmc', '!unknown-word: why #kptt', '!no-time: snooze #qacr 2d'],
    ],
    ['skip 2\nwhy qacr\nclose 3', ['skip 2', '!unknown-word: why #qacr', 'close 3']],
    ['skip 2\nclose 3 and\nwhy', ['skip 2', '!unknown-word']],
    ['skip\nPlan: call him on Friday, then\nclose', ['skip', '!unknown-word']],
    ['skip\nClose to him sits another customer.\nnever', ['skip', '!unknown-word']],
    ['snooze 3d\nWait for his decision, then\nclose', ['snooze 2026-03-09T08:00', '!unknown-word']],
    [`skip 2\nclose ${'3 '.repeat(200)}`, ['skip 2', '!unknown-word']],
    ['skip 2\nwait skip', ['skip 2', '!unknown-word: wait #skip']],
    ['skip 2\n\nSend me the file, Ben', ['skip 2', '!unknown-word']],
    ['skip 2\n\nThanks,\nHelp Desk\nExample Ltd', ['skip 2']],
    ['skip 2\n\nLater,\nAnna', ['skip 2']],
    ['skip 2\n-- \nwhy qacr', ['skip 2']],
    ['close\nclose', ['close']],
    ['close\nreopen', ['!contradiction', '!contradiction']],
  ])('%j orders %j', (text, orders) => expect(ordersOf(text)).toEqual(orders));

  test('twenty orders, then one line says that there are more', () => {
    const orders = ordersOf('skip 1-200');
    expect(orders.slice(0, mostOrders)).toEqual(
      Array.from({ length: mostOrders }, (_, n) => `skip ${n + 1}`),
    );
    expect(orders.slice(mostOrders)).toEqual(['!too-many']);
    expect(ordersOf('skip 1-20')).not.toContain('!too-many');
  });
});

describe('a mail of nothing but orders', () => {
  test.each([
    ['close 3', true],
    ['Hi Thrice,\n\nskip 2\n\nclose 3\n\nThanks,\nAnna', true],
    ['Guten Tag,\n3 Tage pausieren\n\nMit freundlichen Grüßen\nAnna Schmidt', true],
    ['pomiń 2\n\nPozdrawiam\nJan', true],
    ['close\n-- \nAnna Smith\nExample Ltd', true],
    ['close\n-- \nAnna Smith\nWe care for your business since 1990, and this mail is confidential.', true],
    ['close k3f9\nBen Krause\nExample Support', true],
    ['close k3f9\n\nBen Krause | Example Support\n+49 30 123456', true],
    ['close k3f9\nMaria Schmidt\nHas Phoned', false],
    ['close k3f9\n\nBest regards,\nPlan International', true],
    ['why vsctr', false],
    ['skip\nPlease never again!', false],
    ['Status GmbH', false],
    ['why k3f9\nwhy qacr', true],
    ['status update', false],
    ['snooze until 2020-01-01', true],
    ['close 3\nThe customer has phoned me.', false],
    ['close 3\n\nThe customer has phoned me.', false],
    ['clsoe 3', true],
    ['lits', true],
    ['Hi,\nstatsu\n\nThanks,\nAnna', true],
    ['Hilde', false],
    ['close 3\nHilde', true],
    ['clsoe 3\nThe customer has phoned me.', false],
    ['clsoe k3f9w2m8xq', true],
    ['clsoe k3f9w2m8xq\nThe customer has phoned me.', false],
    ['close 3\nfrobnicate 3', false],
    ['skip\n> close', false],
    ['Status of my order?', false],
    ['Hello', false],
    ['', false],
  ])('%j: %s', (text, only) => expect(isOnlyOrders(text, context, 'Ben Krause')).toBe(only));
});

describe('properties', () => {
  const known = fc.constantFrom(...lines.map(([text]) => text));
  test('a whole id without a digit is one, before and behind the word and the moment', () => {
    const id = fc.string({
      unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyz'),
      minLength: 10,
      maxLength: 10,
    });
    fc.assert(
      fc.property(id, (one) => {
        for (const verb of ['close', 'why', 'status', 'undo', 'reopen', 'wait', 'never', 'skip'])
          expect(ordersOf(`${verb} ${one}`)).toEqual([`${verb} #${one}`]);
        expect(ordersOf(`${one} schließen`)).toEqual([`close #${one}`]);
        for (const text of [`snooze ${one} 2d`, `snooze 2d ${one}`])
          expect(ordersOf(text)).toEqual([`snooze #${one} 2026-03-06T09:00`]);
      }),
    );
  });

  const mails = fc.array(fc.oneof(known, fc.constantFrom('', 'Hi', 'Thanks', 'Anna')), { maxLength: 6 });

  test('never throws', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      mails.map((all) => all.join('\n')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const orders = parseOrders(text, context);
        return orders.length <= mostOrders + 1 && typeof isOnlyOrders(text, context) === 'boolean';
      }),
    );
  });

  test('the ends of lines, spaces behind them and the case change nothing', () => {
    const bare = (text: string): unknown =>
      parseOrders(text, context).map((line) => ({ ...line, text: '', suggestion: null }));
    fc.assert(
      fc.property(
        mails.map((all) => all.filter((line) => !line.includes('@'))),
        (all) => {
          const orders = bare(all.join('\n'));
          expect(bare(all.join('\r\n'))).toEqual(orders);
          expect(bare(all.map((line) => `${line} \t`).join('\n'))).toEqual(orders);
          expect(bare(all.join('\n').toUpperCase())).toEqual(orders);
          expect(bare(all.join('\n').toLowerCase())).toEqual(orders);
          expect(bare(all.join('\n').normalize('NFD'))).toEqual(orders);
        },
      ),
    );
  });

  test.each([
    'thanks\n',
    'skip 1\n',
    'skip 1,',
    'Hi Anna\n',
    'clsoe 3\n',
    'snooze 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1 x\n',
    `skip 1\nwait${' qacr'.repeat(55)}\n`,
    'skip 1\nsnooze qacr maria qacr maria\n',
    'snooze until the the the the the the the friday\n',
    'skip 1-200\n',
    'close a@b, ',
    ' ',
    '\n',
    '- ',
    '\u200b',
    'thank you for your help and thanks for thanks\n',
  ])('1 MB of %j takes bounded time', async (piece) => {
    const text = piece.repeat(Math.ceil(1e6 / piece.length));
    await costsAtMost(2_500, () => {
      parseOrders(text, context);
      isOnlyOrders(text, context);
      isOnlyOrders(text.slice(0, 39_000), context);
    });
  });
});
