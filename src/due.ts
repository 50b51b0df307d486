import { stillDue } from './core/conversation/coming.js';
import { plan } from './core/conversation/plan.js';
import type { Step } from './core/conversation/step.js';
import { currentWorld, type Entry, entriesOf } from './ledger.js';
import { announcedUntil } from './morning-claims.js';
import type { Online } from './runtime.js';

/** Due now by the plan, in order. `entries` are those of the threads with something due; `now` in ms UTC. */
export function dueSteps(
  entries: readonly Entry[],
  online: Pick<Online, 'config' | 'store'>,
  retryAt: ReadonlyMap<string, number>,
  now: number,
): { readonly step: Step; readonly entry: Entry }[] {
  const { store, config } = online;
  const foreseen = new Map(
    entries.flatMap(({ key }) => Object.entries(store.threads.upcoming(key)?.foreseen ?? {})),
  );
  const planned = plan({
    conversations: entries.map((entry) => entry.derived),
    settings: config.settings,
    world: currentWorld(online),
    sendings: store.state.get().sendings,
    foreseen,
    retryAt,
    announced: announcedUntil(entries, online, now),
    now,
  });
  const byId = new Map(entries.map((entry) => [entry.derived.id, entry]));
  return planned
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
