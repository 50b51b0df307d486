import type { Verdict } from '../kind.js';
import type { Body, Header } from '../parsed.js';
import { acknowledgement } from './acknowledgement.js';
import { autoSubmitted } from './auto-submitted.js';
import { bounceNotice } from './bounce-notice.js';
import { bulk } from './bulk.js';
import { calendar } from './calendar.js';
import { complaint } from './complaint.js';
import { deliveryReport } from './delivery-report.js';
import { gatewayNotice } from './gateway-notice.js';
import { readReceipt } from './read-receipt.js';
import type { Rule } from './rule.js';
import { sesNotification } from './ses-notification.js';
import { vacationSubject } from './vacation-subject.js';
import { vacationText } from './vacation-text.js';
import { vendorAutoReply } from './vendor-auto-reply.js';

/** Raised whenever a rule changes; stored with each verdict, and an upgrade judges nothing again (R10). */
export const rulesVersion = 4;

/**
 * In order; the first that speaks decides. Reports come before bounces because they look like them, and bounces before
 * auto-replies because many say `Auto-Submitted: auto-replied`.
 */
const rules: readonly Rule[] = [
  complaint,
  readReceipt,
  calendar,
  deliveryReport,
  sesNotification,
  bounceNotice,
  gatewayNotice,
  autoSubmitted,
  vendorAutoReply,
  vacationSubject,
  vacationText,
  acknowledgement,
  bulk,
];

/**
 * What kind of mail this is, with the reason. Whether a mail is Thrice's own is decided elsewhere, by its signature.
 * When no rule is sure it is a person's mail: a human answer must never be lost.
 * @param body null while it has not been read
 * @returns `needsBody` when the header alone cannot decide; never when `body` is given
 */
export function classify(header: Header, body: Body | null): Verdict | { readonly needsBody: true } {
  for (const rule of rules) {
    const verdict = rule(header, body);
    if (verdict === 'needs-body') return { needsBody: true };
    if (verdict) return verdict;
  }
  return { kind: 'human', reason: 'no-sign-of-a-machine' };
}
