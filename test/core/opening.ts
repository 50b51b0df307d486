import { expect } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import type { Derived } from '../../src/core/conversation/state.js';
import type { Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, monday } from '../cast.js';
import { type MailOptions, mail, ownMail, play, settings } from './history.js';

/** The matter that most histories tell of: Maria asks, an hour later Anna answers with the bot in Cc: no blind silence. */

export const question = mail({ from: maria, id: 'question@c', at: monday - hour });

/** Anna's answer on Monday at 10:00, with what the options change. */
export function annaAsks(change: Partial<MailOptions> = {}): Message {
  return mail({
    ...{ from: anna, to: [maria], cc: [bot], id: 'ask@e', at: monday, refs: ['question@c'] },
    ...change,
  });
}

export const ask = annaAsks();
/** She writes to Maria first: a blind silence (R5). */
export const unasked = annaAsks({ refs: [] });
export const opening = [question, ask];

/** The third follow-up of that silence, which said goodbye, as it lies in Sent. */
export const finalNotice = ownMail('f3@e', monday + 6 * day, {
  ...{ anchor: 'ask@e', stage: 3, last: true, closes: true },
});

/** Thrice told Anna of something an hour after her answer; what it was does not matter to the words of her answer. */
export const told = ownMail(
  'told@e',
  monday + hour,
  { purpose: 'answered', anchor: 'question@c', stage: 0 },
  anna,
);

/** Anna answers what Thrice told her. */
export function order(text: string, id: string, at: number, change: Partial<MailOptions> = {}): Message {
  return mail({ from: anna, id, at, refs: ['told@e'], more: { newText: text }, ...change });
}

/** What came of Anna's mail with the id `order`, told to her. */
export function toldOf(order: string, at: number): Message {
  return ownMail('did@e', at, { purpose: 'command-result', anchor: order, stage: 0 }, anna);
}

/** The one conversation of a history. */
export function one(
  facts: readonly (Message | Note)[],
  now = monday + hour,
  change: Partial<Settings> = {},
  global: readonly Note[] = [],
): Derived {
  const all = play({ facts, now, settings: settings(change), global });
  expect(all).toHaveLength(1);
  return all[0]!;
}
