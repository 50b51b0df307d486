import { withoutLinkToken } from '../message/link-tokens.js';
import type { Message } from '../message/message.js';
import { goesToCustomers } from '../message/purpose.js';
import { baseSubject, subjectKey } from '../message/subject.js';

/**
 * The base subject for a mail to the customers about the mail `about`. Whoever takes a customer into a thread that a notice of
 * Thrice began writes under the notice's subject: what the team was told there is not for customers, so the conversation's
 * own `subject` stands in its place.
 */
export function outsideSubject(about: Message, messages: readonly Message[], subject: string): string {
  const key = subjectKey(about.subject);
  const isNotices = messages.some(
    ({ own, subject: theirs }) => own && !goesToCustomers(own.purpose) && subjectKey(theirs) === key,
  );
  return isNotices ? subject : baseSubject(withoutLinkToken(about.subject));
}
