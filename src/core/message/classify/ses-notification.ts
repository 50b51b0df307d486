import type { Bounce, Verdict } from '../kind.js';
import { oneLine } from './report.js';
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
    DeliveryDelay: { kind: 'delayed-notice', reason: 'ses-delay', bounce },
  };
  return (type !== undefined && Object.hasOwn(verdicts, type) && verdicts[type]) || null;
};

function recipientsOf(json: string, type: string): Bounce['recipients'] {
  if (type === 'Delivery') return delivered(json);
  const permanent = type === 'Complaint' || /"bounceType"\s*:\s*"(?:Permanent|Undetermined)"/.test(json);
  const objects = json
    .slice(0, 100_000)
    .matchAll(
      /\{[^{}]{0,4000}"emailAddress"\s*:\s*"(?:[^"<]{0,200}<)?([^"\s<>]+@[^"\s<>]+)>?"[^{}]{0,4000}\}/g,
    );
  return [...objects].slice(0, 100).map(([object, address]) => {
    const status = /"status"\s*:\s*"([\d.]+)"/.exec(object)?.[1] ?? '';
    const action = /"action"\s*:\s*"(\w+)"/.exec(object)?.[1] ?? '';
    const reason = oneLine(/"diagnosticCode"\s*:\s*"([^"]*)"/.exec(object)?.[1] ?? '');
    return {
      address: address!.toLowerCase(),
      status,
      action,
      permanent: type !== 'Complaint' && status !== '' ? status.startsWith('5') : permanent,
      reason,
    };
  });
}

function delivered(json: string): Bounce['recipients'] {
  const event = /"delivery"\s*:\s*\{([^{}]{0,20000})\}/.exec(json)?.[1] ?? '';
  const list = /"recipients"\s*:\s*\[([^\]]{0,10000})\]/.exec(event)?.[1] ?? '';
  const response = /"smtpResponse"\s*:\s*"([^"]{0,2000})"/.exec(event)?.[1] ?? '';
  const status = /(?<![\d.])2\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(response)?.[0] ?? '';
  return [...list.matchAll(/"([^"\s]+@[^"\s]+)"/g)].slice(0, 100).map(([, address]) => ({
    address: address!.toLowerCase(),
    status,
    action: 'delivered',
    permanent: false,
    reason: oneLine(response),
  }));
}

/** The Message-ID header of the original; SES's own messageId becomes the one on the wire, by its region. */
function messageIdOf(json: string): string | null {
  const header = /"name"\s*:\s*"Message-ID"\s*,\s*"value"\s*:\s*"<([^">]+)>"/i.exec(json)?.[1];
  if (header !== undefined) return header;
  const own = /"messageId"\s*:\s*"([\w-]+)"/.exec(json)?.[1];
  if (own === undefined) return null;
  const region = /"arn:aws:ses:([a-z0-9-]{1,30}):/.exec(json)?.[1] ?? 'us-east-1';
  return `${own}@${region === 'us-east-1' ? 'email' : region}.amazonses.com`;
}
