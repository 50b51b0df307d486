import { chmodSync } from 'node:fs';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import type { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Copy } from '../../src/core/message/message.js';
import { parseBody } from '../../src/mail/parse-body.js';
import { appendMail, copyExists, ensureFolder, moveOwn, removeDraft } from '../../src/mailbox/append.js';
import {
  closeMailbox,
  connectMailbox,
  isOpen,
  type MailboxConnection,
  type MailboxSettings,
  withFolder,
} from '../../src/mailbox/connect.js';
import { fetchBodyParts, fetchSource } from '../../src/mailbox/content.js';
import { MailboxError } from '../../src/mailbox/error.js';
import { type FolderSettings, listFolders } from '../../src/mailbox/folders.js';
import { waitForChange } from '../../src/mailbox/idle.js';
import { type Batch, type Cursor, type ReadResult, readToEnd } from '../../src/mailbox/sync.js';
import { uidRanges } from '../../src/mailbox/uid-ranges.js';
import { freePorts } from './process.js';
import { password, type Servers, serversMissing, startServers, withServers } from './servers.js';

const support = 'support@example.com';
const folders: FolderSettings = { sent: 'auto', drafts: 'auto', notes: 'Thrice', ignore: [] };
const log = { debug: () => {}, warn: () => {} };

function mail(id: string, text = 'hello', extra = ''): Buffer {
  const head = `From: carla@customer.test\nTo: support@example.com\nSubject: about ${id}\nMessage-ID: <${id}@customer.test>`;
  return Buffer.from(`${head}\nX-Helpdesk-Ticket: 4711\n${extra}\n${text}\n`.replace(/\n/g, '\r\n'));
}

describe.skipIf(serversMissing() !== null)(withServers('mailbox on a real Dovecot'), () => {
  let servers: Servers;
  let other: ImapFlow;
  let connection: MailboxConnection;
  const open: MailboxConnection[] = [];

  const settings = (changes: Partial<MailboxSettings> = {}): MailboxSettings => ({
    ...{ host: '127.0.0.1', port: servers.imapPort, security: 'none', user: support, password },
    ...changes,
  });
  const connect = async (changes: Partial<MailboxSettings> = {}): Promise<MailboxConnection> => {
    const made = await connectMailbox(settings(changes), log);
    open.push(made);
    return made;
  };
  /** Another mailbox for each test would need more users; each test uses folders and ids of its own instead. */
  let count = 0;
  const freshFolder = async (): Promise<string> => {
    const path = `Test${++count}`;
    await other.mailboxCreate(path);
    return path;
  };
  const put = async (path: string, ...ids: string[]): Promise<void> => {
    for (const id of ids) await other.append(path, mail(id));
  };
  const read = async (
    cursors: ReadonlyMap<string, Cursor> = new Map(),
    changes: Partial<Parameters<typeof readToEnd>[1]> = {},
    on: MailboxConnection = connection,
  ): Promise<ReadResult & { batches: Batch[]; ids: string[] }> => {
    const batches: Batch[] = [];
    const handle = async (batch: Batch) => {
      batches.push(batch);
    };
    const result = await readToEnd(on, { folders, cursors, handle, clock: Date.now, ...changes });
    return { ...result, batches, ids: idsOf(batches) };
  };
  const idsOf = (batches: readonly Batch[]) =>
    batches.flatMap((b) =>
      b.mails.map((m) => /^Message-ID: <(.*)@customer/im.exec(m.header.toString())?.[1] ?? '?'),
    );
  const copyOf = async (path: string, id: string): Promise<Copy> => {
    const { batches } = await read();
    for (const batch of batches) {
      const found = batch.mails.find((m) => m.header.includes(`<${id}@customer.test>`));
      if (batch.folder === path && found !== undefined) {
        return { folder: path, role: batch.role, uidValidity: batch.uidValidity, uid: found.uid };
      }
    }
    throw new Error(`${id} is not in ${path}`);
  };
  const failure = async (promise: Promise<unknown>): Promise<MailboxError> => {
    const error = await promise.then(
      () => null,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(MailboxError);
    return error as MailboxError;
  };

  beforeAll(async () => {
    servers = await startServers({ quota: '40M' });
    other = await servers.imap(support);
    connection = await connect();
  });
  afterEach(async () => {
    for (const made of open.splice(0)) if (made !== connection) await closeMailbox(made);
  });
  afterAll(async () => {
    other?.close();
    if (connection !== undefined) await closeMailbox(connection);
    await servers?.stop();
  });

  describe('connecting', () => {
    it('says that the password was refused, and not the password', async () => {
      const error = await failure(connect({ password: 'wr0ng-Passw0rd' }));
      expect(error.kind).toBe('auth');
      expect(error.message).toContain('127.0.0.1 refused the password for support@example.com.');
      expect(error.message).not.toContain('wr0ng');
    });

    it('says that nothing answers on a wrong port', async () => {
      const [port = 0] = await freePorts(1);
      const error = await failure(connect({ port }));
      expect(error.kind).toBe('port');
      expect(error.message).toContain(`Nothing answers at 127.0.0.1:${port}`);
    });

    it('says that there is no such host', async () => {
      const error = await failure(connect({ host: 'imap.nowhere.invalid' }));
      expect(error.kind).toBe('host');
      expect(error.message).toContain('There is no host named imap.nowhere.invalid');
    });

    it('gives up on a server that stays silent', async () => {
      const silent = createServer();
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const port = (silent.address() as { port: number }).port;
      const error = await failure(connect({ port, timeouts: { greeting: 100 } }));
      expect(error.kind).toBe('timeout');
      silent.close();
    });

    it('refuses a self-signed certificate, and accepts it when it is named', async () => {
      const error = await failure(connect({ port: servers.imapsPort, security: 'tls' }));
      expect(error.kind).toBe('certificate');
      expect(error.message).toContain('mailbox.imap.ca');
      const trusted = await connect({ port: servers.imapsPort, security: 'tls', ca: servers.ca });
      expect(trusted.client.secureConnection).toBe(true);
    });

    it('says that the named certificate is none', async () => {
      const error = await failure(connect({ port: servers.imapsPort, security: 'tls', ca: 'garbage' }));
      expect(error.kind).toBe('certificate');
    });

    it('upgrades with STARTTLS, and with the same care', async () => {
      const error = await failure(connect({ security: 'starttls' }));
      expect(error.kind).toBe('certificate');
      const trusted = await connect({ security: 'starttls', ca: servers.ca });
      expect(trusted.client.tls).not.toBe(false);
    });

    it('says that a port speaks no TLS', async () => {
      const error = await failure(connect({ security: 'tls' }));
      expect(error.kind).toBe('port');
      expect(error.message).toContain('does not speak TLS');
    });
  });

  describe('folders', () => {
    it('gives each its role and reads all but drafts', async () => {
      const list = await listFolders(connection, folders);
      const roles = Object.fromEntries(list.folders.map((f) => [f.path, f.unread ?? f.role]));
      expect(roles).toMatchObject({
        INBOX: 'inbox',
        Sent: 'sent',
        Drafts: 'drafts',
        Junk: 'junk',
        Trash: 'trash',
      });
      expect(roles.Archive).toBe('ordinary');
      expect(list).toMatchObject({ sent: 'Sent', drafts: 'Drafts', notes: 'Thrice' });
    });

    it('makes the notes folder once and subscribes to it', async () => {
      expect(await ensureFolder(connection, 'Thrice')).toBe(true);
      expect(await ensureFolder(connection, 'Thrice')).toBe(false);
      const made = (await other.list()).find((f) => f.path === 'Thrice');
      expect(made?.subscribed).toBe(true);
      const list = await listFolders(connection, folders);
      expect(list.folders.find((f) => f.path === 'Thrice')).toMatchObject({ role: 'notes' });
      expect(list.notesExist).toBe(true);
    });

    it('says so when the folder cannot be made', async () => {
      const error = await failure(ensureFolder(connection, 'a\u0001b/../../x'));
      expect(error.kind).toBe('folder');
      expect(error.message).toContain('mailbox.folders.notes');
    });
  });

  describe('reading to the end', () => {
    it('reads everything once, then only what is new', async () => {
      const path = await freshFolder();
      await put(path, 'first-1', 'first-2', 'first-3');
      await put('Drafts', 'first-draft');
      const first = await read();
      expect(first.complete).toBe(true);
      expect(first.ids).toEqual(expect.arrayContaining(['first-1', 'first-2', 'first-3']));
      expect(first.ids).not.toContain('first-draft');
      expect((await read(first.cursors)).ids).toEqual([]);
      await put(path, 'first-4');
      const third = await read(first.cursors);
      expect(third.ids).toEqual(['first-4']);
      expect(third.batches[0]).toMatchObject({ folder: path, role: 'ordinary', restarted: false });
      expect(third.batches[0]?.cursor).toEqual(third.cursors.get(path));
    });

    it('fetches the header whole, and nothing behind it', async () => {
      const path = await freshFolder();
      await put(path, 'fields');
      const { batches } = await read();
      const header = batches.find((b) => b.folder === path)?.mails[0]?.header.toString() ?? '';
      expect(header).toContain('Subject: about fields');
      expect(header).toContain('X-Helpdesk-Ticket: 4711');
      expect(header.endsWith('\r\n\r\n')).toBe(true);
    });

    it('cuts a huge header', async () => {
      const path = await freshFolder();
      await other.append(path, mail('huge', 'hello', `X-Long: ${'x'.repeat(900)}\n`.repeat(2000)));
      const cursors = new Map((await read()).cursors);
      cursors.delete(path);
      const { batches } = await read(cursors);
      const header = batches[0]?.mails[0]?.header.toString() ?? '';
      expect(header).toContain('Subject: about huge');
      expect(header.length).toBe(1024 * 1024);
    });

    it('keeps INTERNALDATE to the second', async () => {
      const path = await freshFolder();
      const date = Date.UTC(2026, 9, 25, 0, 30, 7);
      await other.append(path, mail('dated'), [], new Date(date));
      const { batches } = await read();
      expect(batches.find((b) => b.folder === path)?.mails[0]?.internalDate).toBe(date);
    });

    it('hands over bounded batches in the order of UIDs and awaits each', async () => {
      const path = await freshFolder();
      const ids = Array.from({ length: 25 }, (_, i) => `batch-${i}`);
      await put(path, ...ids);
      // Gaps in the UIDs must not make batches larger or lose anything.
      await other.mailboxOpen(path);
      await other.messageDelete('5:14', { uid: true });
      const cursors = new Map((await read()).cursors);
      cursors.delete(path);
      const seen: Batch[] = [];
      let busy = 0;
      const handle = async (batch: Batch) => {
        expect(++busy).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 3));
        seen.push(batch);
        busy--;
      };
      await readToEnd(connection, { folders, cursors, handle, clock: Date.now, batchSize: 4 });
      expect(idsOf(seen)).toEqual([...ids.slice(0, 4), ...ids.slice(14)]);
      expect(Math.max(...seen.map((b) => b.mails.length))).toBe(4);
      const uids = seen.flatMap((b) => b.mails.map((m) => m.uid));
      expect(uids).toEqual([...uids].sort((a, b) => a - b));
    });

    it('leaves the cursor where the handler failed', async () => {
      const path = await freshFolder();
      await put(path, 'fail-1', 'fail-2', 'fail-3');
      const cursors = new Map((await read()).cursors);
      cursors.delete(path);
      let stored: Cursor | undefined;
      const handle = async (batch: Batch) => {
        if (batch.mails.some((m) => m.header.includes('fail-2'))) throw new Error('disk full');
        stored = batch.cursor;
      };
      const run = readToEnd(connection, { folders, cursors, handle, clock: Date.now, batchSize: 1 });
      await expect(run).rejects.toThrow('disk full');
      cursors.set(path, stored!);
      expect((await read(cursors)).ids).toEqual(['fail-2', 'fail-3']);
    });

    it('lets the handler use the connection', async () => {
      const path = await freshFolder();
      await put(path, 'reentrant-1', 'reentrant-2', 'reentrant-3');
      const cursors = new Map((await read()).cursors);
      cursors.delete(path);
      const texts: string[] = [];
      const handle = async (batch: Batch) => {
        const { folder, uidValidity, mails } = batch;
        const parts = await fetchBodyParts(connection, { folder, uidValidity, uid: mails[0]!.uid });
        texts.push(parts?.parts[0]?.content.toString().trim() ?? '');
      };
      await readToEnd(connection, { folders, cursors, handle, clock: Date.now, batchSize: 1 });
      expect(texts).toEqual(['hello', 'hello', 'hello']);
    });

    it('sees a mail again where it was moved to, also while it reads', async () => {
      const [from, to] = [await freshFolder(), await freshFolder()];
      await put(from, 'moved-1');
      const before = await read();
      await other.mailboxOpen(from);
      await other.messageMove('1:*', to);
      const after = await read(before.cursors);
      expect(after.batches.map((b) => b.folder)).toEqual([to]);
      // Arrives in a folder that this reading has already found quiet: only another sweep sees it.
      await put(to, 'moved-2');
      let moved = false;
      const ids: string[] = [];
      const handle = async (batch: Batch) => {
        ids.push(...idsOf([batch]));
        if (moved) return;
        moved = true;
        await put(from, 'moved-3');
      };
      await readToEnd(connection, { folders, cursors: after.cursors, handle, clock: Date.now });
      expect(ids).toEqual(['moved-2', 'moved-3']);
    });

    it('survives mails that are expunged while it reads', async () => {
      const before = await read();
      const path = await freshFolder();
      await put(path, 'exp-1', 'exp-2', 'exp-3', 'exp-4', 'exp-5', 'exp-6');
      await other.mailboxOpen(path);
      const seen: Batch[] = [];
      const handle = async (batch: Batch) => {
        // 5 and 6 wait behind the window that is being fetched ahead.
        if (seen.push(batch) === 1) await other.messageDelete('5:6', { uid: true });
      };
      const { cursors } = before;
      const result = await readToEnd(connection, { folders, cursors, handle, clock: Date.now, batchSize: 2 });
      expect(result.complete).toBe(true);
      // The server may still have had them for us; they must not count as unreadable.
      expect(idsOf(seen).slice(0, 4)).toEqual(['exp-1', 'exp-2', 'exp-3', 'exp-4']);
      expect(seen.flatMap((batch) => batch.unreadable)).toEqual([]);
      expect((await read(result.cursors)).ids).toEqual([]);
    });

    it('reads a folder anew when its UIDVALIDITY changed, and names what is gone', async () => {
      const path = await freshFolder();
      await put(path, 'valid-1', 'valid-2');
      const before = await read();
      // UIDVALIDITY is made of seconds: the new folder needs another one.
      await other.mailboxDelete(path);
      expect((await read(before.cursors)).gone).toEqual([path]);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await other.mailboxCreate(path);
      await put(path, 'valid-3', 'valid-4', 'valid-5');
      const after = await read(before.cursors);
      expect(after.ids).toEqual(['valid-3', 'valid-4', 'valid-5']);
      expect(after.batches[0]?.restarted).toBe(true);
      expect(after.restarted).toEqual([path]);
    });

    it('misses and repeats nothing while mails pour in and the folder is open', async () => {
      const reader = await connect();
      let { cursors } = await read(new Map(), {}, reader);
      const ids = Array.from({ length: 150 }, (_, i) => `pour-${i}`);
      let pouring = true;
      const poured = (async () => {
        // Now and then one goes elsewhere at once, as a filter does it.
        for (const [i, id] of ids.entries()) await put(i % 5 === 0 ? 'Archive' : 'INBOX', id);
        pouring = false;
      })();
      const seen: string[] = [];
      do {
        await waitForChange(reader, 5, new AbortController().signal);
        const result = await read(cursors, {}, reader);
        seen.push(...result.ids);
        cursors = result.cursors;
      } while (pouring);
      await poured;
      seen.push(...(await read(cursors, {}, reader)).ids);
      expect([...seen].sort()).toEqual([...ids].sort());
    });

    it('reports the moment since when nothing can be unread', async () => {
      const path = await freshFolder();
      await put(path, 'moment');
      let time = 1000;
      const result = await read(new Map(), { clock: () => time++ });
      // Sweep one found news at 1000, sweep two began at 1001 and found none.
      expect(result.asOf).toBe(1001);
    });

    it('costs one round trip for all folders when nothing changed', async () => {
      const quiet = await connect();
      const { cursors } = await read();
      const before = quiet.client.stats(true);
      await read(cursors, {}, quiet);
      expect(before.sent).toBeGreaterThan(0);
      // One LIST with STATUS, and nothing opened.
      expect(quiet.client.stats().sent).toBeLessThan(200);
      expect(quiet.client.mailbox).toBe(false);
    });

    it('goes on without a folder that cannot be opened and says which', async () => {
      const path = await freshFolder();
      const cursors = new Map((await read()).cursors);
      await put(path, 'closed');
      await put('Archive', 'open');
      const dir = `${servers.dir}/mail/example.com/support/Maildir/.${path}`;
      chmodSync(dir, 0o000);
      try {
        const fresh = await connect();
        const result = await read(cursors, {}, fresh);
        expect(result.ids).toContain('open');
        expect(result.complete).toBe(false);
        expect(result.problems).toMatchObject([{ folder: path, role: 'ordinary' }]);
        expect(result.problems[0]?.reason).toContain('mailbox.folders.ignore');
        expect(result.cursors.get(path)).toEqual(cursors.get(path));
      } finally {
        chmodSync(dir, 0o700);
      }
      expect((await read(cursors)).ids).toContain('closed');
    });

    it('takes "N:*" past the end for what it is', async () => {
      const path = await freshFolder();
      await put(path, 'end-1', 'end-2', 'end-3');
      const ranges = (after: number, size: number) =>
        withFolder(connection, path, 'read-only', () => uidRanges(connection, after, 0, size));
      expect(await ranges(3, 2)).toEqual([]);
      expect(await ranges(0, 2)).toEqual([
        [1, 2],
        [3, 3],
      ]);
    });

    it("leaves a mail as recent as it was for its people's own clients (I9)", async () => {
      const path = await freshFolder();
      await put(path, 'recent');
      await fetchBodyParts(connection, await copyOf(path, 'recent'));
      expect(await other.status(path, { recent: true, unseen: true })).toMatchObject({
        recent: 1,
        unseen: 1,
      });
    });

    it('never sets a flag on any mail (I9)', async () => {
      const path = await freshFolder();
      await put(path, 'flags-1', 'flags-2');
      await read();
      const copy = await copyOf(path, 'flags-1');
      await fetchSource(connection, copy);
      await fetchBodyParts(connection, copy);
      await copyExists(connection, copy);
      for (const folder of await other.list()) {
        await other.mailboxOpen(folder.path, { readOnly: true });
        for (const m of other.mailbox !== false && other.mailbox.exists > 0
          ? await other.fetchAll('1:*', { flags: true })
          : []) {
          expect([...(m.flags ?? [])].filter((flag) => flag !== '\\Recent')).toEqual([]);
        }
      }
    });
  });

  describe('contents', () => {
    it('transfers the readable parts and not a large attachment', async () => {
      const path = await freshFolder();
      const big = Buffer.alloc(5_000_000, 'QUJD').toString();
      const body = [
        [
          'Content-Type: text/plain; charset="iso-8859-2"\nContent-Transfer-Encoding: quoted-printable',
          'Cze=B6=E6',
        ],
        ['Content-Type: text/html; charset=utf-8', '<p>Hi</p>'],
        ['Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64', big],
        ['Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt', 'an attached text'],
        ['Content-Type: message/rfc822', 'Message-ID: <inner@x.test>\nSubject: inner\n\ninner body'],
        ['Content-Type: message/delivery-status', 'Reporting-MTA: dns; x\n\nStatus: 5.1.1'],
      ].map(([head, text]) => `--b\n${head}\n\n${text}\n`);
      const type = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n';
      await other.append(path, mail('parts', `${body.join('')}--b--`, type));
      const copy = await copyOf(path, 'parts');
      const fresh = await connect();
      const { parts, attachments } = (await fetchBodyParts(fresh, copy))!;
      expect(attachments).toBe(2);
      expect(fresh.client.stats().received).toBeLessThan(10_000);
      expect(parts.map((p) => p.contentType)).toEqual([
        ...['text/plain', 'text/html', 'message/rfc822', 'message/delivery-status'],
      ]);
      expect(parts[0]).toMatchObject({ encoding: 'quoted-printable', params: { charset: 'iso-8859-2' } });
      expect(parts[0]?.content.toString()).toBe('Cze=B6=E6');
      expect(parts[2]?.content.toString()).toContain('Message-ID: <inner@x.test>');
      expect(parts[2]?.content.toString()).not.toContain('inner body');
      expect(parts.every((p) => !p.truncated)).toBe(true);
    });

    it.each([
      ['a file', 1, ['application/pdf\nContent-Disposition: attachment; filename=a.pdf']],
      ['a file without a name', 1, ['application/pdf\nContent-Disposition: attachment']],
      ['a name alone', 1, ['application/pdf; name=a.pdf']],
      ['a file shown inline', 1, ['image/png\nContent-Disposition: inline; filename=a.png']],
      ['attached text', 1, ['text/plain\nContent-Disposition: attachment; filename=a.txt']],
      ['a name in an encoded parameter', 1, ["application/pdf; name*=utf-8''%C3%A4.pdf"]],
      ['two files', 2, ['application/pdf; name=a.pdf', 'image/png\nContent-Disposition: attachment']],
      ['a picture in the text', 0, ['image/png; name=a.png\nContent-Disposition: inline\nContent-ID: <a@x>']],
      ['a named text', 0, ['text/plain; name=a.txt\nContent-Disposition: inline']],
      ['a PGP signature', 0, ['application/pgp-signature; name=signature.asc']],
      [
        'an S/MIME signature',
        0,
        ['application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment'],
      ],
      ['a card', 0, ['text/x-vcard; name=bob.vcf\nContent-Disposition: attachment; filename=bob.vcf']],
      ["Outlook's own format", 0, ['application/ms-tnef; name=winmail.dat\nContent-Disposition: attachment']],
      ['an invitation', 0, ['text/calendar; method=REQUEST', 'application/ics; name=invite.ics']],
      ['a report', 0, ['message/delivery-status', 'message/rfc822']],
    ])('counts %s without fetching it, like the whole mail does', async (name, count, types) => {
      const path = await freshFolder();
      const parts = ['text/plain', ...types].map((type) => `--b\nContent-Type: ${type}\n\nX: y\n\nx\n`);
      const head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n';
      const raw = mail(name.replace(/\W/g, '-'), `${parts.join('')}--b--`, head);
      await other.append(path, raw);
      const copy = await copyOf(path, name.replace(/\W/g, '-'));
      expect((await fetchBodyParts(connection, copy))?.attachments).toBe(count);
      expect((await parseBody(raw)).attachments ?? 0).toBe(count);
    });

    it('reads a mail without MIME and cuts a very long text', async () => {
      const path = await freshFolder();
      await other.append(path, mail('plain', 'x'.repeat(80).concat('\n').repeat(5000)));
      const { parts, attachments } = (await fetchBodyParts(connection, await copyOf(path, 'plain')))!;
      expect(attachments).toBe(0);
      expect(parts).toMatchObject([{ contentType: 'text/plain', truncated: true }]);
      expect(parts[0]?.content.length).toBe(256 * 1024);
    });

    it('gives the source, whole or its beginning', async () => {
      const path = await freshFolder();
      await put(path, 'source');
      const copy = await copyOf(path, 'source');
      expect(await fetchSource(connection, copy)).toEqual(mail('source'));
      expect((await fetchSource(connection, copy, 10))?.toString()).toBe('From: carl');
    });

    it('gives null for a copy that is no longer there', async () => {
      const path = await freshFolder();
      await put(path, 'void');
      const copy = await copyOf(path, 'void');
      expect(await copyExists(connection, copy)).toBe(true);
      for (const gone of [
        { ...copy, uid: 99 },
        { ...copy, uidValidity: '1' },
        { ...copy, folder: 'Nowhere' },
      ]) {
        expect(await fetchSource(connection, gone)).toBeNull();
        expect(await fetchBodyParts(connection, gone)).toBeNull();
        expect(await copyExists(connection, gone)).toBe(false);
      }
    });
  });

  describe('own mails', () => {
    it('appends with flags and date and says where', async () => {
      const path = await freshFolder();
      const date = Date.UTC(2026, 10, 21, 12, 0, 0);
      const at = await appendMail(connection, path, mail('appended'), ['\\Seen'], date);
      await other.mailboxOpen(path, { readOnly: true });
      const found = await other.fetchOne(
        `${at.uid}`,
        { flags: true, internalDate: true, source: true },
        { uid: true },
      );
      if (found === false) throw new Error('not there');
      expect(String(other.mailbox !== false && other.mailbox.uidValidity)).toBe(at.uidValidity);
      expect(found.source).toEqual(mail('appended'));
      expect([...(found.flags ?? [])]).toContain('\\Seen');
      expect(new Date(found.internalDate ?? 0).getTime()).toBe(date);
    });

    it('says which folder is missing, and that a mailbox is full', async () => {
      const missing = await failure(appendMail(connection, 'Nowhere', mail('x'), []));
      expect(missing.kind).toBe('folder');
      expect(missing.message).toContain('Nowhere');
      const full = await failure(appendMail(connection, 'Sent', Buffer.alloc(45_000_000, 'x'), []));
      expect(full.kind).toBe('quota');
      expect(full.message).toContain('full');
    });

    it('moves and removes only the one mail, once', async () => {
      const [from, to] = [await freshFolder(), await freshFolder()];
      const mark = 'X-Thrice: v=1\n';
      const first = await appendMail(connection, from, mail('own-1', 'hello', mark), ['\\Draft']);
      await put(from, 'theirs');
      await other.mailboxOpen(from);
      // Somebody else's mark must not be expunged along.
      await other.messageFlagsAdd('2', ['\\Deleted'], { uid: true });
      const copy: Copy = { folder: from, role: 'drafts', ...first };
      expect(await moveOwn(connection, copy, to)).toBe(true);
      expect(await moveOwn(connection, copy, to)).toBe(false);
      const second = await appendMail(connection, from, mail('own-2', 'hello', mark), ['\\Draft']);
      const draft: Copy = { folder: from, role: 'drafts', ...second };
      expect(await removeDraft(connection, draft)).toBe(true);
      expect(await removeDraft(connection, draft)).toBe(false);
      expect(await copyExists(connection, { ...draft, uid: 2 })).toBe(true);
      expect((await copyOf(to, 'own-1')).folder).toBe(to);
      // I9: what does not bear our mark stays where it lies.
      expect(await moveOwn(connection, { ...copy, uid: 2 }, to)).toBe(false);
      const third = await appendMail(connection, from, mail('own-3', 'hello', mark), []);
      const nowhere = await failure(moveOwn(connection, { ...copy, ...third }, 'Nowhere'));
      expect(nowhere.kind).toBe('folder');
    });
  });

  describe('waiting', () => {
    const never = new AbortController().signal;

    it('wakes when a mail is delivered', async () => {
      const waiting = await connect();
      const { cursors } = await read(new Map(), {}, waiting);
      const wake = waitForChange(waiting, 10_000, never);
      const raw = mail('idle');
      await servers.send({ from: 'carla@customer.test', to: ['support+anything@example.com'], raw });
      expect(await wake).toBe('changed');
      expect((await read(cursors, {}, waiting)).ids).toContain('idle');
    });

    it('does not sleep over what came between reading and waiting', async () => {
      const waiting = await connect();
      await read(new Map(), {}, waiting);
      await put('INBOX', 'between');
      expect(await waitForChange(waiting, 10_000, never)).toBe('changed');
    });

    it('does not sleep over what another command was told meanwhile', async () => {
      const waiting = await connect();
      await read(new Map(), {}, waiting);
      expect(await waitForChange(waiting, 5, never)).toBe('timeout');
      await put('INBOX', 'meanwhile');
      await waiting.client.noop();
      expect(await waitForChange(waiting, 1000, never)).toBe('changed');
    });

    it('ends with the time, with the signal, with another command, with the connection', async () => {
      const waiting = await connect();
      await read(new Map(), {}, waiting);
      expect(await waitForChange(waiting, 20, never)).toBe('timeout');
      const stop = new AbortController();
      const aborted = waitForChange(waiting, 10_000, stop.signal);
      setTimeout(() => stop.abort(), 20);
      expect(await aborted).toBe('aborted');
      const interrupted = waitForChange(waiting, 10_000, never);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await listFolders(waiting, folders);
      expect(await interrupted).toBe('interrupted');
      const lost = waitForChange(waiting, 10_000, never);
      setTimeout(() => waiting.client.close(), 50);
      expect(await lost).toBe('lost');
      expect(await waitForChange(waiting, 10_000, never)).toBe('lost');
    });
  });
});

describe.skipIf(serversMissing() !== null)(withServers('mailbox on other servers and in trouble'), () => {
  it('respects the prefix of the personal namespace', async () => {
    const servers = await startServers({ users: [support], namespacePrefix: 'INBOX.' });
    try {
      const { imapPort: port } = servers;
      const connection = await connectMailbox(
        { host: '127.0.0.1', port, security: 'none', user: support, password },
        log,
      );
      const before = await listFolders(connection, folders);
      expect(before).toMatchObject({ notes: 'INBOX.Thrice', notesExist: false, sent: 'INBOX.Sent' });
      expect(await ensureFolder(connection, before.notes)).toBe(true);
      const { uid } = await appendMail(connection, before.notes, mail('note'), []);
      expect(uid).toBe(1);
      const after = await listFolders(connection, folders);
      expect(after.notesExist).toBe(true);
      expect(after.folders.find((f) => f.path === 'INBOX.Thrice')?.role).toBe('notes');
      await closeMailbox(connection);
    } finally {
      await servers.stop();
    }
  });

  it('is lost, and the process lives, when the connection is reset', async () => {
    const servers = await startServers({ users: [support] });
    const lines: Socket[] = [];
    const between = createServer((line) => {
      lines.push(line);
      const onward = connectTcp(servers.imapPort, '127.0.0.1');
      line.pipe(onward).pipe(line);
      for (const socket of [line, onward]) socket.on('error', () => {});
    });
    try {
      await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
      const port = (between.address() as { port: number }).port;
      const settings = { host: '127.0.0.1', port, security: 'none', user: support, password } as const;
      const connection = await connectMailbox(settings, log);
      const wake = waitForChange(connection, 10_000, new AbortController().signal);
      setTimeout(() => lines[0]?.resetAndDestroy(), 50);
      expect(await wake).toBe('lost');
      await connection.closed;
      expect(isOpen(connection)).toBe(false);
      const error = await listFolders(connection, folders).then(
        () => null,
        (e: unknown) => e,
      );
      expect(error).toMatchObject({ name: 'MailboxError', kind: 'lost' });
      expect((error as Error).message).toContain('The connection to 127.0.0.1 was lost');
      await closeMailbox(connection);
    } finally {
      between.close();
      await servers.stop();
    }
  });

  it('is lost, with a sentence, when the server is killed in the middle of reading, and comes back', async () => {
    const servers = await startServers({ users: [support] });
    try {
      const { imapPort: port } = servers;
      const settings = { host: '127.0.0.1', port, security: 'none', user: support, password } as const;
      const connection = await connectMailbox(settings, log);
      for (let i = 0; i < 6; i++) await appendMail(connection, 'INBOX', mail(`killed-${i}`), []);
      const cursors = new Map<string, Cursor>();
      const seen: number[] = [];
      const handle = async (batch: Batch) => {
        seen.push(...batch.mails.map((m) => m.uid));
        cursors.set(batch.folder, batch.cursor);
        if (seen.length === 2) await servers.killDovecot();
      };
      const options = { folders, cursors, handle, clock: Date.now, batchSize: 1 };
      const error = await readToEnd(connection, options).then(
        () => null,
        (e: unknown) => e,
      );
      expect(error).toMatchObject({ name: 'MailboxError', kind: 'lost' });
      await connection.closed;
      await servers.startDovecot();
      const again = await connectMailbox(settings, log);
      await readToEnd(again, {
        ...options,
        handle: async (b) => void seen.push(...b.mails.map((m) => m.uid)),
      });
      // The window that was fetched ahead was never handed over, so nothing is missed and nothing came twice.
      expect(seen.slice(-1)).toEqual([6]);
      expect(new Set(seen).size).toBe(6);
      expect(seen.length).toBe(6);
      await closeMailbox(again);
    } finally {
      await servers.stop();
    }
  });
});
