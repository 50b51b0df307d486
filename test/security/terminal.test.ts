import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { escapeJson, forTerminal } from '../../src/templates/clean.js';
import { thrice, writeConfig } from '../adapters/cli-process.js';
import { builtProgram } from '../servers/program.js';

/** ESC c resets a terminal, U+009B begins a sequence in one that speaks UTF-8, U+202E turns the text around. */
const evil = 'a\u001bc\u009b2J\u202eb';
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe('what strangers wrote, on a terminal', () => {
  const bot = 'support@example.com';
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await startSandbox({ users: [{ address: bot, password: 'secret' }] });
    folder = mkdtempSync(join(tmpdir(), 'thrice-terminal-'));
    const mail = `From: ${evil} <${evil}@customer.test>\r\nTo: ${bot}\r\nSubject: ${evil}\r\nMessage-ID: <m@customer.test>\r\n\r\n${evil}\r\n`;
    sandbox.deliver(Buffer.from(mail), [bot]);
    writeConfig(folder, bot, sandbox, { mode: 'send', watch: 'all', start_from: '2020-01-01' });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await sandbox.stop();
  });

  const commands = [
    ['run', '--once'],
    ['show', 'm@customer.test'],
    ['show', 'm@customer.test', '--json'],
    ['list'],
    ['list', '--json'],
    ['status'],
    ['show', evil],
    ['threads', evil],
    ['inspect', evil],
  ];
  test.each(commands.map((args) => ({ args, name: escapeJson(JSON.stringify(args)) })))(
    '$name',
    async ({ args }) => {
      const { out, err } = await thrice(folder, ...args);
      expect(out + err).not.toBe('');
      expect(out + err).not.toMatch(/unknown command/);
      expect(out + err).not.toMatch(steering);
    },
  );

  test('an output that cannot be written is a sentence and status 1', () => {
    const full = openSync('/dev/full', 'w');
    const stdio = ['ignore', full, 'pipe'] as const;
    const ended = spawnSync(process.execPath, [builtProgram(), 'list', '--json'], {
      cwd: folder,
      stdio: [...stdio],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(ended).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^The output could not be written: .*ENOSPC.*\n$/),
    });
  });
});

test('colours stay, and JSON stays the same JSON', () => {
  expect(forTerminal('\u001b[1mbold\u001b[0m\u001b[2J\ttab\n')).toBe('\u001b[1mbold\u001b[0m[2J\ttab\n');
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      const escaped = escapeJson(JSON.stringify(JSON.parse(json)));
      expect(escaped).not.toMatch(steering);
      expect(JSON.parse(escaped)).toEqual(JSON.parse(json));
    }),
  );
});
