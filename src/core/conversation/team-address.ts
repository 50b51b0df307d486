import { domainOf, plusBase } from '../message/address.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import type { Settings } from '../settings.js';

/** The address without its plus detail is one of the mailbox's own. */
export function isOwnAddress(address: string, settings: Settings): boolean {
  return settings.ownAddresses.includes(plusBase(address).base);
}

/** The address belongs to a member of the team: by its domain, by name, or an own address. */
export function isTeamAddress(address: string, settings: Settings): boolean {
  return (
    settings.team.domains.includes(domainOf(address)) ||
    settings.team.agents.includes(address) ||
    isOwnAddress(address, settings)
  );
}

/** The visible recipients outside the team, each address once, in the mail's order. */
export function outsiders(message: Pick<Message, 'to' | 'cc'>, settings: Settings): Person[] {
  const seen = new Map<string, Person>();
  for (const person of [...(message.to ?? []), ...(message.cc ?? [])])
    if (!seen.has(person.address) && isOutside(person, settings)) seen.set(person.address, person);
  return [...seen.values()];
}

/** An address, and none of the team's. */
export function isOutside({ address }: Person, settings: Settings): boolean {
  return address.includes('@') && !isTeamAddress(address, settings);
}
