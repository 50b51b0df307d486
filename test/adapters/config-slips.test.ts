import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';

// What a first user got wrong: each slip must be told at its own line, and none may hide another.

const top = `mailbox:
  address: support@example.com
  password: pw
  imap: imap.example.com
  smtp: smtp.example.com
calendar: { timezone: Europe/Warsaw }
`;
const followUps = `${top}policies:
  - name: default
    follow_ups:
`;

async function problems(source: string): Promise<string[]> {
  const options = { now: Date.UTC(2026, 10, 21), machineZone: 'UTC' };
  const result = await parseConfig(source, '/nowhere/thrice.yaml', {}, options);
  return result.ok ? [] : result.problems.map(formatProblem).map((text) => text.replace('thrice.yaml:', ''));
}

/** Lines of the top, each with other spaces before it, then what follows. */
function moved(spaces: Record<number, string>, more = ''): string {
  const lines = top.split('\n').map((text, n) => (n in spaces ? `${spaces[n]}${text.trimStart()}` : text));
  return lines.join('\n') + more;
}

const unit = 'Write a number with its unit: 2d (days), 2wd (working days), 4h or 30m.';
const clock = 'in seconds, minutes or hours. Write 1h, 30m or off.';

describe('values', () => {
  const table: [written: string, message: string][] = [
    ['90', `90 is no duration. ${unit} Did you mean 90m, 90h, 90d or 90wd?`],
    ['"90"', `"90" is no duration. ${unit} Did you mean 90m, 90h, 90d or 90wd?`],
    ['2 days', `"2 days" is no duration. ${unit} Did you mean 2d?`],
    ['2 Working Days', `"2 Working Days" is no duration. ${unit} Did you mean 2wd?`],
    ['1w', `"1w" is no duration. ${unit} Did you mean 7d?`],
    ['30 min', `"30 min" is no duration. ${unit} Did you mean 30m?`],
    ['1.5', `1.5 is no duration. ${unit}`],
    ['0d', `"0d" is no duration. ${unit}`],
    ['true', `true is no duration. ${unit}`],
  ];
  test.each(table)('after: %s', async (written, message) => {
    const source = `${followUps}      - { after: ${written}, template: follow-up-1 }\n`;
    expect(await problems(source)).toEqual([`10:18 policies[0].follow_ups[0].after: ${message}`]);
  });

  test.each([
    ['7.22', "YAML reads 7.22 as a number. Write '07:22', with the quotes."],
    ['722', "YAML reads 722 as a number. Write '07:22', with the quotes."],
    ['8', "YAML reads 8 as a number. Write '08:00', with the quotes."],
    ['8 pm', `"8 pm" is no time of day. Did you mean '20:00'?`],
    ['12 am', `"12 am" is no time of day. Did you mean '00:00'?`],
    ['7.77', '7.77 is no time of day. Write start, or a time as in "08:30".'],
  ])('at: %s', async (written, message) => {
    expect(await problems(`${top}morning_note: { at: ${written} }\n`)).toEqual([
      `7:21 morning_note.at: ${message}`,
    ]);
  });

  test.each([
    ['9-17', `"9-17" are no working hours. Did you mean '09:00-17:00'?`],
    ['9am to 5pm', `"9am to 5pm" are no working hours. Did you mean '09:00-17:00'?`],
    ['17-9', '"17-9" are no working hours. Write them as in "09:00-17:00".'],
  ])('hours: %s', async (written, message) => {
    const source = top.replace('Europe/Warsaw', `Europe/Warsaw, hours: ${written}`);
    expect(await problems(source)).toEqual([`6:45 calendar.hours: ${message}`]);
  });

  test.each([
    ['60', `60 is no duration ${clock} Did you mean 60s, 60m or 60h?`],
    ['1d', `"1d" is no duration ${clock}`],
  ])('alarm_after: %s', async (written, message) => {
    expect(await problems(`${top}limits: { alarm_after: ${written} }\n`)).toEqual([
      `7:24 limits.alarm_after: ${message}`,
    ]);
  });

  test('quotes are advised only where they help', async () => {
    expect(await problems(`${top}data: 7\nlanguage: 7\nteam: { agents: [7] }\n`)).toEqual([
      '7:7 data: YAML reads 7 as a number, and text belongs here. Put it in quotes.',
      '8:11 language: 7 is no language code. Write en, de, pl or the name of a folder of yours in `templates`.',
      '9:18 team.agents[0]: 7 is no mail address. Write only the address, as in support@example.com.',
    ]);
  });
});

describe('indentation', () => {
  const begins = (is: string, write: string, beside: string) =>
    `this line begins with ${is}, where it fits nothing around it. Write ${write} before it${beside}.`;
  const password = ', as "password" above has it (line 3)';
  const table: [name: string, source: string, ...expected: string[]][] = [
    ['too deep', moved({ 3: '   ' }), `4:1 ${begins('3 spaces', '2 spaces', password)}`],
    ['not deep enough', moved({ 3: ' ' }), `4:1 ${begins('1 space', '2 spaces', password)}`],
    [
      'the first key of a mapping is the odd one',
      moved({ 1: '   ' }),
      `2:1 ${begins('3 spaces', '2 spaces', ', as "password" below has it (line 3)')}`,
    ],
    [
      'a key of the top level',
      moved({ 5: ' ' }),
      `6:1 ${begins('1 space', 'no space', ', as "mailbox" above has it (line 1)')}`,
    ],
    [
      'an entry of a list',
      `${followUps}      - { after: 2d, template: a }\n     - { after: 3d, template: b }\n`,
      `11:1 ${begins('5 spaces', '6 spaces', ', as line 10 has it')}`,
    ],
    [
      'a key behind a dash',
      `${followUps}      - after: 2d\n       template: a\n`,
      `11:1 ${begins('7 spaces', '8 spaces', ', as "after" above has it (line 10)')}`,
    ],
    [
      'two of them, and what else is wrong, at its own column',
      moved({ 3: '   imapp: x\n   ' }, 'morning_note:\n  to: agents\n at: 7.22\nlangauge: en\n'),
      `4:1 ${begins('3 spaces', '2 spaces', password)}`,
      '4:4 mailbox.imapp: is no key here. Did you mean imap?',
      `5:1 ${begins('3 spaces', '2 spaces', password)}`,
      `10:1 ${begins('1 space', '2 spaces', ', as "to" above has it (line 9)')}`,
      "10:6 morning_note.at: YAML reads 7.22 as a number. Write '07:22', with the quotes.",
      '11:1 langauge: is no key here. Did you mean language?',
    ],
  ];
  test.each(table)('%s', async (_name, source, ...expected) => {
    expect(await problems(source)).toEqual(expected);
  });
});

describe('one slip hides no other', () => {
  const table: [name: string, source: string, ...expected: string[]][] = [
    [
      'a space after a colon',
      `${top}mode:send\nlog: { level: loud }\n`,
      '7:5 a space is missing after this colon.',
      '8:15 log.level: "loud" is not allowed here. Write fatal, error, warn, info, debug or trace.',
    ],
    [
      'a quote that is not closed',
      `${top.replace(' pw', ' "pw')}mode: snd\n`,
      '3:13 a quote opens here and is never closed.',
      '7:7 mode: "snd" is not allowed here. Write observe, draft or send.',
    ],
    [
      'a bracket that is not closed is told alone',
      `${top}team: { agents: [a@example.com }\nmode: snd\n`,
      '7:32 a bracket or brace ([ or {) that opens here or before is not closed, or the lines in it are indented too little.',
    ],
    [
      'a key that stands twice, an unquoted value',
      `${top}mode: snd\nmode: @send\nlangauge: en\n`,
      '7:7 mode: "snd" is not allowed here. Write observe, draft or send.',
      '8:1 the same key stands twice in this mapping. Remove one.',
      '8:7 an unquoted value must not start with @, ` or %. Put the value in quotes.',
      '9:1 langauge: is no key here. Did you mean language?',
    ],
    [
      'a wrong entry of a list: the others are checked against each other',
      `${followUps}      - { after: 90, template: a }\n      - { after: 2d, template: b, to: supervisors }\n  - name: default\n`,
      `10:18 policies[0].follow_ups[0].after: 90 is no duration. ${unit} Did you mean 90m, 90h, 90d or 90wd?`,
      '11:39 policies[0].follow_ups[1].to: is supervisors, and policy "default" has none. Name them, as in "supervisors: [lead@example.com]".',
      '12:11 policies[1].name: "default" is the name of an earlier policy too. Give each its own.',
    ],
    [
      'what follows only from a refused value is not told',
      `${top}team: { agents: [x, a@other.example], unassigned: a@other.example }\n`,
      '7:18 team.agents[0]: "x" is no mail address. Write only the address, as in support@example.com.',
    ],
  ];
  test.each(table)('%s', async (_name, source, ...expected) => {
    expect(await problems(source)).toEqual(expected);
  });
});
