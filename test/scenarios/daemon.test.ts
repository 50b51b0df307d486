import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket, connect as tcpConnect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { runDaemon } from '../../src/daemon.js';
import type { Log } from '../../src/runtime.js';
import { type AcceptedMail, type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { thrice } from '../adapters/cli-process.js';
import { anna, bot, letter, maria, memoryLog } from './stage.js';

vi.setConfig({ testTimeout: 300_000 });

/** Where the config says that the cache lies: not in the default place. */
const dataName = './cache of thrice';
const mistake = { modee: 'send' };
const sentence = /modee: is no key here\. Did you mean mode\?/;

let sandbox: Sandbox;
let folder: string;
let file: string;
let accepted: AcceptedMail[];
let running: { readonly stop: () => Promise<void> } | null;

beforeEach(async () => {
  sandbox = await startSandbox({ users: [{ address: bot, password: 'secret' }] });
  accepted = [];
  sandbox.onAccepted((mail) => void accepted.push(mail));
  folder = mkdtempSync(join(tmpdir(), 'thrice-daemon-'));
  file = join(folder, 'thrice.yaml');
  running = null;
});
afterEach(async () => {
  await running?.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const data = (name: string): string => join(folder, dataName, name);
const status = () => JSON.parse(readFileSync(data('status.json'), 'utf8')) as Record<string, unknown>;
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 200_000, interval: 20 });
const told = () =>
  accepted.filter(({ raw }) => raw.toString().includes('Subject: The config of Thrice is broken'));

function configure(change: Record<string, unknown> = {}, imapPort = sandbox.imapPort): void {
  const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const config = {
    mailbox: {
      address: bot,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own way to name a variable
      password: '${DAEMON_TEST_PASSWORD}',
      imap: server(imapPort),
      smtp: server(sandbox.smtpPort),
      poll: '1s',
    },
    team: { admins: ['admin@customer.test'] },
    mode: 'send',
    calendar: 'always',
    data: dataName,
    ...change,
  };
  writeFileSync(file, stringify(config), { mode: 0o600 });
}

/** The daemon in this process, so that its log can be read; the commands are processes of their own. */
async function start(log: Log = memoryLog()): Promise<void> {
  const env = { DAEMON_TEST_PASSWORD: 'secret' };
  const reload = () => loadConfig(file, env, { now: Date.now() });
  const loaded = await reload();
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  const stop = new AbortController();
  let wake = () => {};
  // As `thrice run` does: the commands wake it by this signal.
  const onHangup = () => wake();
  process.on('SIGHUP', onHangup);
  const onWakeable = (given: () => void) => {
    wake = given;
  };
  const ended = runDaemon({ loaded, reload, log, clock: Date.now, signal: stop.signal, onWakeable });
  running = {
    stop: async () => {
      running = null;
      stop.abort();
      await ended;
      process.off('SIGHUP', onHangup);
    },
  };
}

async function command(...args: string[]) {
  vi.stubEnv('DAEMON_TEST_PASSWORD', 'secret');
  try {
    return await thrice(folder, ...args);
  } finally {
    vi.unstubAllEnvs();
  }
}

describe('while the config file is broken', () => {
  beforeEach(async () => {
    configure();
    await start();
    await eventually(() => expect(status()).toMatchObject({ online: true, warnings: [] }));
  });

  test('the commands go on with the config that the daemon runs by, and say what is wrong with the file', async () => {
    configure(mistake);
    await eventually(() => expect(JSON.stringify(status().warnings)).toMatch(sentence));

    const health = await command('status', '--health');
    expect(health).toMatchObject({ code: 0, out: expect.stringMatching(/^running \(pid \d+, mode send/) });
    expect(health.err).toMatch(sentence);
    expect(health.err).toContain('The previous config stays active.');

    const json = await command('status', '--json');
    expect(json.code).toBe(0);
    const { running, warnings } = JSON.parse(json.out);
    expect(running).toBe(true);
    // What the daemon says of it and what the command sees itself is said once.
    expect(warnings.filter((text: string) => sentence.test(text))).toHaveLength(1);

    const pause = await command('pause');
    expect(pause).toMatchObject({ code: 0, out: expect.stringMatching(/^Paused.*\nUndo/) });
    expect(pause.err).toMatch(sentence);
    expect(
      sandbox
        .mailbox(bot)
        .mails('Thrice')
        .map(({ raw }) => raw.toString())
        .join(),
    ).toContain('aused');
  });

  test('also when it is no YAML any more', async () => {
    writeFileSync(file, `mailbox: [\ndata: "${dataName}" # the cache\n`);
    expect(await command('status', '--health')).toMatchObject({
      code: 0,
      err: expect.stringContaining('thrice.yaml:2:1 a bracket or brace'),
    });
  });

  test('the status tells it until the next good edit', async () => {
    configure(mistake);
    await eventually(() => expect(JSON.stringify(status().warnings)).toMatch(sentence));
    configure({ watch: 'all' });
    await eventually(() => expect(status().warnings).toEqual([]));
    expect(readFileSync(data('active-config.yaml'), 'utf8')).toContain('watch: all');
  });

  test('the copy holds no resolved secret, nobody else can read it, and it goes with the daemon', async () => {
    const copy = readFileSync(data('active-config.yaml'), 'utf8');
    expect(copy).toBe(readFileSync(file, 'utf8'));
    expect(copy).not.toContain('secret');
    expect(statSync(data('active-config.yaml')).mode & 0o777).toBe(0o600);
    configure(mistake);
    await running?.stop();
    expect(existsSync(data('active-config.yaml'))).toBe(false);
    expect(await command('status')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(sentence) });
  });

  test('another broken config whose data lies there is none of this daemon', async () => {
    const other = join(folder, 'other.yaml');
    writeFileSync(other, stringify({ ...mistake, data: dataName }));
    expect(await command('status', '--config', other)).toMatchObject({ code: 2, out: '' });
  });

  test('the admins are told of each edit that breaks it, also when the mistake is the same as before', async () => {
    configure(mistake);
    await eventually(() => expect(JSON.stringify(status().warnings)).toMatch(sentence));
    expect(told()).toHaveLength(1);
    configure();
    await eventually(() => expect(status().warnings).toEqual([]));
    configure(mistake);
    await eventually(() => expect(told()).toHaveLength(2));
  });
});

test('an unexpected error while an edit is taken over does not lose the edit', async () => {
  const log = memoryLog();
  let failed = false;
  configure();
  await start({
    ...log,
    // A full disk under the log.
    info: (about, text) => {
      if (!failed && text.startsWith('Config edited')) {
        failed = true;
        throw new Error('no space left on device');
      }
      log.info(about, text);
    },
  });
  await eventually(() => expect(status()).toMatchObject({ online: true, mode: 'send' }));
  configure({ mode: 'draft' });
  await eventually(() => expect(status()).toMatchObject({ online: true, mode: 'draft' }));
  expect(failed).toBe(true);
  expect(log.lines.map(({ text }) => text).join('\n')).toContain('no space left on device');
});

describe('the distance between the tries', () => {
  let proxy: Server;
  let tries: number[];
  /** What ends a connection: nothing, the command that opens a folder, or everything. */
  let cut: RegExp | null;
  const open = new Set<Socket>();

  beforeEach(async () => {
    tries = [];
    proxy = createServer((client) => {
      tries.push(performance.now());
      open.add(client);
      const server = tcpConnect(sandbox.imapPort, '127.0.0.1');
      const end = () => {
        open.delete(client);
        client.destroy();
        server.destroy();
      };
      client.on('data', (chunk) => (cut?.test(chunk.toString()) ? end() : server.write(chunk)));
      server.on('data', (chunk) => client.write(chunk));
      for (const side of [client, server]) side.on('error', end).on('close', end);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await running?.stop();
    proxy.close();
  });
  const documents = (): string =>
    readdirSync(data('conversations'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join();
  const port = (): number => (proxy.address() as AddressInfo).port;

  test('grows also when logging in works and reading does not', async () => {
    cut = / (SELECT|EXAMINE) /i;
    configure({}, port());
    await start();
    await eventually(() => expect(tries.length).toBeGreaterThanOrEqual(3));
    const [, second = 0, third = 0] = tries;
    // 1 s and then 2 s, each a quarter more or less: the second distance alone tells a growing one from 1 s for ever.
    expect(third - second).toBeGreaterThan(1_450);
  });

  test('is not shortened by a step that becomes due meanwhile', async () => {
    cut = null;
    const policies = [{ name: 'quick', follow_ups: [{ after: '3s', template: 'follow-up-1' }] }];
    const team = { verified_by: ['mx.example.com'] };
    configure({ policies, team, blind_notice: 'off', start_from: '2020-01-01' }, port());
    await start();
    await eventually(() => expect(status()).toMatchObject({ online: true }));
    const ask = { from: anna, to: maria, cc: bot, id: 'ask@example.com' };
    sandbox.deliver(letter(ask, Date.now()), [bot], Date.now());
    await eventually(() => expect(documents()).toMatch(/ask@example\.com.*"upcoming":{[^}]*"at":\d/));
    tries = [];
    cut = /./;
    for (const socket of open) socket.destroy();
    await eventually(() => expect(tries.length).toBeGreaterThanOrEqual(3));
    const [, second = 0, third = 0] = tries;
    expect(third - second).toBeGreaterThan(2_900);
    expect(accepted.filter(({ to }) => to.includes(maria))).toEqual([]);
  });
});
