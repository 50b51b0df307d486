import { isOwnAddress } from '../conversation/role.js';
import type { Person } from '../message/parsed.js';
import type { Settings } from '../settings.js';
import type { Matter } from './morning.js';

/** One reader of the morning note, with what he is told. */
export interface Reader {
  readonly to: Person;
  readonly matters: readonly Matter[];
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

/** Each reader with the conversations he is told of, in the order of their addresses. */
export function byReader(matters: readonly Matter[], settings: Settings): Reader[] {
  const readers = new Map<string, { to: Person; matters: Matter[] }>();
  for (const matter of matters)
    for (const to of readersOf(matter.derived.agent, settings)) {
      const known = readers.get(to.address);
      if (known) known.matters.push(matter);
      else readers.set(to.address, { to, matters: [matter] });
    }
  return [...readers.values()].sort((a, b) => (a.to.address < b.to.address ? -1 : 1));
}
