import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyReader } from '../../src/bodies.js';
import type { ReadBody } from '../../src/fact-of-mail.js';
import { closeMailbox, connectMailbox, type MailboxConnection } from '../../src/mailbox/connect.js';
import { listFolders } from '../../src/mailbox/folders.js';
import { relayTo } from '../imap-relay.js';
import { password, type Servers, serversMissing, startServers, withServers } from './servers.js';

const support = 'support@example.com';
const log = { debug: () => {}, warn: () => {} };
const count = 12;
const uids = Array.from({ length: count }, (_, n) => n + 1);

/** Plain text, HTML, both: what has another form has to be asked for by itself. */
const forms = [
  (text: string) => `\n${text}\n`,
  (text: string) => `MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>${text}</p>\n`,
  (text: string) =>
    `MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n${['plain', 'html']
      .map((type) => `--b\nContent-Type: text/${type}\n\n${text}\n`)
      .join('')}--b--\n`,
];

const wordsOf = (body: ReadBody): string =>
  body === null ? 'gone' : 'unreadable' in body ? body.unreadable : `${body.text}${body.html ?? ''}`;

/** The UIDs that a command fetches. */
const fetchedBy = (command: string): string[] => /^\S+ UID FETCH (\S+)/.exec(command)?.[1]?.split(',') ?? [];

describe.skipIf(serversMissing() !== null)(withServers('bodies that are asked for together'), () => {
  let servers: Servers;
  let connection: MailboxConnection;
  let place: { folder: string; uidValidity: string };
  const connect = (port: number) =>
    connectMailbox({ host: '127.0.0.1', port, security: 'none', user: support, password }, log);

  const bodyOf = (line: MailboxConnection) => {
    const read = bodyReader(line);
    return (uid: number) => read({ ...place, uid });
  };

  beforeAll(async () => {
    servers = await startServers({ users: [support] });
    connection = await connect(servers.imapPort);
    for (const uid of uids) {
      const head = `From: carla@customer.test\nSubject: ${uid}\nMessage-ID: <${uid}@customer.test>\n`;
      const raw = head + forms[uid % forms.length]!(`text ${uid}`);
      await connection.client.append('INBOX', Buffer.from(raw.replace(/\n/g, '\r\n')));
    }
    const settings = { sent: 'auto', drafts: 'auto', notes: 'Thrice', ignore: [] };
    const { folders } = await listFolders(connection, settings);
    place = { folder: 'INBOX', uidValidity: folders[0]!.status!.uidValidity };
  });
  afterAll(async () => {
    await closeMailbox(connection);
    await servers.stop();
  });

  it('come in a few round trips, each to its mail, and null for one that is gone', async () => {
    const body = bodyOf(connection);
    await body(1);
    const before = connection.client.stats().sent;
    const read = await Promise.all([...uids, 99, 5].map(body));
    const texts = read.map((one) => /text \d+|gone/.exec(wordsOf(one))?.[0]);
    expect(texts).toEqual([...uids.map((uid) => `text ${uid}`), 'gone', 'text 5']);
    // Four FETCHes. One by one it would be 26, and more than 1,000 bytes.
    expect(connection.client.stats().sent - before).toBeLessThan(500);
    expect(wordsOf(await body(3))).toContain('text 3');
  });

  it('one that the server refuses to give is unreadable, and the others are not (I8)', async () => {
    const relay = await relayTo(servers.imapPort, {
      command: (line) => (fetchedBy(line).includes('3') ? 'no' : 'pass'),
    });
    const line = await connect(relay.port);
    const body = bodyOf(line);
    const read = await Promise.all(uids.map(body));
    expect(read.flatMap((one, n) => (one && 'unreadable' in one ? [uids[n]] : []))).toEqual([3]);
    expect(await body(3)).toEqual({
      unreadable: expect.stringMatching(/^127\.0\.0\.1 does not give the content of this mail: .*damaged/),
    });
    await closeMailbox(line);
    relay.close();
  });

  it('what comes empty where several are asked for is asked for alone', async () => {
    const relay = await relayTo(servers.imapPort, {
      answer: (words, command) =>
        fetchedBy(command).length > 1
          ? words.replace(/(BODY\[1\]<0>) \{\d+\}\r\ntext \d+\r\n/g, '$1 ""')
          : words,
    });
    const line = await connect(relay.port);
    const before = line.client.stats().sent;
    const read = await Promise.all(uids.map(bodyOf(line)));
    expect(read.map((one) => /text \d+|gone/.exec(wordsOf(one))?.[0])).toEqual(
      uids.map((uid) => `text ${uid}`),
    );
    // The four plain texts, two FETCHes each, beside the four FETCHes for all.
    expect(line.client.stats().sent - before).toBeGreaterThan(600);
    await closeMailbox(line);
    relay.close();
  });

  it('all fail when the line is lost', async () => {
    const line = await connect(servers.imapPort);
    const read = Promise.allSettled(uids.map(bodyOf(line)));
    line.client.close();
    expect(new Set((await read).map(({ status }) => status))).toEqual(new Set(['rejected']));
  });
});
