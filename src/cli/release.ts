import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import type { Planned } from '../core/conversation/plan.js';
import { allConversations } from '../ledger.js';
import type { Books } from './books.js';
import { type CommonOptions, configOf } from './context.js';
import { print, printJson, table, terminalWidth } from './output.js';
import { type Due, hasSteps, planOf } from './planned.js';
import { addCommon, optionsOf } from './program.js';
import { unread } from './steering.js';
import { subjectOf } from './subject.js';
import { actionOf, stepWords } from './words.js';
import { whoami, writeNote } from './writing.js';

/** `thrice release`: lets go what the brake holds, a plan with more than `limits.surprise` unforeseen steps (R10). */
export function addRelease(program: Command): void {
  const command = addCommon(
    program.command('release').description('let go what the brake holds (limits.surprise)'),
  );
  command.action(async () => {
    const options = optionsOf<CommonOptions>(command);
    const config = await configOf(options);
    const { held, confirmed } = await release(config);
    if (options.json) return printJson({ released: held.map(jsonOf), pending: !confirmed });
    if (held.length === 0) return print('The brake holds nothing.');
    const rows = held.map(({ id, subject, step }) => [
      id,
      stepWords(step),
      step.to.map((person) => person.address).join(', '),
      subjectOf(subject),
    ]);
    print(
      ...table(rows, terminalWidth()),
      `Released: these ${held.length} go at the next pass, in working time. To stop them: thrice pause.`,
      ...(confirmed ? [] : [unread(config)]),
    );
  });
}

/** Releases what the brake holds by a note; no note when it holds nothing. Gives what it held. */
export async function release(
  config: Config,
): Promise<{ readonly held: readonly Planned[]; readonly confirmed: boolean }> {
  let held: readonly Planned[] = [];
  const { books } = await writeNote(config, (before) => {
    held = heldByBrake(before);
    return held.length === 0 ? null : { content: { type: 'release', by: whoami() }, matter: null };
  });
  return { held, confirmed: books !== null };
}

/** The steps that wait for a person because nobody expected so many. */
function heldByBrake(books: Books): Planned[] {
  const due: Due[] = [];
  for (const entry of allConversations(books, books.now)) if (hasSteps(entry)) due.push(entry);
  return planOf(due, books).filter(({ heldBy }) => heldBy === 'surprise');
}

function jsonOf({ id, subject, step }: Planned): object {
  return {
    id,
    action: actionOf(step),
    stage: step.stage,
    to: step.to.map((person) => person.address),
    subject,
  };
}
