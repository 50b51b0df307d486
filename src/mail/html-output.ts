import { decodeEntities } from './html-entities.js';
import type { HtmlMark } from './html-marks.js';
import { marks } from './quote-lines.js';

/** Collects words and line ends; HTML's own white space counts once. */
export class HtmlOutput {
  private readonly lines: string[] = [];
  /** Pieces of the line that is being written. */
  private pieces: string[] = [];
  /** The line ends in a space, or has no text yet. */
  private spaced = true;

  /** @param pre line ends and spaces count as they stand */
  text(raw: string, pre: boolean): void {
    if (raw === '') return;
    const words = decodeEntities(raw).replaceAll('\u00a0', ' ').replaceAll('\u00ad', '');
    const rows = pre ? words.split(/\r\n?|\n/) : [];
    if (!pre) this.words(words.replace(/\s+/g, ' '));
    rows.forEach((row, n) => {
      if (n > 0) this.breakLine(true);
      if (row !== '') this.pieces.push(row);
    });
  }

  private words(text: string): void {
    const piece = this.spaced && text.startsWith(' ') ? text.slice(1) : text;
    if (piece === '') return;
    this.pieces.push(piece);
    this.spaced = piece.endsWith(' ');
  }

  /** @param hard a break that shows even after an empty line */
  breakLine(hard: boolean): void {
    const line = this.pieces.join('').trimEnd();
    if (line !== '' || (hard && this.lines.at(-1) !== '')) this.lines.push(line);
    this.pieces = [];
    this.spaced = true;
  }

  /** A line for what an element marks. @returns its place, of a container only */
  mark(mark: HtmlMark): number | null {
    if (mark === 'quote') this.markLine('>');
    else if (mark === 'original') this.markLine(marks.original);
    else if (mark === 'container') return this.markLine(marks.container);
    return null;
  }

  /** A line of its own for what an element says. @returns its place */
  private markLine(mark: string): number {
    this.breakLine(false);
    if (this.lines.at(-1) !== mark) this.lines.push(mark);
    return this.lines.length - 1;
  }

  /** A container without a marked quote in it is itself the quote. */
  closeContainer(from: number): void {
    this.breakLine(false);
    if (this.lines.includes('>', from + 1)) return;
    this.lines.length = from;
    this.lines.push('>');
  }

  /** The last lines with text, at most `count` of them, up to an empty one. */
  lastLines(count: number): readonly string[] {
    this.breakLine(false);
    const end = this.lines.findLastIndex((line) => line !== '') + 1;
    const near = this.lines.slice(Math.max(0, end - count), end);
    return near.slice(near.lastIndexOf('') + 1);
  }

  get size(): number {
    return this.lines.length;
  }

  result(): string[] {
    this.breakLine(false);
    return this.lines;
  }
}
