import { broughtAbout } from './core/conversation/brake.js';
import { dueThreads, entriesOf } from './ledger.js';
import type { Reading } from './reading.js';
import type { Runtime } from './runtime.js';

/**
 * What the mails of this reading brought about counts as foreseen from now on (R10), also in the passes after this one and
 * after a restart: the caps may keep it waiting. `readBefore`: when all had been read the time before, ms UTC; null: never.
 */
export function expectBroughtAbout(
  { store, config, clock }: Pick<Runtime, 'store' | 'config' | 'clock'>,
  { changed }: Reading,
  readBefore: number | null,
): void {
  const now = clock();
  const keys = dueThreads({ store, config }, now).filter((key) => changed.has(key));
  for (const { key, derived } of entriesOf(keys, { store, config }, now)) {
    const brought = broughtAbout(derived, readBefore, now);
    const known = store.threads.upcoming(key);
    if (known) store.threads.setUpcoming(key, { ...known, foreseen: { ...known.foreseen, ...brought } });
  }
  store.threads.flush();
}
