import { describe, expect, test } from 'vitest';
import type { BounceRecipient } from '../../src/core/message/kind.js';
import type { Message } from '../../src/core/message/message.js';
import { anna, bot, day, hour, maria, monday, tom } from '../cast.js';
import { saysWhy } from '../says-why.js';
import { mail, ownMail } from './history.js';
import { annaAsks, one, opening, question } from './opening.js';

const first = ownMail('f1@e', monday + 2 * day, { anchor: 'ask@e', stage: 1 });

function report(
  recipient: Partial<BounceRecipient>,
  original: string | null = 'ask@e',
  at = monday + hour,
  kind: Message['kind'] = 'bounce',
): Message {
  const one = {
    address: maria,
    status: '5.1.1',
    action: 'failed',
    permanent: true,
    reason: 'no such user',
    ...recipient,
  };
  const more = { kind, bounce: { recipients: [one], originalMessageId: original } };
  return mail({ from: 'mailer-daemon@mx.test', id: 'dsn@mx.test', at, refs: ['ask@e'], more });
}

/** The same from a system that sets no References (Postfix), so that only the report tells which mail it is about. */
const alone = ({ references: _, inReplyTo: __, ...message }: Message): Message => message;

describe('what follows from a bounce (R12)', () => {
  test.each([
    ['about the agent’s mail', [...opening, report({})]],
    ['about ours', [...opening, first, report({}, 'f1@e', monday + 2 * day + hour)]],
    ['that has no References', [...opening, alone(report({}))]],
  ])('permanent, %s: undeliverable, and the agent is told', (_name, facts) => {
    const derived = one(facts, monday + 3 * day);
    expect(derived).toMatchObject({
      status: 'closed',
      outcome: 'undeliverable',
      notices: [{ purpose: 'undeliverable', anchor: 'dsn@mx.test', to: [{ address: anna }] }],
      dead: [{ address: maria, status: '5.1.1' }],
    });
    expect(derived.next).toBeUndefined();
  });

  test('from a server of the team’s own domain it counts, unverified as it is, and nothing calls it ignored', () => {
    const from = { name: '', address: 'mailer-daemon@example.com' };
    const derived = one([...opening, { ...report({}), from }], monday + day);
    expect(derived).toMatchObject({ status: 'closed', outcome: 'undeliverable' });
    expect(saysWhy(derived).join(' ')).not.toContain('Ignored');
  });

  test('behind a forwarding address: it stops here, but the address itself may still be read', () => {
    const derived = one(
      [...opening, report({ address: 'maria@elsewhere.test', original: maria })],
      monday + day,
    );
    expect(derived).toMatchObject({
      outcome: 'undeliverable',
      notices: [{ failed: { address: maria } }],
      dead: [{ address: maria, status: '' }],
    });
  });

  test('a Sent copy that was stored after the bounce came changes nothing', () => {
    const sent = annaAsks({ from: bot, folder: 'sent', more: { stored: true } });
    const early = alone(report({}, 'ask@e', monday - 3000));
    expect(one([question, sent, early], monday + day)).toMatchObject({
      status: 'closed',
      outcome: 'undeliverable',
    });
  });

  test('who answered that very mail has got it: a late or forged report counts for nothing', () => {
    const answer = mail({
      from: maria,
      id: 'a@c',
      at: monday + hour,
      refs: ['ask@e'],
      more: { newText: 'Page 2.' },
    });
    const again = annaAsks({ id: 'more@e', at: monday + 2 * hour, refs: ['a@c'] });
    const late = alone(report({}, 'ask@e', monday + 3 * hour));
    expect(one([...opening, answer, again, late], monday + day)).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1 },
      dead: [],
    });
  });

  test('the agent’s next mail tries the address again', () => {
    const full = report({ status: '5.2.2', reason: 'mailbox full' });
    const again = annaAsks({ id: 'more@e', at: monday + day, refs: ['ask@e'] });
    expect(one([...opening, full, again], monday + 2 * day)).toMatchObject({
      status: 'awaiting-customer',
      next: { stage: 1, to: [{ address: maria }] },
    });
  });

  test('a complaint suppresses, and closes nothing that the team owes (I6)', () => {
    const open = mail({
      from: maria,
      id: 'o@c',
      at: monday + hour,
      refs: ['ask@e'],
      more: { newText: 'It still fails.' },
    });
    const complaint = report({ reason: 'spam' }, 'ask@e', monday + 2 * hour, 'complaint');
    expect(one([...opening, open, complaint], monday + day)).toMatchObject({
      status: 'awaiting-agent',
      dead: [{ address: maria, complaint: true }],
    });
    expect(one([...opening, complaint], monday + day)).toMatchObject({
      status: 'closed',
      outcome: 'opted-out',
    });
  });

  test.each([
    ['transient', report({ permanent: false, status: '4.2.2', reason: 'mailbox full' })],
    [
      'delayed',
      report(
        { permanent: false, status: '4.4.1', action: 'delayed' },
        'ask@e',
        monday + hour,
        'delayed-notice',
      ),
    ],
  ])('%s: does nothing, but is shown', (_name, notice) => {
    const without = one(opening, monday + day);
    const derived = one([...opening, notice], monday + day);
    expect(derived).toMatchObject({ status: 'awaiting-customer', notices: [], dead: [] });
    expect(derived.next).toEqual(without.next);
    expect(saysWhy(derived).join('\n')).toMatch(
      /mail to maria@customer\.test (?:failed for now \(4\.2\.2 mailbox full\)|is delayed)/,
    );
  });

  test.each([
    ['somebody else', report({ address: tom })],
    ['a forwarding address behind somebody else', report({ address: 'x@elsewhere.test', original: tom })],
  ])('of %s stops nothing', (_name, notice) => {
    expect(one([...opening, notice], monday + day)).toMatchObject({ status: 'awaiting-customer', dead: [] });
  });
});
