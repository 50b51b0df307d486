// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${NAME} is the syntax of the config
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.js';
import { findConfig, loadConfig, parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';

const now = Date.UTC(2026, 10, 21);
const options = { now, machineZone: 'UTC' };
const mailbox = `mailbox:
  address: support@example.com
  password: pw-secret
  imap: imap.example.com
  smtp: smtp.example.com
`;
const zone = 'calendar: { timezone: Europe/Warsaw }\n';
const minimal = mailbox + zone;

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'thrice-config-'));
  writeFileSync(join(dir, 'pw'), 'from file\n');
  writeFileSync(join(dir, 'empty'), '\n');
  writeFileSync(join(dir, 'two'), 'one\ntwo\n');
  writeFileSync(join(dir, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function problems(source: string, env: Record<string, string> = {}): Promise<string[]> {
  const result = await parseConfig(source, join(dir, 'thrice.yaml'), env, options);
  return result.ok ? [] : result.problems.map(formatProblem).map((text) => text.replaceAll(dir, 'DIR'));
}

async function good(
  source: string,
  env: Record<string, string> = {},
): Promise<{ config: Config; notices: readonly string[] }> {
  const result = await parseConfig(source, join(dir, 'thrice.yaml'), env, options);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result;
}

/** The minimal config with lines put in the place of its mailbox keys. */
function withMailbox(replace: Record<string, string>): string {
  return minimal
    .split('\n')
    .flatMap((text) => {
      const key = text.trim().split(':')[0] ?? '';
      const other = replace[key];
      return other === undefined ? [text] : other === '' ? [] : [other];
    })
    .join('\n');
}

describe('a bad config', () => {
  const table: [name: string, source: string, ...expected: string[]][] = [
    [
      'duration, at its place',
      `${minimal}policies:\n  - name: default\n    follow_ups:\n      - { after: 2d, template: a }\n      - { after: 2 dayz, template: b }\n`,
      'thrice.yaml:11:18 policies[0].follow_ups[1].after: "2 dayz" is no duration. Write a number with its unit: 2d (days), 2wd (working days), 4h or 30m. Did you mean 2d?',
    ],
    [
      'empty file',
      '',
      'thrice.yaml:1:1 the config is empty. Start from thrice.example.yaml; docs/config.md lists every key.',
    ],
    [
      'only comments',
      '# nothing\n',
      'thrice.yaml:1:1 the config is empty. Start from thrice.example.yaml; docs/config.md lists every key.',
    ],
    [
      'a list',
      '- a\n- b\n',
      'thrice.yaml:1:1 the config is no mapping (lines of "key: value"). Start from thrice.example.yaml; docs/config.md lists every key.',
    ],
    [
      'unclosed quote',
      'mailbox: "abc\n',
      'thrice.yaml:1:10 a quote opens here and is never closed.',
      'thrice.yaml:1:10 mailbox: must be a mapping (lines of "key: value"), not "abc".',
    ],
    [
      'tab',
      minimal.replace('  address', '\taddress'),
      'thrice.yaml:2:1 a tab indents this line. Use spaces.',
    ],
    [
      'duplicate key',
      `${minimal}mode: send\nmode: draft\n`,
      'thrice.yaml:8:1 the same key stands twice in this mapping. Remove one.',
    ],
    [
      'password that starts with *',
      withMailbox({ password: '  password: *hunter2' }),
      'thrice.yaml:3:13 mailbox.password: an unquoted value that starts with * is an alias in YAML, and this one is not defined. Put the value in quotes.',
    ],
    [
      'password that starts with !',
      withMailbox({ password: '  password: !hunter2' }),
      'thrice.yaml:3:13 an unquoted value that starts with ! is a tag in YAML. Put the value in quotes.',
    ],
    [
      'password that starts with @',
      withMailbox({ password: '  password: @hunter2' }),
      'thrice.yaml:3:13 an unquoted value must not start with @, ` or %. Put the value in quotes.',
    ],
    [
      'password that is a number',
      withMailbox({ password: '  password: 012345' }),
      'thrice.yaml:3:13 mailbox.password: YAML reads this password as a number. Put it in quotes.',
    ],
    [
      'password that is a comment',
      withMailbox({ password: '  password: #hunter2' }),
      'thrice.yaml:3:3 mailbox.password: is missing. Write it as in "password: ${SUPPORT_PASSWORD}" or "password: { file: PATH }".',
    ],
    [
      'unset variable',
      withMailbox({ password: '  password: ${NOPE}' }),
      'thrice.yaml:3:13 mailbox.password: the environment variable NOPE is not set. Set it, or write the value here.',
    ],
    [
      'unset variable inside a text that has a shape',
      withMailbox({ address: '  address: support@${DOMAIN}' }),
      'thrice.yaml:2:12 mailbox.address: the environment variable DOMAIN is not set. Set it, or write the value here.',
    ],
    [
      'empty variable',
      withMailbox({ imap: '  imap: ${EMPTY}' }),
      'thrice.yaml:4:9 mailbox.imap: the environment variable EMPTY is empty. Set it, or write the value here.',
    ],
    [
      'variable that is no name',
      withMailbox({ password: '  password: "${A-B}"' }),
      'thrice.yaml:3:13 mailbox.password: a ${...} here names no environment variable. Write ${NAME}, or $${ for the characters themselves.',
    ],
    [
      'value of a variable is not shown',
      `${minimal}blind_notice: \${SECRET}\n`,
      'thrice.yaml:7:15 blind_notice: the value of "${SECRET}" is no duration of working time. Write 4h, 30m or off.',
    ],
    [
      'missing password file',
      withMailbox({ password: '  password: { file: nope }' }),
      'thrice.yaml:3:21 mailbox.password.file: cannot read the password from DIR/nope: there is no such file.',
    ],
    [
      'password file that is a directory',
      withMailbox({ password: '  password: { file: . }' }),
      'thrice.yaml:3:21 mailbox.password.file: cannot read the password from DIR: it is a directory.',
    ],
    [
      'empty password file',
      withMailbox({ password: '  password: { file: empty }' }),
      'thrice.yaml:3:21 mailbox.password.file: DIR/empty is empty.',
    ],
    [
      'password file of two lines',
      withMailbox({ password: '  password: { file: two }' }),
      'thrice.yaml:3:21 mailbox.password.file: DIR/two has more than one line. It must hold the password only.',
    ],
    [
      'unknown key, near',
      `${minimal}langauge: en\n`,
      'thrice.yaml:7:1 langauge: is no key here. Did you mean language?',
    ],
    [
      'unknown key of another place',
      `${minimal}timezone: UTC\n`,
      'thrice.yaml:7:1 timezone: is no key here. Did you mean calendar.timezone?',
    ],
    [
      'unknown key of a shorthand',
      withMailbox({ imap: '  imap: { hots: imap.example.com }' }),
      'thrice.yaml:4:9 mailbox.imap.host: is missing. Write it as in "host: imap.example.com".',
      'thrice.yaml:4:11 mailbox.imap.hots: is no key here. Did you mean host?',
    ],
    [
      'unknown key, far',
      `${minimal}log: { colour: blue }\n`,
      'thrice.yaml:7:8 log.colour: is no key. Known here: level.',
    ],
    ['__proto__', `${minimal}__proto__: { x: 1 }\n`, 'thrice.yaml:7:1 __proto__: is no key. Remove it.'],
    [
      'missing keys, at the parent',
      'mailbox:\n  imap: imap.example.com\n',
      'thrice.yaml:2:3 mailbox.address: is missing. Write it as in "address: support@example.com".',
      'thrice.yaml:2:3 mailbox.smtp: is missing. Write it as in "smtp: smtp.example.com".',
      'thrice.yaml:2:3 mailbox.password: is missing. Write it as in "password: ${SUPPORT_PASSWORD}" or "password: { file: PATH }".',
    ],
    [
      'key without a value, at the key',
      withMailbox({ smtp: '  smtp:' }),
      'thrice.yaml:5:3 mailbox.smtp: is empty. Write it as in "smtp: smtp.example.com".',
    ],
    ['no mailbox', zone, 'thrice.yaml:1:1 mailbox: is missing. See docs/config.md.'],
    [
      'no mapping',
      `${minimal}log: debug\n`,
      'thrice.yaml:7:6 log: must be a mapping (lines of "key: value"), not "debug".',
    ],
    [
      'no list',
      `${minimal}team: { agents: a@example.com }\n`,
      'thrice.yaml:7:17 team.agents: must be a list, as in [freelancer@example.net], not "a@example.com".',
    ],
    [
      'a URL as host does not show its password',
      withMailbox({ imap: '  imap: imaps://me:hunter2@imap.example.com' }),
      'thrice.yaml:4:9 mailbox.imap: "imaps://...@imap.example.com" is no server. Write a host as in imap.example.com, host:port, or { host, port, security }.',
    ],
    [
      'port out of range',
      withMailbox({ imap: '  imap: { host: h, port: 70000 }' }),
      'thrice.yaml:4:26 mailbox.imap.port: 70000 is not a whole number from 1 to 65535.',
    ],
    [
      'port as text',
      withMailbox({ imap: '  imap: { host: h, port: "993" }' }),
      'thrice.yaml:4:26 mailbox.imap.port: "993" is text because of its quotes. Write it without them.',
    ],
    [
      'no encryption to another machine',
      withMailbox({ smtp: '  smtp: { host: smtp.example.com, security: none }' }),
      'thrice.yaml:5:45 mailbox.smtp.security: none would send the password to smtp.example.com in the clear. It is allowed to this machine only (localhost); use tls or starttls.',
    ],
    [
      'certificate that is none',
      withMailbox({ smtp: '  smtp: { host: smtp.example.com, ca: pw }' }),
      'thrice.yaml:5:39 mailbox.smtp.ca: DIR/pw holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).',
    ],
    [
      'notes among mail',
      withMailbox({ smtp: '  smtp: s\n  folders: { notes: INBOX, ignore: [inbox] }' }),
      'thrice.yaml:6:21 mailbox.folders.notes: "INBOX" cannot hold the notes. Give them a folder of their own, as in Thrice.',
      'thrice.yaml:6:37 mailbox.folders.ignore[0]: "inbox" holds the notes, which must be read.',
      'thrice.yaml:6:37 mailbox.folders.ignore[0]: INBOX must be read.',
    ],
    [
      'address with a name',
      withMailbox({ address: '  address: Support <support@example.com>' }),
      'thrice.yaml:2:12 mailbox.address: "Support <support@example.com>" is no mail address. Write only the address, as in support@example.com.',
    ],
    [
      'public provider',
      `${minimal}team: { domains: [example.com, GMail.com] }\n`,
      'thrice.yaml:7:32 team.domains[1]: "GMail.com" is a public mail provider: it would make every user of it an agent. List the agents under team.agents instead.',
    ],
    [
      'public suffix',
      `${minimal}team: { domains: [co.uk] }\n`,
      'thrice.yaml:7:19 team.domains[0]: "co.uk" is no domain of one team: everybody can register a name under it. Write the whole domain, as in example.com.',
    ],
    [
      'verified_by slip',
      `${minimal}team: { verified_by: [microsoft365] }\n`,
      'thrice.yaml:7:23 team.verified_by[0]: "microsoft365" is no host name. Did you mean microsoft-365?',
    ],
    [
      'no policies, no follow-ups',
      `${minimal}policies:\n  - { name: a, follow_ups: [] }\n`,
      'thrice.yaml:8:28 policies[0].follow_ups: is empty. Name at least one follow-up, or set `mode: observe` to send nothing.',
    ],
    [
      'policy twice, template outside',
      `${minimal}policies:\n  - { name: a, match: { subject: x } }\n  - { name: a, follow_ups: [{ after: 1d, template: ../x }] }\n`,
      'thrice.yaml:9:13 policies[1].name: "a" is the name of an earlier policy too. Give each its own.',
      'thrice.yaml:9:52 policies[1].follow_ups[0].template: "../x" is no name. Use letters, digits, - and _, starting with a letter or digit.',
    ],
    [
      'policy twice',
      `${minimal}policies:\n  - { name: a, match: { subject: x } }\n  - { name: a }\n`,
      'thrice.yaml:9:13 policies[1].name: "a" is the name of an earlier policy too. Give each its own.',
    ],
    [
      'match that would match everybody',
      `${minimal}policies: [{ name: a, match: { customer: [] } }]\n`,
      'thrice.yaml:7:42 policies[0].match.customer: is an empty list. To match everything, leave the key out.',
    ],
    [
      'time zone',
      `${mailbox}calendar: { timezone: Warsaw }\n`,
      'thrice.yaml:6:23 calendar.timezone: "Warsaw" is no time zone. Did you mean Europe/Warsaw?',
    ],
    [
      'time zone without a near one',
      `${mailbox}calendar: { timezone: "+01:00" }\n`,
      'thrice.yaml:6:23 calendar.timezone: "+01:00" is no time zone. Write one as in Europe/Warsaw.',
    ],
    [
      'hours and days',
      `${mailbox}calendar: { timezone: UTC, hours: "17:00-09:00", days: [mon, friday] }\n`,
      'thrice.yaml:6:35 calendar.hours: "17:00-09:00" are no working hours. Write them as in "09:00-17:00".',
      'thrice.yaml:6:62 calendar.days[1]: "friday" is not allowed here. Write mon, tue, wed, thu, fri, sat or sun.',
    ],
    [
      'country',
      `${mailbox}calendar: { timezone: UTC, holidays: UK }\n`,
      'thrice.yaml:6:38 calendar.holidays: "UK" is no country whose holidays are known. Did you mean GB (United Kingdom)?',
    ],
    [
      'region',
      `${mailbox}calendar: { timezone: UTC, holidays: { country: DE, region: BZ } }\n`,
      'thrice.yaml:6:61 calendar.holidays.region: "BZ" is no region of DE whose holidays are known. Did you mean BB (Brandenburg) or BE (Berlin) or BW (Baden-Württemberg)?',
    ],
    [
      'days that are none',
      `${mailbox}calendar: { timezone: UTC, holidays: { dates: [2026-02-30] } }\n`,
      'thrice.yaml:6:48 calendar.holidays.dates[0]: "2026-02-30" is no day. Write it as in 2026-12-24.',
    ],
    [
      'poll in days',
      withMailbox({ smtp: '  smtp: s\n  poll: 2d' }),
      'thrice.yaml:6:9 mailbox.poll: "2d" is no duration in seconds, minutes or hours. Write 60s, 5m or 1h.',
    ],
    [
      'limits',
      `${minimal}limits: { per_minute: 0, surprise: none, per_recipient_per_day: 1.5 }\n`,
      'thrice.yaml:7:23 limits.per_minute: 0 is no limit. Write a whole number from 1 on, or off.',
      'thrice.yaml:7:36 limits.surprise: "none" is no limit. Write a whole number from 0 on, or off.',
      'thrice.yaml:7:65 limits.per_recipient_per_day: 1.5 is no limit. Write a whole number from 1 on, or off.',
    ],
    [
      'secret in data',
      `${minimal}secret: [{ file: a.key }, { file: ./data/x/b.key }]\n`,
      'thrice.yaml:7:35 secret[1].file: DIR/data/x/b.key lies in the data folder, which may be deleted at any time. Keep the key outside, beside the config.',
    ],
    [
      'all at once, schema and later checks',
      `${mailbox}mode: sendd\ncalendar: { timezone: UTC, holidays: Pl-X, hours: 9 }\nteam: { verified_by: [everybody], agents: [x] }\n`,
      'thrice.yaml:6:7 mode: "sendd" is not allowed here. Write observe, draft or send.',
      'thrice.yaml:7:38 calendar.holidays: "X" is no region of PL whose holidays are known. No regions of PL are known: write PL.',
      'thrice.yaml:7:51 calendar.hours: 9 are no working hours. Write them as in "09:00-17:00".',
      'thrice.yaml:8:23 team.verified_by[0]: "everybody" is no host name. Did you mean everyone?',
      'thrice.yaml:8:44 team.agents[0]: "x" is no mail address. Write only the address, as in support@example.com.',
    ],
    [
      'control and bidi characters are not shown',
      `${minimal}language: "e\\u202en\\e[31m"\n`,
      'thrice.yaml:7:11 language: "en\\u001b[31m" is no language code. Write en, de, pl or the name of a folder of yours in `templates`.',
    ],
    [
      'alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((name) => {
          const before = String.fromCharCode(name.charCodeAt(0) - 1);
          return `${name}: &${name} [${Array(10).fill(`*${before}`).join(',')}]`;
        })
        .join('\n')}\n`,
      'thrice.yaml:1:1 has too many values, or aliases (*name) that repeat one another. Write the values out.',
    ],
    [
      'alias to itself',
      'a: &a [*a]\n',
      'thrice.yaml:1:1 has too many values, or aliases (*name) that repeat one another. Write the values out.',
    ],
    [
      'two documents',
      `${minimal}---\nmode: send\n`,
      'thrice.yaml:7:1 a second document starts here (---). A config is one document.',
    ],
  ];

  test.each(table)('%s', async (_name, source, ...expected) => {
    expect(await problems(source, { EMPTY: '', SECRET: 'hunter2' })).toEqual(expected);
  });

  test('10,000 nested brackets', async () => {
    const found = await problems('['.repeat(10_000));
    expect(found.length).toBeGreaterThan(0);
    expect(found.join(' ')).toMatch(/nested too deeply|bracket/);
  });

  test('no problem ever shows a password', () => {
    for (const [, , ...expected] of table) expect(expected.join(' ')).not.toMatch(/hunter2|012345|pw-secret/);
  });
});

describe('a good config', () => {
  test('the shortest one has every default', async () => {
    const { config, notices } = await good(minimal);
    expect(notices).toEqual([]);
    expect(config).toEqual({
      file: join(dir, 'thrice.yaml'),
      settings: {
        mailbox: { name: 'support@example.com', address: 'support@example.com' },
        ownAddresses: ['support@example.com'],
        team: {
          domains: ['example.com'],
          agents: [],
          admins: ['support@example.com'],
          unassigned: [],
          verifiedBy: [],
        },
        mode: 'observe',
        watch: 'addressed',
        onThanks: 'keep-closed',
        blindNotice: 14_400_000,
        startFrom: null,
        policies: [
          {
            name: 'default',
            match: { customer: [], customerDomain: [], agent: [], subject: [] },
            followUps: [
              { after: { amount: 2, unit: 'd' }, template: 'follow-up-1', to: 'customer' },
              { after: { amount: 2, unit: 'd' }, template: 'follow-up-2', to: 'customer' },
              { after: { amount: 2, unit: 'd' }, template: 'final-notice', to: 'customer' },
            ],
            close: true,
            maxPerConversation: 6,
            team: [],
            supervisors: [],
            holdingReply: null,
            closingMail: null,
          },
        ],
        calendar: {
          timezone: 'Europe/Warsaw',
          always: false,
          days: [1, 2, 3, 4, 5],
          hours: { start: 540, end: 1020 },
          holidays: new Set(),
        },
        limits: { perRecipientPerDay: 1, perMinute: 30, announcementAbove: 5, surprise: 20 },
        morningNote: { to: 'agents', at: null },
      },
      imap: {
        host: 'imap.example.com',
        port: 993,
        security: 'tls',
        user: 'support@example.com',
        password: 'pw-secret',
      },
      smtp: {
        host: 'smtp.example.com',
        port: 465,
        security: 'tls',
        user: 'support@example.com',
        password: 'pw-secret',
      },
      folders: { sent: 'auto', drafts: 'auto', notes: 'Thrice', ignore: [] },
      plusAddresses: 'auto',
      pollMs: 60_000,
      alarmAfterMs: 3_600_000,
      language: 'en',
      dataDir: join(dir, 'data'),
      templatesDir: join(dir, 'templates'),
      secret: { files: [join(dir, 'thrice.key')] },
      log: { level: 'info' },
    });
  });

  test.each([
    ['h', 'h', 993, 'tls'],
    ['h:143', 'h', 143, 'starttls'],
    ['"[::1]:9993"', '::1', 9993, 'tls'],
    ['{ host: h, security: starttls }', 'h', 143, 'starttls'],
    ['{ host: 127.0.0.1, security: none }', '127.0.0.1', 143, 'none'],
    ['{ host: localhost, port: 10143, security: none }', 'localhost', 10_143, 'none'],
    ['{ host: h, port: 143, security: tls }', 'h', 143, 'tls'],
  ])('imap: %s', async (written, host, port, security) => {
    const { config } = await good(withMailbox({ imap: `  imap: ${written}` }));
    expect(config.imap).toMatchObject({ host, port, security });
  });

  test('own logins, password file, certificate, submission port', async () => {
    const smtp = '  smtp: { host: s, security: starttls, user: u, password: { file: pw }, ca: ca.pem }';
    const { config } = await good(withMailbox({ smtp }));
    expect(config.smtp).toMatchObject({ port: 587, user: 'u', password: 'from file' });
    expect(config.smtp.ca).toContain('BEGIN CERTIFICATE');
    expect(config.imap).toMatchObject({ user: 'support@example.com', password: 'pw-secret' });
  });

  test('variables, whole and inside a text; a value is not expanded again', async () => {
    const source = withMailbox({
      password: '  password: ${PW}',
      imap: '  imap: "imap.${DOMAIN}:${PORT}"',
      smtp: '  smtp: s\n  name: "$${PW} & co"',
    });
    const { config } = await good(source, { PW: '${DOMAIN}', DOMAIN: 'example.org', PORT: '143' });
    expect(config.imap).toMatchObject({ host: 'imap.example.org', port: 143, password: '${DOMAIN}' });
    expect(config.settings.mailbox.name).toBe('${PW} & co');
  });

  test('addresses are lower case, a key without a value is its default', async () => {
    const { config } = await good(
      `${withMailbox({ address: '  address: Support@Example.COM\n  aliases: [Help@Example.com, support@example.com]' })}team:\n  agents:\n  domains:\n`,
    );
    expect(config.settings.ownAddresses).toEqual(['support@example.com', 'help@example.com']);
    expect(config.settings.team.domains).toEqual(['example.com']);
  });

  test('a mailbox at a public provider has no domain, and says so when nobody is an agent', async () => {
    const source = withMailbox({ address: '  address: team@gmx.de' });
    const alone = await good(source);
    expect(alone.config.settings.team.domains).toEqual([]);
    expect(alone.notices).toEqual([
      'gmx.de is a public mail provider, so nobody but the mailbox itself is an agent. List the agents under team.agents.',
    ]);
    expect((await good(`${source}team: { agents: [a@web.de] }\n`)).notices).toEqual([]);
  });

  test('verified_by', async () => {
    const { config } = await good(
      `${minimal}team: { verified_by: [MX.google.com, microsoft-365, "received:Mail.example.com", everyone] }\n`,
    );
    expect(config.settings.team.verifiedBy).toEqual([
      { way: 'host', host: 'mx.google.com' },
      { way: 'microsoft-365' },
      { way: 'received', host: 'mail.example.com' },
      { way: 'everyone' },
    ]);
  });

  test('there is always a policy for everything', async () => {
    const one = await good(
      `${minimal}policies: [{ name: default, match: { Subject: x } }]\n`.replace('Subject', 'subject'),
    );
    expect(one.config.settings.policies.map(({ name }) => name)).toEqual(['default', 'everything-else']);
    const two = await good(`${minimal}policies: [{ name: a }, { name: b }]\n`);
    // Without conditions: agents choose it by an address.
    expect(two.config.settings.policies.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(two.notices).toEqual([]);
    const three = await good(`${minimal}policies: [{ name: a }, { name: b, match: { subject: x } }]\n`);
    expect(three.notices).toEqual([expect.stringContaining('the conditions of "b" are never asked')]);
  });

  test('match takes one text or a list', async () => {
    const { config } = await good(
      `${minimal}policies: [{ name: a, match: { subject: "[Bill]", customer_domain: [A.example, b.example] } }]\n`,
    );
    expect(config.settings.policies[0]?.match).toEqual({
      customer: [],
      customerDomain: ['a.example', 'b.example'],
      agent: [],
      subject: ['[bill]'],
    });
  });

  test('limits off, blind_notice off, start_from at local midnight', async () => {
    const { config } = await good(
      `${minimal}limits: { surprise: off, per_minute: off }\nblind_notice: off\nstart_from: 2026-11-21\n`,
    );
    expect(config.settings.limits).toMatchObject({ surprise: null, perMinute: null, announcementAbove: 5 });
    expect(config.settings.blindNotice).toBeNull();
    expect(config.settings.startFrom).toBe(Date.UTC(2026, 10, 20, 23));
  });

  test("without a time zone the machine's is taken and named", async () => {
    for (const calendar of ['', 'calendar: always\n', 'calendar: { days: [sat] }\n']) {
      const { config, notices } = await good(mailbox + calendar);
      expect(config.settings.calendar.timezone).toBe('UTC');
      expect(notices).toEqual([
        "calendar.timezone is not set and this machine's zone is UTC. Set it, as in Europe/Warsaw.",
      ]);
    }
  });

  test('always', async () => {
    const { config } = await good(`${mailbox}calendar: { timezone: europe/warsaw, always: true }\n`);
    expect(config.settings.calendar).toEqual({ timezone: 'Europe/Warsaw', always: true });
  });

  test.each([
    ['PL', ['2026-11-11', '2025-12-25', '2029-01-01'], ['2026-11-12', '2024-12-25']],
    ['DE-BY', ['2026-01-06', '2026-11-01'], ['2026-10-31']],
    ['DE', ['2026-10-03'], ['2026-01-06']],
    ['{ country: de, region: by, dates: [2026-12-24] }', ['2026-12-24', '2026-01-06'], ['2026-12-23']],
    ['{ dates: [2026-12-24] }', ['2026-12-24'], ['2026-12-25']],
    ['SA', ['2026-03-19', '2026-03-20', '2026-03-22'], ['2026-03-18', '2026-03-23']],
  ])('holidays: %s', async (written, off, working) => {
    const { config } = await good(`${mailbox}calendar: { timezone: UTC, holidays: ${written} }\n`);
    const { calendar } = config.settings;
    if (calendar.always) throw new Error('not always');
    expect(off.filter((day) => !calendar.holidays.has(day))).toEqual([]);
    expect(working.filter((day) => calendar.holidays.has(day))).toEqual([]);
  });
});

describe('the file', () => {
  test('is found by flag, then THRICE_CONFIG, then here', () => {
    expect(findConfig('a.yaml', { THRICE_CONFIG: '/b.yaml' }, '/w')).toBe('/w/a.yaml');
    expect(findConfig(undefined, { THRICE_CONFIG: '/b.yaml' }, '/w')).toBe('/b.yaml');
    expect(findConfig(undefined, { THRICE_CONFIG: '' }, '/w')).toBe('/w/thrice.yaml');
  });

  const load = async (name: string) => {
    const result = await loadConfig(name, {}, { ...options, cwd: dir });
    return result.ok ? result.notices : result.problems.map(formatProblem);
  };
  const hint = 'Name the config with --config FILE or THRICE_CONFIG, or start from thrice.example.yaml.';

  test('missing, a directory, too large', async () => {
    mkdirSync(join(dir, 'folder'), { recursive: true });
    writeFileSync(join(dir, 'large.yaml'), '#'.repeat(1_000_001));
    expect(await load('no.yaml')).toEqual([`no.yaml: cannot be read: there is no such file. ${hint}`]);
    expect(await load('folder')).toEqual([`folder: cannot be read: it is a directory. ${hint}`]);
    expect(await load('pw/x.yaml')).toEqual([
      `pw/x.yaml: cannot be read: a part of the path is a file, not a directory. ${hint}`,
    ]);
    expect(await load('large.yaml')).toEqual(['large.yaml: it is larger than 1 MB: this is no config.']);
  });

  test('that everybody can read, with a password in it', async () => {
    const file = join(dir, 'open.yaml');
    writeFileSync(file, minimal);
    chmodSync(file, 0o644);
    expect(await load('open.yaml')).toEqual([
      'open.yaml holds a password and every user of this machine can read it: chmod 600 open.yaml',
    ]);
    chmodSync(file, 0o600);
    expect(await load('open.yaml')).toEqual([]);
  });

  test('binary rubbish', async () => {
    writeFileSync(
      join(dir, 'rubbish.yaml'),
      Buffer.from(Array.from({ length: 2_000 }, (_, i) => (i * 7919) % 256)),
    );
    expect((await load('rubbish.yaml')).length).toBeGreaterThan(0);
  });
});
