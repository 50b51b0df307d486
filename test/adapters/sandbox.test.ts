import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AcceptedMail, type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';

const start = Date.UTC(2026, 10, 23, 9, 30, 15);
const support = 'support@example.com';
const password = 'correct horse {battery}% staple';
let clock = start;
let sandbox: Sandbox;
let client: ImapFlow;

function imap(user = support, pass = password): ImapFlow {
  const created = new ImapFlow({
    host: '127.0.0.1',
    port: sandbox.imapPort,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass },
    logger: false,
  });
  created.on('error', () => {});
  return created;
}
/** imapflow says false where a command failed. */
function must<T>(value: T | false): T {
  if (value === false) throw new Error('the command failed');
  return value;
}
async function validity(folder: string): Promise<bigint> {
  const status = await client.status(folder, { uidValidity: true });
  if (!status || status.uidValidity === undefined) throw new Error(`no UIDVALIDITY of ${folder}`);
  return status.uidValidity;
}
const plain = (subject: string, from = 'Anna <anna@customer.example>', body = 'Hello') =>
  Buffer.from(
    `From: ${from}\r\nTo: ${support}\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n\r\n${body}\r\n`,
  );
function transport(auth?: { user: string; pass: string }) {
  const base = { host: '127.0.0.1', port: sandbox.smtpPort, secure: false, ignoreTLS: true };
  return createTransport(auth ? { ...base, auth } : base);
}

beforeEach(async () => {
  clock = start;
  sandbox = await startSandbox({
    users: [
      { address: support, password },
      { address: 'bob@example.com', password: 'b' },
    ],
    now: () => clock,
    refuses: (address) => address.startsWith('nobody@'),
  });
  client = imap();
  await client.connect();
});
afterEach(async () => {
  client.close();
  await sandbox.stop();
});

describe('IMAP', () => {
  test('a wrong password and an unknown user are refused as such', async () => {
    for (const [user, pass] of [
      [support, 'wrong'],
      ['eve@example.com', password],
    ]) {
      await expect(imap(user, pass).connect()).rejects.toMatchObject({
        serverResponseCode: 'AUTHENTICATIONFAILED',
      });
    }
  });

  test('LIST tells the special uses', async () => {
    const uses = (await client.list()).map(({ path, specialUse }) => [path, specialUse ?? '']);
    expect(Object.fromEntries(uses)).toEqual({
      INBOX: '\\Inbox',
      Sent: '\\Sent',
      Drafts: '\\Drafts',
      Trash: '\\Trash',
      Junk: '\\Junk',
      Archive: '\\Archive',
    });
  });

  test('users have mailboxes of their own', async () => {
    sandbox.deliver(plain('for-support'), [support]);
    sandbox.deliver(plain('for-bob'), ['Bob@example.com']);
    const bob = imap('bob@example.com', 'b');
    await bob.connect();
    const subjects = async (from: ImapFlow) => {
      await from.mailboxOpen('INBOX', { readOnly: true });
      return (await from.fetchAll('1:*', { envelope: true })).map((mail) => mail.envelope?.subject);
    };
    expect(await subjects(client)).toEqual(['for-support']);
    expect(await subjects(bob)).toEqual(['for-bob']);
    bob.close();
  });

  test('STATUS tells UIDNEXT and UIDVALIDITY, also for names with spaces', async () => {
    await client.mailboxCreate('Two words');
    sandbox.append(support, 'Two words', plain('a'));
    const query = { messages: true, uidNext: true, uidValidity: true };
    const words = await client.status('Two words', query);
    const inbox = await client.status('INBOX', query);
    expect(words).toMatchObject({ path: 'Two words', messages: 1, uidNext: 2 });
    expect(inbox).toMatchObject({ messages: 0, uidNext: 1 });
    expect(await validity('Two words')).not.toBe(await validity('INBOX'));
    const opened = await client.mailboxOpen('Two words');
    expect([opened.uidValidity, opened.uidNext]).toEqual([await validity('Two words'), 2]);
  });

  test('a folder made again has another UIDVALIDITY', async () => {
    expect(await client.mailboxCreate('Thrice')).toMatchObject({ path: 'Thrice', created: true });
    expect(await client.mailboxCreate('Thrice')).toMatchObject({ created: false });
    const before = await validity('Thrice');
    await client.mailboxDelete('Thrice');
    await client.mailboxCreate('Thrice');
    expect(await validity('Thrice')).not.toBe(before);
  });

  test('EXAMINE is read-only: reading sets no \\Seen, changes are refused', async () => {
    sandbox.deliver(plain('a'), [support]);
    const opened = await client.mailboxOpen('INBOX', { readOnly: true });
    expect(opened.readOnly).toBe(true);
    const mail = await client.fetchOne('1', { source: true, flags: true }, { uid: true });
    expect(mail).toMatchObject({ uid: 1 });
    await client.messageFlagsAdd('1', ['\\Seen'], { uid: true }).catch(() => false);
    await client.messageDelete('1', { uid: true }).catch(() => false);
    await client.messageMove('1', 'Archive', { uid: true }).catch(() => false);
    await client.mailboxClose();
    expect(sandbox.mailbox(support).mails('INBOX')).toMatchObject([{ uid: 1, flags: [] }]);
    expect(sandbox.mailbox(support).mails('Archive')).toEqual([]);
  });

  test('a part of several mails, up to a bound: each its own, shorter than it or not', async () => {
    for (const text of ['first', 'second and longer', 'third'])
      sandbox.append(support, 'INBOX', plain(text, 'Anna <anna@customer.example>', text));
    await client.mailboxOpen('INBOX', { readOnly: true });
    const query = { uid: true, bodyParts: [{ key: '1', start: 0, maxLength: 10 }] };
    const fetched = await client.fetchAll('1:*', query, { uid: true });
    const texts = fetched.map((mail) => mail.bodyParts?.get('1')?.toString().trim());
    expect(texts).toEqual(['first', 'second and', 'third']);
  });

  test('BODY.PEEK of header fields sets no \\Seen and gives folded fields in order', async () => {
    const raw = Buffer.from(
      'References: <a@x>\r\n <b@x>\r\nX-Other: no\r\nSubject: =?utf-8?q?=C5=BC?=\r\nreferences: <c@x>\r\n\r\nbody\r\n',
    );
    sandbox.append(support, 'INBOX', raw);
    sandbox.append(support, 'INBOX', raw);
    await client.mailboxOpen('INBOX');
    const fetched = await client.fetchAll(
      '1:*',
      { headers: ['references', 'subject', 'date'] },
      { uid: true },
    );
    for (const mail of fetched) {
      expect(mail.headers?.toString()).toBe(
        'References: <a@x>\r\n <b@x>\r\nSubject: =?utf-8?q?=C5=BC?=\r\nreferences: <c@x>\r\n\r\n',
      );
    }
    expect(fetched.map((mail) => mail.uid)).toEqual([1, 2]);
    expect(
      sandbox
        .mailbox(support)
        .mails('INBOX')
        .map((mail) => mail.flags),
    ).toEqual([[], []]);
  });

  test('APPEND keeps bytes, date and flags and gives the UID', async () => {
    await client.mailboxCreate('Thrice');
    const every = Buffer.concat([
      plain('bytes'),
      Buffer.from(Array.from({ length: 255 }, (_, i) => i + 1)),
      plain('żółw'),
    ]);
    const date = new Date(start - 86_400_000);
    const first = await client.append('Thrice', every, ['\\Seen'], date);
    const second = await client.append('Thrice', every);
    expect(first).toMatchObject({ uid: 1, uidValidity: await validity('Thrice') });
    expect(second).toMatchObject({ uid: 2 });
    const mails = sandbox.mailbox(support).mails('Thrice');
    expect(mails).toMatchObject([
      { uid: 1, flags: ['\\Seen'], internalDate: date.getTime() },
      { uid: 2, flags: [], internalDate: start },
    ]);
    expect(mails[0]?.raw.equals(every)).toBe(true);
    await client.mailboxOpen('Thrice');
    const fetched = must(await client.fetchOne('1', { source: true, internalDate: true }, { uid: true }));
    expect(fetched.source?.equals(every)).toBe(true);
    expect(new Date(fetched.internalDate ?? 0).getTime()).toBe(date.getTime());
  });

  test('the connection that appends hears of it', async () => {
    await client.mailboxOpen('INBOX');
    const exists = once(client, 'exists');
    await client.append('INBOX', plain('own'));
    expect((await exists)[0]).toMatchObject({ path: 'INBOX', count: 1 });
  });

  test('MOVE, and COPY with EXPUNGE, tell the new UIDs', async () => {
    for (const subject of ['a', 'b', 'c']) sandbox.deliver(plain(subject), [support]);
    await client.mailboxOpen('INBOX');
    const moved = must(await client.messageMove('2', 'Archive', { uid: true }));
    expect(moved.uidMap).toEqual(new Map([[2, 1]]));
    const copied = must(await client.messageCopy('3', 'Archive', { uid: true }));
    expect(copied.uidMap).toEqual(new Map([[3, 2]]));
    await client.messageDelete('3', { uid: true });
    const box = sandbox.mailbox(support);
    expect(box.mails('INBOX').map((mail) => mail.uid)).toEqual([1]);
    expect(box.mails('Archive').map((mail) => mail.internalDate)).toEqual([start, start]);
    expect(box.mails('Archive').map((mail) => /Subject: (.)/.exec(mail.raw.toString())?.[1])).toEqual([
      'b',
      'c',
    ]);
  });

  test('IDLE tells new and vanished mails at once, and commands work after it', async () => {
    await client.mailboxOpen('INBOX');
    const exists = once(client, 'exists');
    const idle = client.idle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    sandbox.deliver(plain('a'), [support]);
    expect((await exists)[0]).toMatchObject({ count: 1, prevCount: 0 });
    const other = imap();
    await other.connect();
    await other.mailboxOpen('INBOX');
    const expunge = once(client, 'expunge');
    await other.messageMove('1', 'Archive', { uid: true });
    expect((await expunge)[0]).toMatchObject({ seq: 1 });
    expect(await client.status('Archive', { messages: true })).toMatchObject({ messages: 1 });
    await idle;
    other.close();
  });

  test('SEARCH by header, body parts and structure', async () => {
    sandbox.deliver(plain('a'), [support]);
    sandbox.deliver(plain('b'), [support]);
    await client.mailboxOpen('INBOX');
    expect(await client.search({ header: { 'message-id': '<b@x>' } }, { uid: true })).toEqual([2]);
    const parts = { bodyStructure: true, bodyParts: ['1', 'text'] };
    const mail = must(await client.fetchOne('2', parts, { uid: true }));
    expect(mail.bodyStructure).toMatchObject({ type: 'text/plain' });
    expect(mail.bodyParts?.get('text')?.toString()).toBe('Hello\r\n');
  });
});

describe('delivery', () => {
  test('plus addresses reach the mailbox and keep their detail, with trace headers of the clock', async () => {
    clock += 3_600_000;
    sandbox.deliver(plain('a'), ['support+t-ABC@example.com', support, support]);
    const mails = sandbox.mailbox(support).mails('INBOX');
    expect(mails.map((mail) => mail.internalDate)).toEqual([clock, clock]);
    const [first, second] = mails.map((mail) => mail.raw.toString());
    expect(first).toMatch(/^Delivered-To: support\+t-abc@example\.com\r$/m);
    expect(second).toMatch(/^Delivered-To: support@example\.com\r$/m);
    expect(first).toMatch(
      /^Received: .* by mx\.example\.com .*\r\n\t.*; Mon, 23 Nov 2026 10:30:15 \+0000\r$/m,
    );
    expect(first?.endsWith(plain('a').toString())).toBe(true);
  });

  test('Authentication-Results: pass for the own domain, none for others, or as told', () => {
    const said = () =>
      /dmarc=(\w+) header\.from=(\S+)/.exec(sandbox.mailbox(support).mails('INBOX').at(-1)!.raw.toString());
    sandbox.deliver(plain('a', 'Bob\r\n <bob@example.com>'), [support]);
    expect(said()?.slice(1)).toEqual(['pass', 'example.com']);
    sandbox.deliver(plain('b'), [support]);
    expect(said()?.slice(1)).toEqual(['none', 'customer.example']);
    sandbox.deliver(plain('c', 'bob@example.com'), [support], clock, { dmarc: 'fail' });
    expect(said()?.slice(1)).toEqual(['fail', 'example.com']);
  });

  test('by SMTP: to mailboxes, to outsiders, and to nobody', async () => {
    const accepted: AcceptedMail[] = [];
    const stop = sandbox.onAccepted((mail) => accepted.push(mail));
    const envelope = {
      from: 'bob@example.com',
      to: [support, 'Anna+x@customer.example', 'nobody@customer.example'],
    };
    const raw = plain('hi', 'bob@example.com', '.dot\r\nżółw');
    const info = await transport({ user: 'bob@example.com', pass: 'b' }).sendMail({ envelope, raw });
    expect(info.rejected).toEqual(['nobody@customer.example']);
    expect(sandbox.received('anna@customer.example')).toMatchObject([
      { from: 'bob@example.com', at: start, raw },
    ]);
    expect(sandbox.mailbox(support).mails('INBOX')).toHaveLength(1);
    expect(accepted).toHaveLength(1);
    stop();
    sandbox.deliver(plain('x'), [support]);
    expect(accepted).toHaveLength(1);
  });

  test('SMTP checks a password that is given', async () => {
    const sending = transport({ user: support, pass: 'wrong' }).sendMail({
      envelope: { from: support, to: [support] },
      raw: plain('x'),
    });
    await expect(sending).rejects.toMatchObject({ responseCode: 535 });
  });

  test('failNext plays refusals and lost answers once', async () => {
    const send = () => transport().sendMail({ envelope: { from: 'a@b.c', to: [support] }, raw: plain('x') });
    const count = () => sandbox.mailbox(support).mails('INBOX').length;
    for (const at of ['mail', 'rcpt', 'dot'] as const) {
      sandbox.failNext({ at, code: 451, text: '4.3.0 not now' });
      await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    }
    expect(count()).toBe(0);
    sandbox.failNext({ at: 'dot', lose: 'mail' });
    await expect(send()).rejects.toThrow();
    expect(count()).toBe(0);
    sandbox.failNext({ at: 'dot', lose: 'answer' });
    await expect(send()).rejects.toThrow();
    expect(count()).toBe(1);
    await send();
    expect(count()).toBe(2);
  });

  test('names what it does not have', () => {
    expect(() => sandbox.mailbox('eve@example.com')).toThrow('no mailbox eve@example.com');
    expect(() => sandbox.mailbox(support).mails('Nope')).toThrow('no folder Nope');
  });
});

describe('as a server of other processes', () => {
  test('one that is killed while it idles harms nobody', async () => {
    const script = `
      import { ImapFlow } from 'imapflow';
      const client = new ImapFlow({ host: '127.0.0.1', port: ${sandbox.imapPort}, secure: false, logger: false,
        auth: { user: ${JSON.stringify(support)}, pass: ${JSON.stringify(password)} } });
      await client.connect();
      await client.mailboxOpen('INBOX');
      client.on('exists', () => console.log('exists'));
      setTimeout(() => console.log('idle'), 100);
      for (;;) await client.idle();`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const lines: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
    await once(child.stdout, 'data');
    sandbox.deliver(plain('a'), [support]);
    while (!lines.join('').includes('exists')) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    sandbox.deliver(plain('b'), [support]);
    expect((await client.mailboxOpen('INBOX')).exists).toBe(2);
  });

  test('stop ends every connection and frees the ports', async () => {
    const closed = once(client, 'close');
    await sandbox.stop();
    await closed;
    await expect(imap().connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('hundreds of mails at once', async () => {
    for (let i = 0; i < 500; i++) sandbox.deliver(plain(`m${i}`, undefined, 'x'.repeat(5000)), [support]);
    await client.mailboxOpen('INBOX', { readOnly: true });
    const mails = await client.fetchAll('1:*', { source: true, uid: true }, { uid: true });
    expect(mails.map((mail) => mail.uid)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
  });
});
