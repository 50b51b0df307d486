import { dueSteps, nameOf } from './due.js';
import type { Entry } from './ledger.js';
import type { Reading } from './reading.js';
import type { Online } from './runtime.js';

/**
 * Observe mode: says in the log what would have gone now, each step when it falls due. `entries` are those of the
 * threads with something due; `before`: the end of the reading before, ms UTC, or null.
 */
export function logWouldGo(
  entries: readonly Entry[],
  reading: Reading,
  online: Online,
  before: number | null,
): void {
  const { config, store, clock, log } = online;
  const sending = { store, config: { ...config, settings: { ...config.settings, mode: 'send' as const } } };
  for (const { step, entry } of dueSteps(entries, sending, new Map(), clock())) {
    const isNews = before === null || step.at > before || reading.changed.has(entry.key);
    const { id, subject } = entry.derived;
    const to = step.to.map((person) => person.address).join(', ');
    if (isNews)
      log.info({ conversation: id }, `Would send ${nameOf(step)} to ${to} in "${subject}": mode observe.`);
  }
}
