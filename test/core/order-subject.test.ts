import { describe, expect, test } from 'vitest';
import { anna, bot, hour, minute, monday } from '../cast.js';
import { mail } from './history.js';
import { one, opening } from './opening.js';

/** A mail of Anna to the bot alone in the conversation, with a command in the subject. */
function alone(subject: string, newText: string, name = 'Ben Krause'): ReturnType<typeof mail> {
  const at = monday + 2 * hour;
  const message = mail({
    ...{ from: anna, to: [bot], id: 'do@e', at, refs: ['ask@e'] },
    more: { subject, newText },
  });
  return { ...message, from: { ...message.from, name } };
}
const stands = (message: ReturnType<typeof mail>): unknown =>
  one([...opening, message], monday + 2 * hour + minute).status;

describe('a command in the subject counts where the text says nothing', () => {
  test.each([
    '',
    ' \n',
    '-- \nBen Krause',
    '\n--\nBen Krause\nExample Support',
    '-- \nBen Krause\nWe care for your business since 1990. This mail is confidential, is it not?',
    'Ben Krause\nExample Support',
    'Ben Krause\r\nExample Support\r\n+49 30 123456',
    'Ben\nExample Support',
    'KRAUSE Ben | Example Support | www.example.com',
    'Thanks!\n\nBest regards,\nBen Krause\nExample Support',
    'Sent from my iPhone',
    'This e-mail is confidential and intended solely for the addressee.',
    'Ben Krause\n\nExample GmbH\nAmtsgericht Charlottenburg, HRB 12345',
  ])('%j', (text) => expect(stands(alone('close', text))).toBe('closed'));

  test.each([
    'The customer has phoned.',
    'This e-mail is confidential. The customer has phoned.',
    'Maria Schmidt\nExample Support',
    'Ben Krause will do it',
    'Ben, see below\n-- \nBen Krause',
    '> close',
    'Why?!\nBen Krause',
  ])('not above %j', (text) => expect(stands(alone('close', text))).toBe('awaiting-customer'));

  test('nor one of an answer, nor a subject of words', () => {
    for (const subject of ['Re: close', 'Close to the end', 'Ben Krause'])
      expect(stands(alone(subject, '-- \nBen Krause'))).toBe('awaiting-customer');
  });

  test('a writer without a name has no signature of his own', () => {
    expect(stands(alone('close', 'Maria Schmidt\nExample Support', ''))).toBe('awaiting-customer');
  });
});

test('commands above the own name to the bot alone are nothing but commands', () => {
  expect(stands(alone('', 'close\nBen Krause\nExample Support'))).toBe('closed');
  expect(stands(alone('', 'close\n\nMaria Schmidt\nhas phoned'))).toBe('awaiting-customer');
});

test('what begins with a command word behind an order is answered, to the bot alone too', () => {
  const derived = one([...opening, alone('', 'why k3f9\nwhy qacr\nclose')], monday + 3 * hour);
  expect(derived.orders[0]?.lines).toMatchObject([
    { verb: 'why' },
    { problem: 'unknown-word', suggestion: 'why #qacr' },
    { verb: 'close' },
  ]);
  expect(derived.notices).toMatchObject([{ purpose: 'command-result', anchor: 'do@e' }]);
});
