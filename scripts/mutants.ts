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

interface Edit {
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/**
 * `npm run mutants [NAME...]`: breaks each invariant of the design on purpose, in a copy of the source, and runs the
 * tests that guard it there. A mutant that no test notices, or whose place in the source is gone, fails the run.
 */
interface Mutant extends Edit {
  readonly name: string;
  readonly invariant: string;
  /** What one edit cannot take out, because another part would notice. */
  readonly also?: readonly Edit[];
  readonly tests: readonly string[];
  /** Only the tests whose names match: a pattern of vitest's -t. */
  readonly only: string;
}

const pure = 'test/core/invariants.test.ts';
const story = 'test/scenarios/invariants.test.ts';
const rebuild = 'test/scenarios/rebuild.test.ts';
const commands = 'test/scenarios/commands.test.ts';
const onePass = 'test/scenarios/pass.test.ts';
const drafts = 'test/scenarios/drafts.test.ts';
const twoDaemons = 'test/scenarios/two-daemons.test.ts';
const powerLoss = 'test/faults/disk-power.test.ts';
const disk = 'test/faults/disk.test.ts';
const laboratory = 'test/faults/faults.test.ts';

const mutants: readonly Mutant[] = [
  {
    name: 'an uncertain sending counts as not sent',
    invariant: 'I1',
    file: 'src/recovery.ts',
    find: "if (entry.phase === 'claiming')",
    replace: "if (entry.phase !== 'done')",
    tests: [story],
    only: 'I1',
  },
  {
    name: 'the mail itself is no evidence of its sending',
    invariant: 'I1',
    file: 'src/core/conversation/attempt.ts',
    find: "if (messages.some((m) => m.own && m.id === attempt.id)) return { state: 'sent', refused };",
    replace: '',
    tests: [story],
    only: 'I1',
  },
  {
    name: 'a draft is no evidence of having been drafted',
    invariant: 'I1',
    file: 'src/drafts.ts',
    find: "attempt?.state === 'claimed'",
    replace: "attempt?.state === 'failed'",
    tests: [drafts],
    only: 'evidence',
  },
  {
    name: 'the copy to ourselves counts as a recipient',
    invariant: 'I1',
    file: 'src/mail/smtp-transaction.ts',
    find: 'if (mail.to.every((address) => refused.some((refusal) => refusal.address === address))) {',
    replace: 'if (mail.to.length === 0) {',
    tests: [story],
    only: 'transient refusal',
  },
  {
    name: 'the journal is not fsynced',
    invariant: 'audit',
    file: 'src/store/journal.ts',
    find: '    fsyncSync(file);\n',
    replace: '',
    tests: [powerLoss],
    only: 'none twice, none lost',
  },
  {
    name: 'nothing is claimed',
    invariant: 'audit',
    file: 'src/outbound.ts',
    find: 'const claim = await appendNote(claimOf(mail), matterOf(entry), writerOf(online));',
    replace: 'const claim = { noteId: claimOf(mail).id };',
    also: [
      {
        file: 'src/objection.ts',
        find: 'if (!ours) return null;',
        replace: 'if (!ours) return notes;',
      },
    ],
    tests: [disk],
    only: 'two daemons on one mailbox',
  },
  {
    name: 'the claims of others are not looked at',
    invariant: 'audit',
    file: 'src/objection.ts',
    find: '      note.stage !== step.stage ||\n      note.uid < ours.uid,',
    replace: '      note.stage !== step.stage,',
    tests: [disk],
    only: 'two daemons on one mailbox',
  },
  {
    name: 'the verdict of the second reading is not asked',
    invariant: 'audit',
    file: 'src/outbound.ts',
    find: '  if (objection) {',
    replace: '  if (objection && age() < 0) {',
    tests: [laboratory],
    only: 'answers during a pass',
  },
  {
    name: 'the mailbox is not read again after the claim',
    invariant: 'audit',
    file: 'src/outbound.ts',
    find: 'let reading = await readMailbox(online);',
    replace: 'let reading: Awaited<ReturnType<typeof readMailbox>> = { complete: true } as never;',
    also: [
      {
        file: 'src/objection.ts',
        find: 'if (!ours) return null;',
        replace: 'if (!ours) return notes;',
      },
      {
        file: 'src/outbound.ts',
        find: 'if (await drawConsequences(online)) {',
        replace: 'if (age() < 0) {',
      },
    ],
    tests: [laboratory],
    only: 'answers during a pass',
  },
  {
    name: 'a claim with a lower UID is sent over',
    invariant: 'R9',
    file: 'src/objection.ts',
    find: 'note.uid < ours.uid',
    replace: 'note.uid < 0',
    tests: [twoDaemons],
    only: 'R9',
  },
  {
    name: 'a claim with a higher UID stops the first',
    invariant: 'R9',
    file: 'src/objection.ts',
    find: 'note.uid < ours.uid',
    replace: 'note.uid !== ours.uid',
    tests: [twoDaemons],
    only: 'R9',
  },
  {
    name: 'the step is not derived again before it goes',
    invariant: 'I2',
    file: 'src/objection.ts',
    find: "if (!same) return 'it was no longer due when the mailbox had been read again.';",
    replace: 'if (!same) return null;',
    tests: [story],
    only: 'I2',
  },
  {
    name: 'the first run is when data/ began',
    invariant: 'I3',
    file: 'src/core/conversation/world.ts',
    find: 'Math.min(firstSeen, ...firstRuns)',
    replace: 'firstSeen',
    tests: [story],
    only: 'I3',
  },
  {
    name: 'an edit of the config while it was down is not noticed',
    invariant: 'I3',
    file: 'src/reading.ts',
    find: 'const all = store.state.get().derivedBy !== print;',
    replace: 'const all = false;',
    tests: [story],
    only: 'I3',
  },
  {
    name: 'the copies of a mail that moved into a new folder stay known',
    invariant: 'I3',
    file: 'src/reading.ts',
    find: 'if (known) await dropMovedCopies',
    replace: 'if (known && cursors.has(batch.folder)) await dropMovedCopies',
    tests: [rebuild],
    only: 'was not there before',
  },
  {
    name: 'only the present key’s reply addresses are known',
    invariant: 'I3',
    file: 'src/mail/own-mark.ts',
    find: 'return secrets.map((key) => tokenBy(key, anchor));',
    replace: 'return [tokenBy(secrets[0]!, anchor)];',
    tests: [rebuild],
    only: 'a new secret',
  },
  {
    name: 'a mail without Message-ID is named with the present key',
    invariant: 'I3',
    file: 'src/fact-of-mail.ts',
    find: 'sourceId(await mail.source())',
    replace: 'sourceId(Buffer.concat([own!.secrets[0]!, await mail.source()]))',
    tests: [rebuild],
    only: 'a new secret',
  },
  {
    name: 'an unreadable mail came when it was read',
    invariant: 'I3',
    file: 'src/batch-state.ts',
    find: 'const at = internalDate > 0 ? internalDate : (known?.at ?? now);',
    replace: 'const at = known?.at ?? now;',
    tests: [commands],
    only: 'cannot be read',
  },
  {
    name: 'what a thread asks for beyond itself is asked of new mails only',
    invariant: 'I4',
    file: 'src/ledger.ts',
    find: 'entries.some(({ conversation, derived }) => owedNotes(conversation, derived, world).length > 0)',
    replace:
      "thread.messages.at(-1)?.kind === 'bounce' && entries.some(({ derived }) => derived.dead.length > 0)",
    tests: [rebuild],
    only: 'a bounce',
  },
  {
    name: 'the copy that came last gives the content',
    invariant: 'I4',
    file: 'src/core/message/fact.ts',
    find: 'rank(a, b) <= 0 ? [a, b] : [b, a]',
    replace: '[b, a]',
    tests: [pure],
    only: 'I4',
  },
  {
    name: 'what went before an anchor was thrown away does not count',
    invariant: 'I5',
    file: 'src/core/conversation/fold.ts',
    find: '(fold.ended.has(attempt.anchor) && !silence.ids.has(attempt.anchor))',
    replace: '!silence.ids.has(attempt.anchor)',
    tests: [pure],
    only: 'I5',
  },
  {
    name: 'a claim of unknown fate is free',
    invariant: 'I5',
    file: 'src/core/conversation/fold.ts',
    find: "if (sent || attempt.state === 'claimed') fold.sentTotal += 1;",
    replace: 'if (sent) fold.sentTotal += 1;',
    tests: [pure],
    only: 'I5',
  },
  {
    name: 'the brake forgets with data/',
    invariant: 'I5',
    file: 'src/core/conversation/brake.ts',
    find: '?? Number.POSITIVE_INFINITY',
    replace: '?? 0',
    tests: [story],
    only: 'brake',
  },
  {
    name: 'the caps do not survive a restart',
    invariant: 'I5',
    file: 'src/core/conversation/plan.ts',
    find: 'const sendings = [...input.sendings];',
    replace: 'const sendings: Sending[] = [];',
    tests: [pure],
    only: 'caps',
  },
  {
    name: 'an auto-reply answers',
    invariant: 'I5',
    file: 'src/core/conversation/fold-mail.ts',
    find: "if (message.kind !== 'human') return;",
    replace: '',
    tests: [pure],
    only: 'I5',
  },
  {
    name: 'suppressed people are written to',
    invariant: 'I5',
    file: 'src/core/conversation/next.ts',
    find: ' && !world.suppressed.has(address)',
    replace: '',
    tests: [pure],
    only: 'I5',
  },
  {
    name: 'what bounces during a pass is suppressed after it',
    invariant: 'I5',
    file: 'src/outbound.ts',
    find: 'if (await drawConsequences(online)) {',
    replace: 'if (readAt < 0) {',
    tests: [onePass],
    only: 'bounces while it sends',
  },
  {
    name: 'a long pass goes on into the night',
    invariant: 'I5',
    file: 'src/objection.ts',
    find: "if (goesAt(same, settings, now) > now) return 'working time is over.';",
    replace: '',
    tests: [onePass],
    only: 'working time ended after the claim',
  },
  {
    name: 'a draft that went counts for no cap',
    invariant: 'I5',
    file: 'src/core/conversation/fold-mail.ts',
    find: 'if (silence.draft) fold.sentTotal += 1;',
    replace: '',
    tests: [drafts],
    only: 'max_per_conversation',
  },
  {
    name: 'a debt holds no step',
    invariant: 'I6',
    file: 'src/core/conversation/fold-mail.ts',
    find: 'fold.snoozedUntil = null;\n  fold.owed.push({ id: message.id, at: message.at });\n}',
    replace: 'fold.snoozedUntil = null;\n}',
    tests: [pure],
    only: 'I6',
  },
  {
    name: 'a bounce closes a debt away',
    invariant: 'I6',
    file: 'src/core/conversation/fold-bounce.ts',
    find: 'if (unanswered && fold.owed.length === 0 && ',
    replace: 'if (unanswered && ',
    tests: [pure],
    only: 'I6',
  },
  {
    name: 'a complaint closes a debt away',
    invariant: 'I6',
    file: 'src/core/conversation/fold-bounce.ts',
    find: 'if (fold.owed.length === 0 && customers',
    replace: 'if (customers',
    tests: ['test/core/bounced.test.ts'],
    only: 'I6',
  },
  {
    name: 'thanks are judged after the debts that they cite away',
    invariant: 'I6',
    file: 'src/core/conversation/fold-thanks.ts',
    find: ' || fold.owed.length > 0 ||',
    replace: ' ||',
    tests: ['test/core/thanks.test.ts'],
    only: 'I6|debt',
  },
  {
    name: 'an absence moves a step without bound',
    invariant: 'I5',
    file: 'src/core/conversation/absence.ts',
    find: 'if (!(morning > limit))',
    replace: 'if (morning > 0)',
    tests: ['test/core/absence.test.ts'],
    only: '30 days',
  },
  {
    name: 'an automatic reply answers',
    invariant: 'I5',
    file: 'src/core/conversation/fold-mail.ts',
    find: "  if (message.kind !== 'human') return;\n  fold.absences",
    replace: '  fold.absences',
    tests: ['test/core/absence.test.ts'],
    only: 'an automatic reply in a silence',
  },
  {
    name: 'anybody’s forward is the customer’s word',
    invariant: 'I7',
    file: 'src/core/conversation/role.ts',
    find: "if (role.role !== 'agent') return role;",
    replace: '',
    tests: ['test/core/role.test.ts', 'test/core/forward.test.ts', 'test/scenarios/who-wrote-it.test.ts'],
    only: 'forward|verified',
  },
  {
    name: 'the words of a mail are those of any copy of its id',
    invariant: 'I7',
    file: 'src/text-of-mail.ts',
    find: '!(await isOfThisMail(copy, message, reader))',
    replace: '!(await isOfThisMail(copy, message, reader)) && copy.uid === 9',
    tests: [rebuild],
    only: 'I7',
  },
  {
    name: 'what an agent passes on came by itself',
    invariant: 'R5',
    file: 'src/core/conversation/forwarding.ts',
    find: 'if (message.forwarded && isTeamAddress(message.from.address, settings)) return false;',
    replace: '',
    tests: ['test/scenarios/who-wrote-it.test.ts'],
    only: 'ends the silence',
  },
  {
    name: 'a new matter leaves the old silence running',
    invariant: 'R11',
    file: 'src/core/conversation/fold.ts',
    find: '      takeLeaving(fold, event.message, event.role);\n',
    replace: '',
    tests: ['test/core/link.test.ts'],
    only: 'ends the silence of the old one',
  },
  {
    name: 'unsigned notes order what signed ones order',
    invariant: 'I7',
    file: 'src/core/conversation/fold.ts',
    find: 'if (!command.trusted) {',
    replace: 'if (command.at < 0) {',
    tests: [pure],
    only: 'I7',
  },
  {
    name: 'an unsigned word settles an uncertain sending',
    invariant: 'I7',
    file: 'src/core/conversation/attempt.ts',
    find: '(n.signed || !attempt.signed)',
    replace: 'true',
    tests: [pure],
    only: 'I7',
  },
  {
    name: 'anybody in the team’s domain is an agent',
    invariant: 'I7',
    file: 'src/core/conversation/role.ts',
    find: 'if (verification.verified && !doubt) return',
    replace: "if ((verification.verified && !doubt) || from.name === '') return",
    tests: [pure],
    only: 'I5',
  },
  {
    name: 'a mail of nobody holds nothing',
    invariant: 'I8',
    file: 'src/core/conversation/next.ts',
    find: "if (view.quarantined || unlinked) return 'quarantined';",
    replace: "if (unlinked) return 'quarantined';",
    tests: [story],
    only: 'I8',
  },
  {
    name: 'what could not be read once is never read',
    invariant: 'I8',
    file: 'src/core/message/fact.ts',
    find: 'Number(a.unreadable !== undefined) - Number(b.unreadable !== undefined) ||',
    replace: '',
    tests: [pure, commands],
    only: 'read',
  },
  {
    name: 'what looks like a note and is none is nothing',
    invariant: 'I8',
    file: 'src/inbound.ts',
    find: 'else messages.push(await messageOf(mail, header, batch, reader));',
    replace: 'else if (noted === null) messages.push(await messageOf(mail, header, batch, reader));',
    tests: [rebuild],
    only: 'notes folder',
  },
  {
    name: 'a note of a newer version is nothing',
    invariant: 'I8',
    file: 'src/mail/note.ts',
    find: "if (!content) return signed ? 'unknown' : null;",
    replace: 'if (!content) return null;',
    tests: [commands],
    only: 'cannot be read',
  },
  {
    name: 'a damaged document is forgotten and not read again',
    invariant: 'I8',
    file: 'src/store/store.ts',
    find: 'state.set({ cursors: {} });',
    replace: '{}',
    tests: [story],
    only: 'I8',
  },
  {
    name: 'observe mode writes its notes',
    invariant: 'I9',
    file: 'src/mode.ts',
    find: "if (mode !== 'observe') {",
    replace: "if (mode !== 'draft') {",
    tests: [story],
    only: 'I9',
  },
  {
    name: 'mails of others are moved as if they were ours',
    invariant: 'I9',
    file: 'src/recovery.ts',
    find: 'if (!message.own?.signed) continue;',
    replace: '',
    tests: [story],
    only: 'I9',
  },
];

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
  const isThere = ({ file, find }: Edit): boolean =>
    readFileSync(join(root, file), 'utf8').split(find).length === 2;
  if (!edits.every(isThere)) return 'NO SUCH PLACE';
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
