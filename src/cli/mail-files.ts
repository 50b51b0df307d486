import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Header } from '../core/message/parsed.js';
import { CommandError } from './context.js';
import { type FileMail, type FilePlace, mailsInMbox } from './mbox.js';

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

/** Why a file or a part of an mbox is left out. */
export const noMail = 'This is no mail: it has none of the header fields that mails have.';

/** Fields of which every mail has one (RFC 5322 3.6, RFC 2045); a list of words with colons has none of them. */
const ofMails =
  /^(?:(?:resent-)?(?:from|sender|reply-to|to|cc|bcc|date|message-id)|subject|in-reply-to|references|received|return-path|delivered-to|mime-version|content-type)$/;

/** Whether what was read as a header is one of a mail. Any text can be read as one: /etc/passwd has "fields" as well. */
export function isMail({ fields }: Header): boolean {
  return fields.some(({ name }) => ofMails.test(name));
}

/** What to say where no mail was found below some paths. */
export function nothingIn(paths: readonly string[]): string {
  return `No mail was found in ${paths.join(', ')}. In a folder those files count that end in .eml, .mbox, .mbx or .mail, those without an ending that begin like a mail, and Maildirs.`;
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
