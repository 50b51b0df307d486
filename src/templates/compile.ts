import Handlebars from 'handlebars';
import { checkProgram, type Report } from './check-program.js';
import type { Data, Item, Scope } from './values.js';

/** Something wrong in a template: where it stands (file, or file:line:column) and a sentence for its author. */
export interface Problem {
  readonly where: string;
  readonly message: string;
}

/** A template that passed its check. Both give plain text. */
export interface Compiled {
  readonly subject: ((data: Data) => string) | null;
  readonly body: (data: Data) => string;
}

/** An environment of its own, with `if`, `unless` and an `each` of ours, and nothing else that a template could call. */
const environment = Handlebars.create();
for (const helper of Object.keys(environment.helpers)) {
  if (helper !== 'if' && helper !== 'unless') environment.unregisterHelper(helper);
}
/** Inside it a name means the item's variable, else the mail's: one flat object, so that strict mode holds there too. */
environment.registerHelper(
  'each',
  function (this: Data, items: readonly Item[], options: Handlebars.HelperOptions) {
    if (items.length === 0) return options.inverse(this);
    return items.map((item) => options.fn({ ...this, ...item })).join('');
  },
);

/**
 * Checks and compiles the source of a template (its format: render.ts). Only `{{variable}}`, `{{#if variable}}`,
 * `{{#unless variable}}`, `{{#each list}}`, `{{else}}` and comments are allowed, and only the given names; so whatever the values
 * are, nothing in them or behind them (prototypes, helpers, partials) can run.
 */
export function compileTemplate(
  source: string,
  file: string,
  scope: Scope,
): { readonly compiled: Compiled | null; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (line, column, message) => {
    problems.push({ where: `${file}:${line}:${column + 1}`, message });
  };
  const { subject, body } = splitSource(source);
  const subjectText = subject === null ? null : compilePart(subject, scope, report);
  const bodyText = compilePart(body, scope, report);
  if (body.trim() === '') report(1, 0, 'The template is empty. Write the text of the mail into it.');
  if (problems.length > 0 || bodyText === null) return { compiled: null, problems };
  return { compiled: { subject: subjectText, body: bodyText }, problems };
}

/** Both parts keep their place in the file (blanked out, not cut off), so that positions stay true. */
function splitSource(source: string): { subject: string | null; body: string } {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const match = /^(subject:)([^\n]*)/i.exec(text);
  if (match === null) return { subject: null, body: text };
  return { subject: ' '.repeat(match[1]!.length) + match[2]!, body: text.slice(match[0].length) };
}

function compilePart(source: string, scope: Scope, report: Report): ((data: Data) => string) | null {
  let part: Part;
  try {
    part = parsePart(source);
  } catch (error) {
    reportSyntax(error, report);
    return null;
  }
  checkProgram(part.program, scope, report);
  return part.run;
}

interface Part {
  readonly program: hbs.AST.Program;
  readonly run: (data: Data) => string;
}

/** By their text: at a reload almost every template is one that was parsed before. */
const parsed = new Map<string, Part>();
/** Far more than are shipped; templates that are edited again and again fill no memory. */
const mostParsed = 1000;

/** Throws what Handlebars says of a text that is no template. */
function parsePart(source: string): Part {
  const known = parsed.get(source);
  if (known) return known;
  const program = environment.parse(source);
  const run = environment.compile<Data>(program, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { if: true, unless: true, each: true },
  });
  const part: Part = { program, run: (data) => run(data) };
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(source, part);
  return part;
}

function reportSyntax(error: unknown, report: Report): void {
  const message = error instanceof Error ? error.message : String(error);
  const [first = '', near = '', caret = ''] = message.split('\n');
  // Two forms: jison's "Parse error on line 2:" with the place underlined, and Handlebars' own "... - 2:5".
  const own = / - (\d+):(\d+)$/.exec(first);
  const line = own?.[1] ?? /line (\d+)/.exec(first)?.[1] ?? '1';
  const what = near === '' ? first.replace(/ - \d+:\d+$/, '') : `not understood near "${near.slice(-40)}"`;
  const column = own ? Number(own[2]) : near.startsWith('...') ? 0 : Math.max(0, caret.indexOf('^'));
  report(
    Number(line),
    column,
    `This is no valid template: ${what}. Check that each {{ is closed and each #if has its /if.`,
  );
}
