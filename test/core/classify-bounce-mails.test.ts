import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/message/classify/classify.js';
import type { Verdict } from '../../src/core/message/kind.js';
import { parseBody } from '../../src/mail/parse-body.js';
import { parseHeader } from '../../src/mail/parse-header.js';

const folder = new URL('../fixtures/mails/bounce/', import.meta.url);

async function read(name: string) {
  const raw = readFileSync(new URL(`${name}.eml`, folder));
  return { header: parseHeader(raw), body: await parseBody(raw) };
}

async function verdictOf(name: string): Promise<Verdict> {
  const { header, body } = await read(name);
  const verdict = classify(header, body);
  if ('needsBody' in verdict) throw new Error('asked for the body though it was given');
  return verdict;
}

/** `address status permanence`, as the tables have it. */
function results(verdict: Verdict): string[] {
  return (verdict.bounce?.recipients ?? []).map(
    ({ address, status, permanent, action }) =>
      `${address} ${status || '-'} ${permanent ? 'permanent' : action === 'delivered' ? 'delivered' : 'transient'}`,
  );
}

/** Each written anew after the form of a system: its verdict, one result a recipient, the original's Message-ID. */
const notices: readonly (readonly [string, string, readonly string[], string | null])[] = [
  [
    'amavis-blocked',
    'bounce notice-in-words',
    ['anna@customer.example 5.7.1 permanent'],
    'orig-1@example.com',
  ],
  ['barracuda-spam-refusal', 'bounce notice-in-words', ['anna@customer.example - permanent'], null],
  [
    'carrier-answers-as-reply',
    'bounce gateway-notice',
    ['4155550100@text.example.net - permanent'],
    'orig-1@example.com',
  ],
  ['carrier-mail-system-error', 'bounce notice-in-words', ['anna@customer.example - permanent'], null],
  [
    'courier',
    'bounce delivery-status-failed',
    ['anna@customer.example 5.0.0 permanent'],
    'orig-1@example.com',
  ],
  [
    'cpanel-mailbox-full',
    'bounce notice-in-words',
    ['anna@customer.example - transient'],
    'orig-1@example.com',
  ],
  [
    'daemon-sends-with-odd-subject',
    'bounce notice-in-words',
    ['anna@customer.example - permanent'],
    'orig-1@example.com',
  ],
  ['domino-subject-names-user', 'bounce notice-in-words', ['anna@customer.example - permanent'], null],
  [
    'double-bounce-wrapped',
    'bounce notice-in-words',
    ['anna@customer.example 5.1.1 permanent'],
    'inner@mx.example.net',
  ],
  [
    'english-gateway-not-accepted',
    'bounce notice-in-words',
    ['anna@customer.example 5.7.1 permanent'],
    'orig-1@example.com',
  ],
  ['exchange-2003-without-code', 'bounce notice-in-words', ['anna@customer.example 5.1.1 permanent'], null],
  ['exchange-german-words', 'bounce notice-in-words', ['anna@customer.example 5.2.2 permanent'], null],
  [
    'exchange-html-only',
    'bounce notice-in-words',
    ['anna@customer.example 5.1.10 permanent'],
    'orig-1@example.com',
  ],
  ['exim-delayed', 'delayed-notice notice-delayed', ['anna@customer.example - transient'], null],
  [
    'exim-retry-timeout-is-given-up',
    'bounce notice-in-words',
    ['anna@customer.example - permanent'],
    'orig-1@example.com',
  ],
  [
    'exim-unknown-user',
    'bounce x-failed-recipients',
    ['anna@customer.example 5.1.1 permanent'],
    'orig-1@example.com',
  ],
  ['facebook', 'bounce delivery-status-failed', ['anna@customer.example 5.1.1 permanent'], null],
  ['french-orange', 'bounce notice-in-words', ['anna@customer.example 5.1.1 permanent'], null],
  ['german-delayed', 'delayed-notice notice-delayed', ['anna@customer.example - transient'], null],
  [
    'global-delivery-status',
    'bounce delivery-status-failed',
    ['jürgen@müller.example 5.1.1 permanent'],
    'orig-1@example.com',
  ],
  [
    'gmail-old-form',
    'bounce x-failed-recipients',
    ['anna@customer.example 5.1.1 permanent'],
    'orig-1@example.com',
  ],
  [
    'google-groups-refusal',
    'bounce x-failed-recipients',
    ['team@googlegroups.com - permanent'],
    'orig-1@example.com',
  ],
  [
    'imail-many-attempts',
    'bounce notice-in-words',
    ['anna@customer.example - permanent'],
    'orig-1@example.com',
  ],
  [
    'imail-unknown-user',
    'bounce notice-in-words',
    ['anna@customer.example - permanent'],
    'orig-1@example.com',
  ],
  ['interscan-japanese-subject', 'bounce notice-in-words', ['anna@customer.example 5.1.1 permanent'], null],
  ['japanese-postfix-advice-address', 'bounce notice-in-words', ['anna@customer.example - permanent'], null],
  [
    'kddi-no-reply-with-original',
    'bounce notice-in-words',
    ['anna@customer.example - permanent'],
    'orig-1@example.com',
  ],
  [
    'list-manager-refusal',
    'bounce gateway-notice',
    ['team@lists.example.jp - permanent'],
    'orig-1@example.com',
  ],
  [
    'lotus-notes-reason-before-name',
    'bounce notice-in-words',
    ['anna@customer.example - permanent'],
    'orig-1@example.com',
  ],
  ['mail-ru-russian', 'bounce x-failed-recipients', ['anna@customer.example - permanent'], null],
  ['mailenable', 'bounce notice-in-words', ['anna@customer.example - permanent'], 'orig-1@example.com'],
  [
    'mailmarshal-code-before-recipients',
    'bounce notice-in-words',
    ['anna@customer.example 5.1.1 permanent', 'bert@customer.example 5.1.1 permanent'],
    null,
  ],
  ['mdaemon', 'bounce notice-in-words', ['anna@customer.example - permanent'], null],
  [
    'messaging-server-header-block',
    'bounce notice-in-words',
    ['anna@inner.customer.example 5.1.1 permanent'],
    'orig-1@example.com',
  ],
  [
    'mfilter-japanese',
    'bounce notice-in-words',
    ['anna@customer.example 5.1.1 permanent'],
    'orig-1@example.com',
  ],
  [
    'mms-names-nobody-but-original',
    'bounce notice-in-words',
    ['4155550100@mms.example.net - permanent'],
    null,
  ],
  ['opensmtpd', 'bounce notice-in-words', ['anna@customer.example 5.1.1 permanent'], 'orig-1@example.com'],
  ['polish-postmaster', 'bounce notice-in-words', ['anna@customer.example 5.1.1 permanent'], null],
  ['postfix-text-only', 'bounce notice-in-words', ['anna@customer.example 5.7.1 permanent'], null],
  [
    'qmail-two-recipients',
    'bounce notice-in-words',
    ['anna@customer.example 5.1.1 permanent', 'bert@customer.example 4.2.2 transient'],
    'orig-1@example.com',
  ],
  [
    'report-failed-and-delivered',
    'bounce delivery-status-failed',
    ['anna@customer.example 2.0.0 delivered', 'bert@customer.example 5.1.1 permanent'],
    null,
  ],
  ['report-fields-in-text', 'bounce delivery-status-failed', ['anna@customer.example 5.1.1 permanent'], null],
  [
    'report-in-base64',
    'bounce delivery-status-failed',
    ['anna@customer.example 5.1.1 permanent'],
    'orig-1@example.com',
  ],
  [
    'report-inside-multipart-mixed',
    'bounce delivery-status-failed',
    ['anna@customer.example 5.1.1 permanent'],
    'orig-1@example.com',
  ],
  [
    'report-leaves-code-to-text',
    'bounce delivery-status-failed',
    ['anna@customer.example 5.1.1 permanent', 'bert@customer.example 5.2.2 permanent'],
    null,
  ],
  ['report-type-unknown', 'bounce delivery-status-failed', ['anna@customer.example 5.1.1 permanent'], null],
  [
    'sendmail-cannot-send-for-days',
    'bounce notice-in-words',
    ['anna@customer.example - transient'],
    'orig-1@example.com',
  ],
  [
    'sendmail-transcript',
    'bounce notice-in-words',
    ['anna@customer.example 5.1.1 permanent', 'bert@other.example - transient'],
    'orig-1@example.com',
  ],
  [
    'sendmail-warning-still-tries',
    'delayed-notice notice-delayed',
    ['anna@customer.example - transient'],
    null,
  ],
  [
    'ses-undetermined',
    'bounce ses-bounce',
    ['anna@customer.example 4.4.7 transient'],
    '0102-ab@eu-west-1.amazonses.com',
  ],
  [
    'stars-and-technical-details',
    'bounce notice-in-words',
    ['anna@customer.example - permanent', 'bert@customer.example - permanent'],
    null,
  ],
  ['surfcontrol-by-its-mailer', 'bounce notice-in-words', ['anna@customer.example - permanent'], null],
  [
    't-online-failed-addresses',
    'bounce notice-in-words',
    ['anna@customer.example 5.2.2 permanent'],
    'orig-1@example.com',
  ],
  ['web-de', 'bounce notice-in-words', ['anna@customer.example 5.1.1 permanent'], 'orig-1@example.com'],
  ['x400-gateway-address', 'bounce delivery-status-failed', ['anna@customer.example 5.1.1 permanent'], null],
  ['yahoo', 'bounce notice-in-words', ['anna@customer.example - permanent'], 'orig-1@example.com'],
  ['yandex', 'bounce notice-in-words', ['anna@customer.example - permanent'], null],
  ['zoho', 'bounce notice-in-words', ['anna@customer.example 5.1.1 permanent'], 'orig-1@example.com'],
];

/** Mails that nearly match: by people, and by machines about other things. */
const others: readonly (readonly [string, string])[] = [
  ['human-administrator-writes-about-delivery', 'human no-sign-of-a-machine'],
  ['human-empty-return-path', 'human no-sign-of-a-machine'],
  ['human-forwards-attached', 'human no-sign-of-a-machine'],
  ['human-forwards-inline', 'human no-sign-of-a-machine'],
  ['human-forwards-with-subject-of-bounce', 'human no-sign-of-a-machine'],
  ['human-named-system-administrator', 'human no-sign-of-a-machine'],
  ['human-parcel-undelivered', 'human no-sign-of-a-machine'],
  ['human-postmaster-replies', 'human no-sign-of-a-machine'],
  ['human-postmaster-writes', 'human no-sign-of-a-machine'],
  ['human-replies-to-bounce', 'human no-sign-of-a-machine'],
  ['machine-parcel-notice', 'auto-reply auto-submitted'],
  ['machine-vacation-quotes-bounce-words', 'auto-reply auto-submitted'],
];

describe('notices of mail systems', () => {
  it.each(notices)('%s', async (name, expected, recipients, id) => {
    const verdict = await verdictOf(name);
    expect(`${verdict.kind} ${verdict.reason}`).toBe(expected);
    expect(results(verdict)).toEqual(recipients);
    expect(verdict.bounce?.originalMessageId).toBe(id);
  });

  it.each(notices)('%s: the header alone asks for the body', async (name) => {
    const { header } = await read(name);
    expect(classify(header, null)).toEqual({ needsBody: true });
  });

  it.each(notices)("%s: its text written by a person is a person's mail", async (name) => {
    const { body } = await read(name);
    const { header } = await read('human-forwards-with-subject-of-bounce');
    expect(classify(header, body)).toMatchObject({ kind: 'human' });
  });
});

describe('mails that only look like notices', () => {
  it.each(others)('%s', async (name, expected) => {
    const verdict = await verdictOf(name);
    expect(`${verdict.kind} ${verdict.reason}`).toBe(expected);
    expect(verdict.bounce).toBeUndefined();
  });

  it('people forwarding and answering cost no body', async () => {
    for (const [name] of others.filter(([one]) => /forwards|replies-to|parcel-undelivered/.test(one))) {
      const { header } = await read(name);
      expect(classify(header, null), name).not.toHaveProperty('needsBody');
    }
  });
});

it('every fixture stands in a table', () => {
  const named = [...notices, ...others].map(([name]) => `${name}.eml`);
  expect(readdirSync(folder).sort()).toEqual(named.sort());
});
