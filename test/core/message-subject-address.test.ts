import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  domainOf,
  isSameAddress,
  normaliseAddress,
  organizationalDomain,
  plusBase,
} from '../../src/core/message/address.js';
import { baseSubject, hasReplyPrefix, subjectKey } from '../../src/core/message/subject.js';
import { costsAtMost } from '../cost.js';

describe('baseSubject (RFC 5256 2.1)', () => {
  it.each([
    ['Printer', 'Printer'],
    ['Re: Printer', 'Printer'],
    ['RE: AW: WG: Printer', 'Printer'],
    ['AW[2]: Re^2: Re(3): Printer', 'Printer'],
    ['Odp: PD: ENC: RES: R: I: TR: RV: Printer', 'Printer'],
    ['TR : Re : imprimante', 'imprimante'],
    ['回复：打印机', '打印机'],
    ['答复: 转发: 返信: x', 'x'],
    ['Printer (fwd)', 'Printer'],
    ['[Fwd: Re: Printer]', 'Printer'],
    ['Re: [list] Re: Printer', '[list] Printer'],
    ['[list] Re: [list] Printer', '[list] Printer'],
    ['[#12] Printer', '[#12] Printer'],
    ['Re: ', ''],
    ['Regarding: Printer', 'Regarding: Printer'],
    ['Resume: Printer', 'Resume: Printer'],
    ['  a \t b ', 'a b'],
    ['[only a tag]', '[only a tag]'],
  ])('%s', (subject, base) => {
    expect(baseSubject(subject)).toBe(base);
  });

  it('is stable, and a reply prefix changes nothing', () => {
    const word = fc.constantFrom(
      'Re: ',
      'AW[2]: ',
      '[x] ',
      '[fwd: ',
      ']',
      '(fwd)',
      'Printer',
      ' ',
      'Fwd:',
      '回复：',
      'r:',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const base = baseSubject(words.join(''));
        expect(baseSubject(base)).toBe(base);
        expect(baseSubject(`Re: ${base}`)).toBe(base);
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 100 }), (s) => baseSubject(`Re: ${s}`) === baseSubject(s)));
  });

  it('takes bounded time', async () => {
    for (const s of ['Re:', '[', '[a] ', ' ']) {
      const text = s.repeat(1e6);
      await costsAtMost(1_000, () => baseSubject(text), JSON.stringify(s));
    }
  });

  it('compares matters without tags and case', () => {
    expect(subjectKey('Re: [list] [x] Printer')).toBe(subjectKey('PRINTER'));
  });

  it.each([
    ['Re: x', true],
    ['[list] AW[2]: x', true],
    ['Fwd: x', false],
    ['WG: x', false],
    ['x', false],
    ['Really: x', false],
  ])('hasReplyPrefix(%s)', (subject, expected) => {
    expect(hasReplyPrefix(subject)).toBe(expected);
  });
});

describe('addresses', () => {
  it('normalises', () => {
    expect(normaliseAddress(' <Anna@Example.COM> ')).toBe('anna@example.com');
    expect(domainOf('"a@b"@Example.com')).toBe('example.com');
    expect(domainOf('root')).toBe('');
  });

  it.each([
    ['support+t-abc@example.com', 'support@example.com', 't-abc'],
    ['Support+@example.com', 'support@example.com', ''],
    ['support@exa+mple.com', 'support@exa+mple.com', null],
    ['+1234@example.com', '+1234@example.com', null],
    ['a+b+c@example.com', 'a@example.com', 'b+c'],
  ])('plusBase(%s)', (address, base, detail) => {
    expect(plusBase(address)).toEqual({ base, detail });
  });

  it.each([
    ['mail.example.co.uk', 'example.co.uk'],
    ['example.com', 'example.com'],
    ['a.github.io', 'a.github.io'],
    ['com', 'com'],
    ['localhost', 'localhost'],
    ['', ''],
  ])('organizationalDomain(%s)', (domain, expected) => {
    expect(organizationalDomain(domain)).toBe(expected);
  });

  it('compares mailboxes', () => {
    expect(isSameAddress('Support+x@Example.com', 'support@example.com')).toBe(true);
    expect(isSameAddress('a@example.com', 'a@example.org')).toBe(false);
  });
});
