import type { Command } from 'commander';
import { pino } from 'pino';
import { runDaemon, runOnce } from '../daemon.js';
import { escapeJson } from '../templates/clean.js';
import { type CommonOptions, clock, loadedFile, sayNotices } from './context.js';
import { optionsOf } from './program.js';

type RunOptions = CommonOptions & { readonly once?: boolean };

/** `thrice run [--once]`: the daemon, or one pass of it. Logs go to standard error, one JSON object a line. */
export function addRun(program: Command): void {
  program
    .command('run')
    .description('run the daemon; --once reads, does what is due, and exits')
    .option('--once', 'read, do what is due, and exit')
    .action((_options: unknown, command: Command) => run(optionsOf<RunOptions>(command)));
}

async function run(options: RunOptions): Promise<void> {
  const { loaded, reload } = await loadedFile(options);
  sayNotices(loaded.notices);
  const { level } = loaded.config.log;
  const hooks = { streamWrite: escapeJson };
  const log = pino({ level, base: null, hooks }, pino.destination({ fd: 2, sync: true }));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const daemon = { loaded, reload, log, clock, signal: stop.signal };
  if (options.once) {
    // The commands wake a daemon by SIGHUP; one pass reads everything anyway.
    process.on('SIGHUP', () => {});
    const { results, reading } = await runOnce(daemon);
    log.info(
      { mails: reading.mails, steps: results.length },
      `Read ${reading.mails} mails, did ${results.length} steps.`,
    );
    return;
  }
  await runDaemon({ ...daemon, onWakeable: (wake) => process.on('SIGHUP', wake) });
}
