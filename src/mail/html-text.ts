import { attributionAt } from './attribution.js';
import { type HtmlMark, markOf } from './html-marks.js';
import { HtmlOutput } from './html-output.js';

/** As much as is read of an HTML part and of one tag, in characters, and the lines that are made of it. */
const most = { html: 1_000_000, tag: 2_000, lines: 60_000 };

const block =
  /^(?:p|div|br|tr|li|ul|ol|table|h[1-6]|hr|blockquote|pre|section|article|header|footer|dt|dd|center|form|body)$/;
const invisible = /^(?:style|script|head|title|template|object|svg)$/;
const empty = /^(?:br|hr|img|input|meta|link|wbr|col|area|base)$/;

/** The lines of an HTML mail with its quotes marked, and whether any of its elements is marked as a quote. */
export interface HtmlLines {
  readonly lines: string[];
  readonly quoted: boolean;
}

/**
 * The lines that an HTML mail shows. What a client marked as quoted becomes one line of ">" each, the beginning of the
 * original mail and a container a line of `marks`; marked attributions and signatures are left out. Linear in the length;
 * at most 1,000,000 characters are read; never throws.
 */
export function linesOfHtml(html: string): HtmlLines {
  const source = html.slice(0, most.html).replace(/[\ue000-\ue003]/g, '');
  const out = new HtmlOutput();
  let quoted = false;
  /** The element that is being skipped, and how many of its name are open in it. */
  let skipped: { name: string; depth: number } | null = null;
  /** The outermost container that is open, and where it began. */
  let holder: { name: string; depth: number; from: number } | null = null;
  let pre = 0;
  let at = 0;
  while (at < source.length && out.size < most.lines) {
    const open = source.indexOf('<', at);
    if (!skipped) out.text(source.slice(at, open < 0 ? source.length : open), pre > 0);
    if (open < 0) break;
    if (!/[a-z/!?]/i.test(source.charAt(open + 1))) {
      // "a < b": no tag at all.
      if (!skipped) out.text('<', pre > 0);
      at = open + 1;
      continue;
    }
    const close = endOfTag(source, open);
    const tag = source.slice(open + 1, Math.min(close, open + most.tag));
    at = close + 1;
    const name = /^\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
    if (name === '') continue;
    const closing = tag.startsWith('/');
    // A paragraph ends where another block begins.
    if (skipped?.name === 'p' && !closing && block.test(name)) skipped = null;
    if (skipped) {
      if (name === skipped.name && !tag.endsWith('/')) skipped.depth += closing ? -1 : 1;
      if (skipped.depth === 0) skipped = null;
      continue;
    }
    if (holder && name === holder.name && !tag.endsWith('/')) {
      holder.depth += closing ? -1 : 1;
      if (holder.depth === 0) {
        out.closeContainer(holder.from);
        holder = null;
      }
    }
    const marked: HtmlMark | null = closing ? null : markOf(name, tag);
    const mark: HtmlMark | null = marked === 'quote' && !holder && isOwn(tag, out) ? null : marked;
    if (mark === 'quote' || mark === 'original' || mark === 'container') quoted = true;
    const from: number | null = mark === null || (mark === 'container' && holder) ? null : out.mark(mark);
    if (from !== null) holder = { name, depth: 1, from };
    const skip = mark === 'quote' || mark === 'attribution' || mark === 'signature' || invisible.test(name);
    if (skip && !closing && !tag.endsWith('/') && !empty.test(name)) {
      skipped = { name, depth: 1 };
      // Its end is not seen below.
      if (holder && name === holder.name) holder.depth--;
      if (mark !== null) out.breakLine(false);
      continue;
    }
    if (name === 'pre') pre = Math.max(0, pre + (closing ? -1 : 1));
    if (block.test(name))
      out.breakLine(name === 'br' || (name === 'p' && !/MsoNormal|MsoListParagraph/.test(tag)));
    else if (name === 'td' || name === 'th') out.text(' ', false);
  }
  if (holder) out.closeContainer(holder.from);
  return { lines: out.result(), quoted };
}

/** A blockquote that no client marks, below words that announce no mail: the writer's own, such as an error's text. */
function isOwn(tag: string, out: HtmlOutput): boolean {
  if (!/^blockquote\s*$/i.test(tag)) return false;
  const above = out.lastLines(4);
  if (above.length === 0 || above.some((line) => /^[>\ue002\ue003]/.test(line))) return false;
  return !above.some((_, at) => attributionAt(above, at)?.end === above.length);
}

/** The ">" of a tag, or of a comment its end; the end of the source when there is none. */
function endOfTag(source: string, open: number): number {
  const comment = source.startsWith('<!--', open);
  const end = source.indexOf(comment ? '-->' : '>', open + 1);
  if (end < 0) return source.length;
  return comment ? end + 2 : end;
}
