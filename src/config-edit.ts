import { changedKeys, restartNeeded } from './config/changes.js';
import type { Config, LoadedConfig, LoadResult } from './config/config.js';
import { formatProblem, refusedEdit } from './config/problem.js';
import { watchConfig } from './config/watch.js';
import { currentWorld } from './ledger.js';
import { StartError, templatesOf } from './opening.js';
import { fingerprint, refresh } from './refresh.js';
import { reportBrokenConfig } from './report.js';
import type { Runtime } from './runtime.js';
import { removeActiveConfig, writeActiveConfig } from './store/active-config.js';

/** The edits of the config file while the daemon runs. */
export interface Edits {
  /** Takes over what was edited since it was last asked; gives the runtime to go on with. */
  take(runtime: Runtime): Promise<Runtime>;
  /** Why the file as it is now was refused, as sentences for the status; [] while it is the active one. */
  refused(): readonly string[];
  /** The data folder was begun anew: the commands find the active config there again. */
  moveTo(runtime: Runtime): void;
  /** `clean`: the copy in the data folder is taken away; not where that is another process's by now. */
  stop(clean: boolean): void;
}

/**
 * Watches the file that the daemon was started with (`loaded`) and keeps the text of the last good config in the data
 * folder, for the commands. `onEdit` is called when there is something to take.
 */
export function watchEdits(
  loaded: LoadedConfig,
  reload: () => Promise<LoadResult>,
  { store }: Runtime,
  onEdit: () => void,
): Edits {
  let edit: LoadResult | null = null;
  let refused: readonly string[] = [];
  let active = loaded.source;
  // It started with this config, so whatever breaks from here on is an edit that nobody was told of yet.
  store.state.set({ reportedConfig: null });
  writeActiveConfig(store.folder, loaded.source);
  const stopWatching = watchConfig({
    file: loaded.config.file,
    fingerprint: loaded.fingerprint,
    load: reload,
    onResult: (result) => {
      edit = result;
      onEdit();
    },
  });
  return {
    refused: () => refused,
    async take(runtime) {
      let current = runtime;
      // An edit stays there until it was dealt with: an error on the way loses none.
      for (let taken = edit; taken !== null; taken = edit) {
        const outcome = await takeEdit(taken, current);
        if (taken.ok && outcome.refused.length === 0) {
          active = taken.source;
          writeActiveConfig(store.folder, active);
        }
        current = outcome.next;
        refused = outcome.refused;
        if (edit === taken) edit = null;
      }
      return current;
    },
    moveTo: (runtime) => writeActiveConfig(runtime.store.folder, active),
    stop(clean) {
      stopWatching();
      if (clean) removeActiveConfig(store.folder);
    },
  };
}

/** What became of an edit: the runtime to go on with, and why it was refused ([]: it was taken over). */
interface Outcome {
  readonly next: Runtime;
  readonly refused: readonly string[];
}

/** One edit: taken over, or reported once and left (CONTRACT). */
export async function takeEdit(edit: LoadResult, runtime: Runtime): Promise<Outcome> {
  const { log, store } = runtime;
  try {
    if (!edit.ok) throw new StartError(edit.problems.map(formatProblem).join('\n'), 2);
    const { config, restart, changed } = adoptable(runtime.config, edit.config);
    const next: Runtime = { ...runtime, config, templates: templatesOf(config) };
    const moved = applyEdit(next);
    // The same mistake made once more is another edit, and is reported again.
    store.state.set({ reportedConfig: null });
    log.info({ changed }, `Config edited (${changed.join(', ') || 'nothing of effect'}): ${moved}.`);
    if (restart.length > 0) log.warn({ restart }, `These keys need a restart: ${restart.join(', ')}.`);
    return { next, refused: [] };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    await reportBrokenConfig(error.message, runtime);
    return { next: runtime, refused: refusedEdit(error.message.split('\n')) };
  }
}

/** The edited config with the old values where only a restart takes the new ones over. */
function adoptable(before: Config, after: Config): { config: Config; restart: string[]; changed: string[] } {
  const { settings } = after;
  const config: Config = {
    ...after,
    imap: before.imap,
    smtp: before.smtp,
    folders: before.folders,
    plusAddresses: before.plusAddresses,
    pollMs: before.pollMs,
    dataDir: before.dataDir,
    secret: before.secret,
    settings: { ...settings, mailbox: before.settings.mailbox, ownAddresses: before.settings.ownAddresses },
  };
  return { config, restart: restartNeeded(before, after), changed: changedKeys(before, config) };
}

/**
 * Derives everything with the edited config and says what it moved: "14 due times moved, 3 to today". `runtime` holds
 * the new config already. Today ends 24 hours after now.
 */
function applyEdit(runtime: Runtime): string {
  const { store, clock } = runtime;
  const world = currentWorld(runtime);
  const print = fingerprint(runtime, world);
  const now = clock();
  let [moved, soon, gone] = [0, 0, 0];
  for (const key of [...store.threads.keys()]) {
    const before = store.threads.upcoming(key);
    refresh(key, runtime, world, print, now);
    const after = store.threads.upcoming(key);
    if (!before || !after || before.at === after.at) continue;
    if (after.at === null) gone++;
    else {
      moved++;
      if (after.at < now + 24 * 3600 * 1000) soon++;
    }
  }
  store.threads.flush();
  store.state.set({ derivedBy: print });
  const ended = gone > 0 ? `, ${gone} dropped` : '';
  return `${moved} due ${moved === 1 ? 'time' : 'times'} moved, ${soon} to today${ended}`;
}
