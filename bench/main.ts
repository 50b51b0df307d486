import { mkdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureClassify } from './classify.js';
import { compile } from './compiled.js';
import { measureGrowth } from './growth.js';
import { serverMissing, startMailbox } from './mailbox.js';
import { measureReading } from './reading.js';
import { measureReplay } from './replay.js';
import { isMet, type Row, table } from './table.js';

const help = `npm run bench [-- --quick] [--json] [--only reading|growth|classify|replay] [--profile FOLDER]
  --quick    1,000 mails; 100 and 1,000 conversations (no verdict on the targets that name larger ones)
  THRICE_CORPORA names a folder of real mails that are classified too
  --profile  writes a CPU profile of each measured process`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
else await run();

async function run(): Promise<void> {
  const { quick, json, only } = values;
  const profile = values.profile ?? null;
  if (profile) mkdirSync(profile, { recursive: true });
  const missing = serverMissing();
  const machine = `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? ''}, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}`;
  const tell = (text: string): void => {
    if (!json) console.log(text);
  };
  tell(`${machine}\nCompiled by tsc; every figure from a process of its own.`);
  if (missing) tell(`Skipped: the first read and the ticks. ${missing}`);
  const children = compile();
  const mailbox =
    missing || only === 'classify' || only === 'replay' ? null : await startMailbox(quick ? 1000 : 10_000);
  const rows: Row[] = [];
  const add = (title: string, more: readonly Row[]): void => {
    rows.push(...more);
    tell(`\n${title}\n${table(more)}`);
  };
  try {
    if (only === undefined || only === 'classify') {
      const corpora = process.env.THRICE_CORPORA || null;
      add(
        'Telling the kind of a mail',
        await measureClassify(children, quick ? 1000 : 4000, corpora, profile),
      );
    }
    if (mailbox && (only === undefined || only === 'reading')) {
      const title = `First read of ${mailbox.mails.toLocaleString('en')} mails, ${Math.round(mailbox.bytes / 1e6)} MB`;
      add(title, await measureReading(children, mailbox, quick ? 1 : 5, profile));
    }
    const counts = quick ? [100, 1000] : [1000, 10_000, 100_000];
    const account = mailbox?.empty ?? null;
    if (only === undefined || only === 'growth')
      add(
        'By number of conversations',
        await measureGrowth(children, account, counts, quick ? 100 : 500, profile),
      );
    if (only === undefined || only === 'replay')
      add('Replay', await measureReplay(children, quick ? 10_000 : 100_000, profile));
  } finally {
    await mailbox?.stop();
  }
  const missed = rows.filter((row) => isMet(row) === false);
  if (json)
    console.log(JSON.stringify({ machine, rows: rows.map((row) => ({ ...row, met: isMet(row) })) }, null, 2));
  else if (missed.length > 0) tell(`\nMissed: ${missed.map(({ what }) => what).join('; ')}`);
}
