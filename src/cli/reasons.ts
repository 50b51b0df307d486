import type { Kind } from '../core/message/kind.js';

/** What a named reason of a verdict means, in a sentence for people. */
const sentences: Readonly<Record<string, string>> = {
  'no-sign-of-a-machine': 'Nothing shows that a machine wrote it.',
  'x-thrice-unchecked':
    'It bears the mark of Thrice; only the secret of its config can tell whether it is genuine.',
  'delivery-status-failed': 'A delivery report (RFC 3464) says that it could not be delivered.',
  'delivery-status-delayed': 'A delivery report (RFC 3464) says that the server keeps trying.',
  'delivery-status-delivered': 'A delivery report (RFC 3464) confirms that it was delivered.',
  'delivery-status-unreadable': 'It is a delivery report that names no result, so it is taken for a failure.',
  'notice-in-words': 'A mail server says in words that it could not be delivered.',
  'notice-delayed': 'A mail server says in words that it keeps trying.',
  'x-failed-recipients':
    'A mail server says in words, and X-Failed-Recipients, that it could not be delivered.',
  'gateway-notice': 'A gateway says in words what another server answered.',
  'ses-delay': 'Amazon SES reports that it keeps trying.',
  'ses-bounce': 'Amazon SES reports that it could not be delivered.',
  'ses-complaint': 'Amazon SES reports that the recipient called it spam.',
  'ses-delivery': 'Amazon SES confirms that it was delivered.',
  'feedback-report': 'A feedback report (ARF, RFC 5965) of a mail provider.',
  'disposition-notification': 'A read receipt (MDN, RFC 8098).',
  'calendar-method': 'An invitation or an answer to one (iTIP, RFC 5546).',
  'auto-submitted': 'Its header says Auto-Submitted (RFC 3834).',
  'vacation-subject': 'Subject and text read like an absence notice.',
  'vacation-text': 'Its text is an absence notice, and its header hints at a program.',
  acknowledgement: 'A ticket system says that it received something.',
  'precedence-bulk': 'Its header says Precedence: bulk.',
  newsletter: 'It can be unsubscribed from with one click, as newsletters can.',
};

/** Where the rule's name tells nothing more than its kind. */
const byKind: Readonly<Record<Kind, string>> = {
  human: 'Taken for a person, the safe side.',
  'auto-reply': 'A program answered.',
  bounce: 'A mail server says that it could not be delivered.',
  'delayed-notice': 'A mail server says that it keeps trying.',
  complaint: 'The recipient called it spam.',
  'read-receipt': 'A receipt, no answer.',
  bulk: 'It went to many.',
  calendar: 'A calendar sent it.',
  command: 'An order to Thrice.',
  own: 'Thrice wrote it.',
};

/** A sentence for the reason; a rule that is named after a header field is told by it. */
export function reasonSentence(kind: Kind, reason: string): string {
  const sentence = sentences[reason];
  if (sentence !== undefined) return sentence;
  if (kind === 'auto-reply' && /^x-|precedence|preference/.test(reason))
    return `Its header ${reason} says that a program answered.`;
  return byKind[kind];
}
