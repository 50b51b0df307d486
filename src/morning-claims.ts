import { createHash } from 'node:crypto';
import { comingStage } from './core/conversation/coming.js';
import { byPlace, type Note } from './core/conversation/note.js';
import type { Derived } from './core/conversation/state.js';
import { type FollowUpStep, type Step, stepKey } from './core/conversation/step.js';
import { type Morning, morningAt, morningsBefore } from './core/morning/moment.js';
import { readersOf } from './core/morning/readers.js';
import type { Entry } from './ledger.js';
import type { Runtime } from './runtime.js';

/**
 * The claims of the morning notes: that each goes once, up to when the last one told of things, and which steps it holds.
 */

type Books = Pick<Runtime, 'config' | 'store'>;

type Claim = Extract<Note, { type: 'claim' }>;

/** After the morning note its reader gets the time to say something, before the first of its mails go; ms. */
const timeToAnswer = 30 * 60 * 1000;

/** What the morning note of a reader and a day (local, YYYY-MM-DD) is about: no mail bears such an id. */
export function morningAnchor(address: string, day: string): string {
  const name = createHash('sha256').update(`thrice morning\n${address}`).digest('hex').slice(0, 16);
  return `${day}.${name}${anchorDomain}`;
}

const anchorDomain = '@morning.thrice.invalid';

/** The local day (YYYY-MM-DD) of a morning note that is known not to have left; null: the note says nothing of the kind. */
export function unsentMorning(note: Note): string | null {
  return isUnsent(note) && note.anchor.endsWith(anchorDomain) ? dayOf(note.anchor) : null;
}

/** The local day (YYYY-MM-DD) of the morning note that is about this anchor. */
export function dayOf(anchor: string): string {
  return anchor.slice(0, 'YYYY-MM-DD'.length);
}

/** I7: only a signed word says so. */
function isUnsent(note: Note): note is Extract<Note, { type: 'result' | 'settle' }> {
  return (note.type === 'result' || note.type === 'settle') && note.signed && note.result === 'not-sent';
}

/** The claims of a morning note that may have gone, the first first: whatever is not known to have come to nothing. */
export function claimsOf(anchor: string, { store }: Books): Claim[] {
  const notes = store.threads.withId(anchor).flatMap((key) => store.threads.get(key)?.notes ?? []);
  const failed = new Set(notes.flatMap((note) => (isUnsent(note) ? [note.id] : [])));
  return notes
    .filter(
      (note): note is Claim =>
        note.type === 'claim' && note.purpose === 'morning' && note.anchor === anchor && !failed.has(note.id),
    )
    .sort(byPlace);
}

/**
 * When the note before this one went to the reader, ms UTC: late, it told of what came after its time as well. Without one,
 * the time of the working day before.
 */
export function lastNote(address: string, morning: Morning, books: Books): number {
  const { morningNote: wanted, calendar } = books.config.settings;
  const before = wanted ? morningsBefore(morning, wanted, calendar) : [];
  for (const { day } of before) {
    const [first] = claimsOf(morningAnchor(address, day), books);
    if (first) return first.at;
  }
  return before[0]?.at ?? morning.at;
}

/**
 * Until when the morning note, sent a moment ago, holds these steps, ms UTC by `stepKey`: its reader was promised that an
 * answer counts. What he ordered himself, and notices, do not wait. Where nobody reads it, nothing does.
 */
export function announcedUntil(
  entries: readonly Pick<Entry, 'derived'>[],
  books: Books,
  now: number,
): Map<string, number> {
  const { morningNote, calendar } = books.config.settings;
  const morning = morningNote && morningAt(morningNote, calendar, now);
  const held = new Map<string, number>();
  for (const { derived } of morning ? entries : []) {
    const step = announceable(derived, morning!, books);
    const told = step ? claimsThatTell(step, derived, morning!, books) : [];
    if (step && told.length > 0)
      held.set(stepKey(step), Math.max(...told.map(({ at }) => at)) + timeToAnswer);
  }
  return held;
}

/** Until when a note that goes at `now` (ms UTC) holds what it tells of, as `announcedUntil`. */
export function announcedAt(
  entries: readonly Pick<Entry, 'derived'>[],
  morning: Morning,
  books: Books,
  now: number,
): Map<string, number> {
  const steps = entries.flatMap(({ derived }) => announceable(derived, morning, books) ?? []);
  return new Map(steps.map((step) => [stepKey(step), now + timeToAnswer]));
}

/** The next stage, where this morning's note can ask its readers first whether it shall go. */
function announceable(derived: Derived, morning: Morning, books: Books): FollowUpStep | null {
  const { settings } = books.config;
  const step = comingStage(derived);
  if (!step || step.ordered || readersOf(derived.agent, settings).length === 0) return null;
  return step.at < morning.at && wasTold(step, derived, morning, books) ? null : step;
}

/**
 * A note told of a late step since the day on which it was due: its readers had their time, and a machine that is woken
 * once a morning must not hold it for ever.
 */
function wasTold(step: FollowUpStep, derived: Derived, morning: Morning, books: Books): boolean {
  const { morningNote, calendar } = books.config.settings;
  return (
    morningNote !== null &&
    morningsBefore(morning, morningNote, calendar).some(
      (before) => step.at < before.until && claimsThatTell(step, derived, before, books).length > 0,
    )
  );
}

/** The claims of a morning's notes that list the step. */
function claimsThatTell(step: Step, { agent }: Derived, { day }: Morning, books: Books): Claim[] {
  return readersOf(agent, books.config.settings)
    .flatMap(({ address }) => claimsOf(morningAnchor(address, day), books))
    .filter(({ items = [] }) =>
      items.some(({ anchor, stage }) => anchor === step.anchor && stage === step.stage),
    );
}
