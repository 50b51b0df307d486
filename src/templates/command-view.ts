import type { NoticeStep } from '../core/conversation/step.js';
import { type CommandLineInput, isUnsaid, type LineData, lineData } from './command-line-view.js';
import type { Action, Item, Value, View } from './values.js';
import type { commandResultVariables } from './variables.js';
import { commonData, insideData, noStage, type Place } from './view-parts.js';

interface CommandResultInput extends Place {
  readonly step: Pick<NoticeStep, 'to'>;
  readonly subject: string;
  readonly lines: readonly CommandLineInput[];
  /** The mail answers a notice, says nothing that Thrice understands, and reached no customer. */
  readonly notSent: boolean;
  /** The mail went to the customer; the lines are slips in its plus addresses. */
  readonly toCustomer?: boolean;
  /** Where something changed: to take it back. */
  readonly actions: readonly Action[];
}

/** The variables of the answer to an agent's mail to Thrice; pure formatting. */
export function buildCommandResultView(input: CommandResultInput): View {
  const { lines, notSent, toCustomer = false } = input;
  // An `undo` is not taken back by another: that one would mean the command before.
  const changed = lines.some(
    ({ verdict, action, undone }) => verdict === 'done' && action !== 'undo' && !undone,
  );
  // There is nothing to take back where nothing changed.
  const actions = changed ? input.actions : [];
  const data: { readonly [name in keyof typeof commandResultVariables | 'lines']: Value | readonly Item[] } =
    {
      ...commonData({ ...input, quote: null }, noStage),
      ...insideData(input.step.to, actions),
      changed,
      notSent,
      toCustomer,
      sayNow: toCustomer && lines.some(({ verdict }) => verdict !== 'unknown-policy'),
      lines: lines.flatMap((line) => [
        { ...lineData(line, input), ...(lines.some(isUnsaid) && { unchanged: false }) },
        ...(line.entries ?? []).map(
          (entry): LineData => ({
            ...lineData({ ...entry, text: '', verdict: 'answer' }, input),
            entry: true,
            number: entry.number ?? null,
          }),
        ),
      ]),
    };
  return { data, links: [actions] };
}
