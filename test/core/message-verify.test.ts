import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FolderRole } from '../../src/core/message/message.js';
import type { Header } from '../../src/core/message/parsed.js';
import { authEvidence, verify } from '../../src/core/message/verify.js';
import type { Team, VerifiedBy } from '../../src/core/settings.js';

const agent = { name: '', address: 'anna@example.com' };

function headerOf(fields: [string, string][]): Header {
  return {
    fields: [...fields, ['from', 'anna@example.com'] as [string, string]].map(([name, value]) => ({
      name,
      value,
    })),
    messageId: null,
    from: [agent],
    sender: null,
    replyTo: [],
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    date: null,
    receivedAt: null,
    inReplyTo: [],
    references: [],
  };
}

const host: VerifiedBy = { way: 'host', host: 'mx.example.com' };

function reasonOf(
  fields: [string, string][],
  ways: VerifiedBy[] = [host],
  role: FolderRole = 'inbox',
): string {
  const team: Team = { domains: ['example.com'], agents: [], admins: [], unassigned: [], verifiedBy: ways };
  const auth = JSON.parse(JSON.stringify(authEvidence(headerOf(fields))));
  return verify({ from: agent, auth, copies: [{ folder: 'x', role, uidValidity: '1', uid: 1 }] }, team)
    .reason;
}

const results = (value: string): [string, string] => ['authentication-results', value];

describe('Authentication-Results (RFC 8601, R7)', () => {
  it.each<[string, string, string]>([
    ['dmarc pass', 'mx.example.com; dmarc=pass (p=none) header.from=example.com', 'dmarc-pass'],
    ['a version behind the host', 'mx.example.com 1; dmarc=pass header.from=example.com', 'dmarc-pass'],
    ['comments, folding and capitals', 'MX.example.com (by\t(x) y); \t DMARC = pass (a;b)', 'dmarc-pass'],
    ['aligned SPF', 'mx.example.com; spf=pass (ip ok) smtp.mailfrom=bounce@mail.example.com', 'spf-aligned'],
    [
      'aligned DKIM by d',
      'mx.example.com; dkim=pass header.d=mail.example.com header.b="a;b="',
      'dkim-aligned',
    ],
    ['aligned DKIM by i', 'mx.example.com; dkim=pass header.i=@example.com header.b=x=', 'dkim-aligned'],
    [
      'one good signature of two',
      'mx.example.com; dkim=fail header.d=example.com; dkim=pass header.d=example.com',
      'dkim-aligned',
    ],
    [
      'SPF for another domain',
      'mx.example.com; spf=pass smtp.mailfrom=x@evil.example',
      'not-verified:failed-at mx.example.com',
    ],
    [
      'SPF for the HELO name only',
      'mx.example.com; spf=pass smtp.helo=example.com',
      'not-verified:failed-at mx.example.com',
    ],
    [
      'dmarc fail',
      'mx.example.com; dmarc=fail header.from=example.com',
      'not-verified:failed-at mx.example.com',
    ],
    [
      'dmarc pass for another From',
      'mx.example.com; dmarc=pass header.from=evil.example',
      'not-verified:failed-at mx.example.com',
    ],
    [
      'dmarc that says both',
      'mx.example.com; dmarc=pass; dmarc=fail',
      'not-verified:failed-at mx.example.com',
    ],
    ['none', 'mx.example.com; none', 'not-verified:failed-at mx.example.com'],
    [
      'a pass in a comment',
      'mx.example.com; spf=fail (dmarc=pass; dmarc=pass)',
      'not-verified:failed-at mx.example.com',
    ],
    [
      'a pass in a quoted string',
      'mx.example.com; spf=fail smtp.mailfrom="x; dmarc=pass"@evil.example',
      'not-verified:failed-at mx.example.com',
    ],
    [
      'a pass in an address',
      'mx.example.com; spf=fail smtp.mailfrom=x; dmarc=pass@evil.example',
      'not-verified:failed-at mx.example.com',
    ],
    [
      'a pass with junk beside it',
      'mx.example.com; dmarc=pass @evil.example',
      'not-verified:failed-at mx.example.com',
    ],
    ['passed is not pass', 'mx.example.com; dmarc=passed', 'not-verified:failed-at mx.example.com'],
    ['an unclosed comment', 'mx.example.com; (dmarc=pass', 'no-authentication-results'],
    ['another host', 'mx.google.com; dmarc=pass', 'not-verified:signs-as mx.google.com'],
    [
      'no host (Exchange Online)',
      'spf=pass smtp.mailfrom=example.com; dmarc=pass',
      'no-authentication-results',
    ],
    [
      'a name that only looks so',
      'mx.example.com.evil.example; dmarc=pass',
      'not-verified:signs-as mx.example.com.evil.example',
    ],
  ])('%s', (_, value, reason) => {
    expect(reasonOf([results(value)])).toBe(reason);
  });

  it('believes only the topmost one of a host', () => {
    const good = results('mx.example.com; dmarc=pass');
    const bad = results('mx.example.com; dmarc=fail');
    expect(reasonOf([bad, good])).toBe('not-verified:failed-at mx.example.com');
    expect(reasonOf([results('other.example; none'), good, bad])).toBe('dmarc-pass');
  });

  it('has no evidence for a mail with two From fields', () => {
    expect(reasonOf([['from', 'x@evil.example'], results('mx.example.com; dmarc=pass')])).toBe(
      'no-authentication-results',
    );
  });

  it('does not let a host name stand for another way', () => {
    expect(reasonOf([results('microsoft-365; dmarc=pass')], [{ way: 'microsoft-365' }])).toBe(
      'no-authentication-results',
    );
    expect(
      reasonOf(
        [results('"received:mx.example.com"; dmarc=pass')],
        [{ way: 'received', host: 'mx.example.com' }],
      ),
    ).toBe('no-authentication-results');
  });

  it('never throws and never verifies without a pass', () => {
    const token = fc.constantFrom(
      'mx.example.com',
      ';',
      ' ',
      'dmarc',
      '=',
      'spf',
      '"',
      '(',
      ')',
      '\\',
      'smtp.mailfrom',
      'fail',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
        expect(reasonOf([results(tokens.join(''))])).toMatch(/^n/);
      }),
    );
  });
});

describe('the other ways (R7)', () => {
  const internal: [string, string] = ['x-ms-exchange-organization-authas', 'Internal'];
  const submitted: [string, string] = [
    'received',
    'from x ([192.0.2.1]) by MX.example.com (Postfix) with ESMTPSA id 1; date',
  ];
  const outside: [string, string] = [
    'received',
    'from x ([192.0.2.1]) by mx.example.com (Postfix) with ESMTPS id 1; date',
  ];
  const lmtp: [string, string] = [
    'received',
    'from mx.example.com by store.example.com with LMTP id 1; date',
  ];
  const filter: [string, string] = [
    'received',
    'from localhost (localhost [127.0.0.1]) by mx.example.com with ESMTP id 1; x',
  ];
  const fakeFilter: [string, string] = [
    'received',
    'from [127.0.0.1] (evil.example [192.0.2.9]) by mx.example.com with ESMTP; x',
  ];
  const received: VerifiedBy = { way: 'received', host: 'mx.example.com' };

  it.each<[string, [string, string][], VerifiedBy[], string]>([
    ['Microsoft 365 internal', [internal], [{ way: 'microsoft-365' }], 'microsoft-365'],
    [
      'internal and anonymous',
      [['x-ms-exchange-organization-authas', 'Anonymous'], internal],
      [{ way: 'microsoft-365' }],
      'no-authentication-results',
    ],
    ['internal, not configured', [internal], [host], 'not-verified:signs-as microsoft-365'],
    ['authenticated submission', [submitted], [received], 'received-authenticated'],
    ['authenticated submission below LMTP', [lmtp, submitted], [received], 'received-authenticated'],
    ['authenticated submission below a filter', [filter, submitted], [received], 'received-authenticated'],
    ['one below a hop from outside', [outside, submitted], [received], 'no-authentication-results'],
    ['one below a faked filter', [fakeFilter, submitted], [received], 'no-authentication-results'],
    ['not authenticated', [outside], [received], 'no-authentication-results'],
    [
      'another host',
      [submitted],
      [{ way: 'received', host: 'a.example.com' }],
      'not-verified:signs-as received:mx.example.com',
    ],
    ['everyone', [], [{ way: 'everyone' }], 'everyone'],
    ['nothing configured', [submitted], [], 'not-verified:signs-as received:mx.example.com'],
  ])('%s', (_, fields, ways, reason) => {
    expect(reasonOf(fields, ways)).toBe(reason);
  });

  it('counts a copy in Sent', () => {
    expect(reasonOf([], [], 'sent')).toBe('in-sent');
  });
});
