import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { classify } from '../core/message/classify/classify.js';
import { fieldOf } from '../core/message/fields.js';
import type { Body, Header, Verdict } from '../core/message/message.js';
import { baseSubject } from '../core/message/subject.js';
import { readMark } from '../mail/own-mark.js';
import { parseBody } from '../mail/parse-body.js';
import { parseHeader } from '../mail/parse-header.js';
import { newText } from '../mail/reply-text.js';
import { clean, cleanLines } from '../templates/clean.js';
import type { CommonOptions } from './context.js';
import { print, printJsonLine, styled, terminalWidth, wrap } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { iso } from './words.js';

type InspectOptions = CommonOptions & { readonly text?: boolean };

/** A mail as `inspect --json` gives it (CONTRACT); ids without brackets, addresses in lower case, dates ISO 8601 UTC. */
export type Inspected = { readonly file: string } & (
  | { readonly error: string }
  | { readonly replyText: string }
  | (ReturnType<typeof headerForm> & ReturnType<typeof verdictForm> & { replyText: string; error?: string })
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

async function inspect(files: readonly string[], options: InspectOptions): Promise<void> {
  for (const file of files) {
    const inspected = await inspectFile(file, options.text ?? false);
    if (options.json) printJsonLine(inspected);
    else print(...linesOf(inspected), '');
  }
}

/** One file; whatever is wrong with it becomes `error`. Never throws. */
async function inspectFile(file: string, isText: boolean): Promise<Inspected> {
  try {
    const raw = await readStart(file);
    return isText ? { file, replyText: replyTextOf(raw) } : { file, ...(await inspectMail(raw)) };
  } catch (error) {
    return { file, error: wordsOf(error) };
  }
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

function replyTextOf(raw: Buffer): string {
  return newText({ text: decoded(raw), html: null, reports: [] });
}

/** UTF-8, or where it is not that, windows-1252. */
function decoded(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder('windows-1252').decode(raw);
  }
}

/** What is seen in one raw mail. Throws when it is none. */
async function inspectMail(raw: Buffer) {
  const header = parseHeader(raw);
  if (header.fields.length === 0) throw new Error('This is no mail: it has no header.');
  const { body, error } = await bodyOf(raw);
  return {
    ...headerForm(header),
    ...verdictForm(verdictOf(header, body)),
    replyText: newText(body),
    ...(error !== null && { error }),
  };
}

/** A body that the parser gives up on is empty, with the reason. */
async function bodyOf(raw: Buffer): Promise<{ body: Body; error: string | null }> {
  try {
    return { body: await parseBody(raw), error: null };
  } catch (error) {
    const body = { text: '', html: null, reports: [] };
    return { body, error: `The body cannot be parsed: ${wordsOf(error)}` };
  }
}

/** Own mail is told by its header alone: without the config's secret nobody can check the signature (I7). */
function verdictOf(header: Header, body: Body): Verdict {
  const mark = fieldOf(header, 'x-thrice');
  if (mark && readMark(mark, header.messageId ?? '', []))
    return { kind: 'own', reason: 'x-thrice-unchecked' };
  const verdict = classify(header, body);
  return 'needsBody' in verdict ? { kind: 'human', reason: 'no-sign-of-a-machine' } : verdict;
}

function headerForm(header: Header) {
  const addresses = (people: Header['to']): string[] => people.map((person) => person.address);
  return {
    messageId: header.messageId,
    from: header.from[0]?.address ?? null,
    to: addresses(header.to),
    cc: addresses(header.cc),
    subject: header.subject,
    baseSubject: baseSubject(header.subject),
    date: header.date === null ? null : iso(header.date),
    inReplyTo: header.inReplyTo,
    references: header.references,
    // What the mail itself states (RFC 3282); nothing is guessed from the text.
    language: fieldOf(header, 'content-language')?.trim().toLowerCase() || null,
  };
}

function verdictForm({ kind, reason, bounce, autoReply }: Verdict) {
  return { kind, reason, ...(bounce && { bounce }), ...(autoReply && { autoReply }) };
}

function linesOf(inspected: Inspected): string[] {
  const width = terminalWidth();
  const title = styled(process.stdout, 'bold', clean(inspected.file, 1000));
  if (!('kind' in inspected))
    return [title, ...('error' in inspected ? [inspected.error] : [cleanLines(inspected.replyText)])];
  const { kind, reason, from, to, cc, subject, date, messageId, bounce, replyText, error } = inspected;
  const recipients = (bounce?.recipients ?? []).map(
    (one) =>
      `Bounce:   ${one.address} ${one.status} ${one.permanent ? 'for good' : 'for now'}: ${one.reason}`,
  );
  const lines = [
    `Kind:     ${kind} (${reason})`,
    `From:     ${from ?? 'nobody'}`,
    `To:       ${[...to, ...cc].join(', ') || 'nobody'}`,
    `Subject:  ${subject || '(none)'}`,
    `Date:     ${date ?? 'none'}`,
    `Id:       ${messageId ?? 'none'}`,
    ...recipients,
    ...(inspected.autoReply?.returnsOn ? [`Returns:  ${inspected.autoReply.returnsOn}`] : []),
    ...(error ? [`Error:    ${error}`] : []),
  ];
  const text = replyText === '' ? ['New text: none'] : ['New text:', ...indented(replyText)];
  return [title, ...lines.flatMap((line) => wrap(clean(line, 2000), width, '  ')), ...text];
}

function indented(text: string): string[] {
  return cleanLines(text)
    .split('\n')
    .map((line) => `  ${line}`.trimEnd());
}
