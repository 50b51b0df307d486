import { type Claim, claim, type Judge } from './claim.js';
import type { Row } from './row.js';

/** Bounces: whom, with which status, for good or for now, and about which mail. */
export const judgeBounce: Judge = (row, { mail }) => {
  if (!mail || (row.kind !== 'bounce' && row.bounced_recipient === undefined)) return [];
  const recipients = mail.bounce?.recipients ?? [];
  const claims: Claim[] = [
    ...recipientClaims(
      row,
      recipients.map(({ address }) => address),
    ),
  ];
  const statuses = statusesOf(row);
  if (statuses.length > 0)
    claims.push(claim('status', sorted(statuses), sorted(recipients.map(({ status }) => status))));
  const permanence = permanenceOf(row);
  const seen = recipients.map(({ permanent }) => fate(permanent));
  if (permanence.length > 0) claims.push(compareFates(permanence, seen));
  const hard = row.reports?.map((one) => one.hard) ?? [row.is_bounce_hard];
  if (hard.every((one) => one !== undefined))
    claims.push({ ...compareFates(hard.map(fate), seen), thing: 'hard' });
  if (row.action !== undefined)
    claims.push(claim('action', row.action.toLowerCase(), recipients[0]?.action ?? ''));
  if (row.orig_message_id !== undefined)
    claims.push(
      claim('original id', withoutBrackets(row.orig_message_id), mail.bounce?.originalMessageId ?? 'none'),
    );
  return claims;
};

function recipientClaims(row: Row, seen: readonly string[]): Claim[] {
  const named =
    row.bounced_recipients ??
    (row.bounced_recipient === undefined ? undefined : [row.bounced_recipient]) ??
    row.reports?.flatMap(({ recipient }) => (recipient === undefined ? [] : [recipient]));
  if (named && named.length > 0)
    return [claim('recipients', sorted(named.map((one) => one.toLowerCase())), sorted(seen))];
  // Where the addresses are not told, how many there are is.
  if (!row.reports) return [];
  const found = new Set(seen.filter((address) => address !== '')).size;
  return [claim('recipients', String(row.reports.length), String(found))];
}

function statusesOf(row: Row): string[] {
  if (row.reports) return row.reports.map(({ status }) => status).filter((status) => status !== '');
  return row.status === undefined || row.status === '' ? [] : [row.status];
}

/** By the class of the stated status (RFC 3463), where there is none by the project's own word. */
function permanenceOf(row: Row): string[] {
  const statuses = statusesOf(row);
  if (statuses.length > 0) return statuses.map((status) => fate(status.startsWith('5')));
  const told = row.reports?.map(({ hard }) => hard) ?? [];
  if (told.length > 0 && told.every((one) => one !== undefined)) return told.map(fate);
  return row.is_bounce_hard === undefined ? [] : [fate(row.is_bounce_hard)];
}

/** One fate stated for a mail with several recipients holds for the mail: any that is so agrees. */
function compareFates(expected: readonly string[], seen: readonly string[]): Claim {
  const [only] = expected;
  const agrees =
    expected.length === 1 && seen.length > 1 ? seen.includes(only!) : sorted(expected) === sorted(seen);
  return claim('permanent', sorted(expected), sorted(seen) || 'no recipient', agrees);
}

function fate(permanent: boolean | undefined): string {
  return permanent ? 'for good' : 'for now';
}

function sorted(texts: readonly string[]): string {
  return texts.toSorted().join(', ');
}

function withoutBrackets(id: string): string {
  return id.trim().replace(/^<|>$/g, '');
}
