import { comingStage } from '../conversation/coming.js';
import type { DeadAddress } from '../conversation/state.js';
import type { FollowUpStep, Hold } from '../conversation/step.js';
import type { Person } from '../message/parsed.js';
import type { Line, LostMail, Matter, Note, TodayLine } from './note.js';

/** Nobody reads further; the commands list everything. */
const mostLines = 60;

/** The step of today that is told, whatever notice goes before it, and when it goes (ms UTC). */
function stepToday({ derived, goesAt }: Matter, until: number): { step: FollowUpStep; at: number } | null {
  const step = comingStage(derived);
  return step && goesAt !== null && goesAt < until ? { step, at: goesAt } : null;
}

/**
 * The morning note over these conversations and mails of one reader; null: there is nothing to say. What happened counts from
 * `since` on, what is due until `until`; both in ms since the epoch, UTC. Whatever their order, the note is the same.
 */
export function morningNote(
  matters: readonly Matter[],
  lost: readonly LostMail[],
  since: number,
  until: number,
): Note | null {
  const sorted = [...matters].sort(
    (a, b) => keyOf(a, until) - keyOf(b, until) || (a.derived.id < b.derived.id ? -1 : 1),
  );
  const numbered = numbering();
  const section = <T extends object>(of: (matter: Matter) => readonly T[]): (Line & T)[] =>
    sorted.flatMap((matter) => numbered.add(matter, of(matter)));
  const isNew = (at: number): boolean => at >= since;
  const note = {
    today: section((matter) => todayOf(matter, until)),
    closed: section(({ derived: { outcome, closedAt = 0 } }) =>
      outcome === 'no-reply' && isNew(closedAt) ? [{ at: closedAt }] : [],
    ),
    closedByTeam: section((matter) => closedBy(matter).filter(({ at }) => isNew(at))),
    reopened: section((matter) =>
      reopenedBy(matter)
        .filter(({ at }) => isNew(at))
        .slice(-1),
    ),
    bounced: section(({ derived }) => byAddress(derived.dead.filter(({ at }) => isNew(at)))),
    // Whoever floods a conversation gets one line for it (I7).
    thanks: section((matter) => thanksOf(matter, since)),
    uncertain: section(({ derived }) => (derived.uncertain.length > 0 ? [{}] : [])),
    lost: [...lost].sort((a, b) => a.at - b.at || (a.anchor < b.anchor ? -1 : 1)),
    held: section(heldOf),
  };
  const { listed, more } = numbered.counts();
  return listed === 0 && lost.length === 0 ? null : { ...note, more };
}

/** Numbers the lines one after the other, over all sections, and counts those that are too many. */
function numbering() {
  let listed = 0;
  let more = 0;
  return {
    add: <T extends object>(matter: Matter, facts: readonly T[]): (Line & T)[] => {
      const room = facts.slice(0, Math.max(0, mostLines - listed));
      more += facts.length - room.length;
      return room.map((one) => ({ number: ++listed, matter, ...one }));
    },
    counts: () => ({ listed, more }),
  };
}

/** Whoever has answered or closed it since knows. */
function reopenedBy({ derived: { status, reopened } }: Matter): { at: number; by: Person }[] {
  if (status !== 'awaiting-agent') return [];
  return reopened.map(({ at, message }) => ({ at, by: message.from }));
}

/** So many of the latest thanks in one line are told with their words. */
const mostWords = 3;

/** One line for all of them, or none. */
function thanksOf(
  { derived: { thanks } }: Matter,
  since: number,
): { at: number; by: Person; words: string[] }[] {
  const said = thanks.filter(({ undone, message }) => !undone && message.at >= since).slice(-mostWords);
  const latest = said.at(-1);
  if (!latest) return [];
  const words = said.map(({ message }) => message.newText ?? '');
  return [{ at: latest.message.at, by: latest.person, words }];
}

function heldOf({ derived, heldBy }: Matter): { hold: Hold }[] {
  const hold = derived.uncertain.length > 0 ? null : standing(heldBy);
  return hold ? [{ hold }] : [];
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
