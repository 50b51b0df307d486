import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTree } from '../../src/config/tree.js';
import { readNote } from '../../src/mail/note.js';
import { parseBody } from '../../src/mail/parse-body.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { readDocument, writeDocument } from '../../src/store/document.js';
import { openJournal } from '../../src/store/journal.js';
import { loadTemplates } from '../../src/templates/templates.js';
import { costsAtMost } from '../cost.js';
import { anna, bot, day, hour, maria, setStage } from '../scenarios/stage.js';
import { builtProgram } from '../servers/program.js';

/** Point 11 of the field's fears: what a stranger writes runs nothing, injects nothing and costs little. */

describe('a follow-up to a hostile mail', () => {
  const evilName = '{{constructor.constructor "return process"}} <script>alert(1)</script>\u202egpj.exe';
  const subject =
    '{{{#with "s" as |x|}}}{{mailboxName}} =?utf-8?q?a=0D=0ABcc=3A_v=40else.test?= \u202e<b>x</b>';

  test('holds its words as words: no template runs, no header begins, no markup, nobody else gets it', async () => {
    const stage = await setStage();
    try {
      await stage.pass();
      stage.now += hour;
      const encoded = `=?utf-8?B?${Buffer.from(evilName).toString('base64')}?=`;
      stage.deliver({ from: `"${encoded}" <${maria}>`, to: bot, id: 'q@customer.test', subject });
      stage.now += hour;
      stage.deliver({
        from: `=?utf-8?B?${Buffer.from('Anna\r\nBcc: v@else.test\r\n\r\n{{subject}}').toString('base64')}?= <${anna}>`,
        to: `${encoded} <${maria}>`,
        cc: bot,
        id: 'a@example.com',
        inReplyTo: 'q@customer.test',
        subject,
        text: '{{mailboxAddress}} <img src=x onerror=alert(1)> {{#each this}}{{/each}}\r\n.\r\nBcc: v@else.test',
      });
      await stage.pass();
      await stage.passUntil(stage.now + 3 * day, day / 2);
      const [sent] = stage.sandbox.received(maria).filter(({ from }) => from === bot);
      const raw = sent!.raw.toString('utf8');
      const header = parseHeader(sent!.raw);
      expect(sent!.to.filter((to) => to !== bot)).toEqual([maria]);
      expect([...header.to, ...header.cc, ...header.bcc].map(({ address }) => address)).toEqual([maria]);
      expect(header.subject).toContain('{{mailboxName}}');
      expect(header.fields.map(({ name }) => name)).not.toContain('bcc');
      expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^Bcc:/im);
      expect(`${header.subject}${header.to[0]!.name}${header.from[0]!.name}`).not.toMatch(
        /[\r\n\u202a-\u202e]/,
      );
      const { text, html } = await parseBody(sent!.raw);
      expect(text).toContain('{{mailboxAddress}}');
      expect(html).not.toMatch(/<(script|img|b)\b/i);
      expect(html).toContain('&lt;img src=x');
      expect(`${text}${html}`).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    } finally {
      await stage.stop();
    }
  });
});

describe('what is read of a mail is bounded', () => {
  const nested = (): Buffer => {
    let mail = '';
    for (let n = 0; n < 1000; n++) mail += `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`;
    return Buffer.from(`${mail}Content-Type: text/plain\r\n\r\ndeep\r\n`);
  };
  test.each<[string, () => Buffer]>([
    ['1,000 parts within one another', nested],
    ['100,000 fields', () => Buffer.from(`${'X-A: b\r\n'.repeat(100_000)}From: a@b.c\r\n\r\nx`)],
    ['a line of 20 MB', () => Buffer.from(`From: a@b.c\r\n\r\n${'a'.repeat(20_000_000)}`)],
    ['a field of 20 MB', () => Buffer.from(`Subject: ${'a'.repeat(20_000_000)}\r\nFrom: a@b.c\r\n\r\nx`)],
    [
      'broken encodings',
      () =>
        Buffer.from(
          'Content-Type: text/plain; charset=no-such\r\nContent-Transfer-Encoding: base64\r\n\r\n=\xff((',
          'latin1',
        ),
    ],
  ])('%s', async (_, make) => {
    const raw = make();
    await costsAtMost(1000, () => parseHeader(raw));
    await costsAtMost(3000, () => parseBody(raw).catch(() => {}));
    const { fields } = parseHeader(raw);
    expect(fields.length).toBeLessThanOrEqual(2001);
    expect(readInSmallHeap(raw)).toBe('read');
  });

  /** A process of its own: what another's tests leave behind counts nowhere, and V8 ends it when 64 MB do not suffice. */
  function readInSmallHeap(raw: Buffer): string {
    const from = `${pathToFileURL(dirname(builtProgram()))}/mail`;
    const program = `
      import { readFileSync } from 'node:fs';
      import { parseBody } from '${from}/parse-body.js';
      import { parseHeader } from '${from}/parse-header.js';
      const raw = readFileSync(0);
      parseHeader(raw);
      await parseBody(raw).catch(() => {});
      process.stdout.write('read');`;
    const given = ['--max-old-space-size=64', '--input-type=module', '--eval', program];
    return spawnSync(process.execPath, given, { input: raw, encoding: 'utf8' }).stdout;
  }

  test('a note with __proto__ keys changes no prototype', () => {
    const payload = Buffer.from(
      '{"__proto__":{"polluted":1},"type":"pause","by":"x","at":1,"constructor":{"prototype":{"polluted":1}}}',
    );
    const note = readNote(`v1 ${'A'.repeat(43)} ${payload.toString('base64url')}`, 'n@x', 1, [
      Buffer.alloc(32),
    ]);
    expect(note).toMatchObject({ type: 'pause', signed: false });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('an alias bomb in YAML, and __proto__ as a key', async () => {
    const bomb = [
      'a0: &a0 [x,x,x,x,x,x,x,x,x]',
      ...Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`),
    ].join('\n');
    await costsAtMost(1000, () => expect(readTree('f', bomb, {}).problems[0]?.message).toMatch(/aliases/));
    expect(readTree('f', '__proto__: { polluted: 1 }', {}).problems[0]?.message).toBe(
      'is no key. Remove it.',
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test.each(['../follow-up-1', '..', 'a/../../etc/passwd', '/etc/passwd', 'x\0', '__proto__', 'constructor'])(
    'the template name %j reads no file outside',
    (name) => {
      const { templates, problems } = loadTemplates({ directory: '/etc', languages: ['en'], names: [name] });
      expect([...templates.byName.keys()]).not.toContain(`en/${name}`);
      expect(problems.length).toBeGreaterThan(0);
    },
  );
});

describe('links and odd files in data/', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thrice-data-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const any = (_: unknown): _ is unknown => true;

  test('a document that is a link, a pipe or a folder is put aside unread', () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, '{"secret":1}');
    symlinkSync(other, join(folder, 'link.json'));
    symlinkSync('/dev/zero', join(folder, 'zero.json'));
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    mkdirSync(join(folder, 'folder.json'));
    for (const name of ['link.json', 'zero.json', 'pipe.json', 'folder.json']) {
      expect(readDocument(join(folder, name), any)).toEqual({ corrupt: join(folder, 'corrupt', name) });
      expect(existsSync(join(folder, name))).toBe(false);
    }
    expect(readFileSync(other, 'utf8')).toBe('{"secret":1}');
  });

  test('nothing is written through a link that lies in wait', () => {
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'untouched');
    for (const name of ['.state.json.tmp', 'state.json', `.${process.pid}.tmp`])
      symlinkSync(victim, join(folder, name));
    writeDocument(join(folder, 'state.json'), { v: 1 });
    openJournal(folder).keepMail('id@x', Buffer.from('mail'));
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(lstatSync(join(folder, 'state.json')).isFile()).toBe(true);
  });

  test('every file is its owner’s alone, also in a folder that others may enter', async () => {
    const before = process.umask(0o022);
    const stage = await setStage();
    try {
      mkdirSync(join(stage.folder, 'data'), { mode: 0o755 });
      await stage.pass();
      stage.now += hour;
      stage.deliver({ from: `Anna <${anna}>`, to: maria, cc: bot, id: 'a@example.com' });
      await stage.pass();
      const open: string[] = [];
      for (const name of readdirSync(stage.folder, { recursive: true, encoding: 'utf8' })) {
        const stat = statSync(join(stage.folder, name));
        if (stat.isFile() && (stat.mode & 0o077) !== 0)
          open.push(`${name} ${(stat.mode & 0o777).toString(8)}`);
      }
      expect(open).toEqual([]);
    } finally {
      process.umask(before);
      await stage.stop();
    }
  });
});
