import { schedule } from 'node-cron';
import type { LoadedConfig, LoadResult } from './config/config.js';
import { watchEdits } from './config-edit.js';
import { earliestStep } from './ledger.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from './mailbox/connect.js';
import { MailboxError } from './mailbox/error.js';
import { waitForChange } from './mailbox/idle.js';
import { openRuntime, StartError, takenAway } from './opening.js';
import { type PassResult, pass, type Retries } from './pass.js';
import type { Log, Runtime } from './runtime.js';
import { troubleLog } from './standing.js';
import { diskTrouble } from './store/disk-trouble.js';
import { writeStatus } from './store/status.js';
import { dropStaleForesight, StoreError } from './store/store.js';
import { wakeUp } from './wake.js';

export interface DaemonOptions {
  /** The config that it starts with. */
  readonly loaded: LoadedConfig;
  /** Reads the config again after an edit. */
  readonly reload: () => Promise<LoadResult>;
  readonly log: Log;
  /** ms since the epoch, UTC. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly onProgress?: (mails: number) => void;
  /** Gets the function that makes the daemon read at once (SIGHUP, from the commands). */
  readonly onWakeable?: (wake: () => void) => void;
}

/** One reading and what is due, then the end (`run --once`). Throws where the mailbox cannot be reached. */
export async function runOnce({ loaded, log, clock, onProgress }: DaemonOptions): Promise<PassResult> {
  const runtime = openRuntime({ config: loaded.config, log, clock });
  if (dropStaleForesight(runtime.store, clock())) log.warn({}, longAway);
  try {
    const connection = await connectMailbox(runtime.config.imap, runtime.log);
    try {
      const result = await pass(runtime, connection, new Map(), onProgress);
      troubleLog(runtime.log)(result.standing);
      noteStatus(runtime, result.warnings, 'stopped');
      return result;
    } finally {
      await closeMailbox(connection);
    }
  } finally {
    runtime.close();
  }
}

/** Runs until the signal; reconnects with growing distance, and takes config edits over between two passes. */
export async function runDaemon({ loaded, signal, log, clock, ...options }: DaemonOptions): Promise<void> {
  let opened = openRuntime({ config: loaded.config, log, clock });
  let runtime: Runtime = opened;
  let failures = 0;
  let idle = false;
  const wake = wakeUp();
  const sayTroubles = troubleLog(log);
  const edits = watchEdits(loaded, options.reload, runtime, wake.now);
  // The tick: every second it is asked whether something became due since the last pass looked (polling and IDLE wake
  // on their own). What was due then and did not go is held by something, and waits for the next poll. While the
  // mailbox cannot be read, nothing can go: then the distance between the tries counts.
  let lookedAt = 0;
  const tick = schedule('* * * * * *', () => {
    const next = idle ? earliestStep(runtime, lookedAt) : null;
    if (next !== null && next <= runtime.clock()) wake.now();
  });
  options.onWakeable?.(() => wake.now());
  const stop = () => wake.now();
  signal.addEventListener('abort', stop);
  const retries: Retries = new Map();
  try {
    while (!signal.aborted) {
      try {
        keepData();
        runtime = await edits.take(runtime);
        await serve(await connectMailbox(runtime.config.imap, log));
      } catch (error) {
        // Another process has the folder: what is in it is that one's now.
        if (error instanceof StartError) throw error;
        const { message, facts } = trouble(error, runtime);
        log.error(facts, message);
        noteStatus(runtime, [...edits.refused(), message], 'offline');
        if (!signal.aborted) await wake.after(backoff(failures++));
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await tick.destroy();
    const held = opened.holds();
    edits.stop(held);
    if (held) noteStatus(runtime, [], 'stopped');
    opened.close();
  }

  /** `data/` is a cache and may be deleted at any moment: then it is begun anew. Throws a StartError. */
  function keepData(): void {
    if (!opened.holds()) {
      log.warn({}, `${takenAway(runtime.config)} It is begun anew, and the mailbox read again.`);
      const { config, templates } = runtime;
      opened = openRuntime({ config, log, clock });
      runtime = { ...opened, templates };
      edits.moveTo(opened);
    }
    if (dropStaleForesight(opened.store, clock())) log.warn({}, longAway);
  }

  async function serve(connection: MailboxConnection): Promise<void> {
    try {
      while (!signal.aborted) {
        wake.reset();
        keepData();
        lookedAt = runtime.clock();
        runtime = await edits.take(runtime);
        const result = await pass(runtime, connection, retries, options.onProgress);
        // Logging in proves little: only what was read to its end shows that the trouble is over.
        failures = 0;
        sayTroubles(result.standing);
        noteStatus(runtime, [...edits.refused(), ...result.warnings], null);
        if (signal.aborted) continue;
        idle = true;
        await waitForChange(connection, runtime.config.pollMs, wake.signal());
        idle = false;
      }
    } finally {
      idle = false;
      await closeMailbox(connection);
    }
  }
}

const longAway =
  'Nothing was read for more than 3 days. What came due meanwhile counts as unforeseen: more than `limits.surprise` such ' +
  'steps at once wait for `thrice release`.';

/** What went wrong, for people; the stack of what nobody foresaw goes to the log. */
function trouble(error: unknown, { config }: Runtime): { message: string; facts: object } {
  if (error instanceof MailboxError) return { message: error.message, facts: { kind: error.kind } };
  if (error instanceof StoreError) return { message: error.message, facts: {} };
  const disk = diskTrouble(error, config.dataDir);
  if (disk !== null) return { message: disk, facts: { code: (error as NodeJS.ErrnoException).code } };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message: `Unexpected error: ${message}. Thrice goes on after a pause.`, facts: { stack } };
}

/** Distance to the next try after so many failures, real ms: 1 s to 5 min, with jitter. */
function backoff(failures: number): number {
  const full = Math.min(1000 * 2 ** failures, 5 * 60_000);
  return full * (0.75 + Math.random() / 2);
}

function noteStatus(
  runtime: Runtime,
  warnings: readonly string[],
  trouble: 'offline' | 'stopped' | null,
): void {
  const { config, clock, log } = runtime;
  try {
    writeStatus(config.dataDir, {
      v: 1,
      pid: trouble === 'stopped' ? null : process.pid,
      at: clock(),
      mode: config.settings.mode,
      configFile: config.file,
      online: trouble === null,
      warnings,
    });
  } catch (error) {
    // A full disk stops no daemon: what must be on the disk before a sending is the journal's matter.
    log.error({}, `The status could not be written: ${error instanceof Error ? error.message : error}`);
  }
}
