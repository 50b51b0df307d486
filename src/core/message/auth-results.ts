import { endOfComment } from './comment.js';

/** What one Authentication-Results header says. Domains in lower case. */
export interface AuthResults {
  /** authserv-id. */
  readonly host: string;
  /** Each dmarc result with the header.from that it is about ('' when not stated). */
  readonly dmarc: readonly { readonly pass: boolean; readonly fail: boolean; readonly from: string }[];
  readonly spf: readonly string[];
  /** Every domain that SPF was asked about (of an empty smtp.mailfrom the smtp.helo), and whether it refused (RFC 7208 2.6). */
  readonly askedSpf: readonly { readonly domain: string; readonly refused: boolean }[];
  readonly dkim: readonly string[];
}

/** More results of one kind are not kept. */
const most = 20;

/**
 * Parses an Authentication-Results value (RFC 8601 2.2): comments, folding and quoted strings. A result with anything in
 * it that the grammar does not allow is left out: a sender may have written it into an address.
 * @returns null when there is no authserv-id (Exchange Online writes none) or the comments do not balance
 */
export function parseAuthResults(value: string): AuthResults | null {
  const segments = tokenize(value.slice(0, 20_000));
  const [first, ...rest] = segments ?? [];
  if (!first || first.length < 1 || first.length > 2 || first.includes('=')) return null;
  const host = first[0]!.toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(host)) return null;
  const dmarc: { pass: boolean; fail: boolean; from: string }[] = [];
  const spf: string[] = [];
  const askedSpf: { domain: string; refused: boolean }[] = [];
  const dkim: string[] = [];
  for (const segment of rest) {
    const pairs = pairsOf(segment);
    const head = pairs?.[0];
    if (!pairs || !head) continue;
    const method = head[0].split('/')[0];
    const result = head[1].toLowerCase();
    const pass = result === 'pass';
    const property = (name: string): string => (pairs.find(([key]) => key === name)?.[1] ?? '').toLowerCase();
    if (method === 'dmarc' && dmarc.length < most)
      dmarc.push({ pass, fail: result === 'fail', from: domainPart(property('header.from')) });
    if (method === 'spf' && pass) keep(spf, property('smtp.mailfrom'));
    if (method === 'spf' && askedSpf.length < most) {
      const domain = domainPart(property('smtp.mailfrom') || property('smtp.helo'));
      if (domain !== '') askedSpf.push({ domain, refused: /^(?:soft|hard)?fail$/.test(result) });
    }
    if (method === 'dkim' && pass) keep(dkim, property('header.d') || property('header.i'));
  }
  return { host, dmarc, spf, askedSpf, dkim };
}

function keep(domains: string[], value: string): void {
  const domain = domainPart(value);
  if (domain !== '' && domains.length < most && !domains.includes(domain)) domains.push(domain);
}

/** The domain of an address, or the value itself when it is a domain already. */
function domainPart(value: string): string {
  const domain = value.slice(value.lastIndexOf('@') + 1).replace(/\.$/, '');
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(domain) ? domain : '';
}

/** `key=value` pairs of one result, keys in lower case; null when something else stands between them. */
function pairsOf(tokens: readonly string[]): [string, string][] | null {
  if (tokens.length === 0 || tokens.length % 3 !== 0) return null;
  const pairs: [string, string][] = [];
  for (let at = 0; at < tokens.length; at += 3) {
    const [key, equals, value] = tokens.slice(at, at + 3);
    if (equals !== '=' || key === '=' || value === '=' || key === undefined || value === undefined)
      return null;
    pairs.push([key.toLowerCase(), value]);
  }
  return pairs;
}

/** Words and "=" signs, in segments between ";"; null when a comment or quoted string does not end. */
function tokenize(value: string): string[][] | null {
  const segments: string[][] = [[]];
  let word: string | null = null;
  const finish = (): void => {
    if (word !== null) segments.at(-1)!.push(word);
    word = null;
  };
  for (let at = 0; at < value.length; at++) {
    const c = value[at]!;
    if (c === '(') {
      finish();
      at = endOfComment(value, at) - 1;
      if (at < 0) return null;
    } else if (c === '"') {
      word ??= '';
      for (at++; value[at] !== '"'; at++) {
        if (at >= value.length) return null;
        if (value[at] === '\\') at++;
        word += value[at] ?? '';
      }
    } else if (c === ';') {
      finish();
      segments.push([]);
    } else if (/\s/.test(c)) {
      finish();
    } else if (c === '=' && !hasEquals(segments.at(-1)!)) {
      finish();
      segments.at(-1)!.push('=');
    } else {
      word = (word ?? '') + c;
    }
  }
  finish();
  return segments;
}

/** Whether the pair that is being read has its "=" already: a further one belongs to the value. */
function hasEquals(segment: readonly string[]): boolean {
  return segment.length % 3 === 2;
}
