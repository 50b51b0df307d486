import { beginsWith, hash53, shortHead } from '../core/hash.js';

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

/** From names that many threads share to a list of these, in memory: eight bytes each. */
export interface ListIndex {
  readonly find: (name: string) => readonly string[];
  /** Expects each mail of a thread once. */
  readonly add: (name: string, thread: string) => void;
}

/** An empty index, for few names. */
export function listIndex(): ListIndex {
  const lists = new Map<string, string[]>();
  return {
    find: (name) => [...new Set(lists.get(name))],
    add: (name, thread) => {
      const list = lists.get(name);
      if (!list) lists.set(name, [thread]);
      else if (list.at(-1) !== thread) list.push(thread);
    },
  };
}

/** From the short hashes of mails (`shortHash` of their keys), and from the beginnings of them, to their threads. */
export interface ShortIndex {
  /** A thread too many now and then: only the first six letters are looked at. */
  readonly find: (beginning: string) => readonly string[];
  /** Expects each mail of a thread once. */
  readonly add: (messageKey: string, thread: string) => void;
}

/**
 * An empty index. There are several times as many mails as threads, and people ask seldom: so this is a plain list, four
 * bytes a mail, that is walked to its end. A thread has one run of it or a few, from `starts` on.
 */
export function shortIndex(): ShortIndex {
  let heads = new Uint32Array(1024);
  let size = 0;
  const starts: number[] = [];
  const threads: string[] = [];
  return {
    find: (beginning) => {
      const fits = beginsWith(beginning);
      if (fits === null) return [];
      const found = new Set<string>();
      let run = 0;
      for (let i = 0; i < size; i++) {
        if (!fits(heads[i]!)) continue;
        while ((starts[run + 1] ?? size) <= i) run++;
        found.add(threads[run]!);
      }
      return [...found];
    },
    add: (messageKey, thread) => {
      if (thread !== threads.at(-1)) {
        starts.push(size);
        threads.push(thread);
      }
      if (size === heads.length) heads = grown(heads);
      heads[size++] = shortHead(messageKey);
    },
  };
}

function grown(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(list.length * 2);
  more.set(list);
  return more;
}
