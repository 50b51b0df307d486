import { schedule } from 'node-cron';
import { conclude, noteStatus, unread } from './after-try.js';
import { untilAlarm } from './alarm.js';
import type { LoadedConfig, LoadResult } from './config/config.js';
import { watchEdits } from './config-edit.js';
import { backoff } from './core/backoff.js';
import { earliestStep } from './ledger.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from './mailbox/connect.js';
import { waitForChange } from './mailbox/idle.js';
import { openRuntime, StartError, takenAway } from './opening.js';
import type { PassResult, Retries } from './pass.js';
import type { Log, Runtime } from './runtime.js';
import { troubleLog } from './standing.js';
import { dropStaleForesight } from './store/store.js';
import { passOrGiveUp } from './stuck.js';
import { trouble } from './trouble.js';
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
      const result = await passOrGiveUp(runtime, connection, new Map(), onProgress);
      troubleLog(runtime.log)(result.standing);
      const { reading, warnings } = result;
      await conclude(runtime, runtime.holds, { failure: unread(reading), warnings, standing: 'stopped' });
      return result;
    } finally {
      await closeMailbox(connection);
    }
  } catch (error) {
    const { message } = trouble(error, runtime);
    await conclude(runtime, runtime.holds, { failure: message, warnings: [message], standing: 'stopped' });
    throw error;
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
  const tick = schedule(
    '* * * * * *',
    () => {
      const next = idle ? earliestStep(runtime, lookedAt) : null;
      if (next !== null && next <= runtime.clock()) wake.now();
    },
    // A second missed in a long pass is looked at in the next one, and the library would write beside the log.
    { suppressMissedWarning: true },
  );
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
        await conclude(runtime, opened.holds, {
          failure: message,
          warnings: [...edits.refused(), message],
          standing: 'offline',
        });
        if (!signal.aborted) await wake.after(untilAlarm(backoff(failures++, Math.random()), runtime));
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
        const result = await passOrGiveUp(runtime, connection, retries, options.onProgress);
        // Logging in proves little: only what was read to its end shows that the trouble is over.
        failures = 0;
        sayTroubles(result.standing);
        await conclude(runtime, opened.holds, {
          failure: unread(result.reading),
          warnings: [...edits.refused(), ...result.warnings],
          standing: 'online',
        });
        if (signal.aborted) continue;
        idle = true;
        await waitForChange(connection, untilAlarm(runtime.config.pollMs, runtime), wake.signal());
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
