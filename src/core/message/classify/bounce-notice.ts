import { fieldOf } from '../fields.js';
import type { Header } from '../message.js';
import { bounceSubject, noticeOf } from './bounce-text.js';
import { judgeReport } from './delivery-report.js';
import type { Rule } from './rule.js';

/**
 * Bounces that are no multipart/report: the notices of Exim, qmail, older Postfix, Sendmail and Exchange, Domino, Gmail
 * and Yahoo. 40 % of all bounces seen are of this sort.
 */
export const bounceNotice: Rule = (header, body) => {
  if (!isCandidate(header)) return null;
  if (body === null) return 'needs-body';
  return judgeReport(header, body) ?? noticeOf(header, body);
};

const daemon = /^(?:mailer-?_?daemon|mail-?daemon|mdaemon|mail-?delivery(?:-?(?:sub)?system)?)$/i;
const postmaster = /^(?:post-?_?master|mmdf|autobounce|bounces?)$/i;
const daemonName =
  /^(?:mailer[ -]?daemon|mail deliver[y]? (?:sub)?system|mail administrator|system administrator)$/i;

/** People do not write from such addresses; a postmaster or a human address must show another sign. */
function isCandidate(header: Header): boolean {
  if (fieldOf(header, 'x-failed-recipients') !== null) return true; // Exim and Gmail
  const raw = fieldOf(header, 'from') ?? '';
  const local = /([^\s<>@"]+)@/.exec(header.from[0]?.address ?? '')?.[1] ?? '';
  if (daemon.test(local) || daemonName.test(header.from[0]?.name ?? '') || /mailer-daemon/i.test(raw))
    return true;
  if (/^\s*(?:<\s*>)?\s*$/.test(raw) && bounceSubject.test(header.subject)) return true; // From: <>
  const nullSender = /^\s*<\s*>/.test(fieldOf(header, 'return-path') ?? '');
  const automatic = /^\s*auto-/i.test(fieldOf(header, 'auto-submitted') ?? '');
  if (postmaster.test(local)) return bounceSubject.test(header.subject) || nullSender || automatic;
  return (nullSender || automatic) && bounceSubject.test(header.subject);
}
