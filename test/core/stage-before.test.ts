import { describe, expect, test } from 'vitest';
import type { CommandAction, Note } from '../../src/core/conversation/note.js';
import type { Message } from '../../src/core/message/message.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { saysWhy } from '../says-why.js';
import { mail, note, ownMail } from './history.js';
import { annaAsks, one, opening } from './opening.js';

/** R10, told in single histories: which stage comes next about a mail about which some have gone. */

const command = (action: CommandAction, at: number): Note =>
  note({ type: 'command', anchor: 'ask@e', action, by: anna, ...(action === 'skip' && { stage: 3 }) }, at);
const went = (stage: number, at: number, anchor = 'ask@e'): Message =>
  ownMail(`f${stage}.${anchor}`, at, { anchor, stage, last: stage === 3, closes: stage === 3 });
const says = (text: string, at: number): Message =>
  mail({ from: maria, to: [anna], cc: [bot], id: `said@c`, at, refs: ['ask@e'], more: { newText: text } });

const soon = monday + hour;
const first = went(1, monday + 2 * day);
const three = [first, went(2, monday + 4 * day), went(3, monday + 7 * day)];
const later = monday + 9 * day;

describe('went after a command that was taken back since, or before a mail that turned up late', () => {
  const close = [command('close', soon), command('wait', soon + minute)];
  const undone = [command('undo', later), command('reopen', later + hour)];
  const thanks = says('Thanks, works now!', soon);
  const asks = says('Which page?', soon);
  const informs = [opening[0]!, { ...annaAsks(), newText: 'We have changed the setting.' }];
  const waits = [command('wait', soon + minute), command('undo', later), command('wait', later + hour)];
  const table: [string, readonly (Message | Note)[], readonly Message[]][] = [
    ['close, wait, it goes, undo, reopen', [...close, ...undone], opening],
    [
      'close, wait, it goes, undo, wait',
      [...close, command('undo', later), command('wait', later + 1)],
      opening,
    ],
    ['thanks, wait, it goes, undo, wait', [thanks, ...waits], informs],
    ['a question, wait, it goes, undo, wait', [asks, ...waits], opening],
    ['it goes, thanks turn up, wait', [thanks, command('wait', later + hour)], informs],
    ['it goes, a question turns up, wait', [asks, command('wait', later + hour)], opening],
  ];

  test.each(table)('%s: the first, and the second comes next', (_what, facts, begun) => {
    const derived = one([...begun, ...facts, first], later + day);
    expect(derived).toMatchObject({ status: 'awaiting-customer', stagesSent: 1, next: { stage: 2 } });
    expect(derived.next!.at).toBeGreaterThan(later + day);
  });

  test.each(table)('%s: all three, and nothing more about this mail', (_what, facts, begun) => {
    expect(one([...begun, ...facts, ...three], later + day).next).toBeUndefined();
    const again = annaAsks({ id: 'again@e', at: later + 2 * day, refs: ['ask@e'] });
    expect(one([...begun, ...facts, ...three, again], later + 3 * day).next).toMatchObject({
      ...{ stage: 1, anchor: 'again@e' },
    });
  });
});

describe('the final notice went', () => {
  const told = [...opening, ...three];
  const again = annaAsks({ id: 'again@e', at: later + 2 * day, refs: ['ask@e'] });

  test.each<[string, CommandAction[]]>([
    ['wait', ['wait']],
    ['reopen, wait', ['reopen', 'wait']],
    ['reopen, close, wait', ['reopen', 'close', 'wait']],
    ['reopen, close, reopen, wait', ['reopen', 'close', 'reopen', 'wait']],
  ])('%s: nothing more, until the agent writes again', (_what, actions) => {
    const ordered = actions.map((action, i) => command(action, later + i * minute));
    const derived = one([...told, ...ordered], later + day);
    expect(derived).toMatchObject({ status: 'awaiting-customer', stagesSent: 3 });
    expect(derived.next).toBeUndefined();
    const next = one([...told, ...ordered, again], later + 3 * day).next;
    expect(next).toMatchObject({ stage: 1, anchor: 'again@e' });
  });

  test('or its stage was left out by an agent', () => {
    const left = [...opening, first, went(2, monday + 4 * day), command('skip', monday + 5 * day)];
    const ordered = (['close', 'reopen', 'wait'] as const).map((action, i) =>
      command(action, later + i * minute),
    );
    expect(one([...left, ...ordered], later + day).next).toBeUndefined();
  });
});

describe('the customer answered it, and the agent says wait', () => {
  const at = monday + 14 * day;
  const waits = [says('I shall look next week.', at - hour), command('wait', at)];

  test('what went about this mail is left out, and the others come when they would have come', () => {
    expect(one([...opening, ...waits], at + hour).next).toMatchObject({ stage: 1, at: at + 2 * day });
    expect(one([...opening, first, ...waits], at + hour).next).toMatchObject({ stage: 2, at: at + 4 * day });
  });

  test('after the final notice nothing comes, and it says why', () => {
    const derived = one([...opening, ...three, ...waits], at + hour);
    expect(derived.next).toBeUndefined();
    expect(saysWhy(derived).join('\n')).toContain('used up');
  });

  test('an own mail of the agent has stages of its own', () => {
    const nudge = annaAsks({ id: 'nudge@e', at: at + hour, refs: ['ask@e'] });
    expect(one([...opening, ...three, ...waits, nudge], at + day).next).toMatchObject({ stage: 1 });
    // What went since the customer answered counts for it: to the customer it is one silence (I5).
    const since = went(1, at + 2 * day);
    const late = annaAsks({ id: 'late@e', at: at + 3 * day, refs: ['ask@e'] });
    expect(one([...opening, ...waits, since, late], at + 3 * day).next).toMatchObject({ stage: 2 });
  });
});
