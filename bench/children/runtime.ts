import { join } from 'node:path';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { keepHeapSmall } from '../../src/heap.js';
import { openRuntime } from '../../src/opening.js';
import type { Log, Runtime } from '../../src/runtime.js';
import type { Account } from '../mailbox.js';

/** Monday, 2 March 2026, 10:00 in Warsaw, ms UTC: the moment at which the conversations are looked at. */
export const monday = Date.UTC(2026, 2, 2, 9);

/** Agents' mails from before it start nothing, ms UTC. */
export const startFrom = Date.UTC(2025, 5, 1);

/** The config of the conversations. */
export const storeKeys = { mode: 'send', start_from: '2025-06-01' };

const silent: Log = { debug() {}, info() {}, warn: complain, error: complain };

function complain(_about: object, text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The product as the daemon opens it, on a data folder below `folder`. Throws when the config is refused. */
export async function benchRuntime(
  folder: string,
  account: Account | null,
  keys: Record<string, unknown>,
  clock: () => number,
): Promise<Runtime & { close: () => void }> {
  keepHeapSmall();
  const server = { host: '127.0.0.1', port: account?.port ?? 1, security: 'none' };
  const { user, password } = account ?? { user: 'quiet@example.com', password: 'secret' };
  const config = {
    mailbox: { address: 'support@example.com', user, password, imap: server, smtp: server },
    team: { verified_by: ['mx.example.com'] },
    calendar: { timezone: 'Europe/Warsaw', holidays: 'PL' },
    watch: 'all',
    ...keys,
  };
  const loaded = await parseConfig(stringify(config), join(folder, 'thrice.yaml'), {}, { now: clock() });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return openRuntime({ config: loaded.config, log: silent, clock });
}
