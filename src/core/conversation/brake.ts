import type { NoticePurpose } from '../message/purpose.js';
import type { Settings } from '../settings.js';
import type { Derived } from './state.js';
import { noticeKey, type Step, stepKey } from './step.js';
import type { World } from './world.js';

/** What the brake looks at beside the steps; as in the plan. */
interface Circumstances {
  readonly settings: Settings;
  readonly world: World;
  readonly foreseen: ReadonlyMap<string, number>;
  /** ms UTC. */
  readonly now: number;
}

/** Notices that the config causes, and not something that somebody wrote. */
const foreseeable: readonly NoticePurpose[] = ['blind', 'reminder', 'escalation'];

/**
 * R10, the brake: more steps due now than `limits.surprise` that the plan before did not expect by now. Answers and
 * bounces come unannounced by nature, so the notices about them do not count.
 */
export function isSurprise(
  steps: readonly Step[],
  { settings, world, foreseen, now }: Circumstances,
): boolean {
  const most = settings.limits.surprise;
  if (most === null) return false;
  const unforeseen = steps.filter((step) => {
    if (step.action === 'notice' && !foreseeable.includes(step.purpose)) return false;
    // A person asked for it.
    if (step.action === 'follow-up' && step.ordered) return false;
    const expected = foreseen.get(stepKey(step)) ?? Number.POSITIVE_INFINITY;
    return step.at <= now && expected > now && step.at > world.releasedAt && !step.heldBy;
  });
  return unforeseen.length > most;
}

/** After so long without a complete reading the plan before is no plan any more; ms. */
export const foresightPatience = 3 * 24 * 3600 * 1000;

/**
 * R10: what a mail or an order since the plan before brought about is no surprise, for no edit and no upgrade made it due:
 * the steps of a debt that began since, and the confirmation of a close, or what an `undo` gave back of either. Gives when
 * each of them that is due was to be expected, by `stepKey`, ms UTC. `planned`: when all that the plan before knew had been
 * read, ms UTC; null: there is none.
 * What gathered in a long downtime is a burst all the same (I5).
 */
export function broughtAbout(
  derived: Pick<Derived, 'notices' | Causes>,
  planned: number | null,
  now: number,
): Record<string, number> {
  if (planned === null || now - planned > foresightPatience) return {};
  const brought = derived.notices.filter((step) => step.at <= now && causedAt(step, derived) > planned);
  return Object.fromEntries(brought.map((step) => [stepKey(step), step.at]));
}

type Causes = 'owedSince' | 'closedAt' | 'effects';

/** When somebody wrote, or ordered, what this step follows from, ms UTC; minus infinity: it follows from a silence. */
function causedAt(
  step: Derived['notices'][number],
  { owedSince, closedAt, effects }: Pick<Derived, Causes>,
): number {
  const never = Number.NEGATIVE_INFINITY;
  const undo = effects.findLast(({ action, verdict }) => action === 'undo' && verdict === 'done');
  switch (step.purpose) {
    case 'reminder':
    case 'escalation':
    case 'holding-reply':
      return Math.max(owedSince ?? never, undo?.at ?? never);
    case 'closing':
      return Math.max(closedAt ?? never, undo?.at ?? never);
    // A notice of a blind stage is due by the config; all others do not count for the brake.
    default:
      return never;
  }
}

/**
 * What a plan made at `now` foresees of these steps, by `stepKey`, ms UTC: what lies ahead. What is already due keeps
 * the time at which it was expected before, so that a braked step does not become foreseen by having been braked. Of a
 * follow-up that lies ahead the notice of the stage behind it is foreseen as well: over a weekend, or with short
 * intervals, that one is due as soon as the follow-up went.
 */
export function foresight(
  steps: readonly Step[],
  before: Readonly<Record<string, number>>,
  now: number,
): Record<string, number> {
  const foreseen: Record<string, number> = {};
  for (const step of steps) {
    const key = stepKey(step);
    const expected = step.at > now ? step.at : before[key];
    if (expected === undefined) continue;
    foreseen[key] = expected;
    if (step.action === 'follow-up' && !step.last)
      foreseen[noticeKey(step.stage + 1, step.anchor)] = expected;
  }
  return foreseen;
}
