import { isUtf8 } from 'node:buffer';
import { parseMailDate, receivedDate } from '../core/message/date.js';
import { parseMessageId, parseMessageIds } from '../core/message/message-id.js';
import type { Header, HeaderField } from '../core/message/parsed.js';
import { parsePersons } from './persons.js';
import { decodeWords, detach } from './words.js';

/** Bounds for hostile mails: what lies beyond is not read. The topmost fields are those of the mailbox's own server. */
const most = { bytes: 1_048_576, fields: 2_000, value: 65_536, subject: 2_000, ids: 50 };

/**
 * Reads the header of a mail (RFC 5322 2.2): `raw` is the whole mail or its beginning. Tolerates every line end, an mbox
 * "From " line, NUL bytes, raw 8-bit text (UTF-8, else windows-1252) and anything missing; never throws. Of a field that
 * may stand only once the topmost counts; References and In-Reply-To keep the first and the last 50 ids.
 */
export function parseHeader(raw: Buffer): Header {
  const fields = splitFields(raw);
  const first = new Map<string, string>();
  const all = (name: string, joint: string): string => {
    let joined = '';
    for (const field of fields)
      if (field.name === name) joined += joined === '' ? field.value : joint + field.value;
    return joined;
  };
  for (const field of fields) if (!first.has(field.name)) first.set(field.name, field.value);
  const one = (name: string): string => first.get(name) ?? '';
  return {
    fields,
    messageId: detachId(parseMessageId(one('message-id'))),
    from: parsePersons(one('from')),
    sender: parsePersons(one('sender'))[0] ?? null,
    replyTo: parsePersons(one('reply-to')),
    to: parsePersons(all('to', ', ')),
    cc: parsePersons(all('cc', ', ')),
    bcc: parsePersons(all('bcc', ', ')),
    subject: decodeWords(one('subject').slice(0, most.subject)),
    date: parseMailDate(one('date')),
    receivedAt: receivedDate(one('received')),
    inReplyTo: firstAndLast(parseMessageIds(all('in-reply-to', ' '))),
    references: firstAndLast(parseMessageIds(all('references', ' '))),
  };
}

function firstAndLast(ids: string[]): string[] {
  const kept = ids.length <= 2 * most.ids ? ids : [...ids.slice(0, most.ids), ...ids.slice(-most.ids)];
  return kept.map(detach);
}

function detachId(id: string | null): string | null {
  return id === null ? null : detach(id);
}

/** The header as a string of bytes, with "\n" or "\r\n" as line ends. */
function headerText(raw: Buffer): string {
  let text = raw.toString('latin1', 0, Math.min(raw.length, most.bytes));
  if (text.includes('\0')) text = text.replaceAll('\0', '');
  if (text.startsWith('\xef\xbb\xbf')) text = text.slice(3);
  // CR alone ends lines only when the very first line ends so; later it could be a way to smuggle a field in.
  const cr = text.indexOf('\r');
  const lf = text.indexOf('\n');
  if (cr >= 0 && (lf < 0 || cr < lf) && !/^\r+\n/.test(text.slice(cr, cr + 5)))
    text = text.replace(/\r\n?/g, '\n');
  return text;
}

/** Splits and unfolds (RFC 5322 2.2.3) up to the first empty line. A line that is no field is left out. */
function splitFields(raw: Buffer): HeaderField[] {
  const text = headerText(raw);
  const eightBit = /[\x80-\xff]/.test(text);
  const fields: HeaderField[] = [];
  let name = '';
  let value = '';
  let at = 0;
  const finish = (): void => {
    if (name !== '') fields.push({ name, value: eightBit ? decodeBytes(value) : value });
    name = '';
  };
  while (at < text.length && fields.length < most.fields) {
    let next = text.indexOf('\n', at);
    if (next < 0) next = text.length;
    let end = next;
    while (end > at && text.charCodeAt(end - 1) === 13) end--;
    if (end === at) {
      if (fields.length > 0 || name !== '') break;
    } else if (isSpace(text.charCodeAt(at))) {
      if (name !== '' && value.length < most.value) value += text.slice(at, Math.min(end, at + most.value));
    } else {
      finish();
      const colon = colonOf(text, at, end);
      if (colon > at) {
        name = text.slice(at, colon).trimEnd().toLowerCase();
        value = text.slice(colon + 1, Math.min(end, colon + 1 + most.value)).trim();
      }
    }
    at = next + 1;
  }
  finish();
  return fields;
}

/** Where the name of a field ends (RFC 5322 3.6.8, with the obsolete white space before the colon), or -1. */
function colonOf(text: string, from: number, end: number): number {
  const limit = Math.min(end, from + 200);
  for (let at = from; at < limit; at++) {
    const c = text.charCodeAt(at);
    if (c === 58) return at;
    if (c <= 32 || c >= 127) {
      while (at < limit && isSpace(text.charCodeAt(at))) at++;
      return at > from && text.charCodeAt(at) === 58 ? at : -1;
    }
  }
  return -1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

const windows1252 = new TextDecoder('windows-1252');

/** Raw bytes in a header: UTF-8 (RFC 6532) when they are that, else windows-1252. */
function decodeBytes(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
}
