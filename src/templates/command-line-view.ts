import type { EffectVerdict } from '../core/conversation/effect.js';
import type { CommandAction } from '../core/conversation/note.js';
import type { StageWhat } from '../core/conversation/step.js';
import type { OrderProblem, Verb } from '../core/order/order.js';
import { usualWord } from '../core/order/words.js';
import { clean } from './clean.js';
import { formatMoment } from './dates.js';
import type { listVariables } from './list-variables.js';
import { type AboutInput, type CountsInput, countsData, type NowInput, stateData } from './state-view.js';
import type { Value } from './values.js';
import type { Place } from './view-parts.js';

/** Why a line ordered nothing, beside what derive and the parser say; 'answer': it only asked. */
export type LineVerdict =
  | EffectVerdict
  | OrderProblem
  | 'no-such-conversation'
  | 'several'
  | 'which-conversation'
  | 'which-number'
  | 'stale-link'
  | 'unknown-link'
  | 'answer';

export interface CommandLineInput {
  /** The line as it was written. */
  readonly text: string;
  readonly verdict: LineVerdict;
  readonly action?: CommandAction | Verb;
  /** Snooze; null: it ended. ms UTC. */
  readonly until?: number | null;
  /** Skip and send now. */
  readonly stage?: number;
  readonly what?: StageWhat;
  /** Send now: whether the stage goes; absent: now. */
  readonly goes?: 'now' | 'later' | 'never';
  /** Undo: what it took back. */
  readonly undid?: readonly CommandAction[];
  /** Undo: when a mail went to the customer before it, which stays sent; the latest one, ms UTC. */
  readonly sentMeanwhile?: number;
  /** A later line took it back. */
  readonly undone?: boolean;
  readonly suggestion?: string | null;
  readonly about?: AboutInput;
  readonly now?: NowInput;
  /** What the line asked for, or why nothing comes of it; a sentence each. */
  readonly info?: readonly string[];
  readonly counts?: CountsInput;
  /** Conversations that `list` or `plan` tells of; a numbered one can be named by its number. */
  readonly entries?: readonly {
    readonly number?: number;
    readonly about: AboutInput;
    readonly now: NowInput;
  }[];
}

/** How the command is written where it names its conversation: with its own word, which the agent has just used. */
function wordWithId(action: CommandAction | Verb, language: string): string {
  return `${usualWord(action, language)}${action === 'snooze' ? ' 3d' : ''} k3f9w2m8xq`;
}

export type LineData = { readonly [name in keyof (typeof listVariables)['command-result']['lines']]: Value };

/** He answered a blind notice in words that are no order: the stage is left out all the same (R5). */
export function isUnsaid({ text, verdict }: CommandLineInput): boolean {
  return text === '' && verdict === 'done';
}

/** What is answered with that nothing changed. */
const changedNothing: ReadonlySet<LineVerdict> = new Set<LineVerdict>([
  'earlier-silence',
  'newer-mail',
  'unknown-word',
  'no-time',
  'past',
  'no-such-day',
  'too-far',
  'no-such-conversation',
  'several',
  'which-conversation',
  'which-number',
  'stale-link',
  'unknown-link',
]);

/** The variables of one line; pure formatting. */
export function lineData(line: CommandLineInput, place: Place): LineData {
  const { verdict, action, until, now, about, counts } = line;
  const perhapsThis = line.stage !== undefined && now?.perhapsGone?.stage === line.stage;
  // What has perhaps left is what it was then, whatever the policy says now.
  const what = perhapsThis ? now?.perhapsGone?.what : line.what;
  const stageIs = (one: StageWhat): boolean => line.stage !== undefined && (what ?? 'follow-up') === one;
  // What was taken back says so, and no more.
  const did = (one: CommandAction): boolean => verdict === 'done' && action === one && !line.undone;
  return {
    ...stateData(about, now, place),
    text: clean(line.text, 100),
    entry: false,
    number: null,
    didClose: did('close'),
    didReopen: did('reopen'),
    didWait: did('wait'),
    didSnooze: did('snooze'),
    didNever: did('never'),
    didSkip: did('skip'),
    didSendNow: did('send-now'),
    goesLater: did('send-now') && line.goes === 'later',
    goesNever: did('send-now') && line.goes === 'never',
    didUndo: did('undo'),
    undid: line.undid?.map((action) => usualWord(action, place.language)).join(', ') ?? null,
    sentMeanwhile: line.sentMeanwhile === undefined ? null : formatMoment(place, line.sentMeanwhile),
    undone: line.undone ?? false,
    until: until === undefined || until === null ? null : formatMoment(place, until),
    lineStage: line.stage ?? 0,
    lineFollowUp: stageIs('follow-up'),
    lineFinal: stageIs('final-notice'),
    lineInside: stageIs('inside'),
    perhapsThis,
    nothingToDo: verdict === 'nothing-to-do' && action !== 'undo',
    nothingToUndo: verdict === 'nothing-to-do' && action === 'undo',
    owed: verdict === 'owed',
    noSilence: verdict === 'no-silence',
    neverWritten: verdict === 'never-written',
    stageGone: verdict === 'stage-gone',
    earlierSilence: verdict === 'earlier-silence',
    newerMail: verdict === 'newer-mail',
    notTrusted: verdict === 'not-trusted',
    unknownWord: verdict === 'unknown-word',
    noTime: verdict === 'no-time',
    past: verdict === 'past',
    noSuchDay: verdict === 'no-such-day',
    tooFar: verdict === 'too-far',
    contradiction: verdict === 'contradiction',
    tooMany: verdict === 'too-many',
    unknownAddress: verdict === 'unknown-address',
    unknownPolicy: verdict === 'unknown-policy',
    noSuchConversation: verdict === 'no-such-conversation',
    severalConversations: verdict === 'several',
    whichConversation: verdict === 'which-conversation',
    wordWithId: verdict === 'which-conversation' ? wordWithId(action ?? 'close', place.language) : null,
    whichNumber: verdict === 'which-number',
    staleLink: verdict === 'stale-link',
    unknownLink: verdict === 'unknown-link',
    unchanged: changedNothing.has(verdict),
    suggestion: line.suggestion ? clean(line.suggestion, 100) : null,
    answer: verdict === 'answer',
    help: action === 'help',
    none: line.entries?.length === 0,
    info: line.info?.map((text) => clean(text, 500)).join('\n') ?? null,
    ...countsData(counts),
  };
}
