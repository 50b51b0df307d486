import { courtesiesDue } from './courtesy.js';
import type { Reason } from './reason.js';
import { teamDue } from './team-clock.js';
import type { View } from './view.js';

/** Since when the team owes an answer, and what the team clock does about it. */
export function explainDebt(view: View): Reason[] {
  const { fold, policy } = view;
  const [debt] = fold.owed;
  if (!debt) return [];
  const why: Reason[] = [{ kind: debt.id === null ? 'reopened-by-person' : 'customer-waits', at: debt.at }];
  const [step] = teamDue(view);
  if (step)
    why.push({
      kind: step.purpose === 'reminder' ? 'reminder-due' : 'escalation-due',
      ...{ stage: step.stage, stages: policy.team.length, policy: policy.name },
      ...{ addresses: step.to.map(({ address }) => address), at: step.at },
    });
  else if (fold.never) why.push({ kind: 'said-never' });
  const holding = courtesiesDue(view).find(({ purpose }) => purpose === 'holding-reply');
  if (holding) why.push({ kind: 'holding-reply-due', at: holding.at });
  return why;
}
