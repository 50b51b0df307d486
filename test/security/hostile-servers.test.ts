import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DaemonStatus } from '../../src/store/status.js';
import { type Daemon, listOf, makeDaemon, quickConfig } from '../servers/daemon.js';
import { eventually, mailsIn, pause, post } from '../servers/letters.js';
import { type Servers, serversMissing, startServers } from '../servers/servers.js';

/** I8 on a real server: mails built to break a reader are read, or held with a reason, in bounded time and memory. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const missing = serversMissing();
const box = 'evil@example.com';
const carla = 'carla@customer.test';

const head = (id: string, more = ''): string =>
  `From: x@evil.test\r\nTo: ${box}\r\nSubject: s\r\nMessage-ID: <${id}@evil.test>\r\nMIME-Version: 1.0\r\n${more}`;

function nested(depth: number): string {
  let mail = head('nested');
  for (let n = 0; n < depth; n++) mail += `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`;
  return `${mail}Content-Type: text/plain\r\n\r\ndeep\r\n`;
}

const hostile: readonly (readonly [string, () => string])[] = [
  ['1,000 parts within one another', () => nested(1000)],
  [
    '1,000 mails within one another',
    () => `${head('within')}${'Content-Type: message/rfc822\r\n\r\n'.repeat(1000)}Subject: x\r\n\r\nx\r\n`,
  ],
  ['100,000 fields', () => `${head('fields', 'X-A: b\r\n'.repeat(100_000))}\r\nx\r\n`],
  [
    '100,000 fields that are looked at',
    () =>
      `${head('received', 'Received: from a by b; Mon, 2 Mar 2026 09:00:00 +0000\r\n'.repeat(100_000))}\r\nx\r\n`,
  ],
  ['a line of 20 MB in the body', () => `${head('line')}\r\n${'a'.repeat(20_000_000)}\r\n`],
  [
    'a line of 20 MB in the subject',
    () => `${head('subject').replace('Subject: s', `Subject: ${'b'.repeat(20_000_000)}`)}\r\nx\r\n`,
  ],
  [
    '10,000 references',
    () =>
      `${head('refs', `References: ${Array.from({ length: 10_000 }, (_, n) => `<${n}@e.test>`).join('\r\n ')}\r\n`)}\r\nx\r\n`,
  ],
  [
    'broken base64',
    () =>
      `${head('base64', 'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n')}\r\n===\x00\xff(((\r\n`,
  ],
  [
    'an unknown charset',
    () => `${head('charset', 'Content-Type: text/html; charset="../../x"\r\n')}\r\n<b>\xff\xfe\r\n`,
  ],
  [
    'broken encoded words',
    () => `${head('words', 'Reply-To: =?x?Q?=FF=?= =?utf-8?B?////?= <>\r\n')}\r\nx\r\n`,
  ],
  ['a header without end', () => head('endless').trimEnd()],
  ['nothing but NUL', () => '\x00'.repeat(1000)],
];

describe.skipIf(missing)(`hostile mails in a real mailbox${missing ? ` (${missing})` : ''}`, () => {
  let servers: Servers;
  let daemon: Daemon;
  beforeAll(async () => {
    servers = await startServers({ users: [box, 'anna@example.com', carla] });
    daemon = makeDaemon(quickConfig(servers, box));
  });
  afterAll(async () => {
    await daemon?.remove();
    await servers?.stop();
  });

  it('are read in bounded time and memory, and the others are served', async () => {
    await daemon.start();
    // Received tells whole seconds: what comes in the second of the first run may be older than it, and starts nothing.
    await pause(1100);
    const own = await servers.imap(box);
    // The server may refuse some of them; what it takes has to be borne.
    for (const [name, make] of hostile)
      await own.append('INBOX', Buffer.from(make(), 'latin1')).catch((error: Error) => {
        if (!/Command failed/.test(error.message)) throw new Error(`${name}: ${error.message}`);
      });
    // Answers in the conversation of a true one are read for what they say, bodies and all.
    await post(servers, {
      from: 'anna@example.com',
      to: carla,
      cc: box,
      subject: 'Matter',
      id: 'true@example.com',
    });
    const customer = await servers.imap(carla);
    // It takes 15 s, and `eventually` gives up after 200 s.
    await eventually(async () =>
      expect((await mailsIn(customer, 'INBOX')).map(({ mark }) => mark)).toContain('follow-up 3'),
    );
    const { pid } = JSON.parse(readFileSync(join(daemon.data, 'status.json'), 'utf8')) as DaemonStatus;
    const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
    expect(peak, 'MiB at the most').toBeLessThan(600);
    // No password, key or config text among the arguments that every user of the machine can see.
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    expect(line.slice(2)).toEqual(['run', '--config', join(daemon.folder, 'thrice.yaml'), '']);
    await daemon.stop();
    // Dovecot dies of the subject of 20 MB; from the second time on Thrice asks it for less.
    const errors = daemon.lines.filter(({ level }) => level >= 50).map(({ msg }) => msg);
    for (const error of errors) expect(error).toMatch(/was lost \(could not read the folder INBOX\)/);
    expect(errors.length).toBeLessThanOrEqual(4);
    expect((await listOf(daemon)).filter(({ outcome }) => outcome === 'no-reply')).toHaveLength(1);
  });
});
