import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/core/message/message.js';
import { anna, bot, day, hour, maria, minute, monday, tom } from '../cast.js';
import { saysWhy } from '../says-why.js';
import { mail, note, ownMail } from './history.js';
import { annaAsks, finalNotice, one, order, question } from './opening.js';

const told = { newText: 'We have changed the setting on our side.' };
const ask = annaAsks({ cc: [bot, tom], more: told });
const opening = [question, ask];

function reply(
  newText: string | undefined,
  at: number,
  id = 'reply@c',
  more: Partial<Message> = {},
  from = maria,
) {
  return mail({
    from,
    id,
    at,
    refs: ['ask@e'],
    more: { ...(newText !== undefined && { newText }), ...more },
  });
}

const said = monday + day;

describe('mere thanks (R11)', () => {
  test('in a silence close the conversation as resolved, and the agent is told', () => {
    const derived = one([...opening, reply('Thanks, works now!', said)], said + hour);
    expect(derived).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
      thanks: [{ message: { id: 'reply@c' }, kept: false, undone: false }],
      notices: [{ purpose: 'thanks', anchor: 'reply@c', to: [{ address: anna }] }],
    });
    expect(derived.next).toBeUndefined();
    expect(saysWhy(derived).join('\n')).toContain('Taken for mere thanks: the mail of maria@customer.test');
  });

  test('the text is asked for, and until it is read the mail is a normal answer', () => {
    const derived = one([...opening, reply(undefined, said)], said + hour);
    expect(derived).toMatchObject({
      status: 'awaiting-agent',
      needsText: ['reply@c maria@customer.test'],
      thanks: [],
    });
  });

  test.each([
    ['Thanks, but it still fails', {}, maria],
    ['OK, I will try tomorrow', {}, maria],
    ['', {}, maria],
    ['Thanks!', { attached: true }, maria],
    ['Thanks!', { forwarded: { from: { name: '', address: maria }, subject: '' } }, maria],
    ['Thanks!', {}, tom],
  ] as const)('%j is an answer that the team sees (%j, %s)', (text, more, from) => {
    const derived = one([...opening, reply(text, said, 'reply@c', more, from)], said + hour);
    expect(derived).toMatchObject({ status: 'awaiting-agent', thanks: [] });
  });

  test('after the close they do not reopen: who says thanks for the final notice was not silent', () => {
    const derived = one([...opening, finalNotice, reply('Thank you!', monday + 8 * day)], monday + 9 * day);
    expect(derived).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
      thanks: [{ kept: true }],
      notices: [{ purpose: 'thanks' }],
    });
  });

  test('after the close they reopen with on_thanks: reopen; in a silence they close all the same', () => {
    const late = [...opening, finalNotice, reply('Thank you!', monday + 8 * day)];
    expect(one(late, monday + 9 * day, { onThanks: 'reopen' })).toMatchObject({
      status: 'awaiting-agent',
      thanks: [],
      notices: [{ purpose: 'reopened' }],
    });
    const early = [...opening, reply('Thank you!', said)];
    expect(one(early, said + hour, { onThanks: 'reopen' })).toMatchObject({
      status: 'closed',
      outcome: 'resolved',
    });
  });

  test('a real answer after them reopens', () => {
    const more = reply('It fails again.', said + hour, 'again@c');
    expect(one([...opening, reply('Thanks!', said), more], said + day)).toMatchObject({
      status: 'awaiting-agent',
    });
  });

  test('they take no debt away: a question before them is still owed', () => {
    const open = reply('Which page?', said, 'which@c');
    expect(one([...opening, open, reply('Thanks!', said + minute)], said + hour)).toMatchObject({
      status: 'awaiting-agent',
      thanks: [],
    });
  });

  test.each([
    ['thanks in a silence', [...opening, reply('Thanks!', said)]],
    ['thanks after the close', [...opening, finalNotice, reply('Thanks!', monday + 8 * day)]],
  ])('one word undoes it: %s', (_name, facts) => {
    const at = monday + 9 * day;
    const undo = note({ type: 'command', anchor: 'reply@c', action: 'reopen', by: anna }, at);
    const derived = one([...facts, undo], at + hour);
    expect(derived).toMatchObject({ status: 'awaiting-agent', thanks: [{ undone: true }], notices: [] });
    expect(derived.next).toBeUndefined();
    const unsigned = note({ type: 'command', anchor: 'reply@c', action: 'reopen', by: anna }, at, false);
    expect(one([...facts, unsigned], at + hour).next).toBeUndefined();
  });

  test('the word may come as the answer to the notice', () => {
    const notice = ownMail('n1@e', said + hour, { anchor: 'reply@c', stage: 0, purpose: 'thanks' }, anna);
    const word = order('reopen', 'word@e', said + 2 * hour, { refs: ['n1@e'] });
    const derived = one([...opening, reply('Thanks!', said), notice, word], said + day);
    expect(derived).toMatchObject({ status: 'awaiting-agent', thanks: [{ undone: true }] });
    expect(derived.notices).toMatchObject([{ purpose: 'command-result', anchor: 'word@e' }]);
  });

  test('reopen after a later close takes up that silence, not the thanks', () => {
    const wait = note({ type: 'command', anchor: 'ask@e', action: 'wait', by: anna }, said + hour);
    const close = note({ type: 'command', anchor: 'ask@e', action: 'close', by: anna }, said + 2 * hour);
    const reopen = note({ type: 'command', anchor: 'ask@e', action: 'reopen', by: anna }, said + 3 * hour);
    expect(one([...opening, reply('Thanks!', said), wait, close, reopen], said + day)).toMatchObject({
      status: 'awaiting-customer',
      thanks: [{ undone: false }],
    });
  });

  test('an unwatched conversation is not closed by them', () => {
    const unwatched = [question, annaAsks({ cc: [], folder: 'sent' })];
    expect(one([...unwatched, reply('Thanks!', said)], said + hour)).toMatchObject({
      status: 'awaiting-agent',
      needsText: [],
    });
  });

  test('to a question only "it works" ends the matter: "Perfect, thanks" may be a yes', () => {
    const asking = { ...ask, newText: 'Shall we exchange it on Tuesday?' };
    const statusAfter = (text: string) => one([question, asking, reply(text, said)], said + hour).status;
    expect(statusAfter('Perfect, thanks!')).toBe('awaiting-agent');
    expect(statusAfter('Thanks, works now!')).toBe('closed');
  });

  test('of one of several leave open what the others owe', () => {
    const both = annaAsks({ to: [maria, tom], more: told });
    expect(one([question, both, reply('Thanks!', said)], said + hour).status).toBe('awaiting-agent');
  });

  test('the agent’s next mail about the matter starts a silence again', () => {
    const more = mail({
      from: anna,
      to: [maria],
      id: 'more@e',
      at: said + day,
      refs: ['reply@c'],
      more: { newText: 'The driver is attached, please install it.' },
    });
    expect(one([...opening, reply('Thank you!', said), more], said + 2 * day)).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1 },
    });
  });

  test('I6: an invented id of the team in a mail of thanks wipes no debt', () => {
    const open = reply('Which page?', said, 'which@c');
    const crossing = mail({
      from: anna,
      to: [maria],
      cc: [bot],
      id: 'cross@e',
      at: said + minute,
      refs: ['ask@e'],
      more: told,
    });
    const forged = mail({
      from: maria,
      id: 'forged@c',
      at: said + hour,
      refs: ['ask@e', 'invented@example.com'],
      more: { newText: 'Thanks, works now!' },
    });
    expect(one([...opening, open, crossing, forged], said + 2 * hour)).toMatchObject({
      status: 'awaiting-agent',
      thanks: [],
    });
  });

  test('a close by a person on top of them changes nothing for reopen: the customer did answer', () => {
    const again = reply('Thanks again!', said + hour, 'again@c');
    const close = note({ type: 'command', anchor: 'ask@e', action: 'close', by: anna }, said + 2 * hour);
    const undo = note({ type: 'command', anchor: 'ask@e', action: 'reopen', by: anna }, said + 3 * hour);
    const derived = one([...opening, reply('Thanks!', said), again, close, undo], said + day);
    expect(derived).toMatchObject({
      status: 'awaiting-agent',
      thanks: [{ undone: true }, { undone: true }],
      notices: [],
    });
    expect(derived.next).toBeUndefined();
  });
});
