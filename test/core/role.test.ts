import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameByItself, mayPassOn } from '../../src/core/conversation/forwarding.js';
import { linkIds } from '../../src/core/conversation/link.js';
import { partition } from '../../src/core/conversation/partition.js';
import { isPassedOn, roleOf, rolesOf } from '../../src/core/conversation/role.js';
import { mergeFacts } from '../../src/core/message/merge-facts.js';
import type { Forwarded, Message } from '../../src/core/message/message.js';
import type { Person } from '../../src/core/message/parsed.js';
import { authEvidence } from '../../src/core/message/verify.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { anna, ben, bot, day, maria, minute, monday, tom } from '../cast.js';
import { mail, play, settings } from './history.js';

const config = settings();
const person = (address: string, name = ''): Person => ({ name, address });
const told = (message: Message, change = config): string => {
  const role = roleOf(message, change);
  return `${role.role} ${'person' in role ? role.person.address : '-'} ${role.reason}`;
};

type More = Omit<Partial<Message>, 'to'> & { readonly to?: readonly string[]; readonly folder?: 'sent' };
type Row = [what: string, from: string, more: More, role: string];

function rowMail(from: string, { to = [bot], folder, ...more }: More): Message {
  return mail({ from, to, id: 'x@y.test', at: monday, verified: false, more, ...(folder && { folder }) });
}

const passes = { auth: [{ host: 'mx.example.com', dmarc: true, spf: [], dkim: [] }] };
const signedBy = (domain: string) => ({
  auth: [{ host: 'mx.example.com', dmarc: false, spf: [domain], dkim: [domain] }],
});
const sender = (address: string) => ({ sender: person(address) });
const replyTo = (...addresses: string[]) => ({ replyTo: addresses.map((address) => person(address)) });
const by = (address: string) => ({ originalFrom: person(address) });

describe('Sender and From differ (R7)', () => {
  it.each<Row>([
    [
      'an assistant sends for the boss',
      'boss@example.com',
      { ...sender(anna), ...passes, to: [maria] },
      'agent boss@example.com dmarc-pass',
    ],
    [
      'nobody shows that she does',
      'boss@example.com',
      { ...sender(anna), to: [maria] },
      'unverified boss@example.com no-authentication-results',
    ],
    [
      'on behalf of the shared address',
      bot,
      { ...sender(anna), ...passes, to: [maria] },
      `agent ${bot} dmarc-pass`,
    ],
    [
      'the same, lying in Sent',
      bot,
      { ...sender(anna), to: [maria], folder: 'sent' },
      `agent ${bot} in-sent`,
    ],
    [
      'the same, shown by nothing',
      bot,
      { ...sender(anna), to: [maria] },
      'unknown - own-address-outside-sent',
    ],
    [
      'a service sends for the agent and signs for itself',
      anna,
      { ...sender('bounces@mailer.test'), ...signedBy('mailer.test'), to: [maria] },
      `unverified ${anna} not-verified:failed-at mx.example.com`,
    ],
    [
      'a service sends for the agent and signs as her domain',
      anna,
      { ...sender('bounces@mailer.test'), ...signedBy('mail.example.com'), to: [maria] },
      `agent ${anna} spf-aligned`,
    ],
    [
      'a service sends for the customer',
      maria,
      sender('bounces@mailer.test'),
      `customer ${maria} outside-address`,
    ],
    [
      'a customer whose Sender says agent',
      maria,
      { ...sender(anna), ...passes },
      `customer ${maria} outside-address`,
    ],
    [
      'a form with the customer in From',
      maria,
      { ...sender(bot), ...passes },
      `customer ${maria} outside-address`,
    ],
  ])('%s', (_, from, more, role) => {
    expect(told(rowMail(from, more))).toBe(role);
  });

  it('SPF and DKIM of the Sender show nothing about From', () => {
    const header = parseHeader(
      Buffer.from(
        `From: anna@example.com\nSender: x@evil.test\nAuthentication-Results: mx.example.com; spf=pass smtp.mailfrom=x@evil.test; dkim=pass header.d=evil.test\n\n`,
      ),
    );
    expect(told(rowMail(anna, { auth: authEvidence(header) }))).toMatch(/^unverified/);
  });
});

describe('what groups, lists and forms write (R8)', () => {
  it.each<Row>([
    [
      'a group of the mailbox',
      bot,
      { ...by(maria), ...passes, list: true },
      `customer ${maria} x-original-from`,
    ],
    [
      'a group of the team, signed by our domain',
      'sales@example.com',
      { ...by(maria), ...passes, list: true },
      `customer ${maria} x-original-from`,
    ],
    [
      'a colleague through the group, whom nothing shows',
      bot,
      { ...by(anna), ...passes, list: true },
      `unverified ${anna} rewritten-by-a-group`,
    ],
    [
      'a list outside',
      'list@lists.example.org',
      { ...by(maria), list: true },
      `customer ${maria} rewritten-by-a-list`,
    ],
    [
      'a colleague through a list outside',
      'list@lists.example.org',
      { ...by(anna), list: true },
      `unverified ${anna} rewritten-by-a-list`,
    ],
    [
      'a list whose answers come to us',
      'list@lists.example.org',
      { ...by(bot), list: true },
      'customer list@lists.example.org outside-address',
    ],
    ['a customer with such a field and no list', maria, by(anna), `customer ${maria} outside-address`],
    ['a form with our address', bot, replyTo(maria), `customer ${maria} reply-to-of-own-address`],
    [
      'a form that goes through our own server',
      bot,
      { ...replyTo(maria), ...passes },
      `customer ${maria} reply-to-of-own-address`,
    ],
    [
      'a form whose server keeps a copy in Sent',
      bot,
      { ...replyTo(maria), folder: 'sent' },
      `customer ${maria} reply-to-of-own-address`,
    ],
    [
      'a form stored without travelling',
      bot,
      { ...replyTo(maria), stored: true },
      `customer ${maria} reply-to-of-own-address`,
    ],
    [
      'a form with a copy to the customer, in Sent',
      bot,
      { ...replyTo(maria), to: [bot, maria], folder: 'sent' },
      `customer ${maria} reply-to-of-own-address`,
    ],
    [
      'a form with another address of the team',
      'wordpress@example.com',
      { ...replyTo(maria), ...passes },
      `customer ${maria} reply-to-of-a-form`,
    ],
    [
      'the same to a customer is a mail of the team',
      'info@example.com',
      { ...replyTo(tom), ...passes, to: [maria] },
      'agent info@example.com dmarc-pass',
    ],
    [
      'an agent at the shared mailbox who writes to a customer',
      bot,
      { ...replyTo(tom), to: [maria], folder: 'sent' },
      `agent ${bot} in-sent`,
    ],
    [
      'an agent with a private Reply-To answers a notice',
      anna,
      { ...replyTo('anna@home.test'), ...passes, inReplyTo: ['thrice.n@example.com'] },
      `agent ${anna} dmarc-pass`,
    ],
    ['answers to our own address', bot, { ...replyTo(bot), ...passes }, `agent ${bot} dmarc-pass`],
    ['no word of who wrote it', bot, {}, 'unknown - own-address-outside-sent'],
  ])('%s', (_, from, more, role) => {
    expect(told(rowMail(from, more))).toBe(role);
  });
});

const reply: Forwarded = {
  from: person(maria, 'Maria'),
  subject: 'Re: Invoice 17',
  id: 'reply@customer.test',
  ids: ['reply@customer.test'],
};
const forward = { forwarded: reply, ...passes };

describe('an agent forwards what a customer wrote to him alone (R11)', () => {
  it.each<Row>([
    ['a verified agent', anna, forward, `customer ${maria} forwarded-by-agent`],
    ['in Sent', anna, { forwarded: reply, folder: 'sent' }, `customer ${maria} forwarded-by-agent`],
    ['with a colleague in To', anna, { ...forward, to: [bot, ben] }, `customer ${maria} forwarded-by-agent`],
    [
      'with a private Reply-To',
      anna,
      { ...forward, ...replyTo('anna@home.test') },
      `customer ${maria} forwarded-by-agent`,
    ],
    ['not verified', anna, { forwarded: reply }, `unverified ${anna} no-authentication-results`],
    ['to a supplier', anna, { ...forward, to: [bot, 'x@supplier.test'] }, `agent ${anna} dmarc-pass`],
    [
      'of a colleague’s mail',
      anna,
      { ...forward, forwarded: { from: person(ben), subject: '' } },
      `agent ${anna} dmarc-pass`,
    ],
    [
      'of a mail of Thrice',
      anna,
      { ...forward, forwarded: { from: person(bot), subject: '' } },
      `agent ${anna} dmarc-pass`,
    ],
    ['by the mailbox itself, where such a mail lies anyway', bot, forward, `agent ${bot} dmarc-pass`],
    ['as a machine', anna, { ...forward, kind: 'auto-reply' }, `agent ${anna} dmarc-pass`],
    ['a customer', tom, { forwarded: reply, ...passes }, `customer ${tom} outside-address`],
  ])('%s', (_, from, more, role) => {
    expect(told(rowMail(from, more))).toBe(role);
  });

  it('a forged copy of an agent’s mail plants no forward', () => {
    const true_ = rowMail(anna, passes);
    const forged = { ...rowMail(anna, { forwarded: reply, ...passes }), at: monday + minute };
    for (const merged of [mergeFacts(true_, forged), mergeFacts(forged, true_)])
      expect(told(merged)).toBe(`agent ${anna} dmarc-pass`);
  });

  it('merges the copies of a mail to the same fact in any order (I4)', () => {
    const copy = fc.record({
      forwarded: fc.option(fc.constantFrom(reply, { from: person(tom), subject: '' }), { nil: undefined }),
      at: fc.constantFrom(monday, monday + minute),
      sent: fc.boolean(),
      rules: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 4 }), fc.nat(), (copies, turn) => {
        const facts: Message[] = copies.map(({ forwarded, at, sent, rules }, i) => ({
          ...rowMail(anna, {
            ...passes,
            rules,
            ...(forwarded && { forwarded }),
            ...(sent && { folder: 'sent' }),
          }),
          at,
          copies: [{ folder: `${i}`, role: sent ? 'sent' : 'inbox', uidValidity: '1', uid: i } as const],
        }));
        const cut = turn % facts.length;
        const turned = [...facts.slice(cut), ...facts.slice(0, cut)].reverse();
        expect(turned.reduce(mergeFacts)).toEqual(facts.reduce(mergeFacts));
      }),
    );
  });

  it('links by the ids of an attached mail only where the forward counts (I7)', () => {
    const karl = 'karl@elsewhere.test';
    const asked = [
      mail({ from: anna, to: [maria], cc: [bot], id: 'a1@example.com', at: monday }),
      mail({
        from: anna,
        to: [karl],
        cc: [bot],
        id: 'a2@example.com',
        at: monday,
        more: { subject: 'Other' },
      }),
    ];
    const planted = (more: Partial<Message>): number => {
      const forwarded = { ...reply, subject: 'Third', ids: ['a1@example.com', 'a2@example.com'] };
      const one = { subject: 'Third', forwarded, ...more };
      const plant = mail({
        from: anna,
        id: 'p@example.com',
        at: monday + minute,
        verified: false,
        more: one,
      });
      expect(linkIds(plant)).toContain('a1@example.com');
      return partition({ messages: [...asked, plant], notes: [] }, config).length;
    };
    expect(planted({})).toBe(3);
    expect(planted({ ...passes, forwarded: { ...reply, subject: 'Third', ids: ['a1@example.com'] } })).toBe(
      2,
    );
  });

  it('ends the silence whatever the order in which the mails are read (I4)', () => {
    const asked = mail({ from: anna, to: [maria], cc: [bot], id: 'a1@example.com', at: monday });
    const passedOn = (at: number, more: Partial<Message>): Message =>
      mail({
        from: anna,
        id: `f${at}@example.com`,
        at,
        verified: false,
        more: { ...more, forwarded: reply },
      });
    const facts = [
      asked,
      passedOn(monday + minute, { references: ['a1@example.com'] }),
      passedOn(monday + 2 * minute, { references: ['a1@example.com'], ...passes }),
      mail({
        from: ben,
        to: [maria],
        cc: [bot],
        id: 'a3@example.com',
        at: monday + day,
        refs: ['a1@example.com'],
      }),
      mail({ from: tom, id: 't@customer.test', at: monday + 2 * day, refs: ['a3@example.com'] }),
    ];
    const now = monday + 3 * day;
    const expected = JSON.stringify(play({ facts, now }));
    expect(play({ facts: facts.slice(0, 2), now })[0]?.status).toBe('awaiting-customer');
    expect(play({ facts: facts.slice(0, 3), now })[0]?.status).toBe('awaiting-agent');
    expect(play({ facts: facts.slice(0, 4), now })[0]).toMatchObject({
      status: 'awaiting-customer',
      silence: { blind: true },
    });
    const order = fc.shuffledSubarray([...facts, ...facts], { minLength: 2 * facts.length });
    fc.assert(
      fc.property(order, (shuffled) => {
        expect(JSON.stringify(play({ facts: shuffled, now }))).toBe(expected);
      }),
    );
  });

  it('counts once where the customer’s mail lies here itself', () => {
    const passedOn = mail({ from: anna, id: 'fwd@example.com', at: monday, more: forward });
    const itself = mail({ from: maria, id: 'reply@customer.test', at: monday - minute });
    const junk = mail({ from: maria, id: 'reply@customer.test', at: monday - minute, folder: 'junk' });
    const other = mail({ from: tom, id: 'reply@customer.test', at: monday - minute });
    const roles = (...messages: Message[]) => rolesOf(messages, config).get(passedOn.key);
    expect(roles(passedOn, itself)).toMatchObject({ role: 'agent' });
    for (const one of [other, junk])
      expect(roles(passedOn, one)).toMatchObject({ role: 'customer', person: { address: maria } });
    expect(isPassedOn(roles(passedOn)!)).toBe(true);
  });

  it('did not reach the mailbox by itself, and nor did a redirected mail', () => {
    expect(cameByItself(rowMail(anna, forward), config)).toBe(false);
    expect(cameByItself(rowMail(maria, { resentBy: person(anna) }), config)).toBe(false);
    expect(cameByItself(rowMail(maria, { resentBy: person('maria@home.test') }), config)).toBe(true);
    expect(cameByItself(rowMail(maria, {}), config)).toBe(true);
    // A redirected mail is the customer's own (RFC 5322 3.6.6).
    expect(told(rowMail(maria, { resentBy: person(anna) }))).toBe(`customer ${maria} outside-address`);
  });
});

describe('whose body is read for a forward', () => {
  const asked = (...lines: string[]): boolean =>
    mayPassOn(parseHeader(Buffer.from(`${lines.join('\n')}\n\n`)), 'human', config);
  const from = 'From: anna@example.com';
  const to = 'To: support@example.com';
  it.each([
    [from, to, 'Subject: Fwd: x'],
    [from, to, 'Subject: x', 'X-Forwarded-Message-Id: <a@b>'],
    [from, to, 'Subject: x', 'Content-Type: multipart/mixed; boundary=b'],
    [from, 'Subject: WG: x'],
  ])('%s %s %s', (...lines) => {
    expect(asked(...lines)).toBe(true);
  });
  it.each([
    ['From: maria@customer.test', to, 'Subject: Fwd: x'],
    ['From: support@example.com', to, 'Subject: Fwd: x'],
    [from, `${to}, x@supplier.test`, 'Subject: Fwd: x'],
    [from, to, 'Cc: x@supplier.test', 'Subject: Fwd: x'],
    [from, to, 'Subject: Re: x', 'Content-Type: multipart/alternative; boundary=b'],
    [`${from}, ben@example.com`, to, 'Subject: Fwd: x'],
  ])('not of %s %s %s', (...lines) => {
    expect(asked(...lines)).toBe(false);
  });
});

it('nobody becomes an agent by what a mail says of itself (I7)', () => {
  const people = fc.constantFrom(bot, anna, ben, maria, tom, 'sales@example.com').map((a) => person(a));
  const some = fc.array(people, { maxLength: 3 });
  const claims = fc.record(
    {
      sender: people,
      replyTo: some,
      cc: some,
      originalFrom: people,
      resentBy: people,
      forwarded: people.map((from): Forwarded => ({ from, subject: '' })),
      list: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.constantFrom(bot, anna, maria, 'sales@example.com'), claims, (from, more) => {
      const { role } = roleOf(rowMail(from, more), config);
      expect(role).not.toBe('agent');
      expect(role).not.toBe('bot');
    }),
  );
});
