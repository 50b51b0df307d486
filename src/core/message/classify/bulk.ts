import { fieldOf, fieldsOf } from '../fields.js';
import type { Header } from '../message.js';
import { isDiscussion } from './list.js';
import type { Rule } from './rule.js';

/** Fields of mass mailing systems. One of them together with List-Unsubscribe is a newsletter. */
const massMail = [
  'list-unsubscribe-post', // RFC 8058: one-click, only for mass mail
  'feedback-id', // Gmail's feedback loop for senders in bulk
  'x-csa-complaints', // Certified Senders Alliance
  'x-campaign',
  'x-campaignid',
  'x-mailchimp-id',
  'x-mc-user',
  'x-mailgun-sid',
  'x-sg-eid',
  'list-id',
];

/**
 * Mass mail: `Precedence: bulk` or `junk` in any of its Precedence fields (RFC 2076 3.9), or a newsletter. Not a
 * discussion list, where old software writes "bulk" on people's mail, and not an answer to somebody.
 */
export const bulk: Rule = (header) => {
  if (isDiscussion(header)) return null;
  if (fieldsOf(header, 'precedence').some((value) => /^\s*(?:bulk|junk)\b/i.test(value))) {
    return { kind: 'bulk', reason: 'precedence-bulk' };
  }
  return isNewsletter(header) ? { kind: 'bulk', reason: 'newsletter' } : null;
};

function isNewsletter(header: Header): boolean {
  if (fieldOf(header, 'list-unsubscribe') === null) return false;
  if (header.inReplyTo.length > 0 || header.references.length > 0) return false;
  return massMail.some((name) => fieldOf(header, name) !== null);
}
