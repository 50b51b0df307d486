import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { DaemonStatus } from '../../src/store/status.js';
import { eventually, NotYet } from './letters.js';
import { builtProgram } from './program.js';
import { password, type Servers } from './servers.js';

const program = builtProgram();

// Each daemon is killed should this process end before it, and a scenario of the fault laboratory has a dozen at once.
process.setMaxListeners(50);

/** One line of the daemon's log (pino). */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

/** What a run of the program left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Thrice as its own process, again and again on the same config and data folder. */
export interface Daemon {
  /** The folder of thrice.yaml, the secret and data/. */
  readonly folder: string;
  readonly data: string;
  /** Every line that is JSON, of all runs so far. */
  readonly lines: readonly LogLine[];
  /** Everything on standard error, of all runs so far. */
  text(): string;
  /** Writes thrice.yaml: the config at the start with these top-level keys changed; a string as it is. */
  configure(change: Record<string, unknown> | string): void;
  /** Starts `thrice run` and resolves after its first pass (or when `until` was logged); throws when it ends before. */
  start(until?: RegExp): Promise<void>;
  /** Resolves with the first line from `from` (a number of lines) on that matches. */
  waitFor(
    pattern: RegExp,
    options?: { readonly from?: number; readonly timeoutMs?: number },
  ): Promise<string>;
  running(): boolean;
  /** SIGTERM; resolves with the exit status. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Runs another command of the program on the same config to its end. */
  command(...args: readonly string[]): Promise<Ended>;
  /** Kills what runs and removes the folder. */
  remove(): Promise<void>;
}

/** The config of a team on the test servers: stages of seconds, every moment working time, no caps. */
export function quickConfig(servers: Servers, address: string): Record<string, unknown> {
  const stage = (template: string) => ({ after: '2s', template });
  return {
    mailbox: {
      address,
      name: 'Example Support',
      password,
      imap: { host: servers.host, port: servers.imapPort, security: 'none' },
      smtp: { host: servers.host, port: servers.smtpPort, security: 'none' },
      poll: '1s',
    },
    team: { domains: ['example.com'], verified_by: ['mx.example.com'] },
    mode: 'send',
    blind_notice: 'off',
    policies: [{ name: 'quick', follow_ups: ['follow-up-1', 'follow-up-2', 'final-notice'].map(stage) }],
    calendar: { timezone: 'Europe/Warsaw', always: true },
    limits: { per_recipient_per_day: 'off', per_minute: 'off' },
    log: { level: 'debug' },
  };
}

/** Prepares a folder with a config; nothing runs yet. */
export function makeDaemon(base: Record<string, unknown>): Daemon {
  const folder = mkdtempSync(join(tmpdir(), 'thrice-run-'));
  mkdirSync(join(folder, 'data'));
  const config = join(folder, 'thrice.yaml');
  const lines: LogLine[] = [];
  let text = '';
  let child: ChildProcess | null = null;
  let gone: Promise<number | null> = Promise.resolve(null);
  let ended = true;

  const configure = (change: Record<string, unknown> | string): void =>
    writeFileSync(config, typeof change === 'string' ? change : stringify({ ...base, ...change }), {
      mode: 0o600,
    });
  const killOnExit = () => child?.kill('SIGKILL');
  process.once('exit', killOnExit);

  const passed = (pid: number | undefined): boolean => {
    try {
      const status = JSON.parse(readFileSync(join(folder, 'data', 'status.json'), 'utf8')) as DaemonStatus;
      return status.pid === pid && status.online;
    } catch {
      return false;
    }
  };

  const start = async (until?: RegExp): Promise<void> => {
    const from = lines.length;
    const started = spawn(process.execPath, [program, 'run', '--config', config], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    ended = false;
    let rest = '';
    started.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('{')) lines.push(JSON.parse(part) as LogLine);
    });
    gone = new Promise((resolve) => {
      started.once('close', (code) => {
        ended = true;
        resolve(code);
      });
    });
    if (until) await waitFor(until, { from });
    else
      await eventually(() => {
        if (ended) throw new NotYet(`Thrice ended:\n${text.slice(-3000)}`, true);
        if (!passed(started.pid)) throw new NotYet(`Thrice has not read the mailbox:\n${text.slice(-3000)}`);
      });
  };

  const waitFor: Daemon['waitFor'] = async (pattern, { from = 0, timeoutMs = 200_000 } = {}) => {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = lines.slice(from).find((line) => pattern.test(line.msg));
      if (found) return found.msg;
      if (ended) throw new Error(`Thrice ended before it logged ${pattern}:\n${text.slice(-3000)}`);
      if (Date.now() > end) throw new Error(`Thrice did not log ${pattern}:\n${text.slice(-3000)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    if (!ended) child?.kill(signal);
    return gone;
  };

  configure({});
  return {
    folder,
    data: join(folder, 'data'),
    lines,
    text: () => text,
    configure,
    start,
    waitFor,
    running: () => !ended,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
    command: (...args) => run([...args, '--config', config], folder),
    remove: async () => {
      await end('SIGKILL');
      process.off('exit', killOnExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(args: readonly string[], cwd: string): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      out[stream] += chunk;
    });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, ...out }));
  });
}

/** A conversation as `thrice list --json` gives it. */
export interface Listed {
  readonly id: string;
  readonly status: string;
  readonly outcome?: string;
  readonly subject: string;
  readonly stagesSent: number;
  readonly next?: {
    readonly action: string;
    readonly stage?: number;
    readonly at: string;
    readonly heldBy?: string;
  };
}

/** What `thrice list --json` says, by id. */
export async function listOf(daemon: Daemon): Promise<Listed[]> {
  const { code, stdout, stderr } = await daemon.command('list', '--json');
  if (code !== 0) throw new Error(`thrice list failed (${code}): ${stderr}`);
  return (JSON.parse(stdout) as Listed[]).sort((a, b) => (a.id < b.id ? -1 : 1));
}
