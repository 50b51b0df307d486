import { asksToReplyAbove } from './above-line.js';
import { attributionAt } from './attribution.js';
import { originalAt } from './original.js';

/** Private use characters by which the reading of HTML marks, on a line of its own, what its elements say. */
export const marks = {
  /** Everything below is the original mail. */
  original: '\ue002',
  /** A client's container of attribution, quotes and what is written between them begins. */
  container: '\ue003',
};

/** What somebody wrote, in runs between the quotes, and whether any quote was found. */
export interface Unquoted {
  readonly runs: readonly (readonly string[])[];
  readonly found: boolean;
}

/**
 * Drops quoted lines and attributions. An attribution that quoted lines follow goes with them, so that an answer between
 * or below the quotes stays; one that is followed by anything else, and an original mail, end the new text.
 */
export function withoutQuotes(lines: readonly string[]): Unquoted {
  const runs: string[][] = [[]];
  let found = false;
  let written = false;
  const quoteEnds = (): void => {
    found = true;
    if (runs.at(-1)!.length > 0) runs.push([]);
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (isQuoted(line)) {
      quoteEnds();
      at = endOfWrapped(lines, at) - 1;
      continue;
    }
    const step = line.trim() === '' ? null : startOfQuote(lines, at, written);
    if (step === null) {
      runs.at(-1)!.push(line);
      written ||= line.trim() !== '';
    } else {
      quoteEnds();
      if (step.end === null) return { runs: step.above ? runs : [], found };
      at = step.end - 1;
    }
  }
  return { runs, found };
}

/** What begins at a line: `end` is where the writer's own text may go on, null when it ends here; `above` was his. */
interface Step {
  readonly end: number | null;
  readonly above: boolean;
}

function startOfQuote(lines: readonly string[], at: number, written: boolean): Step | null {
  const line = lines[at]!;
  if (line === marks.original) return { end: null, above: written };
  if (line === marks.container) return { end: endOfIntroduction(lines, at + 1), above: true };
  if (asksToReplyAbove(line)) return written ? { end: null, above: true } : { end: at + 1, above: true };
  const original = originalAt(lines, at);
  // A form's own fields look like a header; only what stands below somebody's words is surely another mail.
  if (original === 'fields') return written ? { end: null, above: true } : null;
  if (original === 'ruled') return { end: null, above: written };
  const attribution = attributionAt(lines, at);
  if (attribution === null) return null;
  const next = nextWithText(lines, attribution.end);
  if (next !== null && isQuoted(next)) return { end: attribution.end, above: true };
  return attribution.sure ? { end: null, above: written } : null;
}

function isQuoted(line: string): boolean {
  return /^\s{0,3}(?:>|&gt;|＞)/.test(line);
}

/**
 * The end of the quoted lines that begin at `at`, with the rest of a long quoted line that a program wrapped without
 * quoting it: it goes on in small letters right after a line that had no room.
 */
function endOfWrapped(lines: readonly string[], at: number): number {
  const line = lines[at]!;
  const rest = lines[at + 1];
  if (rest === undefined || line.length < 65 || line.length > 200 || rest.trim() === '' || isQuoted(rest))
    return at + 1;
  const goesOn = /[\p{L}\p{N},]\s?$/u.test(line) && /^[\p{Ll}\p{N}]/u.test(rest);
  const after = lines[at + 2];
  return goesOn && (after === undefined || isQuoted(after)) ? at + 2 : at + 1;
}

/** In a client's container up to four short lines that end in a colon before the first quote are its attribution. */
function endOfIntroduction(lines: readonly string[], from: number): number {
  let texts = 0;
  let last = '';
  for (let at = from; at < lines.length && texts <= 4; at++) {
    const line = lines[at]!.trim();
    if (isQuoted(line)) return /[:：]$/.test(last) ? at : from;
    if (line === '') continue;
    if (line.length > 300) break;
    last = line;
    texts++;
  }
  return from;
}

function nextWithText(lines: readonly string[], from: number): string | null {
  for (let at = from; at < lines.length; at++) if (lines[at]!.trim() !== '') return lines[at]!;
  return null;
}
