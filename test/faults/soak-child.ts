import { loadConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { runDaemon } from '../../src/daemon.js';
import { keepHeapSmall } from '../../src/heap.js';
import { allConversations } from '../../src/ledger.js';
import { openRuntime } from '../../src/opening.js';
import type { Log } from '../../src/runtime.js';
import type { Counts, SoakAnswer, SoakRequest } from './soak-process.js';

/**
 * `thrice run` as it is, for hours of its own time: `soak-child CONFIG NOW`, forked with --expose-gc. What the parent says
 * moves the clock and wakes the daemon, or asks what the process holds; asked for the list it ends the daemon first. It
 * ends when the parent goes.
 */
const lines: string[] = [];
const counts = { info: 0, warn: 0, error: 0 };
const add = (level: keyof typeof counts) => (_about: object, text: string) => {
  counts[level] += 1;
  if (level === 'error' && lines.length < 20) lines.push(text);
};
const log: Log = { debug: () => {}, info: add('info'), warn: add('warn'), error: add('error') };

async function live(file: string, from: number): Promise<void> {
  // As `thrice run` does.
  keepHeapSmall();
  let now = from;
  const load = () => loadConfig(file, {}, { now });
  const loaded = await load();
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  const stop = new AbortController();
  let wake = (): void => {};
  let wanted = false;
  process.on('message', (request: SoakRequest) => {
    if (request.type === 'sample') answer({ type: 'sample', ...held() });
    else if (request.type === 'list') {
      wanted = true;
      stop.abort();
    } else {
      now = request.now;
      wake();
    }
  });
  process.once('disconnect', () => stop.abort());
  answer({ type: 'ready' });
  const clock = (): number => now;
  await runDaemon({
    ...{ loaded, reload: load, log, clock, signal: stop.signal },
    onWakeable: (way) => {
      wake = way;
    },
  });
  if (wanted) await list(file, now);
}

/** What the process holds after everything that is not held was collected. */
function held(): Omit<Extract<SoakAnswer, { type: 'sample' }>, 'type'> {
  for (let i = 0; i < 3; i++) global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const handles: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) handles[name] = (handles[name] ?? 0) + 1;
  return { heapUsed, external, handles, logged: { ...counts }, errors: [...lines] };
}

/** What `list` would show, as counts, and the subjects of those that are closed. */
async function list(file: string, now: number): Promise<void> {
  const loaded = await loadConfig(file, {}, { now });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  const runtime = openRuntime({ config: loaded.config, log, clock: () => now });
  const all: Counts = { conversations: 0, uncertain: 0, statuses: {}, closed: [] };
  for (const { derived } of allConversations(runtime, now)) {
    const { status, outcome, subject, uncertain } = derived;
    const name = outcome ? `${status}, ${outcome}` : status;
    all.conversations += 1;
    all.uncertain += uncertain.length;
    all.statuses[name] = (all.statuses[name] ?? 0) + 1;
    if (status === 'closed') all.closed.push(subject);
  }
  runtime.close();
  answer({ type: 'list', ...all });
}

/** The parent may be gone; then nobody is left to tell. */
function answer(message: SoakAnswer): void {
  if (process.connected) process.send?.(message, () => {});
}

const [file = 'thrice.yaml', now = '0'] = process.argv.slice(2);
await live(file, Number(now));
if (process.connected) process.disconnect();
