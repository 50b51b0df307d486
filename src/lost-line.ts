import type { LostAt } from './mailbox/error.js';
import type { LostReading } from './store/state.js';

/** I8: where the line is lost again and again is found mail by mail; the narrower range is kept. */
export function lostAgain(before: LostReading | null, at: LostAt): LostReading {
  const same = before?.folder === at.folder && before.uidValidity === at.uidValidity;
  if (!before || !same || at.last < before.first || at.first > before.last) return { ...at, times: 1 };
  const first = Math.max(before.first, at.first);
  return { ...at, first, last: Math.min(before.last, at.last), times: before.times + 1 };
}
