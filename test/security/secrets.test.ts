import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { openSmtp } from '../../src/mail/smtp.js';
import { connectMailbox } from '../../src/mailbox/connect.js';
import { startSandbox } from '../../src/sandbox/mail-server.js';
import { thrice, writeConfig } from '../adapters/cli-process.js';

/** Secrets stay in their files: no log, error, output, document or note of Thrice holds one. */

vi.setConfig({ testTimeout: 300_000 });

const password = 'pw-7f3a-do-not-show';
const user = 'support@example.com';
const silent = { debug: () => {}, warn: () => {} };
const forms = [
  password,
  Buffer.from(password).toString('base64'),
  Buffer.from(`\0${user}\0${password}`).toString('base64'),
];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

describe('a server that repeats the password', () => {
  test.each([
    ['NO', 'PLAIN'],
    ['BAD', 'PLAIN'],
    ['BYE', 'PLAIN'],
    ['NO', 'LOGIN'],
    ['BAD', ''],
  ])('IMAP, in its %s (AUTH=%s)', async (word, mechanism) => {
    const port = await listening(
      createServer((socket) => {
        socket.on('error', () => {});
        socket.write('* OK ready\r\n');
        let tag = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => {
          for (const line of chunk.split('\r\n').filter(Boolean)) {
            const [first = '', command = ''] = line.split(' ');
            if (/^CAPABILITY$/i.test(command)) {
              const auth = mechanism ? ` SASL-IR AUTH=${mechanism}` : '';
              socket.write(`* CAPABILITY IMAP4rev1${auth}\r\n${first} OK done\r\n`);
            } else {
              if (command) tag = first;
              const said = `I do not know ${line} ${forms.join(' ')}`;
              socket.write(word === 'BYE' ? `* BYE ${said}\r\n` : `${tag} ${word} ${said}\r\n`);
              if (word === 'BYE') socket.end();
            }
          }
        });
      }),
    );
    const heard: string[] = [];
    const note = (about: object, text: string) => void heard.push(`${JSON.stringify(about)} ${text}`);
    const at = { host: '127.0.0.1', port, security: 'none' as const, user, password };
    const error: Error = await connectMailbox(at, { debug: note, warn: note }).then(
      () => Promise.reject(new Error('was let in')),
      (thrown: Error) => thrown,
    );
    for (const form of forms) expect(`${error.message} ${heard.join(' ')}`).not.toContain(form);
  });
});

describe('TLS', () => {
  const tls = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/tls', name));
  test('a certificate that nothing vouches for is refused by default, for IMAP and SMTP', async () => {
    const cert = { cert: tls('localhost.crt'), key: tls('localhost.key') };
    let said = '';
    const port = await listening(
      createTlsServer(cert, (socket) => {
        socket.on('error', () => {});
        socket.on('data', (data) => {
          said += data.toString();
        });
        socket.write('* OK 220 ready\r\n');
      }),
    );
    const at = { host: '127.0.0.1', port, security: 'tls' as const, user, password };
    await expect(connectMailbox(at, silent)).rejects.toMatchObject({ kind: 'certificate' });
    await expect(openSmtp(at)).rejects.toMatchObject({ kind: 'certificate' });
    expect(said).toBe('');
  });

  test.each(['imap.example.com', '192.0.2.1', '127.0.0.1.evil.test', 'localhost.evil.test'])(
    'without encryption to %s: the config is refused',
    async (host) => {
      for (const key of ['imap', 'smtp']) {
        const mailbox = { address: user, password, imap: 'imap.example.com', smtp: 'smtp.example.com' };
        const text = stringify({ mailbox: { ...mailbox, [key]: { host, security: 'none' } } });
        const result = await parseConfig(text, '/thrice.yaml', {}, { now: 0 });
        const problems = result.ok ? [] : result.problems.map(formatProblem);
        expect(problems.join('\n')).toMatch(new RegExp(`mailbox\\.${key}\\.security: none would send`));
        expect(problems.join('\n')).not.toContain(password);
      }
    },
  );
});

const key = 'c2VjcmV0IGtleSBvZiB0aHJpY2Ugc2VjcmV0IGtleSE=';
test.each([
  `secret: ${key}`,
  `secret: [${key}]`,
  `secret: [{ file: a.key }, ${key}]`,
  'secret: 8765432187654321',
  'secret: [8765432187654321]',
  `secret: { ${key}: x }`,
  `secret: { file: [${key}] }`,
])('the key in the place of its file is not repeated: %s', async (line) => {
  const mailbox =
    'mailbox: { address: s@example.com, imap: i.example.com, smtp: i.example.com, password: x }';
  const text = `${mailbox}\ncalendar: { timezone: Europe/Warsaw }\n${line}\n`;
  const result = await parseConfig(text, '/nowhere/thrice.yaml', {}, { now: 0 });
  expect(result.ok).toBe(false);
  const said = result.ok ? '' : result.problems.map(formatProblem).join('\n');
  expect(said).toMatch(/^thrice.yaml:3:/m);
  expect(said).not.toMatch(/c2Vjcm|87654321/);
});

test('no command, log line, document or note of the real program holds the password or the key', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'thrice-secrets-'));
  const sandbox = await startSandbox({
    users: [
      { address: user, password },
      { address: 'anna@example.com', password: 'x' },
    ],
  });
  process.env.THRICE_TEST_PASSWORD = password;
  try {
    writeConfig(folder, user, sandbox, {
      // In braces: a reference into the environment.
      mailbox: { password: '$' + '{THRICE_TEST_PASSWORD}' },
      log: { level: 'debug' },
      calendar: { timezone: 'Europe/Warsaw', always: true },
      policies: [{ name: 'p', follow_ups: [{ after: '1s', template: 'final-notice' }] }],
      blind_notice: 'off',
    });
    const said: string[] = [];
    const run = async (...args: string[]): Promise<string> => {
      const { out, err } = await thrice(folder, ...args);
      said.push(out, err);
      return out;
    };
    await run('run', '--once', '--debug');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const mail = `From: anna@example.com\r\nTo: maria@customer.test\r\nCc: ${user}\r\nSubject: s\r\nMessage-ID: <a@example.com>\r\nDate: ${new Date().toUTCString()}\r\n\r\nCould you answer?\r\n`;
    sandbox.deliver(Buffer.from(mail), [user]);
    await run('run', '--once', '--debug');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await run('run', '--once', '--debug');
    const [listed] = JSON.parse(await run('list', '--json')) as { id: string }[];
    for (const command of [['check'], ['status', '--json'], ['show', listed!.id]])
      await run(...command, '--debug');
    const key = readFileSync(join(folder, 'thrice.key'), 'utf8').trim();
    const notes = sandbox.mailbox(user).mails('Thrice');
    expect(notes.length).toBeGreaterThan(2);
    expect(sandbox.received('maria@customer.test').some(({ from }) => from === user)).toBe(true);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    );
    const kept = files.filter((file) => statSync(file).isFile() && !file.endsWith('thrice.key'));
    const everything = [
      ...said,
      ...notes.map(({ raw }) => raw.toString('utf8')),
      ...sandbox.received('maria@customer.test').map(({ raw }) => raw.toString('utf8')),
      ...kept.map((file) => readFileSync(file, 'utf8')),
    ].join('\n');
    for (const secret of [...forms, key]) expect(everything).not.toContain(secret);
    expect(files.filter((file) => statSync(file).isFile() && (statSync(file).mode & 0o077) !== 0)).toEqual(
      [],
    );
  } finally {
    delete process.env.THRICE_TEST_PASSWORD;
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
