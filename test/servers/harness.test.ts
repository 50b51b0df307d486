import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, type Servers, serversMissing, startServers, withServers } from './servers.js';

const raw = (from: string, id: string) =>
  `From: ${from}\nTo: support@example.com\nSubject: ${id}\nMessage-ID: <${id}@test>\n\nhello\n`;

describe.skipIf(serversMissing() !== null)(withServers('the real servers that other tests use'), () => {
  let servers: Servers;

  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(async () => {
    await servers?.stop();
  });

  /** The source of the first mail in INBOX that contains the words; waits for its delivery. */
  const delivered = async (user: string, words: string): Promise<string> => {
    const client = await servers.imap(user);
    try {
      for (let i = 0; i < 200; i++) {
        await client.mailboxOpen('INBOX', { readOnly: true });
        const all =
          client.mailbox !== false && client.mailbox.exists > 0
            ? await client.fetchAll('1:*', { source: true })
            : [];
        const found = all.map((m) => m.source?.toString() ?? '').find((source) => source.includes(words));
        if (found !== undefined) return found;
        await client.mailboxClose();
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`no mail with ${words} reached ${user}`);
    } finally {
      client.close();
    }
  };
  /** What the server's own topmost Authentication-Results says. */
  const result = (source: string) => /^Authentication-Results: (.*)\r$/m.exec(source)?.[1];

  it('keeps the detail of a plus address', async () => {
    const from = 'carla@customer.test';
    await servers.send({ from, to: ['support+t-abc@example.com'], raw: raw(from, 'plus') });
    expect(await delivered('support@example.com', '<plus@test>')).toContain(
      'Delivered-To: support+t-abc@example.com',
    );
  });

  it('passes on the trusted port, and fails or has no opinion outside', async () => {
    const anna = 'anna@example.com';
    const to = ['support@example.com'];
    await servers.send({ from: anna, to, raw: raw(anna, 'trusted'), trusted: true });
    await servers.send({ from: anna, to, raw: raw(anna, 'forged') });
    await servers.send({ from: 'carla@customer.test', to, raw: raw('carla@customer.test', 'customer') });
    expect(result(await delivered(to[0]!, '<trusted@test>'))).toBe(
      'mx.example.com; spf=pass smtp.mailfrom=anna@example.com; dmarc=pass header.from=example.com',
    );
    expect(result(await delivered(to[0]!, '<forged@test>'))).toBe(
      'mx.example.com; spf=none smtp.mailfrom=anna@example.com; dmarc=fail header.from=example.com',
    );
    expect(result(await delivered(to[0]!, '<customer@test>'))).toContain(
      'dmarc=none header.from=customer.test',
    );
  });

  it('passes for a client that logged in, and refuses a wrong password', async () => {
    const { smtpPort: port } = servers;
    const send = (pass: string) =>
      createTransport({
        host: '127.0.0.1',
        port,
        ignoreTLS: true,
        auth: { user: 'ben@example.com', pass },
      }).sendMail({
        envelope: { from: 'ben@example.com', to: ['support@example.com'] },
        raw: raw('Ben <ben@example.com>', 'login').replace(/\n/g, '\r\n'),
      });
    await expect(send('wrong')).rejects.toThrow('Invalid login');
    await send(password);
    expect(result(await delivered('support@example.com', '<login@test>'))).toContain(
      'dmarc=pass header.from=example.com',
    );
  });

  it('puts its own result above a forged one', async () => {
    const forged = `Authentication-Results: mx.example.com; dmarc=pass header.from=example.com\n`;
    const from = 'anna@example.com';
    await servers.send({ from, to: ['support@example.com'], raw: forged + raw(from, 'above') });
    expect(result(await delivered('support@example.com', '<above@test>'))).toContain('dmarc=fail');
  });

  it('bounces mail to an unknown user for real', async () => {
    const from = 'anna@example.com';
    await servers.send({ from, to: ['nobody@customer.test'], raw: raw(from, 'unknown'), trusted: true });
    const bounce = await delivered(from, '<unknown@test>');
    expect(bounce).toContain('report-type=delivery-status');
    expect(bounce).toContain('Final-Recipient: rfc822;nobody@customer.test');
    expect(bounce).toContain('Return-Path: <>');
  });

  it('refuses and defers at RCPT where asked to', async () => {
    const from = 'anna@example.com';
    const send = (to: string) => servers.send({ from, to: [to], raw: raw(from, 'rcpt') });
    await expect(send('refused@customer.test')).rejects.toThrow('550 5.1.1');
    await expect(send('later@customer.test')).rejects.toThrow('451 4.2.1');
  });

  it('starts within seconds and leaves nothing behind', async () => {
    const begin = performance.now();
    const more = await startServers({ users: ['one@example.com'] });
    expect(performance.now() - begin).toBeLessThan(20_000);
    await more.restartDovecot();
    (await more.imap('one@example.com')).close();
    const running = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(more.dir);
    expect(running()).toBe(true);
    await more.stop();
    expect(running()).toBe(false);
    expect(existsSync(more.dir)).toBe(false);
  });
});
