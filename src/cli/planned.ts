import { foretold } from '../core/conversation/goings.js';
import type { Planned } from '../core/conversation/plan.js';
import { type Step, stepKey } from '../core/conversation/step.js';
import { planFor } from '../due.js';
import type { Entry } from '../ledger.js';
import type { Books } from './books.js';

/** What the plan needs of an entry; its mails are let go. */
export type Due = Pick<Entry, 'key' | 'derived'>;

/** What a conversation has to do at all. */
export function hasSteps({ derived }: Due): boolean {
  return derived.next !== undefined || derived.notices.length > 0;
}

/**
 * The plan as the daemon makes it, over everything that has steps; what a cap will hold when its time comes is told so
 * already. Only what failed lately and waits for another try is not known here (the daemon keeps that in memory and says so
 * in its warnings).
 */
export function planOf(due: readonly Due[], books: Books): Planned[] {
  const { config, store, now } = books;
  const { sendings } = store.state.get();
  return foretold(planFor(due, books, new Map(), now), { settings: config.settings, sendings, now });
}

/** Finds a step of a conversation in the plan: with the time at which it goes and what holds it. */
export function finder(planned: readonly Planned[]): (id: string, step: Step) => Planned | undefined {
  const byKey = new Map(planned.map((one) => [`${one.id} ${stepKey(one.step)}`, one]));
  return (id, step) => byKey.get(`${id} ${stepKey(step)}`);
}
