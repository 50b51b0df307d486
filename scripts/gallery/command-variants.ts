import type { Sample } from '../../src/cli/sample-words.js';
import type { CommandAction } from '../../src/core/conversation/note.js';
import type { CommandLineInput, LineVerdict } from '../../src/templates/command-line-view.js';
import { buildCommandResultView } from '../../src/templates/command-view.js';
import type { NextInput, NowInput } from '../../src/templates/state-view.js';
import type { Variant } from './variants.js';

const day = 24 * 3_600_000;

const stages = [
  { stage: 1, what: 'follow-up' },
  { stage: 2, what: 'inside' },
  { stage: 3, what: 'final-notice' },
] as const;

/** What comes of each action; the types see to it that none is left out. */
const done: { readonly [action in CommandAction]: readonly Partial<CommandLineInput>[] } = {
  close: [{ text: 'close 1' }, { text: 'close 2', undone: true }],
  reopen: [{ text: 'reopen' }],
  wait: [{ text: 'wait' }],
  snooze: [{ text: 'snooze off', until: null }],
  never: [{ text: 'never' }],
  'send-now': stages.map((stage) => ({ text: 'send now', ...stage })),
  skip: stages.map((stage) => ({ text: 'skip', ...stage })),
  undo: [{ text: 'undo', undid: ['close', 'send-now'] }],
};

/** A line for each verdict that changes nothing. */
const notDone: { readonly [verdict in Exclude<LineVerdict, 'done' | 'answer'>]: Partial<CommandLineInput> } =
  {
    'nothing-to-do': { text: 'close' },
    owed: { text: 'send now' },
    'no-silence': { text: 'skip' },
    'never-written': { text: 'wait' },
    'stage-gone': { text: 'skip', stage: 3, what: 'final-notice' },
    'not-trusted': { text: 'never' },
    'unknown-word': { text: 'clsoe', suggestion: 'close' },
    'no-time': { text: 'snooze', suggestion: 'snooze 3d' },
    past: { text: 'snooze until 2020-01-01' },
    'no-such-day': { text: 'snooze until 31 february' },
    'too-far': { text: 'snooze 9999d' },
    contradiction: { text: 'close' },
    'too-many': { text: 'skip 21' },
    'no-such-conversation': { text: 'close xxxxxxxxxx' },
    several: { text: 'close k7' },
    'which-conversation': { text: 'close' },
    'which-number': { text: 'close 12' },
    'stale-link': { text: 'close' },
    'unknown-link': { text: 'close' },
    'unknown-address': { text: 'support+frday@example.com', suggestion: 'support+friday@example.com' },
    'unknown-policy': { text: 'support+bref@example.com', suggestion: 'support+brief@example.com' },
    'earlier-silence': { text: 'skip', suggestion: 'skip k7m2p9x4qa' },
    'newer-mail': { text: 'close', suggestion: 'close k7m2p9x4qa' },
  };

const coming: { readonly [what in NextInput['what']]: NowInput['status'] } = {
  'follow-up': 'awaiting-customer',
  'final-notice': 'awaiting-customer',
  inside: 'awaiting-customer',
  notice: 'awaiting-customer',
  reminder: 'awaiting-agent',
  escalation: 'awaiting-agent',
};

/** What can hold the next mail and be told; the limits are told alike. */
const holds = [
  'uncertain',
  'quarantined',
  'surprise',
  'recipient-limit',
  'draft-waiting',
  'agent-not-told',
  'morning-note',
] as const;

const modes = ['observe', 'draft', 'send'] as const;
const of = { 'awaiting-customer': 12, 'awaiting-agent': 3, snoozed: 1, closed: 140 };

/** The answers to commands: each that was done, each that was not, help, lists, status, and what went astray. */
export function commandVariants({ place, words, agent, customer, now, link }: Sample): Variant[] {
  const about = { subject: words.subject, customer: customer.name, conversationId: 'k7m2p9x4qa' };
  const answer = (
    name: string,
    lines: readonly CommandLineInput[],
    { notSent = false, toCustomer = false } = {},
  ): Variant => ({
    name: `command-result-${name}`,
    template: 'command-result',
    view: buildCommandResultView({
      ...{ ...place, step: { to: [agent] }, subject: words.subject, lines, notSent, toCustomer },
      actions: [link('undo')],
    }),
  });
  const states: NowInput[] = [
    ...Object.entries(coming).map(([what, status]): NowInput => {
      const next = { what: what as NextInput['what'], at: now + day, stage: 2 };
      return { status, next };
    }),
    { status: 'awaiting-customer' },
    { status: 'awaiting-agent' },
    { status: 'snoozed', snoozedUntil: now + 4 * day },
    { status: 'closed', outcome: 'no-reply' },
    { status: 'closed', outcome: 'undeliverable' },
    { status: 'closed', outcome: 'opted-out' },
  ];
  const entries = states.map((one, i) => ({ number: i + 1, about, now: one }));
  return [
    answer(
      'done',
      Object.entries(done).flatMap(([action, lines]) =>
        lines.map((line): CommandLineInput => {
          const verb = action as CommandAction;
          return { text: '', verdict: 'done', action: verb, about, ...line };
        }),
      ),
    ),
    answer(
      'not-done',
      Object.entries(notDone).map(
        ([verdict, line]): CommandLineInput => ({ text: '', verdict: verdict as LineVerdict, ...line }),
      ),
    ),
    answer('help', [{ text: 'help', verdict: 'answer', action: 'help' }]),
    answer('list', [{ text: 'list', verdict: 'answer', action: 'list', entries }]),
    answer('empty', [{ text: 'plan', verdict: 'answer', action: 'plan', entries: [] }]),
    answer(
      'status',
      modes.map((mode) => ({ text: 'status', verdict: 'answer', action: 'status', counts: { mode, of } })),
    ),
    answer(
      'perhaps',
      (['follow-up', 'final-notice', 'inside'] as const).flatMap((what, i) =>
        (['skip', 'send-now', 'close'] as const).map((action) => ({
          ...{ text: action.replace('-', ' '), verdict: 'done', action, about },
          ...(action !== 'close' && { stage: i + 1 }),
          now: { ...states[i]!, perhapsGone: { what, stage: i + 1, at: now - day / 24 } },
        })),
      ),
    ),
    answer(
      'held',
      holds.map((heldBy) => ({
        ...{ text: 'send now', verdict: 'done', action: 'send-now', goes: 'later', stage: 1, about },
        now: { status: 'awaiting-customer', next: { what: 'follow-up', stage: 1, at: null, heldBy } },
      })),
    ),
    answer('in-vain', [
      ...stages.map((stage) => ({
        ...({
          text: 'send now',
          verdict: 'done',
          action: 'send-now',
          goes: 'never',
          about,
          ...stage,
        } as const),
        now: { status: 'awaiting-customer' } as const,
      })),
      {
        ...{ text: 'undo', verdict: 'done', action: 'undo', undid: ['close'], about },
        ...{ sentMeanwhile: now - 400 * day, now: states[0]! },
      },
    ]),
    answer('not-sent', [], { notSent: true }),
    answer(
      'slip',
      [
        {
          ...{ text: 'support+frday@example.com', suggestion: 'support+friday@example.com' },
          ...{ verdict: 'unknown-address', about, now: states[0]! },
        },
        {
          ...{ text: 'support+bref@example.com', suggestion: 'support+brief@example.com' },
          ...{ verdict: 'unknown-policy', about, now: states[0]! },
        },
      ],
      { toCustomer: true },
    ),
  ];
}
