import type { Body } from '../core/message/parsed.js';
import { linesOfHtml as allLinesOfHtml } from '../mail/forwarded-html.js';
import { linesOfHtml } from '../mail/html-text.js';

/**
 * Lines with words that are not in the new text: quoted ones, and signatures, footers and the like. Where there is no
 * text the lines of the HTML are counted, and what a client marked there as quoted.
 */
export function leftOut({ text, html }: Body, replyText: string): { quoted: number; other: number } {
  const kept = withWords(replyText.split('\n')).length;
  if (text.trim() === '' && html !== null) {
    const lines = withWords(allLinesOfHtml(html).split('\n')).length;
    const marked = linesOfHtml(html);
    const outside = withWords(marked.lines).filter((line) => !quote.test(line)).length;
    const quoted = marked.quoted ? Math.max(0, lines - outside) : 0;
    return { quoted, other: Math.max(0, lines - quoted - kept) };
  }
  const lines = withWords(text.split('\n'));
  const quoted = lines.filter((line) => quote.test(line)).length;
  return { quoted, other: Math.max(0, lines.length - quoted - kept) };
}

const quote = /^\s{0,3}>/;

/** \ue000 to \ue003 mark places in the lines of an HTML text (mail/html-marks.ts). */
function withWords(lines: readonly string[]): string[] {
  return lines.filter((line) => !/^[\s\ue000-\ue003]*$/.test(line));
}
