import { closest, distance } from 'fastest-levenshtein';
import type { Scope } from './values.js';

/** Takes what is wrong: line from 1, column from 0, a sentence for the author. */
export type Report = (line: number, column: number, message: string) => void;

/** Reports everything in a parsed template but text, comments, `if`, `unless`, `each` and the names of the scope. */
export function checkProgram(program: hbs.AST.Program, scope: Scope, report: Report): void {
  for (const statement of program.body) {
    const { line, column } = statement.loc.start;
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        break;
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (mustache.params.length > 0 || mustache.hash !== undefined) report(line, column, notAllowed);
        else checkVariable(mustache.path, scope, report);
        break;
      }
      case 'BlockStatement':
        checkBlock(statement as hbs.AST.BlockStatement, scope, report);
        break;
      default:
        report(line, column, notAllowed);
    }
  }
}

function checkBlock(block: hbs.AST.BlockStatement, scope: Scope, report: Report): void {
  const { line, column } = block.loc.start;
  const name = block.path.original;
  const [param] = block.params;
  const plain = block.params.length === 1 && block.hash === undefined && !block.program?.blockParams?.length;
  let inside = scope;
  if (!plain || param === undefined) report(line, column, notAllowed);
  else if (name === 'if' || name === 'unless') checkCondition(param, scope, report);
  else if (name === 'each') inside = checkList(param, scope, report);
  else report(line, column, notAllowed);
  if (block.program) checkProgram(block.program, inside, report);
  if (block.inverse) checkProgram(block.inverse, scope, report);
}

const notAllowed =
  'A template may use {{variable}}, {{#if variable}} or {{#unless variable}} with {{else}}, {{#each list}}, and comments; nothing else.';

/** A list may stand in a condition (it is true unless empty); to be written it needs an #each. */
function checkCondition(node: hbs.AST.Node, scope: Scope, report: Report): void {
  checkName(node, [...scope.variables, ...Object.keys(scope.lists)], 'variable', report);
}

function checkVariable(node: hbs.AST.Node, scope: Scope, report: Report): void {
  const { line, column } = node.loc.start;
  const name = nameOf(node);
  if (name !== null && Object.hasOwn(scope.lists, name))
    report(line, column, `{{${name}}} is a list. Write {{#each ${name}}} ... {{/each}}.`);
  else checkName(node, scope.variables, 'variable', report);
}

/** Gives what may stand inside: the item's variables and those of the mail, and no further list. */
function checkList(node: hbs.AST.Node, scope: Scope, report: Report): Scope {
  const { line, column } = node.loc.start;
  const name = nameOf(node);
  const item = name !== null && Object.hasOwn(scope.lists, name) ? scope.lists[name] : undefined;
  if (item) return { variables: [...item, ...scope.variables], lists: {} };
  if (Object.keys(scope.lists).length === 0) report(line, column, noList);
  else checkName(node, Object.keys(scope.lists), 'list', report);
  return scope;
}

const noList = 'There is no list here: this template has none, or it stands inside another #each.';

/** The plain name that the node is; null: it is a path, a literal or an expression. */
function nameOf(node: hbs.AST.Node): string | null {
  if (node.type !== 'PathExpression') return null;
  const path = node as hbs.AST.PathExpression;
  return !path.data && path.depth === 0 && path.parts.length === 1 ? path.original : null;
}

function checkName(
  node: hbs.AST.Node,
  names: readonly string[],
  what: 'variable' | 'list',
  report: Report,
): void {
  const { line, column } = node.loc.start;
  if (node.type !== 'PathExpression') {
    report(line, column, notAllowed);
    return;
  }
  const plain = nameOf(node);
  if (plain !== null && names.includes(plain)) return;
  const name = (node as hbs.AST.PathExpression).original;
  const nearest = closest(name, [...names]);
  const hint =
    distance(name.toLowerCase(), nearest.toLowerCase()) <= 4 ? ` Did you mean {{${nearest}}}?` : '';
  const known = [...new Set(names)].sort().join(', ');
  report(line, column, `{{${name}}} is no ${what} of this template.${hint} Known: ${known}.`);
}
