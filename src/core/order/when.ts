import type { Calendar } from '../calendar/calendar.js';
import { parseUntil, type UntilProblem } from '../calendar/until.js';
import type { Target } from './order.js';
import { targetsOf } from './target.js';
import type { Token } from './tokens.js';

/** When and in which calendar a mail was written; `at` in ms UTC. */
export interface OrderContext {
  readonly calendar: Calendar;
  readonly at: number;
}

/** What stands behind `snooze`. `until` in ms UTC; null: the snooze ends. */
type SnoozeArguments =
  | { readonly ok: true; readonly targets: readonly Target[]; readonly until: number | null }
  | { readonly ok: false; readonly problem: UntilProblem };

const off = new Set(
  'off|end|stop|over|aus|beenden|ende|aufheben|koniec|wylacz|wyl|zakoncz|anuluj|cancel'.split('|'),
);
/** A moment and its words before it, all told, has no more tokens; targets may be many. */
const longestMoment = 9;

/**
 * Reads the targets and the moment behind `snooze`: `3d`, `1 2d` (line 1, two days), `1,3 until friday`, `off`. A number
 * is a target only where a moment still stands behind it.
 */
export function snoozeArguments(tokens: readonly Token[], context: OrderContext): SnoozeArguments {
  const last = tokens.at(-1);
  if (last && off.has(last.word)) {
    const targets = targetsOf(tokens.slice(0, -1));
    if (targets !== null && typeof targets !== 'string') return { ok: true, targets, until: null };
  }
  let problem: UntilProblem = 'no-time';
  for (let from = Math.max(0, tokens.length - longestMoment); from < tokens.length; from++) {
    const targets = targetsOf(tokens.slice(0, from));
    if (targets === null || typeof targets === 'string' || isDecimal(tokens, from)) continue;
    const until = momentOf(tokens.slice(from), context);
    if (typeof until === 'number') return { ok: true, targets, until };
    if (problem === 'no-time') problem = until;
  }
  return { ok: false, problem };
}

/** "1,5 Tage" are not five days of line 1. */
function isDecimal(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.apart === true && /^\d+$/.test(tokens[at].word);
}

/** The moment (ms UTC, in working time) that all the tokens tell together. */
export function momentOf(tokens: readonly Token[], { calendar, at }: OrderContext): number | UntilProblem {
  const until = parseUntil(tokens.map(({ raw }) => raw).join(' '), calendar, at);
  return until.ok ? until.at : until.problem;
}
