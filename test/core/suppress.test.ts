import { describe, expect, test } from 'vitest';
import { derive } from '../../src/core/conversation/derive.js';
import type { Note } from '../../src/core/conversation/note.js';
import { partition } from '../../src/core/conversation/partition.js';
import { owedNotes } from '../../src/core/conversation/suppress.js';
import { worldOf } from '../../src/core/conversation/world.js';
import type { Kind } from '../../src/core/message/kind.js';
import type { Message } from '../../src/core/message/message.js';
import { day, hour, maria, monday } from '../cast.js';
import { noSuchUser } from './attempt.js';
import { mail, note, settings } from './history.js';
import { unasked } from './opening.js';

function report(kind: Kind, at: number): Message {
  const recipient = { ...noSuchUser(maria), action: 'failed' };
  const bounce = { recipients: [recipient], originalMessageId: 'ask@e' };
  return mail({
    from: 'mailer-daemon@customer.test',
    id: `${kind}@c`,
    at,
    refs: ['ask@e'],
    more: { kind, bounce },
  });
}

function owed(messages: readonly Message[], global: readonly Note[] = []) {
  const config = settings();
  const world = worldOf(global, config, monday - 365 * day);
  return partition({ messages, notes: [] }, config).flatMap((conversation) =>
    owedNotes(conversation, derive(conversation, config, world, monday + 9 * day), world),
  );
}

describe('notes about addresses (R12)', () => {
  const suppress = (permanent: boolean, since: number, at = since) =>
    note({ type: 'suppress', address: maria, why: 'x', permanent, since }, at);
  const lifted = (since: number | undefined, at: number) =>
    note({ type: 'unsuppress', address: maria, by: 'x', ...(since !== undefined && { since }) }, at);
  const bounce = report('bounce', monday + hour);
  const complaint = report('complaint', monday + 2 * hour);

  test('a bounce suppresses, once', () => {
    expect(owed([unasked, bounce])).toMatchObject([
      { type: 'suppress', permanent: false, since: monday + hour },
    ]);
    expect(owed([unasked, bounce], [suppress(false, monday + hour)])).toEqual([]);
  });
  test('a complaint is for good, also over a bounce and after a mail lifted that', () => {
    expect(owed([unasked, bounce, complaint])).toMatchObject([{ permanent: true }]);
    expect(owed([unasked, complaint], [suppress(false, monday + hour)])).toMatchObject([{ permanent: true }]);
    const before = [suppress(false, monday + hour), lifted(monday + 3 * hour, monday + 3 * hour)];
    expect(owed([unasked, complaint], before)).toMatchObject([{ permanent: true }]);
    expect(owed([unasked, complaint], [suppress(true, monday + 2 * hour)])).toEqual([]);
    expect(
      owed([unasked, complaint], [suppress(true, monday + 2 * hour), lifted(undefined, monday + day)]),
    ).toEqual([]);
  });
  test('who wrote after the bounce is not suppressed, whatever was read first', () => {
    const wrote = mail({ from: maria, id: 'a@c', at: monday + day, refs: ['ask@e'] });
    expect(owed([unasked, bounce, wrote])).toEqual([]);
    // The note was written long after both, by another clock: only the mails' times count.
    const late = suppress(false, monday + hour, monday + 5 * day);
    expect(owed([unasked, bounce, wrote], [late])).toMatchObject([
      { type: 'unsuppress', since: monday + day },
    ]);
    expect(owed([unasked, bounce, wrote], [late, lifted(monday + day, monday + 5 * day + 1)])).toEqual([]);
  });
});
