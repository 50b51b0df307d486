import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../../src/core/message/classify/classify.js';
import { parseBody } from '../../src/mail/parse-body.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { generateMails } from '../mail.js';
import { notices } from '../notices.js';
import { type Cost, report, stopwatch, taskOf } from './child.js';

/** What the parent reads: CPU ms for one mail, the means of several rounds over all. */
export interface Classified {
  readonly mails: number;
  readonly bytes: number;
  readonly parse: number;
  readonly classify: number;
}

const rounds = 5;
/** `corpora`: a folder of corpora whose mails are taken instead of generated ones. */
const { mails, corpora } = taskOf<{ mails: number; corpora: string | null }>();
const raws = corpora === null ? [...generated(mails)] : mailsOf(corpora);

function* generated(count: number): Generator<Buffer> {
  // As a shared mailbox has them: every tenth is a bounce, a notice or an absence.
  const others = notices();
  let n = 0;
  for (const { raw } of generateMails(count, Date.UTC(2026, 0, 1)))
    yield ++n % 10 === 0 ? others[(n / 10) % others.length]! : raw;
}

function mailsOf(folder: string): Buffer[] {
  return readdirSync(folder)
    .map((name) => join(folder, name, 'mails'))
    .filter((mails) => existsSync(mails))
    .flatMap((mails) => readdirSync(mails).map((name) => readFileSync(join(mails, name))));
}

const read = async () => {
  const parsed = [];
  for (const raw of raws)
    parsed.push({ header: parseHeader(raw), body: await parseBody(raw).catch(() => null) });
  return parsed;
};

async function run(): Promise<{ parse: Cost; judge: Cost }> {
  const parsing = stopwatch();
  const parsed = await read();
  const parse = parsing();
  const judging = stopwatch();
  // As the daemon asks: by the header first, with the body only where that decides nothing.
  for (const { header, body } of parsed)
    if ('needsBody' in classify(header, null) && body) classify(header, body);
  return { parse, judge: judging() };
}

await run();
const all: { parse: Cost; judge: Cost }[] = [];
for (let round = 0; round < rounds; round++) all.push(await run());
const mean = (of: (one: { parse: Cost; judge: Cost }) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0) / rounds / raws.length;
report({
  mails: raws.length,
  bytes: raws.reduce((sum, raw) => sum + raw.length, 0),
  parse: mean(({ parse }) => parse.cpu),
  classify: mean(({ judge }) => judge.cpu),
} satisfies Classified);
