import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { type Letter, letter } from '../scenarios/stage.js';
import { startThrice, thrice, writeConfig } from './cli-process.js';

const bot = 'support@example.com';
const anna = 'anna@example.com';
const maria = 'maria@customer.test';
const id = 'answer@example.com';

describe('the writing commands as programs', { timeout: 300_000 }, () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeEach(async () => {
    sandbox = await startSandbox({ users: [{ address: bot, password: 'secret' }] });
    folder = mkdtempSync(join(tmpdir(), 'thrice-cli-'));
    const deliver = (mail: Letter, minutesAgo: number, dmarc?: 'fail') => {
      const at = Date.now() - minutesAgo * 60_000;
      sandbox.deliver(letter(mail, at), [bot], at, dmarc && { dmarc });
    };
    deliver({ from: maria, to: bot, id: 'question@customer.test' }, 50);
    deliver({ from: anna, to: maria, cc: bot, id, inReplyTo: 'question@customer.test' }, 40);
    deliver({ from: bot, to: bot, id: 'form@example.com', subject: 'From a form' }, 30, 'fail');
  });
  afterEach(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('without a daemon a command reads the mailbox itself', async () => {
    writeConfig(folder, bot, sandbox, { start_from: '2020-01-01' });
    const closed = await thrice(folder, 'close', id);
    expect(closed.err).toBe('Reading the mailbox.\n');
    const short = /\[([a-z2-9]{10})\]/.exec(closed.out)?.[1] ?? '';
    expect(closed.out).toContain(`Closed "Invoice 17" [${short}].`);
    expect(closed.out).toContain(`Undo: thrice reopen ${short}.`);
    expect(closed.code).toBe(0);
    const listed = await thrice(folder, 'list', '--json');
    const [before] = JSON.parse(listed.out).filter((one: { id: string }) => one.id === short);
    expect(before).toMatchObject({ status: 'closed', outcome: 'resolved' });
    const reopened = await thrice(folder, 'reopen', short.slice(0, 6), '--json');
    expect(JSON.parse(reopened.out)).toMatchObject({
      id: short,
      status: 'awaiting-customer',
      next: { action: 'follow-up', stage: 1 },
      messages: 2,
      changed: true,
    });
    expect(existsSync(join(folder, 'data', 'lock'))).toBe(false);

    const wrong = await thrice(folder, 'snooze', short, 'yesterday');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toBe(
      '"yesterday" is no time. Write 4h, 3d or 2wd, a weekday like friday, tomorrow, next week, 24 december, 2026-12-01 or 2026-12-01T14:00.\n',
    );
    const quarantine = await thrice(folder, 'quarantine', '--json');
    expect(JSON.parse(quarantine.out)).toMatchObject([
      { type: 'unknown-writer', messageId: 'form@example.com', reason: 'own-address-outside-sent' },
    ]);
  });

  test('beside the daemon it is the daemon that reads the note, at once', async () => {
    // No polling and no IDLE on the notes folder would bring it within the test's time.
    writeConfig(folder, bot, sandbox, { start_from: '2020-01-01', mailbox: { poll: '1h' } });
    const { child, ended } = startThrice(folder, 'run');
    try {
      await Promise.race([running(folder), ended.then(({ err }) => Promise.reject(new Error(err)))]);
      const snoozed = await thrice(folder, 'snooze', id, '3d', '--json');
      expect(snoozed.err).toBe('');
      expect(JSON.parse(snoozed.out)).toMatchObject({ status: 'snoozed', changed: true });
      const paused = await thrice(folder, 'pause');
      expect(paused).toMatchObject({ code: 0, err: '' });
      expect(paused.out).toMatch(/^Paused: .*\nUndo: thrice resume\.\n$/);
      const rebuilt = await thrice(folder, 'rebuild', '--json');
      expect(JSON.parse(rebuilt.out)).toEqual({ conversations: 1, mails: 2, quarantined: 0 });
      expect(rebuilt.err).toMatch(/by the daemon/);
      expect(child.exitCode).toBe(null);
    } finally {
      child.kill('SIGTERM');
    }
    expect((await ended).code).toBe(0);
  });

  test('in mode observe they refuse, and leave the mailbox as it is', async () => {
    writeConfig(folder, bot, sandbox, { mode: 'observe' });
    for (const command of [
      ['never', id],
      ['suppressed', '--remove', maria],
    ]) {
      const { code, out, err } = await thrice(folder, ...command);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('mode observe');
    }
    expect(sandbox.mailbox(bot).folders()).not.toContain('Thrice');
    const wrong = await thrice(folder, 'uncertain', 'settle', id, 'perhaps');
    expect(wrong.code).toBe(2);
  });
});

/** Until the daemon said that it runs and is online. */
async function running(folder: string): Promise<void> {
  const file = join(folder, 'data', 'status.json');
  for (const end = performance.now() + 40_000; performance.now() < end; await sleep(50)) {
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).online) return;
  }
  throw new Error('The daemon did not start within 40 s.');
}
