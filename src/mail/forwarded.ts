import { classify } from '../core/message/classify/classify.js';
import { fieldOf, fieldsOf } from '../core/message/fields.js';
import { inlineForward, isReport, isUnattended } from '../core/message/forward.js';
import type { Forwarded } from '../core/message/message.js';
import { parseMessageIds } from '../core/message/message-id.js';
import type { Body, Header, Person } from '../core/message/parsed.js';
import { linesOfHtml } from './forwarded-html.js';
import { parseHeader } from './parse-header.js';
import { parsePersons } from './persons.js';

/** More ids of a forwarded mail are not kept: the first and the last matter. */
const mostIds = 20;

/**
 * The mail of a person that this mail passes on: attached (RFC 2046 5.2.1), or as a block within its text. What a
 * machine wrote (a bounce, an automatic reply, no-reply@) is nobody's answer. Whether the person is a customer, and
 * whether the writer may speak for him, is the config's word and not judged here.
 * @param header of the mail that passes it on
 * @param body its body, with the attached mails (or their headers) as reports
 */
export function forwardedIn(header: Header, body: Body): Forwarded | null {
  if (isReport(body)) return null;
  const named = fieldsOf(header, 'x-forwarded-message-id').flatMap(parseMessageIds);
  for (const { contentType, content } of body.reports) {
    if (!/^message\/(?:rfc822|global)$/i.test(contentType)) continue;
    const inner = parseHeader(Buffer.from(content));
    const from = inner.from[0];
    if (!from || !isPersons(inner, from, { text: '', html: null, reports: [] })) continue;
    const id = inner.messageId ?? named[0];
    const ids = [...(id ? [id] : []), ...inner.inReplyTo, ...inner.references];
    return forwarded(from, inner.subject, id, ids);
  }
  const text = body.text.trim() === '' && body.html !== null ? linesOfHtml(body.html) : body.text;
  const inline = inlineForward(header, text);
  if (!inline) return null;
  const inner: Header = {
    ...nothing,
    from: [inline.from],
    subject: inline.subject,
    fields: fieldsOfBlock(inline),
  };
  if (!isPersons(inner, inline.from, { text: inline.text, html: null, reports: [] })) return null;
  // Clients that name no X-Forwarded-Message-Id refer to the forwarded mail as to one that is answered.
  return forwarded(inline.from, inline.subject, named[0] ?? header.inReplyTo.at(-1), named);
}

/** By whom a mail was sent on unchanged (RFC 5322 3.6.6, "bounce" or "redirect" of a client); null: by nobody. */
export function resentBy(header: Header): Person | null {
  const value = fieldOf(header, 'resent-from') ?? fieldOf(header, 'resent-sender');
  return value === null ? null : (parsePersons(value)[0] ?? null);
}

function forwarded(from: Person, subject: string, id: string | undefined, ids: readonly string[]): Forwarded {
  const all = [...new Set(ids)];
  const kept = all.length <= mostIds ? all : [...all.slice(0, mostIds / 2), ...all.slice(-mostIds / 2)];
  return { from, subject, ...(id !== undefined && { id }), ...(kept.length > 0 && { ids: kept }) };
}

function isPersons(inner: Header, from: Person, body: Body): boolean {
  if (!from.address.includes('@') || isUnattended(from.address)) return false;
  const verdict = classify(inner, body);
  return 'needsBody' in verdict || verdict.kind === 'human';
}

function fieldsOfBlock({ from, subject }: { from: Person; subject: string }): Header['fields'] {
  return [
    { name: 'from', value: from.name === '' ? from.address : `${from.name} <${from.address}>` },
    { name: 'subject', value: subject },
  ];
}

const nothing: Header = {
  fields: [],
  messageId: null,
  from: [],
  sender: null,
  replyTo: [],
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  date: null,
  receivedAt: null,
  inReplyTo: [],
  references: [],
};
