import { type Command, InvalidArgumentError } from 'commander';
import type { Planned } from '../core/conversation/plan.js';
import type { Hold, Step } from '../core/conversation/step.js';
import { allConversations } from '../ledger.js';
import { type Books, openBooks } from './books.js';
import type { CommonOptions } from './context.js';
import { count, print, printJsonArray, styled, table, terminalWidth } from './output.js';
import { type Due, hasSteps, planOf } from './planned.js';
import { addCommon, optionsOf } from './program.js';
import { actionOf, holdWords, iso, moment, stepWords } from './words.js';

type PlanOptions = CommonOptions & { readonly days: number };

/** `thrice plan [--days 7]`: what would be sent, when, to whom, and what holds it. */
export function addPlan(program: Command): void {
  const command = program
    .command('plan')
    .description('what would be sent, when, to whom, and what holds it')
    .option('--days <days>', 'how far to look ahead', daysOf, 7)
    .action((_options: unknown, command: Command) => showPlan(optionsOf<PlanOptions>(command)));
  addCommon(command);
}

function daysOf(value: string): number {
  const days = Number(value);
  if (value.trim() === '' || !(days >= 0 && days <= 3650))
    throw new InvalidArgumentError('It is a number of days from 0 to 3650.');
  return days;
}

async function showPlan(options: PlanOptions): Promise<void> {
  const books = await openBooks(options);
  const coming = comingSteps(books, books.now + options.days * 24 * 3600 * 1000);
  if (options.json) return printJsonArray(coming.map(jsonOf));
  const { settings } = books.config;
  const none = coming.length === 0;
  const days = `within ${count(options.days, 'day')}`;
  if (settings.mode === 'observe')
    print(
      none
        ? `Mode observe: nothing is sent. In mode send, nothing would go ${days} either.`
        : 'Mode observe: nothing is sent. In mode send this would go:',
    );
  else if (books.world.paused)
    print(
      none
        ? `Paused: nothing is sent until \`thrice resume\`. Nothing waits, and nothing is due ${days}.`
        : 'Paused: nothing is sent until `thrice resume`. This waits or comes:',
    );
  else if (none) print(`Nothing is due ${days}.`);
  if (none) return;
  const { timezone } = settings.calendar;
  const rows = coming.map(({ id, subject, step, heldBy }) => [
    moment(step.at, timezone),
    id,
    stepWords(step) + (heldBy ? `, ${holdWords(heldBy)}` : ''),
    step.to.map((person) => person.address).join(', '),
    subject || '(no subject)',
  ]);
  const [heading = '', ...lines] = table(
    [['WHEN', 'ID', 'WHAT', 'TO', 'SUBJECT'], ...rows],
    terminalWidth(),
    2,
  );
  print(styled(process.stdout, 'bold', heading), ...lines, `Times are those of ${timezone}.`);
}

interface Coming {
  readonly id: string;
  readonly subject: string;
  readonly step: Step;
  readonly heldBy?: Hold;
}

/**
 * The next step of every conversation that is due by `until` (ms UTC), overdue ones included; behind a notice to the
 * agent (R5) also the follow-up that it announces. What comes after the next step depends on the answers.
 */
function comingSteps(books: Books, until: number): Coming[] {
  const due: Due[] = [];
  for (const entry of allConversations(books, books.now))
    if (hasSteps(entry)) due.push({ key: entry.key, derived: entry.derived });
  return planOf(due, books)
    .flatMap(withAnnounced)
    .filter(({ step }) => step.at <= until)
    .sort((a, b) => a.step.at - b.step.at);
}

function withAnnounced({ id, subject, step, heldBy }: Planned): Coming[] {
  const hold = heldBy && { heldBy };
  const own = { id, subject, step, ...hold };
  if (step.action !== 'notice' || !step.coming) return [own];
  const { coming } = step;
  const announced = { id, subject, step: { ...coming, at: Math.max(coming.at, step.at) }, ...hold };
  return [own, coming.heldBy ? { ...announced, heldBy: coming.heldBy } : announced];
}

function jsonOf({ id, subject, step, heldBy }: Coming): object {
  return {
    at: iso(step.at),
    id,
    action: actionOf(step),
    stage: step.stage,
    to: step.to.map((person) => person.address),
    subject,
    ...(heldBy && { heldBy }),
  };
}
