import { isFooter, isOwnFooter } from './footers.js';
import { isCard, withoutSignOff } from './sign-off.js';

/** RFC 3676 4.3, also without its space, as a dash or as underscores; a long rule is a mailing list's or Outlook's. */
const mark = /^(?:--|—|__)\s?$|^_{5,}\s*$/;
/** A shorter rule is a signature's only if what stands below looks like one. */
const rule = /^\s*[-_]{3,4}\s*$/;
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
    if (written && mark.test(line)) return lines.slice(0, at);
    if (written && rule.test(line)) {
      const below = lines.slice(at + 1, at + 40).filter(hasText);
      if (below.length > 0 && isCard(below, null)) return lines.slice(0, at);
    }
    written ||= hasText(line) && !mark.test(line);
  }
  return lines;
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
