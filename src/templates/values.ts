/** What a template may be given: a value of null or '' is "not there" for {{#if}}. */
export type Value = string | number | boolean | null;

/** One entry of a list. It is flat: there is no list in a list. */
export type Item = { readonly [name: string]: Value };

/** What the templates get: values, lists of flat objects, nothing that could run. */
export type Data = { readonly [name: string]: Value | readonly Item[] };

/** The names that a template may use: plain ones, and those of lists with the names of their items. */
export interface Scope {
  readonly variables: readonly string[];
  readonly lists: { readonly [name: string]: readonly string[] };
}

/** A link of a notice that orders something once its mail is sent. */
export interface Action {
  /** What is ordered, as the template `link` names it. */
  readonly action: 'close' | 'reopen' | 'wait' | 'snooze' | 'never' | 'send-now' | 'skip' | 'undo';
  /** The command as a person would write it: `snooze 3d`. */
  readonly command: string;
  /** A mailto: address. */
  readonly href: string;
}

/** What a mail is made of: the data, and the links that stand where a value says so (`linkMark`). */
export interface View {
  readonly data: Data;
  /** The first row belongs to the mail, those after it to the entries of its lists. */
  readonly links: readonly (readonly Action[])[];
}

/** The value that stands for a row of links; no cleaned text holds a NUL, so nobody's words become one. */
export function linkMark(row: number): string {
  return `\u0000${row}\u0000`;
}
