import { referencedIds } from '../conversation/link.js';
import { isPassedOn, rolesOf } from '../conversation/role.js';
import type { FollowUpStep } from '../conversation/step.js';
import type { Message } from '../message/message.js';
import type { Settings } from '../settings.js';
import { lookedAt } from './look.js';
import type { Past } from './past.js';
import { type FollowUp, shownBy, type Wrong } from './played.js';
import type { Playing, Scene, Stage } from './stage.js';

const dayMs = 24 * 3600 * 1000;
/** A question that nobody answered for longer was settled in some other way, or never will be; ms. */
const debtReach = 30 * dayMs;

/** What speaks against a follow-up at the moment it goes (`now`, ms UTC). `anchorAt`: when the agent wrote, ms UTC. */
export function* doubtsAt(
  stage: Stage,
  scene: Scene,
  step: FollowUpStep,
  anchorAt: number,
  now: number,
): Playing<Wrong[]> {
  const here = new Set(scene.conversation.messages.map((message) => message.key));
  let [owed, elsewhere]: [Message | null, Message | null] = [null, null];
  for (const { address } of step.to)
    for (const group of stage.byAddress.get(address) ?? []) {
      const recent = stage.groups[group]!.messages.filter(
        (m) => m.from.address === address && m.kind === 'human' && m.at > now - debtReach && !here.has(m.key),
      );
      if (recent.length === 0) continue;
      elsewhere ??= recent.find((message) => message.at > anchorAt) ?? null;
      if (owed) continue;
      const keys = new Set(recent.map((message) => message.key));
      for (const other of yield* lookedAt(stage, group, now))
        if (other.derived.status === 'awaiting-agent')
          owed ??= other.conversation.messages.findLast((message) => keys.has(message.key)) ?? null;
    }
  return [
    ...(owed ? [shownBy('team-owed', owed)] : []),
    ...(elsewhere ? [shownBy('answered-elsewhere', elsewhere)] : []),
  ];
}

/** What of the mails that came later is needed to judge. */
export interface Hindsight {
  readonly settings: Settings;
  /** Every id that any mail bears, in the whole mailbox. */
  readonly seen: ReadonlySet<string>;
  readonly past: Pick<Past, 'asked' | 'ownIds'>;
}

/** All that speaks against a follow-up, knowing how its conversation went on. `mails` in order of time. */
export function doubtsOf(followUp: FollowUp, mails: readonly Message[], hindsight: Hindsight): Wrong[] {
  const { settings, past } = hindsight;
  const roles = rolesOf(mails, settings);
  const people = mails.filter((message) => !message.own && message.kind === 'human');
  const after = people.filter((message) => message.at > followUp.at);
  const doubts = [...followUp.doubts];
  const passedOn = (message: Message): boolean => isPassedOn(roles.get(message.key)!);
  const answer = after.find(
    (m) =>
      m.at <= followUp.at + dayMs &&
      roles.get(m.key)!.role === 'customer' &&
      !passedOn(m) &&
      !past.asked.has(m.key),
  );
  if (answer) doubts.unshift(shownBy('answered-anyway', answer));
  const next = after[0];
  const before = people.filter((message) => message.at <= followUp.at);
  if (
    next &&
    (passedOn(next) || citesUnseen(next, before, hindsight)) &&
    !doubts.some(({ reason }) => reason === 'answered-elsewhere')
  )
    doubts.push(shownBy('answered-elsewhere', next));
  return doubts;
}

/** Mails passed that this mailbox never saw: the mail names one that no earlier mail of the conversation named. */
function citesUnseen(message: Message, before: readonly Message[], { seen, past }: Hindsight): boolean {
  const known = new Set(before.flatMap(referencedIds));
  return referencedIds(message).some((id) => !seen.has(id) && !past.ownIds.has(id) && !known.has(id));
}
