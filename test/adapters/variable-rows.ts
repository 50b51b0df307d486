import { listVariables } from '../../src/templates/list-variables.js';
import { reasonVariables } from '../../src/templates/reason-variables.js';
import {
  commandResultVariables,
  commonVariables,
  followUpVariables,
  insideVariables,
  linkVariables,
  morningVariables,
  noticeVariables,
} from '../../src/templates/variables.js';

export interface VariableRow {
  readonly name: string;
  readonly where: string;
  readonly text: string;
}

/** The rows of the table of variables in docs/templates.md, in order. */
export function variableRows(): VariableRow[] {
  const { lines } = listVariables['command-result'];
  const { today, closed, thanks, held, lost } = listVariables.morning;
  const { agentName, ...forCustomers } = without(followUpVariables, commonVariables);
  return [
    ...rows('all', commonVariables),
    ...rows('customer', { agentName }),
    ...rows('customer, inside', forCustomers),
    ...rows('team', without(insideVariables, commonVariables)),
    ...rows('notice, inside', without(noticeVariables, insideVariables)),
    ...rows('command-result', without(commandResultVariables, insideVariables)),
    ...rows('in lines', lines),
    ...rows('morning', without(morningVariables, insideVariables)),
    ...rows('in today', today),
    ...rows('in the other lists', closed),
    ...rows('in thanks', without(thanks, closed)),
    ...rows('in held', without(held, closed)),
    ...rows('in lost', lost),
    ...rows('link', linkVariables),
    ...rows('why', reasonVariables),
  ];
}

function rows(where: string, variables: object): VariableRow[] {
  return Object.entries(variables).map(([name, text]) => ({ name, where, text: String(text) }));
}

function without(variables: object, others: object): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !(name in others)));
}
