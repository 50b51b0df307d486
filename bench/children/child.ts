/** The task that the parent gave to this process. */
export function taskOf<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T;
}

/** Hands the result to the parent together with this process's peak memory, and ends. */
export function report(result: object): void {
  const peak = process.resourceUsage().maxRSS * 1024;
  process.send?.({ result, peak }, () => process.disconnect());
}

/** What some work took: `ms` by the wall clock, `cpu` in ms of this process's threads, user and system. */
export interface Cost {
  readonly ms: number;
  readonly cpu: number;
}

/** Begins to measure; the returned function tells what it took up to now. */
export function stopwatch(): () => Cost {
  const [time, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - time, cpu: (user + system) / 1000 };
  };
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
