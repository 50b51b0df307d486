import type { BounceRecipient } from '../kind.js';
import { originalsNamed } from './notice-recipients.js';
import { failureStatusIn, hasFailureCode, isPermanent, permanence } from './permanent.js';
import { oneLine } from './report.js';

/** A recipient's section is no longer than this many lines. */
const longest = 25;

/**
 * What a notice in words says of each recipient: the lines from each place where it is named to where another is, or
 * else what the notice says in general.
 * @param addresses lower case
 */
export function resultsInWords(
  words: string,
  addresses: readonly string[],
  delayed: boolean,
): BounceRecipient[] {
  const lines = words.split('\n').slice(0, 2_000);
  const owners = lines.map((line) => ownersOf(line.toLowerCase(), addresses));
  const originals = originalsNamed(words);
  const general = lines.filter((_, index) => owners[index]!.length === 0).join('\n');
  return addresses
    .map((address) => {
      const section = sectionOf(address, lines, owners);
      const telling = [section, general, words].find((text) => permanence(text) !== null) ?? section;
      const line = tellingLine(telling);
      const original = originals.get(address) ?? '';
      return {
        address,
        ...(original !== '' && original !== address && { original }),
        status: failureStatusIn(line) || failureStatusIn(telling),
        action: delayed ? 'delayed' : 'failed',
        permanent: !delayed && isPermanent(hasFailureCode(line) ? line : telling),
        reason: oneLine(
          telling === section || hasFailureCode(line) ? line || wordsIn(section) : wordsIn(section) || line,
        ),
      };
    })
    .map((one) => (one.reason === '' ? { ...one, reason: oneLine(wordsIn(general)) } : one));
}

function ownersOf(line: string, addresses: readonly string[]): readonly string[] {
  return line.includes('@') ? addresses.filter((address) => line.includes(address)) : [];
}

function sectionOf(
  address: string,
  lines: readonly string[],
  owners: readonly (readonly string[])[],
): string {
  const section: string[] = [];
  let left = 0;
  for (const [index, line] of lines.entries()) {
    const named = owners[index]!;
    if (named.includes(address)) left = longest;
    else if (named.length > 0) left = 0;
    if (left-- > 0) section.push(line);
  }
  return section.join('\n').slice(0, 6_000);
}

/** The line with the server's code, or with its words, and what is wrapped from it. */
function tellingLine(text: string): string {
  const lines = text.split('\n');
  let at = lines.findIndex((line) => failureStatusIn(line) !== '');
  if (at < 0) at = lines.findIndex((line) => hasFailureCode(line));
  if (at < 0) at = lines.findIndex((line) => permanence(line) !== null);
  if (at < 0) return '';
  const end = lines.findIndex((line, index) => index > at && (line.trim() === '' || index > at + 3));
  return lines.slice(at, end < 0 ? at + 4 : end).join(' ');
}

/** The first lines that say something: no rules, no quoted header, no line that only names somebody. */
function wordsIn(text: string): string {
  const lines = text.split('\n').filter((line) => {
    const bare = line.replace(/[<("']{0,2}\S{1,128}@\S{1,253}/, '').trim();
    return /\p{L}/u.test(bare) && !/^(?:[-*=_|#]{2}|(?:to|from|subject|date|sent|cc)[ \t]*:)/i.test(bare);
  });
  return lines.slice(0, 2).join(' ');
}
