import { stillDue } from '../conversation/coming.js';
import { plan } from '../conversation/plan.js';
import { type FollowUpStep, purposeOf, type Step } from '../conversation/step.js';
import { domainOf } from '../message/address.js';
import { messageKey } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { doubtsAt } from './doubts.js';
import { changed } from './follow.js';
import type { Notice } from './played.js';
import { arrive, earliest, type Playing, type Scene, type Stage } from './stage.js';

/** Claims that are older count for no cap, ms. */
const dayMs = 24 * 3600 * 1000;

/** Sending brings up what is due at once; so often within one moment, which no conversation needs. */
const mostRounds = 20;

/** One pass of the daemon at `now` (ms UTC): the plan of what is due, then one step after the other. */
export function* passAt(stage: Stage, now: number): Playing<void> {
  for (let round = 0; round < mostRounds; round++) {
    const groups = stage.agenda.take(now);
    if (groups.length === 0) return;
    yield* sendDue(stage, groups, now);
  }
  stage.agenda.take(now);
}

function* sendDue(stage: Stage, groups: readonly number[], now: number): Playing<void> {
  const groupOf = new Map<string, number>();
  const scenes: Scene[] = [];
  for (const group of groups)
    for (const scene of stage.groups[group]!.scenes ?? []) {
      scenes.push(scene);
      groupOf.set(scene.derived.id, group);
    }
  if (stage.sendings.length > 100) stage.sendings = stage.sendings.filter(({ at }) => at > now - dayMs);
  const planned = plan({
    conversations: scenes.map(({ derived }) => derived),
    settings: stage.settings,
    world: stage.world,
    sendings: stage.sendings,
    foreseen: new Map(),
    retryAt: new Map(),
    now,
  });
  const moments = new Map<number, number[]>(groups.map((group) => [group, []]));
  for (const { id, step, verdict, heldUntil } of planned) {
    const at = verdict === 'later' ? step.at : verdict === 'held' ? heldUntil : undefined;
    if (at !== undefined) moments.get(groupOf.get(id)!)!.push(at);
  }
  for (const [group, at] of moments) stage.agenda.set(group, earliest(at));
  for (const { id, step, verdict } of planned)
    if (verdict === 'go') yield* perform(stage, groupOf.get(id)!, step, now);
}

/** One due step, if it still is: what goes lies in the mailbox as a mail of Thrice (R9). */
function* perform(stage: Stage, group: number, planned: Step, now: number): Playing<void> {
  for (const scene of stage.groups[group]!.scenes ?? []) {
    const step = stillDue(scene.derived, planned, stage.settings, now);
    if (!step) continue;
    if (step.action === 'notice') stage.notices.push(noticeOf(scene, step, now));
    else if (step.action === 'follow-up' && step.audience !== 'customer')
      stage.notices.push(noticeOf(scene, { ...step, purpose: 'inside' }, now));
    else if (step.action === 'follow-up') stage.followUps.push(yield* followUp(stage, scene, step, now));
    arrive(stage, group, ownMail(stage, step, scene, now));
    stage.sendings.push({ purpose: purposeOf(step), to: step.to.map((p) => p.address), at: now });
    break;
  }
  yield* changed(stage, [group], now);
}

function* followUp(stage: Stage, scene: Scene, step: FollowUpStep, now: number) {
  const { anchor, stage: ordinal, of, last, policy, to } = step;
  const { id, subject } = scene.derived;
  const about = scene.conversation.messages.find((message) => message.id === anchor)!;
  return {
    ...{ at: now, id, anchor, key: about.key, stage: ordinal, of, last, policy, to, subject },
    doubts: yield* doubtsAt(stage, scene, step, about.at, now),
  };
}

function noticeOf(
  { conversation, derived }: Scene,
  step: Pick<Notice, 'purpose' | 'anchor' | 'stage' | 'to'>,
  now: number,
): Notice {
  const { purpose, anchor, stage, to } = step;
  const { messages } = conversation;
  const { key } = messages.find((message) => message.id === anchor) ?? messages[0]!;
  return { at: now, id: derived.id, anchor, key, purpose, stage, to, subject: derived.subject };
}

/** The mail as its own copy in Sent shows it. */
function ownMail(stage: Stage, step: Step, { derived }: Scene, now: number): Message {
  const from = stage.settings.mailbox;
  const serial = ++stage.sent;
  const id = `thrice.replay${serial}@${domainOf(from.address)}`;
  const { anchor, stage: ordinal } = step;
  const [last, closes] = step.action === 'follow-up' ? [step.last, step.closes] : [false, false];
  const own = { signed: true, purpose: purposeOf(step), anchor, stage: ordinal, last, closes };
  return {
    key: messageKey(id, from),
    ...{ id, at: now, from, to: step.to, subject: `Re: ${derived.subject}` },
    inReplyTo: [anchor],
    references: [anchor],
    ...{ kind: 'own', reason: 'x-thrice', rules: 0, own },
    copies: [{ folder: 'Sent', role: 'sent', uidValidity: '0', uid: serial }],
  };
}
