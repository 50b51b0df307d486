import { shortHash } from '../hash.js';
import { baseSubject } from '../message/subject.js';
import type { Policy, Settings } from '../settings.js';
import { type AddressedMail, addressedMails, chosenPolicy } from './addressed.js';
import { explainAddressed } from './addressed-why.js';
import { attemptsOf, isUncertain } from './attempt.js';
import { isBlind } from './blind.js';
import { courtesiesDue } from './courtesy.js';
import { deadAddresses } from './dead.js';
import { withWhat } from './effect.js';
import { eventsOf, type Happenings } from './events.js';
import { emptyFold, type Fold, type FoldContext } from './fold-state.js';
import type { Conversation } from './link.js';
import { nextStep } from './next.js';
import { noticesDue } from './notices.js';
import { resultsDue } from './order-result.js';
import { partiesOf } from './parties.js';
import { dueAt, policyFor } from './policy.js';
import type { Derived, Status } from './state.js';
import { stageWhat } from './step.js';
import { teamDue } from './team-clock.js';
import { foldEvents } from './undo.js';
import type { View } from './view.js';
import { explain } from './why.js';
import type { World } from './world.js';

/**
 * derive (DESIGN 1): the state of one conversation is a function of its mails and notes, the config and the moment.
 * `now` in ms UTC. The same mails and notes in any order and with any duplicates give the same state (I4).
 */
export function derive(conversation: Conversation, settings: Settings, world: World, now: number): Derived {
  const { messages, notes } = conversation;
  const { roles, customers, agents, quarantined } = partiesOf(messages, settings);
  const subject = baseSubject(messages[0]!.subject);
  const addressed = addressedMails(messages, roles, settings);
  const policy = policyFor({ customers, agents, subject, ...chosenPolicy(addressed) }, settings);
  const attempts = attemptsOf(messages, notes);
  const happened = { ...conversation, roles, attempts, hasCustomers: customers.length > 0 };
  const fold = foldOf(happened, contextOf(conversation, addressed, policy, settings, world));
  const view = { fold, policy, settings, world, attempts, quarantined, now };
  const next = nextStep(view);
  return {
    ...{ id: shortHash(messages[0]!.key), subject, customers, agent: fold.agent },
    ...standingOf(view),
    ...(next && { next }),
    notices: [...noticesDue(view), ...teamDue(view), ...courtesiesDue(view), ...resultsDue(view, customers)],
    uncertain: attempts.filter((attempt) => isUncertain(attempt, world, now)).map(({ id }) => id),
    ...perhapsGoneOf(view),
    ...newsOf(view),
    addressed,
    why: [...explain(view, roles, messages), ...explainAddressed(addressed, view)],
  };
}

/** Of the present silence, or of the one that the close ended: in the next one the stages are counted anew. */
function perhapsGoneOf({ attempts, fold }: View): Pick<Derived, 'perhapsGone'> {
  const silence = fold.silence ?? (fold.closed ? fold.closedSilence : null);
  const found = attempts.findLast(
    ({ state, purpose, anchor }) =>
      state === 'claimed' && (purpose === 'follow-up' || purpose === 'inside') && silence?.ids.has(anchor),
  );
  if (!found) return {};
  const { stage, at, purpose, last } = found;
  const what = stageWhat({ inside: purpose === 'inside', last });
  return { perhapsGone: { what, stage, at } };
}

/** What the events are taken with. */
function contextOf(
  { messages }: Conversation,
  addressed: readonly AddressedMail[],
  policy: Policy,
  settings: Settings,
  world: World,
): FoldContext {
  return {
    settings,
    world,
    stages: policy.followUps.length,
    seenIds: new Set(messages.flatMap((message) => [message.id, ...(message.otherIds ?? [])])),
    addressed: new Map(addressed.map(({ message, orders }) => [message.key, orders])),
    dueAt: (silence, stage) => dueAt(silence, stage, policy, settings, world),
  };
}

/** Everything that happened, taken in order. */
function foldOf(happened: Happenings, context: FoldContext): Fold {
  const begun = emptyFold();
  const fold = foldEvents(eventsOf(happened, context.settings, begun), begun, context);
  // I6, I7: an unsigned close hides no debt.
  if (fold.closed?.doubted && fold.owed.length > 0) fold.closed = null;
  return fold;
}

type Standing =
  | 'status'
  | 'outcome'
  | 'closedWhy'
  | 'closedAt'
  | 'silence'
  | 'stagesSent'
  | 'draft'
  | 'snoozedUntil'
  | 'owedSince';

/** How the conversation stands at the moment of the view. */
function standingOf({ fold, settings, now }: View): Pick<Derived, Standing> {
  const { closed, silence, owed, snoozedUntil } = fold;
  const snoozed = snoozedUntil !== null && now < snoozedUntil && !closed;
  return {
    status: statusOf(fold, snoozed),
    ...(closed && { outcome: closed.outcome, closedWhy: closed.why, closedAt: closed.at }),
    ...(silence && {
      silence: {
        since: silence.since,
        anchor: silence.anchor.id,
        ids: [...silence.ids],
        stagesUsed: Math.max(silence.used, silence.spent),
        blind: isBlind(fold, settings),
      },
    }),
    stagesSent: silence ? silence.sent : fold.lastStagesSent,
    ...(silence?.draft && { draft: silence.draft.id }),
    ...(snoozed && { snoozedUntil }),
    ...(owed[0] && { owedSince: owed[0].at }),
  };
}

function statusOf(fold: Fold, snoozed: boolean): Status {
  if (fold.closed) return 'closed';
  if (snoozed) return 'snoozed';
  // A conversation whose last word is the customer's, or that no agent ever answered, is the team's turn (I6).
  return fold.owed.length > 0 || !fold.lastAgentMail ? 'awaiting-agent' : 'awaiting-customer';
}

type News = 'dead' | 'absences' | 'thanks' | 'reopened' | 'orders' | 'effects' | 'needsText' | 'starts';

/** What the events said beside that. */
function newsOf({ fold, policy }: View): Pick<Derived, News> {
  const { thanks, answers, orders, needsText, starts } = fold;
  return {
    dead: deadAddresses(fold),
    absences: [...fold.absences.values()],
    thanks,
    reopened: answers.flatMap(({ message, reopened }) => (reopened ? [{ message, at: message.at }] : [])),
    ...{ orders, needsText, starts },
    effects: fold.effects.map((effect) => withWhat(effect, policy)),
  };
}
