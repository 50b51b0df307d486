import { drawConsequences } from './consequences.js';
import { tendDrafts } from './drafts.js';
import { dueThreads, entriesOf } from './ledger.js';
import type { MailboxConnection } from './mailbox/connect.js';
import { isLoss, MailboxError } from './mailbox/error.js';
import { recordMode } from './mode.js';
import { logWouldGo } from './observe.js';
import { type Reading, readMailbox } from './reading.js';
import { recover } from './recovery.js';
import { type Retries, retryLater } from './retries.js';
import type { Online, Runtime } from './runtime.js';
import { sendDue, type Tried } from './send-due.js';
import { standingTroubles } from './standing.js';

export type { Retries } from './retries.js';

/** What one pass came to. */
export interface PassResult {
  readonly reading: Reading;
  readonly results: readonly Tried[];
  /** Sentences for `status`. */
  readonly warnings: readonly string[];
  /** Those of them that last until a person mends something. */
  readonly standing: readonly string[];
}

/**
 * One pass of the daemon: read everything, make up for what was left open, then do what is due, one step at a time.
 * In observe mode it only reads. Throws a MailboxError when the connection is lost.
 */
export async function pass(
  runtime: Runtime,
  connection: MailboxConnection,
  retries: Retries,
  onProgress?: (mails: number) => void,
): Promise<PassResult> {
  const reader = { ...runtime, connection };
  const readBefore = runtime.store.state.get().lastRead;
  const reading = await readMailbox(reader, onProgress);
  const online: Online = { ...reader, folders: reading.folders };
  const standing = standingTroubles(reading, runtime);
  // What waits for its next try; a step that is tried and fails again is told anew.
  const warnings = (): string[] => {
    const waiting = [...retries.values()].filter(({ at }) => at > runtime.clock());
    return [...new Set([...standing, ...waiting.map(({ why }) => why)])];
  };
  try {
    const { results, troubles } = await act(online, reading, readBefore, retries);
    standing.push(...troubles);
    if (reading.complete) runtime.store.state.set({ planned: reading.asOf });
    return { reading, results, warnings: warnings(), standing };
  } catch (error) {
    // A full mailbox or a folder that cannot be made: no claim, no send (R9), but reading goes on.
    if (!(error instanceof MailboxError) || isLoss(error)) throw error;
    if ((retries.get('')?.at ?? 0) <= runtime.clock()) {
      runtime.log.error({ kind: error.kind }, error.message);
      retryLater(retries, '', runtime.clock(), error.message);
    }
    return { reading, results: [], warnings: warnings(), standing };
  }
}

/** What was done, and what turned out to last until a person mends it. */
interface Acted {
  readonly results: readonly Tried[];
  readonly troubles: readonly string[];
}

const nothing: Acted = { results: [], troubles: [] };

/** What follows from a reading; `readBefore`: when all had been read the time before, ms UTC, or null. */
async function act(
  online: Online,
  reading: Reading,
  readBefore: number | null,
  retries: Retries,
): Promise<Acted> {
  const { config, clock } = online;
  await recordMode(online);
  if (config.settings.mode === 'observe') {
    logWouldGo(entriesOf(dueThreads(online, clock()), online, clock()), reading, online, readBefore);
    return nothing;
  }
  if (!reading.complete) return nothing;
  if (await recover(online)) await readMailbox(online);
  // What an agent's mail orders elsewhere is there before anything goes, and before he is told what came of it.
  if (await drawConsequences(online)) await readMailbox(online);
  const troubles = await tendDrafts(online);
  return { results: await sendDue(online, retries), troubles };
}
