import { getDomain } from 'tldts';

/** The form in which addresses are compared and stored: lower case, no angle brackets, no root dot. */
export function normaliseAddress(address: string): string {
  return address.trim().replace(/^<|>$/g, '').replace(/\.$/, '').toLowerCase();
}

/**
 * Splits the detail of a plus address off (RFC 5233): `support+t-abc@example.com` is `support@example.com` with `t-abc`.
 * @returns `base` in normal form; `detail` is null when there is none
 */
export function plusBase(address: string): { base: string; detail: string | null } {
  const normal = normaliseAddress(address);
  const at = normal.lastIndexOf('@');
  const plus = normal.indexOf('+');
  if (plus < 1 || plus > at || normal.startsWith('"')) return { base: normal, detail: null };
  return { base: normal.slice(0, plus) + normal.slice(at), detail: normal.slice(plus + 1, at) };
}

/** The domain of an address in lower case; '' when there is none. */
export function domainOf(address: string): string {
  const normal = normaliseAddress(address);
  const at = normal.lastIndexOf('@');
  return at < 0 ? '' : normal.slice(at + 1);
}

/**
 * The organizational domain of DMARC (RFC 7489 3.2) by the public suffix list with its private part:
 * `mail.example.co.uk` belongs to `example.co.uk`. A name that has none (a suffix, an IP, one label) is its own.
 */
export function organizationalDomain(domain: string): string {
  const lower = domain.toLowerCase().replace(/\.$/, '');
  return getDomain(lower, { allowPrivateDomains: true }) ?? lower;
}

/** Whether two addresses reach the same mailbox as far as one can see: equal but for case and plus detail. */
export function isSameAddress(a: string, b: string): boolean {
  return plusBase(a).base === plusBase(b).base;
}
