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

/** Content filters hand mails back over the loopback. Every address named has to be one: HELO may claim to be it. */
function isFromLoopback(value: string): boolean {
  const from = /^\s*from\s(.*?)\sby\s/is.exec(value)?.[1] ?? '';
  const addresses = from.match(/\[[^\]\s]*\]/g) ?? [];
  return addresses.length > 0 && addresses.every((address) => loopback.test(address));
}

/** The value without (nested) comments; null when they do not balance. */
function withoutComments(value: string): string | null {
  let depth = 0;
  let kept = '';
  for (let at = 0; at < value.length; at++) {
    const c = value[at]!;
    if (c === '\\' && depth > 0) at++;
    else if (c === '(') depth++;
    else if (c === ')' && depth > 0) depth--;
    else if (depth === 0) kept += c;
  }
  return depth === 0 ? kept : null;
}
