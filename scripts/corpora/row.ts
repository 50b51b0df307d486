import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const mailbox = z.object({ address: z.string().nullish() });
/** From and the like: an address, a list of them, or what a mail parser of Rust makes of them. */
const addresses = z.union([
  list,
  z.object({ List: z.array(mailbox) }).transform(({ List }) => List.map(({ address }) => address ?? '')),
  z
    .object({ Group: z.array(z.object({ addresses: z.array(mailbox) })) })
    .transform(({ Group }) => Group.flatMap((one) => one.addresses.map(({ address }) => address ?? ''))),
]);
const report = z.looseObject({
  status: z.string().default(''),
  hard: z.boolean().optional(),
  reason: z.string().default(''),
  recipient: z.string().optional(),
  feedback_type: z.string().optional(),
});

/** What a project states of one of its mails: a line of `expected.jsonl`. What is not named here is not compared. */
const rowForm = z.looseObject({
  file: z.string(),
  kind: z.enum(['human', 'auto_reply', 'bounce', 'bulk', 'calendar', 'unknown']).catch('unknown'),
  subkind: z.string().optional(),
  evidence: z.string().optional(),
  is_bounce: z.boolean().optional(),
  auto_reply: z.boolean().optional(),
  is_bounce_hard: z.boolean().optional(),
  bounced_recipient: z.string().optional(),
  bounced_recipients: z.array(z.string()).optional(),
  status: z.string().optional(),
  action: z.string().optional(),
  orig_message_id: z.string().optional(),
  reports: z.array(report).optional(),
  reply_text: z.string().optional(),
  reply_starts_with: z.string().optional(),
  first_fragment: z.string().optional(),
  reply_contains: list.optional(),
  reply_not_contains: list.optional(),
  signature_text: z.string().optional(),
  max_seconds: z.number().optional(),
  must_not_throw: z.boolean().optional(),
  from: addresses.nullish(),
  from_email: z.string().nullish(),
  to: addresses.nullish(),
  cc: addresses.nullish(),
  reply_to: addresses.nullish(),
  subject: z.string().nullish(),
  message_id: z.string().nullish(),
  in_reply_to: list.nullish(),
  references: list.nullish(),
  thread_parent: z.string().nullish(),
  attachments: z.union([z.number(), z.array(z.unknown()).transform((all) => all.length)]).optional(),
  n_attachments: z.number().optional(),
});
export type Row = z.output<typeof rowForm>;

/** One project: a folder with `mails/`, `bodies/` or `mbox/`, and `expected.jsonl`. */
export interface Corpus {
  readonly name: string;
  readonly folder: string;
  readonly rows: readonly Row[];
  /** Every file that has to be read without an exception, relative to the folder. */
  readonly files: readonly string[];
}

/**
 * The corpora of a folder, or the one that the folder is. Throws an Error for people when there is none, or where a line
 * cannot be read.
 */
export function readCorpora(folder: string): Corpus[] {
  if (!existsSync(folder)) throw new Error(`${folder}: there is no such folder.`);
  const isOne = existsSync(join(folder, 'expected.jsonl'));
  const folders = isOne ? [folder] : subfolders(folder).map((name) => join(folder, name));
  const corpora = folders.filter((one) => existsSync(join(one, 'expected.jsonl'))).map(readCorpus);
  if (corpora.length === 0) throw new Error(`${folder}: no corpus is here (a folder with expected.jsonl).`);
  return corpora;
}

function subfolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function readCorpus(folder: string): Corpus {
  const lines = readFileSync(join(folder, 'expected.jsonl'), 'utf8').split('\n');
  const rows = lines.flatMap((line, at) => (line.trim() === '' ? [] : [rowOf(line, folder, at)]));
  const named = rows.map(({ file }) => file);
  const lying = ['mails', 'bodies', 'mbox'].flatMap((kind) =>
    existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`) : [],
  );
  return { name: basename(folder), folder, rows, files: [...new Set([...lying, ...named])].sort() };
}

function rowOf(line: string, folder: string, at: number): Row {
  try {
    return rowForm.parse(JSON.parse(line));
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${join(folder, 'expected.jsonl')}:${at + 1}: ${words}`);
  }
}
