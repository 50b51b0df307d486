import { isFirstName } from '../message/phrases/first-names.js';
import { fold } from '../message/phrases/fold.js';
import { settleContradictions } from './contradiction.js';
import { saysNothing } from './courtesy.js';
import { type LineReading, misunderstood, readLine } from './line.js';
import type { OrderLine } from './order.js';
import { cleanLine } from './tokens.js';
import type { OrderContext } from './when.js';

/** The most orders of one mail; what stands behind them is told as `too-many`. */
export const mostOrders = 20;
/** Contradictions are looked for among as many. */
const mostRead = 400;
/** So many lines of greetings and thanks, and lines that are nearly commands, are looked at. */
const mostAside = 20;
/** What stands above a signature (RFC 3676 4.3), or above an old mail. */
const rule = /^\s{0,9}(?:[-_=*]{2,80}|—)\s{0,9}$/;
/** Characters of a mail that are looked at; a mail of nothing but orders has fewer. */
const longestText = 40_000;

/**
 * The orders that the new text of a mail begins with, in English, German or Polish. They begin in its first line (but for
 * a greeting or thanks) and end where a line is neither a command, nor nearly one, nor begins as one; empty lines between
 * them do not count, since many programs put one between any two. Empty: the mail begins with ordinary text. Never throws.
 * @param text without quotes; CRLF or LF
 */
export function parseOrders(text: string, context: OrderContext): readonly OrderLine[] {
  const { lines } = readOrders(text, context);
  const settled = settleContradictions(lines);
  const beyond = settled[mostOrders];
  if (!beyond) return settled;
  return [
    ...settled.slice(0, mostOrders),
    { ok: false, text: beyond.text, problem: 'too-many', suggestion: null },
  ];
}

/**
 * Whether every line of a text, but greeting, thanks, sign-off and signature, is a command: for a mail to the bot that
 * nobody prompted. A command whose moment is none (`snooze until 2020-01-01`) is one, and so is one whose word is misspelt,
 * unless that is a name; words behind a command word that are none of its arguments ("Status GmbH") are for people.
 * @param writer display name of who wrote it: his name below is a signature
 */
export function isOnlyOrders(text: string, context: OrderContext, writer = ''): boolean {
  if (text.length > longestText) return false;
  const { lines, rest, doubtful } = readOrders(text, context);
  return lines.length > 0 && !doubtful && saysNothing(rest, writer);
}

interface Orders {
  readonly lines: readonly OrderLine[];
  /** What stands behind the last order. */
  readonly rest: string;
  /** A line is perhaps meant for people. */
  readonly doubtful: boolean;
}

function readOrders(text: string, context: OrderContext): Orders {
  const written = text.slice(0, longestText).split(/\r\n|\r|\n/);
  const lines: OrderLine[] = [];
  let doubtful = false;
  let end = 0;
  let gap = false;
  let thanked = false;
  let aside = 0;
  for (const [index, line] of written.entries()) {
    if (lines.length >= mostRead || aside > mostAside || rule.test(line)) break;
    const reading = readLine(line, context);
    if (reading.kind === 'courtesy') thanked = true;
    if (reading.kind === 'empty') gap = lines.length > 0;
    else if (reading.kind !== 'command') aside += 1;
    // A greeting above, thanks between and below.
    if (reading.kind === 'empty' || reading.kind === 'courtesy') continue;
    const read = ordersOf(reading, line, lines.length === 0, gap);
    const found = read ?? behindOrders(line, lines, thanked, context);
    if (found === null) break;
    const isSure = isMeantForUs(reading, line) || found.some((one) => nearlyNamesOne(one, context));
    // Below "why k3f9" the line "why qacr" is meant for nobody else; below "skip" it may be talk: "Please never again!"
    doubtful ||= !isSure || (read === null && !lines.some(namesOne));
    lines.push(...found);
    end = index + 1;
    // Words that are nearly none: what stands below may be the rest of a sentence.
    if (read === null && found.every((one) => one.ok || one.suggestion === null)) break;
    gap = false;
    thanked = false;
  }
  return { lines, rest: written.slice(end).join('\n'), doubtful };
}

/** What a line adds to the orders; null: they end above it. */
function ordersOf(
  reading: LineReading,
  line: string,
  first: boolean,
  gap: boolean,
): readonly OrderLine[] | null {
  switch (reading.kind) {
    case 'command':
      return reading.lines;
    case 'near':
      // Below the orders a single word may be a name: "Hilde" is no "Hilfe".
      return !first && reading.slip === 'word' && (gap || isName(line)) ? null : reading.lines;
    case 'unknown':
      return first || gap ? null : reading.lines;
    case 'empty':
    case 'courtesy':
      return [];
    case 'prose':
      return null;
    default:
      return reading satisfies never;
  }
}

/**
 * A line that would end the orders, and began as one. Below thanks it may be the writer's firm ("Help Desk"), unless it
 * suggests something.
 */
function behindOrders(
  line: string,
  lines: readonly OrderLine[],
  thanked: boolean,
  context: OrderContext,
): readonly OrderLine[] | null {
  const found = lines.length === 0 ? null : misunderstood(line, context);
  if (found === null || found.ok || (thanked && found.suggestion === null)) return null;
  return [found];
}

function isMeantForUs(reading: LineReading, line: string): boolean {
  if (reading.kind === 'near') return reading.slip !== 'arguments' && !isName(line);
  return reading.kind === 'command';
}

function namesOne(line: OrderLine): boolean {
  return line.ok && line.target.by === 'id';
}

/** `clsoe k3f9w2m8xq`: what it suggests is an order about a conversation by its id. */
function nearlyNamesOne(line: OrderLine, context: OrderContext): boolean {
  if (line.ok || line.suggestion === null) return false;
  const meant = readLine(line.suggestion, context);
  return meant.kind === 'command' && meant.lines.some(namesOne);
}

function isName(line: string): boolean {
  return isFirstName(fold(cleanLine(line).replace(/[.,!]{1,3}$/, '')));
}
