/**
 * A fast 53-bit hash (cyrb53, public domain) for indexes and short ids. Not cryptographic: a collision only makes an
 * index offer one conversation too many, and short ids resolve by their whole text.
 */
export function hash53(text: string): number {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ c, 2654435761);
    h2 = Math.imul(h2 ^ c, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Ten characters of a-z and 2-9 without look-alikes (l, o, 0, 1), 50 bits of `hash53`. */
export function shortHash(text: string): string {
  let rest = hash53(text);
  let out = '';
  for (let i = 0; i < 10; i++) {
    out += alphabet[rest % 32];
    rest = Math.floor(rest / 32);
  }
  return out;
}

/** The first six letters of the short hash as a number of 30 bits; the first letter is its lowest five. */
export function shortHead(text: string): number {
  return hash53(text) & headMask;
}

const headMask = 2 ** 30 - 1;

/**
 * Whether a short hash begins so, as far as its head tells (`shortHead`): sure of up to six letters. Null: none does. Case
 * counts.
 */
export function beginsWith(beginning: string): ((head: number) => boolean) | null {
  const digits = [...beginning].map((letter) => alphabet.indexOf(letter));
  if (digits.length === 0 || digits.length > 10 || digits.includes(-1)) return null;
  const wanted = digits.slice(0, 6).reduceRight((sum, digit) => sum * 32 + digit, 0);
  const mask = headMask >> Math.max(0, 30 - 5 * digits.length);
  return (head) => (head & mask) === wanted;
}
