import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InspectedMail, inspectMail, inspectText } from '../../src/cli/inspected.js';
import { mailsBelow } from '../../src/cli/mail-files.js';

/** What `thrice inspect` gives for one file of a corpus; a plain text has its new text alone. */
export interface Seen {
  readonly mail: InspectedMail | null;
  readonly replyText: string;
  /** The file as it lies there, a character a byte, at most 200,000; for telling why something is not followed. */
  readonly raw: string;
  /** Wall time of reading, parsing and judging, ms; the shorter of two runs when the first took long. */
  readonly ms: number;
  /** What was thrown, or what the parser gave up on; null: nothing. */
  readonly exception: string | null;
}

/** A longer one is read again: a busy machine or the first mail of a process is not the mail's fault. ms */
const long = 200;

/** Reads one file with the functions of `thrice inspect`. Never throws. */
export async function look(folder: string, file: string): Promise<Seen> {
  const seen = await lookOnce(folder, file);
  if (seen.ms < long) return seen;
  const again = await lookOnce(folder, file);
  return again.ms < seen.ms ? again : seen;
}

async function lookOnce(folder: string, file: string): Promise<Seen> {
  const path = join(folder, file);
  const raw = readFileSync(path).toString('latin1').slice(0, 200_000);
  const begin = performance.now();
  try {
    const seen = await read(path, file);
    return { ...seen, raw, ms: performance.now() - begin, exception: seen.mail?.error ?? null };
  } catch (error) {
    const exception = error instanceof Error ? error.message : String(error);
    return { mail: null, replyText: '', raw, ms: performance.now() - begin, exception };
  }
}

async function read(path: string, file: string): Promise<Pick<Seen, 'mail' | 'replyText'>> {
  if (file.startsWith('bodies/')) return { mail: null, replyText: inspectText(readFileSync(path)) };
  let mail: InspectedMail | null = null;
  if (file.startsWith('mbox/')) for (const { raw } of mailsBelow([path])) mail = await inspectMail(raw);
  else mail = await inspectMail(readFileSync(path));
  return { mail, replyText: mail?.replyText ?? '' };
}
