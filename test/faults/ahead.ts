/**
 * Lets processes that are started from now on live so many ms ahead of time; the returned function ends that. So nobody
 * has to wait until an open sending counts as uncertain, which takes ten minutes.
 */
export function startAhead(ms: number): () => void {
  return startWith(`const now = Date.now; Date.now = () => now() + ${ms};`);
}

/** The same with a clock that runs so many times faster; timers keep their pace. */
export function startFast(times: number): () => void {
  return startWith(
    `const now = Date.now; const begin = now(); Date.now = () => begin + (now() - begin) * ${times};`,
  );
}

/** Longer than an open sending counts as under way, ms. */
export const afterPatience = 11 * 60_000;

function startWith(code: string): () => void {
  const before = process.env.NODE_OPTIONS;
  const option = `--import=data:text/javascript,${encodeURIComponent(code)}`;
  process.env.NODE_OPTIONS = before === undefined ? option : `${before} ${option}`;
  return () => {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
  };
}
