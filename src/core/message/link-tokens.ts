/**
 * The tokens of links, as they stand in a subject: exactly the letters of their base32, so that a ticket tag like
 * `[K-2026-000123]` is none; in any case, since gateways change it. Who made one is the adapter's matter (mail/link-token.ts).
 */
const linkTokens = /\s?\[k-([a-z2-7]{40})\]/gi;

/** The letters of the first token in square brackets in a text, in lower case, without `k-`; null: there is none. */
export function linkTokenIn(text: string): string | null {
  return text.matchAll(linkTokens).next().value?.[1]?.toLowerCase() ?? null;
}

/** The text without tokens, for people and for what is ordered. */
export function withoutLinkToken(text: string): string {
  return text.replace(linkTokens, '').replace(/\s+/g, ' ').trim();
}
