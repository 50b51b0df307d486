import { withoutComments } from './comment.js';

/** RFC 3848 and RFC 6531: transmission types whose last "A" says that the client had authenticated. */
const authenticated = /^(?:utf8)?(?:e?smtp)s?a$|^asmtp$/i;
/** Hops inside the server: local delivery and LMTP do not say who handed the mail in. */
const inside = /^(?:utf8)?lmtp(?:s?a?)$|^local$/i;
const loopback = /^\[(?:IPv6:)?(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)\]$/i;

/** Webmail and the interfaces of mail services: who hands a mail in over HTTP has logged in there. */
const overHttp = /^https?(?:rest)?$/i;

/**
 * The host that took the mail over from an authenticated client, if that was the mail's last hop over the network: the
 * topmost Received (RFC 5321 4.4) besides deliveries inside the server. Anything below it a sender can have written.
 * @param received values of the Received fields, topmost first
 * @returns the "by" host in lower case, or null
 */
export function authenticatedHost(received: readonly string[]): string | null {
  const { by, protocol } = lastHop(received) ?? nothing;
  return authenticated.test(protocol) && /^[a-z0-9][a-z0-9._-]*$/.test(by) ? by : null;
}

/**
 * The last hop over the network was the mail's first: a client that had logged in handed it in, by SMTP or over HTTP, as
 * the copies are that servers and webmail keep of what they sent. Another server's mail never looks so.
 * @param received values of the Received fields, topmost first
 */
export function isSubmitted(received: readonly string[]): boolean {
  const { protocol } = lastHop(received) ?? nothing;
  return authenticated.test(protocol) || overHttp.test(protocol);
}

/** The hop is the delivery inside the server (LMTP), not the one that took the mail over. */
export function isInsideHop(received: string): boolean {
  return inside.test((clausesOf(received) ?? nothing).protocol);
}

/** The "by" and "with" clauses of a Received field: a host in lower case and a transmission type, '' where there is none. */
interface Clauses {
  readonly by: string;
  readonly protocol: string;
}

const nothing: Clauses = { by: '', protocol: '' };

/** The topmost hop besides deliveries inside the server and filters on the loopback; null where one cannot be read. */
function lastHop(received: readonly string[]): Clauses | null {
  for (const value of received.slice(0, 20)) {
    const clauses = clausesOf(value);
    if (clauses === null) return null;
    const { protocol } = clauses;
    if (authenticated.test(protocol) || overHttp.test(protocol)) return clauses;
    if (!inside.test(protocol) && !isFromLoopback(value)) return clauses;
  }
  return null;
}

/** Null where a clause stands twice: the HELO stands first and may have blanks in it (Postfix), so it can bring its own. */
function clausesOf(received: string): Clauses | null {
  const text = withoutComments(received.slice(0, 5_000)) ?? '';
  const [by, ...moreBy] = text.match(/(?<!\S)by\s+[^\s;]+/gi) ?? [];
  const [protocol, ...moreWith] = text.match(/\swith\s+[^\s;]+/gi) ?? [];
  if (text === '' || moreBy.length + moreWith.length > 0) return null;
  return { by: wordOf(by).toLowerCase(), protocol: wordOf(protocol) };
}

/** The word behind the name of a clause. */
function wordOf(clause = ''): string {
  return clause.trim().split(/\s+/)[1] ?? '';
}

/**
 * Content filters hand mails back over the loopback. Every address named has to be one: HELO may claim to be it, and some
 * servers (qmail) write the true address behind it in round brackets.
 */
function isFromLoopback(value: string): boolean {
  const from = /^\s*from\s(.*?)\sby\s/is.exec(value)?.[1] ?? '';
  const addresses = from.match(/\[[^\]\s]*\]/g) ?? [];
  const bare = from.replace(/\[[^\]\s]*\]/g, ' ').match(bareAddress) ?? [];
  return (
    addresses.length > 0 &&
    addresses.every((address) => loopback.test(address)) &&
    bare.every((address) => loopback.test(`[${address}]`))
  );
}

/** An IPv4 or IPv6 address without square brackets. */
const bareAddress =
  /(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w.:-])/gi;
