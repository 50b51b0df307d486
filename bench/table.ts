/** One measured figure beside what it should be. */
export interface Row {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** What it should be: at most or at least this; missing: for orientation only. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Whether the figure is what it should be; null where there is no target. */
export function isMet({ figure, target }: Row): boolean | null {
  if (!target) return null;
  return 'atMost' in target ? figure <= target.atMost : figure >= target.atLeast;
}

/** The rows for people. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.what, `${shown(row.figure)} ${row.unit}`, goal(row), verdict(row)]);
  const all = [['', 'measured', 'target', ''], ...cells];
  const widths = [0, 1, 2].map((i) => Math.max(...all.map((line) => line[i]!.length)));
  return all
    .map(([what, figure, target, met]) =>
      `${what!.padEnd(widths[0]!)}  ${figure!.padStart(widths[1]!)}  ${target!.padStart(widths[2]!)}  ${met}`.trimEnd(),
    )
    .join('\n');
}

function shown(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : String(Number(figure.toPrecision(2)));
}

function goal({ target, unit }: Row): string {
  if (!target) return '';
  return 'atMost' in target ? `<= ${target.atMost} ${unit}` : `>= ${target.atLeast} ${unit}`;
}

function verdict(row: Row): string {
  const met = isMet(row);
  return met === null ? '' : met ? 'met' : 'MISSED';
}
