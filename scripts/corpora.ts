import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keepHeapSmall } from '../src/heap.js';
import { type Judged, judgeCorpus, type Ran } from './corpora/judge.js';
import { reportLines } from './corpora/report.js';
import { type Corpus, readCorpora } from './corpora/row.js';
import { targetsOf } from './corpora/target.js';

const help = `npm run corpora [-- FOLDER] [--json] [--doc FILE]
  Compares what thrice inspect sees in real mails with what other projects state of them.
  FOLDER  corpora, or one corpus (default: $THRICE_CORPORA, then ../shared/corpora); docs/corpora.md tells the form
  --json  every statement with what was seen
  --doc   writes the report into FILE, below its marker line
  Exit status 1 when a target is missed that the mails decide; time and memory are told.`;

const marker = '<!-- below: npm run corpora -- --doc docs/corpora.md -->';

const given = options();
if (typeof given === 'string') {
  console.error(given);
  process.exitCode = 2;
} else if (given.values.help) console.log(help);
else await run(given.positionals[0] ?? (process.env.THRICE_CORPORA || '../shared/corpora'), given.values);

/** The command line, or what is wrong with it. */
function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        doc: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return `${what.replace(/\.$/, '')}. npm run corpora -- --help tells the options.`;
  }
}

async function run(folder: string, values: { json: boolean; doc?: string | undefined }): Promise<void> {
  let corpora: Corpus[];
  try {
    corpora = readCorpora(folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
    return;
  }
  keepHeapSmall();
  const [judged, ran]: [Judged[], Ran[]] = [[], []];
  for (const corpus of corpora) {
    const one = await judgeCorpus(corpus);
    judged.push(...one.judged);
    ran.push(...one.ran);
  }
  const targets = targetsOf(judged, ran, process.resourceUsage().maxRSS * 1024);
  if (values.json) console.log(JSON.stringify({ targets, ran, judged }, null, 1));
  else {
    const lines = reportLines(judged, ran, targets);
    if (values.doc) writeDocument(values.doc, lines);
    else console.log(lines.join('\n'));
  }
  const missed = targets.filter(({ met }) => !met);
  for (const { what, wanted, reached } of missed) console.error(`Missed: ${what}: ${reached}, not ${wanted}`);
  process.exitCode = missed.some((target) => target.of === 'mails') ? 1 : 0;
}

/** What stands above the marker is written by people. */
function writeDocument(file: string, lines: readonly string[]): void {
  const [above] = readFileSync(file, 'utf8').split(marker);
  writeFileSync(file, `${above}${marker}\n\n${lines.join('\n').trimEnd()}\n`);
}
