import type { DeadAddress, Derived, FollowUpStep, Hold } from '../conversation/state.js';
import type { Person } from '../message/parsed.js';

/** A conversation as the morning note looks at it. */
export interface Matter {
  readonly derived: Derived;
  /** A Message-ID by which an answer to the note finds it. */
  readonly anchor: string;
  /** Why its next step does not go, where the plan holds it. */
  readonly heldBy: Hold | null;
  /** What goes next does not go before, whenever it is due: caps, and the time to answer the note; ms UTC. */
  readonly notBefore?: number;
}

/** One numbered line. `number` from 1, over all sections, so that an answer can name it. */
export interface Line {
  readonly number: number;
  readonly matter: Matter;
}

/** A mail that goes today. */
export interface TodayLine extends Line {
  readonly step: FollowUpStep;
  /** When it goes, ms UTC. */
  readonly at: number;
  /** R5: no mail of the customer ever reached the mailbox. */
  readonly blind: boolean;
}

/** What one reader is told in the morning. */
export interface Note {
  readonly today: readonly TodayLine[];
  /** Closed by the final notice: nobody answered. */
  readonly closed: readonly (Line & { readonly at: number })[];
  /** Closed by an agent. */
  readonly closedByTeam: readonly (Line & { readonly at: number; readonly by: string })[];
  readonly reopened: readonly (Line & { readonly at: number; readonly by: Person })[];
  readonly bounced: readonly (Line & { readonly dead: DeadAddress })[];
  readonly thanks: readonly (Line & { readonly at: number; readonly by: Person })[];
  readonly uncertain: readonly Line[];
  readonly held: readonly (Line & { readonly hold: Hold })[];
  /** Lines beyond the most that one note lists. */
  readonly more: number;
}

/** Nobody reads further; the commands list everything. */
const mostLines = 60;

/** The step of today that is told, whatever notice goes before it, and when it goes (ms UTC). */
function stepToday(
  { derived: { next }, notBefore = 0 }: Matter,
  until: number,
): { step: FollowUpStep; at: number } | null {
  const step = next?.action === 'notice' ? next.coming : next;
  if (!step) return null;
  const at = step.ordered ? step.at : Math.max(step.at, notBefore);
  return at < until ? { step, at } : null;
}

/**
 * The morning note over these conversations of one reader; null: there is nothing to say. What happened counts from `since`
 * on, what is due until `until`; both in ms since the epoch, UTC. Conversations in any order give the same note.
 */
export function morningNote(matters: readonly Matter[], since: number, until: number): Note | null {
  const sorted = [...matters].sort(
    (a, b) => keyOf(a, until) - keyOf(b, until) || (a.derived.id < b.derived.id ? -1 : 1),
  );
  let listed = 0;
  let more = 0;
  const section = <T extends object>(of: (matter: Matter) => readonly T[]): (Line & T)[] =>
    sorted.flatMap((matter) =>
      of(matter).flatMap((facts) => {
        if (listed >= mostLines) {
          more += 1;
          return [];
        }
        listed += 1;
        return [{ number: listed, matter, ...facts }];
      }),
    );
  const isNew = (at: number): boolean => at >= since;
  const note = {
    today: section((matter) => todayOf(matter, until)),
    closed: section(({ derived: { outcome, closedAt = 0 } }) =>
      outcome === 'no-reply' && isNew(closedAt) ? [{ at: closedAt }] : [],
    ),
    closedByTeam: section((matter) => closedBy(matter).filter(({ at }) => isNew(at))),
    reopened: section(({ derived }) =>
      // Whoever has answered or closed it since knows.
      derived.status !== 'awaiting-agent'
        ? []
        : derived.reopened
            .filter(({ at }) => isNew(at))
            .map(({ at, message }) => ({ at, by: message.from }))
            .slice(-1),
    ),
    bounced: section(({ derived }) => byAddress(derived.dead.filter(({ at }) => isNew(at)))),
    thanks: section(({ derived }) =>
      derived.thanks
        .filter(({ message, undone }) => isNew(message.at) && !undone)
        .map(({ message, person }) => ({ at: message.at, by: person }))
        // Whoever floods a conversation gets one line for it (I7).
        .slice(-1),
    ),
    uncertain: section(({ derived }) => (derived.uncertain.length > 0 ? [{}] : [])),
    held: section(({ derived, heldBy }) => {
      const hold = derived.uncertain.length > 0 ? null : standing(heldBy);
      return hold ? [{ hold }] : [];
    }),
  };
  return listed === 0 ? null : { ...note, more };
}

/** What was last told of each address. */
function byAddress(dead: readonly DeadAddress[]): { readonly dead: DeadAddress }[] {
  return [...new Map(dead.map((one) => [one.address, { dead: one }])).values()];
}

function todayOf(matter: Matter, until: number): Omit<TodayLine, keyof Line>[] {
  const today = stepToday(matter, until);
  if (!today || standing(matter.heldBy)) return [];
  return [{ ...today, blind: matter.derived.silence?.blind ?? false }];
}

/** The holds that last until a person does something; a cap or a retry lets go by itself. */
function standing(hold: Hold | null): Hold | null {
  switch (hold) {
    case 'uncertain':
    case 'quarantined':
    case 'surprise':
    case 'draft-waiting':
    case 'agent-not-told':
    case 'paused':
      return hold;
    default:
      return null;
  }
}

/** Only a person's own word: what thanks or a goodbye closed is told elsewhere, or was meant. */
function closedBy({ derived: { outcome, closedAt, effects } }: Matter): { at: number; by: string }[] {
  const order = effects.findLast(
    ({ action, verdict, undone }) => action === 'close' && verdict === 'done' && !undone,
  );
  return outcome === 'resolved' && order && order.at === closedAt ? [{ at: order.at, by: order.by }] : [];
}

/** In the order in which the mails go, what is due today first. */
function keyOf(matter: Matter, until: number): number {
  return stepToday(matter, until)?.at ?? Number.MAX_SAFE_INTEGER;
}

/** Every line in the order of its number. */
export function linesOf(note: Note): Line[] {
  const { today, closed, closedByTeam, reopened, bounced, thanks, uncertain, held } = note;
  return [...today, ...closed, ...closedByTeam, ...reopened, ...bounced, ...thanks, ...uncertain, ...held];
}
