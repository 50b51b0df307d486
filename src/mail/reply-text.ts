import EmailReplyParser from 'email-reply-parser';
import type { Body } from '../core/message/message.js';
import { newTextOfHtml } from './html-text.js';
import { beginsOriginal, endOfAttribution, isFooter } from './quote-lines.js';

/** Characters that are read at all, and lines and characters that email-reply-parser is given: it is quadratic. */
const most = { text: 400_000, lines: 400, parser: 12_000, line: 500 };
/** Private use characters: where a long line was cut for the parser, and lines that it must not take for a footer. */
const seam = '\ue000';
const joint = `${seam}\n${seam}`;
const shield = '\ue001';

const longLine = new RegExp(`[^\\n]{${most.line}}(?=[^\\n])`, 'g');

/**
 * What the writer of a mail wrote himself: without quotes, attribution lines, signature and phone footer. From the text,
 * or from the HTML when there is no text. Less than a second for any input; never throws.
 */
export function newText(body: Body): string {
  const text = body.text.trim() === '' && body.html !== null ? newTextOfHtml(body.html) : body.text;
  const lines = withoutQuotes(
    text
      .slice(0, most.text)
      .replace(/[\ue000\ue001]/g, '')
      .replace(/\r\n?/g, '\n')
      .split('\n'),
  );
  return visible(withoutSignature(lines))
    .trimEnd()
    .replace(/(?:\n[ \t]*[-_=*]{3,}[ \t]*)+$/, '')
    .trim();
}

/**
 * Drops quoted lines and attributions. An attribution that quoted lines follow goes with them, so that an answer between
 * or below the quotes stays; one that is followed by anything else, and an original message, end the new text.
 */
function withoutQuotes(lines: readonly string[]): string[] {
  const kept: string[] = [];
  const hasText = (): boolean => kept.some((line) => line.trim() !== '');
  for (let at = 0; at < lines.length; at++) {
    if (/^\s{0,3}>/.test(lines[at]!)) continue;
    if (beginsOriginal(lines, at) && hasText()) break;
    const behind = endOfAttribution(lines, at);
    if (behind >= 0) {
      const next = nextWithText(lines, behind);
      if (next !== null && !/^\s{0,3}>/.test(next)) {
        if (hasText()) break;
        return [];
      }
      at = behind - 1;
      continue;
    }
    kept.push(lines[at]!);
  }
  return kept;
}

function nextWithText(lines: readonly string[], from: number): string | null {
  for (let at = from; at < lines.length; at++) if (lines[at]!.trim() !== '') return lines[at]!;
  return null;
}

/** Ends at a signature mark (RFC 3676 4.3, also without its space or as underscores), and drops footers. */
function withoutSignature(lines: readonly string[]): string[] {
  const mark = lines.findIndex((line, at) => at > 0 && /^(?:--|—|__)\s?$|^_{5,}\s*$/.test(line));
  const above = mark < 0 ? lines : lines.slice(0, mark);
  const text = above.some((line) => line.trim() !== '') ? above : lines;
  return text.filter((line) => !isFooter(line));
}

/** The rest is email-reply-parser's: further languages and signature forms. */
function visible(lines: readonly string[]): string {
  const text = lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n');
  if (text.length > most.parser || lines.length > most.lines) return text;
  const cut = text
    .replace(/^Sent from /gm, `${shield}Sent from `)
    .replace(longLine, (piece) => piece + joint);
  try {
    return new EmailReplyParser().parseReply(cut).replaceAll(joint, '').replaceAll(shield, '');
  } catch {
    return text;
  }
}
