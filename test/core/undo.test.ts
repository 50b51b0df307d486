import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressedMails } from '../../src/core/conversation/addressed.js';
import { attemptsOf } from '../../src/core/conversation/attempt.js';
import { eventsOf } from '../../src/core/conversation/events.js';
import { take } from '../../src/core/conversation/fold.js';
import { copyOf } from '../../src/core/conversation/fold-copy.js';
import { type Event, emptyFold, type FoldContext } from '../../src/core/conversation/fold-state.js';
import type { Conversation } from '../../src/core/conversation/link.js';
import type { CommandAction, Note } from '../../src/core/conversation/note.js';
import { partition } from '../../src/core/conversation/partition.js';
import { dueAt } from '../../src/core/conversation/policy.js';
import { rolesOf } from '../../src/core/conversation/role.js';
import { no } from '../../src/core/conversation/start.js';
import { foldEvents } from '../../src/core/conversation/undo.js';
import { worldOf } from '../../src/core/conversation/world.js';
import { orderKey } from '../../src/core/order/order.js';
import { anna, bot, day, maria, minute, monday } from '../cast.js';
import { copyIn, type History, history, mail, note, sentFolder, settings } from './arbitrary-history.js';
import { threadOf } from './play.js';
import { foldPlainly } from './undo-reference.js';

/** Events of a conversation, and what they are taken with, as `derive` puts them together. */
function told(conversation: Conversation): { events: Event[]; context: FoldContext } {
  const { messages, notes } = conversation;
  const world = worldOf([], settings, monday - day);
  const policy = settings.policies[0]!;
  const happened = {
    ...conversation,
    roles: rolesOf(messages, settings),
    attempts: attemptsOf(messages, notes),
    hasCustomers: true,
  };
  return {
    events: eventsOf(happened, settings, emptyFold()),
    context: {
      settings,
      world,
      stages: policy.followUps.length,
      seenIds: new Set(messages.map(({ id }) => id)),
      addressed: new Map(
        addressedMails(messages, happened.roles, settings).map((one) => [one.message.key, one.orders]),
      ),
      dueAt: (silence, stage) => dueAt(silence, stage, policy, settings, world),
    },
  };
}

const actions: readonly CommandAction[] = ['close', 'reopen', 'snooze', 'wait', 'never', 'skip', 'send-now'];

/** A command of one of a few mails of an agent, or of the command line; every other one is an `undo`. */
const command = fc.record({
  action: fc.oneof(fc.constantFrom(...actions), fc.constant('undo' as const)),
  /** Which mail ordered it, or whose outcome it answers; null: none. */
  mail: fc.option(fc.nat(4), { nil: null }),
  about: fc.nat(5),
  at: fc.nat(10 * 24 * 60).map((minutes) => monday + minutes * minute),
  days: fc.integer({ min: -1, max: 9 }),
  signed: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
});

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const commands = fc.array(command, { minLength: 8, maxLength: 60 });

function notesOf({ facts }: History, list: readonly Command[]): Note[] {
  return list.map(({ action, mail, about, at, days, signed }, i): Note => {
    const ordered = mail !== null &&
      action !== 'undo' && { order: orderKey(`order${mail}@example.com`, i), since: at };
    const answers = mail !== null && action === 'undo' && { undoes: `order${mail}@example.com` };
    const until = action === 'snooze' && { until: at + days * day };
    const content = {
      type: 'command',
      anchor: facts[about % facts.length]!.id,
      action,
      by: 'a person',
    } as const;
    return { ...note({ ...content, ...ordered, ...answers, ...until }, 100 + i, at), signed };
  });
}

/** The conversation in which the history begins. */
function conversationOf(given: History, notes: readonly Note[]): Conversation {
  const all = partition(threadOf(given.facts, [...given.notes, ...notes]), settings);
  return all.find(({ messages }) => messages.some(({ id }) => id === given.facts[0]!.id))!;
}

describe('undo', () => {
  test('folding on from a copy is as folding everything anew', () => {
    let undone = 0;
    fc.assert(
      fc.property(history, commands, (given, list) => {
        const { events, context } = told(conversationOf(given, notesOf(given, list)));
        const fold = foldEvents(events, emptyFold(), context);
        expect(fold).toEqual(foldPlainly(events, context));
        undone += fold.effects.filter((effect) => effect.undone).length;
      }),
      { numRuns: 150 },
    );
    expect(undone).toBeGreaterThan(100);
  });

  test('a copy of the state shares nothing with it that changes', () => {
    fc.assert(
      fc.property(history, commands, fc.nat(100), (given, list, cut) => {
        const { events, context } = told(conversationOf(given, notesOf(given, list)));
        const place = Math.min(cut, events.length);
        const taken = (fold = emptyFold(), from = 0, to = events.length) => {
          for (const event of events.slice(from, to)) take(fold, event, context);
          return fold;
        };
        const fold = taken(emptyFold(), 0, place);
        const copy = copyOf(fold, emptyFold());
        expect(copy).toEqual(fold);
        taken(fold, place);
        expect(copy).toEqual(taken(emptyFold(), 0, place));
        expect(taken(copy, place)).toEqual(fold);
      }),
    );
    const empty = emptyFold();
    const shared = Object.entries(copyOf(empty, emptyFold())).filter(
      ([name, value]) =>
        typeof value === 'object' && value !== null && value === empty[name as keyof typeof empty],
    );
    expect(shared).toEqual([]);
  });
});

describe('a long list of commands', () => {
  const first = mail({
    ...{ id: 'm0@example.com', from: anna, to: [maria], cc: [bot], at: monday, kind: 'human' as const },
    copies: [copyIn(sentFolder, 1)],
  });

  function listed(actions: readonly CommandAction[]): ReturnType<typeof told> {
    const list = actions.map((action, i): Note => {
      const at = monday + (i + 1) * 1000;
      const until = action === 'snooze' && { until: monday + 9 * day + i };
      return note({ type: 'command', anchor: first.id, action, by: 'a person', ...until }, 100 + i, at);
    });
    return told(conversationOf({ facts: [first], notes: [], end: monday }, list));
  }

  /** What it costs: how often the events are looked at, and how many things are copied with them. */
  function costOf(actions: readonly CommandAction[]): number {
    const { events, context } = listed(actions);
    let times = 0;
    const counted = events.map((event): Event => {
      const { type } = event;
      const get = () => {
        times += 1;
        return type;
      };
      return Object.defineProperty({ ...event }, 'type', { get, enumerable: true });
    });
    // A long conversation besides: its lists and sets are copied as well.
    const begun = emptyFold();
    for (const i of actions.keys()) {
      begun.ours.add(`${i}`);
      begun.starts.set(`${i}`, no('answers-a-notice'));
    }
    const { made, result } = countingCopies(() => foldEvents(counted, begun, context));
    expect(result.effects.filter(({ undone }) => undone)).toHaveLength(
      actions.filter((action) => action === 'undo').length,
    );
    return times + made;
  }

  const repeated = (pattern: readonly CommandAction[], length: number): CommandAction[] =>
    Array.from({ length }, (_, i) => pattern[i % pattern.length]!);

  const undos = (length: number) => repeated(['undo'], length);

  test('going far back, past copies that were given up, is as folding everything anew', () => {
    const { events, context } = listed([
      ...repeated(['close', 'reopen', 'snooze', 'wait', 'skip'], 1100),
      ...undos(80),
      ...repeated(['close', 'undo', 'undo', 'snooze', 'skip'], 20),
    ]);
    expect(foldEvents(events, emptyFold(), context)).toEqual(foldPlainly(events, context));
  });

  test.each<[string, (length: number) => CommandAction[]]>([
    ['close, undo over and over', (length) => repeated(['close', 'undo'], length)],
    ['snooze, undo over and over', (length) => repeated(['snooze', 'undo'], length)],
    ['an undo now and then', (length) => repeated(['close', 'reopen', 'snooze', 'wait', 'undo'], length)],
    ['one at the end', (length) => [...repeated(['close', 'reopen'], length), 'undo']],
    ['many at the end', (length) => [...repeated(['close', 'reopen'], length / 2), ...undos(length / 2)]],
    [
      'many, with as many between that came to nothing',
      (length) => [...repeated(['close', 'skip', 'send-now', 'reopen'], length / 2), ...undos(length / 4)],
    ],
    [
      'and back again and again',
      (length) => repeated([...repeated(['close', 'reopen'], 50), ...undos(50)], length),
    ],
  ])('%s: twice as long, hardly more than twice as much to do', (_what, actions) => {
    const [once, twice] = [costOf(actions(800)), costOf(actions(1600))];
    expect(twice / once).toBeGreaterThan(1.8);
    // Going back step by step costs a little more; what grows with the square would be 4.
    expect(twice / once).toBeLessThan(2.7);
  });
});

/** Runs it; `made`: how many things were copied out of lists, sets and maps. */
function countingCopies<T>(run: () => T): { made: number; result: T } {
  let made = 0;
  const kinds = [Array.prototype, Set.prototype, Map.prototype] as readonly Iterable<unknown>[];
  const put = (kind: object, value: unknown) =>
    Object.defineProperty(kind, Symbol.iterator, { value, configurable: true, writable: true });
  const before = kinds.map((kind) => kind[Symbol.iterator]);
  for (const [i, kind] of kinds.entries())
    put(kind, function (this: { length?: number; size?: number } & Iterable<unknown>) {
      made += this.length ?? this.size ?? 0;
      return before[i]!.call(this);
    });
  try {
    const result = run();
    return { result, made };
  } finally {
    for (let i = 0; i < kinds.length; i++) put(kinds[i]!, before[i]);
  }
}
