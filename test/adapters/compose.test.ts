import fc from 'fast-check';
import { type AddressObject, simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { compose, type OutgoingMail } from '../../src/mail/compose.js';

const base: OutgoingMail = {
  from: { name: 'Example Support', address: 'support@example.com' },
  to: [{ name: 'Maria Schmidt', address: 'maria@example.net' }],
  subject: 'Re: Printer',
  messageId: 'thrice.abc@example.com',
  date: Date.UTC(2026, 10, 25, 9, 12, 30),
  text: 'Hello\n',
};

/** The header fields as an ordinary server sees them: raw name and unfolded value, in order. */
async function fields(mail: OutgoingMail): Promise<[string, string][]> {
  const raw = (await compose(mail)).toString('latin1');
  const lines = raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}
const field = async (mail: OutgoingMail, name: string) =>
  (await fields(mail)).filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
const addressesOf = (value: AddressObject | AddressObject[] | undefined) =>
  [value ?? []].flat().flatMap((object) => object.value.map((one) => one.address));

describe('compose', () => {
  it('writes the headers of a follow-up', async () => {
    const mail: OutgoingMail = {
      ...base,
      replyTo: [base.from, { name: 'Anna', address: 'anna@example.com' }],
      inReplyTo: 'anchor@example.com',
      references: ['first@example.net', 'anchor@example.com'],
      mark: 'v=1; anchor=anchor@example.com; stage=1; closes=0; sig=0123456789abcdef0123456789abcdef',
      html: '<p>Hello</p>',
      headers: [
        { name: 'X-Extra', value: 'one' },
        { name: 'X-Extra', value: 'two' },
      ],
    };
    expect(Object.fromEntries(await fields(mail))).toMatchObject({
      From: 'Example Support <support@example.com>',
      To: 'Maria Schmidt <maria@example.net>',
      'Reply-To': 'Example Support <support@example.com>, Anna <anna@example.com>',
      Subject: 'Re: Printer',
      'Message-ID': '<thrice.abc@example.com>',
      'In-Reply-To': '<anchor@example.com>',
      References: '<first@example.net> <anchor@example.com>',
      Date: 'Wed, 25 Nov 2026 09:12:30 +0000',
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'AutoReply',
      'X-Thrice': mail.mark,
      'MIME-Version': '1.0',
    });
    expect(await field(mail, 'x-extra')).toEqual(['one', 'two']);
    expect(await field(mail, 'bcc')).toEqual([]);
    const parsed = await simpleParser(await compose(mail));
    expect(parsed.text).toBe('Hello\n');
    expect(parsed.html).toBe('<p>Hello</p>');
  });

  it('is text/plain alone without html, readable as it is when it is short ASCII', async () => {
    const raw = (await compose({ ...base, text: 'Note: sent.\nBy Thrice.\n' })).toString();
    expect(raw).toContain('Content-Type: text/plain; charset=utf-8');
    expect(raw).toContain('Content-Transfer-Encoding: 7bit');
    expect(raw.endsWith('\r\n\r\nNote: sent.\r\nBy Thrice.\r\n')).toBe(true);
  });

  it('bears no mark of an automatic mail when a person will send it (RFC 3834)', async () => {
    const mail = { ...base, mark: 'v=1', sentByPerson: true };
    expect(await field(mail, 'auto-submitted')).toEqual([]);
    expect(await field(mail, 'x-auto-response-suppress')).toEqual([]);
    expect(await field(mail, 'x-thrice')).toEqual(['v=1']);
  });

  it('gives the same bytes for the same mail', async () => {
    const mail = { ...base, html: '<p>x</p>' };
    expect((await compose(mail)).equals(await compose(mail))).toBe(true);
    expect((await compose(mail)).equals(await compose({ ...mail, text: 'other' }))).toBe(false);
  });

  it.each([
    'Zażółć gęślą jaźń',
    'Re: Größe',
    'プリンターが動きません。プリンターが動きません。プリンターが動きません。プリンターが動きません。',
    `Re: ${'ü'.repeat(300)}`,
    '=?utf-8?Q?a=0D=0ABcc:_x@example.org?=',
    'x'.repeat(2000),
    'Re: "quoted", <tag> \\ and 👍🏽',
    '',
  ])('carries the subject %j', async (subject) => {
    const parsed = await simpleParser(await compose({ ...base, subject }));
    expect(parsed.subject ?? '').toBe(subject);
  });

  it('keeps "Re: " outside of encoded words', async () => {
    expect((await field({ ...base, subject: 'Re: Größe' }, 'subject'))[0]).toMatch(/^Re: =\?UTF-8\?/);
  });

  it('shows a name that looks like an encoded word as it is, to every client', async () => {
    const to = [{ name: '=?utf-8?Q?=0D=0ABcc:_evil@example.org?=', address: 'maria@example.net' }];
    expect((await field({ ...base, to }, 'to'))[0]).not.toContain('=?');
    const umlaut = [{ name: 'Jörg "Joe" Groß, GmbH', address: 'maria@example.net' }];
    const parsed = await simpleParser(await compose({ ...base, to: umlaut }));
    expect(parsed.to).toMatchObject({ value: umlaut });
  });

  it('folds long headers', async () => {
    const references = Array.from({ length: 40 }, (_, i) => `${i}.${'x'.repeat(60)}@mail.example.com`);
    const mail = {
      ...base,
      references,
      mark: `${'key=value; '.repeat(40)}sig=1`,
      headers: [{ name: 'X-Long', value: 'y'.repeat(3000) }],
    };
    const raw = (await compose(mail)).toString();
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect((await field(mail, 'references'))[0]?.split(' ')).toHaveLength(40);
    expect(await field(mail, 'x-thrice')).toEqual([mail.mark]);
    const words = (await field(mail, 'x-long'))[0]!
      .split(' ')
      .map((word) => /^=\?UTF-8\?B\?(.+)\?=$/.exec(word)![1]!);
    expect(words.map((word) => Buffer.from(word, 'base64').toString()).join('')).toBe('y'.repeat(3000));
  });

  it('keeps the first and the latest of very many references, without repeats and what is no id', async () => {
    const ids = Array.from({ length: 300 }, (_, i) => `${i}@example.com`);
    const mail = {
      ...base,
      references: [...ids, '299@example.com', 'a b@x', 'x>\r\nBcc: y', 'ü@x', '', 'z'.repeat(1000)],
    };
    const kept = (await field(mail, 'references'))[0]!.split(' ');
    expect(kept).toEqual(['<0@example.com>', ...ids.slice(251).map((id) => `<${id}>`)]);
    expect(await field({ ...base, inReplyTo: 'x\r\nBcc: y' }, 'in-reply-to')).toEqual([]);
  });

  it.each([
    'a@example.com\r\nBcc: b@example.com',
    'john@',
    'a"<b@c.de>"@example.com',
    `${'a'.repeat(400)}@example.com`,
  ])('leaves out the recipient %j, and no other', async (address) => {
    const to = [
      { name: 'No', address },
      { name: 'Yes', address: 'yes@example.com' },
    ];
    expect(await field({ ...base, to }, 'to')).toEqual(['Yes <yes@example.com>']);
    expect(await field({ ...base, to }, 'bcc')).toEqual([]);
  });

  it.each([
    [{ from: { name: '', address: 'a@example.com\r\nBcc: b@example.com' } }, 'is no mail address'],
    [{ from: { name: '', address: 'nobody' } }, 'is no mail address'],
    [{ from: { name: '', address: `${'a'.repeat(400)}@example.com` } }, 'is no mail address'],
    [{ messageId: 'a>\r\nX: y' }, 'is no Message-ID'],
    [{ headers: [{ name: 'X: y', value: '' }] }, 'is no name of a mail header'],
    [{ headers: [{ name: 'BCC', value: 'x@example.com' }] }, 'is set by Thrice itself'],
  ] satisfies [Partial<OutgoingMail>, string][])('refuses %j', async (change, message) => {
    await expect(compose({ ...base, ...change })).rejects.toThrow(message);
  });

  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          'Bcc: evil@example.org',
          ': ',
          '<evil@example.org>',
          ',',
          ';',
          '"',
          '\\',
          '(',
          '=?utf-8?Q?=0D=0ABcc:_evil@example.org?=',
          '\u202e',
          '\u2028',
          '\0',
          '{{x}}',
          'ü',
          ' ',
          'x'.repeat(1200),
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );

  it('no name, subject, mark or header value adds a header or a recipient', async () => {
    const names = (
      await fields({ ...base, mark: 'x', headers: [{ name: 'X-A', value: 'x' }], replyTo: [base.from] })
    ).map(([name]) => name);
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, nasty, async (name, subject, mark, value) => {
        const person = { name, address: 'maria@example.net' };
        const mail: OutgoingMail = {
          ...base,
          from: { name, address: base.from.address },
          to: [person, { name: subject, address: 'jan@example.net' }],
          replyTo: [person],
          subject: `Re: ${subject}`,
          mark: `v ${mark}`,
          headers: [{ name: 'X-A', value: `v ${value}` }],
          text: `${value}\r\n`,
        };
        const raw = await compose(mail);
        const header = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1');
        expect(
          (await fields(mail))
            .map(([key]) => key)
            .filter((key) => key !== 'Content-Transfer-Encoding')
            .sort(),
        ).toEqual(names.filter((key) => key !== 'Content-Transfer-Encoding').sort());
        expect(header).toMatch(/^[\x20-\x7e\r\n\t]*$/);
        expect(header.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
        for (const line of header.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
        const parsed = await simpleParser(raw);
        expect(addressesOf(parsed.to)).toEqual(['maria@example.net', 'jan@example.net']);
        expect(addressesOf(parsed.from)).toEqual([base.from.address]);
        expect(addressesOf(parsed.replyTo)).toEqual(['maria@example.net']);
        expect(parsed.bcc).toBeUndefined();
        expect(parsed.subject ?? '').not.toMatch(/[\r\n\0\u202e]/);
      }),
      { numRuns: 300 },
    );
  });
});
