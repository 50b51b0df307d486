import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleOf } from '../../src/core/conversation/role.js';
import { factOfMail, mailOfFile } from '../../src/fact-of-mail.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { settings } from '../core/history.js';
import { eventually } from './letters.js';
import { password, type Servers, serversMissing, startServers, withServers } from './servers.js';

/** R7: "the mail lies in Sent", on a Dovecot that files `support+Sent@` by its detail, with Exim before it. */

const title = withServers('a mail that the server itself filed into Sent');

describe.skipIf(serversMissing() !== null)(title, () => {
  let servers: Servers;
  beforeAll(async () => {
    servers = await startServers({ filesByDetail: true });
  });
  afterAll(async () => {
    await servers?.stop();
  });

  const mail = (id: string): string =>
    [
      'From: Anna <anna@example.com>',
      'To: victim@else.test',
      'Cc: support@example.com',
      'Subject: Invoice 17',
      `Message-ID: <${id}>`,
      '',
      'Could you pay us, please?',
      '',
    ].join('\r\n');

  /** Whose word it is, as it lies in Sent. */
  async function wordOf(id: string): Promise<string> {
    const raw = await eventually(async () => {
      const client = await servers.imap('support@example.com');
      try {
        await client.mailboxOpen('Sent', { readOnly: true });
        for await (const { source } of client.fetch('1:*', { source: true }))
          if (source?.includes(id)) return source;
        throw new Error(`${id} has not come yet`);
      } finally {
        client.close();
      }
    });
    const team = { ...settings().team, verifiedBy: [{ way: 'host' as const, host: 'mx.example.com' }] };
    const config = { settings: settings({ team }) };
    // Only the settings of a config matter to a fact.
    const own = { config, secrets: [Buffer.alloc(32, 1)] } as unknown as Parameters<typeof factOfMail>[1];
    const copy = { folder: 'Sent', role: 'sent' as const, uidValidity: '1', uid: 1 };
    const { role, reason } = roleOf(
      await factOfMail(mailOfFile(raw, parseHeader(raw), copy), own),
      config.settings,
    );
    return `${role} ${reason}`;
  }

  it.each([
    ['alone', ['support+Sent@example.com']],
    ['beside a colleague', ['support+Sent@example.com', 'ben@example.com']],
    ['twice', ['support+Sent@example.com', 'support+sent@example.com']],
  ])('is nobody’s word when a stranger sent it there: %s', async (name, to) => {
    const id = `${name.replaceAll(' ', '-')}@evil.test`;
    await servers.send({ from: 'mallory@evil.test', to, raw: mail(id) });
    expect(await wordOf(id)).toBe('unverified not-verified:failed-at mx.example.com');
  });

  it('is the team’s when one who had logged in handed it in, as the copies are that a server keeps', async () => {
    const auth = { user: 'anna@example.com', pass: password };
    const { host, smtpPort: port } = servers;
    const transport = createTransport({ host, port, secure: false, ignoreTLS: true, auth });
    const to = ['support+Sent@example.com', 'ben@example.com'];
    await transport.sendMail({ envelope: { from: auth.user, to }, raw: mail('copy@example.com') });
    transport.close();
    expect(await wordOf('copy@example.com')).toBe('agent in-sent');
  });
});
