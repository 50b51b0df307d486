import { fieldOf, fieldsOf } from '../fields.js';
import type { Header } from '../message.js';
import { hasReplyPrefix } from '../subject.js';
import { saysHuman } from './auto-submitted.js';
import { isHelpdeskMail } from './hint.js';
import { isDiscussion } from './list.js';
import { readAsResponder } from './responder-text.js';
import type { Rule } from './rule.js';

/** Fields of mass mailing systems. One of them together with List-Unsubscribe is a newsletter. */
const massMail = new Set([
  'list-unsubscribe-post', // RFC 8058: one-click, only for mass mail
  'feedback-id', // Gmail's feedback loop for senders in bulk
  'x-csa-complaints', // Certified Senders Alliance
  'x-campaign',
  'x-campaign-id',
  'x-campaignid',
  'x-mailing-id',
  'x-mailchimp-id',
  'x-mc-user',
  'x-mailgun-sid',
  'x-mailgun-tag',
  'x-sg-eid',
  'x-report-abuse',
  'x-emarsys-identify',
  'x-cmail-recipientid',
  'list-id',
]);

/**
 * Mass mail: `Precedence: bulk` or `junk` in any of its Precedence fields (RFC 2076 3.9), or a newsletter. Not a
 * discussion list, where old software writes "bulk" on people's mail, not an answer to somebody by a helpdesk's software
 * (Request Tracker writes "bulk" on all its mails), and not a reply whose text shows a person.
 */
export const bulk: Rule = (header, body) => {
  if (isDiscussion(header) || saysHuman(header)) return null;
  const precedence = [...fieldsOf(header, 'precedence'), ...fieldsOf(header, 'x-precedence')];
  if (precedence.some((value) => /^[\s"(]*(?:bulk|junk)\b/i.test(value))) {
    const verdict = { kind: 'bulk', reason: 'precedence-bulk' } as const;
    if (!answers(header)) return verdict;
    if (isHelpdeskMail(header)) return null;
    if (!hasReplyPrefix(header.subject)) return verdict;
    if (body === null) return 'needs-body';
    return readAsResponder(body).personal ? null : verdict;
  }
  return isNewsletter(header) ? { kind: 'bulk', reason: 'newsletter' } : null;
};

function answers(header: Header): boolean {
  return header.inReplyTo.length > 0 || header.references.length > 0;
}

/** Sent to many by a system for that, and no answer to anybody. */
function isNewsletter(header: Header): boolean {
  if (fieldOf(header, 'list-unsubscribe') === null || answers(header)) return false;
  return header.fields.some(({ name }) => massMail.has(name));
}
