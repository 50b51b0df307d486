/** Something to wait on that anybody can end early. */
export interface Wake {
  /** Ends the waiting; when nobody waits yet, the next one. */
  readonly now: () => void;
  /** Forgets what was said before: the work that begins now covers it. */
  readonly reset: () => void;
  /** Aborted by `now`. */
  readonly signal: () => AbortSignal;
  /** Resolves after so many real ms, or by `now`, which is used up by it. */
  readonly after: (ms: number) => Promise<void>;
}

/** A fresh Wake; nobody has called yet. */
export function wakeUp(): Wake {
  let controller = new AbortController();
  const reset = () => {
    controller = new AbortController();
  };
  return {
    now: () => controller.abort(),
    reset,
    signal: () => controller.signal,
    async after(ms) {
      const { signal } = controller;
      if (!signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        });
      reset();
    },
  };
}
