import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { lockOwner } from '../store/lock.js';
import { openRequests, postRequest, type Request } from '../store/requests.js';
import { type Books, booksOf } from './books.js';
import { CommandError, clock } from './context.js';
import { daemonOf, wake } from './daemon-process.js';
import { progress } from './output.js';
import { lastReadOf, readAlone } from './writing.js';

/**
 * Has whoever reads the mailbox do something beside: the daemon where one runs, else this process. Resolves when it was
 * done, with the facts as they are then. Nothing is written into the mailbox.
 */
export async function serve(config: Config, request: Request, what: string): Promise<Books> {
  const daemon = await daemonOf(config);
  if (!daemon) return readAlone(config, () => postRequest(config.dataDir, request, clock()));
  let before = lastReadOf(config);
  postRequest(config.dataDir, request, clock());
  wake(daemon);
  const said = progress(`${what} (by the daemon, pid ${daemon.pid})`);
  try {
    for (const start = performance.now(); ; await sleep(200)) {
      // The daemon strikes the request off first and stores the end of that reading last.
      const last = lastReadOf(config);
      if (openRequests(config.dataDir).requests.length > 0) before = last;
      else if (last !== before) return await booksOf(config);
      if (!lockOwner(config.dataDir))
        throw new CommandError('The daemon stopped meanwhile. What was asked for is done at its next start.');
      said.step(`${Math.round((performance.now() - start) / 1000)} s`);
    }
  } finally {
    said.end();
  }
}
