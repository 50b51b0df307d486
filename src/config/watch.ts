import { readFileSync, statSync } from 'node:fs';
import type { LoadResult } from './config.js';
import { fingerprintOf } from './load.js';

export interface WatchOptions {
  /** Absolute path of the config file. */
  readonly file: string;
  /** `fingerprint` of what is active now: an edit made since then is seen at once. */
  readonly fingerprint: string;
  readonly load: () => Promise<LoadResult>;
  /** Called once per edit, good or broken; never two at a time. */
  readonly onResult: (result: LoadResult) => void | Promise<void>;
  /** How often the file is looked at, ms. An edit counts when two looks in a row find the same text. */
  readonly intervalMs?: number;
}

/**
 * Watches the config file by reading it every second: a few kilobytes, and unlike file events and times it misses
 * nothing where an editor puts a new file in its place, on network file systems, and right after the start. Text
 * counts: saving the same again is no edit. The watcher does not keep the process alive. Returns what ends it.
 */
export function watchConfig(options: WatchOptions): () => void {
  const { file, intervalMs = 1_000 } = options;
  let delivered = options.fingerprint;
  let last = look(file);
  let busy = false;
  let stopped = false;

  const report = async () => {
    const result = await options.load();
    // What was loaded counts, not what was seen before: the file may have changed again in between.
    if (stopped || result.fingerprint === delivered) return;
    delivered = result.fingerprint;
    await options.onResult(result);
  };
  const tick = () => {
    if (busy) return;
    const now = look(file);
    // Editors write in pieces or take the old file away first: wait until the text stays as it is.
    const settled = now !== null && now === last && now !== delivered;
    last = now;
    if (!settled) return;
    busy = true;
    void report().finally(() => {
      busy = false;
    });
  };
  const timer = setInterval(tick, intervalMs);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

/**
 * What stands in the file, as loadConfig's fingerprints say it. Null for a pipe (`--config <(...)`), which is read
 * once at the start and never again: that would hang.
 */
function look(file: string): string | null {
  try {
    return statSync(file).isFile() ? fingerprintOf(readFileSync(file, 'utf8')) : null;
  } catch {
    return 'gone';
  }
}
