import { type DemoEvent, localTime } from './scenario.js';

/** How text is made to stand out; where nothing may, it comes back as it is. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'cyan', text: string) => string;

const widest = 132;
const twoColumnsFrom = 100;

/** The head of the timeline; one column needs none. `width` in characters. */
export function timelineHead(width: number, paint: Paint): string[] {
  if (width < twoColumnsFrom) return [];
  const column = columnWidth(width);
  return [
    `${paint('bold', 'What the customer sees'.padEnd(column))} │ ${paint('bold', 'What Thrice knows, and why')}`,
    `${'─'.repeat(column)}─┼─${'─'.repeat(column)}`,
  ];
}

/** One step as lines: two columns from 100 characters on, else one below the other. */
export function timelineEvent(event: DemoEvent, width: number, paint: Paint): string[] {
  const time = localTime(event.at);
  const [title, ...more] = wrap(`${time}  ${event.title}`, Math.min(width, widest));
  const head = [
    `${paint('cyan', time)}${paint('bold', (title ?? '').slice(time.length))}`,
    ...more.map((line) => paint('bold', line)),
  ];
  const body = width < twoColumnsFrom ? stacked(event, width, paint) : sideBySide(event, columnWidth(width));
  return [...head, ...body, ...checkLines(event.checks, Math.min(width, widest), paint), ''];
}

function columnWidth(width: number): number {
  return Math.floor((Math.min(width, widest) - 3) / 2);
}

function sideBySide(event: DemoEvent, column: number): string[] {
  const left = (event.customerSees ?? []).flatMap((line) => wrap(line, column));
  const right = event.thriceKnows.flatMap((line) => wrap(line, column));
  const rows = Math.max(left.length, right.length);
  return Array.from({ length: rows }, (_, row) =>
    `${(left[row] ?? '').padEnd(column)} │ ${right[row] ?? ''}`.trimEnd(),
  );
}

function stacked(event: DemoEvent, width: number, paint: Paint): string[] {
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : [paint('dim', `  ${title}`), ...indented(lines, Math.max(40, Math.min(width, 100)) - 4)];
  return [
    ...part(`${event.customer ?? 'The customer'} sees:`, event.customerSees ?? []),
    ...part('Thrice knows:', event.thriceKnows),
  ];
}

function indented(lines: readonly string[], width: number): string[] {
  return lines.flatMap((line) => wrap(line, width)).map((line) => `    ${line}`.trimEnd());
}

/** Promises that held stand together, one that did not says what there was instead. */
function checkLines(checks: DemoEvent['checks'], width: number, paint: Paint): string[] {
  const held = checks.filter((check) => check.holds).map((check) => check.says);
  const kept = held.length === 0 ? [] : wrap(`✓ ${held.join('; ')}`, Math.max(40, width) - 4);
  return [
    ...kept.map((line, index) => paint('green', `${index === 0 ? '  ' : '    '}${line}`)),
    ...checks.flatMap(({ says, holds, seen }) =>
      holds ? [] : [paint('red', `  ✗ ${says}`), `    instead: ${seen}`],
    ),
  ];
}

/** Breaks a line at spaces; what continues a quoted line keeps its `> `. */
export function wrap(line: string, width: number): string[] {
  const quote = /^(?:> ?)*/.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.slice(quote.length).split(' ')) {
    if (current !== '' && quote.length + current.length + 1 + word.length > width) {
      lines.push(quote + current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, quote + current];
}

/** How long a step is left to be read at `--speed 1`, ms: a little, and more for more text. */
export function readingTime({ title, customerSees = [], thriceKnows }: DemoEvent): number {
  return 800 + 25 * [title, ...customerSees, ...thriceKnows].join(' ').length;
}
