import { contentTypeOf } from '../content-type.js';
import type { Bounce, Verdict } from '../kind.js';
import type { Body, Header } from '../parsed.js';
import { originalIdOf } from './original-id.js';
import { addressIn, reportFields } from './report.js';
import type { Rule } from './rule.js';

/** RFC 5965: an abuse report (ARF) of a mailbox provider whose user called a mail spam. */
export const complaint: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const reportType = params.get('report-type');
  const stated = type === 'multipart/report' && reportType === 'feedback-report';
  // Reports of other types are told apart by readReceipt and deliveryReport, which read the body themselves.
  const possible =
    stated || (type === 'multipart/report' && !otherReports.has(reportType ?? '')) || isForwarded(header);
  if (!possible) return null;
  if (body === null) return 'needs-body';
  const report = body.reports.find((part) => part.contentType === 'message/feedback-report');
  if (report && !/^feedback-type:\s*(?:not-spam|auth-failure|dmarc)/im.test(report.content)) {
    return verdict(body, report.content);
  }
  if (isForwarded(header)) return verdict(body, '');
  return stated ? { kind: 'auto-reply', reason: 'feedback-report' } : null;
};

const otherReports = new Set(['delivery-status', 'global-delivery-status', 'disposition-notification']);

/** The feedback loops of Hotmail (JMRP) and Amazon SES forward the mail itself, without a report. */
function isForwarded(header: Header): boolean {
  return (
    /^(?:staff@hotmail\.com|complaints@email-abuse\.amazonses\.com)$/.test(header.from[0]?.address ?? '') &&
    /^complaint about message/i.test(header.subject)
  );
}

function verdict(body: Body, report: string): Verdict {
  const original = originalsOf(body);
  const reason = 'the recipient called it spam';
  const recipients = complaining(report, original).map((address) => ({
    address,
    status: '',
    action: '',
    permanent: true,
    reason,
  }));
  const bounce: Bounce = { recipients, originalMessageId: originalIdOf(original) };
  return { kind: 'complaint', reason: 'feedback-report', bounce };
}

/** RFC 5965 3.2: Original-Rcpt-To may stand there several times. Many hide it (RFC 6590): then the original's To. */
function complaining(report: string, original: string): string[] {
  const named = reportFields(report)
    .flat()
    .filter(([name]) => name === 'original-rcpt-to' || name === 'removal-recipient')
    .map(([, value]) => addressIn(value));
  const all = [...new Set(named.filter((one) => one !== ''))].slice(0, 100);
  if (all.length > 0) return all;
  const to = addressIn(/^(?:x-hmxmroriginalrecipient|to):\s*(.*)$/im.exec(original)?.[1] ?? '');
  return to === '' ? [] : [to];
}

function originalsOf(body: Body): string {
  return body.reports
    .filter((part) => /rfc822/.test(part.contentType))
    .map((part) => part.content)
    .join('\n');
}
