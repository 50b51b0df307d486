import { comingStage, stepsOf } from './core/conversation/coming.js';
import { goings } from './core/conversation/goings.js';
import { type PlanInput, plan } from './core/conversation/plan.js';
import type { Derived } from './core/conversation/state.js';
import { type Hold, stepKey } from './core/conversation/step.js';
import type { World } from './core/conversation/world.js';
import type { Morning } from './core/morning/moment.js';
import type { LostMail, Matter } from './core/morning/note.js';
import { currentWorld, type Derivation, derivations } from './ledger.js';
import { announcedAt } from './morning-claims.js';
import type { Runtime } from './runtime.js';
import { uncertainIn } from './uncertain.js';

type Books = Pick<Runtime, 'config' | 'store'>;

/** What the morning notes of a day may tell of. */
export interface Matters {
  /** The conversations, with what the plan says of their next steps until the end of the day. */
  readonly matters: readonly Matter[];
  readonly lost: readonly LostMail[];
}

/** Looks at every conversation once; `now` in ms UTC. */
export function mattersOf(books: Books, morning: Morning, now: number): Matters {
  const { config, store } = books;
  const found: { readonly key: string; readonly derived: Derived; readonly anchor: string }[] = [];
  const lost: LostMail[] = [];
  const world = currentWorld(books);
  for (const derivation of derivations(books, now)) {
    const { key, entries } = derivation;
    lost.push(...lostIn(derivation, world, now));
    for (const { derived, conversation } of entries) {
      if (derived.customers.length === 0 || !mayBeTold(derived, now - longestHolidays)) continue;
      const latest = conversation.messages.findLast((message) => !message.own) ?? conversation.messages[0]!;
      found.push({ key, derived, anchor: derived.silence?.anchor ?? latest.id });
    }
  }
  const announced = announcedAt(found, morning, books, now);
  const input: PlanInput = {
    conversations: found.map(({ derived }) => derived),
    settings: config.settings,
    world,
    sendings: store.state.get().sendings,
    foreseen: new Map(
      found.flatMap(({ key }) => Object.entries(store.threads.upcoming(key)?.foreseen ?? {})),
    ),
    retryAt: new Map(),
    announced,
    now,
  };
  const planned = plan(input);
  const going = goings(planned, input);
  /** What goes at once leaves no time to answer: an earlier note told of it, or somebody ordered it. */
  const goesLater = (key: string): number | null => {
    const at = going.get(key)?.at ?? now;
    return at > now ? Math.max(at, announced.get(key) ?? 0) : null;
  };
  const holds = new Map<string, Hold>();
  for (const { id, step, heldBy } of planned)
    if (heldBy && step.at < morning.until) holds.set(`${id} ${stepKey(step)}`, heldBy);
  const matters = found.map(({ derived, anchor }) => {
    const { next } = derived;
    const heldBy = (next && holds.get(`${derived.id} ${stepKey(next)}`)) ?? null;
    const step = comingStage(derived);
    return { derived, anchor, heldBy, goesAt: step && goesLater(stepKey(step)) };
  });
  return { matters, lost };
}

/** Of the uncertain sendings those that no conversation with a customer tells of. */
function lostIn(derivation: Derivation, world: World, now: number): LostMail[] {
  return uncertainIn(derivation, world, now).flatMap(({ entry, purpose, to, anchor, at }) =>
    purpose === null || (entry && entry.derived.customers.length > 0)
      ? []
      : [{ purpose, to, anchor, at, subject: entry?.derived.subject ?? '' }],
  );
}

/** A note looks back to the one before it, ms. */
const longestHolidays = 30 * 24 * 3600 * 1000;

/** Most conversations were over long before, and are let go one by one. */
function mayBeTold(derived: Derived, since: number): boolean {
  const { closedAt = 0, reopened, dead, thanks, uncertain } = derived;
  if (stepsOf(derived).length > 0 || uncertain.length > 0 || closedAt >= since) return true;
  return [...reopened, ...dead, ...thanks.map(({ message }) => message)].some(({ at }) => at >= since);
}
