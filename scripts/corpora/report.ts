import { groupBy, things } from './claim.js';
import type { Judged, Ran } from './judge.js';
import { percent, type Target } from './target.js';

/** The outcome for people, as Markdown: targets, a row for each corpus and thing, and all that does not agree. */
export function reportLines(
  judged: readonly Judged[],
  ran: readonly Ran[],
  targets: readonly Target[],
): string[] {
  return [
    '## Targets',
    '',
    ...table(
      ['', 'wanted', 'reached', ''],
      targets.map(({ what, wanted, reached, met }) => [what, wanted, reached, met ? 'yes' : '**NO**']),
    ),
    '',
    '## What agrees',
    '',
    '"Not followed" is deliberate (the reasons are below) and counts neither way.',
    '',
    ...table(['corpus', 'stated', 'agree', 'of', '', 'not followed'], agreement(judged)),
    '',
    ...exceptionLines(ran),
    '## What does not agree',
    '',
    ...differences(judged.filter((one) => !one.agrees && one.notFollowed === null)),
    '',
    '## What is not followed, and why',
    '',
    ...deliberate(judged),
  ];
}

function agreement(judged: readonly Judged[]): string[][] {
  const corpora = [...new Set(judged.map(({ corpus }) => corpus))];
  return corpora.flatMap((corpus) =>
    things.flatMap((thing) => {
      const stated = judged.filter((one) => one.corpus === corpus && one.thing === thing);
      if (stated.length === 0) return [];
      const apart = stated.filter((one) => one.notFollowed !== null).length;
      const agreeing = stated.filter((one) => one.agrees).length;
      const whole = stated.length - apart;
      const share = percent(agreeing, whole);
      return [[corpus, thing, String(agreeing), String(whole), share, apart === 0 ? '' : String(apart)]];
    }),
  );
}

function exceptionLines(ran: readonly Ran[]): string[] {
  const thrown = ran.filter(({ exception }) => exception !== null);
  if (thrown.length === 0) return [];
  const rows = thrown.map(({ corpus, file, exception }) => [`${corpus}/${file}`, short(exception ?? '')]);
  return ['## Exceptions', '', ...table(['file', ''], rows), ''];
}

function differences(wrong: readonly Judged[]): string[] {
  if (wrong.length === 0) return ['Nothing.'];
  return table(
    ['file', 'stated', 'expected', 'seen'],
    wrong.map(({ corpus, file, thing, expected, seen }) => {
      const [left, right] = whereTheyPart(expected, seen);
      return [`${corpus}/${file}`, thing, left, right];
    }),
  );
}

function deliberate(judged: readonly Judged[]): string[] {
  const byReason = groupBy(
    judged.filter((one) => one.notFollowed !== null),
    ({ notFollowed }) => notFollowed!,
  );
  if (byReason.size === 0) return ['Nothing.'];
  return [...byReason].flatMap(([reason, rows]) => [
    `**${rows[0]!.thing}** (${rows.length} ${rows.length === 1 ? 'row' : 'rows'}): ${reason}`,
    '',
    ...files(rows.map(({ corpus, file }) => `${corpus}/${file}`)),
    '',
  ]);
}

/** A long list is folded, which Markdown leaves to HTML. */
function files(names: readonly string[]): string[] {
  const list = names.join(', ');
  if (names.length <= 5) return [list];
  return ['<details>', `<summary>${names.length} files</summary>`, '', list, '', '</details>'];
}

/** Two long texts from a little before they differ. */
function whereTheyPart(expected: string, seen: string): [string, string] {
  if (expected.length <= 60 && seen.length <= 60) return [short(expected), short(seen)];
  let at = 0;
  while (at < expected.length && at < seen.length && expected[at] === seen[at]) at++;
  const from = Math.max(0, at - 20);
  const cut = (text: string): string => short(`${from > 0 ? '…' : ''}${text.slice(from)}`);
  return [cut(expected), cut(seen)];
}

function short(text: string): string {
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('|', '\\|');
  const characters = Array.from(line);
  const cut = characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : line;
  return cut === '' ? '(empty)' : cut.replaceAll('<', '&lt;');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
