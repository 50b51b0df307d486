import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import { currentWorld } from '../ledger.js';
import { plusOrders } from '../plus-orders.js';
import { clean } from '../templates/clean.js';
import { readOnlyStore } from './books.js';
import { type CommonOptions, clock, configWithNotices, sayNotices } from './context.js';
import { print, printJson, styled, terminalWidth, wrap } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { headline, illness, pulseOf } from './pulse.js';
import { type Survey, surveyOf } from './survey.js';
import { warningsOf } from './warnings.js';
import { iso, moment, stepWords } from './words.js';

type StatusOptions = CommonOptions & { readonly health?: boolean };

/** `thrice status [--health]`. It never reads the mailbox: it says what is known, and works on an empty `data/`. */
export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description('whether it runs, what is due, what waits for a person, and what looks wrong')
    .option(
      '--health',
      'exit 1 when it is not running, offline, or has not read for 5 polls or limits.alarm_after',
    )
    .action((_options: unknown, command: Command) => status(optionsOf<StatusOptions>(command)));
  addCommon(command);
}

async function status(options: StatusOptions): Promise<void> {
  const { config, notices } = await configWithNotices(options);
  const now = clock();
  const store = readOnlyStore(config);
  const pulse = pulseOf(config, store);
  const ill = illness(pulse, config, now);
  if (options.health && ill !== null) process.exitCode = 1;
  if (options.health && !options.json) {
    sayNotices(notices);
    return print(headline(pulse, config, now), ...(ill ? [ill] : []));
  }
  const books = { config, store, now, world: currentWorld({ config, store }) };
  const survey = surveyOf(books);
  // A set: the daemon may have said of the config file what is seen here as well.
  const warnings = [
    ...new Set([
      ...(ill === null ? [] : [ill]),
      ...(pulse.pid === null ? [] : pulse.warnings),
      ...notices,
      ...warningsOf(survey, books),
    ]),
  ];
  const { paused, suppressed } = books.world;
  if (options.json) {
    const { pid, mode, lastRead } = pulse;
    return printJson({
      running: pid !== null,
      ...(pid !== null && { pid }),
      mode,
      paused,
      lastRead: lastRead === null ? null : iso(lastRead),
      conversations: survey.counts,
      dueNext: survey.first ? iso(survey.first.step.at) : null,
      quarantined: survey.quarantined,
      suppressed: suppressed.size,
      uncertain: survey.uncertain,
      thanks: survey.thanked.map(({ at, ...one }) => ({ ...one, at: iso(at) })),
      warnings,
    });
  }
  print(
    styled(process.stdout, pulse.pid === null ? 'red' : 'green', headline(pulse, config, now)),
    ...bodyLines(survey, paused, suppressed.size, config),
    '',
    ...wrap(plusOrders(config, store.state.get().plusProven), terminalWidth(), '  '),
    ...warningLines(warnings),
  );
}

function bodyLines(survey: Survey, paused: boolean, suppressed: number, config: Config): string[] {
  const { first, counts, uncertain, quarantined } = survey;
  const { timezone } = config.settings.calendar;
  const next = first
    ? `${moment(first.step.at, timezone)}, ${stepWords(first.step)}, "${clean(first.subject, 200)}" [${first.id}]`
    : 'nothing';
  const waiting = [
    ...(uncertain > 0 ? [`${uncertain} uncertain (thrice uncertain)`] : []),
    ...(quarantined > 0 ? [`${quarantined} quarantined (thrice quarantine)`] : []),
    ...(survey.surprising > 0 ? [`${survey.surprising} held by the brake (thrice release)`] : []),
  ];
  return [
    ...(paused ? ['Paused: nothing is sent (thrice resume).'] : []),
    '',
    ...Object.entries(counts).map(([name, count]) => `${name.padEnd(18)}${String(count).padStart(6)}`),
    ...(suppressed > 0 ? [`${'suppressed'.padEnd(18)}${String(suppressed).padStart(6)}`] : []),
    '',
    ...wrap(`Due next: ${next}`, terminalWidth(), '  '),
    ...(waiting.length > 0 ? [`Waiting for a person: ${waiting.join(', ')}`] : []),
    ...thanksLines(survey.thanked, timezone),
  ];
}

const mostThanks = 10;

/** What was taken for mere thanks lately, so that a person can look whether it was. */
function thanksLines(thanked: Survey['thanked'], timezone: string): string[] {
  if (thanked.length === 0) return [];
  const lines = thanked
    .slice(0, mostThanks)
    .flatMap(({ id, from, at, subject, text }) =>
      wrap(
        `- ${moment(at, timezone)} ${from}, "${clean(subject, 60)}" [${id}]: ${text}`,
        terminalWidth(),
        '  ',
      ),
    );
  const more = thanked.length - mostThanks;
  return [
    '',
    'Taken for mere thanks in the last 7 days (thrice reopen ID makes an answer of it):',
    ...lines,
    ...(more > 0 ? [`And ${more} more: \`thrice status --json\`.`] : []),
  ];
}

function warningLines(warnings: readonly string[]): string[] {
  if (warnings.length === 0) return [];
  const lines = warnings.flatMap((text) => wrap(`- ${clean(text, 1000)}`, terminalWidth(), '  '));
  return ['', styled(process.stdout, 'yellow', 'Warnings:'), ...lines];
}
