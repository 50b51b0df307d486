import type { Config } from '../config/config.js';
import { likelyDataFolders } from '../config/data-folder.js';
import { parseConfig } from '../config/load.js';
import { readActiveConfig } from '../store/active-config.js';
import { lockOwner } from '../store/lock.js';
import { readStatus } from '../store/status.js';

/**
 * The config by which a daemon runs while its file (absolute) is broken, so that the commands work on; null when no
 * daemon of this file is found. `now` in ms UTC.
 */
export async function activeConfig(file: string, now: number): Promise<Config | null> {
  for (const folder of likelyDataFolders(file, process.env)) {
    const owner = lockOwner(folder);
    const said = owner && readStatus(folder);
    if (said?.pid !== owner?.pid || said?.configFile !== file) continue;
    const text = readActiveConfig(folder);
    const parsed = text === null ? null : await parseConfig(text, file, process.env, { now });
    // `data` needs a restart, so the daemon's own folder counts, whatever the text says by now.
    if (parsed?.ok) return { ...parsed.config, dataDir: folder };
  }
  return null;
}
