/** A step into the config's tree: a key, or the index of a list's entry. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with the config file, with its place. */
export interface Problem {
  /** The file as people call it. */
  readonly file: string;
  /** From 1; null when the problem is no place in the file (it cannot be read). */
  readonly line: number | null;
  readonly column: number | null;
  /** `policies[0].follow_ups[1].after`; '' for the file as a whole. */
  readonly path: string;
  /** What is wrong and what to do, without the place. Shows no secret. */
  readonly message: string;
}

/** The line for people: `thrice.yaml:9:14 policies[0].follow_ups[1].after: "2 dayz" is no duration. ...` */
export function formatProblem({ file, line, column, path, message }: Problem): string {
  const place = line === null ? `${file}:` : `${file}:${line}:${column ?? 1}`;
  return path === '' ? `${place} ${message}` : `${place} ${path}: ${message}`;
}

/** What a refused edit means while a daemon runs, then its problems, each as a sentence. */
export function refusedEdit(problems: readonly string[]): string[] {
  return ['The config file cannot be used as it is now. The previous config stays active.', ...problems];
}

/** The path as people read it. */
export function formatPath(path: Path): string {
  let out = '';
  for (const step of path) {
    if (typeof step === 'number') out += `[${step}]`;
    else out += `${out === '' ? '' : '.'}${/^[\p{L}\p{N}_-]{1,60}$/u.test(step) ? step : quoted(step)}`;
  }
  return out;
}

/** A value as an error shows it: quoted, one line, short, without characters that a terminal acts upon. */
export function quoted(value: string): string {
  const clean = value.replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  return JSON.stringify(clean.length > 60 ? `${clean.slice(0, 57)}...` : clean).replace(
    /[\u007f-\u009f]/g,
    '?',
  );
}
