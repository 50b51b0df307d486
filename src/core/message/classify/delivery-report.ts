import { contentTypeOf } from '../content-type.js';
import type { Body, BounceRecipient, Header, Verdict } from '../message.js';
import { noticeOf } from './bounce-text.js';
import { permanentByWords } from './permanent.js';
import { oneLine, originalIdOf, reportFields, statusIn, typedAddress } from './report.js';
import type { Rule } from './rule.js';

/** RFC 3464: a delivery status notification. What its action says decides: failed, delayed or delivered. */
export const deliveryReport: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  if (type !== 'multipart/report' && type !== 'message/delivery-status') return null;
  const reportType = params.get('report-type');
  if (reportType !== undefined && !['delivery-status', 'global-delivery-status'].includes(reportType))
    return null;
  if (body === null) return 'needs-body';
  return (
    judgeReport(header, body) ??
    fromText(header, body, type === 'multipart/report' && reportType !== undefined)
  );
};

/** What the delivery-status parts of a body say; null when there is none, or none that names a recipient. */
export function judgeReport(header: Header, body: Body): Verdict | null {
  const parts = body.reports.filter((part) =>
    /^message\/(?:global-)?delivery-status$/.test(part.contentType),
  );
  const recipients = parts.flatMap((part) => recipientsOf(part.content));
  if (recipients.length === 0) return null;
  const bounce = { recipients, originalMessageId: originalId(header, body) };
  if (recipients.some((one) => one.action === 'failed' || (one.action === '' && /^[45]/.test(one.status)))) {
    return { kind: 'bounce', reason: 'delivery-status-failed', bounce };
  }
  if (recipients.some((one) => one.action === 'delayed')) {
    return { kind: 'delayed-notice', reason: 'delivery-status-delayed', bounce };
  }
  // Delivered, relayed, expanded: as good as a receipt.
  return { kind: 'read-receipt', reason: 'delivery-status-delivered', bounce };
}

/** A report whose machine-readable part is missing or broken still says in words what happened. */
function fromText(header: Header, body: Body, stated: boolean): Verdict | null {
  const notice = noticeOf(header, body);
  if (notice) return notice;
  if (!stated) return null;
  const bounce = { recipients: [], originalMessageId: originalId(header, body) };
  return { kind: 'bounce', reason: 'delivery-status-unreadable', bounce };
}

function recipientsOf(content: string): BounceRecipient[] {
  const recipients: BounceRecipient[] = [];
  for (const group of reportFields(content)) {
    const field = (name: string): string => group.find(([one]) => one === name)?.[1] ?? '';
    const address =
      typedAddress(field('final-recipient')) ||
      typedAddress(field('original-recipient')) ||
      typedAddress(field('x-actual-recipient'));
    if (address === '') continue;
    const action = (/^[a-z]+/.exec(field('action').toLowerCase())?.[0] ?? '').replace(
      /^(?:failure|expired)$/,
      'failed',
    );
    const diagnostic = field('diagnostic-code').replace(/^[\w-]{1,20};\s*/, '');
    const status = bestStatus(statusIn(field('status')), diagnostic);
    const permanent = action !== 'delayed' && permanentOf(status, diagnostic);
    recipients.push({ address, status, action, permanent, reason: oneLine(diagnostic) });
  }
  return recipients;
}

/** Exim and others state only x.0.0 and leave the exact code to the remote server's words. */
function bestStatus(stated: string, diagnostic: string): string {
  const exact = statusIn(diagnostic);
  return exact !== '' && (stated === '' || (stated.endsWith('.0.0') && exact[0] === stated[0]))
    ? exact
    : stated;
}

function permanentOf(status: string, diagnostic: string): boolean {
  if (status !== '') return status.startsWith('5');
  return permanentByWords(diagnostic);
}

function originalId(header: Header, body: Body): string | null {
  for (const part of body.reports) {
    if (!/rfc822|delivery-status/.test(part.contentType)) continue;
    const id = originalIdOf(part.content);
    if (id !== null) return id;
  }
  return originalIdOf(body.text) ?? header.inReplyTo[0] ?? header.references.at(-1) ?? null;
}
