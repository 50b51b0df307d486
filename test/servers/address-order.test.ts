import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveredTo } from '../../src/core/message/delivered-to.js';
import { authEvidence } from '../../src/core/message/verify.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { eventually } from './letters.js';
import { type Servers, serversMissing, startServers, withServers } from './servers.js';

const own = ['support@example.com'];

describe.skipIf(serversMissing() !== null)(withServers('a Bcc to a plus address, on real servers'), () => {
  let servers: Servers;
  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(async () => {
    await servers?.stop();
  });

  it('is told by the copy that Exim and Dovecot delivered, beside their word about who wrote it', async () => {
    const raw = [
      'From: anna@example.com',
      'To: carla@customer.test',
      'Subject: Invoice 17',
      'Message-ID: <bcc@example.com>',
      // Written by the sender: it stands below what the servers wrote.
      'Delivered-To: support+never@example.com',
      '',
      'Could you send us the missing page, please?',
      '',
    ].join('\n');
    // Of several recipients in one LMTP transaction Dovecot names none.
    await servers.send({ from: 'anna@example.com', to: ['support+3d@example.com'], raw, trusted: true });
    const header = await eventually(async () => {
      const client = await servers.imap('support@example.com');
      try {
        await client.mailboxOpen('INBOX', { readOnly: true });
        const found = await client.fetchOne('1', { headers: true });
        const headers = found ? found.headers : undefined;
        expect(headers).toBeDefined();
        return parseHeader(headers!);
      } finally {
        client.close();
      }
    });
    expect(deliveredTo(header, own)).toEqual(['support+3d@example.com']);
    expect(authEvidence(header)).toMatchObject([{ host: 'mx.example.com', dmarc: true }]);
  });
});
