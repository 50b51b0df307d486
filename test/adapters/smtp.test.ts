import { readFileSync } from 'node:fs';
import net from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { openSmtp, SmtpError, type SmtpSettings, type SmtpTimeouts } from '../../src/mail/smtp.js';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** What a scripted server does with a command: answers, cuts (FIN or RST), or stays silent. */
type Act = string | 'FIN' | 'RST' | 'silent';
interface Script {
  greeting?: Act;
  ehlo?: Act;
  auth?: Act;
  mail?: Act;
  rcpt?: (address: string) => Act;
  data?: Act;
  /** At the first byte of content. */
  content?: Act;
  dot?: Act;
  rset?: Act;
}
interface Scripted {
  port: number;
  /** Commands in order; each content as one entry between them. */
  seen: string[];
  /** Content bytes received so far in the current transaction. */
  content: () => string;
  transactions: () => number;
}

async function scripted(script: Script): Promise<Scripted> {
  const seen: string[] = [];
  let content = '';
  let transactions = 0;
  const server = net.createServer((socket) => {
    let inData = false;
    let buffered = '';
    socket.on('error', () => {});
    const act = (what: Act): void => {
      if (what === 'FIN') socket.end();
      else if (what === 'RST') socket.resetAndDestroy();
      else if (what.endsWith('+CUT')) socket.end(what.slice(0, -4));
      else if (what.endsWith('+FIN')) socket.end(`${what.slice(0, -4)}\r\n`);
      else if (what !== 'silent') socket.write(`${what}\r\n`);
    };
    const answer = (command: string): Act => {
      const verb = command.split(/[ :]/)[0]?.toUpperCase();
      switch (verb) {
        case 'EHLO':
          return script.ehlo ?? '250-here\r\n250-8BITMIME\r\n250 AUTH PLAIN';
        case 'AUTH':
          return script.auth ?? '235 ok';
        case 'MAIL':
          transactions += 1;
          return script.mail ?? '250 ok';
        case 'RCPT':
          return script.rcpt?.(/<(.*)>/.exec(command)?.[1] ?? '') ?? '250 ok';
        case 'DATA':
          return script.data ?? '354 go';
        case 'RSET':
          return script.rset ?? '250 reset';
        case 'QUIT':
          return '221 bye+FIN';
        default:
          return '500 what?';
      }
    };
    act(script.greeting ?? '220 here');
    socket.on('data', (chunk) => {
      buffered += chunk.toString('latin1');
      for (;;) {
        if (inData) {
          if (buffered !== '' && content === '' && script.content) {
            content += buffered;
            return act(script.content);
          }
          // An empty mail, which ends a transaction without recipients (RFC 2920 3.1).
          if (content === '' && buffered.startsWith('.\r\n')) buffered = `\r\n${buffered}`;
          const end = buffered.indexOf('\r\n.\r\n');
          if (end < 0) {
            content += buffered;
            buffered = '';
            return;
          }
          content += buffered.slice(0, end + 2);
          buffered = buffered.slice(end + 5);
          inData = false;
          act(script.dot ?? '250 queued as 1');
          continue;
        }
        const end = buffered.indexOf('\r\n');
        if (end < 0) return;
        const command = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        seen.push(command);
        const what = answer(command);
        if (/^DATA$/i.test(command) && what.startsWith('354')) {
          inData = true;
          content = '';
        }
        act(what);
      }
    });
  });
  return {
    port: await listening(server),
    seen,
    content: () => content,
    transactions: () => transactions,
  };
}

async function listening(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Destroying the socket below a server's TLS socket crashes Node 20, so smtp-server closes its own. */
async function serving(server: SMTPServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function settings(port: number, more: Partial<SmtpSettings> = {}): SmtpSettings {
  const user = 'support@example.com';
  return { host: '127.0.0.1', port, security: 'none', user, password: 'sesame-open', ...more };
}

const mail = {
  from: 'support@example.com',
  to: ['anna@customer.example'],
  raw: Buffer.from('Subject: x\r\n\r\nhello\r\n'),
};
const two = { ...mail, to: ['anna@customer.example', 'bob@customer.example'] };
const fast: Partial<SmtpTimeouts> = { connection: 500, greeting: 300, socket: 300, answer: 300, close: 200 };
const pipelining = '250-here\r\n250-PIPELINING\r\n250 AUTH PLAIN';

async function open(port: number, timeouts: Partial<SmtpTimeouts> = {}, more: Partial<SmtpSettings> = {}) {
  const session = await openSmtp(settings(port, more), timeouts);
  cleanups.push(() => session.close());
  return session;
}
const noop = async (): Promise<void> => {};
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (e: unknown) => e,
  );

describe('answers of the server, without and with PIPELINING', () => {
  const rows: [string, Script, typeof mail, object][] = [
    ['all well', {}, mail, { result: 'sent', response: '250 queued as 1', refused: [] }],
    [
      'MAIL 5xx',
      { mail: '550 5.7.1 no' },
      mail,
      { result: 'refused', phase: 'mail', permanent: true, code: 550 },
    ],
    [
      'MAIL 4xx',
      { mail: '451 later' },
      mail,
      { result: 'refused', phase: 'mail', permanent: false, code: 451 },
    ],
    [
      'MAIL 421',
      { mail: '421 bye+FIN' },
      mail,
      { result: 'refused', phase: 'mail', permanent: false, code: 421 },
    ],
    [
      'RCPT 5xx',
      { rcpt: () => '550 5.1.1 unknown' },
      mail,
      { result: 'refused', phase: 'rcpt', permanent: true, code: 550 },
    ],
    [
      'RCPT 4xx',
      { rcpt: () => '450 4.7.1 greylisted' },
      mail,
      { result: 'refused', phase: 'rcpt', permanent: false, code: 450 },
    ],
    [
      'RCPT 421',
      { rcpt: () => '421 bye+FIN' },
      two,
      { result: 'refused', phase: 'rcpt', permanent: false, code: 421 },
    ],
    [
      'one RCPT of two refused',
      { rcpt: (a) => (a.startsWith('bob') ? '550 5.1.1 no bob' : '250 ok') },
      two,
      {
        result: 'sent',
        refused: [{ address: 'bob@customer.example', code: 550, response: '550 5.1.1 no bob' }],
      },
    ],
    [
      'one of two is no address: the server does not hear of it',
      { rcpt: (a) => (a.startsWith('anna') ? '250 ok' : '500 never to be seen+FIN') },
      { ...mail, to: ['john@', ...mail.to] },
      {
        result: 'sent',
        refused: [{ address: 'john@', code: 553, response: expect.stringContaining('5.1.3') }],
      },
    ],
    [
      'one RCPT permanently, one temporarily refused counts as temporary',
      { rcpt: (a) => (a.startsWith('bob') ? '550 no bob' : '450 later') },
      two,
      {
        result: 'refused',
        phase: 'rcpt',
        permanent: false,
        code: 450,
        refused: [
          { address: 'anna@customer.example', code: 450, response: '450 later' },
          { address: 'bob@customer.example', code: 550, response: '550 no bob' },
        ],
      },
    ],
    ['DATA 5xx', { data: '554 no' }, mail, { result: 'refused', phase: 'data', permanent: true, code: 554 }],
    [
      'DATA 4xx',
      { data: '451 later' },
      mail,
      { result: 'refused', phase: 'data', permanent: false, code: 451 },
    ],
    [
      'dot 5xx',
      { dot: '554 5.7.1 spam' },
      mail,
      { result: 'refused', phase: 'dot', permanent: true, code: 554 },
    ],
    [
      'dot 4xx',
      { dot: '452 4.2.2 full' },
      mail,
      { result: 'refused', phase: 'dot', permanent: false, code: 452 },
    ],
    [
      'dot 421',
      { dot: '421 4.3.0 bye+FIN' },
      mail,
      { result: 'refused', phase: 'dot', permanent: false, code: 421 },
    ],
    [
      'dot 503 is not permanent',
      { dot: '503 order' },
      mail,
      { result: 'refused', phase: 'dot', permanent: false, code: 503 },
    ],
    ['dot answered with nonsense', { dot: 'hello there' }, mail, { result: 'uncertain' }],
    ['dot answered with 354', { dot: '354 go on' }, mail, { result: 'uncertain' }],
  ];
  for (const ehlo of [undefined, pipelining]) {
    test.each(rows)(`${ehlo ? 'pipelined' : 'plain'}: %s`, async (_name, script, what, expected) => {
      const server = await scripted(ehlo ? { ...script, ehlo } : script);
      let begun = 0;
      const session = await open(server.port, fast);
      const result = await session.send(what, async () => {
        begun += 1;
      });
      expect(result).toMatchObject(expected);
      expect(server.transactions()).toBe(1);
      const phase = 'phase' in expected ? expected.phase : 'dot';
      expect(begun).toBe(phase === 'dot' ? 1 : 0);
    });
  }
});

describe('the copy to ourselves counts for nothing', () => {
  const copied = { ...two, copyTo: 'support@example.com' };
  for (const ehlo of [undefined, pipelining]) {
    const name = ehlo ? 'pipelined' : 'one by one';
    test(`all others refused: nothing is sent, nothing is journalled (${name})`, async () => {
      const rcpt = (address: string) => (address.startsWith('support') ? '250 ok' : '450 4.2.1 later');
      const server = await scripted({ rcpt, ...(ehlo && { ehlo }) });
      const session = await open(server.port, fast);
      let begun = 0;
      const result = await session.send(copied, async () => {
        begun += 1;
      });
      expect(result).toMatchObject({ result: 'refused', phase: 'rcpt', permanent: false, code: 450 });
      expect(result).toMatchObject({ refused: [{ address: two.to[0] }, { address: two.to[1] }] });
      expect([begun, server.content()]).toEqual([0, '']);
      expect(session.isOpen()).toBe(false);
    });
    test(`one other accepted: sent, with the refused one named (${name})`, async () => {
      const rcpt = (address: string) => (address.startsWith('anna') ? '550 5.1.1 no such user' : '250 ok');
      const server = await scripted({ rcpt, ...(ehlo && { ehlo }) });
      const session = await open(server.port, fast);
      const result = await session.send(copied, noop);
      expect(result).toMatchObject({ result: 'sent', refused: [{ address: two.to[0], code: 550 }] });
      expect(session.isOpen()).toBe(true);
    });
  }
});

describe('a connection that ends', () => {
  const rows: [string, Script, 'not-begun' | 'uncertain', number][] = [
    ['cut at MAIL', { mail: 'FIN' }, 'not-begun', 0],
    ['reset at RCPT', { rcpt: () => 'RST' }, 'not-begun', 0],
    ['cut at DATA', { data: 'FIN' }, 'not-begun', 0],
    ['silent at DATA', { data: 'silent' }, 'not-begun', 0],
    ['cut in the content', { content: 'FIN' }, 'uncertain', 1],
    ['reset in the content', { content: 'RST' }, 'uncertain', 1],
    ['silent in the content', { content: 'silent' }, 'uncertain', 1],
    ['cut after the final dot', { dot: 'FIN' }, 'uncertain', 1],
    ['reset after the final dot', { dot: 'RST' }, 'uncertain', 1],
    ['silent after the final dot', { dot: 'silent' }, 'uncertain', 1],
    ['an answer without its end after the final dot', { dot: '550 spa+CUT' }, 'uncertain', 1],
    ['half an answer after the final dot', { dot: '250-queued+FIN' }, 'uncertain', 1],
  ];
  test.each(rows)('%s', async (_name, script, expected, begun) => {
    const server = await scripted(script);
    const session = await open(server.port, fast);
    let called = 0;
    const result = await session.send(mail, async () => {
      called += 1;
    });
    expect(result).toMatchObject({ result: expected, error: expect.stringMatching(/./) });
    expect(called).toBe(begun);
    // The session is over, says so and does not connect again by itself.
    expect(await session.send(mail, noop)).toMatchObject({ result: 'not-begun' });
    expect(server.transactions()).toBe(1);
  });

  test('a cut while the journal is written: nothing went', async () => {
    for (const what of ['RST', 'FIN'] as const) {
      const sockets: net.Socket[] = [];
      const server = await scripted({});
      const port = await listening(
        net.createServer((client) => {
          const upstream = net.connect(server.port, '127.0.0.1');
          upstream.on('error', () => {});
          client.pipe(upstream).pipe(client);
          sockets.push(client);
        }),
      );
      const session = await open(port, fast);
      const result = await session.send(mail, async () => {
        const socket = sockets[0]!;
        const closed = new Promise((resolve) => socket.once('close', resolve));
        if (what === 'RST') socket.resetAndDestroy();
        else socket.destroy();
        await closed;
        // Until our own side has seen it.
        await new Promise((resolve) => setTimeout(resolve, 30));
      });
      expect(result).toMatchObject({ result: 'not-begun' });
      expect(server.content()).toBe('');
    }
  });

  test('354 and an error at once: the error is the answer, no content follows', async () => {
    const server = await scripted({ data: '354 go\r\n451 changed my mind' });
    const session = await open(server.port, fast);
    const result = await session.send(mail, () => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(result).toMatchObject({ result: 'refused', phase: 'data', permanent: false, code: 451 });
    expect(server.content()).toBe('');
  });

  test('a success before the content is not believed', async () => {
    const server = await scripted({ data: '354 go\r\n250 queued' });
    const session = await open(server.port, fast);
    const result = await session.send(mail, () => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(result).toMatchObject({ result: 'not-begun' });
    expect(server.content()).toBe('');
  });
});

describe('onDataBegun', () => {
  test.each([undefined, pipelining])('runs after the 354 and before any content (ehlo %s)', async (ehlo) => {
    const server = await scripted(ehlo ? { ehlo } : {});
    const session = await open(server.port);
    let atStart = 'never called';
    let atEnd = 'never called';
    const result = await session.send(mail, async () => {
      expect(server.seen.at(-1)).toBe('DATA');
      atStart = server.content();
      await new Promise((resolve) => setTimeout(resolve, 80));
      atEnd = server.content();
    });
    expect(result.result).toBe('sent');
    expect([atStart, atEnd]).toEqual(['', '']);
    expect(server.content()).toBe(mail.raw.toString());
  });

  test('that fails cuts the connection and nothing is delivered', async () => {
    const delivered: Buffer[] = [];
    const server = new SMTPServer({
      closeTimeout: 200,
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, _session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('error', () => {});
        stream.on('end', () => {
          delivered.push(Buffer.concat(chunks));
          callback();
        });
      },
    });
    server.on('error', () => {});
    const port = await serving(server);
    const session = await open(port);
    const result = await session.send(mail, async () => {
      throw new Error('disk full');
    });
    expect(result).toMatchObject({ result: 'not-begun', error: expect.stringContaining('disk full') });
    expect(await session.send(mail, noop)).toMatchObject({ result: 'not-begun' });
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    expect(delivered).toEqual([]);
  });
});

describe('content', () => {
  test('dots are stuffed and every byte arrives', async () => {
    const big = 'x'.repeat(900);
    const lines = [
      'Subject: dots',
      '',
      '.',
      '..',
      '.hidden',
      'a.b',
      '',
      '.',
      ...Array(2000).fill(big),
      '.end',
    ];
    const raw = Buffer.from(`${lines.join('\r\n')}\r\n`);
    const got: Buffer[] = [];
    const server = new SMTPServer({
      closeTimeout: 200,
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, _session, callback) {
        stream.on('data', (chunk: Buffer) => got.push(chunk));
        stream.on('end', () => callback(null, 'kept'));
      },
    });
    const port = await serving(server);
    const session = await open(port);
    expect(await session.send({ ...mail, raw }, noop)).toMatchObject({ result: 'sent' });
    expect(Buffer.concat(got).equals(raw)).toBe(true);
  });

  test('on the wire the lines are stuffed', async () => {
    const server = await scripted({});
    const session = await open(server.port);
    await session.send({ ...mail, raw: Buffer.from('A: b\r\n\r\n.\r\n.x\r\n') }, noop);
    expect(server.content()).toBe('A: b\r\n\r\n..\r\n..x\r\n');
  });

  test('a last line without end gets one, 8-bit content is announced', async () => {
    const server = await scripted({});
    const session = await open(server.port);
    await session.send({ ...mail, raw: Buffer.from('A: b\r\n\r\nżółw') }, noop);
    expect(Buffer.from(server.content(), 'latin1').toString()).toBe('A: b\r\n\r\nżółw\r\n');
    expect(server.seen).toContain('MAIL FROM:<support@example.com> BODY=8BITMIME');
  });
});

describe('one session', () => {
  test('sends several mails, with RSET after a refusal, and quits', async () => {
    const server = await scripted({ rcpt: (a) => (a.startsWith('bob') ? '550 no' : '250 ok') });
    const session = await open(server.port);
    expect((await session.send({ ...mail, to: ['bob@customer.example'] }, noop)).result).toBe('refused');
    expect((await session.send(mail, noop)).result).toBe('sent');
    expect((await session.send(mail, noop)).result).toBe('sent');
    await session.close();
    await session.close();
    const verbs = server.seen.map((line) => line.split(/[ :]/)[0]);
    const once = ['MAIL', 'RCPT', 'DATA'];
    expect(verbs).toEqual(['EHLO', 'AUTH', 'MAIL', 'RCPT', 'RSET', ...once, ...once, 'QUIT']);
  });

  test('one mail at a time', async () => {
    const server = await scripted({});
    const session = await open(server.port);
    const first = session.send(mail, noop);
    expect(await session.send(mail, noop)).toMatchObject({ result: 'not-begun' });
    expect((await first).result).toBe('sent');
  });

  test('bad addresses and too big mails are refused without asking', async () => {
    const server = await scripted({ ehlo: '250-here\r\n250-SIZE 10\r\n250 AUTH PLAIN' });
    const session = await open(server.port);
    const injected = { ...mail, raw: Buffer.from('x'), to: ['a@b.c>\r\nRCPT TO:<evil@d.e'] };
    expect(await session.send(injected, noop)).toMatchObject({
      result: 'refused',
      permanent: true,
      phase: 'rcpt',
      code: 553,
    });
    expect(await session.send(mail, noop)).toMatchObject({
      result: 'refused',
      permanent: true,
      phase: 'mail',
      code: 0,
    });
    expect(server.seen.join('\n')).not.toMatch(/MAIL|evil/);
  });
});

describe('opening', () => {
  const rows: [string, Script, string, boolean, RegExp][] = [
    [
      'wrong password',
      { auth: '535 5.7.8 no' },
      'auth',
      true,
      /127\.0\.0\.1 refused the password for support@example\.com/,
    ],
    ['login not possible now', { auth: '454 4.7.0 busy' }, 'auth', false, /at the moment.*454 4\.7\.0 busy/],
    ['password only over TLS', { auth: '538 encrypt' }, 'auth', true, /encrypted/],
    ['cut at login', { auth: 'RST' }, 'other', false, /opened no SMTP session/],
    ['silent at login', { auth: 'silent' }, 'timeout', false, /did not answer in time/],
    ['silent from the start', { greeting: 'silent' }, 'timeout', false, /did not answer in time/],
    ['silent at EHLO', { ehlo: 'silent' }, 'timeout', false, /did not answer in time/],
    ['cut at the greeting', { greeting: 'FIN' }, 'other', false, /opened no SMTP session/],
    ['554 greeting', { greeting: '554 not here' }, 'other', true, /It said: 554 not here/],
    ['421 greeting', { greeting: '421 too many' }, 'other', false, /421 too many/],
  ];
  test.each(rows)('%s', async (_name, script, kind, permanent, message) => {
    const server = await scripted(script);
    const error = await caught(openSmtp(settings(server.port), fast));
    expect(error).toBeInstanceOf(SmtpError);
    expect(error).toMatchObject({ kind, permanent, message: expect.stringMatching(message) });
  });

  test('the password is in no message, though the server repeats it', async () => {
    const plain = Buffer.from('\0support@example.com\0sesame-open').toString('base64');
    const server = await scripted({ auth: `535 no ${plain} for sesame-open` });
    const error = await caught(openSmtp(settings(server.port)));
    expect(String(error)).toContain('535 no *** for ***');
    expect(JSON.stringify(error) + (error as Error).stack).not.toMatch(/sesame-open|c2VzYW1l/);
    expect(JSON.stringify(error)).not.toContain(plain);
  });

  test('a refused port and an unknown host', async () => {
    const free = net.createServer();
    const port = await listening(free);
    await new Promise((resolve) => free.close(resolve));
    expect(await caught(openSmtp(settings(port)))).toMatchObject({
      kind: 'port',
      permanent: false,
      message: expect.stringContaining(`refused the connection on port ${port}`),
    });
    const host = 'no-such-host.invalid';
    expect(await caught(openSmtp(settings(25, { host }), { connection: 4000 }))).toMatchObject({
      kind: 'host',
      message: expect.stringContaining(`${host} was not found`),
    });
  });

  test('a server without login: fine on loopback without encryption', async () => {
    const server = await scripted({ ehlo: '250 here' });
    const session = await open(server.port);
    expect((await session.send(mail, noop)).result).toBe('sent');
    expect(server.seen.some((line) => line.startsWith('AUTH'))).toBe(false);
  });
});

describe('TLS', () => {
  const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');
  /** Self-signed for localhost, valid for a hundred years, its key public: good for tests only. */
  const ca = fixture('localhost.crt');
  async function secure(implicit: boolean, disabled: string[] = []) {
    const server = new SMTPServer({
      closeTimeout: 200,
      secure: implicit,
      cert: ca,
      key: fixture('localhost.key'),
      authOptional: true,
      disabledCommands: disabled,
      onAuth: (auth, _session, callback) =>
        auth.password === 'sesame-open' ? callback(null, { user: 'x' }) : callback(new Error('no')),
      onData(stream, _session, callback) {
        stream.resume().on('end', () => callback());
      },
    });
    server.on('error', () => {});
    return await serving(server);
  }
  test.each(['tls', 'starttls'] as const)(
    '%s: an unknown self-signed certificate is refused',
    async (security) => {
      const port = await secure(security === 'tls');
      const error = await caught(openSmtp(settings(port, { host: 'localhost', security })));
      expect(error).toMatchObject({ kind: 'certificate', permanent: true });
      expect(String(error)).toContain(`The certificate of localhost:${port}`);
    },
  );

  test.each(['tls', 'starttls'] as const)(
    '%s: with its certificate named it logs in and sends',
    async (security) => {
      const port = await secure(security === 'tls');
      const session = await open(port, {}, { host: 'localhost', security, ca });
      expect((await session.send(mail, noop)).result).toBe('sent');
    },
  );

  test('a server without login is an error where the password was wanted', async () => {
    const port = await secure(true, ['AUTH']);
    const error = await caught(openSmtp(settings(port, { host: 'localhost', security: 'tls', ca })));
    expect(error).toMatchObject({
      kind: 'auth',
      permanent: true,
      message: expect.stringContaining('offers no login'),
    });
  });

  test('starttls is required, never optional', async () => {
    const server = await scripted({});
    const error = await caught(openSmtp(settings(server.port, { security: 'starttls' })));
    expect(error).toMatchObject({
      kind: 'other',
      permanent: true,
      message: expect.stringContaining('no STARTTLS'),
    });
    expect(server.seen).not.toContain(expect.stringContaining('AUTH'));
  });

  test('tls to a plain port says so', async () => {
    const server = await scripted({});
    const error = await caught(openSmtp(settings(server.port, { security: 'tls' }), fast));
    expect(error).toMatchObject({ kind: 'port', message: expect.stringContaining('does not speak TLS') });
  });
});
