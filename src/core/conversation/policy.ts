import { addDuration } from '../calendar/duration.js';
import { nextWorkingMoment } from '../calendar/working-time.js';
import { domainOf } from '../message/address.js';
import type { Person } from '../message/parsed.js';
import type { Policy, Settings } from '../settings.js';
import type { OpenSilence } from './fold-state.js';
import type { World } from './world.js';

/** What a policy may look at. */
export interface Matter {
  readonly customers: readonly Person[];
  readonly agents: readonly string[];
  readonly subject: string;
  /** The policy that an agent chose by an address; it beats every `match`. Absent: none. */
  readonly chosen?: string;
}

/** The chosen policy, else the first whose every given condition holds; one of them matches everything (config). */
export function policyFor(matter: Matter, settings: Settings): Policy {
  const chosen = settings.policies.find(({ name }) => name === matter.chosen);
  if (chosen) return chosen;
  const found = settings.policies.find(({ match }) => {
    const customers = matter.customers.map((person) => person.address);
    const subject = matter.subject.toLowerCase();
    return (
      any(match.customer, (wanted) => customers.includes(wanted)) &&
      any(match.customerDomain, (wanted) => customers.some((address) => domainOf(address) === wanted)) &&
      any(match.agent, (wanted) => matter.agents.includes(wanted)) &&
      any(match.subject, (wanted) => subject.includes(wanted.toLowerCase()))
    );
  });
  return found ?? settings.policies.at(-1)!;
}

function any(wanted: readonly string[], holds: (value: string) => boolean): boolean {
  return wanted.length === 0 || wanted.some(holds);
}

/**
 * When `stage` (from 1) of a silence is due, ms UTC, in working time. It counts from the stage before or the agent's
 * latest mail, whichever is later, and never from before the clocks last began anew (R10). A moment that an address of
 * the agent's mail names takes the place of the policy's distance, unless the clocks began anew after it.
 */
export function dueAt(
  silence: OpenSilence,
  stage: number,
  policy: Policy,
  settings: Settings,
  world: World,
): number {
  let at = Math.max(silence.clock, world.restartedAt);
  for (let s = silence.used + 1; s <= stage; s++) {
    const followUp = policy.followUps[s - 1];
    const named = silence.firstDue?.stage === s ? silence.firstDue.at : 0;
    if (named > world.restartedAt) at = Math.max(at, named);
    else if (followUp) at = addDuration(settings.calendar, at, followUp.after);
  }
  return nextWorkingMoment(settings.calendar, at);
}
