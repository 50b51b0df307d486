import { currentWorld } from './ledger.js';
import { appendNote, writerOf } from './notes.js';
import { readMailbox } from './reading.js';
import type { Online } from './runtime.js';

/**
 * The first run, and leaving observe mode, are notes (R10): from that moment open clocks run anew. Observe mode writes
 * nothing, so it is remembered in `data/` alone until it ends.
 */
export async function recordMode(online: Online): Promise<void> {
  const { store, config, log } = online;
  const { mode } = config.settings;
  const before = store.state.get().mode;
  if (mode !== 'observe') {
    const world = currentWorld(online);
    const writer = writerOf(online);
    if (!world.known) {
      // The moment at which this data folder first saw the mailbox, which may lie in a time of observing.
      const first = { ...writer, clock: () => store.state.get().firstSeen };
      await appendNote({ type: 'first-run' }, null, first);
      log.info({}, 'First run: mails of agents from before this moment start nothing.');
    }
    const from = before === 'observe' ? 'observe' : (world.lastMode ?? 'observe');
    if (from !== mode) {
      await appendNote({ type: 'mode', from, to: mode }, null, writer);
      log.info({ from, to: mode }, `Mode ${mode}. Open clocks start now.`);
    }
    if (!world.known || from !== mode) await readMailbox(online);
  }
  if (before !== mode) store.state.set({ mode });
}
