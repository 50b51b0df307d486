import { isUtf8 } from 'node:buffer';
import type { AttachmentStream, MessageText } from 'mailparser';
import { isAttachment, type PartTraits } from '../core/message/attachment.js';
import type { Body } from '../core/message/parsed.js';
import type { RawPart } from '../core/message/raw-part.js';

/** Bounds for hostile mails, in bytes, characters and parts; what lies beyond is not read. */
const most = { source: 8_388_608, text: 1_000_000, report: 262_144, reports: 50 };

/** Parts that say something about another mail or a meeting; everything else that is no text is an attachment. */
const reportTypes =
  /^(?:message\/(?:global-)?(?:delivery-status|disposition-notification|headers)|message\/(?:rfc822|global|rfc822-headers|feedback-report)|text\/(?:rfc822-headers|calendar))$/;

/**
 * Reads the text and the reports of a whole mail. Attachments are skipped, forwarded mails are kept apart as reports
 * and not mixed into the text.
 * @throws Error when the parser gives up (nested too deep, too many parts); the caller quarantines the mail
 */
export async function parseBody(source: Buffer): Promise<Body> {
  // Loading it takes 0.1 s, and most commands read no body.
  const { MailParser } = await import('mailparser');
  const parser = new MailParser(options);
  const reports: Promise<Body['reports'][number]>[] = [];
  return new Promise((resolve, reject) => {
    let body: Body = { text: '', html: null, reports: [] };
    let [skipped, attachments] = [0, 0];
    parser.on('error', reject);
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        body = {
          text: cut(data.text),
          html: typeof data.html === 'string' ? cut(data.html) : null,
          reports: [],
        };
      } else if (reports.length < most.reports && reportTypes.test(data.contentType)) {
        reports.push(readReport(data));
      } else {
        skipped++;
        if (isAttachment(traitsOf(data))) attachments++;
        data.content.on('error', () => data.release?.());
        data.content.on('end', () => data.release?.());
        data.content.resume();
      }
    });
    parser.on('end', () => {
      const counted = attachments > 0 ? { attachments } : {};
      Promise.all(reports).then((all) => {
        const whole = { ...body, reports: all, ...counted };
        resolve(skipped > 0 ? whole : orRaw(whole, source));
      }, reject);
    });
    parser.end(source.subarray(0, most.source));
  });
}

/** The parser detects types by file names; what the mail says is what an IMAP server tells too. */
function traitsOf(part: AttachmentStream): PartTraits {
  const stated = part.headers.get('content-type');
  const value = typeof stated === 'object' && 'value' in stated ? stated.value : part.contentType;
  return {
    contentType: (typeof value === 'string' ? value : part.contentType).toLowerCase(),
    disposition: (part.contentDisposition ?? '').toLowerCase(),
    named: Boolean(part.filename),
    cited: Boolean(part.cid),
    related: part.related === true,
  };
}

/** A multipart whose boundary never comes has no parts at all; then the bytes themselves are the text. */
function orRaw(body: Body, source: Buffer): Body {
  if (body.text !== '' || body.html !== null || body.reports.length > 0) return body;
  const raw = source.toString('latin1', 0, most.report);
  const begin = /\r?\n\r?\n|\r\r/.exec(raw);
  if (!begin || !/^content-type:\s*multipart\//im.test(raw.slice(0, begin.index))) return body;
  const bytes = source.subarray(begin.index + begin[0].length, most.report);
  return { ...body, text: isUtf8(bytes) ? bytes.toString() : windows1252(bytes) };
}

/** Neither HTML made of text nor the reverse is wanted, and embedded mails stay whole (a mailsplit option). */
const options = {
  keepDeliveryStatus: true,
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
  ignoreEmbedded: true,
};

function cut(text: string | boolean | undefined): string {
  return typeof text === 'string' ? text.slice(0, most.text) : '';
}

/** Reports are ASCII or UTF-8 by their RFCs; other bytes are read as windows-1252. */
function readReport(part: AttachmentStream): Promise<Body['reports'][number]> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (): void => {
      const content = Buffer.concat(chunks).subarray(0, most.report);
      part.release?.();
      resolve({
        contentType: part.contentType,
        content: isUtf8(content) ? content.toString() : windows1252(content),
      });
    };
    part.content.on('data', (chunk: Buffer) => {
      if (size < most.report) chunks.push(chunk);
      size += chunk.length;
    });
    part.content.on('error', done);
    part.content.on('end', done);
  });
}

function windows1252(content: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(content);
}

/**
 * Decodes parts as fetched by IMAP, in their order: the same result as parseBody of the mail that they were part of.
 * @param attachments how many files were attached to the mail beside these parts
 * @throws Error like parseBody
 */
export async function parseParts(parts: readonly RawPart[], attachments = 0): Promise<Body> {
  const counted = attachments > 0 ? { attachments } : {};
  if (parts.length === 0) return { text: '', html: null, reports: [], ...counted };
  const boundary = freeBoundary(parts);
  const chunks: Buffer[] = [
    Buffer.from(`Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n`),
  ];
  for (const part of parts) {
    chunks.push(
      Buffer.from(`--${boundary}\r\n${partHeader(part)}\r\n\r\n`),
      part.content,
      Buffer.from('\r\n'),
    );
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { ...(await parseBody(Buffer.concat(chunks))), ...counted };
}

function partHeader(part: RawPart): string {
  const params = new Map(Object.entries(part.params).map(([name, value]) => [name.toLowerCase(), value]));
  const plain = /^(?:7bit|8bit|binary)?$/i.test(part.encoding.trim());
  // Raw 8-bit text without a stated charset is UTF-8 or, from old programs, windows-1252.
  if (!params.has('charset') && plain) params.set('charset', isUtf8(part.content) ? 'utf-8' : 'windows-1252');
  const wanted = ['charset', 'format', 'delsp', 'method', 'report-type'].filter((name) => params.has(name));
  const stated = wanted.map((name) => `; ${name}="${harmless(params.get(name) ?? '')}"`).join('');
  const encoding = harmless(part.encoding) || '8bit';
  return `Content-Type: ${harmless(part.contentType) || 'text/plain'}${stated}\r\nContent-Transfer-Encoding: ${encoding}`;
}

/** What a server says about a part must not open another header line. */
function harmless(value: string): string {
  return value.replace(/[^\x21-\x7e]|["\\;]/g, '').slice(0, 100);
}

function freeBoundary(parts: readonly RawPart[]): string {
  let boundary = 'thrice-part';
  for (let n = 0; parts.some((part) => part.content.includes(boundary)); n++) boundary = `thrice-part-${n}`;
  return boundary;
}
