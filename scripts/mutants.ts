import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isThere, type Mutant, mutants } from './mutants/list.js';

/**
 * `npm run mutants [NAME...]`: breaks each invariant of the design on purpose, in a copy of the source, and runs the
 * tests that guard it there. A mutant that no test notices, or whose place in the source is gone, fails the run.
 */

/** A run that takes longer than this counts as noticed by the test runner's own time limits; ms. */
const longest = 180_000;
const atOnce = 2;
const root = resolve(import.meta.dirname, '..');

/** Every pair of tests and pattern that a mutant names passes without it: else each mutant would seem to be noticed. */
async function controlFails(): Promise<string | null> {
  const files = [...new Set(chosen.flatMap(({ tests }) => tests))];
  return (await testsPass({ tests: files, only: '.' }, root, longest * files.length))
    ? null
    : files.join(', ');
}

type Fate = 'killed' | 'SURVIVED' | 'NO SUCH PLACE';

async function fateOf(mutant: Mutant): Promise<Fate> {
  const edits = [mutant, ...(mutant.also ?? [])];
  if (!edits.every((edit) => isThere(root, edit))) return 'NO SUCH PLACE';
  const copy = mkdtempSync(join(tmpdir(), 'thrice-mutant-'));
  try {
    for (const name of ['src', 'test', 'templates', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
      cpSync(join(root, name), join(copy, name), { recursive: true });
    linkPackages(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const { file, find, replace } of edits)
      writeFileSync(
        join(copy, file),
        readFileSync(join(copy, file), 'utf8').replace(find, () => replace),
      );
    return (await testsPass(mutant, copy)) ? 'SURVIVED' : 'killed';
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** All but the caches, which would outlive the copy: what is built in them of a mutant belongs to it alone. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from))
    if (!name.startsWith('.') || name === '.bin') symlinkSync(join(from, name), join(to, name));
}

/** `limit` in ms: a run that takes longer fails. */
function testsPass(
  { tests, only }: Pick<Mutant, 'tests' | 'only'>,
  folder: string,
  limit = longest,
): Promise<boolean> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', ...tests, '-t', only, '--bail', '1', '--maxWorkers', '1'];
  return new Promise((done, fail) => {
    const run = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore', timeout: limit });
    run.on('error', fail);
    run.on('close', (code) => done(code === 0));
  });
}

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const chosen = mutants.filter(
  ({ name, invariant }) =>
    wanted.length === 0 || wanted.includes(name.toLowerCase()) || wanted.includes(invariant.toLowerCase()),
);
const red = await controlFails();
if (red) {
  process.stdout.write(`The tests are red without any mutant: ${red}. Mend them first.\n`);
  process.exit(1);
}
const queue = [...chosen];
const fates = new Map<Mutant, Fate>();
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const fate = await fateOf(mutant);
      fates.set(mutant, fate);
      process.stdout.write(`${mutant.invariant}  ${fate.padEnd(13)}  ${mutant.name}\n`);
    }
  }),
);
const bad = chosen.filter((mutant) => fates.get(mutant) !== 'killed');
process.stdout.write(`\n${chosen.length - bad.length} of ${chosen.length} mutants were noticed.\n`);
for (const mutant of bad)
  process.stdout.write(
    fates.get(mutant) === 'SURVIVED'
      ? `No test notices "${mutant.name}" in ${mutant.file}: ${mutant.tests.join(', ')} should.\n`
      : `"${mutant.name}": the text to replace is not exactly once in ${[mutant, ...(mutant.also ?? [])].map(({ file }) => file).join(' or ')}. Write the mutant anew.\n`,
  );
process.exitCode = bad.length > 0 ? 1 : 0;
