import { isOwnAddress, isTeamAddress } from '../conversation/role.js';
import type { Person } from '../message/parsed.js';
import type { Settings } from '../settings.js';
import type { LostMail, Matter } from './note.js';

/** One reader of the morning note, with what he is told. */
export interface Reader {
  readonly to: Person;
  readonly matters: readonly Matter[];
  readonly lost: readonly LostMail[];
}

/**
 * Who reads of a conversation in the morning: its agent, or the addresses of the config. Where no agent has it, or he
 * answers as the mailbox itself (where nobody would see a mail of Thrice), those of `team.unassigned`, as with stages that
 * go to the agent. Empty: nobody.
 */
export function readersOf(agent: Person | null, settings: Settings): readonly Person[] {
  const { morningNote, team } = settings;
  if (!morningNote) return [];
  const { to } = morningNote;
  if (to === 'agents' && agent && !isOwnAddress(agent.address, settings)) return [agent];
  const named = to === 'agents' ? team.unassigned : to;
  return [...new Set(named)]
    .filter((address) => !isOwnAddress(address, settings))
    .map((address) => ({ name: '', address }));
}

/**
 * Who reads of a mail that is perhaps lost: the people inside to whom it was written, where they read the note at all; of
 * one to somebody else those who read of what has no agent.
 */
function readersOfLost({ to }: LostMail, settings: Settings): readonly Person[] {
  const inside = to.filter((address) => isTeamAddress(address, settings));
  return inside.length === 0
    ? readersOf(null, settings)
    : inside.flatMap((address) => readersOf({ name: '', address }, settings));
}

/** Each reader with the conversations and mails he is told of, in the order of their addresses. */
export function byReader(
  matters: readonly Matter[],
  lost: readonly LostMail[],
  settings: Settings,
): Reader[] {
  const readers = new Map<string, { to: Person; matters: Matter[]; lost: Set<LostMail> }>();
  const reader = (to: Person) => {
    const known = readers.get(to.address) ?? { to, matters: [], lost: new Set<LostMail>() };
    readers.set(to.address, known);
    return known;
  };
  for (const matter of matters)
    for (const to of readersOf(matter.derived.agent, settings)) reader(to).matters.push(matter);
  for (const mail of lost) for (const to of readersOfLost(mail, settings)) reader(to).lost.add(mail);
  return [...readers.values()]
    .map((one) => ({ ...one, lost: [...one.lost] }))
    .sort((a, b) => (a.to.address < b.to.address ? -1 : 1));
}
