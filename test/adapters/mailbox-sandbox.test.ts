import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Copy } from '../../src/core/message/message.js';
import { appendMail, copyExists, ensureFolder, moveOwn, removeDraft } from '../../src/mailbox/append.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from '../../src/mailbox/connect.js';
import { fetchBodyParts, fetchSource } from '../../src/mailbox/content.js';
import { waitForChange } from '../../src/mailbox/idle.js';
import { type Cursor, readToEnd } from '../../src/mailbox/sync.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';

const user = 'support@example.com';
const log = { debug: () => {}, warn: () => {} };

function mail(id: string): Buffer {
  const head = `From: carla@customer.test\r\nTo: ${user}\r\nSubject: ${id}\r\nMessage-ID: <${id}@customer.test>\r\n`;
  return Buffer.from(`${head}X-Helpdesk-Ticket: 4711\r\n\r\nhello ${id}\r\n`);
}

/** A mail of Thrice itself, by its mark. */
function own(id: string): Buffer {
  return Buffer.concat([Buffer.from('X-Thrice: v=1; purpose=blind\r\n'), mail(id)]);
}

/** The embedded server has no LIST-STATUS, no CONDSTORE worth the name and an own mind: what a poor server is like. */
describe('the mailbox on the embedded server', () => {
  let sandbox: Sandbox;
  let connection: MailboxConnection;

  beforeAll(async () => {
    sandbox = await startSandbox({ users: [{ address: user, password: 'pw' }] });
    const { imapPort: port } = sandbox;
    connection = await connectMailbox(
      { host: '127.0.0.1', port, security: 'none', user, password: 'pw' },
      log,
    );
  });
  afterAll(async () => {
    if (connection !== undefined) await closeMailbox(connection);
    await sandbox?.stop();
  });

  const read = async (cursors: ReadonlyMap<string, Cursor>) => {
    const found: { copy: Copy; header: string }[] = [];
    const result = await readToEnd(connection, {
      folders: { sent: 'auto', drafts: 'auto', notes: 'Thrice', ignore: [] },
      cursors,
      clock: Date.now,
      handle: async ({ folder, role, uidValidity, mails }) => {
        for (const { uid, header } of mails) {
          found.push({ copy: { folder, role, uidValidity, uid }, header: header.toString() });
        }
      },
    });
    expect(result.complete).toBe(true);
    return { ...result, found };
  };

  it('reads, waits, appends, moves and removes', async () => {
    sandbox.deliver(mail('one'), [user]);
    const first = await read(new Map());
    expect(first.found.map(({ copy }) => copy.folder)).toEqual(['INBOX']);
    expect(first.found[0]?.header).toContain('Message-ID: <one@customer.test>');
    expect(first.found[0]?.header).toContain('X-Helpdesk-Ticket: 4711');
    expect((await read(first.cursors)).found).toEqual([]);

    const copy = first.found[0]!.copy;
    expect((await fetchSource(connection, copy))?.toString()).toContain('hello one');
    const { parts, attachments } = (await fetchBodyParts(connection, copy))!;
    expect(attachments).toBe(0);
    expect(parts).toMatchObject([{ contentType: 'text/plain', truncated: false }]);
    expect(parts[0]?.content.toString().trim()).toBe('hello one');

    const wake = waitForChange(connection, 5000, new AbortController().signal);
    setTimeout(() => sandbox.deliver(mail('two'), [user]), 20);
    expect(await wake).toBe('changed');
    const second = await read(first.cursors);
    expect(second.found.map(({ header }) => /Subject: (\w+)/.exec(header)?.[1])).toEqual(['two']);

    // Told to stop while INBOX is being opened: it does not wait.
    const stop = new AbortController();
    const stopped = waitForChange(connection, 60_000, stop.signal);
    stop.abort();
    expect(await stopped).toBe('aborted');

    expect(await ensureFolder(connection, 'Thrice')).toBe(true);
    expect(await ensureFolder(connection, 'Thrice')).toBe(false);
    const note = await appendMail(connection, 'Thrice', own('note'), ['\\Seen']);
    const noted: Copy = { folder: 'Thrice', role: 'notes', ...note };
    expect(await copyExists(connection, noted)).toBe(true);
    const third = await read(second.cursors);
    expect(third.found.map((f) => f.copy)).toEqual([noted]);
    expect(await moveOwn(connection, noted, 'Drafts')).toBe(true);
    expect(await copyExists(connection, noted)).toBe(false);
    const draft: Copy = {
      folder: 'Drafts',
      role: 'drafts',
      ...(await appendMail(connection, 'Drafts', own('d'), [])),
    };
    // I9: a UID may be another's mail after a backup was put back; that one stays where it lies.
    expect(await moveOwn(connection, copy, 'Drafts')).toBe(false);
    expect(await copyExists(connection, copy)).toBe(true);
    expect(await removeDraft(connection, draft)).toBe(true);
    expect(await removeDraft(connection, draft)).toBe(false);
    expect((await read(third.cursors)).found).toEqual([]);
  });
});
