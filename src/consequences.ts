import { entriesOf } from './ledger.js';
import { carryOutOrders } from './orders.js';
import { moveOwnCopies } from './recovery.js';
import { markServed } from './refresh.js';
import type { Online } from './runtime.js';
import { updateSuppressions } from './suppression.js';

/**
 * What the facts ask for beyond their conversation (a sending reads the mailbox as well). True: notes were written that
 * must be read before anything goes.
 */
export async function drawConsequences(online: Online): Promise<boolean> {
  const keys = online.store.threads.unserved();
  if (keys.length === 0) return false;
  await moveOwnCopies(keys, online);
  const entries = entriesOf(keys, online, online.clock());
  const suppressed = await updateSuppressions(entries, online);
  const ordered = await carryOutOrders(entries, online);
  for (const key of keys) markServed(key, online);
  return suppressed || ordered;
}
