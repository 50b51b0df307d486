import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { formatProblem } from '../../src/config/problem.js';
import { allConversations } from '../../src/ledger.js';
import { closeMailbox, connectMailbox } from '../../src/mailbox/connect.js';
import { openRuntime } from '../../src/opening.js';
import { pass, type Retries } from '../../src/pass.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { day, hour, type Letter, letter, memoryLog, minute, monday } from '../scenarios/stage.js';

vi.setConfig({ testTimeout: 300_000 });

/** I5: two real Thrices, each with its own mailbox, key and agents, whose customers are each other. */

const [ours, anna] = ['support@example.com', 'anna@example.com'];
const [theirs, otto] = ['help@other.test', 'otto@other.test'];

let sandbox: Sandbox;
let folder: string;
let now = monday;
beforeEach(async () => {
  now = monday;
  folder = mkdtempSync(join(tmpdir(), 'thrice-two-'));
  const users = [ours, anna, theirs, otto].map((address) => ({ address, password: 'secret' }));
  sandbox = await startSandbox({ users, now: () => now });
});
afterEach(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One pass of the Thrice of a mailbox, each in a process of its own; gives the statuses of its conversations. */
async function passOf(address: string, retries: Retries = new Map()): Promise<string[]> {
  const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' });
  const text = stringify({
    mailbox: { address, password: 'secret', imap: server(sandbox.imapPort), smtp: server(sandbox.smtpPort) },
    team: { verified_by: ['mx.example.com'] },
    mode: 'send',
    watch: 'all',
    calendar: { timezone: 'Europe/Warsaw' },
    ...{ data: `./${address}`, secret: { file: `./${address}.key` } },
  });
  const loaded = await parseConfig(text, join(folder, 'thrice.yaml'), {}, { now });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  const log = memoryLog();
  const runtime = openRuntime({ config: loaded.config, log, clock: () => now });
  try {
    const connection = await connectMailbox(runtime.config.imap, log);
    try {
      await pass(runtime, connection, retries);
      return [...allConversations(runtime, now)].map(({ derived }) =>
        `${derived.status} ${derived.outcome ?? ''}`.trim(),
      );
    } finally {
      await closeMailbox(connection);
    }
  } finally {
    runtime.close();
  }
}

const both = async (): Promise<string[][]> => [await passOf(ours), await passOf(theirs)];

async function live(days: number): Promise<void> {
  for (const end = now + days * day; now < end; ) {
    now += 8 * hour;
    await both();
  }
}

function write(mail: Letter): void {
  const to = [mail.to, ...(mail.cc?.split(', ') ?? [])];
  sandbox.deliver(letter(mail, now), to, now);
  now += minute;
}

const inbox = (of: string): string[] =>
  sandbox
    .mailbox(of)
    .mails('INBOX')
    .map(({ raw }) => raw.toString('utf8').replace(/\r\n[ \t]/g, ' '));

/** What the Thrice of a mailbox sent to the other one, by stage. */
const sent = (from: string, to: string): string =>
  inbox(to)
    .filter((raw) => new RegExp(`^From:.*${from}`, 'im').test(raw))
    .flatMap((raw) => /^X-Thrice:.*purpose=follow-up; stage=(\d)/im.exec(raw)?.[1] ?? [])
    .join();

/** What the people got of either Thrice. */
const told = (to: string): number => inbox(to).filter((raw) => /^X-Thrice:/im.test(raw)).length;

async function silentFrom(days: number): Promise<void> {
  const before = [inbox(ours).length, inbox(theirs).length];
  const people = [told(anna), told(otto)];
  await live(days);
  expect([inbox(ours).length, inbox(theirs).length]).toEqual(before);
  expect([told(anna), told(otto)]).toEqual(people);
}

test('one asks: it follows up to the end, the other answers nothing and tells nobody', async () => {
  await both();
  now += hour;
  write({ from: theirs, to: ours, id: 'q@other.test', subject: 'Contract' });
  write({
    from: anna,
    to: theirs,
    cc: ours,
    id: 'a@example.com',
    inReplyTo: 'q@other.test',
    subject: 'Re: Contract',
  });
  await live(14);
  expect(sent(ours, theirs)).toBe('1,2,3');
  expect(sent(theirs, ours)).toBe('');
  expect(await passOf(ours)).toContain('closed no-reply');
  expect([told(anna), told(otto)]).toEqual([0, 0]);
  await silentFrom(10);
});

test('each waits for the other, in one matter and in two: at most three each, then silence', async () => {
  await both();
  now += hour;
  for (const n of [1, 2]) {
    const subject = `Contract ${n}`;
    write({ from: theirs, to: ours, id: `q${n}@other.test`, subject });
    const re = `Re: ${subject}`;
    write({
      from: anna,
      to: theirs,
      cc: ours,
      id: `a${n}@example.com`,
      inReplyTo: `q${n}@other.test`,
      subject: re,
    });
    // In the first one the other side asks back at once; in the second one it asks on its own.
    const inReplyTo = n === 1 ? { inReplyTo: `a${n}@example.com` } : {};
    write({
      from: otto,
      to: ours,
      cc: theirs,
      id: `o${n}@other.test`,
      ...inReplyTo,
      subject: n === 1 ? re : 'Invoice',
    });
  }
  await live(18);
  for (const [from, to] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    const stages = sent(from, to).split(',');
    // Two conversations at most, of three stages each.
    expect(stages.length).toBeLessThanOrEqual(6);
    for (const stage of ['1', '2', '3'])
      expect(stages.filter((one) => one === stage).length).toBeLessThanOrEqual(2);
  }
  expect(sent(theirs, ours)).toContain('3');
  // Otto's mails are answers or questions of people; nothing that a machine wrote is told to anybody.
  expect(told(anna)).toBeLessThanOrEqual(2);
  await silentFrom(10);
});
