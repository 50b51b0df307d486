/** When a thread has something to do, as last derived; a cache of `derive` for start-up and the brake's memory (R10). */
export interface Upcoming {
  /** Fingerprint of the config and world it was first found with; '': facts came after the last derivation. */
  readonly by: string;
  /** The earliest step of any of its conversations, ms UTC; null: none. */
  readonly at: number | null;
  /** When each step was expected, by `stepKey`, ms UTC. */
  readonly foreseen: Readonly<Record<string, number>>;
  /**
   * Its facts ask for something beyond the thread that has not been done yet: own copies to move, addresses to suppress.
   * Part of what was derived, so that neither a stop nor the order of reading forgets it.
   */
  readonly unserved?: true;
}

/** Which threads there are and when each has something to do, in memory: what a tick looks at. */
export interface Agenda {
  readonly has: (thread: string) => boolean;
  readonly keys: () => IterableIterator<string>;
  readonly size: () => number;
  readonly set: (thread: string, upcoming: Upcoming | null) => void;
  readonly delete: (thread: string) => void;
  /** Threads with a step at or before `until`, ms UTC. */
  readonly due: (until: number) => string[];
  /** The earliest step later than `after`, ms UTC; null: none. */
  readonly earliest: (after: number) => number | null;
  /** Threads whose latest facts have not been derived. */
  readonly underived: () => string[];
  /** Threads that ask for something beyond themselves. */
  readonly unserved: () => string[];
}

/** An empty agenda. Only threads with a step are walked; most have none. */
export function agenda(): Agenda {
  const threads = new Set<string>();
  const underived = new Set<string>();
  const unserved = new Set<string>();
  const steps = new Map<string, number>();
  return {
    has: (thread) => threads.has(thread),
    keys: () => threads.values(),
    size: () => threads.size,
    set: (thread, upcoming) => {
      threads.add(thread);
      if (upcoming === null || upcoming.by === '') underived.add(thread);
      else underived.delete(thread);
      if (upcoming?.unserved) unserved.add(thread);
      else unserved.delete(thread);
      const at = upcoming?.at ?? null;
      if (at === null) steps.delete(thread);
      else steps.set(thread, at);
    },
    delete: (thread) => {
      for (const list of [threads, underived, unserved, steps]) list.delete(thread);
    },
    due: (until) => [...steps].flatMap(([thread, at]) => (at <= until ? [thread] : [])),
    earliest: (after) => {
      let earliest: number | null = null;
      for (const at of steps.values()) if (at > after && (earliest === null || at < earliest)) earliest = at;
      return earliest;
    },
    underived: () => [...underived],
    unserved: () => [...unserved],
  };
}
