import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import type { Account } from '../mailbox.js';
import { report, stopwatch, taskOf } from './child.js';

/** The fields that the rules look at. */
const headerFields: readonly string[] = `
from sender reply-to to cc bcc subject date message-id in-reply-to references received return-path
authentication-results arc-authentication-results content-type mime-version
auto-submitted precedence list-id list-unsubscribe list-post list-help feedback-id
x-auto-response-suppress x-autoreply x-autorespond x-autoresponder x-autoreply-from x-auto-submitted x-apple-action
x-failed-recipients x-failed-recipient x-original-from x-original-sender
x-forwarded-message-id resent-from resent-sender x-google-group-id
x-google-original-message-id x-ms-exchange-message-id x-microsoft-original-message-id original-message-id
x-original-message-id origin-messageid x-ses-message-id
resent-message-id x-pm-message-id x-ses-outgoing x-mailgun-sid x-mc-user x-campaign x-report-abuse
x-ms-exchange-organization-authas x-ms-exchange-organization-authsource x-ms-exchange-crosstenant-authas
x-ms-exchange-generated-message-source x-ms-exchange-inbox-rules-loop x-loop x-thrice x-thrice-note
delivered-to x-delivered-to x-original-to envelope-to x-spam-flag x-mailer user-agent thread-topic
disposition-notification-to importance
`
  .trim()
  .split(/\s+/);

/**
 * What one would write without Thrice: imapflow alone. `fields`: those that the rules look at, by their names; `headers`:
 * whole; `parsed`: each mail whole, and parsed.
 */
const { account, what } = taskOf<{ account: Account; what: 'fields' | 'headers' | 'parsed' }>();
const queries = {
  fields: { uid: true, internalDate: true, headers: [...headerFields] },
  headers: { uid: true, internalDate: true, headers: true },
  parsed: { uid: true, source: true },
};
const { port, user, password } = account;
const took = stopwatch();
const client = new ImapFlow({
  ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false, disableAutoIdle: true },
  ...{ disableCompression: true, auth: { user, pass: password } },
});
await client.connect();
let mails = 0;
for (const path of ['INBOX', 'Sent', 'Archive']) {
  await client.mailboxOpen(path, { readOnly: true });
  for await (const message of client.fetch('1:*', queries[what], { uid: true })) {
    if (message.source) await simpleParser(message.source);
    mails++;
  }
}
const cost = took();
await client.logout();
report({ mails, ...cost });
