import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { mailAt, mailsBelow } from '../../src/cli/mail-files.js';
import { replayLines } from '../../src/cli/replay-view.js';
import type { FollowUp, Replay, WrongReason } from '../../src/core/replay/played.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { settings } from '../core/history.js';
import { startThrice, thrice, writeConfig } from './cli-process.js';

const bot = 'support@example.com';
const anna = 'anna@example.com';
const day = 24 * 3600 * 1000;
const promise = /^Sends nothing and writes nothing/m;

let folder: string;
let sandbox: Sandbox;
/** Temporary files of the program lie here, so that what it leaves behind is seen. */
let temp: string;

/** Forty days ago: three follow-ups of two days each have gone since, whatever the weekdays. */
const begin = Date.now() - 40 * day;

function mail(
  id: string,
  from: string,
  to: string,
  at: number,
  more: readonly string[],
  text: string,
): Buffer {
  const lines = [
    `Received: from a by mx.example.com with ESMTP id 1; ${new Date(at).toUTCString()}`,
    ...(from === anna ? ['Authentication-Results: mx.example.com; dmarc=pass header.from=example.com'] : []),
    `From: ${from}`,
    `To: ${to}`,
    `Message-ID: <${id}>`,
    `Date: ${new Date(at).toUTCString()}`,
    ...more,
    '',
    text,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** A customer who never answers, and one who does so a quarter of an hour after the first follow-up. */
function history(): Buffer[] {
  const ask = (n: string, at: number) =>
    mail(
      `ask${n}@example.com`,
      anna,
      `customer${n}@c.test`,
      at,
      [`Cc: ${bot}`, `Subject: Re: Order ${n}`, `In-Reply-To: <q${n}@c.test>`],
      'Which colour?',
    );
  const question = (n: string, at: number) =>
    mail(`q${n}@c.test`, `customer${n}@c.test`, bot, at, [`Subject: Order ${n}`], 'Is it there?');
  const reply = (n: string, at: number) =>
    mail(
      `r${n}@c.test`,
      `customer${n}@c.test`,
      bot,
      at,
      [`Subject: Re: Order ${n}`, `In-Reply-To: <ask${n}@example.com>`],
      'Red.',
    );
  return [
    question('1', begin),
    ask('1', begin + 3_600_000),
    question('2', begin),
    ask('2', begin + 3_600_000),
    reply('2', begin + 3_600_000 + 2 * day + 900_000),
  ];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thrice-replay-test-'));
  temp = join(folder, 'tmp');
  mkdirSync(temp);
  sandbox = await startSandbox({ users: [{ address: bot, password: 'secret' }] });
  writeConfig(folder, bot, sandbox, { calendar: 'always' });
  for (const raw of history()) sandbox.append(bot, 'INBOX', raw, { internalDate: begin });
  const maildir = join(folder, 'Maildir');
  for (const sub of ['cur', 'new', 'tmp', '.Drafts/cur']) mkdirSync(join(maildir, sub), { recursive: true });
  for (const [i, raw] of history().entries()) writeFileSync(join(maildir, 'cur', `${i}.host:2,S`), raw);
  const draft = mail(
    'd@example.com',
    anna,
    'customer9@c.test',
    begin,
    [`Cc: ${bot}`, 'Subject: Draft'],
    'Hm?',
  );
  writeFileSync(join(maildir, '.Drafts/cur', '1.host:2,D'), draft);
  const mbox = history().map((raw) => `From a@b Mon Mar  2 10:00:00 2026\n${raw}\n`);
  writeFileSync(join(folder, 'all.mbox'), mbox.join(''));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => {
  vi.stubEnv('TMPDIR', temp);
  return thrice(folder, 'replay', ...args);
};

const reasons = z.enum(['answered-anyway', 'team-owed', 'answered-elsewhere']);
const form = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  mails: z.int(),
  conversations: z.int(),
  followUps: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      id: z.string(),
      stage: z.int(),
      of: z.int(),
      policy: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      anchor: z.string(),
      wrong: z.array(reasons).optional(),
      because: z
        .record(
          z.string(),
          z.strictObject({
            messageId: z.string(),
            from: z.string(),
            at: z.iso.datetime(),
            subject: z.string(),
          }),
        )
        .optional(),
    }),
  ),
  closed: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      id: z.string(),
      outcome: z.string(),
      why: z.string(),
      subject: z.string(),
    }),
  ),
  reopened: z.array(
    z.strictObject({ at: z.iso.datetime(), id: z.string(), by: z.string(), subject: z.string() }),
  ),
  notices: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      id: z.string(),
      purpose: z.enum(['blind', 'answered', 'reopened', 'thanks', 'undeliverable']),
      stage: z.int().optional(),
      to: z.array(z.string()),
      subject: z.string(),
      anchor: z.string(),
    }),
  ),
  ignored: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
  wrong: z.strictObject({
    followUps: z.int(),
    wrong: z.int(),
    share: z.number(),
    stages: z.array(
      z.strictObject({
        policy: z.string(),
        stage: z.int(),
        followUps: z.int(),
        wrong: z.int(),
        share: z.number(),
        'answered-anyway': z.int(),
        'team-owed': z.int(),
        'answered-elsewhere': z.int(),
      }),
    ),
  }),
  leftOut: z.strictObject({ mails: z.int(), notes: z.int(), unreadable: z.int() }),
});

describe('replay', { timeout: 300_000 }, () => {
  test('the mailbox, a Maildir and an mbox tell the same, and nothing is written anywhere', async () => {
    const before = sandbox
      .mailbox(bot)
      .mails('INBOX')
      .map(({ flags, uid }) => [uid, ...flags]);
    const ended = [await run('--json'), await run('--json', 'Maildir'), await run('--json', 'all.mbox')];
    for (const { code, err } of ended) {
      expect({ code, err }).toMatchObject({ code: 0 });
      expect(err).toMatch(promise);
    }
    const [byImap, ...others] = ended.map(({ out }) => form.parse(JSON.parse(out)));
    const { from: _, to: __, ...told } = byImap!;
    for (const { from: ___, to: ____, ...other } of others) expect(other).toEqual(told);
    expect(told).toMatchObject({ mails: 5, conversations: 2, reopened: [] });
    expect(told.followUps.map(({ stage, to, wrong }) => [stage, to[0], wrong])).toEqual([
      [1, 'customer1@c.test', undefined],
      [1, 'customer2@c.test', ['answered-anyway']],
      [2, 'customer1@c.test', undefined],
      [3, 'customer1@c.test', undefined],
    ]);
    expect(told.followUps[1]?.because).toMatchObject({
      'answered-anyway': { messageId: 'r2@c.test', from: 'customer2@c.test', subject: 'Re: Order 2' },
    });
    expect(told.closed).toMatchObject([
      { outcome: 'no-reply', subject: 'Order 1', why: 'The final notice went out and nobody answered.' },
    ]);
    expect(told.wrong).toMatchObject({ followUps: 4, wrong: 1, share: 0.25 });
    expect(told.wrong.stages[0]).toMatchObject({
      policy: 'default',
      stage: 1,
      'answered-anyway': 1,
      share: 0.5,
    });
    const after = sandbox.mailbox(bot);
    expect(after.mails('INBOX').map(({ flags, uid }) => [uid, ...flags])).toEqual(before);
    expect(after.folders()).not.toContain('Thrice');
    expect(sandbox.received('customer1@c.test')).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['Maildir', 'all.mbox', 'thrice.yaml', 'tmp']);
    expect(readdirSync(temp).filter((name) => name.startsWith('thrice-'))).toEqual([]);
  });

  test('for people: the promise first, the days, the table, the share', async () => {
    const { out, code } = await run('Maildir', '--days', '60');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(promise);
    expect(out).toMatch(/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{4}-\d\d-\d\d$/m);
    expect(out).toMatch(
      /^ {2}\d\d:\d\d {2}follow-up 1 of 3 .*customer2@c\.test .*WRONG: answered anyway: customer2@c\.test, \w{3} [\d-]+ [\d:]+, "Re: Order 2"$/m,
    );
    expect(out).toMatch(
      /^ {2}\d\d:\d\d {2}closed .*Order 1 {2}resolved \(no reply\): The final notice went out and nobody answered\.$/m,
    );
    expect(out).toMatch(/^POLICY +STAGE +SENT +WRONG +SHARE +ANSWERED ANYWAY/m);
    expect(out).toMatch(/^default +1 +2 +1 +50\.0 %/m);
    expect(out).toMatch(/1 follow-up would have been wrong \(25\.0 %\)/);
    // Nothing else knows the ids of conversations that lie in files.
    expect(out).not.toContain('thrice show');
    expect(out).toContain('thrice inspect FILE');
  });

  test('where there is no mail to play that is said, with exit 1 and nothing on standard output', async () => {
    const binary = join(folder, 'binary');
    writeFileSync(binary, Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)));
    writeFileSync(join(folder, 'users'), 'root:x:0:0:root:/root:/bin/bash\nwww:x:33:33::/var/www:/bin/sh\n');
    mkdirSync(join(folder, 'empty'));
    const newest = new Date(begin + 3_600_000 + 2 * day + 900_000).toISOString().slice(0, 10);
    const expected: readonly [args: string[], words: RegExp][] = [
      [['empty'], /^No mail was found in empty\./m],
      [['binary'], /^Left out: binary \[0\]: This is no mail.*\nNo mail was found in binary\./m],
      [['users', '--json'], /^No mail was found in users\./m],
      [
        ['Maildir', '--days', '5'],
        new RegExp(
          `^No mail in Maildir is of the last 5 days: the newest is of ${newest}\\. Use --days 50\\.$`,
          'm',
        ),
      ],
    ];
    for (const [args, words] of expected) {
      const { out, err, code } = await run(...args);
      expect({ args, out, code }).toEqual({ args, out: '', code: 1 });
      expect(err).toMatch(words);
    }
    for (const name of ['binary', 'users', 'empty']) rmSync(join(folder, name), { recursive: true });
  });

  test('mails of the team that count for nobody are told with what to do, and a mailbox without any', async () => {
    const unverified = join(folder, 'unverified');
    mkdirSync(unverified);
    writeConfig(unverified, bot, sandbox, { calendar: 'always', team: { verified_by: ['mx.other.test'] } });
    const maildir = join(folder, 'Maildir');
    const [text, json] = [
      await thrice(unverified, 'replay', maildir),
      await thrice(unverified, 'replay', '--json', maildir),
    ];
    expect(text.out).toContain('Nothing would have been sent or closed.');
    expect(text.out).toContain(
      '2 mails of your team are not verified, so they start nothing: The server signs as mx.example.com; add it to team.verified_by',
    );
    expect(form.parse(JSON.parse(json.out))).toMatchObject({
      followUps: [],
      ignored: [{ reason: 'not-verified:signs-as mx.example.com', count: 2 }],
    });
    writeConfig(unverified, bot, sandbox, { team: { domains: ['elsewhere.test'] } });
    expect((await thrice(unverified, 'replay', maildir)).out).toContain(
      'No mail of an agent was found: team.domains is elsewhere.test, team.agents is empty',
    );
    rmSync(unverified, { recursive: true });
  });

  test('files need no password; start_from is told; a template that is missing is exit 2 as for plan', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    const maildir = join(folder, 'Maildir');
    const configure = (change: Record<string, unknown> & { mailbox?: object }): void =>
      writeConfig(other, bot, sandbox, { calendar: 'always', start_from: '2020-01-01', ...change });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own form
    const unset = '${THRICE_TEST_NEVER_SET}';
    configure({ mailbox: { password: unset } });
    const [files, mailbox] = [await thrice(other, 'replay', maildir), await thrice(other, 'replay')];
    expect(files.code).toBe(0);
    expect(files.out.split('\n')[0]).toMatch(promise);
    expect(files.out.split('\n')[1]).toMatch(/^start_from \(2020-01-01\) is not applied/);
    expect(mailbox).toMatchObject({ code: 2, out: '' });
    expect(mailbox.err).toContain('THRICE_TEST_NEVER_SET is not set');
    configure({ mailbox: { address: unset, password: unset } });
    expect(await thrice(other, 'replay', maildir)).toMatchObject({ code: 2, out: '' });
    const policies = [{ name: 'own', follow_ups: [{ after: '2d', template: 'nowhere' }] }];
    configure({ policies });
    const missing = await thrice(other, 'replay', maildir);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('nowhere');
    rmSync(other, { recursive: true });
  });

  test('wrong usage is exit 2 and names what is wrong', async () => {
    const [days, path] = [await run('--days', 'x'), await run('nowhere')];
    expect([days.code, path.code]).toEqual([2, 2]);
    expect(path.err).toContain('nowhere: there is no such file or folder.');
  });

  test('Ctrl-C while it reads leaves nothing behind', async () => {
    // A server that greets and then never answers holds the program in the middle.
    const { createServer } = await import('node:net');
    const silent = createServer((socket) => void socket.on('error', () => {}));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const other = join(folder, 'silent');
    mkdirSync(other);
    writeConfig(other, bot, { imapPort: port, smtpPort: port }, { calendar: 'always' });
    vi.stubEnv('TMPDIR', temp);
    const { child, ended } = startThrice(other, 'replay');
    const mine = () => readdirSync(temp).filter((name) => name.startsWith('thrice-replay-'));
    for (let i = 0; i < 300 && mine().length === 0; i++) await sleep(50);
    expect(mine()).toHaveLength(1);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(mine()).toEqual([]);
    await new Promise((resolve) => silent.close(resolve));
    rmSync(other, { recursive: true });
  });

  describe('on a terminal', () => {
    const subject = 'A long subject that no narrow terminal can show, however it is cut';
    const closing = { kind: 'said-thanks', who: 'maria@customer.test' } as const;
    const why = 'maria@customer.test only said thanks.';
    const about = { id: 'abcdefghij', key: 'k', subject };
    const doubt = (reason: WrongReason) => ({
      reason,
      mail: 'x@y',
      from: 'maria@customer.test',
      at: 0,
      subject,
    });
    const followUp = (at: number, doubts: readonly WrongReason[]): FollowUp => ({
      ...{ ...about, at, anchor: 'a@b', stage: 3, of: 3, last: true, policy: 'default' },
      ...{ to: [{ name: '', address: 'maria.the.long@customer.test' }], doubts: doubts.map(doubt) },
    });
    const played: Replay = {
      ...{ from: 0, to: 2 * day, mails: 3, conversations: 1, notices: [] },
      team: { mails: 1, addressed: true, ignored: [] },
      turns: [
        { ...about, at: day / 2, turn: 'closed', outcome: 'resolved', why: closing },
        { ...about, at: day, subject: 'Hi', turn: 'reopened', by: 'tom@c.test' },
      ],
      followUps: [followUp(day / 3, ['team-owed', 'answered-elsewhere']), followUp(1.5 * day, [])],
    };
    const leftOut = { mails: 1, notes: 2, unreadable: 1 };
    const shown = (width: number | null): string[] =>
      replayLines(played, { settings: settings(), leftOut, ofFiles: false }, width);
    /** As one line, so that where it was broken does not matter. */
    const flat = (width: number): string => shown(width).join(' ').replace(/ +/g, ' ');

    test.each([30, 60, 80, 100])('of %i columns each line fits, and what matters is not cut', (width) => {
      for (const line of shown(width)) expect(line.length).toBeLessThanOrEqual(width);
      expect(flat(width)).toContain('final notice (3 of 3) abcdefghij');
      expect(flat(width)).toContain('WRONG: team owed: maria@customer.test');
      expect(flat(width)).toContain('WRONG: answered elsewhere: maria@customer.test');
      expect(flat(width)).toContain(`resolved: ${why}`);
      expect(flat(width)).toContain('1 mail or folder could not be read.');
    });

    test.each([80, 100])('of %i columns the columns are the same on every day', (width) => {
      const rows = shown(width).filter((line) => /^ {2}\d\d:\d\d {2}/.test(line));
      expect(rows).toHaveLength(4);
      expect(new Set(rows.map((line) => line.indexOf('abcdefghij'))).size).toBe(1);
    });

    test('the table of the stages: words in full at any width', () => {
      expect(shown(100).join('\n')).toMatch(
        /^POLICY .*SHARE +ANSWERED ANYWAY +TEAM OWED +ANSWERED ELSEWHERE$/m,
      );
      expect(shown(70).join('\n')).toMatch(
        /^POLICY .*SHARE +ANSWERED +TEAM +ANSWERED\n +ANYWAY +OWED +ELSEWHERE$/m,
      );
      expect(shown(60).join('\n')).toMatch(
        /^default, stage 3: 2 sent, 1 wrong \(50\.0 %\): team owed 1,\n {2}answered elsewhere 1$/m,
      );
    });

    test('a pipe gets each event on one line', () => {
      const whole = shown(null).join('\n');
      expect(whole).toContain(`${subject}  WRONG: team owed: maria@customer.test, `);
      expect(whole).toMatch(/1 mail and 2 notes of its own were left out/);
    });
  });
});

test('an mbox that is larger than what is read at once is cut at the same places, and each mail is found again', () => {
  const path = join(folder, 'large.mbox');
  const from = 'From a@b Mon Mar  2 10:00:00 2026\n';
  // Lengths that let the borders of the chunks (4 MB) fall everywhere around a "From " line.
  const mails = Array.from({ length: 120 }, (_, i) => {
    const body = `x${i}\n`.repeat(20_000 + ((i * 7919) % 997));
    return `${from}Subject: ${i}\n\nFrom here on\n\nFrom nobody\n${body}`;
  });
  const padded = [`${from}Subject: first\n\n${'y'.repeat(4 * 1024 * 1024 - 95)}\n`, ...mails];
  writeFileSync(path, padded.join('\n'));
  const found = [...mailsBelow([path])].map(({ raw, ...place }) => ({ text: raw.toString(), place }));
  expect(found.map(({ text }) => text.length)).toEqual(padded.map((text) => text.length));
  expect(found.map(({ text }) => text)).toEqual(padded);
  expect(found.map(({ place }) => place.index)).toEqual(padded.map((_, i) => i));
  for (const { text, place } of found) expect(mailAt(place).toString()).toBe(text);
  rmSync(path);
});
