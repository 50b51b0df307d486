import { closest, distance } from 'fastest-levenshtein';
import Handlebars from 'handlebars';
import type { View } from './view.js';

/** Something wrong in a template: where it stands (file, or file:line:column) and a sentence for its author. */
export interface Problem {
  readonly where: string;
  readonly message: string;
}

/** A template that passed its check. Both give plain text. */
export interface Compiled {
  readonly subject: ((view: View) => string) | null;
  readonly body: (view: View) => string;
}

type Report = (line: number, column: number, message: string) => void;

/** An environment of its own, with `if` and `unless` and nothing else that a template could call. */
const environment = Handlebars.create();
for (const helper of Object.keys(environment.helpers)) {
  if (helper !== 'if' && helper !== 'unless') environment.unregisterHelper(helper);
}

/**
 * Checks and compiles the source of a template (its format: render.ts). Only `{{variable}}`, `{{#if variable}}`,
 * `{{#unless variable}}`, `{{else}}` and comments are allowed, and only the given variables; so whatever the values
 * are, nothing in them or behind them (prototypes, helpers, partials) can run.
 */
export function compileTemplate(
  source: string,
  file: string,
  variables: readonly string[],
): { readonly compiled: Compiled | null; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (line, column, message) => {
    problems.push({ where: `${file}:${line}:${column + 1}`, message });
  };
  const { subject, body } = splitSource(source);
  const subjectText = subject === null ? null : compilePart(subject, variables, report);
  const bodyText = compilePart(body, variables, report);
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

function compilePart(
  source: string,
  variables: readonly string[],
  report: Report,
): ((view: View) => string) | null {
  let program: hbs.AST.Program;
  try {
    program = environment.parse(source);
  } catch (error) {
    reportSyntax(error, report);
    return null;
  }
  checkProgram(program, variables, report);
  const run = environment.compile<View>(program, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { if: true, unless: true },
  });
  return (view) => run(view);
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

function checkProgram(program: hbs.AST.Program, variables: readonly string[], report: Report): void {
  for (const statement of program.body) {
    const { line, column } = statement.loc.start;
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        break;
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (mustache.params.length > 0 || mustache.hash !== undefined) report(line, column, notAllowed);
        else checkVariable(mustache.path, variables, report);
        break;
      }
      case 'BlockStatement': {
        const block = statement as hbs.AST.BlockStatement;
        const known = block.path.original === 'if' || block.path.original === 'unless';
        if (!known || block.params.length !== 1 || block.hash !== undefined) report(line, column, notAllowed);
        else checkVariable(block.params[0]!, variables, report);
        if (block.program) checkProgram(block.program, variables, report);
        if (block.inverse) checkProgram(block.inverse, variables, report);
        break;
      }
      default:
        report(line, column, notAllowed);
    }
  }
}

const notAllowed =
  'A template may use {{variable}}, {{#if variable}} or {{#unless variable}} with {{else}}, and comments; nothing else.';

function checkVariable(node: hbs.AST.Node, variables: readonly string[], report: Report): void {
  const { line, column } = node.loc.start;
  if (node.type !== 'PathExpression') {
    report(line, column, notAllowed);
    return;
  }
  const path = node as hbs.AST.PathExpression;
  const name = path.original;
  if (!path.data && path.depth === 0 && path.parts.length === 1 && variables.includes(name)) return;
  const nearest = closest(name, [...variables]);
  const hint =
    distance(name.toLowerCase(), nearest.toLowerCase()) <= 4 ? ` Did you mean {{${nearest}}}?` : '';
  report(
    line,
    column,
    `{{${name}}} is no variable of this template.${hint} Known: ${[...variables].sort().join(', ')}.`,
  );
}
