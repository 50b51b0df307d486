import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import commands from '../../package.json' with { type: 'json' };

const form = z.object({
  targets: z.array(
    z.object({ of: z.enum(['mails', 'machine']), what: z.string(), met: z.boolean(), reached: z.string() }),
  ),
  judged: z.array(
    z.object({
      file: z.string(),
      thing: z.string(),
      expected: z.string(),
      seen: z.string(),
      agrees: z.boolean(),
      notFollowed: z.string().nullable(),
    }),
  ),
});

/** Runs the script as `npm run corpora` does: in a heap of 80 MB, so that a mail which takes more ends it. */
function corpora(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const command = `exec ${commands.scripts.corpora} "$@"`;
  const child = spawn('sh', ['-c', command, 'corpora', ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thrice-corpora-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const human = [
  'From: Maria <maria@customer.test>',
  'To: support@example.com',
  'Subject: Re: Invoice',
  'Message-ID: <m1@customer.test>',
  'In-Reply-To: <a1@example.com>',
  '',
  'Yes, please.',
  '',
  '> Shall I?',
].join('\n');

const bounce = [
  'From: MAILER-DAEMON@customer.test',
  'To: support@example.com',
  'Subject: Undelivered Mail Returned to Sender',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Not delivered.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.customer.test',
  '',
  'Final-Recipient: rfc822; gone@customer.test',
  'Action: failed',
  'Status: 5.2.2',
  '--b--',
].join('\n');

/** A corpus of one folder; `rows` as in its expected.jsonl. */
function put(name: string, mails: Readonly<Record<string, string>>, rows: readonly object[]): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'mails'), { recursive: true });
  for (const [file, content] of Object.entries(mails)) writeFileSync(join(path, 'mails', file), content);
  writeFileSync(join(path, 'expected.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
}

const saidOfHuman = {
  file: 'mails/human.eml',
  kind: 'human',
  reply_text: 'Yes, please.',
  reply_not_contains: ['Shall'],
  from: ['maria@customer.test'],
  subject: 'Re: Invoice',
  message_id: '<m1@customer.test>',
  in_reply_to: 'a1@example.com',
};
const saidOfBounce = {
  file: 'mails/bounce.eml',
  kind: 'bounce',
  bounced_recipient: 'Gone@customer.test',
  status: '5.2.2',
  action: 'failed',
};

describe('the table of the corpora', { timeout: 120_000 }, () => {
  test('rows that agree reach every target', async () => {
    const path = put('right', { 'human.eml': human, 'bounce.eml': bounce }, [saidOfHuman, saidOfBounce]);
    const { code, out } = await corpora(path);
    expect(code).toBe(0);
    expect(out).toContain('| right | recipients | 1 | 1 | 100 % |');
    expect(out).toMatch(/## What does not agree\n\nNothing\./);
  });

  test('every row that does not agree is listed, a missed target is exit 1, and what is deliberate is told apart', async () => {
    const path = put('wrong', { 'human.eml': human, 'bounce.eml': bounce }, [
      { ...saidOfHuman, kind: 'bounce', reply_text: 'No.', subject: 'Other', references: ['x@y'] },
      { ...saidOfBounce, bounced_recipient: 'other@customer.test', status: '4.2.2' },
      { file: 'mails/bounce.eml', kind: 'bounce', reports: [{ status: '5.2.2', hard: false }] },
    ]);
    const { code, out, err } = await corpora(path, '--json');
    expect(code).toBe(1);
    expect(err).toContain('Missed: bounces recognised: 66.7 % (2 of 3), not 99 %');
    const { judged } = form.parse(JSON.parse(out));
    const wrong = judged.filter((one) => !one.agrees);
    expect(wrong.filter((one) => one.notFollowed === null).map((one) => one.thing)).toEqual([
      'recipients',
      'permanent',
      'bounce',
      'new text exact',
      'subject',
      'references',
    ]);
    expect(wrong.filter((one) => one.notFollowed !== null).map((one) => one.thing)).toEqual([
      'status',
      'hard',
    ]);
  });

  test('a folder without a corpus and a line that is no row are said', async () => {
    const none = await corpora(join(folder, 'nowhere'));
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('there is no such folder') });
    const path = put('broken', {}, []);
    writeFileSync(join(path, 'expected.jsonl'), '{"file": 5}\n');
    expect((await corpora(path)).err).toContain('expected.jsonl:1:');
  });

  test('wrong usage is one line and exit 2', async () => {
    const { code, out, err } = await corpora('--bogus');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Unknown option '--bogus'\. npm run corpora -- --help tells the options\.\n$/);
  });

  test('what is not followed: files as everywhere else, many of them folded', async () => {
    const rows = Array.from({ length: 7 }, (_, i) => ({
      ...{ file: `mails/${i}.eml`, kind: 'bounce', bounced_recipient: 'gone@customer.test' },
      ...{ status: '5.2.2', action: 'failed', is_bounce_hard: false },
    }));
    const mails = Object.fromEntries(rows.map((_, i) => [`${i}.eml`, bounce]));
    const { code, out } = await corpora(put('folded', mails, rows));
    expect(code).toBe(0);
    expect(out).toMatch(/<summary>7 files<\/summary>\n\nfolded\/mails\/0\.eml, folded\/mails\/1\.eml/);
  });

  const shared = process.env.THRICE_CORPORA || '../shared/corpora';
  test.skipIf(!existsSync(shared))(
    `every target that the mails decide is reached on ${shared} (skipped where that folder is not; THRICE_CORPORA names another)`,
    async () => {
      const { code, out } = await corpora(shared, '--json');
      const { targets } = form.parse(JSON.parse(out));
      expect(targets.length).toBeGreaterThanOrEqual(11);
      // Beside other tests, on a machine that has no time to collect, time and peak say nothing.
      expect(targets.filter((one) => one.of === 'mails' && !one.met)).toEqual([]);
      expect(code).toBe(0);
    },
  );
});
