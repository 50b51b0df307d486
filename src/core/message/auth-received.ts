import { withoutComments } from './comment.js';

/** RFC 3848 and RFC 6531: transmission types whose last "A" says that the client had authenticated. */
const authenticated = /^(?:utf8)?(?:e?smtp)s?a$|^asmtp$/i;
/** Hops inside the server: local delivery and LMTP do not say who handed the mail in. */
const inside = /^(?:utf8)?lmtp(?:s?a?)$|^local$/i;
const loopback = /^\[(?:IPv6:)?(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)\]$/i;

/**
 * The host that took the mail over from an authenticated client, if that was the mail's last hop over the network: the
 * topmost Received (RFC 5321 4.4) besides deliveries inside the server. Anything below it a sender can have written.
 * @param received values of the Received fields, topmost first
 * @returns the "by" host in lower case, or null
 */
export function authenticatedHost(received: readonly string[]): string | null {
  for (const value of received.slice(0, 20)) {
    const clauses = withoutComments(value.slice(0, 5_000));
    if (clauses === null) return null;
    const by = /(?:^|\s)by\s+([^\s;]+)/i.exec(clauses)?.[1]?.toLowerCase() ?? '';
    const protocol = /\swith\s+([^\s;]+)/i.exec(clauses)?.[1] ?? '';
    if (authenticated.test(protocol)) return /^[a-z0-9][a-z0-9._-]*$/.test(by) ? by : null;
    if (!inside.test(protocol) && !isFromLoopback(value)) return null;
  }
  return null;
}

/** The hop is the delivery inside the server (LMTP), not the one that took the mail over. */
export function isInsideHop(received: string): boolean {
  const clauses = withoutComments(received.slice(0, 5_000)) ?? '';
  return inside.test(/\swith\s+([^\s;]+)/i.exec(clauses)?.[1] ?? '');
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
