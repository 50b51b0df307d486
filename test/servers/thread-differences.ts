import type { Place } from './thread-peers.js';

/** One way in which our forest is not what both others say. Mails by their number. */
export type Difference =
  | { readonly what: 'apart' | 'together'; readonly a: number; readonly b: number }
  | {
      readonly what: 'parent';
      readonly a: number;
      readonly ours: number | null;
      readonly theirs: number | null;
    };

export interface Comparison {
  /** Pairs of mails of which both others say the same: in one thread, or not; of these we say the same of so many. */
  readonly pairs: { readonly agreed: number; readonly equal: number; readonly together: number };
  /** The same for the parents of mails. */
  readonly parents: { readonly agreed: number; readonly equal: number };
  readonly differences: readonly Difference[];
}

/**
 * Compares our forest with two others wherever these two agree. `name` gives the identity of a mail, so that mails with
 * one Message-ID are the same parent.
 */
export function compareThreads(
  ours: readonly Place[],
  one: readonly (Place | null)[],
  two: readonly (Place | null)[],
  name: (i: number) => string,
): Comparison {
  const differences: Difference[] = [];
  let [agreed, equal, together, parentsAgreed, parentsEqual] = [0, 0, 0, 0, 0];
  for (let a = 0; a < ours.length; a++) {
    const [x, y] = [one[a], two[a]];
    if (!x || !y) continue;
    for (let b = 0; b < a; b++) {
      const [v, w] = [one[b], two[b]];
      if (!v || !w) continue;
      const joined = x.thread === v.thread;
      if (joined !== (y.thread === w.thread)) continue;
      agreed++;
      if (joined) together++;
      if ((ours[a]!.thread === ours[b]!.thread) === joined) equal++;
      else differences.push({ what: joined ? 'apart' : 'together', a: b, b: a });
    }
    const [p, q, r] = [x.parent, y.parent, ours[a]!.parent].map((i) => (i === null ? null : name(i)));
    if (p !== q) continue;
    parentsAgreed++;
    if (p === r) parentsEqual++;
    else differences.push({ what: 'parent', a, ours: ours[a]!.parent, theirs: x.parent });
  }
  return {
    pairs: { agreed, equal, together },
    parents: { agreed: parentsAgreed, equal: parentsEqual },
    differences,
  };
}
