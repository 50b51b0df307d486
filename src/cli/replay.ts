import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../config/config.js';
import { when } from '../core/calendar/when.js';
import { pastOf } from '../core/replay/past.js';
import { replay } from '../core/replay/replay.js';
import type { Settings } from '../core/settings.js';
import { letHeapGrow } from '../heap.js';
import { commandLog } from './books.js';
import { type CommonOptions, clock } from './context.js';
import { complain, count, print, printJson, progress, terminalWidth, wrap } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { configToPlay } from './replay-config.js';
import { drive } from './replay-drive.js';
import { pastOfFiles } from './replay-files.js';
import { refuseEmpty } from './replay-hints.js';
import { replayJson } from './replay-json.js';
import { pastOfMailbox, secretsFor } from './replay-mailbox.js';
import type { PastMail } from './replay-past.js';
import { replayLines } from './replay-view.js';
import { moment } from './words.js';

type ReplayOptions = CommonOptions & { readonly days: number };

/** `thrice replay [--days 90] [PATH...]`: what Thrice would have done with past mail, and how often it had been wrong. */
export function addReplay(program: Command): void {
  const command = program
    .command('replay')
    .argument('[path...]', 'a Maildir, mbox or .eml files instead of the configured mailbox')
    .description(
      'play past days with the present config: what would have been sent, and what of it was wrong',
    )
    .option('--days <days>', 'how many days, up to now', daysOf, 90)
    .action((paths: string[], _options: unknown, command: Command) =>
      showReplay(paths, optionsOf<ReplayOptions>(command)),
    );
  addCommon(command);
}

function daysOf(value: string): number {
  const days = Number(value);
  if (value.trim() === '' || !(days > 0 && days <= 36_500))
    throw new InvalidArgumentError('It is a number of days above 0, up to 36500.');
  return days;
}

/** What ends it in the middle, with its exit status (128 and the signal's number): an exit cleans up, dying does not. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

async function showReplay(paths: readonly string[], options: ReplayOptions): Promise<void> {
  for (const [name, code] of Object.entries(signals)) process.once(name, () => process.exit(code));
  letHeapGrow();
  const to = clock();
  const from = to - options.days * 24 * 3600 * 1000;
  const config = await configToPlay(options, paths.length > 0);
  const { settings } = config;
  const { timezone } = settings.calendar;
  const mail = await read(paths, config);
  try {
    for (const why of mail.unreadable.slice(0, 20)) complain(`Left out: ${why}`);
    refuseEmpty(mail, { paths, days: options.days, from, to }, settings);
    for (const sentence of heading(options.days, settings))
      if (options.json) complain(sentence);
      else print(...wrap(sentence, terminalWidth()));
    const past = pastOf(mail.messages);
    const said = progress('Playing');
    const played = await drive(replay({ past, settings, from, to }), mail, (at, mails) =>
      said.step(`${moment(at, timezone)}, ${count(mails, 'mail')}`),
    ).finally(said.end);
    const leftOut = { mails: past.leftOut, notes: mail.notes, unreadable: mail.unreadable.length };
    if (options.json) printJson(replayJson(played, leftOut));
    else print(...replayLines(played, { settings, leftOut, ofFiles: paths.length > 0 }, terminalWidth()));
  } finally {
    await mail.close();
  }
}

/** What is said before anything else, as soon as it is clear that there is something to play. */
function heading(days: number, { startFrom, calendar }: Settings): string[] {
  const promise = `Sends nothing and writes nothing: plays ${count(days, 'day')} of past mail with the present config.`;
  if (startFrom === null) return [promise];
  const day = when(startFrom, calendar.timezone).slice(0, 10);
  return [
    promise,
    `start_from (${day}) is not applied: the days are played as if Thrice had been started at the first of them.`,
  ];
}

async function read(paths: readonly string[], config: Config): Promise<PastMail> {
  const secrets = secretsFor(config);
  const said = progress(paths.length > 0 ? 'Reading the files' : 'Reading the mailbox (read-only)');
  const onProgress = (mails: number): void => said.step(count(mails, 'mail'));
  try {
    if (paths.length > 0) return await pastOfFiles(paths, { config, secrets }, onProgress);
    return await pastOfMailbox(config, secrets, { log: commandLog, clock }, onProgress);
  } finally {
    said.end();
  }
}
