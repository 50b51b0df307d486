import type { OrderLine, Target, Verb } from './order.js';

/** A line that orders something. */
type GoodLine = Extract<OrderLine, { ok: true }>;

/** What cannot both be wanted of one conversation. What undoes an order and another order are never clear together. */
const opposites: Readonly<Partial<Record<Verb, readonly Verb[]>>> = {
  close: ['reopen', 'wait', 'snooze', 'send-now'],
  wait: ['reopen', 'snooze', 'never', 'send-now'],
  snooze: ['never', 'send-now'],
  never: ['send-now'],
  skip: ['send-now'],
  undo: ['close', 'reopen', 'wait', 'snooze', 'never', 'send-now', 'skip'],
};

/** Names what a target is, so that two lines about the same one are found. */
function targetKey(target: Target): string {
  switch (target.by) {
    case 'here':
      return 'here';
    case 'number':
      return `number ${target.number}`;
    case 'id':
      return `id ${target.id}`;
    default:
      return target satisfies never;
  }
}

/**
 * The lines with what contradicts another line about the same target turned into the problem `contradiction`, on both
 * sides, and with the same order twice counted once. What only asks contradicts nothing.
 * @param keyOf what a line is about; a caller who knows which conversations the targets are finds more
 */
export function settleContradictions(
  lines: readonly OrderLine[],
  keyOf: (line: GoodLine) => string = (line) => targetKey(line.target),
): readonly OrderLine[] {
  const groups = new Map<string, GoodLine[]>();
  const kept: OrderLine[] = [];
  for (const line of lines) {
    if (!line.ok) {
      kept.push(line);
      continue;
    }
    const group = groups.get(keyOf(line)) ?? [];
    if (group.some((other) => other.verb === line.verb && other.until === line.until)) continue;
    groups.set(keyOf(line), [...group, line]);
    kept.push(line);
  }
  const opposed = new Set([...groups.values()].flatMap(opposedIn));
  return kept.map((line) =>
    line.ok && opposed.has(line)
      ? { ok: false, text: line.text, problem: 'contradiction', suggestion: null }
      : line,
  );
}

/** The lines about one target, no two of them alike, that have an opposite among them. */
function opposedIn(lines: readonly GoodLine[]): readonly GoodLine[] {
  return lines.filter((line) => lines.some((other) => other !== line && areOpposite(line, other)));
}

function areOpposite(a: GoodLine, b: GoodLine): boolean {
  if (a.verb === 'snooze' && b.verb === 'snooze') return true;
  // The end of a snooze goes with everything.
  if (a.until === null || b.until === null) return false;
  return (opposites[a.verb]?.includes(b.verb) || opposites[b.verb]?.includes(a.verb)) ?? false;
}
