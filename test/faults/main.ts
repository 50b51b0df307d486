import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { serversMissing } from '../servers/servers.js';
import { distanceScenario } from './distance.js';
import { killScenario } from './kill.js';
import { lateScenario } from './late.js';
import { repliesScenario } from './replies.js';
import { type Told, tellDistance, tellKills, tellLate, tellReplies, tellSmtp } from './report.js';
import { smtpScenario } from './smtp.js';

/** `npm run test:faults [-- --seed N] [-- SCENARIO...]`: breaks what is under Thrice on purpose, and audits what came. */
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const scenarios: Readonly<Record<string, (seed: number, quick: boolean) => Promise<Told>>> = {
  kill: async (seed, quick) =>
    tellKills(await killScenario({ seed, kills: quick ? 40 : 310, conversations: quick ? 20 : 160, say })),
  late: async (seed) => tellLate(await lateScenario(seed)),
  smtp: async (seed) => tellSmtp(await smtpScenario(seed)),
  distance: async (seed) => tellDistance(await distanceScenario(seed)),
  replies: async (seed, quick) => tellReplies(await repliesScenario(seed, quick ? 40 : 200)),
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
  for (const name of positionals.length > 0 ? positionals : Object.keys(scenarios)) {
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
