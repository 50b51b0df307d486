import { withoutLinkToken } from '../message/link-tokens.js';
import type { Message } from '../message/message.js';
import { goesToCustomers } from '../message/purpose.js';
import { baseSubject, subjectKey } from '../message/subject.js';

/**
 * The base subject for a mail to the customers about the mail `about`, one of `messages` (in order). Whoever takes a customer
 * into a thread that a notice of Thrice began writes under the notice's subject: what the team was told there is not for
 * customers, so the first subject that people gave stands in its place; '' where there is none.
 */
export function outsideSubject(about: Message, messages: readonly Message[]): string {
  const notices = new Set(messages.filter(isNotice).map(({ subject }) => subjectKey(subject)));
  const isOfPeople = ({ own, subject }: Message): boolean => !own && !notices.has(subjectKey(subject));
  const source = isOfPeople(about) ? about : messages.find(isOfPeople);
  return source ? baseSubject(withoutLinkToken(source.subject)) : '';
}

/** A mail to the team under a subject of Thrice's own; what came of an order goes out under the order's. */
function isNotice({ own }: Message): boolean {
  return own !== undefined && !goesToCustomers(own.purpose) && own.purpose !== 'command-result';
}
