import { compare } from '../message/fact.js';
import type { Settings } from '../settings.js';
import { byPlace, type Note } from './note.js';

/** What the notes that belong to no single conversation say together. */
export interface World {
  /** Older agent mails are never acted upon (R10); ms since the epoch, UTC. */
  readonly startFrom: number;
  /** The latest moment at which open clocks began anew: first run, leaving observe mode (R10); ms, UTC. */
  readonly restartedAt: number;
  readonly paused: boolean;
  /** Steps that were due by then need no foresight (R10); ms, UTC; 0: never released. */
  readonly releasedAt: number;
  /** Address to its suppression (R12). */
  readonly suppressed: ReadonlyMap<string, Suppression>;
  /** When it was last said of an address that it is, or is no longer, suppressed; ms, UTC. */
  readonly settledAt: ReadonlyMap<string, number>;
  /** When a person last lifted the suppression of an address; ms, UTC. */
  readonly liftedAt: ReadonlyMap<string, number>;
  /** The mode that the notes saw last; null when they saw none. */
  readonly lastMode: string | null;
  /** When the latest mail came whose header the server does not give (I8), ms UTC; null: there is none. */
  readonly unreadableAt: number | null;
  /** The first run's note is there. */
  readonly known: boolean;
  /** Ids of our mails in whose sending a process of this machine died: nobody is at them any more (R9). */
  readonly brokenOff: ReadonlySet<string>;
}

export interface Suppression {
  readonly address: string;
  readonly why: string;
  readonly permanent: boolean;
  readonly at: number;
}

/** Note types that belong to no conversation. */
export function isGlobal(note: Note): boolean {
  return !('anchor' in note);
}

/**
 * `firstSeen`: when this machine first read the mailbox (ms, UTC), which stands in for the first-run note while observe
 * mode writes none. Unsigned notes may only make quieter (I7): they pause and suppress, and never release or resume.
 */
export function worldOf(
  notes: readonly Note[],
  settings: Settings,
  firstSeen: number,
  unreadableAt: number | null = null,
  brokenOff: ReadonlySet<string> = new Set(),
): World {
  // The last word of a person counts (R10, I7).
  const sorted = [...notes].sort((a, b) => byPlace(a, b) || a.at - b.at || compare(a.noteId, b.noteId));
  const firstRuns = sorted.filter((n) => n.type === 'first-run' && n.signed).map((n) => n.at);
  // The note alone counts where there is one: a clock that is behind at a later start moves nothing (R10, I3).
  const firstRun = firstRuns.length > 0 ? Math.min(...firstRuns) : firstSeen;
  const suppressed = new Map<string, Suppression>();
  const settledAt = new Map<string, number>();
  const liftedAt = new Map<string, number>();
  let [restartedAt, releasedAt, paused] = [firstRun, 0, false];
  let lastMode: string | null = null;
  for (const note of sorted) {
    const { at, signed } = note;
    if (note.type === 'mode') {
      if (note.from === 'observe') restartedAt = Math.max(restartedAt, at);
      if (signed) lastMode = note.to;
    } else if (note.type === 'pause') paused = true;
    else if (note.type === 'resume') paused = signed ? false : paused;
    else if (note.type === 'release') releasedAt = signed ? at : releasedAt;
    else if (note.type === 'suppress') {
      // What is for good stays so, whatever a later note of a bounce (or of nobody) says.
      const permanent = note.permanent || (suppressed.get(note.address)?.permanent ?? false);
      const since = note.since ?? at;
      suppressed.set(note.address, { address: note.address, why: note.why, permanent, at: since });
      settledAt.set(note.address, since);
    } else if (note.type === 'unsuppress' && signed) {
      // I7: only a signed word may say that it is allowed again.
      suppressed.delete(note.address);
      settledAt.set(note.address, note.since ?? at);
      if (note.since === undefined) liftedAt.set(note.address, at);
    }
  }
  const startFrom = settings.startFrom ?? firstRun;
  const known = firstRuns.length > 0;
  return {
    startFrom,
    restartedAt,
    paused,
    releasedAt,
    suppressed,
    settledAt,
    liftedAt,
    lastMode,
    unreadableAt,
    known,
    brokenOff,
  };
}
