import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { parseHeader } from '../mail/parse-header.js';
import { clean, cleanLines } from '../templates/clean.js';
import type { CommonOptions } from './context.js';
import { inspectedLines } from './inspect-lines.js';
import { type InspectedMail, inspectMail, inspectText } from './inspected.js';
import { isMail, noMail } from './mail-files.js';
import { firstOfMbox } from './mbox.js';
import { complain, print, printJsonLine, progress, styled, terminalWidth } from './output.js';
import { addCommon, optionsOf } from './program.js';

type InspectOptions = CommonOptions & { readonly text?: boolean };

/** A file as `inspect --json` gives it (CONTRACT). */
type Inspected = { readonly file: string } & (
  | { readonly error: string }
  | { readonly replyText: string }
  | InspectedMail
);

/** What of a file is read at most; longer mails have attachments there. */
const mostBytes = 16 * 1024 * 1024;

/** `thrice inspect FILE...`: what Thrice sees in raw mails. Needs no config; what depends on the team is left out. */
export function addInspect(program: Command): void {
  const command = program
    .command('inspect')
    .argument('<file...>', 'raw mails (.eml); - is standard input')
    .description('what Thrice sees in a raw mail: kind, reason, new text, ids')
    .option('--text', 'each file is the plain text of a body; gives its new text')
    .action((files: string[], _options: unknown, command: Command) =>
      inspect(files, optionsOf<InspectOptions>(command)),
    );
  addCommon(command);
}

/** One after the other, each shown as soon as it is read. */
async function inspect(files: readonly string[], options: InspectOptions): Promise<void> {
  const { stderr, stdout } = process;
  const said = stderr.isTTY && !stdout.isTTY && files.length > 100 ? progress('Inspecting') : null;
  for (const [at, file] of files.entries()) {
    const inspected = await inspectFile(file, options.text ?? false);
    if (options.json) printJsonLine(inspected);
    else if ('error' in inspected && !('kind' in inspected))
      complain(`${clean(file, 1000)}: ${clean(inspected.error, 1000)}`);
    else print(...linesOf(inspected), '');
    said?.step(`${at + 1} of ${files.length}`);
  }
  said?.end();
}

/** One file; whatever is wrong with it becomes `error`. Never throws. */
async function inspectFile(file: string, isText: boolean): Promise<Inspected> {
  try {
    const read = await readStart(file);
    if (isText)
      return isBinary(read) ? { file, error: 'This is no text.' } : { file, replyText: inspectText(read) };
    const raw = read.toString('latin1', 0, 5) === 'From ' ? firstOf(file, read) : read;
    if (!isMail(parseHeader(raw))) return { file, error: noMail };
    return { file, ...(await inspectMail(raw)) };
  } catch (error) {
    return { file, error: wordsOf(error) };
  }
}

/** More than a few control characters; a text may bear some by mistake. */
function isBinary(read: Buffer): boolean {
  const start = read.subarray(0, 8192);
  const controls = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length;
  return controls > start.length / 50;
}

/** Of an mbox with several mails the first, and a hint. */
function firstOf(file: string, read: Buffer): Buffer {
  const { raw, more } = firstOfMbox(read);
  if (more)
    complain(
      `${clean(file, 1000)}: this is an mbox, and what is shown is its first mail. \`thrice threads\` and \`thrice replay\` read all of them.`,
    );
  return raw;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder. `thrice threads` reads folders.';
  if (code === 'EACCES') return 'The file may not be read.';
  return error.message;
}

/** The beginning of a file, or of standard input. */
async function readStart(file: string): Promise<Buffer> {
  const stream = file === '-' ? process.stdin : createReadStream(file, { end: mostBytes - 1 });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (size < mostBytes) chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return Buffer.concat(chunks);
}

function linesOf(inspected: Inspected): string[] {
  const title = styled(process.stdout, ['bold', 'underline'], clean(inspected.file, 1000));
  if ('kind' in inspected) return [title, ...inspectedLines(inspected, terminalWidth())];
  return [title, 'error' in inspected ? inspected.error : cleanLines(inspected.replyText)];
}
