import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attemptsOf } from '../../src/core/conversation/attempt.js';
import { derive } from '../../src/core/conversation/derive.js';
import type { Conversation } from '../../src/core/conversation/link.js';
import type { CommandAction, Note, NoteContent } from '../../src/core/conversation/note.js';
import { partition } from '../../src/core/conversation/partition.js';
import type { Derived } from '../../src/core/conversation/state.js';
import type { FollowUpStep } from '../../src/core/conversation/step.js';
import { worldOf } from '../../src/core/conversation/world.js';
import type { Message } from '../../src/core/message/message.js';
import type { Settings } from '../../src/core/settings.js';
import { anna, bot, day, hour, maria, minute, monday } from '../cast.js';
import { settings as base, copyIn, history, mail, note, sentFolder } from './arbitrary-history.js';
import { threadOf } from './play.js';

/**
 * R10: about one mail of an agent no stage goes twice, whatever is closed, reopened, waited for, thanked or taken back around it.
 * What went decides, not the state that it went in: that is another one once a command is taken back or an earlier mail turns up.
 */

const seed = Number(process.env.THRICE_SEED ?? 17);
const [policy] = base.policies;
/** No cap hides what the rule lets go. */
const settings: Settings = { ...base, policies: [{ ...policy!, maxPerConversation: 1000 }] };
const world = worldOf([], settings, monday - day);

const inbox = { folder: 'INBOX', role: 'inbox' } as const;
const orders = ['close', 'reopen', 'wait', 'wait', 'undo', 'undo', 'never', 'skip', 'send-now'] as const;
const fates = ['sent', 'sent', 'copy', 'failed', 'not-sent', 'unknown', 'unsigned'] as const;

/** What happens next. `late`: it bears a moment so long ago, in ms, for it turned up only now. */
const move = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom(...orders), signed: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('answers', 'thanks', 'junk'),
      late: fc.constantFrom(0, 0, hour, day, 5 * day),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('asks', 'asks', 'says-goodbye') }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('settle'), sent: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('pass'),
      hours: fc.constantFrom<number>(1, 5, 80, 200),
      fate: fc.constantFrom(...fates),
    }),
  },
);
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

interface Past {
  readonly facts: Message[];
  readonly notes: Note[];
  now: number;
}

function tell(past: Past, content: NoteContent, signed = true): void {
  const serial = past.notes.length;
  past.notes.push({ ...note(content, serial, past.now), signed });
}

function write(past: Past, from: string, newText: string, change: Partial<Message> = {}): void {
  const n = past.facts.length;
  const agent = from === anna;
  past.facts.push({
    ...mail({
      ...{ id: `m${n}@x`, from, to: [agent ? maria : anna], cc: [bot], at: past.now, kind: 'human' },
      copies: [copyIn(inbox, n)],
      ...(n > 0 && { references: ['m0@x'] }),
    }),
    newText,
    ...(agent && { auth: [{ host: 'mx.example.com', dmarc: true, spf: [], dkim: [] }] }),
    ...change,
  });
}

function conversationOf({ facts, notes }: Pick<Past, 'facts' | 'notes'>): Conversation {
  return partition(threadOf(facts, notes), settings).find(({ messages }) =>
    messages.some(({ id }) => id === facts[0]!.id),
  )!;
}

/** The stage that goes next and that nothing holds. */
function freeStage({ next }: Derived): FollowUpStep | null {
  return next?.action === 'follow-up' && !next.heldBy ? next : null;
}

/** Of the stages about the same mail that may have left, none is this one or a later one. */
function expectNew(step: FollowUpStep, { messages, notes }: Conversation): void {
  const left = attemptsOf(messages, notes).filter(
    ({ anchor, purpose, state }) =>
      anchor === step.anchor && purpose === 'follow-up' && state !== 'not-sent' && state !== 'drafted',
  );
  for (const { stage, last } of left)
    expect(last ? Number.POSITIVE_INFINITY : stage).toBeLessThan(step.stage);
}

function send(past: Past, step: FollowUpStep, fate: (typeof fates)[number]): void {
  const { anchor, stage, last, closes } = step;
  const id = `thrice.${past.notes.length}@example.com`;
  const what = { purpose: 'follow-up', anchor, stage, last, closes } as const;
  const signed = fate !== 'unsigned';
  tell(past, { type: 'claim', id, ...what, to: [maria] }, signed);
  if (fate === 'unknown') return;
  if (fate !== 'copy') {
    const result = fate === 'unsigned' ? 'sent' : fate;
    tell(past, { type: 'result', id, anchor, result, detail: '' }, signed);
    return;
  }
  past.facts.push({
    ...mail({
      ...{ id, from: bot, to: [maria], at: past.now, kind: 'own', references: [anchor] },
      copies: [copyIn(sentFolder, 1000 + past.facts.length)],
    }),
    own: { signed: true, ...what },
  });
}

/** Time passes, and what is due goes. */
function passTime(past: Past, { hours, fate }: Extract<Move, { does: 'pass' }>, gone: FollowUpStep[]): void {
  const until = past.now + hours * hour;
  for (;;) {
    const conversation = conversationOf(past);
    const step = freeStage(derive(conversation, settings, world, past.now));
    if (!step || Math.max(step.at, past.now) > until) break;
    expectNew(step, conversation);
    past.now = Math.max(step.at, past.now);
    send(past, step, fate);
    if (fate !== 'not-sent') gone.push(step);
    past.now += 30 * minute;
  }
  past.now = Math.max(past.now, until);
}

function happen(past: Past, one: Move, gone: FollowUpStep[]): void {
  past.now += minute;
  switch (one.does) {
    case 'pass':
      passTime(past, one as Extract<Move, { does: 'pass' }>, gone);
      return;
    case 'answers':
    case 'thanks':
    case 'junk': {
      const { late } = one as { readonly late: number };
      const copies = [
        copyIn(one.does === 'junk' ? { folder: 'Junk', role: 'junk' } : inbox, past.facts.length),
      ];
      const at = Math.max(monday + minute, past.now - late);
      write(past, maria, one.does === 'thanks' ? 'Thanks, works now!' : 'Which page?', { at, copies });
      return;
    }
    case 'asks':
      write(past, anna, 'Could you send us the missing page, please.');
      return;
    case 'says-goodbye':
      write(past, anna, 'Glad it works!');
      return;
    case 'settle': {
      const { sent } = one as { readonly sent: boolean };
      const { messages, notes } = conversationOf(past);
      const open = attemptsOf(messages, notes).find(({ state }) => state === 'claimed');
      if (!open) return;
      tell(past, { type: 'settle', id: open.id, anchor: open.anchor, result: sent ? 'sent' : 'not-sent' });
      return;
    }
    default:
      tell(
        past,
        { type: 'command', anchor: 'm0@x', action: one.does as CommandAction, by: anna },
        (one as { readonly signed: number }).signed > 0,
      );
  }
}

describe('about one mail of an agent no stage goes twice', () => {
  test('whatever people order, take back, write and find late', () => {
    let again = 0;
    const sent = fc.property(fc.array(move, { minLength: 4, maxLength: 24 }), (moves) => {
      const past: Past = { facts: [], notes: [], now: monday };
      write(past, anna, 'Could you send us the missing page, please.');
      const gone: FollowUpStep[] = [];
      for (const one of moves) happen(past, one, gone);
      happen(past, { does: 'pass', hours: 1000, fate: 'sent' }, gone);
      if (gone.filter(({ stage }) => stage === 1).length > 1) again += 1;
    });
    fc.assert(sent, { numRuns: 100, seed });
    // A new mail of the agent begins anew.
    expect(again).toBeGreaterThan(5);
  });

  test('whatever is told of sendings, also what Thrice would not have sent', () => {
    const action = fc.constantFrom(...orders);
    const command = fc.record({ action, at: fc.nat(20 * 24 * 60), about: fc.nat(9), signed: fc.nat(9) });
    let free = 0;
    fc.assert(
      fc.property(history, fc.array(command, { maxLength: 20 }), fc.nat(9), (all, given, later) => {
        const ordered = given.map(({ action, at, about, signed }, i): Note => {
          const anchor = all.facts[about % all.facts.length]!.id;
          const content = { type: 'command', anchor, action, by: anna } as const;
          return { ...note(content, 200 + i, monday + at * minute), signed: signed > 0 };
        });
        const conversation = conversationOf({ facts: [...all.facts], notes: [...all.notes, ...ordered] });
        const step = freeStage(derive(conversation, settings, world, all.end + later * day));
        if (!step) return;
        free += 1;
        expectNew(step, conversation);
      }),
      { numRuns: 500, seed },
    );
    expect(free).toBeGreaterThan(25);
  });
});
