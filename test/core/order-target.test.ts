import { describe, expect, test } from 'vitest';
import type { OrderLine, OrderMail, Verb } from '../../src/core/order/order.js';
import type { Entry } from '../../src/ledger.js';
import { targetsOf } from '../../src/order-target.js';
import { anna, maria, monday } from '../cast.js';
import { costsAtMost } from '../cost.js';
import { mail } from './history.js';

type Line = Extract<OrderLine, { ok: true }>;
const line = (verb: Verb): Line => ({ ok: true, text: verb, verb, target: { by: 'here' } });

/** The nth mail, in answer to what came of the one before. */
function order(n: number, verbs: readonly Verb[]): OrderMail {
  const mark = { signed: true, purpose: 'command-result', stage: 0, last: false, closes: false } as const;
  return {
    message: mail({ from: anna, id: `o${n}@e`, at: monday + n }),
    by: { name: '', address: anna },
    answers: n === 0 ? null : { ...mark, anchor: `o${n - 1}@e` },
    items: [],
    lines: verbs.map(line),
  };
}

function lyingIn(orders: readonly OrderMail[], customers: readonly string[] = []): Entry {
  const people = customers.map((address) => ({ name: '', address }));
  // An entry has far more; nothing else of it is looked at.
  return { key: 'k', derived: { id: 'k', orders, customers: people } } as unknown as Entry;
}

/** No order here names another conversation, so nothing is looked up. */
const books = {} as Parameters<typeof targetsOf>[3];

describe('what a line is about', () => {
  test('40 answers to answers take no time', async () => {
    const verbs = ['close', 'undo', 'list', 'plan', 'help', 'why', 'wait', 'undo'] as const;
    const orders = Array.from({ length: 40 }, (_, n) => order(n, verbs));
    await costsAtMost(1000, () => {
      for (const customers of [[], [maria]]) {
        const entry = lyingIn(orders, customers);
        for (const one of orders[39]!.lines as Line[]) {
          const found = targetsOf(one, orders[39]!, entry, books, monday).map((target) => target.found);
          expect(found).toEqual([customers.length > 0 ? 'here' : 'which-conversation']);
        }
      }
    });
  });

  test('two mails that claim to answer each other end', () => {
    const [a, b] = [order(0, ['undo']), order(1, ['undo'])];
    const circle = { ...a, answers: { ...b.answers!, anchor: b.message.id } };
    const found = targetsOf(line('undo'), b, lyingIn([circle, b]), books, monday);
    expect(found).toEqual([{ found: 'which-conversation' }]);
  });
});
