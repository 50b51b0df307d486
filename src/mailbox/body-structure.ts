import type { MessageStructureObject } from 'imapflow';
import { isAttachment } from '../core/message/attachment.js';
import type { RawPart } from '../core/message/raw-part.js';

/** Cap for each part, bytes as encoded. */
export const maxPartBytes = 256 * 1024;
/** A real mail has a handful of readable parts. */
const maxParts = 20;

/** What of a mail is to be read, as its BODYSTRUCTURE tells it. */
export interface BodyPlan {
  readonly wanted: readonly Wanted[];
  /** Files attached beside the readable parts. */
  readonly attachments: number;
}

interface Wanted {
  /** IMAP section, e.g. `1.2` or `3.HEADER`. */
  readonly key: string;
  readonly node: MessageStructureObject;
}

/**
 * The readable parts of a mail in their order: text/plain, text/html, text/calendar and reports (RFC 3464, 5965, 8098).
 * Attachments are counted. Undefined: the server tells no structure, and nothing is read.
 */
export function planBody(structure: MessageStructureObject | undefined): BodyPlan {
  if (structure === undefined) return { wanted: [], attachments: 0 };
  return { wanted: readable(structure).slice(0, maxParts), attachments: countAttachments(structure, false) };
}

/** So many bytes, as encoded, come with the parts of a plan at the most. */
export function bytesOf({ wanted }: BodyPlan): number {
  return wanted.reduce((sum, { node }) => sum + Math.min(node.size ?? maxPartBytes, maxPartBytes), 0);
}

/** Every part that is to be read came, and none came empty that is not. */
export function isWhole({ wanted }: BodyPlan, parts: readonly RawPart[]): boolean {
  return (
    parts.length === wanted.length &&
    parts.every(({ content }, n) => content.length > 0 || wanted[n]!.node.size === 0)
  );
}

/** The content of a wanted part with what tells how to read it. */
export function rawPart({ node }: Wanted, content: Buffer): RawPart {
  const contentType = node.type.toLowerCase();
  const enclosed = isEnclosed(contentType);
  return {
    contentType,
    params: Object.fromEntries(Object.entries(node.parameters ?? {}).map(([k, v]) => [k.toLowerCase(), v])),
    encoding: enclosed ? '7bit' : (node.encoding ?? '7bit').toLowerCase(),
    content,
    truncated: content.length >= maxPartBytes && (enclosed || (node.size ?? 0) > content.length),
  };
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

function isEnclosed(contentType: string): boolean {
  return contentType === 'message/rfc822' || contentType === 'message/global';
}

/** In the order of the mail; enclosed mails are not entered: their text is not this mail's. */
function readable(node: MessageStructureObject): Wanted[] {
  const type = node.type.toLowerCase();
  // A mail that is not multipart is its own part 1 (RFC 3501 6.4.5).
  const part = node.part ?? '1';
  if (isEnclosed(type)) return [{ key: `${part}.HEADER`, node }];
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
