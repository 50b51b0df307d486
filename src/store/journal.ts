import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { NoteContent } from '../core/conversation/note.js';

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
  /** The result note, known in phase `done`; `noted` once it lies in the mailbox. */
  readonly result?: Extract<NoteContent, { type: 'result' }>;
  readonly noted?: boolean;
}

export interface Journal {
  /** Writes the entry and waits for the disk. Throws when the disk refuses (then nothing may be sent). */
  readonly write: (entry: JournalEntry) => void;
  /** Keeps the mail itself until a copy of it is seen in Sent. */
  readonly keepMail: (id: string, raw: Buffer) => void;
  readonly mail: (id: string) => Buffer | null;
  readonly entries: () => JournalEntry[];
  readonly remove: (id: string) => void;
}

/**
 * Opens the journal in `folder`; an entry that cannot be read counts as `data`, the careful side. `readOnly`: the folder
 * is not made when it is missing.
 */
export function openJournal(folder: string, readOnly = false): Journal {
  if (!readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (id: string, ending: string): string => join(folder, `${encodeURIComponent(id)}.${ending}`);
  return {
    write: (entry) => writeDurably(folder, file(entry.id, 'json'), JSON.stringify(entry)),
    keepMail: (id, raw) => writeDurably(folder, file(id, 'eml'), raw),
    mail: (id) => (existsSync(file(id, 'eml')) ? readFileSync(file(id, 'eml')) : null),
    entries: () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
        .sort()
        .map((name) => readEntry(join(folder, name), decodeURIComponent(name.slice(0, -'.json'.length)))),
    remove: (id) => {
      rmSync(file(id, 'json'), { force: true });
      rmSync(file(id, 'eml'), { force: true });
    },
  };
}

function readEntry(path: string, id: string): JournalEntry {
  try {
    const entry = JSON.parse(readFileSync(path, 'utf8')) as JournalEntry;
    if (entry.v === 1 && entry.id === id) return entry;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { v: 1, id, anchor: '', phase: 'data', at: 0 };
}

/** Temp file, fsync, rename, fsync of the folder: the new content is there after a power loss, or the old one is. */
function writeDurably(folder: string, path: string, content: string | Buffer): void {
  const temporary = join(folder, `.${process.pid}.tmp`);
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, typeof content === 'string' ? Buffer.from(content) : content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
