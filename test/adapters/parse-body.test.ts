import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawPart } from '../../src/core/message/raw-part.js';
import { parseBody, parseParts } from '../../src/mail/parse-body.js';
import { costsAtMost } from '../cost.js';

const mail = (...lines: string[]) => parseBody(Buffer.from(lines.join('\r\n')));
const part = (
  contentType: string,
  content: string | Buffer,
  encoding = '',
  params: Record<string, string> = {},
): RawPart => ({
  contentType,
  params,
  encoding,
  content: Buffer.from(content),
  truncated: false,
});

describe('parseBody', () => {
  it('reads text and HTML of an alternative apart', async () => {
    const body = await mail(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Gr=C3=BC=C3=9Fe',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Hello</p>',
      '--b--',
    );
    expect(body.text.trim()).toBe('Grüße');
    expect(body.html).toContain('<p>Hello</p>');
    expect(body.reports).toEqual([]);
  });

  it('makes no text out of HTML', async () => {
    const body = await mail('Content-Type: text/html', '', '<p>x</p>');
    expect(body).toMatchObject({ text: '', reports: [] });
    expect(body.html).toContain('<p>x</p>');
  });

  it('keeps reports and forwarded mails apart and skips attachments', async () => {
    const body = await mail(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      '',
      'It failed.',
      '--b',
      'Content-Type: message/delivery-status',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('Final-Recipient: rfc822; a@b.example\n').toString('base64'),
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: original',
      '',
      'original text',
      '--b',
      'Content-Type: application/pdf',
      '',
      'binary',
      '--b--',
    );
    expect(body.text.trim()).toBe('It failed.');
    expect(body.reports.map((one) => one.contentType)).toEqual(['message/delivery-status', 'message/rfc822']);
    expect(body.reports[0]?.content).toContain('Final-Recipient: rfc822; a@b.example');
    expect(body.reports[1]?.content).toContain('original text');
  });

  it('falls back for charsets that do not exist', async () => {
    for (const charset of ['uft-8', 'x-unknown', 'unicode-1-1-utf-7', '']) {
      expect((await mail(`Content-Type: text/plain; charset="${charset}"`, '', 'Hello')).text.trim()).toBe(
        'Hello',
      );
    }
  });

  it('takes the bytes for the text when the boundary never comes', async () => {
    const body = await mail(
      'Content-Type: multipart/report; boundary=a',
      '',
      '--other',
      '',
      'Final-Recipient: x',
    );
    expect(body.text).toContain('Final-Recipient: x');
  });

  it.each([
    [
      'nested 1,000 deep',
      Array.from(
        { length: 1_000 },
        (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
      ).join(''),
    ],
    ['a line of 20 MB', `Subject: x\r\n\r\n${'a'.repeat(20_000_000)}`],
    ['100,000 header lines', `${'X-A: b\r\n'.repeat(100_000)}\r\nx`],
    [
      '20,000 parts',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(20_000)}--b--`,
    ],
  ])('answers or gives up in bounded time: %s', async (_, source) => {
    const raw = Buffer.from(source);
    await costsAtMost(3_000, () =>
      parseBody(raw).catch((error: unknown) => expect(error).toBeInstanceOf(Error)),
    );
  });
});

describe('attachments', () => {
  it('are counted, and the source of a mail of nothing else is not taken for its text', async () => {
    const body = await mail(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: image/png; name=a.png',
      'Content-Disposition: attachment',
      '',
      'x',
      '--b--',
    );
    expect(body).toEqual({ text: '', html: null, reports: [], attachments: 1 });
  });
});

describe('parseParts', () => {
  it('decodes transfer encodings and charsets', async () => {
    const body = await parseParts([
      part('text/plain', Buffer.from('Gr\xfc\xdfe', 'latin1').toString('base64'), 'BASE64', {
        charset: 'ISO-8859-1',
      }),
      part('text/html', '<p>Gr=FC=DFe</p>', 'quoted-printable', { charset: 'windows-1252' }),
      part('message/delivery-status', 'Action: failed\r\n', '7bit'),
    ]);
    expect(body.text.trim()).toBe('Grüße');
    expect(body.html?.trim()).toBe('<p>Grüße</p>');
    expect(body.reports).toEqual([
      { contentType: 'message/delivery-status', content: expect.stringContaining('Action: failed') },
    ]);
  });

  it('guesses raw 8-bit text without a charset', async () => {
    expect((await parseParts([part('text/plain', 'Grüße')])).text.trim()).toBe('Grüße');
    expect((await parseParts([part('text/plain', Buffer.from('Gr\xfc\xdfe', 'latin1'))])).text.trim()).toBe(
      'Grüße',
    );
  });

  it('does not let a part end itself or add header lines', async () => {
    const body = await parseParts([
      part('text/plain', 'a\r\n--thrice-part--\r\n\r\n--thrice-part\r\n\r\nb', '8bit'),
      part('text/plain\r\nX: y', 'c', '7bit\r\n\r\nz', { charset: 'utf-8"\r\nX: y' }),
    ]);
    expect(body.text).toContain('--thrice-part\n');
    expect(body.text).toContain('c');
    expect(body.text).not.toContain('X: y');
  });

  it('passes on how many files are attached beside the parts', async () => {
    expect(await parseParts([part('text/plain', 'a')], 2)).toMatchObject({ text: 'a', attachments: 2 });
    expect(await parseParts([], 1)).toEqual({ text: '', html: null, reports: [], attachments: 1 });
    expect(await parseParts([part('text/plain', 'a')])).not.toHaveProperty('attachments');
  });

  it('gives an empty body for no parts', async () => {
    expect(await parseParts([])).toEqual({ text: '', html: null, reports: [] });
  });

  it('never hangs on cut parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('base64', 'quoted-printable', '8bit', 'x-uuencode', ''),
        fc.constantFrom('text/plain', 'text/html', 'message/rfc822', 'multipart/mixed', ''),
        async (content, encoding, contentType) => {
          const body = await parseParts([
            { ...part(contentType, Buffer.from(content), encoding), truncated: true },
          ]);
          expect(typeof body.text).toBe('string');
        },
      ),
      { numRuns: 60 },
    );
  });
});
