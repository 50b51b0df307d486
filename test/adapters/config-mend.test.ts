// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${NAME} is the syntax of the config
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { costsAtMost } from '../cost.js';

// Mending by trial: what it may cost, what it must not advise, and what it must never show.

const example = readFileSync(new URL('../../thrice.example.yaml', import.meta.url), 'utf8');
const small = `mailbox:
  address: support@example.com
  password: pw
  imap: imap.example.com
  smtp:
    host: smtp.example.com
    port: 465
policies:
  - name: default
    follow_ups:
      - after: 2d
        template: follow-up-1
      - { after: 2d, template: final-notice }
calendar:
  timezone: Europe/Warsaw
  hours: "09:00-17:00"
`;

async function problems(source: string): Promise<string[]> {
  const options = { now: Date.UTC(2026, 10, 21), machineZone: 'UTC' };
  const env = { SUPPORT_PASSWORD: 'x' };
  const result = await parseConfig(source, '/nowhere/thrice.yaml', env, options);
  return result.ok ? [] : result.problems.map(formatProblem).map((text) => text.replace('thrice.yaml:', ''));
}

describe('cost', () => {
  const tabs = example.replace(/^( {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));
  const policy = '  - name: p\n    match: {}\n     close: true\n    team: []\n   supervisors: []\n';
  const table: [name: string, source: string][] = [
    ['the example by tabs', tabs],
    ['tabs on some lines', example.replace(/^ {4}(?=\w)/gm, '\t')],
    ['many tabs', `mailbox:\n${'\taddress: x\n  name: y\n'.repeat(2_000)}`],
    ['a tab on each line', `mailbox:\n${'\ta:\n'.repeat(12_000)}`],
    ['crooked all over', `policies:\n${policy.repeat(500)}`],
    ['no colon anywhere', small.replaceAll(': ', ' ').repeat(60)],
    ['quotes', 'mode: "x\n'.repeat(5_000)],
    ['unknown keys', Array.from({ length: 3_000 }, (_, n) => `key${n}: x\n`).join('')],
  ];
  test.each(table)('%s', async (name, source) => {
    await problems(source);
    await costsAtMost(1_500, () => problems(source), name);
  });

  test('tabs are told once, and what else is wrong behind them', async () => {
    expect(await problems(`${tabs.replace('mode: observe', 'mode: snd')}`)).toEqual([
      expect.stringMatching(/^15:1 a tab indents this line, and 5\d others\. Use spaces\.$/),
      '49:7 mode: "snd" is not allowed here. Write observe, draft or send.',
    ]);
  });

  test('what cannot be mended is told once, not each of its echoes', async () => {
    const lines = `mailbox:\n${'\tfoo bar\n  name: y\n'.repeat(30)}`;
    expect((await problems(lines)).length).toBeLessThan(3);
  });
});

describe('a missing sign', () => {
  test.each([
    ['  timezone: ', '  timezone ', '15:11 a colon is missing after "timezone".'],
    ['  address: ', '  address ', '2:10 a colon is missing after "address".'],
    ['calendar:', 'calendar', '14:9 a colon is missing after "calendar".'],
    ['- name:', '- name', '9:9 a colon is missing after "name".'],
    ['  password: ', '  password ', '3:11 a colon is missing after "password".'],
    ['  imap: ', '  imap:', '4:7 a space is missing after this colon.'],
    ['      - after: 2d', '       after: 2d', expect.stringMatching(/^11:15 the indentation does not fit/)],
  ])('%s', async (right, wrong, expected) => {
    expect(await problems(small.replace(right, wrong))).toEqual([expected]);
  });
});

test.each([
  ['small', small],
  ['example', example],
])('no lost sign makes a move of other lines advised: %s', async (_name, source) => {
  const lines = source.split('\n');
  for (let at = 0; at < source.length; at += 1) {
    if (!/[:\-#\n]/.test(source[at] ?? '') || source[at] + (source[at + 1] ?? '') === '--') continue;
    const line = source.slice(0, at).split('\n').length;
    for (const told of await problems(source.slice(0, at) + source.slice(at + 1))) {
      const [, where = '0'] = /^(\d+):.*this line begins with/.exec(told) ?? [];
      if (where !== '0') expect(`${told} ${lines[line - 1]}`).toMatch(new RegExp(`^${line}:.* *#`));
    }
  }
});

test('no part of a password is ever shown', async () => {
  const styles = [
    ' SECRET',
    ' "SECRET"',
    " 'SECRET'",
    ' SECRET:',
    ' SECRET: SECRET',
    ':SECRET',
    ' "SECRET',
    " 'SECRET",
    ' |\n    SECRET',
    ' |\n    SECRET:',
    ' |\n    SECRET: x',
    ' >\n    SECRET: x',
    '\n    SECRET',
    '\n    SECRET:',
    '\n    SECRET: x',
    '\n    SECRET:x',
    '\n    SECRET: *SECRET',
    '\n  SECRET: x',
    '\n   SECRET:',
    '\nSECRET: x',
    // Whatever two slips take out of it, it names no environment variable.
    ' ${SECRET SECRET SECRET SECRET}',
    ' *SECRET',
    ' &SECRET',
    ' !SECRET',
    ' @SECRET',
    ' [SECRET]',
    ' { SECRET: x }',
    ' { SECRET }',
    ' "\n    SECRET: x"',
    ' SECRET\n    SECRET',
    '\n    - SECRET: x',
    '\n    host: SECRET',
    '\n    SECRET:\n      SECRET: *x',
  ];
  const slip = fc.record({
    at: fc.nat(),
    gone: fc.nat(2),
    put: fc.constantFrom('', '', ' ', '\n', ':', '"', '\t', '- '),
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...styles), fc.array(slip, { maxLength: 2 }), async (style, slips) => {
      let source = small.replace(' pw', () => style);
      for (const { at, gone, put } of slips) {
        const place = at % 150;
        // A slip inside the word would only hide what is looked for.
        source = source.slice(0, place) + put + source.slice(place + gone);
      }
      expect((await problems(source)).join('\n')).not.toContain('SECRET');
    }),
    {
      numRuns: 3_000,
      examples: [[':SECRET', [{ at: 42, gone: 1, put: ' ' }]]],
    },
  );
}, 60_000);
