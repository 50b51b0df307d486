import { contentTypeOf } from '../content-type.js';
import type { Body, Bounce, Header, Verdict } from '../message.js';
import { addressIn, originalIdOf, reportFields } from './report.js';
import type { Rule } from './rule.js';

/** RFC 5965: an abuse report (ARF) of a mailbox provider whose user called a mail spam. */
export const complaint: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const reportType = params.get('report-type');
  const stated = type === 'multipart/report' && reportType === 'feedback-report';
  // Reports of other types are told apart by readReceipt and deliveryReport, which read the body themselves.
  const possible =
    stated || (type === 'multipart/report' && reportType === undefined) || isOldHotmail(header);
  if (!possible) return null;
  if (body === null) return 'needs-body';
  const report = body.reports.find((part) => part.contentType === 'message/feedback-report');
  if (report && !/^feedback-type:\s*(?:not-spam|auth-failure|dmarc)/im.test(report.content)) {
    return verdict(body, report.content);
  }
  if (isOldHotmail(header)) return verdict(body, '');
  return stated ? { kind: 'auto-reply', reason: 'feedback-report', autoReply: { returnsOn: null } } : null;
};

/** Hotmail's feedback loop (JMRP) sends the mail itself, without a report, from staff@hotmail.com. */
function isOldHotmail(header: Header): boolean {
  return header.from[0]?.address === 'staff@hotmail.com' && /^complaint about message/i.test(header.subject);
}

function verdict(body: Body, report: string): Verdict {
  const fields = reportFields(report).flat();
  const original = originalsOf(body);
  const named = fields.filter(([name]) => name === 'original-rcpt-to' || name === 'removal-recipient');
  const to = /^(?:x-hmxmroriginalrecipient|to):\s*(.*)$/im.exec(original)?.[1] ?? '';
  const address = named.map(([, value]) => addressIn(value)).find((one) => one !== '') ?? addressIn(to);
  const reason = 'the recipient called it spam';
  const bounce: Bounce = {
    recipients: address === '' ? [] : [{ address, status: '', action: '', permanent: true, reason }],
    originalMessageId: originalIdOf(original),
  };
  return { kind: 'complaint', reason: 'feedback-report', bounce };
}

function originalsOf(body: Body): string {
  return body.reports
    .filter((part) => /rfc822/.test(part.contentType))
    .map((part) => part.content)
    .join('\n');
}
