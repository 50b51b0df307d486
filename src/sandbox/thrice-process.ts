import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PassReport, PassRequest, ProcessMessage } from './daemon-process.js';

/** What came of asking the process for a pass. */
export type PassOutcome =
  | PassReport
  | { readonly type: 'failed'; readonly message: string }
  /** It ended before it answered; `signal` when it was killed. */
  | { readonly type: 'ended'; readonly signal: NodeJS.Signals | null };

/** Thrice in a process of its own. */
export interface ThriceProcess {
  readonly pid: number;
  /** Moves its clock to `now` (ms UTC) and lets it do one pass. One at a time. */
  pass(now: number): Promise<PassOutcome>;
  /** kill -9: the process gets no chance to finish anything. */
  kill(): void;
  /** Lets it end in order; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Forks Thrice on a config file. Sources run as sources (tsx), the build as the build. */
export function startThrice(config: string): ThriceProcess {
  const script = fileURLToPath(new URL('./daemon-process.js', import.meta.url));
  const path = import.meta.url.endsWith('.ts') ? script.replace(/\.js$/, '.ts') : script;
  const child = fork(path, [config], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<{ type: 'ended'; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (_code, signal) => resolve({ type: 'ended', signal }));
  });
  return {
    pid: child.pid ?? 0,
    pass(now) {
      const answered = new Promise<ProcessMessage>((resolve) => {
        child.once('message', (message) => resolve(message as ProcessMessage));
      });
      const request: PassRequest = { now };
      // A process that has gone answers by its end.
      child.send(request, () => {});
      return Promise.race([answered, ended]);
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
