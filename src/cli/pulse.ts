import { alarmNow } from '../alarm.js';
import type { Config } from '../config/config.js';
import { lockOwner } from '../store/lock.js';
import { type DaemonStatus, readStatus } from '../store/status.js';
import type { Store } from '../store/store.js';
import { moment, span } from './words.js';

/** How the daemon is, from its own words and what it left behind. */
export interface Pulse {
  readonly pid: number | null;
  readonly mode: string;
  readonly online: boolean;
  /** When everything had been read last, ms UTC; null: never yet. */
  readonly lastRead: number | null;
  /** When it was last known to run, ms UTC; null: never. */
  readonly lastSeen: number | null;
  /** It ended without a word: a crash, or `run --once`. */
  readonly died: boolean;
  readonly warnings: readonly string[];
  /** Nothing can be read: the alarm, a sentence; null: there is none. */
  readonly alarm: string | null;
}

/** How it is now; reads `data/` alone. */
export function pulseOf(config: Config, store: Store): Pulse {
  const owner = lockOwner(config.dataDir);
  const said: DaemonStatus | null = readStatus(config.dataDir);
  const current = owner !== null && said?.pid === owner.pid;
  return {
    pid: owner?.pid ?? null,
    mode: current ? said.mode : config.settings.mode,
    online: current ? said.online : true,
    lastRead: store.state.get().lastRead,
    lastSeen: said?.at ?? null,
    died: owner === null && said !== null && said.pid !== null,
    warnings: current ? said.warnings : [],
    alarm: alarmNow({ store, config }),
  };
}

/** The first line of `thrice status`. `now` in ms UTC. */
export function headline(
  { pid, mode, online, lastRead, lastSeen }: Pulse,
  config: Config,
  now: number,
): string {
  const read = lastRead === null ? 'nothing read yet' : `last read ${span(now - lastRead)} ago`;
  if (pid !== null) return `running (pid ${pid}, mode ${mode}, ${online ? '' : 'OFFLINE, '}${read})`;
  if (lastSeen === null) return `NOT RUNNING; it never ran on ${config.dataDir} (mode ${mode}, ${read})`;
  const { timezone } = config.settings.calendar;
  return `NOT RUNNING since ${moment(lastSeen, timezone)} (mode ${mode}, ${read})`;
}

/** What is not well, in a sentence; null: all is well. Things that wait for a person are no illness. */
export function illness(
  { pid, online, lastRead, died, alarm }: Pulse,
  config: Config,
  now: number,
): string | null {
  if (pid === null)
    return `${died ? 'It ended without a word (a crash, or `run --once`). ' : ''}Nothing is read or sent until it runs: \`thrice run\`.`;
  if (alarm !== null) return alarm;
  if (!online) return 'The mailbox cannot be reached: nothing is read or sent.';
  if (lastRead === null) return 'The first reading of the mailbox is not done yet.';
  const late = now - lastRead;
  return late > 5 * config.pollMs
    ? `The mailbox was read ${span(late)} ago, though it is to be read every ${span(config.pollMs)}.`
    : null;
}
