import { fieldOf, fieldsOf } from '../fields.js';
import type { Body, Header } from '../parsed.js';
import { hasReplyPrefix } from '../subject.js';
import { saysHuman } from './auto-submitted.js';
import { wordsOf } from './body-words.js';
import { answersMail, isHelpdeskMail } from './hint.js';
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
 * (Request Tracker writes "bulk" on all its mails), and not a reply, unless it bears a field of mass mail as well and
 * its text shows no person: old mail programs let people set Precedence.
 */
export const bulk: Rule = (header, body) => {
  if (isDiscussion(header) || saysHuman(header)) return null;
  const precedence = [...fieldsOf(header, 'precedence'), ...fieldsOf(header, 'x-precedence')];
  if (precedence.some((value) => /^[\s"(]*(?:bulk|junk)\b/i.test(value))) {
    const verdict = { kind: 'bulk', reason: 'precedence-bulk' } as const;
    if (!answersMail(header) && !hasReplyPrefix(header.subject)) return verdict;
    if (isHelpdeskMail(header) || massFields(header).length === 0) return null;
    if (body === null) return 'needs-body';
    return readAsResponder(body).personal ? null : verdict;
  }
  return newsletter(header, body);
};

function massFields(header: Header): string[] {
  return header.fields
    .map(({ name }) => name)
    .filter((name) => name === 'list-unsubscribe' || massMail.has(name));
}

/** Systems of support and sales write these on what one person sends to another. */
const weak = new Set(['list-unsubscribe', 'list-id', 'feedback-id', 'x-mailgun-sid', 'x-sg-eid']);
/** What a mail to many says of itself. */
const toMany =
  /unsubscrib|view (?:it |this |the )?(?:e-?mail |message )?(?:in|online)|abmelden|abbestell|im browser|désabonn|désinscri|navigateur|darse de baja|cancelar (?:la |tu |su )?suscripci|navegador|disiscri|cancella l'iscrizione|cancelar (?:a |sua )?(?:inscrição|subscrição)|afmelden|uitschrijven|wypisz|zrezygnuj|rezygnac|przeglądar|avregistrera|afmeld|avmeld|odhlásit|отписат|відписат|配信停止|退订|退訂|수신 ?거부/iu;

/**
 * Sent to many by a system for that, and no answer to anybody. `Precedence: list` is an old list's, where people write.
 * Where only such fields tell as support software writes too, a short question to the reader is a person's.
 */
function newsletter(header: Header, body: Body | null): ReturnType<Rule> {
  if (fieldOf(header, 'list-unsubscribe') === null || answersMail(header)) return null;
  const fields = massFields(header).filter((name) => name !== 'list-unsubscribe');
  const byList = fieldsOf(header, 'precedence').some((value) => /^\s*list\b/i.test(value));
  const posts = !/^\s*NO\b/i.test(fieldOf(header, 'list-post') ?? '');
  if (fields.every((name) => name === 'list-id' && byList && posts)) return null;
  const verdict = { kind: 'bulk', reason: 'newsletter' } as const;
  if (fields.some((name) => !weak.has(name))) return verdict;
  if (body === null) return 'needs-body';
  const words = wordsOf(body);
  if (words.length > 2_000 || toMany.test(words)) return verdict;
  return readAsResponder(body).personal ? null : verdict;
}
