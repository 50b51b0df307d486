import type { Document, LineCounter, Node } from 'yaml';

/** What a mend put in (or, negative, took out) before what stands behind it on its line. Line and column from 1. */
export interface Mend {
  readonly line: number;
  readonly column: number;
  readonly added: number;
  /** Null: told with another one. */
  readonly message: string | null;
}

/** A text with mends. `text` null: what is wrong is known, and reading on would only guess. */
export interface Step {
  readonly text: string | null;
  readonly mends: readonly Mend[];
}

/** A text with what the reader found in it. */
export interface Parsed {
  readonly text: string;
  readonly document: Document<Node>;
  readonly lines: LineCounter;
}

/** The line (from 0) of the first error that hides what follows; Infinity: none; -1: too much was read already. */
export type FirstError = (text: string) => number;
