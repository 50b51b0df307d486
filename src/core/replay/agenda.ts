/** What comes when: a heap of moments (ms UTC), each with the number of what is to be looked at then. */
export interface Agenda {
  /** Sets when `what` comes; the moment it had before counts no more. Null: not by itself. */
  readonly set: (what: number, at: number | null) => void;
  /** The earliest moment; null: nothing is to come. */
  readonly next: () => number | null;
  /** Takes what comes at or before `until`, ms UTC, in the order of time. */
  readonly take: (until: number) => number[];
}

type Item = readonly [at: number, what: number];

/** An empty agenda. What was set anew stays in the heap until its old moment comes, and is passed over then. */
export function agenda(): Agenda {
  const heap: Item[] = [];
  const times = new Map<number, number>();
  const top = (): Item | null => {
    while (heap[0] && times.get(heap[0][1]) !== heap[0][0]) pop(heap);
    return heap[0] ?? null;
  };
  return {
    set: (what, at) => {
      if (at === null || at === Number.POSITIVE_INFINITY) times.delete(what);
      else if (times.get(what) !== at) {
        times.set(what, at);
        push(heap, [at, what]);
      }
    },
    next: () => top()?.[0] ?? null,
    take: (until) => {
      const taken: number[] = [];
      for (let item = top(); item && item[0] <= until; item = top()) {
        taken.push(item[1]);
        times.delete(item[1]);
      }
      return taken;
    },
  };
}

function before(a: Item, b: Item): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

function push(heap: Item[], item: Item): void {
  let at = heap.length;
  heap.push(item);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(item, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

function pop(heap: Item[]): void {
  const item = heap.pop()!;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, item)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = item;
}
