import type { Calendar, Duration } from '../calendar/calendar.js';
import { addDuration, durationMs } from '../calendar/duration.js';
import { addWorkingTime } from '../calendar/working-time.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { Attempt } from './attempt.js';
import { peopleInside } from './inside.js';
import type { NoticeStep } from './step.js';
import type { View } from './view.js';

/** What the team owes the customer, as the other clock counts it. */
export interface Debt {
  /** Message-ID of the customer's mail that waits longest; of a debt that a person reopened, the latest mail. */
  readonly anchor: string;
  /** Who wrote it; null where a person reopened the conversation and no customer waits for an answer. */
  readonly writer: Person | null;
  /** When it began, ms UTC: with the customer's mail, or as a person reopened it. */
  readonly at: number;
  /**
   * Since when it counts, ms UTC: not from before the clocks began anew (R10) or a person said that thanks are an answer,
   * nor from within a snooze.
   */
  readonly since: number;
  /** Message-IDs of everything that is owed, and the anchor: what was sent about any of them was sent about this debt. */
  readonly ids: ReadonlySet<string>;
}

/**
 * The debt that the team clock runs for. Null: nothing is owed, or it is none of Thrice's: not watched, `never`, older
 * than the start (R10), or a mail that lies in Junk or Trash alone, which asks for nothing (R1).
 */
export function debtOf({ fold, world }: View): Debt | null {
  const { closed, never, watched, lastAgentMail, snoozedUntil } = fold;
  // A conversation that no agent has yet cannot have been given to Thrice by one.
  if (closed || never || (lastAgentMail && !watched)) return null;
  for (const { id, at, reopenedAt = 0 } of fold.owed) {
    if (at < world.startFrom) continue;
    const wrote = fold.wrote.find(({ message }) => message.id === id);
    const anchor: Message | null = id === null ? latestMail(fold, at) : (wrote?.message ?? null);
    if (!anchor) continue;
    const owed = fold.owed.flatMap((debt) => debt.id ?? []);
    return {
      anchor: anchor.id,
      writer: wrote?.person ?? null,
      at,
      since: Math.max(at, reopenedAt, world.restartedAt, snoozedUntil ?? 0),
      ids: new Set([anchor.id, ...owed]),
    };
  }
  return null;
}

/** The latest mail of a customer at `at` (ms UTC), else the agent's. */
function latestMail({ wrote, lastAgentMail }: View['fold'], at: number): Message | null {
  return wrote.findLast(({ message }) => message.at <= at)?.message ?? lastAgentMail;
}

/** What was sent of the team clock about this debt, or may have been: never twice. */
function toldOf(debt: Debt, attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(
    ({ purpose, anchor, state, planted }) =>
      (purpose === 'reminder' || purpose === 'escalation') &&
      debt.ids.has(anchor) &&
      state !== 'not-sent' &&
      // I7: a mail that anybody can send takes no word from the team. It would get one more mail, no customer would.
      !planted,
  );
}

/**
 * The next step of the team clock, if there is one: a reminder to the agent, or an escalation to the supervisors. It counts from the
 * customer's mail, then from when the step before it was sent. A step that would reach nobody is passed over at its time.
 */
export function teamDue(view: View): NoticeStep[] {
  const { fold, policy, settings, attempts, quarantined } = view;
  const debt = policy.team.length > 0 ? debtOf(view) : null;
  if (!debt) return [];
  const told = toldOf(debt, attempts);
  const before = Math.max(0, ...told.map(({ stage }) => stage));
  let at = Math.max(debt.since, ...told.map((attempt) => attempt.at));
  for (const [i, { after, to }] of policy.team.entries()) {
    if (i < before) continue;
    at = afterWorking(settings.calendar, at, after);
    const people = peopleInside(to, fold.agent, policy, settings);
    if (people.length === 0) continue;
    const step: NoticeStep = {
      action: 'notice',
      purpose: to === 'agent' ? 'reminder' : 'escalation',
      anchor: debt.anchor,
      stage: i + 1,
      to: people,
      at,
      waiting: { writer: debt.writer, since: debt.at },
      // I8: what cannot be read may be the answer.
      ...(quarantined && { heldBy: 'quarantined' }),
    };
    return [step];
  }
  return [];
}

/** The moment `after` later, ms UTC: hours, minutes and seconds count in working time, days as everywhere. */
export function afterWorking(calendar: Calendar, from: number, after: Duration): number {
  const { unit } = after;
  if (unit === 'd' || unit === 'wd') return addDuration(calendar, from, after);
  return addWorkingTime(calendar, from, durationMs(after) ?? 0);
}
