import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { tokenDomain } from '../core/message/other-ids.js';
import { type OwnMark, purposes } from '../core/message/purpose.js';
import { decodeWords } from './words.js';

/** The key that signs and all keys that verify; a rotated secret keeps the old ones (config `secret`). */
export type Secrets = readonly Buffer[];

const known: ReadonlySet<string> = new Set(purposes);

/** HMAC-SHA-256 of `text` under the first key, base64url, with its use mixed in so that no signature serves another. */
export function sign(secrets: Secrets, use: string, text: string): string {
  return mac(secrets[0]!, use, text).toString('base64url');
}

/** Whether any of the keys made the signature. */
export function isSigned(secrets: Secrets, use: string, text: string, signature: string): boolean {
  const given = Buffer.from(signature, 'base64url');
  return secrets.some((key) => {
    const expected = mac(key, use, text);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function mac(key: Buffer, use: string, text: string): Buffer {
  return createHmac('sha256', key).update(`thrice ${use}\n${text}`).digest();
}

/**
 * An own Message-ID (no brackets): short, ASCII, keyed by the secret so that nobody can plant it in advance. `nonce` tells one
 * attempt from another, so that what is said of one claim is never taken for another's.
 */
export function ownMessageId(
  secrets: Secrets,
  step: { purpose: string; anchor: string; stage: number; nonce: string },
  domain: string,
): string {
  const text = [step.purpose, step.stage, step.nonce, step.anchor].join(' ');
  const token = createHmac('sha256', secrets[0]!)
    .update(`thrice message-id\n${text}`)
    .digest('hex')
    .slice(0, 24);
  return `thrice.${token}@${domain}`;
}

/** What the header says beside the id of its mail. */
type MarkText = Omit<OwnMark, 'signed' | 'sentAs'>;

/**
 * The X-Thrice header of a mail. The signature covers the mail's own id: a copied header marks no other mail. The id stands
 * there too, so that a mail to which a relay gave another one is known for what it is.
 */
export function markHeader(mark: MarkText, messageId: string, secrets: Secrets): string {
  const text = markText(mark);
  const signature = sign(secrets, 'mark', `${messageId} ${text}`);
  return `${text}; id=${encodeURIComponent(messageId)}; sig=${signature}`;
}

function markText(mark: MarkText): string {
  const { purpose, stage, last, closes, anchor } = mark;
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  return `v=1; purpose=${purpose}; stage=${stage}; last=${yes(last)}; closes=${yes(closes)}; anchor=${encodeURIComponent(anchor)}`;
}

/**
 * Reads an X-Thrice header; null where it is none of ours by its form. Whether it is signed is part of the answer. Earlier
 * versions did not write the id.
 */
export function readMark(value: string, messageId: string, secrets: Secrets): OwnMark | null {
  // What cannot be folded went out as encoded words: the id of a mail may be 900 characters without a space.
  const flat = decodeWords(value.replace(/\s+/g, ' ').trim());
  const match =
    /^(v=1; purpose=([a-z-]+); stage=(\d{1,3}); last=(yes|no); closes=(yes|no); anchor=(\S+))(?:; id=(\S+))?; sig=([\w-]+)$/.exec(
      flat,
    );
  if (!match) return null;
  const [, text = '', purpose = '', stage, last, closes, anchor = '', id, signature = ''] = match;
  if (!known.has(purpose)) return null;
  const sentAs = id === undefined ? messageId : decoded(id);
  const valid = isSigned(secrets, 'mark', `${sentAs} ${text}`, signature);
  return {
    signed: valid && sentAs === messageId,
    ...(valid && sentAs !== messageId && { sentAs }),
    purpose: purpose as OwnMark['purpose'],
    anchor: decoded(anchor),
    stage: Number(stage),
    last: last === 'yes',
    closes: closes === 'yes',
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** R6: the local token of a reply address, `t-` and 80 bits in base32; it links mails and carries no authority. */
export function replyToken(secrets: Secrets, anchor: string): string {
  return tokenBy(secrets[0]!, anchor);
}

/** Every token that a reply address of the anchor may bear: the key has perhaps changed since it was given away. */
export function replyTokens(secrets: Secrets, anchor: string): string[] {
  return secrets.map((key) => tokenBy(key, anchor));
}

function tokenBy(key: Buffer, anchor: string): string {
  return `t-${letters(createHmac('sha256', key).update(`thrice reply-token\n${anchor}`).digest())}`;
}

/** Base32 (RFC 4648 6) in lower case, which survives every mail address and subject. */
export const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The first 16 bytes as 80 bits in base32. */
function letters(bytes: Buffer): string {
  return Array.from(bytes.subarray(0, 16), (byte) => base32[byte % 32]).join('');
}

/** 80 bits of an HMAC of `text` under each key, in base32; the first key's first. For tokens that a person may have to type. */
export function shortMacs(secrets: Secrets, use: string, text: string): string[] {
  return secrets.map((key) => letters(mac(key, use, text)));
}

/** The id by which a mail with the token in a recipient links to the mails of its conversation. */
export function tokenId(token: string): string {
  return `${token}${tokenDomain}`;
}

/**
 * R1: the id of a mail without Message-ID, from its source. No key goes in: claims and sent mails name it, and a change
 * of the secret must not make the mail another one. Like any Message-ID it gives no authority to who can tell it.
 */
export function sourceId(source: Buffer): string {
  return `${createHash('sha256').update('thrice source\n').update(source).digest('hex').slice(0, 32)}${sourceDomain}`;
}

/** A stand-in for a token, a missing Message-ID or a morning: no id that any mail bears, so no header may name it. */
export function isStandIn(id: string): boolean {
  return [tokenDomain, sourceDomain, morningDomain].some((domain) => id.endsWith(domain));
}

const sourceDomain = '@source.thrice.invalid';
const morningDomain = '@morning.thrice.invalid';
