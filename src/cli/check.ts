import type { Command } from 'commander';
import { type Checkup, checkUp } from '../checkup.js';
import type { Finding } from '../checkup-local.js';
import { findConfig, loadConfig } from '../config/load.js';
import { formatProblem } from '../config/problem.js';
import { clean } from '../templates/clean.js';
import { commandLog } from './books.js';
import { type CommonOptions, clock } from './context.js';
import { count, print, printJson, progress, styled, terminalWidth, wrap } from './output.js';
import { addCommon, optionsOf } from './program.js';
import { subjectOf } from './subject.js';
import { moment } from './words.js';

/** `thrice check [--offline]`: everything that Thrice needs, with what to do about what is not well. */
export function addCheck(program: Command): void {
  addCommon(program.command('check'))
    .description(
      'check config, templates, login, folders, sending and verification; explain the last agent mails',
    )
    .option('--offline', 'only what needs no network')
    .action(async (_options: unknown, command: Command) => check(optionsOf<{ offline?: boolean }>(command)));
}

async function check(options: CommonOptions & { offline?: boolean }): Promise<void> {
  const path = findConfig(options.config, process.env, process.cwd());
  const loaded = await loadConfig(path, process.env, { now: clock() });
  if (!loaded.ok) {
    const problems = loaded.problems.map(formatProblem);
    if (options.json) printJson({ problems, warnings: [], proposals: { verified_by: [] }, agentMails: [] });
    else print(...problems.map((text) => line({ mark: 'fail', text })));
    process.exitCode = 2;
    return;
  }
  const { config, notices } = loaded;
  const offline = options.offline === true;
  const said = offline ? null : progress('Looking at the mailbox');
  const result = await checkUp({
    config,
    notices,
    offline,
    log: commandLog,
    clock,
    onProgress: (mails) => said?.step(`${mails} mails`),
  }).finally(() => said?.end());
  if (options.json) printJson(jsonOf(result));
  else show(result, config.settings.calendar.timezone);
  if (textsOf(result, 'fail').length > 0) process.exitCode = 1;
}

function textsOf({ groups }: Checkup, mark: Finding['mark']): string[] {
  return groups.flatMap(({ findings }) => findings.filter((f) => f.mark === mark).map((f) => f.text));
}

function jsonOf(result: Checkup): object {
  return {
    problems: textsOf(result, 'fail'),
    warnings: textsOf(result, 'warn'),
    proposals: { verified_by: result.seen?.verifiedBy ?? [] },
    agentMails: (result.seen?.agentMails ?? []).map(({ at, from, subject, verdict, why }) => ({
      date: new Date(at).toISOString(),
      from,
      subject,
      starts: verdict.starts,
      reason: verdict.reason,
      why,
    })),
  };
}

const styles = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

function line({ mark, text }: Finding): string {
  const width = terminalWidth();
  const lines = text.split('\n').flatMap((one) => wrap(one, width === null ? null : width - 8));
  return `  ${styled(process.stdout, styles[mark], mark.padEnd(4))}  ${lines.join('\n        ')}`;
}

function show(result: Checkup, timezone: string): void {
  for (const { title, findings } of result.groups) {
    if (findings.length === 0) continue;
    print(styled(process.stdout, 'bold', title), ...findings.map(line), '');
  }
  const mails = result.seen?.agentMails ?? [];
  const scope = result.seen?.scope === 'all' ? '' : ` (of ${result.seen?.scope})`;
  if (mails.length > 0)
    print(styled(process.stdout, 'bold', `The last ${mails.length} mails of the team${scope}`));
  for (const { at, from, subject, verdict, why } of mails) {
    const mark = verdict.starts ? styled(process.stdout, 'green', 'yes') : 'no ';
    print(`  ${mark}  ${moment(at, timezone)}  ${clean(from)}  ${subjectOf(subject)}`, `       ${why}`);
  }
  if (mails.length > 0) print('');
  const [problems, warnings] = [textsOf(result, 'fail').length, textsOf(result, 'warn').length];
  print(
    problems === 0
      ? `No problem${warnings > 0 ? `, ${count(warnings, 'warning')}` : ''}.`
      : `${count(problems, 'problem')}, ${count(warnings, 'warning')}.`,
  );
}
