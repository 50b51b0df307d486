import { shortHash } from '../hash.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import { baseSubject } from '../message/subject.js';
import type { Settings } from '../settings.js';
import { addressedMails, chosenPolicy } from './addressed.js';
import { explainAddressed } from './addressed-why.js';
import { attemptsOf } from './attempt.js';
import { isBlind } from './blind.js';
import { courtesiesDue } from './courtesy.js';
import { eventsOf } from './events.js';
import { take } from './fold.js';
import { addressesOf } from './fold-bounce.js';
import { type Event, emptyFold, type Fold, type FoldContext } from './fold-state.js';
import type { Conversation } from './link.js';
import { nextStep } from './next.js';
import { noticesDue } from './notices.js';
import { resultsDue } from './order-result.js';
import { dueAt, policyFor } from './policy.js';
import { isAnnouncement, outsiders, type Role, rolesOf } from './role.js';
import type { DeadAddress, Derived, Status } from './state.js';
import { teamDue } from './team-clock.js';
import { explain } from './why.js';
import type { World } from './world.js';

/** A claim without any evidence counts as under way for this long, in ms; then it is uncertain and shown (R9). */
const claimPatience = 10 * 60 * 1000;

/**
 * derive (DESIGN 1): the state of one conversation is a function of its mails and notes, the config and the moment.
 * `now` in ms UTC. The same mails and notes in any order and with any duplicates give the same state (I4).
 */
export function derive(conversation: Conversation, settings: Settings, world: World, now: number): Derived {
  const { messages, notes } = conversation;
  const roles = rolesOf(messages, settings);
  const attempts = attemptsOf(messages, notes);
  const customers = customersOf(messages, roles, settings);
  const subject = baseSubject(messages[0]!.subject);
  const agents = [...roles.values()].flatMap((role) => (role.role === 'agent' ? [role.person.address] : []));
  const addressed = addressedMails(messages, roles, settings);
  const policy = policyFor({ customers, agents, subject, ...chosenPolicy(addressed) }, settings);
  const context: FoldContext = {
    settings,
    world,
    stages: policy.followUps.length,
    seenIds: new Set(messages.flatMap((message) => [message.id, ...(message.otherIds ?? [])])),
    addressed: new Map(addressed.map(({ message, orders }) => [message.key, orders])),
    dueAt: (silence, stage) => dueAt(silence, stage, policy, settings, world),
  };
  const fold = emptyFold();
  const happened = { ...conversation, roles, attempts, hasCustomers: customers.length > 0 };
  const play = (events: readonly Event[]): Fold => {
    const played = emptyFold();
    for (const event of events) take(played, event, context);
    return played;
  };
  for (const event of eventsOf(happened, settings, fold, play)) take(fold, event, context);
  const uncertain = attempts.filter((a) => a.state === 'claimed' && now - a.at > claimPatience);
  const quarantined = [...roles.values()].some((role) => role.role === 'unknown');
  const view = { fold, policy, settings, world, attempts, quarantined, now, claimPatience };
  const next = nextStep(view);
  // I6, I7: an unsigned close hides no debt.
  if (fold.closed?.doubted && fold.owed.length > 0) fold.closed = null;
  const snoozed = fold.snoozedUntil !== null && now < fold.snoozedUntil && !fold.closed;
  const silence = fold.silence;
  return {
    id: shortHash(messages[0]!.key),
    status: statusOf(fold, snoozed),
    ...(fold.closed && {
      outcome: fold.closed.outcome,
      closedWhy: fold.closed.why,
      closedAt: fold.closed.at,
    }),
    subject,
    customers,
    agent: fold.agent,
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
    ...(next && { next }),
    notices: [...noticesDue(view), ...teamDue(view), ...courtesiesDue(view), ...resultsDue(view, customers)],
    uncertain: uncertain.map((attempt) => attempt.id),
    dead: deadAddresses(fold),
    ...(silence?.draft && { draft: silence.draft.id }),
    ...(snoozed && fold.snoozedUntil !== null && { snoozedUntil: fold.snoozedUntil }),
    absences: [...fold.absences.values()],
    thanks: fold.thanks,
    reopened: fold.answers.flatMap(({ message, reopened }) =>
      reopened ? [{ message, at: message.at }] : [],
    ),
    ...(fold.owed[0] && { owedSince: fold.owed[0].at }),
    orders: fold.orders,
    effects: fold.effects,
    addressed,
    needsText: fold.needsText,
    starts: fold.starts,
    why: [...explain(view, roles, messages), ...explainAddressed(addressed, view)],
  };
}

function deadAddresses(fold: Fold): DeadAddress[] {
  const bounced = fold.bounces.flatMap(({ message, addresses }) =>
    (message.bounce?.recipients ?? []).flatMap((recipient) => {
      const address = addressesOf(recipient).find((one) => addresses.includes(one));
      if (!recipient.permanent || address === undefined) return [];
      // Where another address failed, the one that forwards to it may still be read: its own status is not told.
      const { status, reason } = address === recipient.address ? recipient : { ...recipient, status: '' };
      return [{ address, status, reason, at: message.at, complaint: false }];
    }),
  );
  const complained = fold.complaints.flatMap(({ message, addresses }) =>
    addresses.map((address) => ({
      address,
      status: '',
      reason: 'complaint',
      at: message.at,
      complaint: true,
    })),
  );
  const refused = fold.refusals.flatMap(({ attempt }) =>
    attempt.refused.map((refusal) => ({ ...refusal, at: attempt.at, complaint: false })),
  );
  return [...bounced, ...refused, ...complained];
}

function statusOf(fold: Fold, snoozed: boolean): Status {
  if (fold.closed) return 'closed';
  if (snoozed) return 'snoozed';
  // A conversation whose last word is the customer's, or that no agent ever answered, is the team's turn (I6).
  return fold.owed.length > 0 || !fold.lastAgentMail ? 'awaiting-agent' : 'awaiting-customer';
}

/**
 * Everybody outside the team who wrote as a person, or to whom an agent wrote, each address once, in order of
 * appearance. Empty: machines and the team among themselves, nothing that people would call a conversation.
 */
function customersOf(
  messages: readonly Message[],
  roles: ReadonlyMap<string, Role>,
  settings: Settings,
): readonly Person[] {
  const found = new Map<string, Person>();
  const add = (person: Person): void => {
    const known = found.get(person.address);
    if (!known || (known.name === '' && person.name !== '')) found.set(person.address, person);
  };
  for (const message of messages) {
    const role = roles.get(message.key)!;
    if (role.role === 'customer' && message.kind === 'human') add(role.person);
    if (role.role === 'agent' && !isAnnouncement(message, settings))
      outsiders(message, settings).forEach(add);
  }
  return [...found.values()];
}
