/** What a part of a mail says of itself; all in lower case but the rest free, empty where nothing is said. */
export interface PartTraits {
  /** `image/png`. */
  readonly contentType: string;
  /** Content-Disposition (RFC 2183): attachment, inline or ''. */
  readonly disposition: string;
  readonly named: boolean;
  /** It has a Content-ID, by which the text may show it (RFC 2392). */
  readonly cited: boolean;
  /** It lies within a multipart/related (RFC 2387). */
  readonly related: boolean;
}

/** Parts that programs add: signatures, cards, Outlook's own format, meetings, reports and the like. */
const machinery =
  /^(?:application\/(?:(?:x-)?pkcs7-(?:signature|mime)|pgp-(?:signature|encrypted|keys)|(?:vnd\.)?ms-tnef|ics|vcard)|text\/(?:x-)?v-?card|text\/(?:directory|calendar|rfc822-headers)|message\/.*|multipart\/.*)$/;

/**
 * Whether a leaf part of a mail is a file that somebody attached. Pictures that the text shows (a logo in a signature)
 * are none, nor are signatures, cards, meetings and reports; a mail attached to a mail stands among its reports.
 */
export function isAttachment(part: PartTraits): boolean {
  if (machinery.test(part.contentType)) return false;
  // Text that is not set apart is read as text, whatever its name.
  if (part.disposition !== 'attachment' && /^text\/(?:plain|html)$/.test(part.contentType)) return false;
  if (part.disposition === 'inline') return part.named && !part.cited && !part.related;
  // Apple Mail calls the pictures within its text attachments.
  if (part.related && part.cited && part.contentType.startsWith('image/')) return false;
  if (part.disposition === 'attachment') return true;
  return part.named && !part.cited;
}
