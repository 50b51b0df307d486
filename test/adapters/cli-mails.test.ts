import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { shorten, table, wrap } from '../../src/cli/output.js';
import { reasonSentence } from '../../src/cli/reasons.js';
import { threadLines } from '../../src/cli/thread-lines.js';
import { kinds } from '../../src/core/message/kind.js';
import { shell, thrice } from './cli-program.js';

const inspected = z.strictObject({
  file: z.string(),
  messageId: z.string().nullable(),
  from: z.string().nullable(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  baseSubject: z.string(),
  date: z.iso.datetime().nullable(),
  inReplyTo: z.array(z.string()),
  references: z.array(z.string()),
  language: z.string().nullable(),
  kind: z.enum(kinds),
  reason: z.string(),
  replyText: z.string(),
  fromName: z.string(),
  sender: z.string().nullable(),
  replyTo: z.array(z.string()),
  list: z.boolean(),
  attachments: z.int(),
  forwarded: z
    .strictObject({ from: z.string(), subject: z.string(), messageId: z.string().nullable() })
    .optional(),
  leftOut: z.strictObject({ quoted: z.int(), other: z.int() }),
  gratitude: z.looseObject({ gratitude: z.boolean(), reason: z.string() }).nullable().optional(),
  goodbye: z.looseObject({ goodbye: z.boolean(), reason: z.string() }).nullable().optional(),
  bounce: z.looseObject({ recipients: z.array(z.looseObject({ address: z.string() })) }).optional(),
  autoReply: z.looseObject({}).optional(),
  error: z.string().optional(),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thrice-mails-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function mail(id: string, more: readonly string[] = [], text = 'Hello'): string {
  return [
    `From: Maria <Maria@Customer.Test>`,
    `To: support@example.com`,
    ...(id ? [`Message-ID: <${id}>`] : []),
    'Date: Mon, 02 Mar 2026 10:00:00 +0100',
    ...more,
    '',
    text,
    '',
  ].join('\n');
}

function put(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const lines = (out: string): unknown[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('inspect', { timeout: 300_000 }, () => {
  test('every file gives one object, and none ends it', async () => {
    const files = [
      put('human.eml', mail('a@x', ['Subject: Re: AW: Invoice', 'In-Reply-To: <q@x>'], 'Thanks!\n\n> old')),
      put('vacation.eml', mail('b@x', ['Subject: Away', 'Auto-Submitted: auto-replied'])),
      put(
        'own.eml',
        mail('c@x', [
          'Subject: x',
          'X-Thrice: v=1; purpose=follow-up; stage=1; last=no; closes=no; anchor=q%40x; sig=abc',
        ]),
      ),
      put(
        'deep.eml',
        `${mail('d@x', ['Content-Type: multipart/mixed; boundary=b'], '')}${'--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(3000)}`,
      ),
      put('empty.eml', ''),
      join(folder, 'missing.eml'),
      folder,
    ];
    const { code, out, err } = await thrice(['inspect', '--json', ...files, '-'], mail('stdin@x'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const all = lines(out) as Record<string, unknown>[];
    expect(all.map((one) => one.file)).toEqual([...files, '-']);
    for (const one of [0, 1, 2, 3, 7]) inspected.parse(all[one]);
    expect(all[0]).toMatchObject({
      from: 'maria@customer.test',
      messageId: 'a@x',
      inReplyTo: ['q@x'],
      baseSubject: 'Invoice',
      kind: 'human',
      replyText: 'Thanks!',
      leftOut: { quoted: 1, other: 0 },
      gratitude: { gratitude: true },
      date: '2026-03-02T09:00:00.000Z',
    });
    expect(all[1]).toMatchObject({ kind: 'auto-reply' });
    expect(all[2]).toMatchObject({ kind: 'own' });
    for (const one of [4, 5, 6])
      expect(all[one]).toEqual({ file: files[one], error: expect.stringMatching(/\.$/) });
  });

  test('--text, for people, and a reader that stops early', async () => {
    const text = put(
      'reply.txt',
      'Yes, please.\n\nOn Mon, 2 Mar 2026 at 10:00, Anna <anna@example.com> wrote:\n> Shall I?\n',
    );
    const { out, code } = await thrice(['inspect', '--text', text, '--json']);
    expect(code).toBe(0);
    expect(lines(out)).toEqual([{ file: text, replyText: 'Yes, please.' }]);
    const early = await shell(
      `$THRICE inspect ${`${text} `.repeat(3000)} --text | head -1; echo "\${PIPESTATUS[0]}"`,
    );
    expect(early).toEqual({ code: 0, out: `${text}\n0\n`, err: '' });
  });
});

describe('inspect for people', { timeout: 300_000 }, () => {
  const seen = async (name: string, content: string): Promise<string> => {
    const { out, code, err } = await thrice(['inspect', put(name, content)]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out;
  };

  test('a person: what was cut away is counted, mere thanks are told', async () => {
    const out = await seen(
      'short.eml',
      mail('p1@x', ['Subject: Re: Invoice'], 'Thanks, works now!\n\n> a\n> b\n\n-- \nMaria'),
    );
    expect(out).toContain('Kind:      human (no-sign-of-a-machine)');
    expect(out).toContain('Nothing shows that a machine wrote it.');
    expect(out).toContain('Thanks:    mere thanks');
    expect(out).toMatch(
      /New text: {2}\(2 quoted lines and \d other lines? left out\)\n {2}Thanks, works now!\n/,
    );
    expect(out).not.toContain('\u001b');
  });

  test("a bounce: each recipient with status, for good or for now, and the server's words", async () => {
    const report = [
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.test',
      '',
      'Final-Recipient: rfc822; gone@customer.test',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 No such user',
      '',
      'Final-Recipient: rfc822; full@customer.test',
      'Action: failed',
      'Status: 4.2.2',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      'Message-ID: <sent@example.com>',
      '--b--',
    ].join('\n');
    const type = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b';
    const out = await seen('bounce.eml', mail('b1@x', ['Subject: Undelivered', type], report));
    expect(out).toContain('Kind:      bounce (delivery-status-failed)');
    expect(out).toMatch(/Recipient: gone@customer\.test 5\.1\.1, for good: 550 5\.1\.1 No such user/);
    expect(out).toContain('Recipient: full@customer.test 4.2.2, for now');
    expect(out).toContain('Original:  sent@example.com');
  });

  test('an absence with its return date, a mail through a list, and the language', async () => {
    const words =
      'Ich bin bis zum 9. März nicht im Büro. In dringenden Fällen schreiben Sie bitte meiner Kollegin.';
    const away = await seen(
      'away.eml',
      mail(
        'a1@x',
        ['Subject: Abwesend', 'Auto-Submitted: auto-replied', 'Content-Type: text/plain; charset=utf-8'],
        words,
      ),
    );
    expect(away).toMatch(/Returns: {3}2026-03-/);
    expect(away).toContain('Language:  de');
    const list = await seen(
      'list.eml',
      mail('l1@x', ['Subject: Hi', 'List-Id: <l.x>', 'List-Post: <mailto:l@x>']),
    );
    expect(list).toContain('List:      came through a mailing list');
  });

  test('the content language decides only where the text tells nothing', async () => {
    const files = [
      put(
        'en.eml',
        mail('c1@x', ['Content-Language: de'], 'The invoice you sent us shows the wrong address.'),
      ),
      put('none.eml', mail('c2@x', ['Content-Language: de-AT, en'], 'ok 123')),
      put('unknown.eml', mail('c3@x', [], 'ok 123')),
    ];
    const { out } = await thrice(['inspect', '--json', ...files]);
    expect((lines(out) as { language: string | null }[]).map(({ language }) => language)).toEqual([
      'en',
      'de',
      null,
    ]);
  });

  test('every reason of the rules has its sentence', () => {
    expect(reasonSentence('bounce', 'ses-bounce')).toContain('Amazon SES');
    expect(reasonSentence('auto-reply', 'x-autoreply')).toContain('x-autoreply');
    expect(reasonSentence('human', 'a-rule-of-tomorrow')).toBe('Taken for a person, the safe side.');
  });
});

describe('threads', { timeout: 300_000 }, () => {
  test('a Maildir, an mbox and .eml files together', async () => {
    const re = (id: string, refs: string, subject = 'Re: Invoice') =>
      mail(id, [`Subject: ${subject}`, `In-Reply-To: ${refs}`, `References: ${refs}`]);
    put('all/Maildir/cur/1.host:2,S', mail('q@x', ['Subject: Invoice']));
    put('all/Maildir/new/2.host', re('r1@x', '<q@x>'));
    put('all/Maildir/tmp/3.host', re('unfinished@x', '<q@x>'));
    put('all/Maildir/dovecot.index', 'binary');
    put(
      'all/box.mbox',
      `From a@b Mon Mar  2 10:00:00 2026\n${mail('other@x', ['Subject: Other'], 'I write:\n\nFrom here on it is quiet')}\nFrom a@b Mon Mar  2 11:00:00 2026\n${re('r2@x', '<q@x> <r1@x>')}`,
    );
    put('all/circle/1.eml', re('c1@x', '<c2@x>', 'Circle'));
    put('all/circle/2.eml', re('c2@x', '<c1@x>', 'Circle'));
    put('all/circle/copy.eml', re('c2@x', '<c1@x>', 'Circle'));
    put('all/noid.eml', mail('', ['Subject: No id']));
    put('all/notes.txt', 'Subject: no mail');
    const { code, out, err } = await thrice(['threads', '--json', join(folder, 'all')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const form = z.strictObject({
      messageId: z.string().nullable(),
      thread: z.string(),
      parent: z.string().nullable(),
      file: z.string(),
      index: z.int(),
    });
    const rows = z.array(form).parse(lines(out));
    const of = (id: string | null) => rows.find((row) => row.messageId === id)!;
    expect(rows.map((row) => row.messageId).sort()).toEqual(
      ['c1@x', 'c2@x', 'c2@x', 'other@x', 'q@x', 'r1@x', 'r2@x', null].sort(),
    );
    expect([of('r1@x').parent, of('r2@x').parent, of('q@x').parent]).toEqual(['q@x', 'r1@x', null]);
    expect(of('r2@x')).toMatchObject({ file: join(folder, 'all/box.mbox'), index: 1 });
    expect(new Set([of('q@x'), of('r1@x'), of('r2@x')].map((row) => row.thread)).size).toBe(1);
    expect(new Set(rows.map((row) => row.thread)).size).toBe(4);
    const parents = [of('c1@x').parent, of('c2@x').parent];
    expect(parents.filter((parent) => parent === null)).toHaveLength(1);
  });
});

describe('threads for people', { timeout: 300_000 }, () => {
  const box = (): void => {
    const at = (hour: number) => `Date: Mon, 02 Mar 2026 ${hour}:00:00 +0000`;
    const write = (name: string, id: string, hour: number, ...more: string[]) =>
      put(
        `tree/${name}`,
        [`From: ${name[0]}@x.test`, at(hour), `Message-ID: <${id}>`, ...more, '', 'Hi', ''].join('\n'),
      );
    write('a.eml', 't1@x', 10, 'Subject: Invoice');
    write('b.eml', 't2@x', 11, 'Subject: Re: Invoice', 'In-Reply-To: <t1@x>');
    write('c.eml', 't3@x', 12, 'Subject: Another address', 'References: <t1@x> <gone@x> <t2@x>');
    write('d.eml', 't4@x', 13, 'Subject: AW: Invoice', 'In-Reply-To: <t1@x>');
  };

  test('date, sender, the subject where it changes, and what is not among the files', async () => {
    box();
    const { out, code } = await thrice(['threads', join(folder, 'tree')]);
    expect(code).toBe(0);
    const rows = out.trimEnd().split('\n');
    expect(rows[0]).toMatch(/^\w+ {2}Invoice \(4\)$/);
    expect(rows[1]).toMatch(/^ {2}2026-03-02 10:00 {2}a@x\.test {2}\S+a\.eml$/);
    expect(rows[2]).toMatch(/^ {4}2026-03-02 11:00 {2}b@x\.test {2}\S+b\.eml$/);
    expect(rows[3]).toMatch(
      /^ {6}2026-03-02 12:00 {2}c@x\.test {2}"Another address" {2}\S+c\.eml {2}\(refers to 1 mail not here\)$/,
    );
    expect(rows[4]).toMatch(/^ {4}2026-03-02 13:00 {2}d@x\.test {2}"AW: Invoice" /);
    expect(rows.at(-1)).toBe('4 mails in 1 thread. Times are UTC.');
  });

  test('fits any width, keeps every mail, and ends on circles and on a thousand answers below one another', () => {
    const at = (n: number, parent: string | null, id = `m${n}@x`) => ({
      ...{ file: `mail-${n}.eml`, index: 0, thread: 'abc', parent },
      message: {
        ...{
          key: id,
          id,
          at: n,
          from: { name: '', address: 'maria@customer.test' },
          subject: '日本語の件名です',
        },
        ...{ kind: 'human' as const, reason: '', rules: 1, copies: [], inReplyTo: ['ghost@x'] },
      } as const,
    });
    const deep = Array.from({ length: 1000 }, (_, n) => at(n, n === 0 ? null : `m${n - 1}@x`));
    const mails = [...deep, at(2000, 'elsewhere@x'), at(3000, 'm3000@x'), at(4000, 'm1@x', 'm0@x')];
    for (const width of [20, 40, 80]) {
      const shown = threadLines(mails, width);
      expect(shown.filter((line) => line.startsWith(' '))).toHaveLength(mails.length);
      for (const line of shown) expect(shorten(line, width)).toBe(line);
    }
  });
});

describe('files that are no mails', { timeout: 300_000 }, () => {
  const binary = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)).toString('latin1');
  const users = 'root:x:0:0:root:/root:/bin/bash\nwww:x:33:33::/var/www:/bin/sh\n';

  test('threads with nothing else says so and exits with 1, with --json as well', async () => {
    const [one, two] = [put('no/binary.eml', binary), put('no/users', users)];
    for (const args of [
      [one, two],
      ['--json', one],
    ]) {
      const { code, out, err } = await thrice(['threads', ...args]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/binary\.eml \[0\]: This is no mail/);
      expect(err).toMatch(/^No mail was found in /m);
    }
    const mixed = await thrice(['threads', two, put('no/a.eml', mail('a@x'))]);
    expect(mixed.code).toBe(0);
    expect(mixed.out).toContain('1 mail in 1 thread.');
    expect(mixed.err).toContain('users [0]: This is no mail');
  });

  test('inspect tells people on standard error, and scripts in the object; the status is 0', async () => {
    const files = [join(folder, 'missing.eml'), put('no/users', users), put('no/a.eml', mail('a@x'))];
    const { code, out, err } = await thrice(['inspect', ...files]);
    expect(code).toBe(0);
    expect(err).toMatch(/missing\.eml: There is no such file\.\n.*users: This is no mail/);
    expect(out).toMatch(/^\S+a\.eml\n/);
    const json = await thrice(['inspect', '--json', ...files]);
    expect({ code: json.code, err: json.err }).toEqual({ code: 0, err: '' });
    expect(lines(json.out).map((one) => 'error' in (one as object))).toEqual([true, true, false]);
  });

  test('inspect --text says of a file that is no text that it is none, and shows no control characters', async () => {
    const odd = put('no/odd.txt', `Yes,\u0007 please.\u001b[31m${' and more words'.repeat(20)}`);
    const { code, out, err } = await thrice(['inspect', '--text', put('no/binary.txt', binary), odd]);
    expect(code).toBe(0);
    expect(err).toMatch(/binary\.txt: This is no text\.\n$/);
    expect(out).toMatch(/Yes, please\./);
    expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  });
});

describe('inspect of', { timeout: 300_000 }, () => {
  const inspectOne = async (name: string, content: string): Promise<Record<string, unknown>> => {
    const { out } = await thrice(['inspect', '--json', put(name, content)]);
    return inspected.parse(JSON.parse(out)) as Record<string, unknown>;
  };

  test('an mbox: its first mail, and where the others are read', async () => {
    const first = mail('first@x', ['Subject: One'], 'Number one\n\nFrom here on it is quiet');
    const from = 'From a@b Mon Mar  2 10:00:00 2026\n';
    const file = put('box.mbox', `${from}${first}\n${from}${mail('second@x', [], 'Number two')}`);
    const { out, err, code } = await thrice(['inspect', '--json', file]);
    expect(code).toBe(0);
    expect(lines(out)).toMatchObject([
      { messageId: 'first@x', replyText: expect.stringContaining('it is quiet') },
    ]);
    expect(out).not.toContain('Number two');
    expect(err).toMatch(/box\.mbox: this is an mbox.*first mail.*thrice threads/);
    expect((await thrice(['inspect', '--json', put('one.mbox', `${from}${first}`)])).err).toBe('');
  });

  test('a mail in HTML alone: how much was quoted', async () => {
    const html =
      '<div>Yes, please.</div><div class="gmail_quote"><div class="gmail_attr">On Monday Anna wrote:</div>' +
      '<blockquote class="gmail_quote"><p>Shall I?</p><p>Or not?</p></blockquote></div>';
    const seen = await inspectOne('html.eml', mail('h@x', ['Content-Type: text/html; charset=utf-8'], html));
    expect(seen).toMatchObject({ replyText: 'Yes, please.', leftOut: { quoted: 3, other: 0 } });
    const plain = await inspectOne(
      'plain.eml',
      mail('p@x', ['Content-Type: text/html'], '<p>Yes.</p><p>Now.</p>'),
    );
    expect(plain).toMatchObject({ leftOut: { quoted: 0, other: 0 } });
  });

  test('a forward: whose mail it carries', async () => {
    const forward = mail(
      'f@x',
      ['Subject: Fwd: Invoice'],
      'He answered only me.\n\n---------- Forwarded message ---------\nFrom: Tom <tom@customer.test>\nDate: Mon, 2 Mar 2026 at 09:00\nSubject: Invoice\nTo: <anna@example.com>\n\nYes, please.\n',
    );
    expect(await inspectOne('forward.eml', forward)).toMatchObject({
      forwarded: { from: 'tom@customer.test', subject: 'Invoice' },
    });
    const { out } = await thrice(['inspect', put('forward.eml', forward)]);
    expect(out).toMatch(/^Forwards: {2}carries a forwarded mail of tom@customer\.test, "Invoice"/m);
    expect(out).toMatch(/^Date: {6}2026-03-02 09:00 UTC$/m);
  });

  test('an acknowledgement: nobody returns from anywhere', async () => {
    const text =
      'We have received your request. Your ticket number is #4711. We will answer by 9 March 2026.';
    const words = ['Subject: [#4711] We have received your request', 'Auto-Submitted: auto-replied'];
    const { out } = await thrice(['inspect', put('ticket.eml', mail('t@x', words, text))]);
    expect(out).toContain('auto-reply');
    expect(out).not.toContain('not told when');
  });
});

test('threads stand in the order of their first mails, and a mail without a date says so', () => {
  const one = (id: string, at: number) => ({
    ...{ file: `${id}.eml`, index: 0, thread: id, parent: null },
    message: {
      ...{ key: id, id, at, from: { name: '', address: 'a@x.test' }, subject: `Subject ${id}` },
      ...{ kind: 'human' as const, reason: '', rules: 1, copies: [] },
    },
  });
  const shown = threadLines([one('late', 3e12), one('none', 0), one('early', 1e12)], null);
  const titles = shown.filter((line) => !line.startsWith(' ')).map((line) => line.split(' ')[0]);
  expect(titles).toEqual(['none', 'early', 'late', '3']);
  expect(shown[1]).toMatch(/^ {2}no date {11}a@x\.test/);
});

describe('the frame', { timeout: 300_000 }, () => {
  test('no command, an unknown one, help behind a command', async () => {
    const [none, unknown, help] = await Promise.all([
      thrice([]),
      thrice(['lits']),
      thrice(['show', '--help']),
    ]);
    expect([none.code, unknown.code, help.code]).toEqual([2, 2, 0]);
    expect(none.err).toContain('Usage: thrice');
    expect(unknown.err).toContain('Did you mean list?');
    for (const option of ['--json', '--config', '--debug', '--help']) expect(help.out).toContain(option);
  });

  test('a config that is missing or wrong is exit 2 and no stack trace', async () => {
    const wrong = put('wrong.yaml', 'mailbox: 5\n');
    const { code, err, out } = await thrice(['--config', wrong, 'list']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/wrong\.yaml:1:\d+ /);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test('lines for a terminal fit it, those for a pipe are whole', () => {
    const rows = [['abc', 'a long subject that does not fit', '日本語の長い件名です']];
    for (const width of [20, 30, 60]) {
      const [line = ''] = table(rows, width);
      expect([...line].reduce((sum, c) => sum + (/[\u3000-\u9fff]/.test(c) ? 2 : 1), 0)).toBeLessThanOrEqual(
        width,
      );
    }
    expect(table(rows, null)[0]).toContain('does not fit');
    expect(table([['a\u001b[31m\nb']], null)).toEqual(['a [31m b']);
    expect(shorten('日本語', 5)).toBe('日本…');
    expect(wrap('one two three', 8, '  ')).toEqual(['one two', '  three']);
    expect(wrap('one two three', null)).toEqual(['one two three']);
  });
});
