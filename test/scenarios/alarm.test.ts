import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { loadSecrets } from '../../src/config/secret.js';
import type { AlarmState } from '../../src/core/alarm.js';
import { runDaemon, runOnce } from '../../src/daemon.js';
import { readMark } from '../../src/mail/own-mark.js';
import { connectMailbox } from '../../src/mailbox/connect.js';
import { openRuntime } from '../../src/opening.js';
import { type AcceptedMail, type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { passOrGiveUp } from '../../src/stuck.js';
import { thrice } from '../adapters/cli-process.js';
import { type Line, layLine } from './alarm-line.js';
import { bot, hour, letter, memoryLog, minute } from './stage.js';

vi.setConfig({ testTimeout: 300_000 });

const admin = 'admin@customer.test';
const password = 'open-sesame-17';

let sandbox: Sandbox;
let imap: Line;
let smtp: Line;
let folder: string;
let accepted: AcceptedMail[];
/** How far the daemon's clock is ahead, ms. */
let ahead: number;
let log: ReturnType<typeof memoryLog>;
let running: { readonly wake: () => void; readonly stop: () => Promise<void> } | null;

beforeEach(async () => {
  sandbox = await startSandbox({ users: [{ address: bot, password }] });
  sandbox.append(bot, 'Archive', letter({ from: admin, to: bot, id: 'old@customer.test' }, Date.now()));
  [imap, smtp] = await Promise.all([layLine(sandbox.imapPort), layLine(sandbox.smtpPort)]);
  accepted = [];
  sandbox.onAccepted((mail) => void accepted.push(mail));
  folder = mkdtempSync(join(tmpdir(), 'thrice-alarm-'));
  ahead = 0;
  running = null;
  log = memoryLog();
  configure();
});
afterEach(async () => {
  await running?.stop();
  await Promise.all([imap.stop(), smtp.stop()]);
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

function configure(change: Record<string, unknown> = {}): void {
  const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const config = {
    mailbox: { address: bot, password, imap: server(imap.port), smtp: server(smtp.port), poll: '1s' },
    team: { admins: [admin] },
    mode: 'send',
    calendar: 'always',
    ...change,
  };
  writeFileSync(join(folder, 'thrice.yaml'), stringify(config), { mode: 0o600 });
}

async function daemonOptions() {
  const reload = () => loadConfig(join(folder, 'thrice.yaml'), {}, { now: Date.now() });
  const loaded = await reload();
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return { loaded, reload, log, clock: () => Date.now() + ahead };
}

async function start(): Promise<void> {
  const stop = new AbortController();
  let wake = () => {};
  const onWakeable = (given: () => void) => {
    wake = given;
  };
  // As `thrice run` does: the commands wake it by this signal.
  const onHangup = () => wake();
  process.on('SIGHUP', onHangup);
  const ended = runDaemon({ ...(await daemonOptions()), signal: stop.signal, onWakeable });
  running = {
    wake: () => wake(),
    stop: async () => {
      running = null;
      stop.abort();
      await ended;
      process.off('SIGHUP', onHangup);
    },
  };
}

async function online(): Promise<void> {
  await eventually(() => expect(status()).toMatchObject({ online: true, warnings: [] }));
}

/** Moves the daemon's clock and makes it try at once; resolves when it has tried twice, so the first has been dealt with. */
async function pass(ms: number): Promise<void> {
  ahead += ms;
  const tries = imap.tries();
  await eventually(() => {
    running?.wake();
    expect(imap.tries()).toBeGreaterThanOrEqual(tries + 2);
  });
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 200_000, interval: 50 });
const status = () =>
  JSON.parse(readFileSync(join(folder, 'data', 'status.json'), 'utf8')) as {
    online: boolean;
    warnings: string[];
  };
const told = () => accepted.filter(({ to }) => to.includes(admin)).map(({ raw }) => raw.toString());
const lines = (start: string) => log.lines.filter(({ text }) => text.startsWith(start));
const alarm = 'ALARM: nothing could be read to its end since ';
/** The words of a mail, whatever lines they were broken into. */
const flat = (raw: string) => raw.replace(/=\r\n/g, '').replace(/\s+/g, ' ');

test('an outage: one alarm in log, status and mail, also over a restart; then one word that it is over', async () => {
  await start();
  await online();
  imap.cut();
  await pass(50 * minute);
  expect(lines(alarm)).toEqual([]);
  expect(told()).toEqual([]);

  await pass(15 * minute);
  await eventually(() => expect(told()).toHaveLength(1));
  expect(lines(alarm)).toMatchObject([{ level: 'error' }]);
  const [mail = ''] = told();
  expect(mail).toMatch(/^Subject: Thrice cannot read the mailbox support@example\.com\r$/m);
  expect(flat(mail)).toMatch(
    /What the last try said: (127\.0\.0\.1:\d+|The connection to 127\.0\.0\.1) .*\./,
  );
  expect(flat(mail)).toContain(`Where: ${bot} at 127.0.0.1:${imap.port} (IMAP).`);
  expect(flat(mail)).toMatch(/to its end since \d{4}-\d\d-\d\d \d\d:\d\d \(/);
  expect(flat(mail)).toContain('No follow-up is sent meanwhile');
  expect(flat(mail)).toContain('`thrice check`');
  expect(JSON.stringify([mail, log.lines, status()])).not.toContain(password);
  const header = (name: string) =>
    new RegExp(`^${name}: ((?:.*\r\n[ \t])*.*)\r$`, 'im').exec(mail)?.[1] ?? '';
  const secrets = loadSecrets([join(folder, 'thrice.key')], { create: false, dataDir: join(folder, 'data') });
  if (!secrets.ok) throw new Error(secrets.problem);
  const mark = readMark(header('X-Thrice'), header('Message-ID').replace(/[<>]/g, ''), secrets.keys);
  expect(mark).toMatchObject({ signed: true, purpose: 'admin' });

  await eventually(() =>
    expect(status()).toMatchObject({ online: false, warnings: [expect.stringContaining(alarm)] }),
  );
  const health = await thrice(folder, 'status', '--health');
  expect(health).toMatchObject({ code: 1, out: expect.stringContaining(`OFFLINE, `) });
  expect(health.out).toContain(`\n${alarm}`);
  const json = await thrice(folder, 'status', '--json');
  const { warnings } = JSON.parse(json.out) as { warnings: string[] };
  expect(warnings.filter((text) => text.startsWith(alarm))).toHaveLength(1);

  await pass(5 * hour);
  await running?.stop();
  await start();
  await pass(5 * hour);
  expect(told()).toHaveLength(1);
  expect(lines(alarm)).toHaveLength(1);
  expect(status().warnings[0]).toContain(alarm);

  imap.mend();
  await eventually(() => {
    running?.wake();
    expect(told()).toHaveLength(2);
  });
  expect(told()[1]).toMatch(/^Subject: Thrice reads the mailbox support@example\.com again\r$/m);
  expect(flat(told()[1] ?? '')).toMatch(/, after 11 h( \d+ min)?\. No follow-up was sent meanwhile/);
  await online();
  expect(lines('The mailbox is read again')).toMatchObject([{ level: 'info' }]);
  expect(await thrice(folder, 'status', '--health')).toMatchObject({ code: 0 });
  await running?.stop();
  await start();
  await online();
  expect(told()).toHaveLength(2);
});

test('while SMTP fails as well the mail is tried again at growing distance, and goes once', async () => {
  await start();
  await online();
  imap.cut();
  smtp.cut();
  await pass(0);
  await pass(2 * hour);
  expect(lines('The admins could not be told by mail. ')).toHaveLength(1);
  const tries = smtp.tries();
  await pass(30_000);
  expect(smtp.tries()).toBe(tries);
  await pass(minute);
  expect(smtp.tries()).toBe(tries + 1);
  // The second distance is twice the first, also over a restart.
  await running?.stop();
  await start();
  await pass(minute);
  expect(smtp.tries()).toBe(tries + 1);
  smtp.mend();
  await pass(minute + 10_000);
  await eventually(() => expect(told()).toHaveLength(1));
  await pass(5 * hour);
  expect(told()).toHaveLength(1);
  expect(lines(alarm)).toHaveLength(1);
});

test('a server that refuses the mail gets it again later', async () => {
  await start();
  await online();
  imap.cut();
  sandbox.failNext({ at: 'dot', code: 451, text: '4.3.0 try again later' });
  await pass(0);
  await pass(2 * hour);
  await eventually(() => expect(lines('The admins could not be told by mail. ')).toHaveLength(1));
  expect(told()).toEqual([]);
  await pass(2 * minute);
  await eventually(() => expect(told()).toHaveLength(1));
});

test('one folder that cannot be read to its end is an outage too', async () => {
  await start();
  await online();
  imap.refuse('Archive');
  sandbox.append(bot, 'Archive', letter({ from: admin, to: bot, id: 'new@customer.test' }, Date.now()));
  await eventually(() => expect(status().warnings.join()).toContain('Archive'));
  expect(lines(alarm)).toEqual([]);
  ahead += hour;
  await eventually(() => expect(told()).toHaveLength(1));
  expect(flat(told()[0] ?? '')).toMatch(/What the last try said: .*Archive.*its index is damaged/);
  expect(status()).toMatchObject({ online: true, warnings: [expect.stringMatching(`^${alarm}.*Archive`)] });
  expect(await thrice(folder, 'status', '--health')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/\nALARM: .*Archive/),
  });
  imap.refuse(null);
  await eventually(() => expect(told()).toHaveLength(2));
  await online();
});

test('a daemon that starts into an outage raises the alarm, after a minute of tries', async () => {
  await start();
  await online();
  await running?.stop();
  imap.cut();
  ahead = 60 * hour;
  await start();
  await pass(0);
  expect(lines(alarm)).toEqual([]);
  await pass(minute);
  await eventually(() => expect(told()).toHaveLength(1));
  expect(lines(alarm)).toHaveLength(1);
});

test('where nothing was ever read, the first start counts', async () => {
  imap.cut();
  await start();
  await pass(minute);
  expect(lines(alarm)).toEqual([]);
  await pass(hour);
  await eventually(() => expect(told()).toHaveLength(1));
  expect(lines(`${alarm}the first start, `)).toHaveLength(1);
});

// The distances are real time, and a machine may be busy for a second; what the check needs besides is not counted.
test('the time alone is enough: the distance to the next try is cut, so that the alarm is not late', {
  retry: 3,
}, async () => {
  configure({ limits: { alarm_after: '4s' } });
  await start();
  await online();
  imap.cut();
  await eventually(() => expect(lines(alarm)).toHaveLength(1));
  const { outage } = (
    JSON.parse(readFileSync(join(folder, 'data', 'state.json'), 'utf8')) as { alarm: AlarmState }
  ).alarm;
  const after = outage!.alarm!.at - outage!.failing;
  // By their distances of about 1, 2 and 4 s the tries would come 3.75 s after the first at the latest, or 5.25 s at least.
  expect(after).toBeGreaterThanOrEqual(4_000);
  expect(after).toBeLessThan(5_250);
});

test('what is done is on the disk before: a lost answer or a restart mails nothing twice', async () => {
  const marks: string[] = [];
  sandbox.onAccepted(() => {
    marks.push(readFileSync(join(folder, 'data', 'state.json'), 'utf8'));
  });
  await start();
  await online();
  imap.cut();
  sandbox.failNext({ at: 'dot', lose: 'answer' });
  await pass(0);
  await pass(2 * hour);
  await eventually(() => expect(lines('The admins were perhaps told by mail')).toHaveLength(1));
  expect(JSON.parse(marks[0] ?? '{}')).toMatchObject({
    alarm: { outage: { alarm: { mail: { gone: true } } } },
  });
  await running?.stop();
  await start();
  await pass(5 * hour);
  expect(told()).toHaveLength(1);
  expect(warnings()).toContain(perhapsLost);
});

/** Starts, and is cut off until the admins were told. */
async function outageIsTold(): Promise<void> {
  await start();
  await online();
  imap.cut();
  await pass(0);
  await pass(2 * hour);
  await eventually(() => expect(told()).toHaveLength(1));
}

test('of a mail that the server took nobody says that it is perhaps lost', async () => {
  await outageIsTold();
  await pass(hour);
  await eventually(() => expect(warnings()).toContainEqual(expect.stringContaining('2026')));
  expect(warnings()).not.toContain(perhapsLost);
});

test('of the mail that says that it is over, status says for a day that it is perhaps lost, which is no illness', async () => {
  await outageIsTold();
  sandbox.failNext({ at: 'dot', lose: 'answer' });
  imap.mend();
  const warned = (expected: readonly unknown[]) =>
    eventually(() => {
      running?.wake();
      expect(warnings()).toEqual(expected);
    });
  await warned([expect.stringMatching(perhapsLostAgain)]);
  expect(lines('The admins were perhaps told by mail')).toHaveLength(1);
  expect(await thrice(folder, 'status', '--health')).toMatchObject({ code: 0 });
  await running?.stop();
  await start();
  await warned([expect.stringMatching(perhapsLostAgain)]);
  ahead += 25 * hour;
  await warned([]);
  expect(told()).toHaveLength(2);
});

const perhapsLostAgain =
  /^Nobody knows whether the admins got the mail that the mailbox is read again since 20.*; it is not sent again\.$/;
const perhapsLost = 'Nobody knows whether the mail about that to the admins left; it is not sent again.';

function warnings(): string[] {
  return JSON.parse(readFileSync(join(folder, 'data', 'status.json'), 'utf8')).warnings;
}

test('what cannot be written down is not mailed', async () => {
  await start();
  await online();
  imap.cut();
  await pass(0);
  // A folder where the document is drafted.
  const draft = join(folder, 'data', '.state.json.tmp');
  mkdirSync(draft);
  await pass(2 * hour);
  await pass(2 * hour);
  expect(lines('The admins are not told by mail: ').length).toBeGreaterThan(0);
  expect(lines(alarm)).toHaveLength(1);
  expect(smtp.tries()).toBe(0);
  rmSync(draft, { recursive: true });
  await pass(5 * hour);
  await eventually(() => expect(told()).toHaveLength(1));
});

test('in observe mode nothing leaves: the log and the status say it', async () => {
  configure({ mode: 'observe' });
  await start();
  await online();
  imap.cut();
  await pass(2 * hour);
  await pass(2 * hour);
  expect(lines(alarm)).toHaveLength(1);
  expect(await thrice(folder, 'status', '--health')).toMatchObject({
    code: 1,
    out: expect.stringContaining(alarm),
  });
  imap.mend();
  await eventually(() => {
    running?.wake();
    expect(lines('The mailbox is read again')).toHaveLength(1);
  });
  await online();
  expect(accepted).toEqual([]);
  expect(smtp.tries()).toBe(0);
});

test('paused, nothing is sent at all', async () => {
  await start();
  await online();
  expect(await thrice(folder, 'pause')).toMatchObject({ code: 0 });
  await online();
  imap.cut();
  await pass(2 * hour);
  await pass(2 * hour);
  expect(lines(alarm)).toHaveLength(1);
  expect(smtp.tries()).toBe(0);
});

test('off: no alarm', async () => {
  configure({ limits: { alarm_after: 'off' } });
  await start();
  await online();
  imap.cut();
  await pass(100 * hour);
  expect(lines(alarm)).toEqual([]);
  expect(smtp.tries()).toBe(0);
});

test('`run --once` takes part: it raises the alarm, and says that it is over', async () => {
  const options = async () => ({ ...(await daemonOptions()), signal: new AbortController().signal });
  await runOnce(await options());
  imap.cut();
  for (const ms of [minute, hour, minute, hour]) {
    ahead += ms;
    await expect(runOnce(await options())).rejects.toThrow();
  }
  expect(lines(alarm)).toHaveLength(1);
  expect(told()).toHaveLength(1);
  imap.mend();
  await runOnce(await options());
  expect(told()).toHaveLength(2);
});

test('a server that talks and never answers is given up: else nobody would ever hear of it', async () => {
  const { loaded, clock } = await daemonOptions();
  const runtime = openRuntime({ config: loaded.config, log, clock });
  try {
    imap.prattle();
    const connection = await connectMailbox(runtime.config.imap, log);
    await expect(passOrGiveUp(runtime, connection, new Map(), undefined, 600)).rejects.toMatchObject({
      kind: 'lost',
    });
    expect(lines('127.0.0.1 answers without coming to an end.')).toHaveLength(1);
  } finally {
    runtime.close();
  }
});
