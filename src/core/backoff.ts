/** Distances between tries of what fails. Chance is a parameter, so that they can be tested. */

/** `first` after the first failure, then twice as long each time, up to `most`. `failures` before this one; all ms. */
export function grown(failures: number, first: number, most: number): number {
  // Beyond 2^40 of anything the longest distance has long been reached, and numbers stay finite.
  return Math.min(first * 2 ** Math.min(failures, 40), most);
}

/** The longest distance between two tries to read the mailbox, before jitter; ms. */
export const longestBackoff = 5 * 60_000;

/**
 * Distance to the next try to read the mailbox, real ms: 1 s to 5 min, a quarter more or less, so that the many clients
 * of a server that comes back do not all come at once. `failures` before this one; `chance` from 0 to 1.
 */
export function backoff(failures: number, chance: number): number {
  return grown(failures, 1000, longestBackoff) * (0.75 + chance / 2);
}
