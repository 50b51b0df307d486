import { describe, expect, test } from 'vitest';
import { subjectKeys } from '../../src/core/conversation/last-resort.js';
import { partition } from '../../src/core/conversation/partition.js';
import type { Message } from '../../src/core/message/message.js';
import { anna, ben, bot, day, hour, maria, minute, monday, tom } from '../cast.js';
import { mail, settings } from './history.js';

/** Whether the second mail finds the first, of the subject "Printer", by the last resort (R3). */
function joins(one: Message, ...others: Message[]): boolean {
  return partition({ messages: [one, ...others], notes: [] }, settings()).length === 1;
}

const question = mail({ from: anna, to: [maria], id: 'q@x', at: monday, more: { subject: 'Printer' } });
const from = (address: string, subject: string, more: Partial<Message> = {}, at = monday + day): Message =>
  mail({ from: address, id: 'r@y', at, more: { subject, ...more } });

describe('R3: the subject as the last resort', () => {
  test.each<[string, boolean, Message]>([
    ['a reply without ids', true, from(maria, 'AW: Printer')],
    ['of another customer', false, from(tom, 'AW: Printer')],
    ['another subject', false, from(maria, 'AW: Printers')],
    ['no reply prefix', false, from(maria, 'Printer')],
    ['only a prefix', false, from(maria, 'AW:')],
    ['an unseen id', false, from(maria, 'AW: Printer', { inReplyTo: ['ghost@x'] })],
    [
      'an id that only a sending service gives',
      true,
      from(maria, 'AW: Printer', { inReplyTo: ['0102-0@eu-west-1.amazonses.com'] }),
    ],
    ['60 days later', true, from(maria, 'AW: Printer', {}, monday + 60 * day)],
    ['61 days later', false, from(maria, 'AW: Printer', {}, monday + 61 * day)],
    ['before the mail', false, from(maria, 'AW: Printer', {}, monday - hour)],
    ['an automatic reply', true, from(maria, 'Automatic reply: Printer', { kind: 'auto-reply' })],
    [
      'an automatic reply to a reply',
      true,
      from(maria, 'Automatic reply: Re: Printer', { kind: 'auto-reply' }),
    ],
    ['an automatic reply without the subject', false, from(maria, 'Automatic reply', { kind: 'auto-reply' })],
    ['a person with such a subject', false, from(maria, 'Automatic reply: Printer')],
    ['a bounce', false, from(maria, 'Re: Printer', { kind: 'bounce' })],
  ])('%s: %s', (_, expected, reply) => {
    expect(joins(question, reply)).toBe(expected);
  });

  test('a Sent copy may be stored a little after the machine answered, a delivered mail may not', () => {
    const auto = from(maria, 'Automatic reply: Printer', { kind: 'auto-reply' }, monday - 2 * minute);
    expect(joins({ ...question, stored: true }, auto)).toBe(true);
    expect(joins(question, auto)).toBe(false);
    expect(joins({ ...question, stored: true }, { ...auto, at: monday - 20 * minute })).toBe(false);
  });

  test('it is the latest of several; two such replies of one writer do not join by themselves', () => {
    const old = mail({
      from: anna,
      to: [maria],
      id: 'old@x',
      at: monday - 20 * day,
      more: { subject: 'Printer' },
    });
    const groups = partition(
      { messages: [old, question, from(maria, 'Re: Printer')], notes: [] },
      settings(),
    );
    expect(groups.map((one) => one.messages.map((m) => m.id))).toEqual([['old@x'], ['q@x', 'r@y']]);
    const second = { ...from(maria, 'Re: Printer'), id: 's@y', key: `s@y ${maria}`, at: monday + 2 * day };
    expect(joins(from(maria, 'Re: Printer'), second)).toBe(false);
    const colleague = { ...second, from: { name: '', address: anna }, to: [{ name: '', address: maria }] };
    expect(joins(from(maria, 'Re: Printer'), colleague)).toBe(true);
  });

  test('an agent’s forward: the customer in it, its own subject, and ids that lead nowhere', () => {
    const forwarded = { from: { name: '', address: maria }, subject: 'Re: Printer', ids: ['ghost@x'] };
    const verified = [{ host: 'mx.example.com', dmarc: true, spf: [], dkim: [] }];
    const passed = (more: Partial<Message> = {}) =>
      from(ben, 'Fwd: he wrote to me alone', {
        to: [{ name: '', address: bot }],
        forwarded,
        auth: verified,
        ...more,
      });
    expect(joins(question, passed())).toBe(true);
    expect(joins(question, passed({ forwarded: { ...forwarded, from: { name: '', address: tom } } }))).toBe(
      false,
    );
    expect(joins(question, passed({ auth: [] }))).toBe(false);
    const elsewhere = mail({ from: maria, id: 'ghost@x', at: monday, more: { subject: 'Door' } });
    const groups = partition({ messages: [question, elsewhere, passed()], notes: [] }, settings());
    expect(groups.map((one) => one.messages.map((m) => m.id))).toContainEqual(['ghost@x', 'r@y']);
  });

  test('the keys of the index: the customer of each mail, the machine’s prefix away', () => {
    const isTeam = (address: string) => address.endsWith('@example.com');
    const auto = from(maria, 'Automatic reply: Re: Printer', { kind: 'auto-reply' });
    expect([...subjectKeys([auto], isTeam)]).toEqual([...subjectKeys([question], isTeam)]);
    expect([...subjectKeys([question], isTeam)]).toEqual([`printer ${maria}`]);
  });
});
