import { describe, expect, test } from 'vitest';
import { noticePurposes } from '../../src/core/message/purpose.js';
import { parseOrders } from '../../src/core/order/parse.js';
import type { Runtime } from '../../src/runtime.js';
import { linkMaker, noticeOffers } from '../../src/step-links.js';
import { settings } from './history.js';
import { office, shown, wednesday } from './order-table.js';

const context = { calendar: office, at: wednesday };

describe.each(['en', 'de', 'pl', 'de-AT', 'fr'])('the commands on links in %s', (language) => {
  const own = { config: { settings: settings(), language }, secrets: [Buffer.alloc(32, 1)] };
  // A runtime's config has far more; links are made of its settings, its language and the secrets.
  const link = linkMaker('ask@e', own as unknown as Pick<Runtime, 'config' | 'secrets'>, wednesday);
  const ordersOf = (command: string) => parseOrders(command, context).map((line) => line.ok && line.verb);

  test.each(noticePurposes)('of %s order what the link says', (purpose) => {
    for (const [action, more] of noticeOffers(purpose, { name: 'Anna', address: 'anna@example.com' })) {
      const { command, href } = link(action, more);
      expect(ordersOf(command)).toEqual([action]);
      const query = new URL(href).searchParams;
      const body = query.get('body') ?? '';
      expect(ordersOf(body)).toEqual([action]);
      expect(query.get('subject')).toMatch(`${body} [`);
      // Not every mail program reads more than ASCII as it was meant.
      expect(decodeURIComponent(href)).toMatch(/^[ -~]+$/);
    }
  });

  test('of the morning note name their line', () => {
    const commands = [link('skip', '2'), link('close', '2'), link('snooze', '2 2d')];
    const read = commands.flatMap(({ command }) => parseOrders(command, context).map(shown));
    expect(read).toEqual(['skip 2', 'close 2', expect.stringMatching(/^snooze 2 /)]);
  });
});

test('they are words of the language, English where Thrice speaks none of it', () => {
  const words = ['en', 'de-AT', 'pl', 'fr'].map((language) => {
    const own = { config: { settings: settings(), language }, secrets: [Buffer.alloc(32, 1)] };
    return linkMaker(
      'ask@e',
      own as unknown as Pick<Runtime, 'config' | 'secrets'>,
      wednesday,
    )('snooze', '2d');
  });
  expect(words.map(({ command }) => command)).toEqual(['snooze 2d', 'pausieren 2d', 'odłóż 2d', 'snooze 2d']);
});

test('where nobody of the team has written, no link says that it is the customer’s turn', () => {
  const words = (purpose: 'reminder' | 'escalation') => noticeOffers(purpose, null).map(([action]) => action);
  expect([words('reminder'), words('escalation')]).toEqual([
    ['close', 'snooze', 'never'],
    ['close', 'snooze', 'never'],
  ]);
});
