import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { headerFields } from '../../src/mailbox/header-fields.js';
import type { Account } from '../mailbox.js';
import { report, stopwatch, taskOf } from './child.js';

/** What one would write without Thrice: imapflow alone, either the same headers or each mail whole and parsed. */
const { account, parse } = taskOf<{ account: Account; parse: boolean }>();
const { port, user, password } = account;
const took = stopwatch();
const client = new ImapFlow({
  ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false, disableAutoIdle: true },
  ...{ disableCompression: true, auth: { user, pass: password } },
});
await client.connect();
const query = parse
  ? { uid: true, source: true }
  : { uid: true, internalDate: true, headers: [...headerFields] };
let mails = 0;
for (const path of ['INBOX', 'Sent', 'Archive']) {
  await client.mailboxOpen(path, { readOnly: true });
  for await (const message of client.fetch('1:*', query, { uid: true })) {
    if (message.source) await simpleParser(message.source);
    mails++;
  }
}
const cost = took();
await client.logout();
report({ mails, ...cost });
