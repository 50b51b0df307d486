import { type Document, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import { mendOf } from './mend.js';
import type { Mend, Parsed } from './mended.js';
import { badIndent, isFlow, isOfOneValue, openFlow, openQuote, quoteAt, syntaxProblem } from './syntax.js';

/** A mistake of writing. `line` and `column` from 1. */
interface Slip {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** A value is not what it was meant to be: nothing else is to be said of it. */
  readonly spoils?: boolean;
}

/** A config file as YAML. */
interface Reading {
  readonly document: Document<Node>;
  readonly slips: readonly Slip[];
  /** Whether the document is what the person meant, slips aside: then its values can be checked as well. */
  readonly whole: boolean;
  /** The place in the file of an offset in the document, both from 1. */
  readonly place: (offset: number) => { readonly line: number; readonly column: number };
}

/** More slips that hide one another than this are no slips: the file is something else. */
const mostMends = 20;
/**
 * Mending tries, and each try reads the whole text; the daemon does nothing else meanwhile. So many characters are read
 * at most for one file, which takes some 0.1 s; what is wrong then is told as far as it is known.
 */
const mostTried = 250_000;

/**
 * Reads YAML 1.2. Where one slip (an indentation, a quote, a colon) hides what follows, it is told and the text read on as
 * it was meant, so that all other mistakes are found in the same round. What cannot be mended is told alone: the errors
 * behind it would only be its echo. Throws what the reader throws (nesting too deep for its stack).
 */
export function readYaml(source: string): Reading {
  const mends: Mend[] = [];
  let tried = 0;
  const firstError = (text: string): number => {
    if (tried > mostTried) return -1;
    const parsed = parse(text);
    tried += costOf(parsed);
    return firstBreaking(parsed);
  };
  for (let text = source, steps = 0; ; steps += 1) {
    const parsed = parse(text);
    const place = (offset: number) => placeOf(parsed.lines, offset, mends);
    const { document, errors } = parsed;
    const breaking = errors.find(({ code }) => !isOfOneValue(code));
    if (breaking === undefined) {
      const values = errors.map((error) => ({
        ...place(error.pos[0]),
        message: syntaxProblem(error),
        spoils: error.code !== 'DUPLICATE_KEY',
      }));
      return { document, slips: [...slipsOf(mends), ...values], whole: true, place };
    }
    tried += costOf(parsed);
    const told = new Set(mends.map(({ line }) => line - 1));
    const step = steps < mostMends && tried <= mostTried ? mendOf(parsed, breaking, told, firstError) : null;
    if (step !== null) mends.push(...step.mends);
    if (step === null || step.text === null || step.text === text) {
      const { line } = place(breaking.pos[0]);
      // Where a mended line is still wrong it was told already.
      const rest = mends.some((mend) => mend.line === line) ? [] : [slipOf(parsed, breaking, place)];
      return { document, slips: [...slipsOf(mends), ...rest], whole: false, place };
    }
    text = step.text;
  }
}

interface Tried extends Parsed {
  /** By their place. */
  readonly errors: readonly YAMLError[];
}

function parse(text: string): Tried {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  return { text, document: document as Document<Node>, errors, lines };
}

/** In characters: an error costs the reader as much as a hundred of them. */
function costOf({ text, errors }: Tried): number {
  return text.length + 100 * errors.length;
}

function firstBreaking({ errors, lines }: Tried): number {
  const breaking = errors.find(({ code }) => !isOfOneValue(code));
  return breaking === undefined ? Number.POSITIVE_INFINITY : lines.linePos(breaking.pos[0]).line - 1;
}

function placeOf(lines: LineCounter, offset: number, mends: readonly Mend[]) {
  const { line, col } = lines.linePos(offset);
  const before = mends.filter((mend) => mend.line === line && mend.column < col);
  const column = before.reduce((sum, { added }) => sum - added, col);
  return { line: Math.max(1, line), column: Math.max(1, column) };
}

function slipsOf(mends: readonly Mend[]): Slip[] {
  return mends.flatMap(({ line, column, message }) => (message === null ? [] : [{ line, column, message }]));
}

function slipOf({ document, text }: Parsed, error: YAMLError, place: Reading['place']): Slip {
  const quote = quoteAt(document, error);
  if (quote !== null) return { ...place(quote.offset), message: openQuote };
  const [rest = ''] = text.slice(error.pos[0]).split('\n', 1);
  // The second key stands on the next line, which is too deep or lost its dash.
  const isBelow = error.code === 'BLOCK_AS_IMPLICIT_KEY' && !/:(\s|$)/.test(rest);
  const message = isBelow ? badIndent : isFlow(error) ? openFlow : syntaxProblem(error);
  return { ...place(error.pos[0]), message };
}
