import { senderSign } from './bounce-sender.js';
import { judgeEmbedded, judgeReport } from './delivery-report.js';
import { judgeWords } from './notice-verdict.js';
import { noticeOf } from './notice-words.js';
import type { Rule } from './rule.js';

/**
 * Bounces that are no multipart/report, 40 % of all that were seen: a report in another wrapping (multipart/mixed,
 * plain text), or a notice in words, as Exim, qmail, older Postfix, Sendmail and Exchange, Domino, Gmail, Yahoo and
 * many gateways write it.
 */
export const bounceNotice: Rule = (header, body) => {
  const sign = senderSign(header);
  if (sign === null) return null;
  if (body === null) return 'needs-body';
  const notice = noticeOf(body);
  return (
    judgeReport(header, body) ?? judgeEmbedded(header, body, notice) ?? judgeWords(header, body, notice, sign)
  );
};
