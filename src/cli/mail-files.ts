import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CommandError } from './context.js';

/** Where a mail lies among files. */
export interface FilePlace {
  readonly file: string;
  /** In bytes, within the file. */
  readonly offset: number;
  readonly length: number;
}

/** One raw mail of a file; `index` counts from 0 within it. */
export interface FileMail extends FilePlace {
  readonly index: number;
  readonly raw: Buffer;
}

/**
 * The mails below some paths: Maildir folders (with those inside), mbox files, single mails, and folders of them. In a
 * folder the endings .eml, .mbox, .mbx and .mail count, and files without an ending that begin like a mail.
 * Throws a CommandError for a path that does not exist.
 */
export function* mailsBelow(paths: readonly string[]): Generator<FileMail> {
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new CommandError(`${path}: there is no such file or folder.`, 2);
    if (stat.isDirectory()) yield* mailsInFolder(path);
    else yield* mailsInFile(path);
  }
}

/** The raw mail once more; shorter or empty when the file changed meanwhile. Throws when it cannot be read. */
export function mailAt({ file, offset, length }: FilePlace): Buffer {
  return reading(file, (read) => read(offset, length));
}

function* mailsInFolder(folder: string): Generator<FileMail> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(entries.map((entry) => entry.name));
  const isMaildir = names.has('cur') && names.has('new');
  const inMaildir = /(?:^|[/\\])(?:cur|new)[/\\]?$/.test(folder);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // Unfinished deliveries of a Maildir are no mails yet; links are not followed, for they may lead in circles.
    if (entry.isDirectory() && !(isMaildir && entry.name === 'tmp')) yield* mailsInFolder(path);
    else if (entry.isFile() && !isMaildir && (inMaildir || looksLikeMail(path))) yield* mailsInFile(path);
  }
}

function looksLikeMail(path: string): boolean {
  const ending = extname(path).toLowerCase();
  if (['.eml', '.mbox', '.mbx', '.mail'].includes(ending)) return true;
  return /^(?:|\.\d*)$/.test(ending) && /^(?:From |[!-9;-~]{1,70}:[ \t])/.test(beginning(path));
}

function beginning(path: string): string {
  return reading(path, (read) => read(0, 512).toString('latin1'));
}

function reading<T>(path: string, work: (read: (offset: number, length: number) => Buffer) => T): T {
  const file = openSync(path, 'r');
  try {
    return work((offset, length) => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, offset));
    });
  } finally {
    closeSync(file);
  }
}

/** A file that begins with "From " is an mbox, any other a single mail. */
function* mailsInFile(file: string): Generator<FileMail> {
  if (beginning(file).startsWith('From ')) {
    yield* mailsInMbox(file);
    return;
  }
  const raw = readFileSync(file);
  yield { file, index: 0, raw, offset: 0, length: raw.length };
}

/** So much of an mbox is read at once, in bytes: it may be larger than any buffer can be. */
const chunk = 4 * 1024 * 1024;
/** So much of a "From " line is looked at, in bytes. */
const postmark = 200;

/**
 * mbox (RFC 4155): a mail begins at a line "From " at the start or behind an empty line. A writer that does not quote
 * such lines in bodies makes two mails of one, unless the line has no digits as a date has.
 */
function* mailsInMbox(file: string): Generator<FileMail> {
  const descriptor = openSync(file, 'r');
  try {
    // `content` is the file from `base` on, beginning with a mail; nothing begins before `seen`.
    let [content, base, seen, index] = [Buffer.alloc(0), 0, 0, 0];
    for (let ended = false; !ended; ) {
      const more = Buffer.alloc(chunk);
      const length = readSync(descriptor, more, 0, chunk, base + content.length);
      ended = length === 0;
      content = Buffer.concat([content, more.subarray(0, length)]);
      const known = ended ? content.length : content.length - postmark;
      let begin = 0;
      let at = content.indexOf('\nFrom ', seen);
      for (; at >= 0 && at < known; at = content.indexOf('\nFrom ', at + 1)) {
        if (!emptyLineBefore(content, at) || !isPostmark(content, at + 1)) continue;
        yield {
          file,
          index: index++,
          raw: content.subarray(begin, at),
          offset: base + begin,
          length: at - begin,
        };
        begin = at + 1;
      }
      if (ended)
        yield {
          file,
          index,
          raw: content.subarray(begin),
          offset: base + begin,
          length: content.length - begin,
        };
      seen = Math.max(0, known - begin);
      content = content.subarray(begin);
      base += begin;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** `at` is the line end in front of "From "; the line that it ends must be empty. */
function emptyLineBefore(content: Buffer, at: number): boolean {
  const before = content[at - 1] === 13 ? at - 2 : at - 1;
  return content[before] === 10;
}

function isPostmark(content: Buffer, at: number): boolean {
  const end = content.indexOf(10, at);
  return /\d\d:\d\d|\d{4}/.test(
    content.toString('latin1', at, end < 0 ? content.length : Math.min(end, at + postmark)),
  );
}
