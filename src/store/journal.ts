import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { NoteContent } from '../core/conversation/note.js';
import type { Owner } from './lock.js';
import { isObject, isText } from './shapes.js';

/** What is known on this machine of one sending; each entry is on the disk (fsync) before what it announces happens. */
export interface JournalEntry {
  readonly v: 1;
  /** Message-ID of the mail. */
  readonly id: string;
  readonly anchor: string;
  /** claiming: certainly nothing left. data: it may have left. done: what came of it is known. */
  readonly phase: 'claiming' | 'data' | 'done';
  /** ms UTC. */
  readonly at: number;
  /** Who had the data folder when it was written, which the journal itself adds; absent: an earlier version wrote it. */
  readonly by?: Owner;
  /** The result note, known in phase `done`; `noted` once it lies in the mailbox. */
  readonly result?: Extract<NoteContent, { type: 'result' }>;
  readonly noted?: boolean;
}

export interface Journal {
  /** Writes the entry and waits for the disk. Throws when the disk refuses (then nothing may be sent). */
  readonly write: (entry: JournalEntry) => void;
  /** Keeps the mail itself until a copy of it is seen in Sent. */
  readonly keepMail: (id: string, raw: Buffer) => void;
  /** Null as well where it is damaged: half a mail is no copy. */
  readonly mail: (id: string) => Buffer | null;
  readonly entries: () => JournalEntry[];
  readonly remove: (id: string) => void;
}

/**
 * Opens the journal in `folder`; an entry that cannot be read counts as `data`, the careful side. `readOnly`: the folder
 * is not made when it is missing. `guard` is called before each entry and throws where it must not be written. `holder`
 * has the data folder, and each entry says so.
 */
export function openJournal(
  folder: string,
  readOnly = false,
  guard: () => void = () => {},
  holder: Owner | null = null,
): Journal {
  if (!readOnly) prepare(folder);
  const file = (id: string, ending: string): string => join(folder, `${encodeURIComponent(id)}.${ending}`);
  return {
    write: (entry) => {
      guard();
      const named = { ...entry, ...(holder && { by: holder }) };
      writeDurably(folder, file(entry.id, 'json'), JSON.stringify(named));
    },
    keepMail: (id, raw) => writeDurably(folder, file(id, 'eml'), Buffer.concat([seal(raw), raw])),
    mail: (id) => keptMail(file(id, 'eml')),
    entries: () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
        .sort()
        .map((name) => readEntry(join(folder, name), idOf(name))),
    remove: (id) => {
      rmSync(file(id, 'json'), { force: true, recursive: true });
      rmSync(file(id, 'eml'), { force: true, recursive: true });
    },
  };
}

/** The folder itself must survive a power loss, and so must the one that it lies in. What a crash left half goes. */
function prepare(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const path of [folder, dirname(folder), dirname(dirname(folder))]) syncFolder(path);
  for (const name of readdirSync(folder))
    if (name.startsWith('.') && name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
}

/** A first header line that tells whether the rest is whole. */
function seal(raw: Buffer): Buffer {
  return Buffer.from(`X-Thrice-Kept: ${createHash('sha256').update(raw).digest('hex')}\r\n`);
}

function keptMail(path: string): Buffer | null {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return null;
  const kept = readFileSync(path);
  const raw = kept.subarray(kept.indexOf('\n') + 1);
  return kept.subarray(0, kept.length - raw.length).equals(seal(raw)) ? raw : null;
}

function idOf(name: string): string {
  const text = name.slice(0, -'.json'.length);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const phases = new Set<unknown>(['claiming', 'data', 'done']);

function readEntry(path: string, id: string): JournalEntry {
  try {
    const entry: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isEntry(entry) && entry.id === id) return entry;
  } catch (error) {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
    if (!(error instanceof SyntaxError) && !isFolder) throw error;
  }
  return { v: 1, id, anchor: '', phase: 'data', at: 0 };
}

function isEntry(data: unknown): data is JournalEntry {
  if (!isObject(data)) return false;
  const { v, id, anchor, phase, at, by, result } = data;
  return (
    v === 1 &&
    isText(id) &&
    isText(anchor) &&
    phases.has(phase) &&
    Number.isFinite(at) &&
    (by === undefined || isOwner(by)) &&
    (phase === 'done') === (result !== undefined) &&
    (result === undefined || (isObject(result) && result.type === 'result' && isText(result.anchor)))
  );
}

function isOwner(data: unknown): boolean {
  if (!isObject(data)) return false;
  const { pid, started, since } = data;
  return Number.isInteger(pid) && (started === null || isText(started)) && Number.isFinite(since);
}

/** Temp file, fsync, rename, fsync of the folder: the new content is there after a power loss, or the old one is. */
function writeDurably(folder: string, path: string, content: string | Buffer): void {
  const temporary = join(folder, `.${process.pid}.tmp`);
  // What a crash left there, and never through a link.
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o600);
  try {
    // Unlike writeSync it writes all of it: on a nearly full disk write(2) may take a part and call that a success.
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // A folder in its place is damage, and would keep every sending from being settled.
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmSync(path, { recursive: true });
  renameSync(temporary, path);
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
