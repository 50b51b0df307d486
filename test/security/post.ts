import { anna, maria } from '../cast.js';
import type { Letter, Stage } from '../scenarios/stage.js';

/** What comes into and goes out of the mailbox in more than one of these tests. */

/** The mails of Thrice that lie in the agent's INBOX. */
export function noticesToAnna(stage: Stage): string[] {
  return stage.sandbox
    .mailbox(anna)
    .mails('INBOX')
    .map(({ raw }) => raw.toString('utf8'))
    .filter((raw) => /^X-Thrice:/im.test(raw));
}

/** A report that a mail, named by its id, did not reach Maria (RFC 3464), or one of another type about it (RFC 5965). */
export function report(id: string, type = 'delivery-status'): Required<Pick<Letter, 'headers' | 'text'>> {
  const lines = [
    '--b',
    `Content-Type: message/${type}`,
    '',
    'Reporting-MTA: dns; evil.test',
    '',
    `Final-Recipient: rfc822; ${maria}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${id}>`,
    '',
    '--b--',
  ];
  return {
    headers: [`Content-Type: multipart/report; report-type=${type}; boundary=b`, 'MIME-Version: 1.0'],
    text: lines.join('\r\n'),
  };
}
