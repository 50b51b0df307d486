import { z } from 'zod';
import { address, addressesOr, parseTime, teamDomain, text } from './leaf.js';

export const team = z
  .strictObject({
    domains: z
      .array(teamDomain)
      .optional()
      .meta({
        title: 'list of domains',
        description: 'Everybody with an address in these domains is an agent.',
        fallback: "the domain of mailbox.address, unless it is a public mail provider's",
        examples: ['example.com'],
      }),
    agents: z
      .array(address)
      .default([])
      .meta({
        title: 'list of addresses',
        description: 'Agents outside those domains.',
        examples: ['freelancer@example.net'],
      }),
    admins: z
      .array(address)
      .optional()
      .meta({
        title: 'list of addresses',
        description: 'Who gets warnings about Thrice itself.',
        fallback: 'mailbox.address',
        examples: ['admin@example.com'],
      }),
    unassigned: addressesOr(['off'])
      .default('off')
      .meta({
        title: 'address or list of addresses, or off',
        description:
          'Who is reminded of a conversation that no agent has yet, or that agents answer as the mailbox itself (`policies[].team`).',
        examples: ['desk@example.com'],
      }),
    verified_by: z
      .array(
        text(
          '{} is no host name. Write the host that stands first in Authentication-Results, microsoft-365, received:HOST or everyone.',
          isVerifier,
        ).meta({ title: 'way' }),
      )
      .default([])
      .meta({
        title: 'list of ways',
        description:
          "What proves that an agent's mail is his. HOST: an Authentication-Results header of this host counts. received:HOST: so does an authenticated Received header of it. microsoft-365: its own marks. everyone: no proof is asked for; only for a mailbox that outsiders cannot reach. `thrice check` proposes the right one; docs/providers.md lists them. Mail in the Sent folder needs none.",
        examples: ['mx.example.com'],
      }),
  })
  .prefault({})
  .meta({
    title: 'mapping',
    description: 'Who the agents are, and how their mail is told from forged mail.',
  });

const noteMapping = z.strictObject({
  to: addressesOr(['agents', 'off'])
    .default('agents')
    .meta({
      title: 'agents, address or list of addresses, or off',
      description:
        'agents: each agent, about his own conversations. Addresses: each of them, about all conversations.',
      examples: ['agents'],
    }),
  at: text(
    '{} is no time of day. Write start, or a time as in "08:30".',
    (value) => value === 'start' || parseTime(value) !== null,
  )
    .default('start')
    .meta({
      title: 'time of day, or start',
      description:
        'When, local time. start: the start of working hours; with `calendar: always` there is none, and no note without a time.',
      examples: ['08:30'],
    }),
});

export const morningNote = z
  .union([z.literal('off'), noteMapping], {
    error: '{} is not allowed here. Write off, or a mapping as in { at: "08:30" }.',
  })
  .prefault({})
  .meta({
    title: 'mapping, or off',
    description:
      'The mail of the morning, on working days: what will be sent today, and what happened since the day before. Nothing to say means no mail.',
  });

/** Any authserv-id of RFC 8601 2.5, or one of the named ways. */
function isVerifier(value: string): boolean {
  return /^(received:)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value);
}
