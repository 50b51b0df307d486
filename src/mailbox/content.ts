import type { MessageStructureObject } from 'imapflow';
import { isAttachment } from '../core/message/attachment.js';
import type { Copy } from '../core/message/message.js';
import type { RawPart } from '../core/message/raw-part.js';
import { attempt, type MailboxConnection, withFolder } from './connect.js';
import { isMissingFolder } from './error.js';

/** Cap for each part, bytes as encoded. */
const maxPartBytes = 256 * 1024;
/** A real mail has a handful of readable parts. */
const maxParts = 20;

/**
 * The source of a mail, up to `maxBytes`; null when this copy no longer exists. Sets no flag.
 * @throws MailboxError
 */
export async function fetchSource(
  connection: MailboxConnection,
  copy: Copy,
  maxBytes?: number,
): Promise<Buffer | null> {
  return inCopy(connection, copy, async () => {
    const source = maxBytes === undefined ? true : { start: 0, maxLength: maxBytes };
    const message = await connection.client.fetchOne(`${copy.uid}`, { uid: true, source }, { uid: true });
    return message !== false && Buffer.isBuffer(message.source) ? message.source : null;
  });
}

/** What is read of a body: its readable parts, and how many files are attached beside them. */
export interface BodyParts {
  readonly parts: RawPart[];
  readonly attachments: number;
}

/**
 * The readable parts of a mail in their order: text/plain, text/html, text/calendar and reports (RFC 3464, 5965,
 * 8098). Attachments are counted by the BODYSTRUCTURE and never transferred. Null when this copy no longer exists. Sets no flag.
 * @throws MailboxError
 */
export async function fetchBodyParts(connection: MailboxConnection, copy: Copy): Promise<BodyParts | null> {
  return inCopy(connection, copy, async () => {
    const { client } = connection;
    const uid = `${copy.uid}`;
    const message = await client.fetchOne(uid, { uid: true, bodyStructure: true }, { uid: true });
    if (message === false) return null;
    const { bodyStructure } = message;
    if (bodyStructure === undefined) return { parts: [], attachments: 0 };
    const wanted = readable(bodyStructure).slice(0, maxParts);
    const attachments = countAttachments(bodyStructure, false);
    if (wanted.length === 0) return { parts: [], attachments };
    const bodyParts = wanted.map(({ key }) => ({ key, start: 0, maxLength: maxPartBytes }));
    const bodies = await client.fetchOne(uid, { uid: true, bodyParts }, { uid: true });
    if (bodies === false) return null;
    const parts = wanted.flatMap(({ key, node }) => {
      const content = bodies.bodyParts?.get(key.toLowerCase());
      return content === undefined || content === null ? [] : [rawPart(node, content)];
    });
    return { parts, attachments };
  });
}

/** Opens the copy's folder read-only; null when the folder is gone or its UIDs mean other mails now. */
export async function inCopy<T>(
  connection: MailboxConnection,
  copy: Copy,
  action: (reused: boolean) => Promise<T | null>,
): Promise<T | null> {
  return attempt(connection, `could not read a mail in ${copy.folder}`, async () => {
    try {
      return await withFolder(connection, copy.folder, 'read-only', async ({ uidValidity, reused }) =>
        uidValidity === copy.uidValidity ? action(reused) : null,
      );
    } catch (error) {
      if (isMissingFolder(error)) return null;
      throw error;
    }
  });
}

interface Wanted {
  /** IMAP section, e.g. `1.2` or `3.HEADER`. */
  readonly key: string;
  readonly node: MessageStructureObject;
}

const texts = new Set(['text/plain', 'text/html', 'text/calendar']);
const reports = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
  'message/feedback-report',
  'message/disposition-notification',
  'message/global-disposition-notification',
  'text/rfc822-headers',
  'message/global-headers',
]);

/** In the order of the mail; enclosed mails are not entered: their text is not this mail's. */
function readable(node: MessageStructureObject): Wanted[] {
  const type = node.type.toLowerCase();
  // A mail that is not multipart is its own part 1 (RFC 3501 6.4.5).
  const part = node.part ?? '1';
  if (type === 'message/rfc822' || type === 'message/global') return [{ key: `${part}.HEADER`, node }];
  if (type.startsWith('multipart/')) return (node.childNodes ?? []).flatMap(readable);
  const attached = node.disposition?.toLowerCase() === 'attachment';
  return reports.has(type) || (texts.has(type) && !attached) ? [{ key: part, node }] : [];
}

/** Enclosed mails are not entered: their files were attached to them. */
function countAttachments(node: MessageStructureObject, related: boolean): number {
  const contentType = node.type.toLowerCase();
  if (contentType.startsWith('multipart/')) {
    const within = related || contentType === 'multipart/related';
    return (node.childNodes ?? []).reduce((sum, child) => sum + countAttachments(child, within), 0);
  }
  const names = Object.keys({ ...node.parameters, ...node.dispositionParameters });
  const part = {
    contentType,
    disposition: (node.disposition ?? '').toLowerCase(),
    named: names.some((name) => /^(?:file)?name\b/i.test(name)),
    cited: Boolean(node.id),
    related: related && Boolean(node.id),
  };
  return isAttachment(part) ? 1 : 0;
}

function rawPart(node: MessageStructureObject, content: Buffer): RawPart {
  const contentType = node.type.toLowerCase();
  const enclosed = contentType === 'message/rfc822' || contentType === 'message/global';
  return {
    contentType,
    params: Object.fromEntries(Object.entries(node.parameters ?? {}).map(([k, v]) => [k.toLowerCase(), v])),
    encoding: enclosed ? '7bit' : (node.encoding ?? '7bit').toLowerCase(),
    content,
    truncated: content.length >= maxPartBytes && (enclosed || (node.size ?? 0) > content.length),
  };
}
