import { fieldsOf } from '../fields.js';
import type { Rule } from './rule.js';

/** RFC 3834 5: anything but "no" was sent without a person; optional parameters follow a semicolon. */
export const autoSubmitted: Rule = (header) => {
  for (const value of fieldsOf(header, 'auto-submitted')) {
    const word = (/^[^\s;(]*/.exec(value.trim())?.[0] ?? '').toLowerCase();
    if (word !== '' && word !== 'no') {
      return { kind: 'auto-reply', reason: 'auto-submitted', autoReply: { returnsOn: null } };
    }
  }
  return null;
};
