import { fieldsOf } from './fields.js';
import { parseMessageIds } from './message-id.js';
import type { Header } from './parsed.js';

/**
 * Headers in which a server that gives a mail another Message-ID keeps the one it had: Gmail, Outlook.com and Exchange
 * Online, Brevo (Sendinblue), and relays that write the general forms.
 */
const originalIdFields = [
  'x-google-original-message-id',
  'x-microsoft-original-message-id',
  'x-ms-exchange-message-id',
  'origin-messageid',
  'x-original-message-id',
  'original-message-id',
];

/** Headers with the token of which a service makes the id that it gives a mail: Amazon SES, Postmark. */
const tokenFields: readonly (readonly [string, RegExp, string])[] = [
  ['x-ses-message-id', /^[0-9a-f-]{40,80}$/i, '@amazonses.com'],
  ['x-pm-message-id', /^[0-9a-f-]{36}$/i, '@mtasv.net'],
];

/** The id of a token (R6) is a stand-in that no header may name. */
export const tokenDomain = '@reply.thrice.invalid';

export function isToken(id: string): boolean {
  return id.endsWith(tokenDomain);
}

/** No honest mail has been through more rewriting servers than this. */
const most = 5;

/**
 * The other ids of a mail as its header tells them (R3): those that it had before a server gave it its own, and those
 * that a service made of its token. Without brackets, each once, at most five; never the Message-ID itself.
 */
export function otherIds(header: Header): string[] {
  const ids = originalIdFields.flatMap((name) => fieldsOf(header, name)).flatMap(parseMessageIds);
  for (const [name, form, domain] of tokenFields)
    for (const value of fieldsOf(header, name)) {
      const token = value.trim();
      if (form.test(token)) ids.push(token + domain);
      else ids.push(...parseMessageIds(value));
    }
  return [...new Set(ids)].filter((id) => id !== header.messageId && !isToken(id)).slice(0, most);
}

const sesId =
  /^([0-9a-f]{16}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{6})@(?:[a-z0-9-]{1,30}\.)?amazonses\.com$/i;
const sesAnswer = /\bOK:? ([0-9a-f]{16}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{6})\b/i;

/**
 * The id that Amazon SES gave a mail, without the region in its domain (`email.` or `eu-west-1.`), by which the answer of
 * its SMTP server and the id that the recipients see become one. Null: SES did not make it.
 */
export function sesName(id: string): string | null {
  if (!id.endsWith('amazonses.com')) return null;
  const token = sesId.exec(id)?.[1];
  return token === undefined ? null : `${token}@amazonses.com`;
}

/** The same, of the answer of an SMTP server to a mail ("250 Ok 0102018f...-000000"); null where it is not SES. */
export function sesNameOfAnswer(answer: string): string | null {
  const token = sesAnswer.exec(answer.slice(0, 2000))?.[1];
  return token === undefined ? null : `${token.toLowerCase()}@amazonses.com`;
}

/** Domains whose ids are made by sending services alone, in place of the id that the sender keeps in Sent. */
const services =
  /@(?:[a-z0-9-]{1,30}\.)?(?:amazonses\.com|mtasv\.net|mandrillapp\.com|mailjet\.com|smtp-relay\.(?:sendinblue\.com|brevo\.com|mailin\.fr))$/i;

/** The id was made by a service that always gives its own (Amazon SES and the like): no Sent copy bears it. */
export function isServiceId(id: string): boolean {
  return services.test(id.slice(-80));
}
