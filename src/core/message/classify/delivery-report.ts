import { contentTypeOf } from '../content-type.js';
import type { BounceRecipient, Verdict } from '../kind.js';
import type { Body, Header } from '../parsed.js';
import { completed, recipientsEmbedded, recipientsReported } from './delivery-status.js';
import { resultsInWords } from './notice-result.js';
import { judgeWords } from './notice-verdict.js';
import { type Notice, noticeOf } from './notice-words.js';
import { originalIdFrom } from './original-id.js';
import type { Rule } from './rule.js';

const others = new Set(['feedback-report', 'disposition-notification', 'global-disposition-notification']);
const stated = new Set(['delivery-status', 'global-delivery-status']);

/**
 * RFC 3464: a delivery status notification, by its Content-Type. What its actions say decides: failed, delayed or
 * delivered. A wrong report type says nothing, the part itself does.
 */
export const deliveryReport: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const alone = /^message\/(?:global-)?delivery-status$/.test(type);
  if (type !== 'multipart/report' && !alone) return null;
  const reportType = params.get('report-type') ?? '';
  if (others.has(reportType)) return null;
  if (body === null) return 'needs-body';
  const byFields = judgeReport(header, body);
  if (byFields) return byFields;
  const named = stated.has(reportType) || alone;
  // Where the machine-readable part is missing or broken, the text still says what happened.
  const notice = noticeOf(body);
  const byText = judgeEmbedded(header, body, notice);
  if (byText) return byText;
  const byWords = judgeWords(header, body, notice, named ? 'daemon' : 'likely');
  if (byWords || !named) return byWords;
  const bounce = { recipients: [], originalMessageId: originalIdFrom(header, body, body.text) };
  return { kind: 'bounce', reason: 'delivery-status-unreadable', bounce };
};

/** What the delivery-status parts of a body say; null when there is none, or none that names a recipient. */
export function judgeReport(header: Header, body: Body): Verdict | null {
  const recipients = recipientsReported(body);
  return recipients.length > 0 ? verdictOf(header, body, recipients, null) : null;
}

/** The same for the fields of a report that stand in the text. */
export function judgeEmbedded(header: Header, body: Body, notice: Notice): Verdict | null {
  const recipients = recipientsEmbedded(notice.whole);
  return recipients.length > 0 ? verdictOf(header, body, recipients, notice) : null;
}

function verdictOf(
  header: Header,
  body: Body,
  reported: readonly BounceRecipient[],
  read: Notice | null,
): Verdict {
  const silent = reported.filter((one) => one.reason === '').map((one) => one.address);
  // Reading the words costs more than the fields, and most reports leave nothing to them.
  const notice = read ?? (silent.length > 0 ? noticeOf(body) : null);
  const said = notice?.words.toLowerCase() ?? '';
  const inWords = resultsInWords(
    notice?.words ?? '',
    silent.filter((address) => said.includes(address)),
    false,
  );
  const recipients = reported.map((one) =>
    completed(
      one,
      inWords.find(({ address }) => address === one.address),
    ),
  );
  const bounce = { recipients, originalMessageId: originalIdFrom(header, body, notice?.whole ?? body.text) };
  if (
    recipients.some((one) => one.action === 'failed' || (one.action === '' && /^(?:[45]|$)/.test(one.status)))
  )
    return { kind: 'bounce', reason: 'delivery-status-failed', bounce };
  if (recipients.some((one) => one.action === 'delayed'))
    return { kind: 'delayed-notice', reason: 'delivery-status-delayed', bounce };
  // Delivered, relayed, expanded (RFC 3464 2.3.3): as good as a receipt.
  return { kind: 'read-receipt', reason: 'delivery-status-delivered', bounce };
}
