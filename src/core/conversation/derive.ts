import { shortHash } from '../hash.js';
import type { Message, OwnMark, Person } from '../message/message.js';
import { baseSubject } from '../message/subject.js';
import type { Settings } from '../settings.js';
import { type Attempt, attemptsOf } from './attempt.js';
import { answeredNotice, commandOfAnswer, commandOfNote } from './command.js';
import { take } from './fold.js';
import { addressesOf } from './fold-bounce.js';
import { type Event, emptyFold, type Fold, type FoldContext } from './fold-state.js';
import { type Conversation, referencedIds, reportedIds } from './link.js';
import { isBlind, nextStep, noticesDue } from './next.js';
import { dueAt, policyFor } from './policy.js';
import { isAnnouncement, outsiders, type Role, rolesOf } from './role.js';
import { no } from './start.js';
import type { DeadAddress, Derived, Status } from './state.js';
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
  const policy = policyFor({ customers, agents, subject }, settings);
  const context: FoldContext = {
    settings,
    world,
    stages: policy.followUps.length,
    seenIds: new Set(messages.flatMap((message) => [message.id, ...(message.otherIds ?? [])])),
    dueAt: (silence, stage) => dueAt(silence, stage, policy, settings, world),
  };
  const fold = emptyFold();
  for (const event of eventsOf(conversation, roles, attempts, settings, fold)) take(fold, event, context);
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
    ...(fold.closed && { outcome: fold.closed.outcome, closedWhy: fold.closed.why }),
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
    notices: noticesDue(view),
    uncertain: uncertain.map((attempt) => attempt.id),
    dead: deadAddresses(fold),
    ...(silence?.draft && { draft: silence.draft.id }),
    ...(snoozed && fold.snoozedUntil !== null && { snoozedUntil: fold.snoozedUntil }),
    absences: [...fold.absences.values()],
    thanks: fold.thanks,
    needsText: fold.needsText,
    starts: fold.starts,
    why: explain(view, roles, messages),
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

function eventsOf(
  { messages, notes, left = [] }: Conversation,
  roles: ReadonlyMap<string, Role>,
  attempts: readonly Attempt[],
  settings: Settings,
  fold: Fold,
): Event[] {
  const events: Event[] = [];
  /** When each mail counts, by its id: nothing that was sent or said about a mail comes before it. */
  const told = new Map<string, number>();
  const isNotice = ({ purpose }: Attempt): boolean => purpose !== 'follow-up' && purpose !== 'admin';
  const notices = new Map(attempts.filter(isNotice).map((a) => [a.id, markOf(a)]));
  // I7: an unsigned one may bear the id of a true mail and moves nothing.
  const begun = new Map(attempts.filter((a) => a.signed).map((attempt) => [attempt.id, attempt.at]));
  const ordered = new Set<string>();
  let latest = 0;
  for (const message of messages) {
    const role = roles.get(message.key)!;
    // Messages come in causal order; none counts as earlier than one that stands before it, nor than the mail of Thrice
    // that it answers: Received tells whole seconds, and the server's clock need not be ours.
    const named = [...referencedIds(message), ...reportedIds(message)];
    latest = Math.max(latest, message.at, ...named.map((id) => (begun.get(id) ?? -1) + 1));
    if (!told.has(message.id)) told.set(message.id, latest);
    const notice = role.role === 'agent' ? answeredNotice(message, notices, settings) : null;
    if (notice && message.newText === undefined) fold.needsText.push(message.key);
    const command = notice && commandOfAnswer(message, notice);
    // I7: once per Message-ID, also where a second mail bears it.
    if (command && ordered.has(message.id)) continue;
    if (command) {
      ordered.add(message.id);
      events.push({ type: 'command', at: latest, command });
      fold.starts.set(message.key, no('answers-a-notice', command.action));
    } else if (role.role !== 'bot') events.push({ type: 'message', at: latest, message, role });
  }
  const away = rolesOf(left, settings);
  for (const message of left)
    events.push({ type: 'left', at: message.at, message, role: away.get(message.key)! });
  for (const attempt of attempts)
    events.push({ type: 'attempt', at: Math.max(momentOf(attempt), told.get(attempt.anchor) ?? 0), attempt });
  for (const note of notes) {
    const command = commandOfNote(note);
    const about = 'anchor' in note ? (told.get(note.anchor) ?? 0) : 0;
    if (command) events.push({ type: 'command', at: Math.max(note.at, about), command });
  }
  // At the same moment a mail comes first: an answer then stops what would have gone.
  const order = { message: 0, left: 0, command: 1, attempt: 2 } as const;
  return events
    .map((event, i) => ({ event, i }))
    .sort((a, b) => a.event.at - b.event.at || order[a.event.type] - order[b.event.type] || a.i - b.i)
    .map(({ event }) => event);
}

/**
 * A draft lies there before any mail of its second: INTERNALDATE tells whole seconds, so what a person made of the draft
 * at once would seem to be older than it, and the draft would wait for ever.
 */
function momentOf({ state, at }: Attempt): number {
  return state === 'drafted' ? Math.floor(at / 1000) * 1000 - 1 : at;
}

function markOf(attempt: Attempt): OwnMark {
  const { purpose, anchor, stage, last, closes } = attempt;
  return { signed: true, purpose, anchor, stage, last, closes };
}
