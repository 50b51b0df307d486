/** The places of a list from which some were taken out, each passed over in one step. */
export interface LivePlaces {
  readonly remove: (place: number) => void;
  /** The place itself if it is still there, else the next one that is; the length of the list: none. */
  readonly from: (place: number) => number;
  /** The next place behind one; the length of the list: none. */
  readonly after: (place: number) => number;
  /** The last place before one that is still there; -1: none. */
  readonly before: (place: number) => number;
}

/** All places of a list of this length. */
export function livePlaces(length: number): LivePlaces {
  const next = Array.from({ length }, (_, place) => place + 1);
  const last = Array.from({ length }, (_, place) => place - 1);
  const gone = new Set<number>();
  const from = (place: number): number => {
    let at = place;
    while (gone.has(at)) at = next[at]!;
    return at;
  };
  return {
    from,
    after: (place) => from(next[place]!),
    before: (place) => last[place]!,
    remove: (place) => {
      const [a, b] = [last[place]!, next[place]!];
      if (a >= 0) next[a] = b;
      if (b < length) last[b] = a;
      gone.add(place);
    },
  };
}
