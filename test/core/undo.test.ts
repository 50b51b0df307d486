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
        const copy = copyOf(fold);
        expect(copy).toEqual(fold);
        taken(fold, place);
        expect(copy).toEqual(taken(emptyFold(), 0, place));
        expect(taken(copy, place)).toEqual(fold);
      }),
    );
    const empty = emptyFold();
    const shared = Object.entries(copyOf(empty)).filter(
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

  /** How often the events are looked at, which is what it costs. */
  function looks(pattern: readonly CommandAction[], length: number): number {
    const list = Array.from({ length }, (_, i): Note => {
      const [action, at] = [pattern[i % pattern.length]!, monday + (i + 1) * 1000];
      const until = action === 'snooze' && { until: monday + 9 * day + i };
      return note({ type: 'command', anchor: first.id, action, by: 'a person', ...until }, 100 + i, at);
    });
    const { events, context } = told(conversationOf({ facts: [first], notes: [], end: monday }, list));
    let times = 0;
    const counted = events.map((event): Event => {
      const { type } = event;
      const get = () => {
        times += 1;
        return type;
      };
      return Object.defineProperty({ ...event }, 'type', { get, enumerable: true });
    });
    const { effects } = foldEvents(counted, emptyFold(), context);
    expect(effects.filter(({ undone }) => undone)).toHaveLength(length / pattern.length);
    return times;
  }

  test.each([
    [['close', 'undo']],
    [['snooze', 'undo']],
    [['close', 'reopen', 'snooze', 'wait', 'undo']],
  ] as const)('%j over and over: twice as long, twice as much to do', (pattern) => {
    const [once, twice] = [looks(pattern, 400), looks(pattern, 800)];
    expect(twice / once).toBeGreaterThan(1.8);
    expect(twice / once).toBeLessThan(2.2);
  });
});
