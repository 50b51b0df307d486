import { contentTypeOf } from '../content-type.js';
import type { Rule } from './rule.js';

/** RFC 8098 3: a disposition notification ("your mail was displayed"); also where the report type is not named. */
export const readReceipt: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const receipt = { kind: 'read-receipt', reason: 'disposition-notification' } as const;
  if (type === 'message/disposition-notification') return receipt;
  if (type !== 'multipart/report') return null;
  const reportType = params.get('report-type');
  if (reportType === 'disposition-notification') return receipt;
  if (reportType === 'delivery-status' || reportType === 'feedback-report') return null;
  if (body === null) return 'needs-body';
  return body.reports.some((part) => part.contentType === 'message/disposition-notification')
    ? receipt
    : null;
};
