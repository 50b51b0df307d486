import type { FollowUp, Replay, WrongReason } from '../core/replay/played.js';
import { shareOf, type Tally, tallies, wrongOf } from '../core/replay/tally.js';
import type { Settings } from '../core/settings.js';
import { count, shorten, styled, table, wrap } from './output.js';
import { whyQuiet } from './replay-hints.js';
import type { LeftOut } from './replay-past.js';
import { reasonNames, timeline } from './replay-timeline.js';
import { moment } from './words.js';

/** What was played, besides what came of it. */
export interface Setting {
  readonly settings: Settings;
  readonly leftOut: LeftOut;
  /** Files were read and not the mailbox: no other command knows their conversations. */
  readonly ofFiles: boolean;
}

/** A played time for people: a timeline by day, then a table. `width` in columns; null: nothing is cut. */
export function replayLines(played: Replay, setting: Setting, width: number | null): string[] {
  const { followUps } = played;
  return [
    ...timeline(played, setting.settings.calendar.timezone, width),
    '',
    ...(followUps.length > 0 ? [...wrongTable(followUps, width), ''] : []),
    ...closing(played, setting).flatMap((sentence) => wrap(sentence, width)),
  ];
}

const meanings: Readonly<Record<WrongReason, string>> = {
  'answered-anyway': 'the customer wrote by himself within a day after',
  'team-owed': 'the team owed him an answer in another conversation',
  'answered-elsewhere': 'his answer had come by another way',
};

const columns = ['answered-anyway', 'team-owed', 'answered-elsewhere'] as const satisfies WrongReason[];

/** The widest form that fits: one line of headings, two, or a paragraph for each stage. */
function wrongTable(followUps: readonly FollowUp[], width: number | null): string[] {
  const counted = tallies(followUps);
  const rows = counted.map(tallyCells);
  const first = ['POLICY', 'STAGE', 'SENT', 'WRONG', 'SHARE'];
  const names = columns.map((reason) => reasonNames[reason].toUpperCase().split(' '));
  const headings = [
    [[...first, ...names.map((words) => words.join(' '))]],
    [
      [...first, ...names.map(([word = '']) => word)],
      [...first.map(() => ''), ...names.map(([, word = '']) => word)],
    ],
  ];
  for (const heading of headings) {
    const lines = table([...heading, ...rows], null);
    if (width !== null && lines.some((line) => shorten(line, width) !== line)) continue;
    return lines.map((line, i) => (i < heading.length ? styled(process.stdout, 'bold', line) : line));
  }
  return counted.flatMap((tally) => tallyParagraph(tally, width));
}

function tallyParagraph({ policy, stage, followUps, wrong, reasons }: Tally, width: number | null): string[] {
  const share = percent(wrong, followUps);
  const why = columns
    .filter((reason) => reasons[reason] > 0)
    .map((reason) => `${reasonNames[reason]} ${reasons[reason]}`);
  return wrap(
    `${policy}, stage ${stage}: ${followUps} sent, ${wrong} wrong (${share})${why.length > 0 ? `: ${why.join(', ')}` : ''}`,
    width,
    '  ',
  );
}

function tallyCells({ policy, stage, followUps, wrong, reasons }: Tally): string[] {
  const counts = columns.map((reason) => `${reasons[reason]}`);
  return [policy, `${stage}`, `${followUps}`, `${wrong}`, percent(wrong, followUps), ...counts];
}

function percent(part: number, whole: number): string {
  return `${(100 * shareOf(part, whole)).toFixed(1)} %`;
}

function closing(played: Replay, { settings, leftOut, ofFiles }: Setting): string[] {
  const { followUps, turns, notices, from, to } = played;
  const { timezone } = settings.calendar;
  const closed = turns.filter((turn) => turn.turn === 'closed').length;
  const sentences = [
    `${moment(from, timezone)} to ${moment(to, timezone)} (${timezone}): ${count(played.mails, 'mail')} in ` +
      `${count(played.conversations, 'conversation')}. ${count(followUps.length, 'follow-up')} would have gone to ` +
      `customers and ${count(notices.length, 'notice')} to the team, with ${count(closed, 'closing')} and ` +
      `${count(turns.length - closed, 'reopening')} of conversations.`,
    ...wrongSentences(followUps),
    ...whyQuiet(played, settings),
  ];
  if (leftOut.mails + leftOut.notes > 0)
    sentences.push(
      `Thrice has been at work in this mailbox: ${count(leftOut.mails, 'mail')} and ${count(leftOut.notes, 'note')} of its own were left out, and what people answered to them was not.`,
    );
  const { unreadable } = leftOut;
  if (unreadable > 0)
    sentences.push(
      `${unreadable} ${unreadable === 1 ? 'mail or folder' : 'mails or folders'} could not be read.`,
    );
  if (followUps.length + turns.length > 0)
    sentences.push(
      ofFiles
        ? 'The short ids are of this play alone. --json names each mail by its Message-ID, and `thrice inspect FILE` shows a mail.'
        : 'What became of a conversation: `thrice show ID`. Each mail by its Message-ID, and the notices: --json.',
    );
  return sentences;
}

function wrongSentences(followUps: readonly FollowUp[]): string[] {
  if (followUps.length === 0) return [];
  const wrong = wrongOf(followUps);
  const why = columns.filter((name) =>
    followUps.some(({ doubts }) => doubts.some(({ reason }) => reason === name)),
  );
  return [
    `${count(wrong, 'follow-up')} would have been wrong (${percent(wrong, followUps.length)}). What that means: docs/replay.md.`,
    ...why.map((reason) => `${reasonNames[reason]}: ${meanings[reason]}.`),
  ];
}
