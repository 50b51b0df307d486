import { parseMessageId } from '../message-id.js';
import type { Body, Header } from '../parsed.js';

const field = /^[ \t>|]*(?:x-)?(?:original-)?message-id:[ \t]*(?:\r?\n[ \t>]+)?([^\r\n]{1,998})/im;
const inWords = /message[- ]?id(?:entifier)?\b[^<>\n]{0,30}<([^<>\s]{1,400}@[^<>\s]{1,400})>/i;

/** The Message-ID in the (quoted or attached) header of the original mail, or null. */
export function originalIdOf(original: string): string | null {
  const match = field.exec(original);
  const id = match ? parseMessageId(match[1]!.trim()) : null;
  return id ?? inWords.exec(original)?.[1] ?? null;
}

/**
 * The Message-ID of the mail that a report is about (RFC 3464 2: its third part), without brackets: from the attached
 * original or its header, from what the report quotes of it, or from what the report answers (RFC 3834 3.1.6).
 * @param quoted the report's own text, with what it quotes
 */
export function originalIdFrom(header: Header, body: Body, quoted: string): string | null {
  const ranks = [/rfc822|^message\/(?:global$|global-headers)/, /delivery-status|disposition/];
  for (const rank of ranks) {
    for (const part of body.reports) {
      const id = rank.test(part.contentType) ? originalIdOf(part.content) : null;
      if (id !== null) return id;
    }
  }
  return originalIdOf(quoted) ?? header.inReplyTo[0] ?? header.references.at(-1) ?? null;
}
