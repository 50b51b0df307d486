import { readFileSync } from 'node:fs';
import type { OrderLine, Target } from '../../src/core/order/order.js';
import { localTime } from '../../src/sandbox/scenario.js';

/** docs/agents.md as its tests read it: sections, tables and blocks of examples. */

const page = readFileSync('docs/agents.md', 'utf8');

/** Wednesday, 4 March 2026, 10:00 in Warsaw, ms UTC: when all examples of the page are written. */
export const wednesday = Date.UTC(2026, 2, 4, 9);

/** Rows of the table with these headings, each a list of cells. Throws where the page has no such table. */
export function table(...headings: readonly string[]): string[][] {
  const lines = page.split('\n');
  const head = lines.indexOf(`| ${headings.join(' | ')} |`);
  if (head < 0) throw new Error(`docs/agents.md has no table "${headings.join(' | ')}".`);
  const end = lines.findIndex((line, i) => i > head && !line.startsWith('|'));
  return lines.slice(head + 2, end).map((line) => line.slice(2, -2).split(' | '));
}

/** What stands between backquotes. */
export function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** The lines of the morning note that the page shows. */
export function noteLines(): string[] {
  const [, block = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  return block.split('\n');
}

/** What stands between backquotes in running text. */
export function codesInText(): string[] {
  return codes(page.replace(/```text\n.*?\n```/gs, '').replace(/^\|.*$/gm, ''));
}

/** The tables of the page, by their first heading, so that none is left out. */
export function headings(): string[] {
  return [...page.matchAll(/^\| (.*) \|\n\|[-|]+\|$/gm)].map(([, head = '']) => head);
}

/** An order as the page tells it. */
export function told(line: OrderLine): string {
  if (line.ok) return `${line.verb}${targetWords(line.target)}`;
  const { problem, suggestion } = line;
  if (suggestion !== null) return `nothing, and asks: “${suggestion}”?`;
  return problem === 'contradiction' ? 'nothing: one contradicts the other' : `nothing: ${problem}`;
}

function targetWords(target: Target): string {
  switch (target.by) {
    case 'here':
      return '';
    case 'number':
      return ` line ${target.number}`;
    case 'id':
      return ` conversation ${target.id}`;
    default:
      return target satisfies never;
  }
}

/** A moment as the page tells it, or why there is none. */
export function toldUntil(line: OrderLine | undefined): string {
  if (line?.ok) return line.until == null ? 'no moment' : localTime(line.until);
  return line?.problem === 'past' ? 'nothing: it is past' : `nothing: ${line?.problem}`;
}
