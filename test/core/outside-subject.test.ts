import { expect, test } from 'vitest';
import { outsideSubject } from '../../src/core/conversation/outside-subject.js';
import type { Message } from '../../src/core/message/message.js';
import { anna, bot, day, maria, monday } from '../cast.js';
import { mail, ownMail } from './history.js';

const given = (id: string, subject: string, at = monday): Message => ({
  ...mail({ from: anna, to: [maria], cc: [bot], id, at }),
  subject,
});
const own = (purpose: 'reminder' | 'command-result' | 'morning' | 'follow-up', subject: string): Message => ({
  ...ownMail(`${purpose}@e`, monday + day, { purpose, anchor: 'ask@e' }, anna),
  subject,
});

test('of the mail that it is about', () => {
  const about = given('ask@e', 'Re: Invoice 17');
  expect(outsideSubject(about, [about, own('follow-up', 'Re: Invoice 17')])).toBe('Invoice 17');
});

test('under a notice’s subject: the first that people gave', () => {
  const first = given('first@e', 'Invoice 17');
  const about = given('ask@e', 'Re: Maria still waits', monday + 2 * day);
  expect(outsideSubject(about, [first, own('reminder', 'Maria still waits'), about])).toBe('Invoice 17');
});

test('in a thread that a morning note began there is none', () => {
  const about = given('ask@e', 'Re: Today: 3 mails', monday + 2 * day);
  expect(outsideSubject(about, [own('morning', 'Today: 3 mails'), about])).toBe('');
});

test('the answer to an order bears the order’s subject, which stays', () => {
  const asked = given('first@e', '');
  const about = given('ask@e', 'Your order 4711', monday + 1);
  const messages = [asked, about, own('command-result', 'Re: Your order 4711')];
  expect(outsideSubject(about, messages)).toBe('Your order 4711');
});
