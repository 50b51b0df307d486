import { closeSync, openSync, readSync } from 'node:fs';

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

/** So much of an mbox is read at once, in bytes: it may be larger than any buffer can be. */
const chunk = 4 * 1024 * 1024;
/** So much of a "From " line is looked at, in bytes. */
const postmark = 200;

/**
 * mbox (RFC 4155): a mail begins at a line "From " at the start or behind an empty line. A writer that does not quote
 * such lines in bodies makes two mails of one, unless the line has no digits as a date has.
 */
export function* mailsInMbox(file: string): Generator<FileMail> {
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

/** The first mail of what begins like an mbox, and whether another one follows. */
export function firstOfMbox(content: Buffer): { readonly raw: Buffer; readonly more: boolean } {
  for (let at = content.indexOf('\nFrom '); at >= 0; at = content.indexOf('\nFrom ', at + 1))
    if (emptyLineBefore(content, at) && isPostmark(content, at + 1))
      return { raw: content.subarray(0, at), more: true };
  return { raw: content, more: false };
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
