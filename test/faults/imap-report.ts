import type { Audit } from './audit.js';
import { eventsScenario, type ImapCaseReport, type ImapReport, linesScenario, type Say } from './imap.js';
import { imapCases } from './imap-cases.js';
import { darks, type RefusedReport, refusedScenario } from './imap-refused.js';
import { countsOf, type Told, table } from './report.js';

/** The whole scenario: lines, what happens to the mailbox and its server, and an hour of refused logins. */
export async function imapScenario(seed: number, quick: boolean, say: Say): Promise<Told> {
  const lines = await linesScenario(seed, quick ? inShort : undefined, say);
  // An hour of refused logins is a minute in which nothing else happens.
  const [events, dark] = await Promise.all([
    eventsScenario(seed, quick ? { only: shortly, servers: false, say } : { say }),
    refusedScenario(seed, quick ? darks.slice(-1) : darks),
  ]);
  return tellImap(lines, events, dark);
}

/** Every seventh case of the lines, none of them silent for good. */
function inShort(one: (typeof imapCases)[number]): boolean {
  return one.group !== 'silence' && imapCases.indexOf(one) % 7 === 3;
}

function shortly({ group }: { readonly group: string }, moment: string): boolean {
  return group === 'folders' && moment === 'between';
}

function tellImap(lines: ImapReport, events: ImapReport, dark: RefusedReport): Told {
  return {
    lines: [
      ...casesOf('lines', lines),
      '',
      ...casesOf('mailbox and server', events),
      '',
      ...dark.dark.flatMap(({ name, distances, mails, said }) => [
        `${name}: tried again after ${distances.join(', ')} s; the admins got: ${mails.join(' | ')}; status --health: ${said.split('\n')[1] ?? said}`,
      ]),
      `When it was over: ${countsOf(dark.audit)}.`,
    ],
    wrong: [...wrongOf(lines), ...wrongOf(events), ...dark.wrong],
  };
}

function casesOf(
  title: string,
  { cases, audit }: { cases: readonly ImapCaseReport[]; audit: Audit },
): string[] {
  const rows = cases
    .map((one) => [one.group, one.name, `${Math.round(one.tookMs)}`, one.wrong.length === 0 ? 'yes' : 'NO'])
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return [
    ...table([[title, 'what', 'ms until sent', 'as due'], ...rows]),
    '',
    `${cases.length} cases on ${audit.steps.length} due follow-ups: ${countsOf(audit)}.`,
  ];
}

function wrongOf({ cases, wrong }: ImapReport): string[] {
  return [...cases.flatMap((one) => one.wrong.map((what) => `${one.group}: ${one.name}: ${what}`)), ...wrong];
}
