import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { lockOwner } from '../store/lock.js';
import { readStatus } from '../store/status.js';
import { progress } from './output.js';

/** The process that has the data folder. */
export interface Daemon {
  readonly pid: number;
  /** It said of itself that it is the daemon; only then a signal makes it read. Any other process would die of it. */
  readonly listens: boolean;
}

/** Another command has the data folder for seconds, a first reading for longer; real ms. */
const patience = 30_000;

/** The running daemon, or null when nobody has the data folder. Waits while another command has it. */
export async function daemonOf(config: Config): Promise<Daemon | null> {
  const first = ownerOf(config);
  if (!first || first.listens) return first;
  const said = progress(`Waiting for process ${first.pid}, which reads the mailbox`);
  try {
    for (const end = performance.now() + patience; performance.now() < end; await sleep(200)) {
      const owner = ownerOf(config);
      if (!owner || owner.listens) return owner;
    }
    return ownerOf(config);
  } finally {
    said.end();
  }
}

/** Who has the data folder at this moment. */
function ownerOf(config: Config): Daemon | null {
  const owner = lockOwner(config.dataDir);
  if (!owner) return null;
  return { pid: owner.pid, listens: readStatus(config.dataDir)?.pid === owner.pid };
}

/** Makes the daemon read the mailbox at once. Where that is not allowed (another user) it does so at its next poll. */
export function wake({ pid, listens }: Daemon): void {
  if (!listens) return;
  try {
    process.kill(pid, 'SIGHUP');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EPERM' && code !== 'ESRCH') throw error;
  }
}
