import { contentTypeOf } from '../content-type.js';
import type { Rule } from './rule.js';

const notification = /^message\/(?:global-)?disposition-notification$/;
const others = new Set(['delivery-status', 'global-delivery-status', 'feedback-report']);

/** RFC 8098 3, RFC 6533 6: a disposition notification ("your mail was displayed"); also where the report type is not named. */
export const readReceipt: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const receipt = { kind: 'read-receipt', reason: 'disposition-notification' } as const;
  if (notification.test(type)) return receipt;
  if (type !== 'multipart/report') return null;
  const reportType = params.get('report-type');
  if (reportType === 'disposition-notification' || reportType === 'global-disposition-notification')
    return receipt;
  if (reportType !== undefined && others.has(reportType)) return null;
  if (body === null) return 'needs-body';
  return body.reports.some((part) => notification.test(part.contentType)) ? receipt : null;
};
