import type { Message } from '../message/message.js';
import type { Settings } from '../settings.js';
import { doubtsOf } from './doubts.js';
import { changed } from './follow.js';
import { lookedAt } from './look.js';
import { groupsOf, type Past } from './past.js';
import type { Replay } from './played.js';
import { teamSeen } from './seen.js';
import { passAt } from './send.js';
import { arrive, type Playing, type Scene, type Stage, stageAt } from './stage.js';

export interface ReplayInput {
  readonly past: Past;
  /** The present config. */
  readonly settings: Settings;
  /** The days that are played, ms UTC. Older mails are there and start nothing, as at a first run. */
  readonly from: number;
  readonly to: number;
}

/** So many mails and moments pass between two pauses. */
const breath = 50;

/**
 * Plays the days from `from` to `to` (ms UTC) with the present settings, as a daemon would have gone through them that
 * knew no others: each mail comes at its time, each step goes at its time, and what goes is part of the conversation from
 * then on. Every decision is made by `partition`, `derive` and `plan`. Pure: what it needs to know is asked by yielding.
 */
export function* replay({ past, settings, from, to }: ReplayInput): Playing<Replay> {
  const mails = past.messages.filter(({ at }) => at <= to);
  const groups = groupsOf(mails, settings);
  const stage = stageAt(asIfSending(settings, from), from, mails.length);
  let next = 0;
  for (; mails[next] && mails[next]!.at < from; next++) arrive(stage, groups[next]!, mails[next]!);
  const begin = next;
  // Nothing follows from older mails (R10), but that an address does not work (R12).
  const reports = mails.slice(0, begin).flatMap(({ kind }, i) => (isReport(kind) ? [groups[i]!] : []));
  yield* changed(stage, reports, from, false);
  for (let [now, moments] = [from, 0]; ; moments++) {
    const moment = Math.min(mails[next]?.at ?? Infinity, stage.agenda.next() ?? Infinity);
    if (moment > to) break;
    now = Math.max(now, moment);
    const came = new Set<number>();
    for (; mails[next] && mails[next]!.at <= now; next++) {
      if (arrive(stage, groups[next]!, mails[next]!)) came.add(groups[next]!);
    }
    yield* changed(stage, came, now);
    yield* passAt(stage, now);
    if (moments % breath === 0) yield { ask: 'pause', at: now, mails: next - begin };
  }
  for (const group of new Set(groups.slice(begin, next))) yield* lookedAt(stage, group, to);
  return resultOf(stage, past, { from, to, mails: next - begin });
}

/** Mode send from `from` on; a daemon that ran all the time would have foreseen every step, so there is no brake. */
function asIfSending(settings: Settings, from: number): Settings {
  // Mails to customers that are no stage are left out: what is asked is whether the follow-ups had been right.
  const policies = settings.policies.map((policy) => ({ ...policy, holdingReply: null, closingMail: null }));
  const limits = { ...settings.limits, surprise: null };
  return { ...settings, mode: 'send', startFrom: from, policies, limits };
}

function isReport(kind: Message['kind']): boolean {
  return kind === 'bounce' || kind === 'complaint';
}

function resultOf(stage: Stage, past: Past, played: Pick<Replay, 'from' | 'to' | 'mails'>): Replay {
  const { settings, notices } = stage;
  const scenes = stage.groups.flatMap((group) => group.scenes ?? []);
  // Mails that come later may lead a conversation: what people see is its id of today.
  const sceneOf = new Map<string, Scene>();
  for (const scene of scenes) for (const { key } of scene.conversation.messages) sceneOf.set(key, scene);
  const today = <T extends { readonly key: string; readonly id: string }>(item: T): T => ({
    ...item,
    id: sceneOf.get(item.key)?.derived.id ?? item.id,
  });
  const seen = new Set(past.messages.flatMap(({ id, otherIds = [] }) => [id, ...otherIds]));
  const hindsight = { settings, seen, past };
  const later = (key: string): readonly Message[] =>
    (sceneOf.get(key)?.conversation.messages ?? []).toSorted((a, b) => a.at - b.at);
  return {
    ...played,
    conversations: scenes.filter((scene) => isAmongPeople(scene, played.from)).length,
    followUps: stage.followUps.map((one) => ({
      ...today(one),
      doubts: doubtsOf(one, later(one.key), hindsight),
    })),
    turns: stage.turns.map(today),
    notices: notices.map(today),
    team: teamSeen(past.messages, settings, played),
  };
}

function isAmongPeople({ conversation, derived }: Scene, from: number): boolean {
  return derived.customers.length > 0 && conversation.messages.some(({ at, own }) => !own && at >= from);
}
