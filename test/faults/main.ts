import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { serversMissing } from '../servers/servers.js';
import { distanceScenario } from './distance.js';
import { imapScenario } from './imap-report.js';
import { killScenario } from './kill.js';
import { lateScenario } from './late.js';
import { repliesScenario } from './replies.js';
import { type Told, tellDistance, tellKills, tellLate, tellReplies, tellSmtp } from './report.js';
import { smtpScenario } from './smtp.js';
import { soakScenario } from './soak.js';
import { tellSoak } from './soak-report.js';
import { soakSize } from './soak-size.js';
import { stopScenario, tellStop } from './stop.js';

/** `npm run test:faults [-- --seed N] [-- SCENARIO...]`: breaks what is under Thrice on purpose, and audits what came. */
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const scenarios: Readonly<Record<string, (seed: number, quick: boolean) => Promise<Told>>> = {
  kill: async (seed, quick) =>
    tellKills(await killScenario({ seed, kills: quick ? 40 : 310, conversations: quick ? 20 : 160, say })),
  late: async (seed) => tellLate(await lateScenario(seed)),
  smtp: async (seed) => tellSmtp(await smtpScenario(seed)),
  imap: (seed, quick) => imapScenario(seed, quick, say),
  distance: async (seed) => tellDistance(await distanceScenario(seed)),
  stop: async (seed, quick) => tellStop(await stopScenario(seed, quick ? 5_000 : 100_000)),
  replies: async (seed, quick) => tellReplies(await repliesScenario(seed, quick ? 40 : 200)),
  soak: async (seed, quick) =>
    tellSoak(await soakScenario({ seed, say, ...soakSize(quick, process.env.THRICE_SOAK) }), !quick),
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const missing = serversMissing();
  const unknown = positionals.filter((name) => !scenarios[name]);
  if (missing !== null || unknown.length > 0) {
    say(
      missing ?? `No such scenario: ${unknown.join(', ')}. There are: ${Object.keys(scenarios).join(', ')}.`,
    );
    return 2;
  }
  const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed);
  console.log(`Seed ${seed}`);
  const wrong: string[] = [];
  // The soak takes longer than all others together: it runs when it is asked for.
  const standard = Object.keys(scenarios).filter((name) => name !== 'soak');
  for (const name of positionals.length > 0 ? positionals : standard) {
    const begin = performance.now();
    const told = await scenarios[name]!(seed, values.quick);
    console.log(`\n== ${name} (${Math.round((performance.now() - begin) / 1000)} s)\n`);
    for (const line of [...told.lines, ...told.wrong.map((what) => `WRONG: ${what}`)]) console.log(line);
    if (told.wrong.length > 0) wrong.push(name);
  }
  const quick = values.quick ? ' --quick' : '';
  if (wrong.length > 0)
    console.log(
      `\nNot as it has to be. Again: npm run test:faults -- --seed ${seed}${quick} ${wrong.join(' ')}`,
    );
  else
    console.log(
      `\nNothing sent twice, lost or out of order. Again: npm run test:faults -- --seed ${seed}${quick}`,
    );
  return wrong.length > 0 ? 1 : 0;
}

process.exitCode = await main();
