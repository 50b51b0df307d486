import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/message/classify/classify.js';
import { costsAtMost } from '../cost.js';
import { daemon, dsnType, headerOf, verdictOf } from './classify-mail.js';

describe('what the body is asked for', () => {
  it.each<[string[], boolean]>([
    [[dsnType], true],
    [[daemon], true],
    [['X-Failed-Recipients: a@customer.example'], true],
    [['Subject: Out of office'], true],
    [['Subject: Printer', 'Content-Type: multipart/mixed; boundary=x'], false],
    [['Auto-Submitted: auto-replied'], false],
    [['Precedence: bulk'], true],
  ])('%j: %s', (lines, asked) => {
    expect('needsBody' in classify(headerOf(...lines), null)).toBe(asked);
  });
});

it('always decides when the body is there, in bounded time', async () => {
  const line = fc.constantFrom(
    dsnType,
    daemon,
    'Subject: Undeliverable: x',
    'Subject: Out of office',
    'Auto-Submitted: auto-replied',
    'Return-Path: <>',
    'From: staff@hotmail.com',
    'From: a@sns.amazonaws.com',
    'Content-Type: multipart/report',
    'Content-Type: text/calendar',
    'Precedence:',
  );
  fc.assert(
    fc.property(fc.array(line), fc.string(), fc.string(), (lines, words, content) => {
      const types = ['message/delivery-status', 'message/feedback-report', 'message/rfc822', 'text/calendar'];
      const body = {
        text: words,
        html: content,
        reports: types.map((contentType) => ({ contentType, content })),
      };
      expect(verdictOf(lines, body).kind).toMatch(/^[a-z-]+$/);
    }),
  );
  for (const piece of [
    'a@b ',
    '<',
    'a@',
    'Final-Recipient: rfc822; a@b\n',
    ' \n',
    'not ',
    'deliver ',
    '-',
    'to ',
    '5.1.1',
    '<style>',
    '{"emailAddress":"a@b"',
    'a@b\tx\t',
    'a@b (expanded from ',
    'mail to a@b ',
    'accepted invitation ',
    'DESCRIPTION:x\n',
    'so , ',
  ]) {
    const long = piece.repeat(300_000 / piece.length);
    const body = {
      text: long,
      html: long,
      reports: [
        { contentType: 'message/delivery-status', content: long },
        { contentType: 'message/rfc822', content: long },
        { contentType: 'text/calendar', content: `METHOD:REPLY\n${long}` },
      ],
    };
    const calendar = ['Content-Type: text/calendar; method=REPLY'];
    for (const lines of [
      [daemon],
      [dsnType],
      ['From: a@sns.amazonaws.com'],
      ['Subject: Out of office'],
      ['Subject: Request received'],
      calendar,
    ]) {
      const classify = () => {
        verdictOf(lines, body);
        verdictOf(lines, { ...body, text: '', reports: [] });
      };
      await costsAtMost(1_500, classify, JSON.stringify([piece, lines]));
    }
  }
});
