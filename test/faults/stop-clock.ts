import { writeFileSync } from 'node:fs';

/** The clocks of a process, moved from outside also while it is stopped. */
export interface StopClock {
  /** Wall clock and monotonic clock are so many ms behind the machine's from now on. */
  readonly behind: (ms: number) => void;
  /** Processes that the work starts at once, before it waits for anything, live by this clock. */
  readonly within: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * For a SIGSTOP of hours: a process that begins hours behind the machine is stopped, and its clocks are put right while
 * it stands. When it goes on hours have passed for it, by both clocks, and it agrees with the servers, which never knew
 * another time. Its timers alone know the true length. `file` holds the offset.
 */
export function stopClock(file: string): StopClock {
  const path = JSON.stringify(file);
  const code = [
    `import fs from 'node:fs';`,
    `const behind = () => { try { return Number(fs.readFileSync(${path}, 'utf8')) || 0; } catch { return 0; } };`,
    `const wall = Date.now; Date.now = () => wall() - behind();`,
    `const { performance } = globalThis; const ticks = performance.now.bind(performance);`,
    `const most = behind(); performance.now = () => ticks() + most - behind();`,
  ].join('\n');
  const option = `--import=data:text/javascript,${encodeURIComponent(code)}`;
  return {
    behind: (ms) => writeFileSync(file, String(ms)),
    within(work) {
      const before = process.env.NODE_OPTIONS;
      process.env.NODE_OPTIONS = before === undefined ? option : `${before} ${option}`;
      try {
        return work();
      } finally {
        if (before === undefined) delete process.env.NODE_OPTIONS;
        else process.env.NODE_OPTIONS = before;
      }
    },
  };
}
