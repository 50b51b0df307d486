import { messageKey } from '../src/core/message/fact.js';
import type { Message } from '../src/core/message/message.js';
import type { Person } from '../src/core/message/parsed.js';
import { type Random, random } from './random.js';
import { personName, sentence } from './words.js';

const hour = 3600 * 1000;
const day = 24 * hour;
const support: Person = { name: 'Example Support', address: 'support@example.com' };

export interface GeneratedConversation {
  /** A silence runs and its next step lies in the future of `now`. */
  readonly open: boolean;
  readonly messages: readonly Message[];
}

/**
 * The facts of conversation number `number`, the same in every run: one to six mails. Of ten one is open, three were
 * answered by the customer last, and six are older than `startFrom` and will never be acted upon.
 */
export function conversationOf(number: number, now: number, startFrom: number): GeneratedConversation {
  const rnd = random(number + 1);
  const open = number % 10 === 0;
  const domain = `customer${rnd.between(1, 3000)}.test`;
  const customer: Person = { name: personName(rnd), address: `person${number}@${domain}` };
  const subject = sentence(rnd, rnd.between(2, 6));
  const pairs = rnd.between(1, 3);
  const length = open ? 2 * pairs : 2 * pairs - 1;
  const end = open
    ? now - rnd.between(2, 30) * hour
    : number % 10 < 4
      ? startFrom + rnd.between(10, 200) * day
      : startFrom - rnd.between(1, 500) * day;
  const messages: Message[] = [];
  for (let i = 0; i < length; i++) {
    const at = end - (length - 1 - i) * 5 * hour;
    messages.push(mailOf({ number, i, at, subject, customer, before: [...messages], rnd, startFrom }));
  }
  return { open, messages };
}

/** One more mail of the customer in that conversation, at `at` (ms UTC): an answer, not seen before. */
export function answerTo(conversation: GeneratedConversation, number: number, at: number): Message {
  const before = conversation.messages;
  const first = before[0]!;
  const rnd = random(number + 7);
  return mailOf({
    number,
    i: 20,
    at,
    subject: first.subject,
    customer: first.from,
    before,
    rnd,
    startFrom: 0,
  });
}

interface Making {
  readonly number: number;
  /** Which mail of the conversation; the customer writes the even ones. */
  readonly i: number;
  readonly at: number;
  readonly subject: string;
  readonly customer: Person;
  readonly before: readonly Message[];
  readonly rnd: Random;
  readonly startFrom: number;
}

function mailOf({ number, i, at, subject, customer, before, rnd, startFrom }: Making): Message {
  const byAgent = i % 2 === 1;
  const [from, to] = byAgent ? [support, customer] : [customer, support];
  const host = from.address.split('@')[1]!;
  const id = `${Math.floor(rnd.next() * 1e15).toString(36)}.${number}.${i}@mail.${host}`;
  const ids = before.map((message) => message.id);
  const last = ids.at(-1);
  return {
    key: messageKey(id, from),
    id,
    at,
    date: at - 1000,
    from,
    to: [to],
    subject: before.length === 0 ? subject : `Re: ${subject}`,
    kind: 'human',
    reason: 'no-sign-of-a-machine',
    rules: 1,
    ...(last && { inReplyTo: [last], references: ids }),
    // The text of an agent's mail is read where it could start something.
    ...(byAgent && at >= startFrom && { newText: sentence(rnd, 40) }),
    ...(byAgent
      ? { stored: true }
      : { auth: [{ host: 'mx.example.com', dmarc: true, spf: [host], dkim: [host] }] }),
    copies: [
      byAgent
        ? { folder: 'Sent', role: 'sent', uidValidity: '1700000000', uid: number * 6 + i + 1 }
        : { folder: 'INBOX', role: 'inbox', uidValidity: '1700000000', uid: number * 6 + i + 1 },
    ],
  };
}
