import type { MailboxConnection } from './connect.js';
import type { Place } from './content.js';
import type { LostAt } from './error.js';
import { type UidRange, uidRanges } from './uid-ranges.js';
import type { Care } from './window.js';

/** Where the line was lost before, and how often: from the second time on these mails are asked for with care. */
export type Lost = LostAt & { readonly times: number };

/** So often a single mail may end the connection, alone and asked for with care, before it is left out (I8). */
const patience = 4;

/** The mails of a folder over which the line was lost more than once; null for none. */
export function suspects(lost: Lost | null, { folder, uidValidity }: Place): Lost | null {
  return lost && lost.times >= 2 && lost.folder === folder && lost.uidValidity === uidValidity ? lost : null;
}

/** How a range of `apart` is asked for; null: like every other. */
export function careFor(lost: Lost | null, place: Place, [first, last]: UidRange): Care | null {
  const found = suspects(lost, place);
  if (!found || first !== last || first < found.first || last > found.last) return null;
  return found.first === found.last && found.times >= patience ? 'leave-out' : 'bounded';
}

/**
 * A range of the open folder, in which the mails in question stand alone.
 * @throws as uidRanges
 */
export async function apart(
  connection: MailboxConnection,
  lost: Lost | null,
  place: Place,
  range: UidRange,
): Promise<UidRange[]> {
  const found = suspects(lost, place);
  if (!found) return [range];
  const [first, last] = range;
  const [from, to] = [Math.max(first, found.first), Math.min(last, found.last)];
  if (from > to) return [range];
  const before: UidRange[] = from > first ? [[first, from - 1]] : [];
  const after: UidRange[] = to < last ? [[to + 1, last]] : [];
  return [...before, ...(await uidRanges(connection, from - 1, to, 1)), ...after];
}
