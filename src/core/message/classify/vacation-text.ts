import { saysHuman } from './auto-submitted.js';
import { hasNullSender, mayBeAutomatic } from './hint.js';
import { readAsResponder } from './responder-text.js';
import type { Rule } from './rule.js';

/**
 * Absence notices that the text alone tells ("Re: Printer", "I am out of the office ... no access to email"). Something in
 * the header must hint at a machine, every sentence must be one of a responder's, and one must be what no person says,
 * unless the return path was empty (RFC 3834 3.3). Else it is a person's mail.
 */
export const vacationText: Rule = (header, body) => {
  if (saysHuman(header) || !mayBeAutomatic(header)) return null;
  if (body === null) return 'needs-body';
  const { away, machine, strange, personal, aboutAutomatic } = readAsResponder(body);
  const reads = away && strange === 0 && !personal && !aboutAutomatic;
  const sure = reads && (machine || hasNullSender(header));
  return sure ? { kind: 'auto-reply', reason: 'vacation-text' } : null;
};
