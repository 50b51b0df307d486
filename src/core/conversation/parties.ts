import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { Settings } from '../settings.js';
import { isAnnouncement, outsiders, type Role, rolesOf } from './role.js';

/** Who takes part in a conversation. */
export interface Parties {
  /** Whose word each mail is, by its key. */
  readonly roles: ReadonlyMap<string, Role>;
  /**
   * Everybody outside the team who wrote as a person, or to whom an agent wrote, each address once, in order of
   * appearance. Empty: machines and the team among themselves, nothing that people would call a conversation.
   */
  readonly customers: readonly Person[];
  /** Addresses of verified agents who wrote. */
  readonly agents: readonly string[];
  /** Nobody can tell whose one of the mails is (R8). */
  readonly quarantined: boolean;
}

/** The parties as the mails of the conversation show them. */
export function partiesOf(messages: readonly Message[], settings: Settings): Parties {
  const roles = rolesOf(messages, settings);
  const all = [...roles.values()];
  return {
    roles,
    customers: customersOf(messages, roles, settings),
    agents: all.flatMap((role) => (role.role === 'agent' ? [role.person.address] : [])),
    quarantined: all.some(({ role }) => role === 'unknown'),
  };
}

function customersOf(
  messages: readonly Message[],
  roles: ReadonlyMap<string, Role>,
  settings: Settings,
): readonly Person[] {
  const found = new Map<string, Person>();
  const add = (person: Person): void => {
    const known = found.get(person.address);
    if (!known || (known.name === '' && person.name !== '')) found.set(person.address, person);
  };
  for (const message of messages) {
    const role = roles.get(message.key)!;
    if (role.role === 'customer' && message.kind === 'human') add(role.person);
    if (role.role === 'agent' && !isAnnouncement(message, settings))
      outsiders(message, settings).forEach(add);
  }
  return [...found.values()];
}
