import { stillDue } from './core/conversation/coming.js';
import { type Planned, plan } from './core/conversation/plan.js';
import type { Step } from './core/conversation/step.js';
import { currentWorld, type Entry, entriesOf } from './ledger.js';
import { announcedUntil } from './morning-claims.js';
import type { Online, Runtime } from './runtime.js';

type Books = Pick<Runtime, 'config' | 'store'>;

/** The plan over these conversations at `now` (ms UTC); `retryAt`: of what failed lately, when it may be tried again. */
export function planFor(
  entries: readonly Pick<Entry, 'key' | 'derived'>[],
  books: Books,
  retryAt: ReadonlyMap<string, number>,
  now: number,
): Planned[] {
  const { store, config } = books;
  const foreseen = new Map(
    entries.flatMap(({ key }) => Object.entries(store.threads.upcoming(key)?.foreseen ?? {})),
  );
  return plan({
    conversations: entries.map((entry) => entry.derived),
    settings: config.settings,
    world: currentWorld(books),
    sendings: store.state.get().sendings,
    foreseen,
    retryAt,
    announced: announcedUntil(entries, books, now),
    now,
  });
}

/** Due now by the plan, in order. `entries` are those of the threads with something due; `now` in ms UTC. */
export function dueSteps(
  entries: readonly Entry[],
  books: Books,
  retryAt: ReadonlyMap<string, number>,
  now: number,
): { readonly step: Step; readonly entry: Entry }[] {
  const byId = new Map(entries.map((entry) => [entry.derived.id, entry]));
  return planFor(entries, books, retryAt, now)
    .filter(({ verdict }) => verdict === 'go')
    .map(({ id, step }) => ({ step, entry: byId.get(id)! }));
}

/** The step's conversation as it is now; null when the step is no longer due (an earlier one changed something). */
export function freshEntry(step: Step, online: Online): Entry | null {
  const keys = online.store.threads.withId(step.anchor);
  const now = online.clock();
  const { settings } = online.config;
  return (
    entriesOf(keys, online, now).find(({ derived }) => stillDue(derived, step, settings, now) !== null) ??
    null
  );
}

/** The step as logs and warnings name it. */
export function nameOf(step: Step): string {
  if (step.action === 'follow-up') {
    const what = step.audience === 'customer' ? 'follow-up' : 'stage (to the team)';
    return `${what} ${step.stage} of ${step.of}`;
  }
  return step.action === 'courtesy' ? `mail "${step.purpose}"` : `notice "${step.purpose}"`;
}
