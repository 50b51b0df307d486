import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/message/classify/classify.js';
import type { Body } from '../../src/core/message/parsed.js';
import { daemon, dsnType, headerOf, kindOf, nobody, report, text, verdictOf } from './classify-mail.js';

describe('delivery reports (RFC 3464)', () => {
  const group = [
    'Reporting-MTA: dns; mx',
    '',
    'Final-Recipient: rfc822; Gone@Customer.example',
    'Action: failed',
    'Status: 5.1.1',
  ];

  it('gives one result a recipient and the id of the original', () => {
    const verdict = verdictOf(
      [dsnType, daemon, 'Auto-Submitted: auto-replied'],
      report(
        'message/delivery-status',
        ...group,
        'Diagnostic-Code: smtp; 550 5.1.1',
        ' no such user',
        '',
        'Final-Recipient: rfc822;b@customer.example',
        'Action: failed',
        'Status: 4.4.1',
      ),
    );
    expect(verdict).toEqual({
      kind: 'bounce',
      reason: 'delivery-status-failed',
      bounce: {
        recipients: [
          {
            address: 'gone@customer.example',
            status: '5.1.1',
            action: 'failed',
            permanent: true,
            reason: '550 5.1.1 no such user',
          },
          { address: 'b@customer.example', status: '4.4.1', action: 'failed', permanent: false, reason: '' },
        ],
        originalMessageId: 'orig@example.com',
      },
    });
  });

  it('tells two recipients apart where the blank line is missing', () => {
    const body = report(
      'message/delivery-status',
      ...group,
      'Final-Recipient: rfc822; b@customer.example',
      'Action: failed',
    );
    expect(verdictOf([dsnType], body).bounce?.recipients.map((one) => one.address)).toEqual([
      'gone@customer.example',
      'b@customer.example',
    ]);
  });

  it('takes the exact code from the diagnostic when the status is only x.0.0', () => {
    const body = report(
      'message/delivery-status',
      group.slice(0, 4).join('\n'),
      'Status: 5.0.0',
      'Diagnostic-Code: smtp; 550-5.1.1 gone',
    );
    expect(verdictOf([dsnType], body).bounce?.recipients[0]).toMatchObject({
      status: '5.1.1',
      permanent: true,
    });
  });

  it.each([
    ['delayed', 'delayed-notice delivery-status-delayed'],
    ['delivered', 'read-receipt delivery-status-delivered'],
    ['relayed', 'read-receipt delivery-status-delivered'],
    ['expired', 'bounce delivery-status-failed'],
  ])('action %s', (action, expected) => {
    const body = report(
      'message/delivery-status',
      'Final-Recipient: rfc822; a@customer.example',
      `Action: ${action}`,
      'Status: 4.0.0',
    );
    expect(kindOf([dsnType, daemon], body)).toBe(expected);
  });

  it('works without a report type, and with a broken report', () => {
    expect(
      kindOf(['Content-Type: multipart/report; boundary=x'], report('message/delivery-status', ...group)),
    ).toBe('bounce delivery-status-failed');
    expect(kindOf([dsnType], nobody)).toBe('bounce delivery-status-unreadable');
  });
});

describe('bounce notices in plain words', () => {
  it.each<[string, string[], Body, string, boolean, string | null]>([
    [
      'Exim',
      [
        daemon,
        'X-Failed-Recipients: gone@customer.example',
        'Auto-Submitted: auto-replied',
        'Subject: Mail delivery failed: returning message to sender',
      ],
      text(
        'This message was created automatically by mail delivery software.',
        '',
        '  gone@customer.example',
        '    host mx [192.0.2.1]: 550 Unknown user',
        '',
        '------ This is a copy of the message, including all the headers. ------',
        '',
        'Message-ID: <orig@example.com>',
        'To: other@customer.example',
      ),
      'bounce x-failed-recipients',
      true,
      'orig@example.com',
    ],
    [
      'qmail',
      ['From: MAILER-DAEMON@mx.example.net', 'Subject: failure notice'],
      text(
        'Hi. This is the qmail-send program at mx.example.net.',
        "I'm afraid I wasn't able to deliver your message.",
        '',
        '<gone@customer.example>:',
        'Sorry, no mailbox here by that name. (#5.1.1)',
        '',
        '--- Below this line is a copy of the message.',
        '',
        'Message-ID: <orig@example.com>',
      ),
      'bounce notice-in-words',
      true,
      'orig@example.com',
    ],
    [
      'Postfix of old',
      [daemon, 'Subject: Undelivered Mail Returned to Sender'],
      text(
        'Your message could not be delivered.',
        '',
        '<gone@customer.example>: host mx said: 451 4.2.2 mailbox',
        '   busy',
      ),
      'bounce notice-in-words',
      false,
      null,
    ],
    [
      'Exchange 2003',
      ['From: System Administrator <postmaster@customer.example>', 'Subject: Undeliverable: Printer'],
      text(
        'Your message',
        '',
        '  To:      gone@customer.example',
        '',
        'did not reach the following recipient(s):',
        '',
        'gone@customer.example on Thu, 29 Apr',
        '    The recipient name is not recognized',
      ),
      'bounce notice-in-words',
      true,
      null,
    ],
    [
      'an empty From',
      ['From: <>', 'Subject: Delivery failure'],
      text('<gone@customer.example>: user unknown'),
      'bounce notice-in-words',
      true,
      null,
    ],
  ])('%s', (_, lines, body, expected, permanent, id) => {
    const verdict = verdictOf(lines, body);
    expect(`${verdict.kind} ${verdict.reason}`).toBe(expected);
    expect(verdict.bounce?.recipients).toHaveLength(1);
    expect(verdict.bounce?.recipients[0]).toMatchObject({ address: 'gone@customer.example', permanent });
    expect(verdict.bounce?.originalMessageId).toBe(id);
  });

  it('takes a warning for a delayed notice', () => {
    const body = text(
      'Your message to slow@customer.example has not yet been delivered.',
      'No action is required on your part.',
    );
    expect(
      kindOf([daemon, 'Subject: Warning: message 1 delayed 24 hours', 'Auto-Submitted: auto-replied'], body),
    ).toBe('delayed-notice notice-delayed');
  });

  it.each<[string, string[]]>([
    [
      'a person who forwards a bounce',
      ['Subject: Fwd: Undelivered Mail Returned to Sender', 'Content-Type: multipart/mixed; boundary=x'],
    ],
    ['a person who writes about bounces', ['Subject: Mail delivery failed yesterday']],
    [
      'a postmaster who writes himself',
      ['From: Paul <postmaster@customer.example>', 'Subject: Our new mail server'],
    ],
  ])('%s is a human', (_, lines) => {
    expect(kindOf(lines, text('<gone@customer.example>: 550 user unknown, could not be delivered'))).toBe(
      'human no-sign-of-a-machine',
    );
  });

  it('reads reports of Amazon SES', () => {
    const json =
      '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"Gone@customer.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 gone"}]},"mail":{"messageId":"0100-ab"}}';
    expect(
      verdictOf(['From: no-reply@sns.amazonaws.com'], text(json, '', '--', 'unsubscribe')),
    ).toMatchObject({
      kind: 'bounce',
      bounce: {
        recipients: [{ address: 'gone@customer.example', status: '5.1.1', permanent: true }],
        originalMessageId: '0100-ab@email.amazonses.com',
      },
    });
  });
});

describe('other reports', () => {
  const arf = 'Content-Type: multipart/report; report-type=feedback-report';
  it('complaint (RFC 5965), naming the recipient and the original', () => {
    expect(verdictOf([arf], report('message/feedback-report', 'Feedback-Type: abuse'))).toMatchObject({
      kind: 'complaint',
      bounce: { recipients: [{ address: 'gone@customer.example' }], originalMessageId: 'orig@example.com' },
    });
    expect(kindOf([arf], report('message/feedback-report', 'Feedback-Type: not-spam'))).toBe(
      'auto-reply feedback-report',
    );
  });

  it('read receipt (RFC 8098)', () => {
    expect(
      classify(headerOf('Content-Type: multipart/report; report-type=disposition-notification'), null),
    ).toEqual({ kind: 'read-receipt', reason: 'disposition-notification' });
    expect(
      kindOf(
        ['Content-Type: multipart/report'],
        report('message/disposition-notification', 'Disposition: x'),
      ),
    ).toBe('read-receipt disposition-notification');
  });
});
