import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs';
import type { Person } from '../core/message/parsed.js';
import { isSendable } from './sendable.js';

/** A mail to be sent or appended. Ids carry no angle brackets. There is no Bcc: the envelope is the sender's matter. */
export interface OutgoingMail {
  readonly from: Person;
  readonly to: readonly Person[];
  readonly replyTo?: readonly Person[];
  /** Decoded text; encoded here (RFC 2047). */
  readonly subject: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  /** Oldest first; ids that no header can carry are left out, of very many the first and the latest stay. */
  readonly references?: readonly string[];
  /** Ms since the epoch, UTC. */
  readonly date: number;
  /** Value of X-Thrice: ASCII, folded at its spaces. */
  readonly mark?: string;
  /** A person will send it: it then bears no mark of an automatic mail (RFC 3834), for it is none. */
  readonly sentByPerson?: boolean;
  readonly text: string;
  /** Without it the mail is text/plain alone. */
  readonly html?: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

/** Headers that only the fields of OutgoingMail may set. */
const reserved = new Set(
  (
    'from to cc bcc sender reply-to subject message-id in-reply-to references date mime-version content-type ' +
    'content-transfer-encoding auto-submitted x-auto-response-suppress x-thrice'
  ).split(' '),
);

/** RFC 3834 5, and what Exchange makes of the same wish. */
const automatic = [
  { key: 'Auto-Submitted', value: 'auto-generated' },
  { key: 'X-Auto-Response-Suppress', value: 'AutoReply' },
];

const mostReferences = 50;

/**
 * The mail as bytes with CRLF line ends, the same bytes for the same input. Header lines are folded at 76 (RFC 5322
 * 2.2.3, at most 998); bodies are 7bit or quoted-printable. Line breaks, controls and bidi marks in names, subject
 * and values become spaces, so no value can begin a header. Recipients that no header can carry are left out, as the sending
 * refuses them: an agent's slip beside a good address must not keep the mail from that one. Throws for a sender, id or header
 * name that no header can carry: the caller made it, and the mail must not go.
 */
export async function compose(mail: OutgoingMail): Promise<Buffer> {
  const headers = [
    ...extraHeaders(mail),
    { key: 'Subject', value: { prepared: true, value: encodeSubject(mail.subject) } },
    ...(mail.sentByPerson ? [] : automatic),
  ];
  if (mail.mark !== undefined) headers.push({ key: 'X-Thrice', value: asciiValue('X-Thrice', mail.mark) });
  const references = usableReferences(mail.references ?? []);
  const composer = new MailComposer({
    from: toAddress(mail.from),
    to: mail.to.filter(({ address }) => isSendable(address)).map(toAddress),
    ...(mail.replyTo && mail.replyTo.length > 0 ? { replyTo: mail.replyTo.map(toAddress) } : {}),
    messageId: `<${requireId(mail.messageId)}>`,
    ...(mail.inReplyTo === undefined || !isId(mail.inReplyTo) ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`) }),
    date: new Date(mail.date),
    headers,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
    // A boundary made of the content's hash cannot stand in the content, and the same mail gives the same bytes.
    baseBoundary: createHash('sha256')
      .update(JSON.stringify([mail.messageId, mail.text, mail.html]))
      .digest('hex')
      .slice(0, 24),
  });
  return composer.compile().build();
}

function extraHeaders(
  mail: OutgoingMail,
): { key: string; value: string | { prepared: boolean; value: string } }[] {
  return (mail.headers ?? []).map(({ name, value }) => {
    // RFC 5322 2.2: printable ASCII but the colon.
    if (!/^[!-9;-~]{1,70}$/.test(name))
      throw new Error(`${JSON.stringify(name)} is no name of a mail header.`);
    if (reserved.has(name.toLowerCase())) throw new Error(`The header ${name} is set by Thrice itself.`);
    return { key: name, value: asciiValue(name, value) };
  });
}

/** Folding needs a space within 900 characters; without one the value goes as encoded words, which have them. */
function asciiValue(name: string, value: string): string | { prepared: boolean; value: string } {
  const line = oneLine(value);
  if (!/\S{900}/.test(line)) return line;
  return {
    prepared: true,
    value: foldLines(`${name}: ${encodeWord(line, 'B', 52)}`, 76).slice(name.length + 2),
  };
}

/**
 * A subject that is not ASCII, looks like an encoded word, or cannot be folded is encoded as a whole: what is shown is
 * always the text that was given.
 */
function encodeSubject(subject: string): string {
  const line = oneLine(subject);
  const plain = /^[\x20-\x7e]*$/.test(line) && !line.includes('=?') && !/\S{900}/.test(line);
  const latin = line.replace(/[^A-Za-z]/g, '').length * 2 > line.length;
  // "Re: " stays readable to software that looks for it without decoding.
  const prefix = /^Re: /i.exec(line)?.[0] ?? '';
  const value = plain ? line : prefix + encodeWord(line.slice(prefix.length), latin ? 'Q' : 'B', 52);
  return foldLines(`Subject: ${value}`, 76).slice('Subject: '.length);
}

/** An object, never text to be parsed, so that a name cannot smuggle in another address. */
function toAddress(person: Person): { name: string; address: string } {
  const { address } = person;
  if (!isSendable(address)) throw new Error(`${JSON.stringify(address.slice(0, 100))} is no mail address.`);
  // Some clients decode encoded words even inside quotes.
  const name = oneLine(person.name).replace(/=\?/g, '= ?');
  return { name: Array.from(name).slice(0, 150).join(''), address };
}

function usableReferences(ids: readonly string[]): string[] {
  const usable = [...new Set(ids.filter(isId))];
  if (usable.length <= mostReferences) return usable;
  return [usable[0]!, ...usable.slice(1 - mostReferences)];
}

/** An id that a header line can carry as it is. */
function isId(id: string): boolean {
  return /^[\x21-\x3b\x3d\x3f-\x7e]{1,900}$/.test(id);
}

function requireId(id: string): string {
  if (!isId(id)) throw new Error(`${JSON.stringify(id.slice(0, 100))} is no Message-ID.`);
  return id;
}

/** Controls, line separators, bidi marks and halves of characters become spaces. */
function oneLine(text: string): string {
  return text
    .replace(/[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
