import { hash53 } from '../core/hash.js';

/**
 * From ids (or other names) to the threads in which they occur, in memory. Ids are kept as hashes: a collision offers
 * one thread too many, never one too few.
 */
export interface IdIndex {
  readonly find: (id: string) => readonly string[];
  /** Gives whether another thread has the id as well. */
  readonly add: (id: string, thread: string) => boolean;
}

/** An empty index. Nearly every id leads to one thread, so that one is kept without a set around it. */
export function idIndex(): IdIndex {
  const map = new Map<number, string | Set<string>>();
  return {
    find: (id) => {
      const found = map.get(hash53(id));
      return found === undefined ? [] : typeof found === 'string' ? [found] : [...found];
    },
    add: (id, thread) => {
      const hash = hash53(id);
      const known = map.get(hash);
      if (known === undefined) map.set(hash, thread);
      else if (typeof known !== 'string') known.add(thread);
      else if (known !== thread) map.set(hash, new Set([known, thread]));
      return known !== undefined && known !== thread;
    },
  };
}
