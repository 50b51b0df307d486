import { morningInput } from '../../src/cli/sample-lists.js';
import type { Sample } from '../../src/cli/sample-words.js';
import { buildMorningView, type EventInput } from '../../src/templates/morning-view.js';
import type { Variant } from './variants.js';

const lost = ['morning-note', 'answer', 'to-customer', 'to-team'] as const;
const holds = ['quarantined', 'surprise', 'draft-waiting', 'agent-not-told', 'paused'] as const;

/** The morning note with one mail, with none, with all that can hold one, and with nothing but mails that are perhaps lost. */
export function morningVariants(sample: Sample): Variant[] {
  const input = morningInput(sample);
  const { sections, today } = input;
  const empty = Object.fromEntries(Object.keys(sections).map((name) => [name, []])) as unknown as {
    [name in keyof typeof sections]: [];
  };
  const note = (name: string, change: Partial<typeof input>): Variant => ({
    name: `morning-${name}`,
    template: 'morning',
    view: buildMorningView({ ...input, lost: [], more: 0, ...change }),
  });
  const event = sections.closed[0]!;
  const held = holds.map((hold, i): EventInput => ({ ...event, number: i + 5, hold }));
  return [
    note('one', { today: today.slice(0, 1), sections: empty }),
    note('quiet', { today: [], sections: { ...empty, closed: [{ ...event, number: 1 }] } }),
    note('held', {
      today: today.slice(0, 2).map((line) => ({ ...line, inside: true, subject: '' })),
      sections: {
        ...{ ...empty, held },
        uncertain: [{ ...event, number: 4 }],
        // Somebody else answered, and the customer has no name.
        reopened: [{ ...event, number: 3, by: 'Ewa Lis', customer: 'tom@weber.example' }],
      },
    }),
    note('lost', {
      ...{ today: [], sections: empty },
      lost: [...input.lost, ...lost.map((what) => ({ ...input.lost[0]!, what, subject: '' }))],
    }),
  ];
}
