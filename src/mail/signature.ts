import { isFooter, isOwnFooter } from './footers.js';
import { isCard, withoutSignOff } from './sign-off.js';

/** RFC 3676 4.3, also without its space, as a dash or as underscores. */
const mark = /^(?:--|—|__)\s?$/;
/** A rule is a signature's only if what stands below looks like one. */
const rule = /^\s*[-_]{3,4}\s*$|^_{5,}\s*$/;
/** A mailing list's footer below its long rule. */
const list =
  /mailing list|mailman|listinfo|unsubscribe|abmelden|abbestellen|désinscri|désabonn|baja de|cancellar/i;
const item = /^\s*(?:[-*•+–]\s|\d{1,3}[.)]\s)/;
const afterword = /^\s*(?:p\.? ?s\b|pps|n\.?b\.?\b|edit\b)/iu;

type Lines = readonly string[];

/**
 * The runs of a mail without its signatures: what stands below a signature mark or a program's footer in each run, and
 * the sign-off at the end of the last one. A mail of nothing else keeps it.
 */
export function withoutSignatures(runs: readonly Lines[]): Lines[] {
  const kept: Lines[] = [];
  let above = false;
  for (const run of runs) {
    const own = withoutFooter(withoutMarked(run, above), above);
    kept.push(own);
    above ||= own.some(hasText);
  }
  const last = kept.findLastIndex((run) => run.some(hasText));
  return kept.map((run, n) => (n === last ? withoutSignOff(run) : run));
}

function withoutMarked(lines: Lines, above: boolean): Lines {
  let written = above;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const below = written && (mark.test(line) || rule.test(line)) ? lines.slice(at + 1, at + 40) : null;
    if (below && isSignature(line, below.filter(hasText))) return lines.slice(0, at);
    written ||= hasText(line) && !mark.test(line);
  }
  return lines;
}

/** A mark ends the text but for a divider within a list; a rule also divides a text from a log. */
function isSignature(line: string, below: Lines): boolean {
  const first = below[0] ?? '';
  if (mark.test(line)) return !item.test(first);
  if (below.length === 0) return /^_{5}/.test(line);
  return (
    isCard(below, null) ||
    (/^_{5}/.test(line) && below.slice(0, 4).some((one) => list.test(one.slice(0, 200))))
  );
}

/** Phones put their line under what was written; what still stands below it is an unmarked quote, but for a PS. */
function withoutFooter(lines: Lines, above: boolean): Lines {
  const at = lines.findIndex(isFooter);
  if (at >= 0) {
    const written = above || lines.slice(0, at).some(hasText);
    const next = lines.slice(at + 1).find((line) => hasText(line) && !isFooter(line));
    const cut = written && (next === undefined || !afterword.test(next));
    return cut ? lines.slice(0, at) : lines.filter((line) => !isFooter(line));
  }
  const last = lines.findLastIndex(hasText);
  const alone = last > 0 && !hasText(lines[last - 1]!);
  return alone && isOwnFooter(lines[last]!) && lines.slice(0, last).some(hasText)
    ? lines.slice(0, last)
    : lines;
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}
