import type { FollowUp, Replay, Turn, Wrong, WrongReason } from '../core/replay/played.js';
import { clean } from '../templates/clean.js';
import { reasonsInEnglish, type SayReason } from '../templates/reasons.js';
import { shorten, styled, table, wrap } from './output.js';
import { moment, statusWords } from './words.js';

/** What the reasons are called, in the timeline and above the columns of the table. */
export const reasonNames: Readonly<Record<WrongReason, string>> = {
  'answered-anyway': 'answered anyway',
  'team-owed': 'team owed',
  'answered-elsewhere': 'answered elsewhere',
};

/** What is told of one moment: a row, and sentences below it. */
interface Event {
  /** ms UTC. */
  readonly at: number;
  readonly what: string;
  readonly id: string;
  readonly who: string;
  readonly subject: string;
  readonly said: readonly string[];
  readonly wrong: boolean;
}

/** Columns in front of what stands below the row of an event. */
const indent = 9;

/**
 * What would have gone, closed and reopened, by days of the zone. On a terminal of `width` columns addresses and subjects
 * give way, and what speaks against a follow-up or closed a conversation stands whole below it; where it is too narrow
 * for columns, each event is a few lines. In a pipe (null) each is one line, and nothing is cut.
 */
export function timeline({ followUps, turns }: Replay, timezone: string, width: number | null): string[] {
  const say = reasonsInEnglish(timezone);
  const events = [
    ...followUps.map((one) => eventOf(one, timezone)),
    ...turns.map((one) => eventOfTurn(one, say)),
  ].sort((a, b) => a.at - b.at);
  if (events.length === 0) return ['Nothing would have been sent or closed.'];
  const rows = events.map((event) => cellsOf(event, timezone));
  const aligned = table(rows, width === null ? null : width - 2, 3);
  // A table that does not fit has its rows broken.
  const fits = aligned.length === rows.length;
  const lines: string[] = [];
  let day = '';
  for (const [i, event] of events.entries()) {
    const today = moment(event.at, timezone).slice(0, -6);
    if (today !== day) lines.push(styled(process.stdout, 'bold', today));
    day = today;
    if (width === null) lines.push(['', aligned[i]!, ...event.said].join('  '));
    else if (fits) lines.push(`  ${aligned[i]!}`, ...below(event, width));
    else lines.push(...narrow(rows[i]!, width), ...below(event, width));
  }
  return lines;
}

function cellsOf({ at, what, id, who, subject }: Event, timezone: string): string[] {
  return [moment(at, timezone).slice(-5), what, id, who, subject];
}

function narrow(
  [time = '', what = '', id = '', who = '', subject = '']: readonly string[],
  width: number,
): string[] {
  const room = width - indent;
  const lines = [
    ...wrap(`${what}  ${id}`, room),
    ...[who, subject].filter((cell) => cell !== '').map((cell) => clean(cell, 1000)),
  ];
  return lines.map((line, i) => `${(i === 0 ? `  ${time}` : '').padEnd(indent)}${shorten(line, room)}`);
}

function below({ said, wrong }: Event, width: number): string[] {
  const room = width - indent;
  return said
    .flatMap((sentence) => wrap(sentence, room))
    .map((line) => shorten(line, room))
    .map((line) => ' '.repeat(indent) + styled(process.stdout, wrong ? 'red' : 'dim', line));
}

function eventOf({ at, stage, of, last, id, to, subject, doubts }: FollowUp, timezone: string): Event {
  return {
    at,
    what: last ? `final notice (${stage} of ${of})` : `follow-up ${stage} of ${of}`,
    id,
    who: to.map((person) => person.address).join(', '),
    subject: subject || '(no subject)',
    said: doubts.map((doubt) => wrongSentence(doubt, timezone)),
    wrong: true,
  };
}

/** The mail that shows it, so that a person can look it up. */
function wrongSentence({ reason, from, at, subject }: Wrong, timezone: string): string {
  const mail = `${clean(from)}, ${moment(at, timezone)}, "${clean(subject, 120) || '(no subject)'}"`;
  return `WRONG: ${reasonNames[reason]}: ${mail}`;
}

function eventOfTurn(turn: Turn, say: SayReason): Event {
  const { at, id, subject } = turn;
  const event = { at, id, subject: subject || '(no subject)', wrong: false };
  if (turn.turn === 'reopened') return { ...event, what: 'reopened', who: turn.by, said: [] };
  const how = statusWords({ status: 'closed', outcome: turn.outcome });
  return { ...event, what: 'closed', who: '', said: [`${how}: ${clean(say(turn.why), 500)}`] };
}
