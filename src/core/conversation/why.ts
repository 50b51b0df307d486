import type { Message } from '../message/message.js';
import { isBlind } from './blind.js';
import { stageAhead } from './fold-silence.js';
import type { OpenSilence } from './fold-state.js';
import { addressees, nextStage, stageTo } from './next.js';
import type { Reason } from './reason.js';
import type { Role } from './role.js';
import { explainDebt } from './team-why.js';
import type { View } from './view.js';

/** Why a conversation is as it is, in the order in which people read it. */
export function explain(
  view: View,
  roles: ReadonlyMap<string, Role>,
  messages: readonly Message[],
): Reason[] {
  const { snoozedUntil } = view.fold;
  return [
    ...messages.flatMap((message) => explainWriter(message, roles.get(message.key)!)),
    ...messages.flatMap(explainReport),
    ...explainRefusals(view),
    ...explainThanks(view),
    ...explainState(view),
    ...(snoozedUntil !== null && view.now < snoozedUntil
      ? [{ kind: 'snoozed', until: snoozedUntil } as const]
      : []),
  ];
}

/**
 * A mail that counts for nothing, or that holds everything, because of who wrote it. A machine's would count for no more if
 * it were verified, and a bounce counts whoever wrote it (R12).
 */
function explainWriter({ at, kind }: Message, role: Role): Reason[] {
  if (role.role === 'unverified' && kind === 'human')
    return [{ kind: 'mail-ignored', who: role.person.address, at, detail: role.reason }];
  return role.role === 'unknown' ? [{ kind: 'writer-unknown', at, detail: role.reason }] : [];
}

/** A report that changes nothing: the mail may still arrive, or the address may work again. */
function explainReport({ kind, at, bounce }: Message): Reason[] {
  if (kind !== 'bounce' && kind !== 'delayed-notice') return [];
  return (bounce?.recipients ?? [])
    .filter(({ permanent }) => !permanent)
    .map(({ address, status, reason }) => ({
      kind: kind === 'bounce' ? 'mail-failed' : 'mail-delayed',
      ...{ who: address, at, detail: [status, reason].filter((word) => word !== '').join(' ') },
    }));
}

/** Of several recipients the server took one for now not: the stage is not repeated for him (R9), so it is said. */
function explainRefusals({ attempts }: View): Reason[] {
  return attempts.flatMap(({ at, purpose, stage, deferred = [] }) =>
    deferred.flatMap(({ address, reason }): Reason[] => {
      const about = { who: address, at, detail: reason };
      if (purpose === 'follow-up') return [{ kind: 'follow-up-refused', ...about, stage }];
      if (purpose !== 'holding-reply' && purpose !== 'closing') return [];
      return [{ kind: `${purpose}-refused`, ...about }];
    }),
  );
}

function explainThanks({ fold }: View): Reason[] {
  return fold.thanks.map(({ person, message, kept, undone }) => ({
    kind: undone ? 'thanks-undone' : kept ? 'thanks-kept' : 'taken-for-thanks',
    ...{ who: person.address, at: message.at },
  }));
}

function explainState(view: View): Reason[] {
  const { closed, owed, silence, lastAgentMail } = view.fold;
  if (closed) return [{ ...closed.why, closedAt: closed.at }];
  if (owed.length > 0) return explainDebt(view);
  if (silence) return explainSilence(view, silence);
  return [{ kind: lastAgentMail ? explainUnwatched(view, lastAgentMail) : 'no-agent-yet' }];
}

function explainUnwatched(
  { fold, world }: View,
  { at }: Message,
): 'before-start' | 'starts-no-silence' | 'not-watched' {
  if (at < world.startFrom) return 'before-start';
  return fold.watched ? 'starts-no-silence' : 'not-watched';
}

function explainSilence(view: View, silence: OpenSilence): Reason[] {
  const { fold, policy, settings } = view;
  const { anchor, sent } = silence;
  const why: Reason[] = [{ kind: 'silent-since', who: anchor.from.address, at: anchor.at }];
  if (isBlind(fold, settings))
    why.push({ kind: settings.blindNotice === null ? 'blind-unannounced' : 'blind' });
  why.push(...explainAbsences(view, silence));
  if (sent > 0)
    why.push({ kind: 'follow-ups-sent', sent, stages: policy.followUps.length, policy: policy.name });
  if (nextStage(view) === null) why.push(explainEnd(view, silence));
  return why;
}

/** Who of the addressees is away, and that the next step waits when all of them are. */
function explainAbsences(view: View, silence: OpenSilence): Reason[] {
  const people = addressees(view, silence);
  const away = people.flatMap(({ address }) => view.fold.absences.get(address) ?? []);
  const all = away.length > 0 && away.length === people.length;
  return [
    ...away.map(({ address, returnsOn, at }) => ({ kind: 'away', who: address, returnsOn, at }) as const),
    ...(all ? [{ kind: 'all-away' } as const] : []),
  ];
}

/** Why no stage follows in a silence that runs. */
function explainEnd(view: View, silence: OpenSilence): Reason {
  const { fold, policy } = view;
  if (fold.never) return { kind: 'said-never' };
  if (addressees(view, silence).length === 0) return { kind: 'nobody-reachable' };
  if (!silence.exhausted && isForNobody(view, silence)) return { kind: 'nobody-inside' };
  if (fold.sentTotal >= policy.maxPerConversation)
    return { kind: 'limit-reached', most: policy.maxPerConversation };
  if (!silence.exhausted && stageAhead(silence) === silence.used + 1)
    return { kind: 'policy-shortened', policy: policy.name, stages: policy.followUps.length };
  return { kind: 'stages-used-up' };
}

/** The next stage goes inside, and neither an agent nor anybody else of the team has an address of his own. */
function isForNobody(view: View, silence: OpenSilence): boolean {
  const followUp = view.policy.followUps[stageAhead(silence) - 1];
  return (
    followUp !== undefined && followUp.to !== 'customer' && stageTo(view, silence, followUp.to).length === 0
  );
}
