import { fieldsOf } from '../fields.js';
import type { BounceRecipient, Verdict } from '../kind.js';
import { lowerCase } from '../letters.js';
import type { Body, Header } from '../parsed.js';
import { isSystem, parcel, type SenderSign } from './bounce-sender.js';
import { bounceSubject, delayedSubject } from './bounce-subject.js';
import { speaksForOne } from './clauses.js';
import { recipientsEmbedded } from './delivery-status.js';
import { recipientOfOriginal, recipientsListed, recipientsNamed } from './notice-recipients.js';
import { resultsInWords } from './notice-result.js';
import { type Notice, saysUndelivered, stillTries, tellsFailure } from './notice-words.js';
import { originalIdFrom } from './original-id.js';
import { hasFailureCode } from './permanent.js';
import { asksReader } from './personal.js';

/** The first words of a notice; a person's mail or an automatic answer may quote one further down. */
const first = 1_500;

/**
 * What a notice in plain words says: bounce or delayed, one result a recipient; null when it reads like no notice. The
 * less its sender looks like a mail system, the clearer its words must be.
 */
export function judgeWords(header: Header, body: Body, notice: Notice, sign: SenderSign): Verdict | null {
  // Exim begins another field after 50 addresses.
  const listed = fieldsOf(header, 'x-failed-recipients');
  const failedTo = listed.length > 0 ? listed.join(',') : null;
  if (failedTo === null && !isNotice(header, body, notice, sign)) return null;
  const delayed = failedTo === null && (delayedSubject.test(header.subject) || stillTries(notice.words));
  const recipients = recipientsOf(header, body, notice, failedTo, delayed);
  const bounce = { recipients, originalMessageId: originalIdFrom(header, body, notice.whole) };
  return delayed
    ? { kind: 'delayed-notice', reason: 'notice-delayed', bounce }
    : { kind: 'bounce', reason: failedTo === null ? 'notice-in-words' : 'x-failed-recipients', bounce };
}

function isNotice(header: Header, body: Body, { words, whole }: Notice, sign: SenderSign): boolean {
  if (sign === null) return false;
  if (sign === 'daemon') return bounceSubject.test(header.subject) || tellsFailure(words);
  const beginning = words.slice(0, first);
  if (!saysUndelivered(beginning)) return false;
  if (hasOriginal(body)) return true;
  // A parcel is "undeliverable" too, and people tell of errors: a notice has a code or an address, a person's both.
  if (parcel.test(beginning) && !mailWords.test(beginning)) return false;
  const code = hasFailureCode(words);
  const system = isSystem(header);
  if (code && system) return true;
  const named = recipientsNamed(words, header).length > 0 || recipientOfOriginal(whole) !== null;
  return named && (code || sign === 'likely') && (system || !isPersons(beginning));
}

const mailWords =
  /\b(?:e-?mails?|mail|messages?|mailbox|recipients?|nachricht|courriel|mensaje|correo|messaggio|mensagem|bericht|meddelande|besked|viesti)\b|wiadomo|сообщени|письм|повідомл|メール|邮件|郵件|메일/iu;

/** Whether the words ask their reader something or speak for one person; hosts and addresses say nothing. */
function isPersons(words: string): boolean {
  const text = lowerCase(words)
    .replace(/\S*[@.]\S+/g, ' ')
    .replace(/\s+/g, ' ');
  return asksReader(text) || speaksForOne(text);
}

function hasOriginal(body: Body): boolean {
  return body.reports.some((part) => /rfc822|^message\/global/.test(part.contentType));
}

function recipientsOf(
  header: Header,
  body: Body,
  { words, whole }: Notice,
  failedTo: string | null,
  delayed: boolean,
): BounceRecipient[] {
  const listed = failedTo === null ? [] : recipientsListed(failedTo);
  const named = listed.length > 0 ? listed : recipientsNamed(words, header);
  if (named.length > 0) return resultsInWords(words, named, delayed);
  // A notice that wraps another one, or that names nobody and only shows what it was about.
  const originals = body.reports
    .filter((part) => /rfc822|^message\/global/.test(part.contentType))
    .map((part) => part.content.replace(/\r\n?/g, '\n'));
  for (const text of originals) {
    const embedded = recipientsEmbedded(text);
    if (embedded.length > 0) return embedded;
  }
  const quoted = [...originals, whole].map(recipientOfOriginal).find((one) => one !== null);
  return quoted ? resultsInWords(words, [quoted], delayed) : [];
}
