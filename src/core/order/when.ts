import type { Calendar } from '../calendar/calendar.js';
import { afterSaidLength } from '../calendar/said-length.js';
import { parseUntil, type UntilProblem } from '../calendar/until.js';
import { joined } from './courtesy.js';
import type { Target } from './order.js';
import { targetsOf } from './target.js';
import type { Token } from './tokens.js';

/** When and in which calendar a mail was written; `at` in ms UTC. */
export interface OrderContext {
  readonly calendar: Calendar;
  readonly at: number;
}

/** What stands behind `snooze`. `until` in ms UTC; null: the snooze ends. `moment`: the words that say so. */
type SnoozeArguments =
  | {
      readonly ok: true;
      readonly targets: readonly Target[];
      readonly until: number | null;
      readonly moment: readonly Token[];
    }
  | { readonly ok: false; readonly problem: UntilProblem };

const off = new Set(
  'off|end|stop|over|aus|beenden|ende|aufheben|koniec|wylacz|wyl|zakoncz|anuluj|cancel'.split('|'),
);
/** A moment and its words before it, all told, has no more tokens; targets may be many. */
const longestMoment = 9;

/**
 * Reads the targets and the moment behind `snooze`: `3d`, `1 2d` (line 1, two days), `1,3 until friday`, `off`; and the
 * targets behind the moment (`2d 1`), where they can be no part of it. A number is a target only where a moment still
 * stands beside it.
 */
export function snoozeArguments(tokens: readonly Token[], context: OrderContext): SnoozeArguments {
  for (const [at, others] of [
    [tokens.at(-1), tokens.slice(0, -1)],
    [tokens[0], tokens.slice(1)],
  ] as const) {
    const targets = at && off.has(at.word) ? targetsOf(others) : null;
    if (at && targets !== null && typeof targets !== 'string')
      return { ok: true, targets, until: null, moment: [at] };
  }
  const before = targetsBefore(tokens, context);
  return before.ok || before.problem !== 'no-time' ? before : targetsBehind(tokens, context);
}

function targetsBefore(tokens: readonly Token[], context: OrderContext): SnoozeArguments {
  let problem: UntilProblem = 'no-time';
  for (let from = Math.max(0, tokens.length - longestMoment); from < tokens.length; from++) {
    const targets = targetsOf(tokens.slice(0, from));
    if (targets === null || typeof targets === 'string' || isDecimal(tokens, from)) continue;
    const moment = tokens.slice(from);
    const until = momentOf(moment, context);
    if (typeof until === 'number') return { ok: true, targets, until, moment };
    if (problem === 'no-time') problem = until;
  }
  return { ok: false, problem };
}

function targetsBehind(tokens: readonly Token[], context: OrderContext): SnoozeArguments {
  let problem: UntilProblem = 'no-time';
  for (let to = Math.min(longestMoment, tokens.length - 1); to > 0; to--) {
    const [moment, named] = [tokens.slice(0, to), tokens.slice(to)];
    const targets = targetsOf(named);
    if (targets === null || typeof targets === 'string' || !areApart(moment, named, context)) continue;
    const until = momentOf(moment, context);
    if (typeof until === 'number') return { ok: true, targets, until, moment };
    if (problem === 'no-time') problem = until;
  }
  return { ok: false, problem };
}

/**
 * Whether what stands behind a moment can be no part of it. An id can be none unless it tells a moment itself ("24dec"). A
 * number can be none behind a length ("3d 14"); behind a day it may be an hour or a day of the month ("friday 5"), and
 * behind a date its year.
 */
function areApart(moment: readonly Token[], named: readonly Token[], context: OrderContext): boolean {
  if (named.some((token) => momentOf([token], context) !== 'no-time')) return false;
  const numbers = named.filter(({ word }) => /^\d/.test(word) && !/[a-z@]/.test(word));
  return numbers.length === 0 || endsInLength(moment, context);
}

function endsInLength(moment: readonly Token[], { calendar, at }: OrderContext): boolean {
  return moment.some((_, from) => afterSaidLength(joined(moment.slice(from)), calendar, at) !== null);
}

/** "1,5 Tage" are not five days of line 1. */
export function isDecimal(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.apart === true && /^\d+$/.test(tokens[at].word);
}

/** The moment (ms UTC, in working time) that all the tokens tell together. */
export function momentOf(tokens: readonly Token[], { calendar, at }: OrderContext): number | UntilProblem {
  const until = parseUntil(tokens.map(({ raw }) => raw).join(' '), calendar, at);
  return until.ok ? until.at : until.problem;
}
