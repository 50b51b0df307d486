import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import type { Message } from '../../src/core/message/message.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { claimNote } from './attempt.js';
import { mail, note } from './history.js';
import { one, opening } from './opening.js';

/** Maria answers to the mailbox alone, so Anna would be told of it (R5): when that is still news, and once. */

const marias = (id: string, at: number): Message => mail({ from: maria, id, at, refs: ['ask@e'] });
const annas = (at: number, refs: readonly string[] = []): Message =>
  mail({ from: anna, to: [maria], cc: [bot], id: 'again@e', at, refs: ['ask@e', ...refs] });
const command = (action: 'close' | 'wait' | 'reopen' | 'undo', at: number): Note =>
  note({ type: 'command', anchor: 'ask@e', action, by: anna }, at);
const toldBy = (purpose: 'answered' | 'reopened', anchor: string, at: number): Note =>
  claimNote(`thrice.${purpose}@example.com`, at, { purpose, anchor, stage: 0, to: [anna] });

const told = (facts: readonly (Message | Note)[], now = monday + day): string[] =>
  one([...opening, ...facts], now).notices.flatMap((step) =>
    step.action === 'notice'
      ? [`${step.purpose} ${step.anchor}${step.settled ? `, ${step.settled}` : ''}`]
      : [],
  );

const answer = marias('c1', monday + hour);

describe('a customer’s answer that did not reach the agent is told of', () => {
  test('while it is owed, a closed conversation by another name', () => {
    expect(told([answer])).toEqual(['answered c1']);
    expect(told([command('close', monday + minute), answer])).toEqual(['reopened c1']);
  });

  test('as settled, where an order was given since: whoever gave it has perhaps not read it', () => {
    const orders: readonly (readonly (Message | Note)[])[] = [
      [answer, command('close', monday + 2 * hour)],
      [answer, command('wait', monday + 2 * hour)],
      [command('close', monday + minute), answer, command('close', monday + 2 * hour)],
    ];
    for (const facts of orders) {
      const now = facts.some((fact) => 'action' in fact && fact.action === 'wait') ? 'waiting' : 'closed';
      expect(told(facts)).toEqual([`answered c1, ${now}`]);
      expect(told([...facts].reverse())).toEqual([`answered c1, ${now}`]);
      expect(told([...facts, toldBy('answered', 'c1', monday + 3 * hour)])).toEqual([]);
    }
  });

  test('not once it was answered, whatever was read first', () => {
    const settled: readonly (readonly (Message | Note)[])[] = [
      [answer, annas(monday + 2 * hour, ['c1'])],
      [answer, annas(monday + 2 * hour)],
    ];
    for (const facts of settled) {
      expect(told(facts)).toEqual([]);
      expect(told([...facts].reverse())).toEqual([]);
    }
  });

  test('of several those that are still owed', () => {
    const later = marias('c2', monday + 3 * hour);
    expect(told([answer, annas(monday + 2 * hour, ['c1']), later])).toEqual(['answered c2']);
    // Written within the same minutes: the agent had not read it (R2).
    const crossing = marias('c2', monday + 2 * hour - minute);
    expect(told([answer, crossing, annas(monday + 2 * hour, ['c1'])])).toEqual(['answered c2']);
    expect(told([answer, later])).toEqual(['answered c1', 'answered c2']);
  });

  test('when the close that dismissed it is taken back', () => {
    const closed = [answer, command('close', monday + 2 * hour)];
    expect(told([...closed, command('undo', monday + 3 * hour)])).toEqual(['answered c1']);
  });

  test('once, also when the close before it is taken back or turns up late', () => {
    const closed = command('close', monday + minute);
    const undone = command('undo', monday + 3 * hour);
    const reopened = toldBy('reopened', 'c1', monday + 2 * hour);
    expect(told([closed, answer, reopened])).toEqual([]);
    expect(told([closed, answer, reopened, undone])).toEqual([]);
    expect(told([closed, answer, toldBy('answered', 'c1', monday + 2 * hour)])).toEqual([]);
    expect(told([closed, answer, toldBy('answered', 'question@c', monday + 2 * hour)])).toEqual([
      'reopened c1',
    ]);
  });
});
