import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mailAt, mailsBelow } from '../../src/cli/mail-files.js';
import { replayLines } from '../../src/cli/replay-view.js';
import type { Replay } from '../../src/core/replay/played.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { startThrice, thrice, writeConfig } from './cli-process.js';

const bot = 'support@example.com';
const anna = 'anna@example.com';
const day = 24 * 3600 * 1000;
const promise = /^Sends nothing and writes nothing/;

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
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => {
  process.env.TMPDIR = temp;
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
      because: z.record(z.string(), z.string()).optional(),
    }),
  ),
  closed: z.array(
    z.strictObject({ at: z.iso.datetime(), id: z.string(), outcome: z.string(), subject: z.string() }),
  ),
  reopened: z.array(
    z.strictObject({ at: z.iso.datetime(), id: z.string(), by: z.string(), subject: z.string() }),
  ),
  notices: z.int(),
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

describe('replay', { timeout: 90_000 }, () => {
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
    expect(told.closed).toMatchObject([{ outcome: 'no-reply', subject: 'Order 1' }]);
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
      /^ {2}\d\d:\d\d {2}follow-up 1 of 3 .*customer2@c\.test .*WRONG: the customer answered/m,
    );
    expect(out).toMatch(/^ {2}\d\d:\d\d {2}closed: resolved \(no reply\)/m);
    expect(out).toMatch(/^POLICY +STAGE +SENT +WRONG +SHARE/m);
    expect(out).toMatch(/^default +1 +2 +1 +50\.0 %/m);
    expect(out).toMatch(/1 follow-up would have been wrong \(25\.0 %\)/);
  });

  test('days before the question: nothing happened, and that is said', async () => {
    const { out, code } = await run('Maildir', '--days', '5');
    expect(code).toBe(0);
    expect(out).toContain('Nothing would have been sent or closed.');
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
    process.env.TMPDIR = temp;
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

  test('a narrow terminal gets lines that fit, a pipe gets them whole', () => {
    const subject = 'A long subject that no narrow terminal can show';
    const played: Replay = {
      from: 0,
      to: day,
      mails: 3,
      conversations: 1,
      notices: 0,
      turns: [{ turn: 'closed', at: day / 2, id: 'abc', key: 'k', subject, outcome: 'no-reply' }],
      followUps: [
        {
          ...{ at: day / 3, id: 'abc', key: 'k', anchor: 'a@b', stage: 1, of: 1, last: true },
          ...{ policy: 'default', to: [{ name: '', address: 'maria@customer.test' }], subject },
          doubts: [{ reason: 'team-owed', mail: 'x@y' }],
        },
      ],
    };
    const leftOut = { mails: 1, notes: 2, unreadable: 0 };
    for (const width of [30, 60, 100])
      for (const line of replayLines(played, leftOut, 'UTC', width))
        expect(line.length).toBeLessThanOrEqual(width);
    const whole = replayLines(played, leftOut, 'UTC', null).join('\n');
    expect(whole).toContain(`${subject}  WRONG: the team owed him an answer elsewhere`);
    expect(whole).toMatch(/1 mail and 2 notes of its own were left out/);
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
