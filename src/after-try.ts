import { alarmWarnings, lookAtReading } from './alarm.js';
import type { Reading } from './reading.js';
import type { Runtime } from './runtime.js';
import { writeStatus } from './store/status.js';
import { trouble } from './trouble.js';

/** How the process is: it reads, it cannot, it has ended. */
type Standing = 'online' | 'offline' | 'stopped';

/** What a try to read the mailbox came to. */
export interface Try {
  /** Why it was not read to its end, sentences for people; null: it was. */
  readonly failure: string | null;
  readonly warnings: readonly string[];
  readonly standing: Standing;
}

/**
 * After a try to read: the alarm is looked at, the status written, then the admins are told where there is need. Nothing
 * is done where the data folder is this process's no more (`holds`). Never rejects.
 */
export async function conclude(
  runtime: Runtime,
  holds: () => boolean,
  { failure, warnings, standing }: Try,
): Promise<void> {
  if (!holds()) return;
  let tell: (() => Promise<void>) | null = null;
  try {
    tell = lookAtReading(runtime, failure);
  } catch (error) {
    // What cannot be written down is not mailed: a restart would mail it again.
    runtime.log.error({}, `The admins are not told by mail: ${trouble(error, runtime).message}`);
  }
  noteStatus(runtime, warnings, standing);
  await tell?.();
}

/** Why not everything was read, as sentences; null: it was. */
export function unread({ complete, problems }: Reading): string | null {
  return complete ? null : problems.map(({ reason }) => reason).join(' ');
}

/** Writes down how the daemon is, for `thrice status` in another process, with the alarm before the other warnings. */
export function noteStatus(runtime: Runtime, warnings: readonly string[], standing: Standing): void {
  const { config, clock, log } = runtime;
  const alarm = alarmWarnings(runtime);
  try {
    writeStatus(config.dataDir, {
      v: 1,
      pid: standing === 'stopped' ? null : process.pid,
      at: clock(),
      mode: config.settings.mode,
      configFile: config.file,
      online: standing === 'online',
      // The alarm says the reason too.
      warnings: [...alarm, ...warnings.filter((text) => !alarm.some((sentence) => sentence.includes(text)))],
    });
  } catch (error) {
    // A full disk stops no daemon: what must be on the disk before a sending is the journal's matter.
    log.error({}, `The status could not be written: ${error instanceof Error ? error.message : error}`);
  }
}
