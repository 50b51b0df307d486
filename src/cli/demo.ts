import { setTimeout as pause } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { DemoResult } from '../sandbox/demo.js';
import type { DemoEvent } from '../sandbox/scenario.js';
import type { Paint } from '../sandbox/timeline.js';
import { CommandError, type CommonOptions } from './context.js';
import { print, printJsonLine, styled, terminalWidth, wrap } from './output.js';
import { optionsOf } from './program.js';

/** `thrice demo [--speed N]`: the whole story on the embedded mail server; no config. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('play the whole story on an embedded mail server; needs no config')
    .option('--speed <n>', 'pause after each step: 1 is for reading along, 4 is four times as fast', speedOf)
    .option('--json', 'one event a line')
    .action(async (_options: unknown, command: Command) => {
      await demo(optionsOf<{ speed?: number }>(command));
    });
}

const folder = 'demo-out';

/** What ends the demo in the middle, with its exit status (128 and the signal's number): an exit cleans up, dying does not. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

async function demo({
  json = false,
  debug = false,
  speed,
}: CommonOptions & { speed?: number }): Promise<void> {
  // The embedded server and its story are nothing to load for any other command.
  const { readingTime, timelineEvent, timelineHead } = await import('../sandbox/timeline.js');
  const width = terminalWidth() ?? 80;
  const paint: Paint = (style, text) => styled(process.stdout, style, text);
  if (!json) print(...timelineHead(width, paint));
  const show = async (event: DemoEvent): Promise<void> => {
    if (json) printJsonLine(eventJson(event));
    else print(...timelineEvent(event, width, paint));
    if (speed !== undefined) await pause(readingTime(event) / speed);
  };
  for (const [name, code] of Object.entries(signals)) process.once(name, () => process.exit(code));
  const result = await played(show, debug);
  if (json) printJsonLine(resultJson(result));
  else
    print(
      ...wrap(
        `${result.summary} Read them: ${result.page} (or ${result.mbox} in a mail client).`,
        terminalWidth(),
      ),
    );
  if (!result.ok) throw new CommandError('The demo did not go as promised: see ✗ above.');
}

/** What stops the demo from being played at all is a sentence, no stack trace. */
async function played(show: (event: DemoEvent) => Promise<void>, debug: boolean): Promise<DemoResult> {
  try {
    const { runDemo } = await import('../sandbox/demo.js');
    return await runDemo({ folder, show });
  } catch (error) {
    if (debug) throw error;
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

function eventJson({ at, event, title, customer, customerSees, thriceKnows, checks }: DemoEvent): object {
  const ok = checks.every((check) => check.holds);
  const told = checks.map(({ says, holds, seen }) => ({ says, holds, ...(!holds && { seen }) }));
  return {
    at: new Date(at).toISOString(),
    event,
    title,
    customer,
    customerSees,
    thriceKnows,
    checks: told,
    ok,
  };
}

function resultJson({ at, ...result }: DemoResult): object {
  return { at: new Date(at).toISOString(), event: 'done', ...result };
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new InvalidArgumentError('It is a number above 0, such as 1 or 4.');
}
