import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../src/mail/parse-header.js';
import { costsAtMost } from '../cost.js';

const parse = (...lines: string[]) =>
  parseHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\nbody: not a field\r\n`));

describe('parseHeader', () => {
  it('unfolds, keeps the order and stops at the body', () => {
    const header = parse('Received: a;', ' Sat, 21 Nov 2026 10:00:00 +0100', 'X-B : 2', 'x-b: 3');
    expect(header.fields).toEqual([
      { name: 'received', value: 'a; Sat, 21 Nov 2026 10:00:00 +0100' },
      { name: 'x-b', value: '2' },
      { name: 'x-b', value: '3' },
    ]);
    expect(header.receivedAt).toBe(Date.UTC(2026, 10, 21, 9));
  });

  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['CR CR LF', '\r\r\n'],
  ])('reads %s line ends', (_, end) => {
    const header = parseHeader(
      Buffer.from(['From: a@b.example', 'Subject: x', ' y', '', 'To: no@b.example'].join(end)),
    );
    expect(header.from).toEqual([{ name: '', address: 'a@b.example' }]);
    expect(header.subject).toBe('x y');
    expect(header.to).toEqual([]);
  });

  it('does not let a lone CR inside a field start another one', () => {
    const header = parse('Received: x', 'Subject: a\rFrom: agent@example.com');
    expect(header.from).toEqual([]);
  });

  it('tolerates an mbox From line, NUL bytes, a BOM and lines that are no field', () => {
    const header = parse(
      '\ufeffFrom a@b.example Sat Nov 21 10:00:00 2026',
      'no field here',
      'Sub\0ject: h\0i',
    );
    expect(header.subject).toBe('hi');
    expect(header.fields).toHaveLength(1);
  });

  it('decodes encoded words, raw UTF-8 and raw windows-1252', () => {
    expect(parse('Subject: =?UTF-8?B?R3LDvA==?= =?UTF-8?Q?=C3=9Fe?= !').subject).toBe('Grüße !');
    expect(parse('Subject: Grüße').subject).toBe('Grüße');
    const bytes = Buffer.concat([
      Buffer.from('Subject: Gr'),
      Buffer.from([0xfc, 0xdf]),
      Buffer.from('e\r\n\r\n'),
    ]);
    expect(parseHeader(bytes).subject).toBe('Grüße');
    expect(parse('Subject: =?x-unknown?Q?a=41?=').subject).toBe('aA');
    expect(parse('Subject: =?utf-8?Q?a=0D=0ABcc:_x?=').subject).toBe('a Bcc: x');
  });

  it.each<[string, [string, string][]]>([
    ['a@B.Example', [['', 'a@b.example']]],
    ['"Doe, Joe" <J@x.example>', [['Doe, Joe', 'j@x.example']]],
    ['=?utf-8?Q?Doe,_Joe?= <j@x.example>', [['Doe, Joe', 'j@x.example']]],
    [
      'Team: a@x.example, "B" <b@x.example>; c@x.example',
      [
        ['', 'a@x.example'],
        ['B', 'b@x.example'],
        ['', 'c@x.example'],
      ],
    ],
    ['undisclosed-recipients:;', []],
    ['"a@x.example" <b@y.example>', [['a@x.example', 'b@y.example']]],
    ['', []],
  ])('reads the address field %s', (value, persons) => {
    expect(parse(`To: ${value}`).to.map((p) => [p.name, p.address])).toEqual(persons);
  });

  it('keeps the first and the last ids of endless References', () => {
    const ids = Array.from({ length: 500 }, (_, i) => `<${i}@x.example>`);
    const { references } = parse(`References: ${ids.join('\r\n ')}`);
    expect(references).toHaveLength(100);
    expect(references[0]).toBe('0@x.example');
    expect(references[99]).toBe('499@x.example');
  });

  it('gives an empty header for an empty mail', () => {
    const header = parseHeader(Buffer.alloc(0));
    expect(header).toMatchObject({
      fields: [],
      messageId: null,
      from: [],
      sender: null,
      date: null,
      receivedAt: null,
    });
  });

  it.each([
    ['100,000 header lines', 'X-A: b\r\n'.repeat(100_000)],
    ['a line of 20 MB', `Subject: ${'a'.repeat(20_000_000)}`],
    ['3,000,000 recipients', `To: ${'a@b.c,'.repeat(3_000_000)}`],
    ['a million open brackets', `References: ${'<'.repeat(1_000_000)}`],
    ['a million open comments', `In-Reply-To: ${'("'.repeat(500_000)}`],
    ['a million half words', `From: ${'=?a?Q?'.repeat(200_000)}`],
    ['300,000 folds', `To: a\r\n${' <\r\n'.repeat(300_000)}`],
  ])('reads %s in less than a second', async (_, text) => {
    await costsAtMost(1_000, () => parseHeader(Buffer.from(text)));
  });

  it('never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'From: ',
        'To:',
        'Subject: ',
        'References: <',
        'Date: ',
        '\r\n',
        '\n ',
        '\r',
        '=?utf-8?Q?',
        '?=',
        '>',
        '"',
        '(',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        parseHeader(Buffer.from(pieces.join('')));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseHeader(Buffer.from(bytes))),
    );
  });
});
