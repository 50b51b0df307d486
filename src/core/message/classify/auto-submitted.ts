import { endOfComment } from '../comment.js';
import { fieldsOf } from '../fields.js';
import type { Header } from '../parsed.js';
import type { Rule } from './rule.js';

/** RFC 3834 5: anything but "no" was sent without a person; comments stand around it, parameters behind a semicolon. */
export const autoSubmitted: Rule = (header) => {
  return keywords(header).some((word) => word !== 'no')
    ? { kind: 'auto-reply', reason: 'auto-submitted' }
    : null;
};

/** Whether the mail itself says that a person sent it: then subject and text prove nothing else. */
export function saysHuman(header: Header): boolean {
  const words = keywords(header);
  return words.length > 0 && words.every((word) => word === 'no');
}

function keywords(header: Header): string[] {
  return fieldsOf(header, 'auto-submitted')
    .map((value) => (/^[\s"]*([^\s;("]*)/.exec(behindComments(value.slice(0, 500)))?.[1] ?? '').toLowerCase())
    .filter((word) => word !== '');
}

function behindComments(value: string): string {
  let rest = value.trimStart();
  while (rest.startsWith('(')) {
    const end = endOfComment(rest, 0);
    if (end < 0) return '';
    rest = rest.slice(end).trimStart();
  }
  return rest;
}
