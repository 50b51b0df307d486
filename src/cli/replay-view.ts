import type { FollowUp, Replay, Turn, WrongReason } from '../core/replay/played.js';
import { shareOf, type Tally, tallies, wrongOf } from '../core/replay/tally.js';
import { count, styled, table, wrap } from './output.js';
import type { LeftOut } from './replay-past.js';
import { moment, statusWords } from './words.js';

/** A played time for people: a timeline by day, then a table. `width` in columns; null: nothing is cut. */
export function replayLines(
  played: Replay,
  leftOut: LeftOut,
  timezone: string,
  width: number | null,
): string[] {
  const { followUps } = played;
  return [
    ...timeline(played, timezone, width),
    '',
    ...(followUps.length > 0 ? [...wrongTable(followUps, width), ''] : []),
    ...closing(played, leftOut, timezone).flatMap((sentence) => wrap(sentence, width)),
  ];
}

function timeline({ followUps, turns }: Replay, timezone: string, width: number | null): string[] {
  const events = [
    ...followUps.map((one) => ({ at: one.at, cells: followUpCells(one) })),
    ...turns.map((one) => ({ at: one.at, cells: turnCells(one) })),
  ].sort((a, b) => a.at - b.at);
  if (events.length === 0) return ['Nothing would have been sent or closed.'];
  const rows = events.map(({ at, cells }) => [moment(at, timezone).slice(-5), ...cells]);
  const within = width === null ? null : width - 2;
  const lines: string[] = [];
  // A day's rows are aligned among themselves: a play of a year may have thousands.
  for (let i = 0; i < events.length; ) {
    const day = moment(events[i]!.at, timezone).slice(0, -6);
    let end = i;
    while (end < events.length && moment(events[end]!.at, timezone).startsWith(day)) end++;
    lines.push(
      styled(process.stdout, 'bold', day),
      ...table(rows.slice(i, end), within).map((line) => `  ${line}`),
    );
    i = end;
  }
  return lines;
}

function followUpCells({ stage, of, last, id, to, subject, doubts }: FollowUp): string[] {
  const what = last ? `final notice (${stage} of ${of})` : `follow-up ${stage} of ${of}`;
  const wrong = doubts.map(({ reason }) => words[reason]).join('; ');
  return [
    what,
    id,
    to.map((person) => person.address).join(', '),
    subject || '(no subject)',
    wrong === '' ? '' : `WRONG: ${wrong}`,
  ];
}

function turnCells(turn: Turn): string[] {
  const { id, subject } = turn;
  const what =
    turn.turn === 'closed'
      ? `closed: ${statusWords({ status: 'closed', outcome: turn.outcome })}`
      : 'reopened';
  return [what, id, turn.turn === 'reopened' ? turn.by : '', subject || '(no subject)', ''];
}

/** Why a follow-up would have been wrong, in words and as the heading of a column. */
const words: Readonly<Record<WrongReason, string>> = {
  'answered-anyway': 'the customer answered by himself within a day',
  'team-owed': 'the team owed him an answer elsewhere',
  'answered-elsewhere': 'the answer came by another way',
};

const headings: Readonly<Record<WrongReason, string>> = {
  'answered-anyway': 'ANSWERED ANYWAY',
  'team-owed': 'TEAM OWED',
  'answered-elsewhere': 'ANSWERED ELSEWHERE',
};

const columns = ['answered-anyway', 'team-owed', 'answered-elsewhere'] as const satisfies WrongReason[];

function wrongTable(followUps: readonly FollowUp[], width: number | null): string[] {
  const rows = tallies(followUps).map((tally) => tallyCells(tally));
  const heading = ['POLICY', 'STAGE', 'SENT', 'WRONG', 'SHARE', ...columns.map((reason) => headings[reason])];
  const [first = '', ...lines] = table([heading, ...rows], width);
  return [styled(process.stdout, 'bold', first), ...lines];
}

function tallyCells({ policy, stage, followUps, wrong, reasons }: Tally): string[] {
  const counts = columns.map((reason) => `${reasons[reason]}`);
  return [policy, `${stage}`, `${followUps}`, `${wrong}`, percent(wrong, followUps), ...counts];
}

function percent(part: number, whole: number): string {
  return `${(100 * shareOf(part, whole)).toFixed(1)} %`;
}

function closing(played: Replay, leftOut: LeftOut, timezone: string): string[] {
  const { followUps, turns, from, to } = played;
  const closed = turns.filter((turn) => turn.turn === 'closed').length;
  const wrong = wrongOf(followUps);
  const sentences = [
    `${moment(from, timezone)} to ${moment(to, timezone)} (${timezone}): ${count(played.mails, 'mail')} in ` +
      `${count(played.conversations, 'conversation')}. ${count(followUps.length, 'follow-up')} would have gone to ` +
      `customers and ${count(played.notices, 'notice')} to the team, with ${count(closed, 'closing')} and ` +
      `${count(turns.length - closed, 'reopening')} of conversations.`,
  ];
  if (followUps.length > 0)
    sentences.push(
      `${count(wrong, 'follow-up')} would have been wrong (${percent(wrong, followUps.length)}). What that means: docs/replay.md.`,
    );
  if (leftOut.mails + leftOut.notes > 0)
    sentences.push(
      `Thrice has been at work in this mailbox: ${count(leftOut.mails, 'mail')} and ${count(leftOut.notes, 'note')} of its own were left out, and what people answered to them was not.`,
    );
  if (leftOut.unreadable > 0)
    sentences.push(`${count(leftOut.unreadable, 'mail')} or folders could not be read.`);
  return sentences;
}
