import { type Document, isScalar, LineCounter, type Node, parseDocument, visit, type YAMLError } from 'yaml';
import { misplacedLine } from './indent.js';
import { isOfOneValue, missingSpace, openFlow, openQuote, syntaxProblem } from './syntax.js';

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

/** What a mend put in (or, negative, took out), so that what stands behind it is told at its own place. */
interface Mend extends Slip {
  readonly text: string;
  readonly added: number;
}

/** More slips of the same kind than this are no slips: the file is something else. */
const mostMends = 20;
/** Only a text that a person wrote is mended by trying, in characters. */
const longestMended = 50_000;

/**
 * Reads YAML 1.2. Where one slip (an indentation, a quote, a space after a colon) hides what follows, it is told and
 * the text read on as it was meant, so that all other mistakes are found in the same round. What cannot be mended is told
 * alone: the errors behind it would only be its echo. Throws what the reader throws (nesting too deep for its stack).
 */
export function readYaml(source: string): Reading {
  const mends: Mend[] = [];
  for (let text = source; ; ) {
    const { document, errors, lines } = parse(text);
    const place = (offset: number) => placeOf(lines, offset, mends);
    const breaking = errors.find((error) => !isOfOneValue(error.code));
    if (breaking === undefined || mends.length === mostMends) {
      const values = errors.map((error) => ({
        ...place(error.pos[0]),
        message: syntaxProblem(error),
        spoils: error.code !== 'DUPLICATE_KEY',
      }));
      return { document, slips: [...mends, ...values], whole: breaking === undefined, place };
    }
    const mend = text.length > longestMended ? null : mendOf(text, document, breaking, lines, mends);
    if (mend === null || mend.text === text) {
      return { document, slips: [...mends, slipOf(document, breaking, place)], whole: false, place };
    }
    mends.push(mend);
    text = mend.text;
  }
}

function parse(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  return { document: document as Document<Node>, errors, lines };
}

function placeOf(lines: LineCounter, offset: number, mends: readonly Mend[]) {
  const { line, col } = lines.linePos(offset);
  const before = mends.filter((mend) => mend.line === line && mend.column < col);
  const column = before.reduce((sum, { added }) => sum - added, col);
  return { line: Math.max(1, line), column: Math.max(1, column) };
}

/** The one change of the text that carries the reader farther, with what to say of it. */
function mendOf(
  text: string,
  document: Document<Node>,
  error: YAMLError,
  lines: LineCounter,
  before: readonly Mend[],
): Mend | null {
  const { line, col: column } = lines.linePos(error.pos[0]);
  const written = text.split('\n')[line - 1] ?? '';
  const colon = missingSpace(written.slice(column - 1));
  if (colon !== null) {
    const at = error.pos[0] + colon;
    return { line, column: column + colon - 1, message: spaceWords, text: insert(text, at, ' '), added: 1 };
  }
  const quote = quoteAt(document, error);
  if (quote !== null) {
    const opens = lines.linePos(quote.offset);
    const ends = text.indexOf('\n', quote.offset);
    const mended = insert(text, ends < 0 ? text.length : ends, quote.sign);
    const place = { line: opens.line, column: opens.col };
    return firstError(mended) > opens.line - 1
      ? { ...place, message: openQuote, text: mended, added: 0 }
      : null;
  }
  if (isFlow(error)) return null;
  const moved = misplacedLine(text, line - 1, firstError, new Set(before.map((mend) => mend.line - 1)));
  return moved && { ...moved, line: moved.line + 1, column: 1, message: moved.words };
}

const spaceWords = 'a space is missing after this colon.';

function insert(text: string, at: number, what: string): string {
  return `${text.slice(0, at)}${what}${text.slice(at)}`;
}

/** The line (from 0) of the first error that hides what follows; Infinity when there is none. */
function firstError(text: string): number {
  const { errors, lines } = parse(text);
  const breaking = errors.find(({ code }) => !isOfOneValue(code));
  return breaking === undefined ? Number.POSITIVE_INFINITY : lines.linePos(breaking.pos[0]).line - 1;
}

function slipOf(document: Document<Node>, error: YAMLError, place: Reading['place']): Slip {
  const quote = quoteAt(document, error);
  if (quote !== null) return { ...place(quote.offset), message: openQuote };
  return { ...place(error.pos[0]), message: isFlow(error) ? openFlow : syntaxProblem(error) };
}

/** A bracket or brace that is not closed before the block goes on. */
function isFlow({ code, message }: YAMLError): boolean {
  return code === 'BAD_INDENT' && message.startsWith('Flow ');
}

/** The quote that is still open where the error stands. */
function quoteAt(
  document: Document<Node>,
  { message, pos }: YAMLError,
): { offset: number; sign: string } | null {
  if (!/quote/.test(message)) return null;
  let found: { offset: number; sign: string } | null = null;
  visit(document, {
    Scalar: (_key, node) => {
      if (!isScalar(node) || !node.range || node.range[0] > pos[0]) return;
      if (node.type === 'QUOTE_DOUBLE') found = { offset: node.range[0], sign: '"' };
      if (node.type === 'QUOTE_SINGLE') found = { offset: node.range[0], sign: "'" };
    },
  });
  return found;
}
