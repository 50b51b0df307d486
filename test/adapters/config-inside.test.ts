import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import type { MorningNote } from '../../src/core/settings.js';

const minimal = `mailbox:
  address: support@example.com
  aliases: [help@example.com]
  password: pw-secret
  imap: imap.example.com
  smtp: smtp.example.com
`;
const zone = 'calendar: { timezone: Europe/Warsaw }\n';
const options = { now: Date.UTC(2026, 10, 21), machineZone: 'UTC' };

async function parsed(source: string) {
  return parseConfig(source, '/n/thrice.yaml', {}, options);
}

async function settingsOf(source: string) {
  const result = await parsed(source);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.config.settings;
}

const policy = (lines: string): string => `${minimal}${zone}policies:\n  - name: p\n${lines}`;

describe('what a policy tells the people inside', () => {
  test('team steps, supervisors, the holding reply and the closing mail', async () => {
    const settings = await settingsOf(
      policy(`    team: [{ after: 4h, to: agent }, { after: 1wd, to: supervisors }]
    supervisors: [Lead@example.com, lead@example.com]
    holding_reply: { after: 30m }
    closing_mail: closing
    follow_ups: [{ after: 2d, template: a }, { after: 2d, template: b, to: agent }]
`),
    );
    expect(settings.policies[0]).toMatchObject({
      team: [
        { after: { amount: 4, unit: 'h' }, to: 'agent' },
        { after: { amount: 1, unit: 'wd' }, to: 'supervisors' },
      ],
      supervisors: ['lead@example.com'],
      holdingReply: { after: { amount: 30, unit: 'm' }, template: 'holding-reply' },
      closingMail: 'closing',
    });
    expect(settings.policies[0]?.followUps.map(({ to }) => to)).toEqual(['customer', 'agent']);
  });

  test.each([
    ['off', []],
    ['desk@example.com', ['desk@example.com']],
    ['[desk@example.com, tom@example.com]', ['desk@example.com', 'tom@example.com']],
  ])('team.unassigned: %s', async (written, expected) => {
    const settings = await settingsOf(`${minimal}${zone}team: { unassigned: ${written} }\n`);
    expect(settings.team.unassigned).toEqual(expected);
  });
});

describe('the morning note', () => {
  const table: [written: string, always: boolean, expected: MorningNote | null][] = [
    ['', false, { to: 'agents', at: null }],
    ['morning_note: { at: "08:30" }', false, { to: 'agents', at: 510 }],
    ['morning_note: { to: off }', false, null],
    ['morning_note: off', false, null],
    ['morning_note: { to: [anna@example.com] }', false, { to: ['anna@example.com'], at: null }],
    ['morning_note: { to: anna@example.com, at: "0:05" }', false, { to: ['anna@example.com'], at: 5 }],
    ['', true, null],
    ['morning_note: { at: start }', true, null],
    ['morning_note: { at: "23:59" }', true, { to: 'agents', at: 1439 }],
  ];
  test.each(table)('%s, always: %s', async (written, always, expected) => {
    const calendar = `calendar: { timezone: UTC, always: ${always} }\n`;
    expect((await settingsOf(`${minimal}${calendar}${written}\n`)).morningNote).toEqual(expected);
  });
});

test.each([
  ['monday', true],
  ['Never', true],
  ['3d', true],
  ['dec24', true],
  ['vip', false],
  ['default', false],
  ['mondays', false],
])('a policy named %s: an address means something else: %s', async (name, taken) => {
  const result = await parsed(`${minimal}${zone}policies: [{ name: ${name} }]\n`);
  expect(result.ok && result.notices).toEqual(
    taken
      ? [
          `policies: support+${name.toLowerCase()}@example.com orders something else than the policy "${name}". Give it another name if agents are to choose it by an address.`,
        ]
      : [],
  );
});

describe('what is wrong', () => {
  const table: [name: string, source: string, ...expected: string[]][] = [
    [
      'a team step to supervisors that the policy does not have',
      policy('    team: [{ after: 4h, to: supervisors }]\n'),
      'thrice.yaml:10:29 policies[0].team[0].to: is supervisors, and policy "p" has none. Name them, as in "supervisors: [lead@example.com]".',
    ],
    [
      'a stage to supervisors that the policy does not have',
      policy('    follow_ups: [{ after: 4h, template: x, to: supervisors }]\n'),
      'thrice.yaml:10:48 policies[0].follow_ups[0].to: is supervisors, and policy "p" has none. Name them, as in "supervisors: [lead@example.com]".',
    ],
    [
      'a stage to nobody known',
      policy('    follow_ups: [{ after: 4h, template: x, to: boss }]\n'),
      'thrice.yaml:10:48 policies[0].follow_ups[0].to: "boss" is not allowed here. Write customer, agent or supervisors.',
    ],
    [
      'a team step to the customer',
      policy('    team: [{ after: 4h, to: customer }]\n'),
      'thrice.yaml:10:29 policies[0].team[0].to: "customer" is not allowed here. Write agent or supervisors.',
    ],
    [
      'a team step without a time',
      policy('    team: [{ to: agent }]\n'),
      'thrice.yaml:10:12 policies[0].team[0].after: is missing. Write it as in "after: 4h".',
    ],
    [
      'a supervisor outside the team',
      policy('    supervisors: [boss@elsewhere.example]\n'),
      "thrice.yaml:10:19 policies[0].supervisors[0]: boss@elsewhere.example is none of the team, so its answers would count as a customer's. Add it to team.agents.",
    ],
    [
      'a supervisor who is the mailbox',
      policy('    supervisors: [lead@example.com, help@example.com]\n'),
      'thrice.yaml:10:37 policies[0].supervisors[1]: help@example.com is the mailbox itself. Name the address of a person.',
    ],
    [
      'unassigned to the mailbox',
      `${minimal}${zone}team: { unassigned: support@example.com }\n`,
      'thrice.yaml:8:21 team.unassigned: support@example.com is the mailbox itself. Name the address of a person.',
    ],
    [
      'unassigned to nobody',
      `${minimal}${zone}team: { unassigned: nobody }\n`,
      'thrice.yaml:8:21 team.unassigned: "nobody" is no mail address. Write an address, a list of them, or off.',
    ],
    [
      'unassigned to a bad address in a list',
      `${minimal}${zone}team: { unassigned: [a@example.com, b] }\n`,
      'thrice.yaml:8:37 team.unassigned[1]: "b" is no mail address. Write only the address, as in support@example.com.',
    ],
    [
      'a holding reply without a time',
      policy('    holding_reply: { template: x }\n'),
      'thrice.yaml:10:20 policies[0].holding_reply.after: is missing. Write it as in "after: 1wd".',
    ],
    [
      'a holding reply that is on',
      policy('    holding_reply: on\n'),
      'thrice.yaml:10:20 policies[0].holding_reply: "on" is not allowed here. Write off, or a mapping as in { after: 4h }.',
    ],
    [
      'a holding reply with a wrong time',
      policy('    holding_reply: { after: soon }\n'),
      'thrice.yaml:10:29 policies[0].holding_reply.after: "soon" is no duration. Write a number with its unit: 2d (days), 2wd (working days), 4h or 30m.',
    ],
    [
      'a closing mail that is no name',
      policy('    closing_mail: ../etc\n'),
      'thrice.yaml:10:19 policies[0].closing_mail: "../etc" is no template name. Write off, or closing.',
    ],
    [
      'the morning note at no time',
      `${minimal}${zone}morning_note: { at: "25:00" }\n`,
      'thrice.yaml:8:21 morning_note.at: "25:00" is no time of day. Write start, or a time as in "08:30".',
    ],
    [
      'the morning note to nobody',
      `${minimal}${zone}morning_note: { to: everyone }\n`,
      'thrice.yaml:8:21 morning_note.to: "everyone" is no mail address. Write an address, a list of them, agents or off.',
    ],
    [
      'the morning note to somebody outside',
      `${minimal}${zone}morning_note: { to: [boss@elsewhere.example] }\n`,
      "thrice.yaml:8:22 morning_note.to[0]: boss@elsewhere.example is none of the team, so its answers would count as a customer's. Add it to team.agents.",
    ],
    [
      'the morning note that is on',
      `${minimal}${zone}morning_note: on\n`,
      'thrice.yaml:8:15 morning_note: "on" is not allowed here. Write off, or a mapping as in { at: "08:30" }.',
    ],
  ];
  test.each(table)('%s', async (_name, source, ...expected) => {
    const result = await parsed(source);
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual(expected);
  });
});
