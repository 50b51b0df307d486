import { nextWorkingMoment } from '../calendar/working-time.js';
import type { Person } from '../message/parsed.js';
import type { CourtesyPurpose } from '../message/purpose.js';
import { outsiders } from './role.js';
import type { CourtesyStep, Hold } from './step.js';
import { afterWorking, debtOf } from './team-clock.js';
import type { View } from './view.js';

/** A confirmation that comes later than this after its time would only puzzle; ms. */
const closingFor = 24 * 3600 * 1000;

/** Mails to the customers that are no stage: each at most once about the mail that it answers. */
export function courtesiesDue(view: View): CourtesyStep[] {
  return [holdingReply(view), closingMail(view)].flatMap((step) => step ?? []);
}

/**
 * One "we are still on it" while the team owes an answer, once for a debt, and only where a verified agent wrote to the
 * customer who waits before (I5). I7: the mail of somebody else is told to nobody outside, for it quotes what he wrote.
 */
function holdingReply(view: View): CourtesyStep | null {
  const { fold, policy, settings, world } = view;
  const reply = policy.holdingReply;
  const debt = reply ? debtOf(view) : null;
  if (!reply || !debt?.writer || !fold.lastAgentMail || fold.lastAgentMail.at < world.startFrom) return null;
  if (wasSent(view, 'holding-reply', debt.ids)) return null;
  const known = fold.writtenTo.get(debt.writer.address);
  const to = alive(view, known ? [known] : []);
  if (to.length === 0) return null;
  const at = afterWorking(settings.calendar, debt.since, reply.after);
  return courtesy(view, 'holding-reply', debt.anchor, reply.template, to, at);
}

/**
 * The confirmation that an agent closed the matter, to those whom the latest agent's mail was written to. None where
 * Thrice itself had closed it: after a goodbye nothing more is said.
 */
function closingMail(view: View): CourtesyStep | null {
  const { fold, policy, settings, world, now } = view;
  const { closed, lastAgentMail, closedSilence } = fold;
  const template = policy.closingMail;
  if (template === null || !closed || closed.doubted || closed.outcome !== 'resolved' || fold.never)
    return null;
  if (!lastAgentMail || lastAgentMail.at < world.startFrom || !fold.watched) return null;
  if (closed.at < Math.max(world.startFrom, world.restartedAt)) return null;
  const ordered = fold.effects.some(
    ({ action, verdict, undone, at }) =>
      action === 'close' && verdict === 'done' && !undone && at === closed.at,
  );
  const at = nextWorkingMoment(settings.calendar, closed.at);
  if (!ordered || at + closingFor < now) return null;
  const saidGoodbye = view.attempts.some(
    ({ purpose, closes, state, anchor }) =>
      purpose === 'follow-up' && closes && state !== 'not-sent' && closedSilence?.ids.has(anchor),
  );
  if (saidGoodbye || wasSent(view, 'closing', new Set([lastAgentMail.id]))) return null;
  const to = alive(
    view,
    outsiders(lastAgentMail, settings).filter(({ address }) => fold.writtenTo.has(address)),
  );
  return to.length === 0 ? null : courtesy(view, 'closing', lastAgentMail.id, template, to, at);
}

/** I7: any word that one went is enough to send none. */
function wasSent({ attempts }: View, purpose: CourtesyPurpose, anchors: ReadonlySet<string>): boolean {
  return attempts.some((a) => a.purpose === purpose && anchors.has(a.anchor) && a.state !== 'not-sent');
}

/** Without dead and suppressed addresses (R12). */
function alive({ fold, world }: View, people: readonly Person[]): Person[] {
  return people.filter(({ address }) => !fold.undeliverable.has(address) && !world.suppressed.has(address));
}

function courtesy(
  view: View,
  purpose: CourtesyPurpose,
  anchor: string,
  template: string,
  to: readonly Person[],
  at: number,
): CourtesyStep {
  const hold = holdOf(view, anchor);
  return { action: 'courtesy', purpose, anchor, stage: 0, template, to, at, ...(hold && { heldBy: hold }) };
}

/** I8: a mail that nobody could read may change everything, here or wherever it belongs. */
function holdOf({ fold, world, quarantined }: View, anchor: string): Hold | null {
  const about = fold.wrote.find(({ message }) => message.id === anchor)?.message ?? fold.lastAgentMail;
  const unlinked = world.unreadableAt !== null && about !== null && about.at <= world.unreadableAt;
  return quarantined || unlinked ? 'quarantined' : null;
}
