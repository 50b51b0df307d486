import type { Config } from '../config/config.js';
import { stepsOf } from '../core/conversation/coming.js';
import { goesAt, purposeOf } from '../core/conversation/step.js';
import { morningAt } from '../core/morning/moment.js';
import type { Entry } from '../ledger.js';
import { dayOf } from '../morning-claims.js';
import type { Uncertain } from '../uncertain.js';
import type { Books } from './books.js';
import { clock } from './context.js';
import type { Listed } from './list.js';
import { finder, planOf } from './planned.js';
import { unread } from './steering.js';
import { holdWords, moment } from './words.js';

/** What a person decided about an uncertain sending. */
export interface Settled {
  readonly one: Uncertain;
  readonly result: 'sent' | 'not-sent';
  /** The facts with the decision in them; null while the daemon has not read it yet. */
  readonly books: Books | null;
  /** The conversation as it is then; null as well where there is none. */
  readonly entry: Entry | null;
  readonly listed: Listed | null;
}

/** What a decision means, as sentences: above all whether the mail goes now. */
export function settledLines(settled: Settled, config: Config): string[] {
  const { one, result, books } = settled;
  const mail = one.to.length > 0 ? `the mail to ${one.to.join(', ')}` : `the mail ${one.id}`;
  const pending = books ? [] : [unread(config)];
  if (result === 'sent')
    return [`Settled: ${mail} was sent.${isStage(one) ? ' Its stage is used up.' : ''}`, ...pending];
  const { goes, sentence } = whatFollows(settled, config);
  return [
    `Settled: ${mail} was not sent. ${sentence}`,
    ...pending,
    ...(goes && isStage(one) ? [`To stop that: thrice skip ${one.entry?.derived.id ?? one.id}.`] : []),
  ];
}

function isStage({ purpose }: Uncertain): boolean {
  return purpose === 'follow-up' || purpose === 'inside';
}

/** Whether the mail that was not sent is sent yet, and when. A pass is the daemon's, or `thrice run --once`. */
function whatFollows(
  { one, books, entry }: Settled,
  config: Config,
): { readonly goes: boolean; readonly sentence: string } {
  if (one.purpose === 'morning') return { goes: false, sentence: morningSentence(one, config) };
  if (!books) return { goes: true, sentence: 'If it is still due, it goes at the next pass.' };
  const step = entry && stepOf(one, entry);
  if (!step)
    return { goes: false, sentence: 'Nothing asks for it any more, so that it is not sent any more.' };
  return { goes: true, sentence: stepSentence(step, entry, books) };
}

/** A morning note is of its morning only. */
function morningSentence({ anchor }: Uncertain, { settings }: Config): string {
  const { morningNote, calendar } = settings;
  const morning = morningNote && morningAt(morningNote, calendar, clock());
  return morning?.day === dayOf(anchor)
    ? 'It goes at the next pass, where that is within two hours of its time.'
    : 'Its morning is over, so that it is not sent any more: the next one tells what happened since the one before it.';
}

/** The step of which it was the mail, where it is due again; a stage may go on with an agent's later mail. */
function stepOf(one: Uncertain, { derived }: Entry) {
  return stepsOf(derived).find(
    (step) =>
      purposeOf(step) === one.purpose &&
      step.stage === one.stage &&
      (isStage(one) || step.anchor === one.anchor),
  );
}

function stepSentence(step: NonNullable<ReturnType<typeof stepOf>>, entry: Entry, books: Books): string {
  const { settings } = books.config;
  const planned = finder(planOf([entry], books))(entry.derived.id, step);
  const hold = planned?.heldBy ?? step.heldBy;
  if (hold) return `Its step is due again, and waits (${holdWords(hold)}).`;
  const at = goesAt(planned?.step ?? step, settings, books.now);
  return at <= books.now
    ? 'Its step is due again and goes at the next pass.'
    : `Its step is due again and goes ${moment(at, settings.calendar.timezone)}.`;
}
