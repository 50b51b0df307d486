import { isSignature } from '../message/phrases/signature.js';
import { isRegistered, withoutEntry } from './company-register.js';
import { beginOfDisclaimer } from './disclaimer.js';

/** Characters; nothing longer is looked at. */
const longest = 8_000;
/** What stands above a signature or a disclaimer. */
const ruler = /^\s*[-_=*~#—–]{2,200}\s*$/;

/**
 * A text without what firms put below every mail: rulers, lines of the company register and disclaimers, in English, German
 * and Polish. It goes by whole lines and sentences in which no word is strange to such texts, so that what somebody wrote
 * about a customer stays, also right beside them.
 * @param text with LF
 */
export function withoutSmallPrint(text: string): string {
  if (text.length > longest) return text;
  const lines = text.split('\n');
  const registered = isRegistered(lines);
  const kept: string[] = [];
  let claimed = false;
  for (const paragraph of paragraphsOf(lines)) {
    const some = registered ? withoutRegister(paragraph) : paragraph;
    const at = beginOfDisclaimer(some, claimed);
    claimed ||= at < some.length;
    kept.push(...some.slice(0, at), '');
  }
  return kept.join('\n').trim();
}

function paragraphsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '' || ruler.test(line)) paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** A paragraph without lines of the register; what stands beside them goes too where it is the firm's name and address. */
function withoutRegister(lines: readonly string[]): readonly string[] {
  const kept = withoutEntry(lines);
  return kept.length < lines.length && isSignature(kept.join('\n')) ? [] : kept;
}
