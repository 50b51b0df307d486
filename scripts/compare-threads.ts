import { mailsBelow } from '../src/cli/mail-files.js';
import { oddThreads, readOtherwise } from '../test/servers/odd-threads.js';
import { serversMissing, startServers } from '../test/servers/servers.js';
import { compareThreads, type Difference } from '../test/servers/thread-differences.js';
import { dovecotThreads, notmuchMissing, notmuchThreads, ourThreads } from '../test/servers/thread-peers.js';

/**
 * How `thrice threads` groups mails, beside Dovecot's THREAD=REFS and notmuch, wherever these two agree:
 *   npx tsx scripts/compare-threads.ts [FOLDER...]
 * Without folders on 600 generated mails with everything that is odd about threads but what is read otherwise on purpose
 * (docs/threading.md). Exit 1 where they differ.
 */

interface Pile {
  readonly name: string;
  readonly mails: readonly Buffer[];
  readonly about: readonly string[];
}

const missing = serversMissing() ?? notmuchMissing();
if (missing) {
  process.stdout.write(`Nothing was compared: ${missing}\n`);
  process.exit(2);
}
const folders = process.argv.slice(2);
const piles: Pile[] = folders.length === 0 ? [1, 2, 3].map(generated) : folders.map(pileOf);
const servers = await startServers();
try {
  for (const [i, pile] of piles.entries()) await compare(pile, `Threads${i}`);
} finally {
  await servers.stop();
}

function generated(seed: number): Pile {
  const odd = oddThreads(600, readOtherwise, seed);
  return {
    name: `generated (seed ${seed})`,
    mails: odd.map((one) => one.raw),
    about: odd.map((one) => one.oddity),
  };
}

function pileOf(folder: string): Pile {
  const mails = [...mailsBelow([folder])].map(({ file, index, raw }) => ({
    raw,
    about: `${file} [${index}]`,
  }));
  return { name: folder, mails: mails.map((one) => one.raw), about: mails.map((one) => one.about) };
}

async function compare({ name, mails, about }: Pile, folder: string): Promise<void> {
  const { places, ids } = await ourThreads(mails);
  const refs = await dovecotThreads(mails, servers, folder);
  const result = compareThreads(places, notmuchThreads(mails), refs, (i) => ids[i]!);
  const { pairs, parents, differences } = result;
  process.stdout.write(
    `${name}: ${mails.length} mails\n` +
      `  both agree on ${pairs.agreed} pairs (${pairs.together} in one thread): ${pairs.agreed - pairs.equal} differ\n` +
      `  both agree on ${parents.agreed} parents: ${parents.agreed - parents.equal} differ\n`,
  );
  const tell = (i: number | null): string => (i === null ? 'none' : `${i} ${ids[i]} (${about[i]})`);
  const line = (d: Difference): string =>
    d.what === 'parent'
      ? `parent of ${tell(d.a)}: ours ${tell(d.ours)}, theirs ${tell(d.theirs)}`
      : `${d.what}: ${tell(d.a)} and ${tell(d.b)}`;
  for (const one of differences.slice(0, 200)) process.stdout.write(`  ${line(one)}\n`);
  if (differences.length > 0) process.exitCode = 1;
}
