import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/conversation/note.js';
import type { Message } from '../../src/core/message/message.js';
import { orderKey } from '../../src/core/order/order.js';
import { anna, ben, bot, day, hour, maria, minute, monday } from '../cast.js';
import { claimNote, resultNote } from './attempt.js';
import { mail, note } from './history.js';
import { one, opening, order, told, toldOf } from './opening.js';

/** What came to nothing was told to whoever ordered it: an `undo` of another command does not bring it to life. */

const at = monday + 2 * hour;
const orders = (texts: readonly string[], from = anna): Message[] =>
  texts.map((text, i) => order(text, `${from}-${i}`, at + i * minute, { from }));

describe('an order that came to nothing', () => {
  const question = mail({
    ...{ from: maria, to: [anna], cc: [bot], id: 'which@c', at: monday + 90 * minute, refs: ['ask@e'] },
  });

  test.each<[string, string[], string, string, Message[]]>([
    ['send now, of what was closed', ['close'], 'send now', 'no-silence', []],
    ['send now, where nothing may go', ['never'], 'send now', 'no-silence', []],
    ['snooze, of what was closed', ['close'], 'snooze 20d', 'no-silence', [question]],
    ['skip, while the customer waits', ['snooze 3d'], 'skip', 'owed', [question]],
    ['reopen, of what was opened', ['close', 'wait'], 'reopen', 'nothing-to-do', []],
    ['the same once more', ['never'], 'never', 'nothing-to-do', []],
  ])('%s', (_what, before, text, verdict, more) => {
    const facts = [...opening, told, ...more, ...orders(before)];
    const refused = order(text, 'ben@e', at + hour, { from: ben });
    const undo = order('undo', 'undo@e', at + 2 * hour);
    const came = { order: orderKey('ben@e', 1), verdict };
    expect(one([...facts, refused], at + day).effects.at(-1)).toMatchObject(came);
    const derived = one([...facts, refused, undo], at + day);
    const without = one([...facts, undo], at + day);
    expect(derived.effects.at(-2)).toMatchObject(came);
    expect(derived.effects.at(-2)).not.toHaveProperty('undone');
    expect(derived.effects.at(-1)).toMatchObject({ action: 'undo', verdict: 'done' });
    for (const name of ['status', 'outcome', 'snoozedUntil', 'next', 'owedSince'] as const)
      expect(derived[name]).toEqual(without[name]);
  });

  test('a skip of what has gone: whoever says it once more still means the stage behind it', () => {
    const sent = [claimNote('f1@e', at + hour), resultNote('f1@e', at + 4 * hour, 'sent')];
    const skips = [order('skip', 'a@e', at + 2 * hour), order('skip', 'b@e', at + 3 * hour)];
    const facts = [
      ...opening,
      told,
      order('snooze off\nwait', 'first@e', at),
      toldOf('first@e', at),
      ...sent,
    ];
    const verdicts = [
      { action: 'skip', verdict: 'stage-gone', stage: 1 },
      { action: 'skip', verdict: 'done', stage: 2 },
    ];
    const now = at + 6 * hour;
    expect(one([...facts, ...skips], now).effects.slice(-2)).toMatchObject(verdicts);
    const undo = order('undo', 'undo@e', at + 5 * hour, { refs: ['did@e'] });
    const derived = one([...facts, ...skips, undo], now);
    expect(derived.effects.slice(-3)).toMatchObject([...verdicts, { action: 'undo', undid: ['wait'] }]);
    expect(derived.next).toMatchObject({ stage: 3 });
  });

  test('I7: an unsigned one makes quieter all the same', () => {
    const close = note({ type: 'command', anchor: 'ask@e', action: 'close', by: anna }, at + hour, false);
    const facts = [...opening, told, order('snooze 3d', 'a@e', at), close];
    const derived = one([...facts, order('undo', 'undo@e', at + 2 * hour)], at + day);
    expect(derived).toMatchObject({ status: 'closed', closedWhy: { kind: 'closed-by-unsigned-note' } });
  });
});

test('what came to nothing comes to the same nothing, whatever is ordered later', () => {
  const texts = ['close', 'reopen', 'wait', 'snooze 3d', 'snooze off', 'never', 'send now', 'skip'];
  const said = fc.array(
    fc.record({
      text: fc.oneof(fc.constantFrom(...texts), fc.constant('undo')),
      from: fc.constantFrom(anna, ben),
      signed: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
    }),
    { minLength: 3, maxLength: 14 },
  );
  let kept = 0;
  fc.assert(
    fc.property(said, fc.integer({ min: 1, max: 13 }), (list, cut) => {
      const facts: (Message | Note)[] = list.map(({ text, from, signed }, i) =>
        signed
          ? order(text, `do-${i}@e`, at + i * hour, { from })
          : note({ type: 'command', anchor: 'ask@e', action: 'close', by: from }, at + i * hour, false),
      );
      const sent = [claimNote('f1@e', at + 90 * minute), resultNote('f1@e', at + 200 * minute, 'sent')];
      const effectsOf = (many: readonly (Message | Note)[]) =>
        one([...opening, told, ...sent, ...many], at + day).effects;
      const nothing = effectsOf(facts.slice(0, cut)).filter(({ verdict }) => verdict !== 'done');
      const all = effectsOf(facts);
      for (const effect of nothing) expect(all).toContainEqual(effect);
      kept += nothing.length;
    }),
    { numRuns: 150 },
  );
  expect(kept).toBeGreaterThan(150);
});
