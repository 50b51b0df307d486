import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, connect as tcpConnect } from 'node:net';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { type Daemon, listOf, makeDaemon, quickConfig } from './daemon.js';
import {
  asSent,
  eventually,
  type Letter,
  letterText,
  mailsIn,
  pause,
  post,
  type SeenMail,
  store,
} from './letters.js';
import { freePorts } from './process.js';
import { type Servers, serversMissing, startServers, withServers } from './servers.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const anna = 'anna@example.com';
const at = (name: string) => `${name}@customer.test`;
const boxes = 'login smtp folder notes odd big busy torn lost1 lost2 edit'.split(' ');
const people = 'smtp folder notes odd big busy1 busy2 torn lost1 lost2 edit late nosent full'.split(' ');
const silence = 2_000;

type Change = Record<string, unknown>;
const mailboxOf = (config: Change): Change => config.mailbox as Change;

describe.skipIf(serversMissing() !== null)(withServers('bad input, on real servers'), () => {
  let servers: Servers;
  /** No special-use folders and little room. */
  let bare: Servers;
  const looks: ImapFlow[] = [];
  const daemons: Daemon[] = [];

  const look = async (address: string, on = servers): Promise<ImapFlow> => {
    const client = await on.imap(address);
    looks.push(client);
    return client;
  };
  const prepared = (name: string, change: Change = {}, on = servers): Daemon => {
    const daemon = makeDaemon({ ...quickConfig(on, `${name}@example.com`), ...change });
    daemons.push(daemon);
    return daemon;
  };
  /** The customer asks and the agent asks back, Cc the mailbox; gives the agent's mail. */
  const askBack = async (
    box: string,
    name = box,
    change: Partial<Letter> = {},
    on = servers,
  ): Promise<Letter> => {
    const mailbox = `${box}@example.com`;
    const asked: Letter = {
      ...{ from: at(name), to: mailbox, subject: `Matter of ${name}`, id: `question-${name}@customer.test` },
    };
    const ask: Letter = {
      ...{ from: `Anna <${anna}>`, to: at(name), cc: mailbox, subject: `Re: Matter of ${name}` },
      ...{ id: `ask-${name}@example.com`, answers: asSent(asked), text: 'Which version is it?', ...change },
    };
    await post(on, asked);
    await post(on, ask);
    return ask;
  };
  const followUps = async (client: ImapFlow): Promise<string[]> =>
    (await mailsIn(client, 'INBOX')).map((mail) => mail.mark).filter((mark) => mark !== '');
  const openSendings = (daemon: Daemon): string[] =>
    readdirSync(join(daemon.data, 'outbox')).filter((name) => !name.startsWith('.'));
  const waitForMark = (client: ImapFlow, mark: string): Promise<void> =>
    eventually(async () => expect(await followUps(client)).toContain(mark));

  beforeAll(async () => {
    servers = await startServers({
      users: [...boxes.map((b) => `${b}@example.com`), anna, ...people.map(at)],
    });
    bare = await startServers({
      ...{ specialUse: false, quota: '300K' },
      users: ['nosent@example.com', 'full@example.com', anna, at('nosent'), at('full')],
    });
  });
  afterAll(async () => {
    for (const client of looks) client.close();
    await Promise.all(daemons.map((daemon) => daemon.remove()));
    await Promise.all([servers?.stop(), bare?.stop()]);
  });

  describe.concurrent('the way to the servers', () => {
    const imapCases: [string, (imap: Change, config: Change) => Promise<Change>, RegExp][] = [
      [
        'a wrong password',
        async (imap) => ({ password: 'wr0ng-Passw0rd', imap }),
        /127\.0\.0\.1 refused the password for login@example\.com\. Check mailbox\.user and mailbox\.password/,
      ],
      [
        'a host that does not exist',
        async () => ({ imap: { host: 'imap.nowhere.invalid', port: 993, security: 'tls' } }),
        /There is no host named imap\.nowhere\.invalid/,
      ],
      [
        'a port where nothing answers',
        async (imap) => ({ imap: { ...imap, port: (await freePorts(1))[0] } }),
        /Nothing answers at 127\.0\.0\.1:\d+ .*Check host and port of mailbox\.imap/,
      ],
      [
        'a certificate that nobody vouches for',
        async () => ({ imap: { host: servers.host, port: servers.imapsPort, security: 'tls' } }),
        /The certificate of 127\.0\.0\.1:\d+ is not trusted .*mailbox\.imap\.ca/,
      ],
    ];
    it.each(imapCases)('%s: one sentence, exit 1, and no secret shown', async (_name, change, sentence) => {
      const config = quickConfig(servers, 'login@example.com');
      const mailbox = mailboxOf(config);
      const daemon = prepared('login', {
        mailbox: { ...mailbox, ...(await change(mailbox.imap as Change, config)) },
      });
      const { code, stderr } = await daemon.command('run', '--once');
      expect(code).toBe(1);
      expect(stderr).toMatch(sentence);
      expect(stderr).not.toContain('wr0ng-Passw0rd');
      expect(stderr).not.toMatch(/^\s+at /m);
    });

    it('the daemon tries again, and says so in its status', async () => {
      const mailbox = mailboxOf(quickConfig(servers, 'login@example.com'));
      const daemon = prepared('login', { mailbox: { ...mailbox, password: 'wrong' } });
      await daemon.start(/refused the password/);
      await daemon.waitFor(/refused the password/, { from: daemon.lines.length });
      const status = JSON.parse(readFileSync(join(daemon.data, 'status.json'), 'utf8'));
      expect(status).toMatchObject({
        online: false,
        warnings: [expect.stringContaining('refused the password')],
      });
      expect(await daemon.stop()).toBe(0);
    });

    it('SMTP refuses the password: nothing is sent, nothing is lost', async () => {
      const config = quickConfig(servers, 'smtp@example.com');
      const mailbox = mailboxOf(config);
      const daemon = prepared('smtp');
      await daemon.command('run', '--once');
      await pause(1100);
      await askBack('smtp');
      await pause(silence + 500);
      daemon.configure({ mailbox: { ...mailbox, smtp: { ...(mailbox.smtp as Change), password: 'wr0ng' } } });
      const failed = await daemon.command('run', '--once');
      expect(failed.stderr).toMatch(/127\.0\.0\.1 refused the password for smtp@example\.com/);
      expect(failed.stderr).not.toContain('wr0ng');
      const customer = await look(at('smtp'));
      expect(await followUps(customer)).toEqual([]);
      // Nothing was begun, so there is no claim either.
      const notes = await mailsIn(await look('smtp@example.com'), 'Thrice');
      expect(notes.filter((note) => note.subject.startsWith('About to'))).toEqual([]);
      daemon.configure({});
      await daemon.command('run', '--once');
      expect(await followUps(customer)).toEqual(['follow-up 1']);
    });
  });

  describe.concurrent('folders', () => {
    it('a folder that the config names and the server does not have is named, and the rest goes on', async () => {
      const mailbox = mailboxOf(quickConfig(servers, 'folder@example.com'));
      const daemon = prepared('folder', { mailbox: { ...mailbox, folders: { sent: 'Gesendet' } } });
      await daemon.start();
      expect(await daemon.waitFor(/mailbox\.folders\.sent/)).toMatch(
        /there is no folder Gesendet\. There are: .*Sent/,
      );
      await pause(1100);
      await askBack('folder');
      await waitForMark(await look(at('folder')), 'follow-up 1');
      // Once, and once more when there was the notes folder to list as well; not in every pass.
      expect(daemon.lines.filter((line) => line.msg.includes('Gesendet')).length).toBeLessThanOrEqual(2);
      await daemon.stop();
    });

    it('a notes folder that cannot be made: it says so and sends nothing', async () => {
      const mailbox = mailboxOf(quickConfig(servers, 'notes@example.com'));
      const notes = 'INBOX/../notes';
      const daemon = prepared('notes', {
        mailbox: { ...mailbox, folders: { notes } },
        start_from: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
      });
      await daemon.start();
      expect(await daemon.waitFor(/could not make the folder/)).toMatch(/mailbox\.folders\.notes/);
      await askBack('notes');
      await pause(3 * silence);
      expect(daemon.running()).toBe(true);
      expect(await followUps(await look(at('notes')))).toEqual([]);
      const status = JSON.parse(readFileSync(join(daemon.data, 'status.json'), 'utf8'));
      expect(status.warnings.join()).toMatch(/mailbox\.folders\.notes/);
      await daemon.stop();
    });

    it('no Sent folder: it sends, says where the copies are, and leaves nothing open', async () => {
      const daemon = prepared('nosent', {}, bare);
      await daemon.start();
      await daemon.waitFor(/The mailbox has no Sent folder: .*mailbox\.folders\.sent/);
      await pause(1100);
      await askBack('nosent', 'nosent', {}, bare);
      const customer = await look(at('nosent'), bare);
      await waitForMark(customer, 'follow-up 3');
      const own = await look('nosent@example.com', bare);
      await eventually(() => expect(openSendings(daemon)).toEqual([]));
      expect(await followUps(own)).toEqual(['follow-up 1', 'follow-up 2', 'follow-up 3']);
      expect(await followUps(customer)).toEqual(['follow-up 1', 'follow-up 2', 'follow-up 3']);
      await daemon.stop();
    });

    it('a full mailbox takes no claim, so nothing is sent; with room again it goes, once', async () => {
      const own = await look('full@example.com', bare);
      const daemon = prepared('full', {}, bare);
      await daemon.start();
      await pause(1100);
      await askBack('full', 'full', {}, bare);
      await eventually(async () =>
        expect((await mailsIn(own, 'INBOX')).map((m) => m.id)).toContain('ask-full@example.com'),
      );
      const filler = letterText({
        from: at('x'),
        to: 'y@z.test',
        subject: 'filler',
        id: 'filler@x.test',
        text: 'x'.repeat(800),
      });
      await own.mailboxCreate('Filler');
      const fill = async (size: number) => {
        for (;;) if (!(await own.append('Filler', filler + 'x'.repeat(size)).catch(() => false))) return;
      };
      for (const size of [60_000, 8_000, 0]) await fill(size);
      await daemon.waitFor(/the mailbox is full .*Make room in it/);
      const customer = await look(at('full'), bare);
      const sentBefore = await followUps(customer);
      await pause(2 * silence);
      expect(daemon.running()).toBe(true);
      expect(await followUps(customer)).toEqual(sentBefore);
      await daemon.stop();
      await own.mailboxDelete('Filler');
      await daemon.start();
      await waitForMark(customer, 'follow-up 3');
      const marks = await followUps(customer);
      expect(new Set(marks).size).toBe(marks.length);
      await daemon.stop();
    });
  });

  describe.concurrent('mails', () => {
    it('odd mails stop nothing: without Message-ID, From or Date, from 2099, in a charset that lies', async () => {
      const box = 'odd@example.com';
      const daemon = prepared('odd');
      await daemon.start();
      await pause(1100);
      const own = await look(box);
      const odd = (id: string, headers: string[], text?: string): Letter => ({
        ...{ from: at('odd'), to: box, subject: `Odd ${id}`, id: `${id}@customer.test`, headers },
        ...(text && { text }),
      });
      await store(own, 'INBOX', odd('no-id', ['Message-ID']));
      await store(own, 'INBOX', odd('no-from', ['From']));
      await store(own, 'INBOX', odd('no-date', ['Date']));
      await store(own, 'INBOX', odd('future', ['Date: Thu, 31 Dec 2099 23:59:59 +0000']));
      const charset = letterText(
        odd('charset', ['Content-Type: text/plain; charset=utf-8', 'Subject: Odd charset \u00e9']),
      );
      await own.append(
        'INBOX',
        Buffer.from(charset.replace('missing page', 'fehlende Seite \u00fc\u00df'), 'latin1'),
      );
      await own.append('INBOX', Buffer.from('\u0000\u0001\u0002 this is no mail at all', 'latin1'));
      await askBack('odd');
      const customer = await look(at('odd'));
      await waitForMark(customer, 'follow-up 1');
      // The date of 2099 is for display only (R2): the conversation is the team's turn, now.
      const listed = await listOf(daemon);
      const of = (subject: string) => listed.find((one) => one.subject.startsWith(subject));
      for (const subject of ['Odd no-id', 'Odd no-date', 'Odd future', 'Odd charset'])
        expect([subject, of(subject)?.status]).toEqual([subject, 'awaiting-agent']);
      expect(daemon.running()).toBe(true);
      await daemon.stop();
    });

    it('a mail without Message-ID is the same mail in another folder', async () => {
      const own = await look('odd@example.com');
      const daemon = prepared('odd');
      const letter: Letter = {
        ...{
          from: at('odd'),
          to: 'odd@example.com',
          subject: 'Moved',
          id: 'x@y.test',
          headers: ['Message-ID'],
        },
      };
      await store(own, 'INBOX', letter);
      await daemon.command('run', '--once');
      const before = (await listOf(daemon)).filter((one) => one.subject === 'Moved');
      const uid = (await mailsIn(own, 'INBOX')).find((mail) => mail.subject === 'Moved')!.uid;
      const lock = await own.getMailboxLock('INBOX');
      await own.messageMove(`${uid}`, 'Archive', { uid: true });
      lock.release();
      await daemon.command('run', '--once');
      const after = (await listOf(daemon)).filter((one) => one.subject === 'Moved');
      expect(before).toHaveLength(1);
      expect(after).toEqual(before);
    });

    it('40 MB of attachments are not downloaded', async () => {
      const proxy = await countingProxy(servers.imapPort);
      const mailbox = mailboxOf(quickConfig(servers, 'big@example.com'));
      const imap = { host: servers.host, port: proxy.port, security: 'none' };
      const daemon = prepared('big', { mailbox: { ...mailbox, imap } });
      await daemon.start();
      await pause(1100);
      const own = await look('big@example.com');
      const line = `${'A'.repeat(76)}\r\n`;
      const attachment = line.repeat(Math.ceil((40 * 1024 * 1024) / line.length));
      const head = letterText({
        ...{
          from: at('big'),
          to: 'big@example.com',
          subject: 'Matter of big',
          id: 'question-big@customer.test',
        },
        headers: ['Content-Type: multipart/mixed; boundary=cut'],
        text: '--cut\n\nSee the film.\n--cut\nContent-Type: video/mp4\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n',
      });
      await own.append('INBOX', Buffer.from(`${head}\r\n${attachment}--cut--\r\n`));
      await askBackTo('big');
      await waitForMark(await look(at('big')), 'follow-up 1');
      expect(proxy.bytes()).toBeLessThan(1024 * 1024);
      expect(proxy.bytes()).toBeGreaterThan(1000);
      await daemon.stop();
      proxy.close();
    });

    /** The agent's mail alone. */
    async function askBackTo(name: string): Promise<void> {
      await post(servers, {
        ...{
          from: `Anna <${anna}>`,
          to: at(name),
          cc: `${name}@example.com`,
          subject: `Re: Matter of ${name}`,
        },
        ...{ id: `ask-${name}@example.com`, text: 'Which version is it?' },
        answers: { id: `question-${name}@customer.test`, references: [] },
      });
    }
  });

  it('a folder emptied or renamed and a mail expunged while it runs: no fact is lost, nothing comes twice', async () => {
    const own = await look('busy@example.com');
    const daemon = prepared('busy');
    await own.mailboxCreate('Projects');
    await daemon.start();
    await pause(1100);
    await askBack('busy', 'busy1');
    await askBack('busy', 'busy2');
    const [one, two] = [await look(at('busy1')), await look(at('busy2'))];
    await eventually(async () => expect(await mailsIn(own, 'INBOX')).toHaveLength(4));
    // Thrice has to have read them once; then the second matter is filed and its folder renamed, the first expunged.
    await waitForMark(one, 'follow-up 1');
    const inbox = await mailsIn(own, 'INBOX');
    const uids = (name: string) =>
      inbox.filter((m) => m.subject.endsWith(`Matter of ${name}`)).map((m) => m.uid);
    const lock = await own.getMailboxLock('INBOX');
    await own.messageDelete(uids('busy1').join(','), { uid: true });
    await own.messageMove(uids('busy2').join(','), 'Projects', { uid: true });
    lock.release();
    await own.mailboxRename('Projects', 'Projects 2026');
    for (const client of [one, two]) await waitForMark(client, 'follow-up 3');
    for (const client of [one, two])
      expect(await followUps(client)).toEqual(['follow-up 1', 'follow-up 2', 'follow-up 3']);
    expect(daemon.running()).toBe(true);
    await daemon.stop();
    expect((await listOf(daemon)).map((listed) => listed.outcome)).toEqual(['no-reply', 'no-reply']);
    expect(daemon.lines.filter((line) => line.level >= 40).map((line) => line.msg)).toEqual([]);
  });

  it('corrupt documents in data/ are put aside, said, and read from the mailbox again', async () => {
    const daemon = prepared('torn');
    await daemon.start();
    await pause(1100);
    await askBack('torn');
    const customer = await look(at('torn'));
    await waitForMark(customer, 'follow-up 3');
    await eventually(() => expect(openSendings(daemon)).toEqual([]));
    await daemon.stop();
    const before = await listOf(daemon);
    for (const damage of ['conversation', 'state', 'journal'] as const) {
      const folder = join(daemon.data, 'conversations');
      const document = readdirSync(folder).find((name) => name.endsWith('.json'))!;
      if (damage === 'conversation')
        writeFileSync(join(folder, document), readFileSync(join(folder, document)).subarray(0, 200));
      if (damage === 'state') writeFileSync(join(daemon.data, 'state.json'), '{"v":1,');
      if (damage === 'journal') writeFileSync(join(daemon.data, 'outbox', 'torn%40example.com.json'), '');
      const from = daemon.lines.length;
      await daemon.start();
      if (damage !== 'journal')
        expect(await daemon.waitFor(/could not be read/, { from })).toMatch(
          /it lies in .*corrupt.* now and the mailbox is read again/,
        );
      await daemon.stop();
      expect(await listOf(daemon), damage).toEqual(before);
    }
    expect(await followUps(customer)).toEqual(['follow-up 1', 'follow-up 2', 'follow-up 3']);
  });

  describe.concurrent('a lost or changed secret only makes it quieter', () => {
    it.each([
      ['and data/ with it', true],
      ['while data/ is kept', false],
    ])('%s', async (_name, dataToo) => {
      const box = dataToo ? 'lost1' : 'lost2';
      const daemon = prepared(box);
      await daemon.start();
      await pause(1100);
      await askBack(box);
      const customer = await look(at(box));
      await waitForMark(customer, 'follow-up 1');
      await daemon.stop();
      const sent = await followUps(customer);
      rmSync(join(daemon.folder, 'thrice.key'));
      if (dataToo) rmSync(daemon.data, { recursive: true });
      const from = daemon.lines.length;
      await daemon.start();
      await daemon.waitFor(/Made the secret .*Keep a copy of it/, { from });
      await daemon.waitFor(
        dataToo ? /notes in Thrice are not signed by the present secret/ : /The secret is another one/,
        { from },
      );
      await pause(4 * silence);
      const marks = await followUps(customer);
      expect(marks.slice(0, sent.length)).toEqual(sent);
      expect(new Set(marks).size, marks.join(', ')).toBe(marks.length);
      expect(marks.length).toBeLessThanOrEqual(3);
      await daemon.stop();
    });

    it('a key that is no key keeps it from starting', async () => {
      const daemon = prepared('lost1');
      writeFileSync(join(daemon.folder, 'thrice.key'), 'hello\n', { mode: 0o600 });
      const { code, stderr } = await daemon.command('run', '--once');
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/thrice\.key is not the base64 form of 32 bytes or more/),
      ]);
    });
  });

  it('config edits while it runs: taken over and said; a broken one changes nothing and is told once', async () => {
    const box = 'edit@example.com';
    const slow = (after: string) => [
      {
        name: 'only',
        follow_ups: [
          { after, template: 'follow-up-1' },
          { after: '1h', template: 'final-notice' },
        ],
      },
    ];
    const daemon = prepared('edit', {
      policies: slow('2d'),
      team: { domains: ['example.com'], admins: [anna], verified_by: ['mx.example.com'] },
    });
    await daemon.start();
    await pause(1100);
    await askBack('edit');
    const customer = await look(at('edit'));
    const own = await look(box);
    await eventually(async () => expect(await mailsIn(own, 'INBOX')).toHaveLength(2));
    await pause(1500);

    daemon.configure({ policies: slow('2 dayz') });
    const broken = await daemon.waitFor(/no duration/);
    expect(broken).toMatch(
      /thrice\.yaml:\d+:\d+ policies\[0\]\.follow_ups\[0\]\.after: "2 dayz" is no duration/,
    );
    expect(broken).toContain('The previous config stays active.');
    const admin = await look(anna);
    const told = async (): Promise<SeenMail[]> =>
      (await mailsIn(admin, 'INBOX')).filter((mail) =>
        mail.subject.includes('The config of Thrice is broken'),
      );
    await eventually(async () => expect(await told()).toHaveLength(1));
    expect((await told())[0]?.raw).toContain('2 dayz');

    const from = daemon.lines.length;
    daemon.configure({
      policies: slow('2 dayz'),
      mailbox: { ...mailboxOf(quickConfig(servers, box)), poll: '2s' },
    });
    await pause(3000);
    daemon.configure({
      policies: slow('3s'),
      mailbox: { ...mailboxOf(quickConfig(servers, box)), poll: '2s' },
    });
    expect(await daemon.waitFor(/due times? moved/, { from })).toMatch(
      /Config edited \(.*policies.*\): 1 due times? moved, 1 to today/,
    );
    await daemon.waitFor(/These keys need a restart: mailbox\.poll/, { from });
    await waitForMark(customer, 'follow-up 1');
    expect(await followUps(customer)).toEqual(['follow-up 1']);
    await daemon.stop();
  });

  describe.concurrent('a config that cannot be used: exit 2, what, where and what to do', () => {
    const valid = () => stringify(quickConfig(servers, 'login@example.com'));
    const cases: [string, () => string, RegExp][] = [
      ['an empty file', () => '', /thrice\.yaml/],
      ['no YAML', () => 'mailbox: [', /thrice\.yaml:\d+:\d+/],
      ['an unknown key', () => valid().replace('poll:', 'pol:'), /thrice\.yaml:\d+:\d+ mailbox\.pol: .*poll/],
      ['a wrong type', () => `${valid()}\nwatch: 7\n`, /thrice\.yaml:\d+:\d+ watch/],
      [
        'an unset variable',
        () => valid().replace('password: secret', 'password: $' + '{NO_SUCH_THING}'),
        /NO_SUCH_THING/,
      ],
      [
        'a template that does not exist',
        () => valid().replace('follow-up-2', 'follow-up-two'),
        /follow-up-two/,
      ],
    ];
    it.each(cases)('%s', async (_name, text, sentence) => {
      const daemon = prepared('login');
      daemon.configure(text());
      const { code, stderr } = await daemon.command('run');
      expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });
});

/** Passes a TCP port on and counts what the server says. */
async function countingProxy(
  target: number,
): Promise<{ port: number; bytes: () => number; close: () => void }> {
  let count = 0;
  const server: Server = createServer((client) => {
    const upstream = tcpConnect(target, '127.0.0.1');
    upstream.on('data', (data) => {
      count += data.length;
    });
    upstream.pipe(client).pipe(upstream);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { port, bytes: () => count, close: () => void server.close() };
}
