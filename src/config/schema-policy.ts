import { z } from 'zod';
import { address, domain, duration, flag, line, slug, whole } from './leaf.js';

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
});

/** Ten stages are far beyond what anybody wants to get. */
const followUps = z
  .array(followUp)
  .min(1, { error: 'is empty. Name at least one follow-up, or set `mode: observe` to send nothing.' })
  .max(10, { error: 'has more than 10 entries: nobody should get that many.' });

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
});
