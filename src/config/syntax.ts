import { type Document, isScalar, type Node, visit, type YAMLError } from 'yaml';

/** The reader leaves unknown aliases to whoever resolves them (tree.ts). */
export const unknownAlias =
  'an unquoted value that starts with * is an alias in YAML, and this one is not defined. Put the value in quotes.';

export const badIndent =
  'the indentation does not fit the lines around. Keys of one mapping start in the same column, and entries of a list with "- ".';

/** Sentences for what the YAML reader says. Its own texts may quote the file, and with it a password. */
const sentences: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: unknownAlias,
  ALIAS_PROPS:
    'an unquoted value that starts with & or * is an anchor or alias in YAML. Put the value in quotes.',
  MULTIPLE_ANCHORS: 'an unquoted value that starts with & is an anchor in YAML. Put the value in quotes.',
  BAD_PROP_ORDER:
    'an unquoted value that starts with & or ! has a meaning of its own in YAML. Put the value in quotes.',
  MULTIPLE_TAGS: 'an unquoted value that starts with ! is a tag in YAML. Put the value in quotes.',
  TAG_RESOLVE_FAILED: 'an unquoted value that starts with ! is a tag in YAML. Put the value in quotes.',
  BAD_SCALAR_START: 'an unquoted value must not start with @, ` or %. Put the value in quotes.',
  BAD_DIRECTIVE: 'a line that starts with % is a directive in YAML. Put the value in quotes.',
  BAD_DQ_ESCAPE:
    'a backslash in double quotes starts an escape, and this one is unknown. Use single quotes, or write \\\\.',
  BAD_INDENT: badIndent,
  TAB_AS_INDENT: 'a tab indents this line. Use spaces.',
  DUPLICATE_KEY: 'the same key stands twice in this mapping. Remove one.',
  MISSING_CHAR: 'a closing quote, bracket or comma, or the space after a colon, is missing here or before.',
  MULTILINE_IMPLICIT_KEY:
    'this looks like a key, but it runs over several lines. Is a colon, quote or bracket missing?',
  BLOCK_AS_IMPLICIT_KEY:
    'a second "key: value" on the same line. Put it on a line of its own, or the value in quotes.',
  BLOCK_IN_FLOW: 'a block of lines cannot stand inside { } or [ ]. Separate the values by commas.',
  MULTIPLE_DOCS: 'a second document starts here (---). A config is one document.',
  NON_STRING_KEY: 'a key must be plain text.',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters. Is a quote or bracket missing?',
  UNEXPECTED_TOKEN: 'the YAML cannot be understood here. Is a quote, bracket or colon missing?',
  RESOURCE_EXHAUSTION: 'it is nested too deeply.',
};

export const openQuote = 'a quote opens here and is never closed.';
export const openFlow =
  'a bracket or brace ([ or {) that opens here or before is not closed, or the lines in it are indented too little.';

/** Mistakes of one value alone: what stands around it is read as it was meant. */
const ofOneValue: ReadonlySet<YAMLError['code']> = new Set([
  'BAD_ALIAS',
  'ALIAS_PROPS',
  'BAD_PROP_ORDER',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
  'DUPLICATE_KEY',
]);

/** Whether an error leaves all but one value readable. */
export function isOfOneValue(code: YAMLError['code']): boolean {
  return ofOneValue.has(code);
}

/** What is wrong with the YAML, in a sentence that shows nothing of the file. */
export function syntaxProblem(error: YAMLError): string {
  return sentences[error.code] ?? 'the YAML cannot be understood here. Is a quote, bracket or colon missing?';
}

/** A bracket or brace that is not closed before the block goes on. */
export function isFlow({ code, message }: YAMLError): boolean {
  return code === 'BAD_INDENT' && message.startsWith('Flow ');
}

/** The quote that is still open where the error stands, with the sign that closes it. */
export function quoteAt(
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
