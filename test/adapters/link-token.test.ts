import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkTokenIn, withoutLinkToken } from '../../src/core/message/link-tokens.js';
import { linkActions, linkToken, mailtoLink, readLinkToken } from '../../src/mail/link-token.js';
import { isStandIn, replyTokens, tokenId } from '../../src/mail/own-mark.js';
import { costsAtMost } from '../cost.js';

const key = (name: string): Buffer => createHash('sha256').update(name).digest();
const [ours, older, theirs] = [key('ours'), key('older'), key('theirs')];
const day = 86_400_000;
const at = Date.UTC(2026, 10, 23, 9, 12);
const minute = 60_000;
const claim = { anchor: 'a@example.com', action: 'close', stage: 1, at } as const;
const token = linkToken([ours], claim);
const subject = (text: string): string => `close [${text}]`;

describe('the token of a link', () => {
  it('says its action, its minute, and the id that own mails about the anchor bear; it is short', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom(...linkActions),
        fc.integer({ min: 0, max: 31 }),
        fc.integer({ min: 0, max: 5_000_000_000_000 }),
        fc.boolean(),
        (anchor, action, stage, moment, rotated) => {
          const made = linkToken([older], { anchor, action, stage, at: moment });
          expect(made).toMatch(/^k-[a-z2-7]{40}$/);
          const secrets = rotated ? [ours, older] : [older];
          const read = readLinkToken(secrets, `Re: ${action} [${made}] x`, moment);
          expect(read).toEqual({
            action,
            stage,
            at: Math.floor(moment / minute) * minute,
            replyId: expect.stringMatching(/^t-[a-z2-7]{16}@/),
          });
          if (typeof read !== 'object' || read === null) throw new Error('not read');
          expect(replyTokens(secrets, anchor).map(tokenId)).toContain(read.replyId);
          expect(isStandIn(read.replyId)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('with any letter changed is unknown, and what has another form or length is none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: token.length - 1 }),
        fc.string({ unit: 'grapheme', maxLength: 2 }),
        (place, other) => {
          const changed = token.slice(0, place) + other + token.slice(place + 1);
          fc.pre(changed.toLowerCase() !== token && !/[\s[\]]/.test(changed));
          const isOne = /^k-[a-z2-7]{40}$/i.test(changed);
          expect(readLinkToken([ours], subject(changed), at)).toBe(isOne ? 'unknown' : null);
          expect(withoutLinkToken(subject(changed)) === 'close').toBe(isOne);
        },
      ),
      { numRuns: 500 },
    );
    expect(readLinkToken([ours], subject(`${token}a`), at)).toBeNull();
    expect(readLinkToken([ours], subject(token.replace(/.$/, (x) => (x === 'b' ? 'c' : 'b'))), at)).toBe(
      'unknown',
    );
    expect(readLinkToken([ours], subject('k-'.padEnd(42, 'a')), at)).toBe('unknown');
  });

  it('of another mailbox is unknown, of a key that was rotated out too', () => {
    expect(readLinkToken([theirs], subject(token), at)).toBe('unknown');
    expect(readLinkToken([theirs, ours], subject(token), at)).toMatchObject({ action: 'close' });
  });

  it.each([
    [0, true],
    [29, true],
    [30, true],
    [31, false],
    [400, false],
  ])('after %d days is valid: %s', (days, valid) => {
    const read = readLinkToken([ours], subject(token), at + days * day);
    expect(read).toEqual(valid ? { action: 'close', stage: 1, at, replyId: expect.any(String) } : 'stale');
  });

  it.each([
    '',
    'close',
    'Re: k-means clustering',
    '[k-9] units',
    `close ${token}`,
    '[k-',
    '[k-]',
    '[JIRA-k-123456789012]',
  ])('is not in %j', (text) => expect(readLinkToken([ours], text, at)).toBeNull());

  it.each(['[K-2026-000123]', '[K-123456789012345678901234567890123456789]', '[k-abcdefghijklmnop]'])(
    'is not the ticket tag %s of somebody else, which stays in the subject',
    (tag) => {
      expect(linkTokenIn(`Re: Invoice ${tag}`)).toBeNull();
      expect(readLinkToken([ours], `Re: Invoice ${tag}`, at)).toBeNull();
      expect(withoutLinkToken(`Re: Invoice ${tag}`)).toBe(`Re: Invoice ${tag}`);
    },
  );

  it('tells no stage that has no letter', () => {
    const made = linkToken([ours], { ...claim, stage: 32 });
    expect(readLinkToken([ours], subject(made), at)).toMatchObject({ stage: 0 });
  });

  it('is found in any case and taken out of what people read', () => {
    expect(readLinkToken([ours], `[EXTERN] CLOSE [${token.toUpperCase()}]`, at)).toMatchObject({
      action: 'close',
    });
    expect(withoutLinkToken(`Re: snooze 3d [${token}]`)).toBe('Re: snooze 3d');
    expect(withoutLinkToken('Printer [k-9] fails')).toBe('Printer [k-9] fails');
  });

  it('takes no time with a megabyte of what looks like tokens', async () => {
    for (const text of [
      '[k-'.repeat(350_000),
      '[k-aaaaaaaaaaaa'.repeat(70_000),
      ` ${'['.repeat(1_000_000)}`,
    ]) {
      await costsAtMost(1000, () => [readLinkToken([ours], text, at), withoutLinkToken(text)]);
    }
  });
});

describe('a mailto: link', () => {
  it('is what RFC 6068 says, and reads back as what went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (title, body) => {
        const link = mailtoLink('support+x@example.com', title, body);
        expect(link).toMatch(/^mailto:support%2Bx@example\.com\?subject=[\w.~%-]*&body=[\w.~%-]*$/);
        const { searchParams } = new URL(link.replace(/\+/g, '%2B'));
        expect(searchParams.get('subject')).toBe(title);
        expect(searchParams.get('body')).toBe(body.replace(/\r\n?|\n/g, '\r\n'));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["o'hara@example.com", 'mailto:o%27hara@example.com?subject=close%20%5Bk-x%5D'],
    ['a&b?c#d%e@example.com', 'mailto:a%26b%3Fc%23d%25e@example.com?subject=close%20%5Bk-x%5D'],
    ['żółw@example.com', 'mailto:%C5%BC%C3%B3%C5%82w@example.com?subject=close%20%5Bk-x%5D'],
  ])('to %s', (address, link) => expect(mailtoLink(address, 'close [k-x]')).toBe(link));
});
