import { z } from 'zod';
import { address, domain, duration, flag, line, oneOf, slug, text, whole } from './leaf.js';

function oneOrMore<T extends z.ZodType<string, string>>(one: T, title: string) {
  return z
    .union(
      [one, z.array(one).min(1, { error: 'is an empty list. To match everything, leave the key out.' })],
      {
        error: 'must be text or a list of texts.',
      },
    )
    .optional()
    .meta({ title: `${title}, or a list` });
}

const match = z
  .strictObject({
    customer: oneOrMore(address, 'address').meta({
      description: 'The conversation is with one of these customers.',
      fallback: 'everybody',
      examples: ['anna@example.org'],
    }),
    customer_domain: oneOrMore(domain, 'domain').meta({
      description: 'A customer has an address in one of these domains.',
      fallback: 'every domain',
      examples: ['example.org'],
    }),
    agent: oneOrMore(address, 'address').meta({
      description: 'One of these agents wrote the mail that waits for an answer.',
      fallback: 'every agent',
      examples: ['piotr@example.com'],
    }),
    subject: oneOrMore(line, 'text').meta({
      description: 'The subject contains one of these texts, in large or small letters.',
      fallback: 'every subject',
      examples: ['[billing]'],
    }),
  })
  .prefault({})
  .meta({
    title: 'mapping',
    description: 'Which conversations the policy is for. All keys given must match; of a list, one entry.',
  });

const followUp = z.strictObject({
  after: duration.meta({
    title: 'duration',
    description:
      "Counts from the agent's mail, then from the follow-up before; then moved into working time.",
    examples: ['2d', '2wd', '4h'],
  }),
  template: slug.meta({
    title: 'template name',
    description: 'The template, by name: an own one of `templates`, else the shipped one.',
    examples: ['follow-up-1'],
  }),
  to: oneOf(['customer', 'agent', 'supervisors'])
    .default('customer')
    .meta({
      description:
        "Whom it goes to. agent and supervisors get a mail about the silent customer, to phone say; it uses the stage up and counts for no limit of customers' mails.",
      examples: ['customer'],
    }),
});

/** Ten stages are far beyond what anybody wants to get. */
const followUps = z
  .array(followUp)
  .min(1, { error: 'is empty. Name at least one follow-up, or set `mode: observe` to send nothing.' })
  .max(10, { error: 'has more than 10 entries: nobody should get that many.' });

const teamStep = z.strictObject({
  after: duration.meta({
    title: 'duration',
    description:
      "Counts from the customer's mail, then from the step before. Hours, minutes and seconds are working time.",
    examples: ['4h', '1wd'],
  }),
  to: oneOf(['agent', 'supervisors']).meta({
    description:
      'agent: a reminder to the agent of the conversation, or to `team.unassigned` where it has none. supervisors: those of this policy.',
    examples: ['agent'],
  }),
});

const offWords = '{} is not allowed here. Write off, or a mapping as in { after: 4h }.';

const holdingReply = z
  .union(
    [
      z.literal('off', { error: offWords }),
      z.strictObject({
        after: duration.meta({
          title: 'duration',
          description: "Counts from the customer's mail. Hours, minutes and seconds are working time.",
          examples: ['1wd'],
        }),
        template: slug.default('holding-reply').meta({
          title: 'template name',
          description: 'The template, by name.',
          examples: ['holding-reply'],
        }),
      }),
    ],
    { error: offWords },
  )
  .default('off')
  .meta({
    title: 'off, or a mapping',
    description:
      'One mail that says "we are still on it" to a customer who waits so long, once for each matter he waits for, and only where an agent wrote to him before.',
    examples: ['off'],
  });

export const defaultFollowUps = [
  { after: '2d', template: 'follow-up-1' },
  { after: '2d', template: 'follow-up-2' },
  { after: '2d', template: 'final-notice' },
];

export const policy = z.strictObject({
  name: slug.meta({
    title: 'name',
    description: 'For people: `show` and the log say it.',
    examples: ['default'],
  }),
  match,
  follow_ups: followUps.prefault(defaultFollowUps).meta({
    title: 'list of mappings',
    description: 'The mails of one silence, in order. The last one closes the conversation.',
  }),
  close: flag.default(true).meta({
    description: 'false: the last follow-up does not close the conversation.',
    examples: [true],
  }),
  max_per_conversation: whole(1, 1_000)
    .default(6)
    .meta({
      description: 'Never more follow-ups than this in one conversation, over all its silences.',
      examples: [6],
    }),
  team: z
    .array(teamStep)
    .max(10, { error: 'has more than 10 entries: nobody should get that many.' })
    .default([])
    .meta({
      title: 'list of mappings',
      description:
        'The other clock: what happens while the team owes the customer an answer. An answer ends it, and so do `wait` and `close`. Empty: nothing.',
    }),
  supervisors: z
    .array(address)
    .default([])
    .meta({
      title: 'list of addresses',
      description: 'Who gets what goes `to: supervisors` in this policy.',
      examples: ['lead@example.com'],
    }),
  holding_reply: holdingReply,
  closing_mail: text('{} is no template name. Write off, or closing.', isTemplate)
    .default('off')
    .meta({
      title: 'template name, or off',
      description:
        'A short confirmation to the customer when an agent closes the conversation (`close`); the shipped template is `closing`.',
      examples: ['closing'],
    }),
});

function isTemplate(value: string): boolean {
  return value === 'off' || slug.safeParse(value).success;
}
