import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/mail-server.js';
import { type Letter, letter } from '../scenarios/stage.js';
import { thrice, writeConfig } from './cli-process.js';

const bot = 'support@example.com';
const anna = 'anna@example.com';
const maria = 'maria@customer.test';
const hour = 3_600_000;

describe('thrice check', { timeout: 300_000 }, () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await startSandbox({ users: [{ address: bot, password: 'secret' }] });
    const deliver = (mail: Letter, hoursAgo: number, dmarc?: 'fail') => {
      const at = Date.now() - hoursAgo * hour;
      sandbox.deliver(letter(mail, at), [bot], at, dmarc && { dmarc });
    };
    deliver({ from: maria, to: bot, id: 'q@customer.test', subject: 'Invoice 17' }, 9);
    deliver({ from: anna, to: maria, cc: bot, id: 'a@example.com', subject: 'Re: Invoice 17' }, 8);
    deliver({ from: anna, to: maria, cc: bot, id: 'forged@example.com', subject: 'Forged' }, 7, 'fail');
    deliver({ from: anna, to: bot, id: 'inside@example.com', subject: 'Lunch' }, 6);
    deliver(
      { from: anna, to: maria, cc: bot, id: 'bye@example.com', subject: 'Bye', text: "You're welcome!" },
      5,
    );
    deliver(
      {
        from: anna,
        to: maria,
        cc: bot,
        id: 'list@example.com',
        subject: 'List',
        headers: ['List-Id: <l.example.com>'],
      },
      4,
    );
    const crowd = Array.from({ length: 9 }, (_, i) => `p${i}@customer.test`).join(', ');
    deliver({ from: anna, to: crowd, cc: bot, id: 'news@example.com', subject: 'News' }, 3);
    const at = Date.now() - 2 * hour;
    const sent = { from: bot, to: maria, id: 'sent@example.com', subject: 'From Sent' };
    sandbox.append(bot, 'Sent', letter(sent, at), { internalDate: at });
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thrice-check-test-'));
    return () => rmSync(folder, { recursive: true, force: true });
  });

  test('explains the agent mails and leaves nothing behind in mode observe', async () => {
    writeConfig(folder, bot, sandbox, { mode: 'observe', start_from: '2020-01-01' });
    const { code, out, err } = await thrice(folder, 'check', '--json');
    expect(err).toBe('Looking at the mailbox.\n');
    const result = JSON.parse(out);
    expect(result.problems).toEqual([]);
    expect(code).toBe(0);
    const verdicts = Object.fromEntries(
      result.agentMails.map((mail: { subject: string; starts: boolean; reason: string }) => [
        mail.subject,
        [mail.starts, mail.reason],
      ]),
    );
    expect(verdicts).toEqual({
      'From Sent': [false, 'bot-not-addressed'],
      News: [false, 'announcement'],
      List: [false, 'list-mail'],
      Bye: [false, 'goodbye'],
      Lunch: [false, 'no-outside-customer'],
      Forged: [false, 'not-verified'],
      'Re: Invoice 17': [true, 'bot-addressed'],
    });
    expect(result.agentMails[0].subject).toBe('From Sent');
    expect(result.proposals).toEqual({ verified_by: [] });
    expect(sandbox.mailbox(bot).folders()).not.toContain('Thrice');
    expect(
      sandbox
        .mailbox(bot)
        .mails('INBOX')
        .flatMap((mail) => mail.flags),
    ).not.toContain('\\Seen');
    expect(existsSync(join(folder, 'data'))).toBe(false);
    expect(existsSync(join(folder, 'thrice.key'))).toBe(false);
  });

  test('proposes the host that judges the mail here', async () => {
    writeConfig(folder, bot, sandbox, { mode: 'observe', team: {} });
    const { code, out } = await thrice(folder, 'check');
    expect(code).toBe(0);
    expect(out).toContain('add mx.example.com to team.verified_by');
    expect(out).toContain('ok    Sent is Sent.');
    expect(out).toContain('The server signs as mx.example.com');
    expect(out).toMatch(/\d+ warnings?\.\n$/);
  });

  test('says what is wrong and what to do, all at once', async () => {
    writeConfig(folder, bot, sandbox, {
      mailbox: { password: 'wrong' },
      policies: [{ name: 'default', follow_ups: [{ after: '2d', template: 'no-such' }] }],
    });
    const { code, out } = await thrice(folder, 'check', '--json');
    expect(code).toBe(1);
    const { problems } = JSON.parse(out);
    expect(problems).toContainEqual(expect.stringContaining('no-such'));
    expect(problems).toContainEqual(expect.stringContaining('refused the password for support@example.com'));
    expect(problems).toHaveLength(3);
    expect(out).not.toContain('wrong');
  });

  test('offline it needs no network, and an invalid config ends with 2', async () => {
    writeConfig(folder, bot, { imapPort: 1, smtpPort: 1 }, { calendar: { days: ['mon'] } });
    const offline = await thrice(folder, 'check', '--offline');
    expect(offline.code).toBe(0);
    expect(offline.out).toContain('warn  calendar.timezone is not set');
    expect(offline.err).toBe('');
    writeConfig(folder, bot, sandbox, { team: { domains: ['gmail.com'] }, wach: 'all' });
    const invalid = await thrice(folder, 'check', '--json');
    expect(invalid.code).toBe(2);
    const { problems } = JSON.parse(invalid.out);
    expect(problems).toContainEqual(expect.stringContaining('"gmail.com" is a public mail provider'));
    expect(problems).toContainEqual(expect.stringContaining('wach'));
  });
});
