import { dirname } from 'node:path';
import { Command, CommanderError } from 'commander';
import { SmtpError } from '../mail/smtp.js';
import { MailboxError } from '../mailbox/error.js';
import { StartError } from '../opening.js';
import { diskTrouble } from '../store/disk-trouble.js';
import { StoreError } from '../store/store.js';
import { CommandError, type CommonOptions } from './context.js';
import { complain } from './output.js';

/** The program without its commands. `--config` and `--debug` are taken before and after a command's name. */
export function newProgram(): Command {
  return new Command('thrice')
    .description('Asks again so that you need not: follows up on support mail in any mailbox.')
    .version('0.1.0')
    .option('--config <file>', 'the config file (default: $THRICE_CONFIG, then ./thrice.yaml)')
    .option('--debug', 'show stack traces')
    .configureHelp({
      showGlobalOptions: true,
      // Below a command's own options those that hold for all; the version is nothing to ask a command for.
      visibleGlobalOptions: (command) =>
        (command.parent?.options ?? []).filter((o) => o.long !== '--version'),
      helpWidth: process.stdout.columns || 100,
      minWidthToWrap: 20,
    })
    .showSuggestionAfterError()
    .exitOverride();
}

/** Adds `--json`, which every command that prints data takes (CONTRACT); the other common options are the program's. */
export function addCommon(command: Command): Command {
  return command.option('--json', 'print JSON');
}

/** The options of a command together with the program's. */
export function optionsOf<T extends object = object>(command: Command): CommonOptions & T {
  return command.optsWithGlobals<CommonOptions & T>();
}

/**
 * Runs the command line and sets the exit status: 0 done, 1 it failed, 2 wrong usage or an invalid config. What goes
 * wrong is said in a sentence; with --debug also where. A reader that has seen enough (`| head`) ends it quietly.
 */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      complain(`The output could not be written: ${error.message}.`);
      process.exit(1);
    });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    // commander has said itself what is wrong.
    if (!(error instanceof CommanderError)) complain(wordsOf(error, argv));
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof CommandError || error instanceof StartError ? error.code : 1;
}

function wordsOf(error: unknown, argv: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  if (argv.includes('--debug')) return error.stack ?? error.message;
  const known = [CommandError, StartError, StoreError, MailboxError, SmtpError].some(
    (type) => error instanceof type,
  );
  if (known) return error.message;
  const { path } = error as NodeJS.ErrnoException;
  const disk = path === undefined ? null : diskTrouble(error, dirname(path));
  return disk ?? `Unexpected error: ${error.message} (--debug shows where)`;
}
