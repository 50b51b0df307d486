import { toLocal } from '../calendar/zone.js';
import type { Message } from '../message/message.js';
import { goesToCustomers } from '../message/purpose.js';
import { isBlind } from './blind.js';
import type { OpenSilence } from './fold-state.js';
import { addressees, nextStage, stageTo } from './next.js';
import type { Role } from './role.js';
import { explainDebt } from './team-why.js';
import type { View } from './view.js';

/** Why a conversation is as it is, in sentences for people; local times of the calendar's zone. */
export function explain(
  view: View,
  roles: ReadonlyMap<string, Role>,
  messages: readonly Message[],
): string[] {
  const { fold, settings } = view;
  const moment = (t: number): string => when(t, settings.calendar.timezone);
  const why: string[] = [];
  for (const message of messages) {
    const role = roles.get(message.key)!;
    if (role.role === 'unverified')
      why.push(`Ignored the mail of ${role.person.address}, ${moment(message.at)}: ${role.reason}.`);
    if (role.role === 'unknown')
      why.push(
        `Cannot tell who wrote the mail of ${moment(message.at)} (${role.reason}): nothing goes out until a person looks.`,
      );
  }
  why.push(...failures(messages, moment), ...refusals(view, moment));
  for (const { person, message, kept, undone } of fold.thanks)
    why.push(
      `Taken for mere thanks: the mail of ${person.address}, ${moment(message.at)}${undone ? '; a person said it is an answer.' : kept ? '; it stays closed.' : '.'}`,
    );
  if (fold.closed) why.push(`Closed ${moment(fold.closed.at)}: ${fold.closed.why}`);
  else if (fold.owed.length > 0) why.push(...explainDebt(view, moment));
  else if (fold.silence) why.push(...explainSilence(view, moment));
  else if (fold.lastAgentMail) why.push(explainUnwatched(view));
  else why.push('No agent has written in it yet.');
  if (fold.snoozedUntil !== null && view.now < fold.snoozedUntil)
    why.push(`Snoozed until ${moment(fold.snoozedUntil)}.`);
  return why;
}

/** Who of the addressees is away, and that the next step waits when all of them are. */
function explainAbsences(view: View, silence: OpenSilence, moment: (t: number) => string): string[] {
  const people = addressees(view, silence);
  const away = people.flatMap(({ address }) => view.fold.absences.get(address) ?? []);
  const why = away.map(
    ({ address, returnsOn, at }) =>
      `${address} is away until ${returnsOn}, says the automatic reply of ${moment(at)}.`,
  );
  if (away.length > 0 && away.length === people.length)
    why.push('The next step waits for the first working morning after that, 30 days at most.');
  return why;
}

/** Reports that change nothing: the mail may still arrive, or the address may work again. */
function failures(messages: readonly Message[], moment: (t: number) => string): string[] {
  return messages.flatMap(({ kind, at, bounce }) => {
    if (kind !== 'bounce' && kind !== 'delayed-notice') return [];
    return (bounce?.recipients ?? [])
      .filter(({ permanent }) => !permanent)
      .map(
        ({ address, status, reason }) =>
          `${moment(at)}: mail to ${address} ${kind === 'bounce' ? 'failed for now' : 'is delayed'} (${[status, reason].filter((word) => word !== '').join(' ') || 'no reason given'}); that changes nothing.`,
      );
  });
}

/** Of several recipients the server took one for now not: the stage is not repeated for him (R9), so it is said. */
function refusals({ attempts }: View, moment: (t: number) => string): string[] {
  return attempts
    .filter(({ purpose }) => goesToCustomers(purpose))
    .flatMap(({ at, purpose, stage, deferred = [] }) =>
      deferred.map(
        ({ address, reason }) =>
          `${moment(at)}: ${purpose === 'follow-up' ? `follow-up ${stage}` : `the mail "${purpose}"`} did not reach ${address} (${reason}); the others got it, and it is not repeated.`,
      ),
    );
}

function explainUnwatched({ fold, world }: View): string {
  if (fold.lastAgentMail && fold.lastAgentMail.at < world.startFrom)
    return 'The agent wrote before the start (start_from): old mail is never acted upon.';
  return fold.watched
    ? 'The team wrote last, and its mail starts no silence.'
    : 'Not watched: no agent named the bot in To, Cc or Bcc (watch: addressed).';
}

function explainSilence(view: View, moment: (t: number) => string): string[] {
  const { fold, policy } = view;
  const silence = fold.silence!;
  const why = [`Silent since ${silence.anchor.from.address} wrote ${moment(silence.anchor.at)}.`];
  if (isBlind(fold, view.settings))
    why.push(
      view.settings.blindNotice === null
        ? 'No mail of this customer has reached this mailbox: answers may go to the agent alone.'
        : 'No mail of this customer has reached this mailbox: the agent is told before each step.',
    );
  why.push(...explainAbsences(view, silence, moment));
  if (silence.sent > 0)
    why.push(`${silence.sent} of ${policy.followUps.length} follow-ups sent (policy ${policy.name}).`);
  if (nextStage(view) !== null) return why;
  if (fold.never) why.push('An agent said never: nothing is sent.');
  else if (addressees(view, silence).length === 0)
    why.push('Every address of the customer is suppressed or dead.');
  else if (!silence.exhausted && isForNobody(view, silence))
    why.push(
      'The next stage goes to the team, and nobody is there to get it: name somebody in team.unassigned.',
    );
  else if (fold.sentTotal >= policy.maxPerConversation)
    why.push(`max_per_conversation (${policy.maxPerConversation}) is reached.`);
  else if (!silence.exhausted && silence.spent <= silence.used)
    why.push(
      `Policy ${policy.name} has ${policy.followUps.length} follow-ups now, so none is left, and none that went said goodbye: it stays open until somebody writes or closes it.`,
    );
  else why.push('All stages are used up.');
  return why;
}

/** The next stage goes inside, and neither an agent nor anybody else of the team has an address of his own. */
function isForNobody(view: View, silence: OpenSilence): boolean {
  const followUp = view.policy.followUps[Math.max(silence.used, silence.spent)];
  return (
    followUp !== undefined && followUp.to !== 'customer' && stageTo(view, silence, followUp.to).length === 0
  );
}

/** `2026-11-23 10:12` in the zone; `t` in ms UTC. */
export function when(t: number, timezone: string): string {
  return new Date(toLocal(timezone, t)).toISOString().slice(0, 16).replace('T', ' ');
}
