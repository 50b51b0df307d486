import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/message/classify/classify.js';
import { isListMail } from '../../src/core/message/classify/list.js';
import type { Body, Header, Verdict } from '../../src/core/message/message.js';

const nobody: Body = { text: '', html: null, reports: [] };

/** A header of `Name: value` lines; From is a person unless it is given. */
function headerOf(...lines: string[]): Header {
  const author = lines.some((line) => line.startsWith('From:')) ? [] : ['From: Carl <carl@customer.example>'];
  const fields = [...lines, ...author].map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
  });
  const value = (name: string) => fields.find((field) => field.name === name)?.value;
  const person = (text: string) => ({
    name: text.replace(/<.*/, '').trim(),
    address: (/[^\s<>]+@[^\s<>]+/.exec(text)?.[0] ?? '').toLowerCase(),
  });
  const from = value('from') ?? '';
  return {
    fields,
    messageId: null,
    from: from.includes('@') ? [person(from)] : [],
    sender: null,
    replyTo: [],
    to: [{ name: '', address: 'support@example.com' }],
    cc: [],
    bcc: [],
    subject: value('subject') ?? '',
    date: null,
    receivedAt: null,
    inReplyTo: (value('in-reply-to') ?? '').split(/[<>\s]+/).filter(Boolean),
    references: [],
  };
}

function kindOf(lines: string[], body: Body = nobody): string {
  const verdict = verdictOf(lines, body);
  return `${verdict.kind} ${verdict.reason}`;
}

function verdictOf(lines: string[], body: Body): Verdict {
  const verdict = classify(headerOf(...lines), body);
  if ('needsBody' in verdict) throw new Error('asked for the body though it was given');
  return verdict;
}

const text = (...lines: string[]): Body => ({ ...nobody, text: lines.join('\n') });
const report = (contentType: string, ...lines: string[]): Body => ({
  ...nobody,
  text: 'See the report.',
  reports: [
    { contentType, content: lines.join('\n') },
    {
      contentType: 'text/rfc822-headers',
      content: 'To: gone@customer.example\nMessage-ID:\n <orig@example.com>\n',
    },
  ],
});
const dsnType = 'Content-Type: multipart/report; boundary=x;\treport-type="delivery-status"';
const daemon = 'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>';

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

  it('calendar (RFC 6047)', () => {
    const reply = report('text/calendar', 'BEGIN:VCALENDAR', 'METHOD:REPLY');
    const file = report('text/calendar', 'BEGIN:VCALENDAR', 'METHOD:PUBLISH');
    expect(kindOf(['Content-Type: text/calendar; method=REQUEST'])).toBe('calendar calendar-method');
    expect(kindOf(['Content-Type: multipart/mixed', 'Subject: Accepted: Visit'], reply)).toBe(
      'calendar calendar-method',
    );
    expect(kindOf(['Content-Type: multipart/mixed', 'Subject: Accepted: Visit'], file)).toBe(
      'human no-sign-of-a-machine',
    );
    expect(kindOf(['Content-Type: multipart/mixed', 'Subject: Re: Visit'], reply)).toBe(
      'human no-sign-of-a-machine',
    );
  });
});

describe('automatic answers and mass mail', () => {
  it.each<[string, string[], string]>([
    ['RFC 3834', ['Auto-Submitted: auto-replied (vacation)'], 'auto-reply auto-submitted'],
    ['RFC 3834, generated', ['Auto-Submitted: auto-generated; x=y'], 'auto-reply auto-submitted'],
    ['RFC 3834, no', ['Auto-Submitted: no'], 'human no-sign-of-a-machine'],
    ['iCloud', ['X-Apple-Action: VACATION'], 'auto-reply x-apple-action'],
    ['X-Autoreply', ['X-Autoreply: yes'], 'auto-reply x-autoreply'],
    ['X-Autoreply: no', ['X-Autoreply: no'], 'human no-sign-of-a-machine'],
    ['Precedence: auto_reply', ['Precedence: auto_reply'], 'auto-reply precedence'],
    ['second Precedence', ['Precedence: normal', 'Precedence: bulk'], 'bulk precedence-bulk'],
    [
      'a list of people',
      ['List-Id: <l.example>', 'List-Post: <mailto:l@example>', 'Precedence: bulk'],
      'human no-sign-of-a-machine',
    ],
    ['Precedence: list', ['Precedence: list', 'List-Id: <l.example>'], 'human no-sign-of-a-machine'],
    ['a newsletter', ['List-Unsubscribe: <mailto:u@example>', 'List-Unsubscribe-Post: x'], 'bulk newsletter'],
    [
      'an answer with List-Unsubscribe',
      ['List-Unsubscribe: <mailto:u@example>', 'Feedback-ID: x', 'In-Reply-To: <a@b>'],
      'human no-sign-of-a-machine',
    ],
    ['List-Unsubscribe alone', ['List-Unsubscribe: <mailto:u@example>'], 'human no-sign-of-a-machine'],
    ['X-Auto-Response-Suppress alone', ['X-Auto-Response-Suppress: All'], 'human no-sign-of-a-machine'],
    ['an empty Return-Path alone', ['Return-Path: <>'], 'human no-sign-of-a-machine'],
    ['nothing', [], 'human no-sign-of-a-machine'],
  ])('%s', (_, lines, expected) => {
    expect(kindOf(lines, text('Hello'))).toBe(expected);
  });

  it.each([
    ['Automatic reply: Printer', 'I am on vacation until Monday.'],
    ['Out of Office: Printer', 'I am away until Monday.'],
    ['Abwesenheitsnotiz', 'Ich bin ab Montag wieder im Büro erreichbar.'],
    ['Automatische Antwort: Drucker', 'Ich bin bis Montag im Urlaub.'],
    ['Réponse automatique : Imprimante', 'Je suis en congé, de retour lundi.'],
    ['Respuesta automática: x', 'Estoy de vacaciones.'],
    ['Risposta automatica: x', 'Sono in ferie.'],
    ['Odpowiedź automatyczna: x', 'Jestem na urlopie do poniedziałku.'],
    ['Automatisch antwoord: x', 'Ik ben met vakantie.'],
    ['不在通知', '休暇中です。'],
  ])('vacation by subject %j when the text agrees', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe('auto-reply vacation-subject');
    expect(kindOf([`Subject: Re: ${subject}`], text(words))).toBe('human no-sign-of-a-machine');
    expect(kindOf([`Subject: ${subject}`], text('The third printer in the cellar is burning!'))).toBe(
      'human no-sign-of-a-machine',
    );
  });

  it('flags list mail', () => {
    expect(isListMail(headerOf('List-Id: <l.example>'))).toBe(true);
    expect(isListMail(headerOf('Precedence: List'))).toBe(true);
    expect(isListMail(headerOf('Precedence: bulk'))).toBe(false);
  });
});

describe('what the body is asked for', () => {
  it.each<[string[], boolean]>([
    [[dsnType], true],
    [[daemon], true],
    [['X-Failed-Recipients: a@customer.example'], true],
    [['Subject: Out of office'], true],
    [['Subject: Printer', 'Content-Type: multipart/mixed; boundary=x'], false],
    [['Auto-Submitted: auto-replied'], false],
    [['Precedence: bulk'], false],
  ])('%j: %s', (lines, asked) => {
    expect('needsBody' in classify(headerOf(...lines), null)).toBe(asked);
  });
});

it('always decides when the body is there, in bounded time', () => {
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
  ]) {
    const long = piece.repeat(300_000 / piece.length);
    const body = {
      text: long,
      html: long,
      reports: [
        { contentType: 'message/delivery-status', content: long },
        { contentType: 'message/rfc822', content: long },
      ],
    };
    for (const lines of [[daemon], [dsnType], ['From: a@sns.amazonaws.com'], ['Subject: Out of office']]) {
      const begin = performance.now();
      verdictOf(lines, body);
      verdictOf(lines, { ...body, text: '', reports: [] });
      expect(performance.now() - begin, `${piece} ${lines}`).toBeLessThan(1_500);
    }
  }
});
