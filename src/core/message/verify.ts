import type { Team, VerifiedBy } from '../settings.js';
import { domainOf, organizationalDomain } from './address.js';
import { authenticatedHost } from './auth-received.js';
import { type AuthResults, parseAuthResults } from './auth-results.js';
import { fieldsOf } from './fields.js';
import { hopsAbove } from './hops.js';
import type { AuthEvidence, Message } from './message.js';
import type { Header } from './parsed.js';

/** Hosts of evidence that is not from Authentication-Results; no authserv-id can look like these. */
const microsoft = 'microsoft-365';
const receivedBy = (host: string): string => `received:${host}`;

/** More hosts are not kept: a mail passes few, and a sender can write any number. */
const mostHosts = 10;

/**
 * What the servers on the way say about who wrote a mail, to be stored with it (R7): the topmost
 * Authentication-Results of each host (RFC 8601), and as further entries `received:HOST` (the topmost hop was an
 * authenticated submission to HOST) and `microsoft-365` (Exchange says that an own user wrote it). A mail with several
 * authors in From has no evidence: nobody can tell which of them was checked.
 */
export function authEvidence(header: Header): AuthEvidence[] {
  if (fieldsOf(header, 'from').length !== 1 || header.from.length !== 1) return [];
  const author = organizationalDomain(domainOf(header.from[0]!.address));
  // Of a From with several addresses in it, right or wrong, the server has perhaps read another one.
  const plain = fieldsOf(header, 'from')[0]!.split('@').length === 2;
  const evidence = new Map<string, AuthEvidence>();
  for (const { value, hops } of hopsAbove(header, 'authentication-results')) {
    const results = parseAuthResults(value);
    if (!results || results.host === microsoft || evidence.has(results.host)) continue;
    if (evidence.size === mostHosts) break;
    evidence.set(
      results.host,
      hops.isForeign(results.host) ? belowAll(results.host) : judged(results, author, plain),
    );
  }
  const list = [...evidence.values()];
  const submission = authenticatedHost(fieldsOf(header, 'received'));
  if (submission) list.push({ host: receivedBy(submission), dmarc: false, spf: [], dkim: [] });
  if (isInternal(header)) list.push({ host: microsoft, dmarc: false, spf: [], dkim: [] });
  return list;
}

function belowAll(host: string): AuthEvidence {
  return { host, dmarc: false, spf: [], dkim: [], below: true };
}

/**
 * What a server's results say of `author` (an organizational domain). Where DMARC failed, a pass of SPF or DKIM was not
 * aligned as the author's domain asks for (RFC 7489 3.1: strict), so it shows nothing.
 */
function judged(
  { host, dmarc, spf, askedSpf, dkim }: AuthResults,
  author: string,
  plain: boolean,
): AuthEvidence {
  if (dmarc.some((one) => one.fail)) return { host, dmarc: false, spf: [], dkim: [] };
  const isAuthor = (domain: string): boolean => organizationalDomain(domain) === author;
  // A header.from that is not stated is that of the mail.
  const passes =
    dmarc.length > 0 && dmarc.every(({ pass, from }) => pass && (from === '' ? plain : isAuthor(from)));
  const detour = !spf.some(isAuthor) && askedSpf.some(({ domain, refused }) => refused || !isAuthor(domain));
  return { host, dmarc: passes, spf, dkim, ...(detour && { detour }) };
}

/** Exchange removes these fields from outside mail (its "header firewall"), so they count where the config says so. */
function isInternal(header: Header): boolean {
  const marks = fieldsOf(header, 'x-ms-exchange-organization-authas');
  return marks.length > 0 && marks.every((mark) => mark.trim().toLowerCase() === 'internal');
}

/** Whether an agent's mail is shown to be his (R7), and by what; `host` is the server whose word decided. */
export interface Verification {
  readonly verified: boolean;
  /** in-sent, everyone, dmarc-pass, spf-aligned, dkim-aligned, microsoft-365, received-authenticated, or why not. */
  readonly reason: string;
  readonly host?: string;
  /** Of the host's results, unless SPF passed for the author: whether SPF shows that another server handed the mail in. */
  readonly detour?: boolean;
}

/** Judges stored evidence by the config (R7). Alignment is DMARC's relaxed one (RFC 7489 3.1). */
export function verify(message: Pick<Message, 'from' | 'auth' | 'copies'>, team: Team): Verification {
  if (message.copies.some((copy) => copy.role === 'sent')) return { verified: true, reason: 'in-sent' };
  const auth = message.auth ?? [];
  for (const way of team.verifiedBy) {
    const reason = judge(way, message.from.address, auth);
    if (reason) return { verified: true, ...reason };
  }
  return { verified: false, ...whyNot(auth, team.verifiedBy) };
}

function judge(
  way: VerifiedBy,
  author: string,
  auth: readonly AuthEvidence[],
): Omit<Verification, 'verified'> | null {
  const evidenceOf = (host: string) => auth.find((one) => one.host === host.toLowerCase());
  switch (way.way) {
    case 'everyone':
      return { reason: 'everyone' };
    case 'microsoft-365':
      return evidenceOf(microsoft) ? { reason: 'microsoft-365' } : null;
    case 'received':
      return evidenceOf(receivedBy(way.host)) ? { reason: 'received-authenticated', host: way.host } : null;
    case 'host': {
      const evidence = evidenceOf(way.host);
      const domain = organizationalDomain(domainOf(author));
      if (!evidence || domain === '') return null;
      const aligned = (domains: readonly string[]) =>
        domains.some((one) => organizationalDomain(one) === domain);
      const sender = aligned(evidence.spf) ? {} : { detour: evidence.detour === true };
      if (evidence.dmarc) return { reason: 'dmarc-pass', host: way.host, ...sender };
      if (aligned(evidence.spf)) return { reason: 'spf-aligned', host: way.host };
      return aligned(evidence.dkim) ? { reason: 'dkim-aligned', host: way.host, ...sender } : null;
    }
    default: {
      const impossible: never = way;
      return impossible;
    }
  }
}

function whyNot(
  auth: readonly AuthEvidence[],
  ways: readonly VerifiedBy[],
): { reason: string; host?: string } {
  const configured = new Set(ways.flatMap((way) => (way.way === 'host' ? [way.host.toLowerCase()] : [])));
  const failed = auth.find((one) => configured.has(one.host));
  if (failed?.below) return { reason: `not-verified:below-another-hop ${failed.host}`, host: failed.host };
  if (failed) return { reason: `not-verified:failed-at ${failed.host}`, host: failed.host };
  const signer = auth.find((one) => !one.below);
  if (signer) return { reason: `not-verified:signs-as ${signer.host}`, host: signer.host };
  return { reason: 'no-authentication-results' };
}
