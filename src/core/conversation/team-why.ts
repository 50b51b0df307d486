import { courtesiesDue } from './courtesy.js';
import { teamDue } from './team-clock.js';
import type { View } from './view.js';

/** Since when the team owes an answer, and what the team clock does about it, in sentences for people. */
export function explainDebt(view: View, moment: (t: number) => string): string[] {
  const { fold, policy } = view;
  const [debt] = fold.owed;
  if (!debt) return [];
  const why = [
    debt.id === null
      ? `A person reopened it ${moment(debt.at)}: it is the team's turn.`
      : `The customer wrote ${moment(debt.at)} and the team has not answered yet.`,
  ];
  const [step] = teamDue(view);
  if (step) {
    const who = step.to.map(({ address }) => address).join(', ');
    const what = step.purpose === 'reminder' ? 'Reminder' : 'Escalation';
    why.push(
      `${what} ${step.stage} of ${policy.team.length} (policy ${policy.name}) goes to ${who} ${moment(step.at)} unless the team answers.`,
    );
  } else if (fold.never) why.push('An agent said never: nothing is sent.');
  const holding = courtesiesDue(view).find(({ purpose }) => purpose === 'holding-reply');
  if (holding) why.push(`The customer is told ${moment(holding.at)} that the team is still on it.`);
  return why;
}
