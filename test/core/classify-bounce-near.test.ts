import { describe, expect, it } from 'vitest';
import { daemon, kindOf, report, text, verdictOf } from './classify-mail.js';

const nobody = 'human no-sign-of-a-machine';
const failed = text('Your message to <gone@customer.example> could not be delivered: 550 user unknown.');

describe('who may send a notice', () => {
  it.each<[string, string[], string]>([
    ['a daemon', [daemon, 'Subject: x'], 'bounce notice-in-words'],
    ['a name as of a daemon', ['From: Anna Daemon <anna.daemon@customer.example>', 'Subject: x'], nobody],
    ['nobody', ['From: <>', 'Subject: Delivery failure'], 'bounce notice-in-words'],
    ['nobody, about nothing', ['From: <>', 'Subject: Hello'], nobody],
    ['no envelope sender', ['Return-Path: <>', 'Subject: Mail'], 'bounce notice-in-words'],
    ['an envelope sender', ['Return-Path: <a@customer.example>', 'Subject: failure notice'], nobody],
    [
      'a postmaster',
      ['From: postmaster@customer.example', 'Subject: Undeliverable: x'],
      'bounce notice-in-words',
    ],
    [
      'a postmaster who answers',
      ['From: postmaster@customer.example', 'Subject: AW: Unzustellbar: x'],
      nobody,
    ],
    [
      'a machine',
      ['Auto-Submitted: auto-generated', 'Subject: Mail delivery failed'],
      'bounce notice-in-words',
    ],
    ['a person', ['Auto-Submitted: no', 'Subject: Mail delivery failed'], nobody],
    ['a filter', ['X-Mailer: SurfControl E-mail Filter', 'Subject: x'], 'bounce notice-in-words'],
  ])('%s', (_, lines, expected) => {
    expect(kindOf(lines, failed)).toBe(expected);
  });

  it('a daemon that tells no failure is not believed to', () => {
    expect(kindOf([daemon, 'Subject: Welcome'], text('Your mailbox is ready.'))).toBe(nobody);
  });

  it('a machine that quotes the notice far below says something else', () => {
    const quoting = text('I am away.', ...Array.from({ length: 200 }, () => 'until Monday'), failed.text);
    expect(kindOf(['Return-Path: <>', 'Subject: Hello'], quoting)).not.toMatch(/^bounce/);
  });
});

describe('frames of gateways', () => {
  const frame = text(
    'Error message below:',
    '550 - no such user',
    '',
    'Message details:',
    '  MAIL FROM: support@example.com',
    '  RCPT TO: gone@customer.example',
  );
  it('counts from a postmaster alone, and as a whole', () => {
    const from = 'From: post_master@customer.example';
    expect(kindOf([from, 'Subject: Re:x'], frame)).toBe('bounce gateway-notice');
    expect(kindOf(['Subject: Re:x'], frame)).toBe(nobody);
    expect(kindOf([from, 'Subject: Re:x'], text('Error message below:', '550 - what is this?'))).toBe(nobody);
  });
});

describe('other reports that nearly match', () => {
  it('SNS mails about other things are no bounces', () => {
    const from = 'From: no-reply@sns.amazonaws.com';
    expect(kindOf([from], text('{"notificationType":"AmazonSnsSubscriptionSucceeded"}'))).toBe(nobody);
    expect(kindOf(['From: carl@customer.example'], text('{"notificationType":"Bounce"}'))).toBe(nobody);
  });

  it('a report that a person attached is no receipt and no complaint', () => {
    const lines = ['Content-Type: multipart/mixed; boundary=x'];
    expect(kindOf(lines, report('message/disposition-notification', 'Disposition: x'))).toBe(nobody);
    expect(kindOf(lines, report('message/feedback-report', 'Feedback-Type: abuse'))).toBe(nobody);
    expect(kindOf(lines, report('message/delivery-status', 'Final-Recipient: rfc822; a@b.example'))).toBe(
      nobody,
    );
  });

  it('every Original-Rcpt-To of a complaint is told (RFC 5965 3.2)', () => {
    const arf = ['Content-Type: multipart/report; report-type=feedback-report'];
    const two = report(
      'message/feedback-report',
      'Feedback-Type: abuse',
      'Original-Rcpt-To: <a@b.example>',
      'Original-Rcpt-To: c@b.example',
    );
    const named = verdictOf(arf, two).bounce?.recipients.map(({ address }) => address);
    expect(named).toEqual(['a@b.example', 'c@b.example']);
    expect(kindOf(arf, report('message/feedback-report', 'Feedback-Type: auth-failure'))).toBe(
      'auto-reply feedback-report',
    );
  });
});
