import type { Person } from '../message/parsed.js';
import type { Policy, Settings } from '../settings.js';
import { isOwnAddress } from './role.js';

/**
 * Who is meant by `to: agent` or `to: supervisors`. Where no agent has the conversation, or he answers as the mailbox
 * itself (where nobody would see a mail of Thrice), those of `team.unassigned`. Empty: nobody.
 */
export function peopleInside(
  to: 'agent' | 'supervisors',
  agent: Person | null,
  policy: Policy,
  settings: Settings,
): readonly Person[] {
  const named = (addresses: readonly string[]): Person[] =>
    addresses.filter((address) => !isOwnAddress(address, settings)).map((address) => ({ name: '', address }));
  if (to === 'supervisors') return named(policy.supervisors);
  return agent && !isOwnAddress(agent.address, settings) ? [agent] : named(settings.team.unassigned);
}
