import type { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeMailbox, connectMailbox, type MailboxConnection } from '../../src/mailbox/connect.js';
import { type Batch, type Cursor, type ReadResult, readToEnd } from '../../src/mailbox/sync.js';
import { password, type Servers, serversMissing, startServers, withServers } from '../servers/servers.js';
import { type FaultProxy, openProxy } from './proxy.js';

const support = 'support@example.com';

/** What the fault laboratory found in the reading, by itself. */
describe.skipIf(serversMissing() !== null)(withServers('reading under faults'), () => {
  let servers: Servers;
  let proxy: FaultProxy;
  let hand: ImapFlow;
  let connection: MailboxConnection;

  beforeAll(async () => {
    servers = await startServers({ users: [support] });
    proxy = await openProxy('imap', servers.imapPort);
    hand = await servers.imap(support);
    const log = { debug: () => {}, warn: () => {} };
    const at = { host: '127.0.0.1', port: proxy.port, security: 'none', user: support, password } as const;
    connection = await connectMailbox(at, log);
    for (const id of ['one', 'two', 'three'])
      await hand.append(
        'INBOX',
        `From: carla@customer.test\r\nMessage-ID: <${id}@customer.test>\r\n\r\nhello\r\n`,
      );
  });
  afterEach(() => proxy.clear());
  afterAll(async () => {
    await closeMailbox(connection);
    hand.close();
    await proxy.close();
    await servers.stop();
  });

  async function read(
    cursors: ReadonlyMap<string, Cursor> = new Map(),
  ): Promise<ReadResult & { batches: Batch[] }> {
    const batches: Batch[] = [];
    const handle = async (batch: Batch): Promise<void> => {
      batches.push(batch);
    };
    const folders = { sent: 'auto', drafts: 'auto', notes: 'Thrice', ignore: [] };
    return { ...(await readToEnd(connection, { folders, cursors, handle, clock: Date.now })), batches };
  }
  const uidsOf = (batches: readonly Batch[]): number[] =>
    batches.flatMap(({ mails }) => mails.map(({ uid }) => uid));

  it('reads a folder anew whose UIDs went back under the same UIDVALIDITY, once', async () => {
    const { cursors } = await read();
    const inbox = cursors.get('INBOX')!;
    expect(inbox.uid).toBe(3);
    // A backup was put in place: what was read once had higher UIDs.
    const after = await read(new Map([...cursors, ['INBOX', { ...inbox, uid: 40 }]]));
    expect(uidsOf(after.batches)).toEqual([1, 2, 3]);
    expect(after.batches[0]?.restarted).toBe(true);
    expect(after.restarted).toEqual(['INBOX']);
    expect(after.cursors.get('INBOX')).toEqual(inbox);
    expect((await read(after.cursors)).batches).toEqual([]);
  });

  it('takes a refusal for now for no word about the mails', async () => {
    proxy.set({
      ...{ name: 'not now', from: 'server', step: 'answer UID FETCH', times: Number.POSITIVE_INFINITY },
      act: { do: 'answer', text: 'TAG NO [UNAVAILABLE] the storage is away for a moment' },
    });
    const during = await read();
    expect(during.batches.flatMap(({ unreadable }) => unreadable)).toEqual([]);
    expect(during.complete).toBe(false);
    expect(during.problems.map(({ folder }) => folder)).toEqual(['INBOX']);
    proxy.clear();
    const after = await read(during.cursors);
    expect(uidsOf(after.batches)).toEqual([1, 2, 3]);
    expect(after.complete).toBe(true);
  });

  it('reads on where a new line begins, whatever half of a mail came over the one before', async () => {
    proxy.set({
      ...{ name: 'half', from: 'server', step: 'literal' },
      act: { do: 'truncate', bytes: 20, end: 'reset' },
    });
    await expect(read()).rejects.toMatchObject({ kind: 'lost', at: { folder: 'INBOX', first: 1, last: 3 } });
    await closeMailbox(connection);
    const log = { debug: () => {}, warn: () => {} };
    const at = { host: '127.0.0.1', port: proxy.port, security: 'none', user: support, password } as const;
    connection = await connectMailbox(at, log);
    expect(uidsOf((await read()).batches)).toEqual([1, 2, 3]);
  });
});
