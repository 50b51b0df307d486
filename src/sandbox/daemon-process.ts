import { loadConfig } from '../config/load.js';
import { formatProblem } from '../config/problem.js';
import type { Derived } from '../core/conversation/state.js';
import { allConversations } from '../ledger.js';
import { closeMailbox, connectMailbox } from '../mailbox/connect.js';
import { openRuntime } from '../opening.js';
import { pass, type Retries } from '../pass.js';
import type { Log } from '../runtime.js';

/**
 * Thrice as a process of its own, forked by the demo: `daemon-process CONFIG`. Each message of the parent moves the
 * clock, which stands still in between, and asks for one pass of the daemon's own code. It ends when the parent goes.
 */

/** What the parent says: it is `now` (ms UTC); read the mailbox and do what is due. */
export interface PassRequest {
  readonly now: number;
}

/** What a pass came to, in words and as derived. */
export interface PassReport {
  readonly type: 'passed';
  readonly results: readonly {
    /** `follow-up` or the purpose of a notice. */
    readonly what: string;
    readonly stage: number;
    readonly to: readonly string[];
    readonly result: string;
    readonly detail: string;
  }[];
  readonly conversations: readonly Derived[];
  /** What the daemon logged during the pass. */
  readonly log: readonly string[];
}

export type ProcessMessage = PassReport | { readonly type: 'failed'; readonly message: string };

/** Opens everything at the first request; the clock is what the parent last said. */
async function serve(file: string): Promise<void> {
  const clock = { now: 0 };
  const lines: string[] = [];
  const log = linesLog(lines);
  const first = await nextRequest();
  if (!first) return;
  clock.now = first.now;
  const loaded = await loadConfig(file, {}, { now: clock.now });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  const runtime = openRuntime({ config: loaded.config, log, clock: () => clock.now });
  const retries: Retries = new Map();
  try {
    const connection = await connectMailbox(runtime.config.imap, log);
    try {
      for (let request: PassRequest | null = first; request; request = await nextRequest()) {
        clock.now = request.now;
        const { results } = await pass(runtime, connection, retries);
        answer({
          type: 'passed',
          results: results.map(({ step, result }) => ({
            what: step.action === 'follow-up' ? 'follow-up' : step.purpose,
            stage: step.stage,
            to: step.to.map((person) => person.address),
            result: result.result,
            detail: result.detail,
          })),
          conversations: [...allConversations(runtime, clock.now)].map(({ derived }) => derived),
          log: lines.splice(0),
        });
      }
    } finally {
      await closeMailbox(connection);
    }
  } finally {
    runtime.close();
  }
}

/** The next request, or null when the parent has gone. */
function nextRequest(): Promise<PassRequest | null> {
  return new Promise((resolve) => {
    const done = (request: PassRequest | null) => {
      process.off('message', onMessage);
      process.off('disconnect', onGone);
      resolve(request);
    };
    const onMessage = (message: unknown) => done(message as PassRequest);
    const onGone = () => done(null);
    if (!process.connected) return done(null);
    process.once('message', onMessage);
    process.once('disconnect', onGone);
  });
}

/** The parent may go while this is being said; then nobody is left to tell. */
function answer(message: ProcessMessage): void {
  if (process.connected) process.send?.(message, () => {});
}

function linesLog(lines: string[]): Log {
  const add = (_about: object, text: string) => void lines.push(text);
  return { debug: () => {}, info: add, warn: add, error: add };
}

try {
  await serve(process.argv[2] ?? 'thrice.yaml');
} catch (error) {
  answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
if (process.connected) process.disconnect();
