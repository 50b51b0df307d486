import type { MailboxConnection } from './connect.js';
import { MailboxError } from './error.js';

/** A range of UIDs, both ends included, that holds a bounded number of mails. */
export type UidRange = readonly [first: number, last: number];

/**
 * UID ranges from `after` + 1 to `upTo` (0: to the end) with at most `size` mails each. One SEARCH where the UIDs may
 * lie far apart, none where they cannot. The folder must be open.
 */
export async function uidRanges(
  connection: MailboxConnection,
  after: number,
  upTo: number,
  size: number,
): Promise<UidRange[]> {
  if (upTo > 0 && upTo - after <= size) return upTo > after ? [[after + 1, upTo]] : [];
  const found = await connection.client.search({ uid: `${after + 1}:*` }, { uid: true });
  if (!Array.isArray(found)) throw new MailboxError('other', 'the server refused to search by UID');
  // `N:*` past the end means the last mail (RFC 3501 6.4.8).
  const uids = found.filter((uid) => uid > after && (upTo === 0 || uid <= upTo)).sort((a, b) => a - b);
  const ranges: UidRange[] = [];
  for (let i = 0; i < uids.length; i += size) {
    ranges.push([uids[i]!, uids[Math.min(i + size, uids.length) - 1]!]);
  }
  return ranges;
}
