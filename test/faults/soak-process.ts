import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DaemonStatus } from '../../src/store/status.js';
import { pause } from '../servers/letters.js';

export type SoakRequest =
  | { readonly type: 'now'; readonly now: number }
  | { readonly type: 'sample' }
  | { readonly type: 'list' };

/** What `list` shows, counted. */
export interface Counts {
  conversations: number;
  uncertain: number;
  readonly statuses: Record<string, number>;
  /** Subjects. */
  readonly closed: string[];
}

export type SoakAnswer =
  | { readonly type: 'ready' }
  | ({ readonly type: 'list' } & Counts)
  | {
      readonly type: 'sample';
      /** Bytes, after a forced collection. */
      readonly heapUsed: number;
      readonly external: number;
      /** Active resources of the event loop, by name. */
      readonly handles: Readonly<Record<string, number>>;
      readonly logged: Readonly<Record<'info' | 'warn' | 'error', number>>;
      readonly errors: readonly string[];
    };

/** The daemon's process at one moment, at rest. */
export interface Held extends Omit<Extract<SoakAnswer, { type: 'sample' }>, 'type'> {
  /** VmRSS and its peak before the forced collection, bytes. */
  readonly rss: number;
  readonly peak: number;
  /** Entries of /proc/PID/fd. */
  readonly fds: number;
  /** User and system time of the process so far, ms. */
  readonly cpu: number;
}

export interface SoakDaemon {
  /**
   * Moves its clock to `now` (ms UTC) and resolves after a whole pass that began after that; `between` runs once in
   * between, when what was due has gone. Gives the passes that were seen to end.
   */
  readonly live: (now: number, between: () => Promise<void>) => Promise<void>;
  readonly passes: () => number;
  readonly held: () => Promise<Held>;
  /** Ends the daemon, and gives what `list` shows of what it left. */
  readonly list: () => Promise<Counts>;
  readonly stop: () => Promise<void>;
}

const script = fileURLToPath(new URL('./soak-child.ts', import.meta.url));

function answerOf<T extends SoakAnswer['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<SoakAnswer, { type: T }>> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('Thrice ended.'));
    const listen = (message: unknown): void => {
      if ((message as SoakAnswer).type !== type) return;
      child.off('message', listen);
      child.off('exit', gone);
      resolve(message as Extract<SoakAnswer, { type: T }>);
    };
    child.on('message', listen);
    child.once('exit', gone);
  });
}

/** Starts the daemon on a config file whose data folder is `data`, in a process of its own. */
export async function startSoakDaemon(file: string, data: string, from: number): Promise<SoakDaemon> {
  const child = fork(script, [file, `${from}`], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await answerOf(child, 'ready');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const say = (request: SoakRequest): void => void child.send(request, () => {});
  let seen = '';
  let passes = 0;
  /** The end of the next pass: the daemon writes its status then. */
  const passed = async (now: number): Promise<void> => {
    for (const end = Date.now() + 120_000; ; await pause(2)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('Thrice ended.');
      if (Date.now() > end) throw new Error(`No pass ended at ${new Date(now).toISOString()}.`);
      const file = statSync(join(data, 'status.json'), { throwIfNoEntry: false });
      // The time alone has grains of some ms, and a pass may be faster.
      const written = `${file?.ino} ${file?.mtimeMs}`;
      if (!file || written === seen) continue;
      seen = written;
      const { at, online } = JSON.parse(readFileSync(join(data, 'status.json'), 'utf8')) as DaemonStatus;
      passes += 1;
      if (at === now && online) return;
    }
  };
  return {
    passes: () => passes,
    async live(now, between) {
      say({ type: 'now', now });
      // A pass that was under way may have read too early; one that begins after its end has not.
      await passed(now);
      await between();
      say({ type: 'now', now });
      await passed(now);
    },
    async held() {
      const outside = outsideOf(child.pid ?? 0);
      const asked = answerOf(child, 'sample');
      say({ type: 'sample' });
      const { type: _, ...inside } = await asked;
      return { ...inside, ...outside };
    },
    async list() {
      const asked = answerOf(child, 'list');
      say({ type: 'list' });
      const { type: _, ...counts } = await asked;
      return counts;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** What Linux says of a process. */
function outsideOf(pid: number): Pick<Held, 'rss' | 'peak' | 'fds' | 'cpu'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return {
    rss: kb('VmRSS') * 1024,
    peak: kb('VmHWM') * 1024,
    fds: readdirSync(`/proc/${pid}/fd`).length,
    // In ticks of 10 ms.
    cpu: (Number(stat[11]) + Number(stat[12])) * 10,
  };
}
