import { describe, expect, test } from 'vitest';
import { silentHosts } from '../../src/core/conversation/propose.js';
import { roleOf } from '../../src/core/conversation/role.js';
import type { VerifiedBy } from '../../src/core/settings.js';
import { factOfMail, mailOfFile } from '../../src/fact-of-mail.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { bot, day, monday } from '../cast.js';
import { mail, settings } from '../core/history.js';

/** R7, raw mails in and whose word comes out: what a sender can write into his own mail makes him nobody of the team. */

const evil =
  'Received: from pc.evil.test ([192.0.2.9]) by relay.evil.test with ESMTP; Mon, 2 Mar 2026 08:59:58 +0000';
const taken =
  'Received: from relay.evil.test ([192.0.2.9]) by mx.example.com with ESMTPS id 1; Mon, 2 Mar 2026 09:00:00 +0000';
const inside =
  'Received: from mx.example.com by store.host.test with LMTP id 2; Mon, 2 Mar 2026 09:00:01 +0000';
const pass = 'Authentication-Results: mx.example.com; dmarc=pass header.from=example.com';
const fail = 'Authentication-Results: mx.example.com; dmarc=fail header.from=example.com';

const submitted =
  'Received: from laptop ([198.51.100.7]) by mx.example.com with ESMTPSA id 3; Mon, 2 Mar 2026 09:00:00 +0000';
const loopback = 'localhost (localhost [127.0.0.1])';

const host: VerifiedBy = { way: 'host', host: 'mx.example.com' };

interface Raw {
  readonly top: readonly string[];
  readonly from?: string;
  readonly cc?: string | null;
  readonly date?: string;
  readonly ways?: readonly VerifiedBy[];
  readonly folder?: 'inbox' | 'sent';
}

async function wordOf({ top, from = 'Anna <anna@example.com>', cc = bot, ...more }: Raw) {
  const config = { settings: settings({ team: { ...settings().team, verifiedBy: more.ways ?? [host] } }) };
  const lines = [
    ...top,
    `From: ${from}`,
    'To: maria@customer.test',
    ...(cc === null ? [] : [`Cc: ${cc}`]),
    `Date: ${more.date ?? 'Mon, 2 Mar 2026 09:00:00 +0000'}`,
    'Subject: Invoice',
    'Message-ID: <a@example.com>',
    '',
    'Could you send us the page?',
  ];
  const raw = Buffer.from(lines.join('\r\n'));
  const role = more.folder ?? 'inbox';
  const incoming = mailOfFile(raw, parseHeader(raw), { folder: role, role, uidValidity: '1', uid: 1 });
  // Only the settings of a config matter to a fact.
  const own = { config, secrets: [Buffer.alloc(32, 1)] } as unknown as Parameters<typeof factOfMail>[1];
  const { role: whose, reason } = roleOf(await factOfMail(incoming, own), config.settings);
  return `${whose} ${reason}`;
}

describe('Authentication-Results count only where the mailbox’s own server wrote them', () => {
  test.each<[string, readonly string[], string]>([
    ['above the server’s own Received', [pass, taken], 'agent dmarc-pass'],
    ['just below it, as a milter puts them', [taken, pass], 'agent dmarc-pass'],
    ['below the provider’s hops inside', [inside, pass, taken], 'agent dmarc-pass'],
    [
      'behind a hop that names no host',
      [taken.replace('mx.example.com', '2001:db8::1'), pass, taken],
      'agent dmarc-pass',
    ],
    [
      'behind a filter with a local name',
      [taken, taken.replace('mx.example.com', 'filter.lan'), pass, taken],
      'agent dmarc-pass',
    ],
    [
      'forged below another’s hop',
      [taken, evil, pass],
      'unverified not-verified:below-another-hop mx.example.com',
    ],
    [
      'forged below, the case of the host changed',
      [taken, evil, pass.replace('mx.example.com', 'MX.Example.COM')],
      'unverified not-verified:below-another-hop mx.example.com',
    ],
    [
      'forged below, with hops of ours forged around it',
      [taken, evil, taken, pass, taken],
      'unverified not-verified:below-another-hop mx.example.com',
    ],
    [
      'the server’s dmarc=fail on top, a forged pass below',
      [taken, fail, pass],
      'unverified not-verified:failed-at mx.example.com',
    ],
    [
      'a forged one of another host on top',
      [pass.replace('mx.', 'mx.evil.'), taken, fail, pass],
      'unverified not-verified:failed-at mx.example.com',
    ],
    [
      'folded so that a pass begins a line',
      [taken, `${fail}\r\n\t(${pass})`],
      'unverified not-verified:failed-at mx.example.com',
    ],
    [
      'with white space before the colon',
      [taken, fail, pass.replace(':', ' :')],
      'unverified not-verified:failed-at mx.example.com',
    ],
  ])('%s', async (_, top, word) => {
    expect(await wordOf({ top })).toBe(word);
  });

  test.each([
    ['SPF of a subdomain', 'spf=pass smtp.mailfrom=x@shop.example.com'],
    ['DKIM of a subdomain', 'dkim=pass header.d=shop.example.com'],
    ['SPF and DKIM', 'spf=pass smtp.mailfrom=x@example.com; dkim=pass header.d=example.com'],
  ])('dmarc=fail is no pass, though %s passed: the domain asks for strict alignment', async (_, more) => {
    expect(await wordOf({ top: [`${fail}; ${more}`, taken] })).toBe(
      'unverified not-verified:failed-at mx.example.com',
    );
  });

  test('nothing is configured: nobody’s word counts, whatever the mail says', async () => {
    const marks = [pass, taken, 'X-MS-Exchange-Organization-AuthAs: Internal'];
    expect(await wordOf({ top: marks, ways: [] })).toMatch(/^unverified /);
  });

  test('verified_by: everyone', async () => {
    expect(await wordOf({ top: [taken], ways: [{ way: 'everyone' }] })).toBe('agent everyone');
  });
});

describe('From is the one whom the server checked', () => {
  test.each([
    ['the team’s address as a name', '"anna@example.com" <x@evil.test>'],
    ['as an encoded name', '=?utf-8?q?anna=40example=2Ecom?= <x@evil.test>'],
    ['as an encoded name with brackets', '=?utf-8?q?=3Canna=40example=2Ecom=3E?= <x@evil.test>'],
    ['bare before the address', 'anna@example.com <x@evil.test>'],
    ['two addresses', 'anna@example.com, x@evil.test'],
    ['two in brackets', '<anna@example.com> <x@evil.test>'],
    ['in a comment', '(anna@example.com) x@evil.test'],
    ['behind a comment', 'x@evil.test (<anna@example.com>)'],
    ['a group', 'anna@example.com: x@evil.test;'],
    ['quoted local part', '"anna@example.com"@evil.test'],
    ['a source route', '<@example.com:x@evil.test>'],
  ])('%s is not Anna for a server that checked evil.test', async (_, from) => {
    const checked = 'Authentication-Results: mx.example.com; spf=pass smtp.mailfrom=x@evil.test; dmarc=pass';
    for (const header of ['header.from=evil.test', ''])
      expect(await wordOf({ from, top: [`${checked} ${header}`, taken] })).not.toMatch(/^agent/);
  });

  test('a second From field, above or below', async () => {
    for (const from of ['x@evil.test\r\nFrom: anna@example.com', 'anna@example.com\r\nFrom: x@evil.test'])
      expect(await wordOf({ from, top: [pass, taken] })).not.toMatch(/^agent/);
  });
});

describe('the submission in Received (verified_by: received:HOST)', () => {
  const ways: readonly VerifiedBy[] = [{ way: 'received', host: 'mx.example.com' }];
  test.each([
    ['as it is', [submitted], 'agent received-authenticated'],
    ['forged below the hop from outside', [taken, submitted], 'unverified no-authentication-results'],
    [
      'below a hop whose HELO says that it is the loopback (qmail)',
      [taken.replace('relay.evil.test ([192.0.2.9])', 'unknown (HELO [127.0.0.1]) (192.0.2.9)'), submitted],
      'unverified no-authentication-results',
    ],
    [
      'the same with IPv6',
      [taken.replace('relay.evil.test ([192.0.2.9])', 'unknown (HELO [127.0.0.1]) (2001:db8::9)'), submitted],
      'unverified no-authentication-results',
    ],
    [
      'in a HELO with blanks in it (Postfix)',
      [taken.replace('relay', 'x by mx.example.com with ESMTPSA id 3 relay')],
      'unverified no-authentication-results',
    ],
    [
      'below a HELO that says LMTP',
      [taken.replace('relay', 'x with LMTP relay'), submitted],
      'unverified no-authentication-results',
    ],
    [
      'below a HELO that ends its clause on the loopback',
      [taken.replace('relay.evil.test (', '[127.0.0.1] by x ('), submitted],
      'unverified no-authentication-results',
    ],
    [
      'below a true filter on the loopback',
      [taken.replace('relay.evil.test ([192.0.2.9])', loopback), submitted],
      'agent received-authenticated',
    ],
  ])('%s', async (_, top, word) => {
    expect(await wordOf({ top, ways })).toBe(word);
  });
});

describe('a signature is good whoever sends the mail once more (DKIM replay, RFC 6376 8.6)', () => {
  const signed = 'Authentication-Results: mx.example.com; dkim=pass header.d=example.com; dmarc=pass';
  const byMallory = `${signed} header.from=example.com; spf=pass smtp.mailfrom=m@evil.test`;
  const byNobody = `${signed}; spf=none smtp.mailfrom=m@evil.test`;
  const byHelo = `${signed}; spf=pass smtp.helo=evil.test`;
  const refused = `${signed}; spf=softfail smtp.mailfrom=anna@example.com`;
  const byAnna = `${signed}; spf=pass smtp.mailfrom=anna@example.com`;
  const old = new Date(monday - 8 * day).toUTCString();
  const young = new Date(monday - 6 * day).toUTCString();

  test('older than 7 days: only SPF shows that it is no replay', async () => {
    expect(await wordOf({ top: [byMallory, taken], date: old })).toBe(
      'unverified not-verified:old-signature',
    );
    expect(await wordOf({ top: [signed, taken], date: old })).toBe('unverified not-verified:old-signature');
    expect(await wordOf({ top: [byMallory, taken], date: young })).toBe('agent dmarc-pass');
    expect(await wordOf({ top: [byAnna, taken], date: old })).toBe('agent dmarc-pass');
  });

  test.each([
    ['another envelope', byMallory],
    ['another envelope without SPF', byNobody],
    ['an empty envelope', byHelo],
    ['her envelope, refused', refused],
  ])('not written to us, by %s: a Bcc is nothing that she signed', async (_, results) => {
    const cc = 'ben@example.com\r\nBcc: support@example.com';
    expect(await wordOf({ top: [results, taken], cc })).toBe('unverified not-verified:not-addressed-here');
    expect(await wordOf({ top: [results, taken] })).toBe('agent dmarc-pass');
  });

  test('a Bcc by her own server, or where the server tells nothing of SPF', async () => {
    for (const results of [byAnna, signed])
      expect(await wordOf({ top: [results, taken], cc: null })).toBe('agent dmarc-pass');
  });
});

describe('Sent is the team’s own, unless the server delivers mail into it', () => {
  const delivered = [
    ['Delivered-To', 'Delivered-To: support+Sent@example.com'],
    ['X-Original-To', 'X-Original-To: support+sent@example.com'],
    ['Envelope-To', 'Envelope-To: support+Sent@example.com'],
    ['Received', taken.replace(' id 1', ' id 1 for <support+Sent@example.com>')],
  ] as const;
  test.each(delivered)('%s tells a plus address', async (_, field) => {
    expect(await wordOf({ top: [field, taken, fail], folder: 'sent' })).toMatch(/^unverified/);
  });

  test.each<[string, readonly string[]]>([
    ['beside another recipient, so that no server tells to whom', [inside, taken, fail]],
    ['with another delimiter', ['Delivered-To: support-Sent@example.com', taken, fail]],
    ['with a submission forged below', [inside, taken, fail, submitted]],
    [
      'with a HELO that says so',
      [taken.replace('relay', 'x by mx.example.com with ESMTPSA id 3 relay'), fail],
    ],
    ['with a HELO that says LMTP', [taken.replace('relay', 'x with LMTP relay'), fail, submitted]],
    ['and is damaged', ['Received: (', fail]],
  ])('what came by mail proves nothing: %s', async (_, top) => {
    expect(await wordOf({ top, folder: 'sent' })).toMatch(/^unverified/);
  });

  test('what came by mail and is shown to be hers counts, as in INBOX', async () => {
    expect(await wordOf({ top: [pass, taken], folder: 'sent' })).toBe('agent dmarc-pass');
  });

  test.each<[string, readonly string[]]>([
    ['a client', []],
    ['the server that took it over', [submitted]],
    ['its own recipient', ['Delivered-To: support@example.com', inside, submitted]],
    [
      'a filter on the loopback',
      [inside, taken.replace('relay.evil.test ([192.0.2.9])', loopback), submitted],
    ],
    [
      'Gmail, of its own interface',
      [
        'Received: from 123 named unknown by gmailapi.google.com with HTTPREST; Mon, 2 Mar 2026 09:00:00 +0000',
      ],
    ],
    [
      'webmail, with the address of the browser',
      [
        'Received: from [198.51.100.7] by mail.example.com with HTTP (HTTP/1.1 POST); Mon, 2 Mar 2026 09:00:00 +0000',
      ],
    ],
  ])('a Sent copy of %s counts', async (_, top) => {
    expect(await wordOf({ top, folder: 'sent' })).toBe('agent in-sent');
  });
});

test('check counts the mails from outside that the configured host did not judge', () => {
  const judged = [{ host: 'mx.example.com', dmarc: false, spf: [], dkim: [] }];
  const from = (n: number, auth?: typeof judged) =>
    mail({ from: 'x@else.test', id: `m${n}`, at: monday, more: auth ? { auth } : {} });
  const own = mail({ from: bot, id: 'own', at: monday, verified: false, folder: 'sent' });
  expect(silentHosts([from(1, judged), from(2, judged), own], settings())).toEqual([]);
  const below = judged.map((one) => ({ ...one, below: true as const }));
  expect(silentHosts([from(1, judged), from(2), from(3, below)], settings())).toEqual([
    { host: 'mx.example.com', without: 2, of: 3 },
  ]);
});
