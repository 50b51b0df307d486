import type { Bounce, Verdict } from '../message.js';
import type { Rule } from './rule.js';

/**
 * Amazon SES reports by way of SNS: a mail whose text is JSON
 * (docs.aws.amazon.com/ses, "Amazon SNS notification contents for Amazon SES").
 */
export const sesNotification: Rule = (header, body) => {
  if (!/@sns\.amazonaws\.com$/.test(header.from[0]?.address ?? '')) return null;
  if (body === null) return 'needs-body';
  // SNS wraps long lines and puts its own lines below; the JSON is the first paragraph.
  const json = body.text.trimStart().split(/\r?\n\s*\r?\n|\r?\n--/)[0] ?? '';
  const type = /"(?:notificationType|eventType)"\s*:\s*"(\w{1,20})"/.exec(json)?.[1];
  const bounce: Bounce = { recipients: recipientsOf(json, type ?? ''), originalMessageId: messageIdOf(json) };
  const verdicts: Record<string, Verdict> = {
    Bounce: { kind: 'bounce', reason: 'ses-bounce', bounce },
    Complaint: { kind: 'complaint', reason: 'ses-complaint', bounce },
    Delivery: { kind: 'read-receipt', reason: 'ses-delivery', bounce },
  };
  return (type !== undefined && Object.hasOwn(verdicts, type) && verdicts[type]) || null;
};

function recipientsOf(json: string, type: string): Bounce['recipients'] {
  const permanent = type === 'Complaint' || /"bounceType"\s*:\s*"Permanent"/.test(json);
  const objects = json
    .slice(0, 100_000)
    .matchAll(/\{[^{}]*"emailAddress"\s*:\s*"([^"\s]+@[^"\s]+)"[^{}]*\}/g);
  return [...objects].slice(0, 100).map(([object, address]) => ({
    address: address!.toLowerCase(),
    status: /"status"\s*:\s*"([\d.]+)"/.exec(object)?.[1] ?? '',
    action: /"action"\s*:\s*"(\w+)"/.exec(object)?.[1] ?? '',
    permanent,
    reason: (/"diagnosticCode"\s*:\s*"([^"]*)"/.exec(object)?.[1] ?? '').slice(0, 200),
  }));
}

/** The Message-ID header of the original; SES's own messageId becomes `<it@email.amazonses.com>` on the wire. */
function messageIdOf(json: string): string | null {
  const header = /"name"\s*:\s*"Message-ID"\s*,\s*"value"\s*:\s*"<([^">]+)>"/i.exec(json)?.[1];
  if (header !== undefined) return header;
  const own = /"messageId"\s*:\s*"([\w-]+)"/.exec(json)?.[1];
  return own === undefined ? null : `${own}@email.amazonses.com`;
}
