import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CommandError } from './context.js';

/** One raw mail of a file; `index` counts from 0 within it. */
export interface FileMail {
  readonly file: string;
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
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(512);
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(file);
  }
}

/** A file that begins with "From " is an mbox, any other a single mail. */
function* mailsInFile(file: string): Generator<FileMail> {
  const content = readFileSync(file);
  if (content.subarray(0, 5).toString('latin1') !== 'From ') {
    yield { file, index: 0, raw: content };
    return;
  }
  let index = 0;
  for (const raw of splitMbox(content)) yield { file, index: index++, raw };
}

/**
 * mbox (RFC 4155): a mail begins at a line "From " at the start or behind an empty line. A writer that does not quote
 * such lines in bodies makes two mails of one, unless the line has no digits as a date has.
 */
function* splitMbox(content: Buffer): Generator<Buffer> {
  let begin = 0;
  for (let at = content.indexOf('\nFrom '); at >= 0; at = content.indexOf('\nFrom ', at + 1)) {
    if (!emptyLineBefore(content, at) || !isPostmark(content, at + 1)) continue;
    yield content.subarray(begin, at);
    begin = at + 1;
  }
  yield content.subarray(begin);
}

/** `at` is the line end in front of "From "; the line that it ends must be empty. */
function emptyLineBefore(content: Buffer, at: number): boolean {
  const before = content[at - 1] === 13 ? at - 2 : at - 1;
  return content[before] === 10;
}

function isPostmark(content: Buffer, at: number): boolean {
  const end = content.indexOf(10, at);
  return /\d\d:\d\d|\d{4}/.test(
    content.toString('latin1', at, end < 0 ? content.length : Math.min(end, at + 200)),
  );
}

/** A stand-in for the missing Message-ID: a hash of the mail. */
export function hashedId(raw: Buffer): string {
  return `${createHash('sha256').update(raw).digest('hex').slice(0, 32)}@none`;
}
