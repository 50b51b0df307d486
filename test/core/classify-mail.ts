import { classify } from '../../src/core/message/classify/classify.js';
import type { Verdict } from '../../src/core/message/kind.js';
import type { Body, Header } from '../../src/core/message/parsed.js';

export const nobody: Body = { text: '', html: null, reports: [] };

/** A header of `Name: value` lines; From is a person unless it is given. */
export function headerOf(...lines: string[]): Header {
  const author = lines.some((line) => line.startsWith('From:')) ? [] : ['From: Carl <carl@customer.example>'];
  const fields = [...lines, ...author].map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
  });
  const value = (name: string) => fields.find((field) => field.name === name)?.value;
  const person = (text: string) => ({
    name: text.replace(/<.*/, '').trim(),
    address: (/[^\s<>]+@[^\s<>]+/.exec(text)?.[0] ?? '').toLowerCase(),
  });
  const from = value('from') ?? '';
  return {
    fields,
    messageId: null,
    from: from.includes('@') ? [person(from)] : [],
    sender: null,
    replyTo: [],
    to: [{ name: '', address: 'support@example.com' }],
    cc: [],
    bcc: [],
    subject: value('subject') ?? '',
    date: null,
    receivedAt: null,
    inReplyTo: (value('in-reply-to') ?? '').split(/[<>\s]+/).filter(Boolean),
    references: [],
  };
}

export function kindOf(lines: string[], body: Body = nobody): string {
  const verdict = verdictOf(lines, body);
  return `${verdict.kind} ${verdict.reason}`;
}

export function verdictOf(lines: string[], body: Body): Verdict {
  const verdict = classify(headerOf(...lines), body);
  if ('needsBody' in verdict) throw new Error('asked for the body though it was given');
  return verdict;
}

export const text = (...lines: string[]): Body => ({ ...nobody, text: lines.join('\n') });
export const report = (contentType: string, ...lines: string[]): Body => ({
  ...nobody,
  text: 'See the report.',
  reports: [
    { contentType, content: lines.join('\n') },
    {
      contentType: 'text/rfc822-headers',
      content: 'To: gone@customer.example\nMessage-ID:\n <orig@example.com>\n',
    },
  ],
});
export const dsnType = 'Content-Type: multipart/report; boundary=x;\treport-type="delivery-status"';
export const daemon = 'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>';
