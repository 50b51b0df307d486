import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { sep } from 'node:path';
import type { Thread } from '../core/conversation/link.js';
import { readDocument, removeDocument, writeDocument } from './document.js';
import { isListOf, isMessage, isNote, isObject, isText } from './shapes.js';
import type { Upcoming } from './upcoming.js';

/** One document: a thread with all its facts. Nearly always that is one conversation. */
export interface StoredThread extends Thread {
  readonly v: 1;
  readonly upcoming: Upcoming | null;
}

/** The documents of a folder, the lately used and the not yet written ones in memory. */
export interface ThreadDocuments {
  readonly get: (key: string) => StoredThread | null;
  /** Changes a document; the disk learns of it by `flush`. */
  readonly set: (key: string, thread: StoredThread) => void;
  /** Removes a document that became part of another: from the disk by `flush`, after the others were written. */
  readonly remove: (key: string) => void;
  readonly flush: () => void;
  /** How many documents wait for `flush`. */
  readonly unwritten: () => number;
  /** Every document on the disk, read one after the other and not kept. */
  readonly all: () => Generator<[key: string, thread: StoredThread]>;
  /** Where documents that could not be read lie now. */
  readonly corrupt: readonly string[];
}

/** So many documents stay in memory after they were used. */
const most = 500;

function isStoredThread(data: unknown): data is StoredThread {
  if (!isObject(data)) return false;
  const { v, messages, notes, upcoming } = data;
  return v === 1 && isListOf(messages, isMessage) && isListOf(notes, isNote) && isUpcoming(upcoming);
}

function isUpcoming(data: unknown): boolean {
  if (data === null) return true;
  return (
    isObject(data) &&
    isText(data.by) &&
    (data.at === null || Number.isFinite(data.at)) &&
    isObject(data.foreseen) &&
    Object.values(data.foreseen).every(Number.isFinite)
  );
}

/** Opens the folder, reading nothing yet. `readOnly`: nothing on the disk is changed, and `flush` throws. */
export function threadDocuments(folder: string, readOnly: boolean): ThreadDocuments {
  if (!readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = (key: string): string => `${folder}${sep}${key}.json`;
  const changed = new Map<string, StoredThread>();
  const removed = new Set<string>();
  const corrupt: string[] = [];
  const used = lately<StoredThread>(most);
  const read = (key: string, isFile?: boolean): StoredThread | null => {
    const document = readDocument(path(key), isStoredThread, readOnly, isFile);
    if ('corrupt' in document) corrupt.push(document.corrupt);
    return 'data' in document ? document.data : null;
  };
  return {
    get: (key) => {
      if (removed.has(key)) return null;
      const known = changed.get(key) ?? used.get(key) ?? read(key);
      if (known && !changed.has(key)) used.set(key, known);
      return known;
    },
    set: (key, thread) => {
      changed.set(key, thread);
      removed.delete(key);
      used.delete(key);
    },
    remove: (key) => {
      changed.delete(key);
      used.delete(key);
      removed.add(key);
    },
    flush: () => {
      if (readOnly) throw new Error('The data folder was opened for reading only.');
      for (const [key, thread] of changed) {
        writeDocument(path(key), thread);
        used.set(key, thread);
      }
      changed.clear();
      for (const key of removed) removeDocument(path(key));
      removed.clear();
    },
    unwritten: () => changed.size + removed.size,
    *all() {
      for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
        if (!entry.name.endsWith('.json') || entry.name.startsWith('.')) continue;
        const key = entry.name.slice(0, -'.json'.length);
        const thread = read(key, entry.isFile());
        if (thread) yield [key, thread];
      }
    },
    corrupt,
  };
}

/** A map that forgets what was not used for longest. */
function lately<T>(size: number): Pick<Map<string, T>, 'get' | 'delete'> & {
  set(key: string, value: T): void;
} {
  const map = new Map<string, T>();
  return {
    get: (key) => map.get(key),
    delete: (key) => map.delete(key),
    set(key, value) {
      map.delete(key);
      map.set(key, value);
      if (map.size > size) map.delete(map.keys().next().value!);
    },
  };
}
