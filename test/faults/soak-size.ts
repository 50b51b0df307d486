export interface SoakOptions {
  readonly seed: number;
  readonly conversations: number;
  /** Days (of the daemon's time) over which they begin. */
  readonly days: number;
  /** Days after that, for the late answers and what follows from them. */
  readonly tail: number;
  /** Days for which it then goes on with the conversations that there are, one of which goes on each day. */
  readonly calm: number;
  /** Days for which nothing comes any more and it goes on reading. */
  readonly still: number;
  /** Minutes by which the clock goes on in working time; a third of it after the growth, four times as much at night. */
  readonly step: number;
  /** So many looks at the process in each phase; each collects its garbage. */
  readonly looks: number;
  /** Tells how it goes. */
  readonly say: (line: string) => void;
}

/** The sizes of a soak: the quick one, so many conversations (a number as text), or all 20,000. */
export function soakSize(quick: boolean, wanted: string | undefined): Omit<SoakOptions, 'seed' | 'say'> {
  if (quick) return { conversations: 200, days: 5, tail: 14, calm: 5, still: 2, step: 30, looks: 5 };
  const conversations = Number(wanted) || 20_000;
  // About 150 on a working day, and never so few days that the weeks do not show.
  return {
    conversations,
    days: Math.max(28, Math.round(conversations / 110)),
    tail: 50,
    calm: 45,
    still: 21,
    step: 30,
    looks: 20,
  };
}
