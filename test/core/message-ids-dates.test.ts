import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMailDate, receivedDate } from '../../src/core/message/date.js';
import { parseMessageId, parseMessageIds } from '../../src/core/message/message-id.js';

describe('parseMessageIds (RFC 5322 3.6.4)', () => {
  it.each<[string, string, string[]]>([
    ['one id', '<a@b>', ['a@b']],
    ['several, each once, in order', '<c@d> <a@b>\t<c@d>', ['c@d', 'a@b']],
    ['ids without space between', '<a@b><c@d>', ['a@b', 'c@d']],
    ['folding inside the brackets', '<very-long- left@b.example\t.org>', ['very-long-left@b.example.org']],
    ['comments', '(not <x@y> this) <a@b> (nor\\) <z@y>)', ['a@b']],
    ['an unclosed comment', '(open <a@b>', ['a@b']],
    ['a phrase with an address', '"Joe <joe@x>" message of Monday <a@b>', ['a@b']],
    ['words beside a bracketed id', 'mail from joe@x of today <a@b>', ['a@b']],
    ['no brackets', 'a@b, c@d', ['a@b', 'c@d']],
    ['no closing bracket', '<a@b <c@d>', ['a@b', 'c@d']],
    ['no closing bracket at all', '<a@b more words', ['a@b']],
    ['no opening bracket', 'a@b>', ['a@b']],
    ['no at sign', '<abc>', ['abc']],
    ['empty brackets', '<> < >', []],
    ['words only', 'your message', []],
    ['nothing', '', []],
  ])('%s', (_, value, ids) => {
    expect(parseMessageIds(value)).toEqual(ids);
  });

  it('takes a bare word as the id of the mail itself, but no sentence', () => {
    expect(parseMessageId('20261121.abc')).toBe('20261121.abc');
    expect(parseMessageId('no id here')).toBeNull();
    expect(parseMessageId(' ')).toBeNull();
  });

  it('never throws, never repeats an id, never keeps brackets or spaces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<', '>', 'a', '@', ' ', '(', ')', '"', '\\', ','), { maxLength: 40 }),
        (cs) => {
          const ids = parseMessageIds(cs.join(''));
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) expect(id).not.toMatch(/[\s<]|^$/);
        },
      ),
    );
  });
});

describe('parseMailDate (RFC 5322 3.3, 4.3)', () => {
  const noon = Date.UTC(2026, 10, 21, 12, 0, 0);
  it.each<[string, number | null]>([
    ['Sat, 21 Nov 2026 12:00:00 +0000', noon],
    ['21 Nov 2026 13:00 +0100', noon],
    ['Sat, 21 Nov 2026 04:00:00 -0800 (PST)', noon],
    ['Sat, 21 Nov 2026 07:00:00 EST', noon],
    ['Sat, 21 Nov 26 12:00:00 GMT', noon],
    ['Sat,21 Nov 2026 12:00:00 Z', noon],
    ['Sat, 21-Nov-2026 12:00:00 UT', noon],
    ['Sat, 21 November 2026 12.00.00', noon],
    ['Sat Nov 21 12:00:00 2026', noon],
    ['2026-11-21T12:00:00Z', noon],
    ['2026-11-21 13:00:00 +01:00', noon],
    ['Sa, 21 Nov 2026 12:00:00 GMT+00:00', noon],
    ['1 Jan 99 00:00:00 +0000', Date.UTC(1999, 0, 1)],
    ['Sat, 31 Feb 2026 12:00:00 +0000', null],
    ['Sat, 21 Foo 2026 12:00:00 +0000', null],
    ['Sat, 21 Nov 2026 12:00:00 +9900', null],
    ['Sat, 21 Nov 2026 25:00:00 +0000', null],
    ['Sat, 21 Nov 9999 12:00:00 +0000', null],
    ['soon', null],
    ['', null],
  ])('%s', (value, ms) => {
    expect(parseMailDate(value)).toBe(ms);
  });

  it('reads the date of a Received header after the last semicolon', () => {
    expect(receivedDate('from x (a; b) by y; Sat, 21 Nov 2026 12:00:00 +0000 (UTC)')).toBe(noon);
    expect(receivedDate('from x by y')).toBeNull();
  });

  it('never throws and gives a moment between 1970 and 2200, or null', () => {
    const part = fc.constantFrom(
      '1',
      '31',
      '99',
      ' ',
      'Feb',
      'Nov',
      '2026',
      ':',
      '+0100',
      '-9999',
      'EST',
      ',',
      '(',
      ')',
      'T',
      '-',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const ms = parseMailDate(parts.join(''));
        expect(ms === null || (ms >= 0 && ms < Date.UTC(2200, 0, 2))).toBe(true);
      }),
    );
  });
});
