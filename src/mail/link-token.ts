import { timingSafeEqual } from 'node:crypto';
import { linkTokenIn } from '../core/message/link-tokens.js';
import { base32, replyToken, type Secrets, shortMacs, tokenId } from './own-mark.js';

/** What a link can order; the token names it by its place in this list, so new ones go to the end. */
export const linkActions = [
  'close',
  'reopen',
  'wait',
  'snooze',
  'never',
  'send-now',
  'skip',
  'undo',
] as const;
export type LinkAction = (typeof linkActions)[number];

export interface LinkClaim {
  /** The Message-ID that the notice with the link is about. */
  readonly anchor: string;
  readonly action: LinkAction;
  /** The stage that a blind notice announces, 1 to 31; 0: the notice is about none. */
  readonly stage: number;
  /** When the notice was written, ms since the epoch, UTC; the token keeps the minute. */
  readonly at: number;
}

/** What a valid token says. `replyId` is the stand-in id (`tokenId`) that every own mail about the anchor bears. */
export interface LinkToken {
  readonly replyId: string;
  readonly action: LinkAction;
  /** As in `LinkClaim`. */
  readonly stage: number;
  /** When the notice was written, ms UTC, cut to the minute: a mail that came after it was never told of. */
  readonly at: number;
}

const minuteMs = 60_000;
const validFor = 30 * 86_400_000;
/** Enough minutes for two thousand years. */
const timeLetters = 6;
/** What is said before the signature: the reply token, the action, the stage, the minute. */
const saidLetters = 18 + timeLetters;

/**
 * The token of a link in a notice: `k-`, the 16 letters of the anchor's reply token, one letter for the action, one for
 * the stage, six for the minute, and a signature of 80 bits. It links mails as a reply address does (R6) and carries no authority.
 */
export function linkToken(secrets: Secrets, { anchor, action, stage, at }: LinkClaim): string {
  const what = `${base32[linkActions.indexOf(action)]}${base32[stage] ?? base32[0]}`;
  const said = replyToken(secrets, anchor).slice(2) + what + minuteLetters(at);
  return `k-${said}${shortMacs(secrets, 'link', said)[0]}`;
}

/**
 * Reads the first token in square brackets in a text, mostly a subject; null: there is none. 'unknown': none that one of the keys signed;
 * 'stale': it is older than 30 days at `now` (ms UTC), which should be the moment of the mail, not of reading it.
 */
export function readLinkToken(
  secrets: Secrets,
  text: string,
  now: number,
): LinkToken | 'stale' | 'unknown' | null {
  const token = linkTokenIn(text);
  if (token === null) return null;
  const said = token.slice(0, saidLetters);
  const given = Buffer.from(token.slice(saidLetters));
  const signed = shortMacs(secrets, 'link', said)
    .map((mac) => Buffer.from(mac))
    .filter((mac) => mac.length === given.length && timingSafeEqual(mac, given));
  const action = linkActions[base32.indexOf(said[16] ?? '')];
  if (signed.length === 0 || action === undefined) return 'unknown';
  const at = minuteOfLetters(said.slice(18)) * minuteMs;
  if (now - at > validFor) return 'stale';
  const stage = base32.indexOf(said[17] ?? '');
  return { replyId: tokenId(`t-${said.slice(0, 16)}`), action, stage, at };
}

/** A `mailto:` address that opens a filled-in mail (RFC 6068 2): everything but the domain is percent-encoded. */
export function mailtoLink(address: string, subject: string, body?: string): string {
  const at = address.lastIndexOf('@');
  const to = `${encoded(address.slice(0, at))}@${address.slice(at + 1)}`;
  // RFC 6068 5: line breaks in a body are %0D%0A.
  const text = body === undefined ? '' : `&body=${encoded(body.replace(/\r\n?|\n/g, '\r\n'))}`;
  return `mailto:${to}?subject=${encoded(subject)}${text}`;
}

/** Also what encodeURIComponent leaves and what software that looks for addresses in text takes for their end. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function minuteLetters(at: number): string {
  let minute = Math.floor(at / minuteMs);
  let text = '';
  for (let i = 0; i < timeLetters; i++, minute = Math.floor(minute / 32)) text = base32[minute % 32] + text;
  return text;
}

function minuteOfLetters(text: string): number {
  return Array.from(text).reduce((minute, letter) => minute * 32 + base32.indexOf(letter), 0);
}
