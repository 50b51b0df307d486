import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { anna, bot, hour, maria, type Stage } from './stage.js';

/** The matter that most scenarios are about: a customer asks, an agent answers with the bot in Cc. */

export const question = 'question@customer.test';
export const ask = 'ask@example.com';

/** The first reading, the customer's question and the agent's answer with the bot in Cc. */
export async function begin(stage: Stage, n = ''): Promise<void> {
  await stage.pass();
  stage.now += hour;
  ask0(stage, n);
  await stage.pass();
}

export function ask0(stage: Stage, n = ''): void {
  const customer = n === '' ? maria : `customer${n}@customer.test`;
  const subject = `Invoice ${n || '17'}`;
  stage.deliver({ from: customer, to: bot, id: `${n}${question}`, subject, text: 'How do I pay?' });
  stage.now += hour;
  stage.deliver({
    from: `Anna <${anna}>`,
    to: customer,
    cc: bot,
    subject: `Re: ${subject}`,
    id: `${n}${ask}`,
    inReplyTo: `${n}${question}`,
  });
}

export const reply = {
  from: `Maria <${maria}>`,
  to: bot,
  id: 'reply@customer.test',
  inReplyTo: ask,
  text: 'Done.',
};

/** Does something right when the first claim reaches the mailbox, which is before the mail's MAIL FROM. */
export function onClaim(of: Stage, act: () => void): () => number {
  let times = 0;
  const box = of.sandbox.mailbox(bot);
  const timer = setInterval(() => {
    if (times > 0 || !box.folders().includes('Thrice')) return;
    if (!box.mails('Thrice').some(({ raw }) => raw.includes('Subject: About to send'))) return;
    times += 1;
    act();
    clearInterval(timer);
  }, 0);
  return () => {
    clearInterval(timer);
    return times;
  };
}

/** A server's report that `address` does not exist, about the mail with the id `original`. */
export function bounceMail(original: string, address: string, at: number): Buffer {
  const lines = [
    'From: MAILER-DAEMON@mx.test',
    `To: ${bot}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <bounce@mx.test>',
    `References: <${original}>`,
    `Date: ${new Date(at).toUTCString()}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'No such user.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.test',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${original}>`,
    '',
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** The state as people see it, without what is about the moment. */
export async function list(stage: Stage) {
  const entries = await stage.conversations();
  return entries
    .map(({ derived }) => ({
      id: derived.id,
      status: derived.status,
      outcome: derived.outcome,
      stagesSent: derived.stagesSent,
      uncertain: derived.uncertain,
      next: derived.next && { stage: derived.next.stage, at: derived.next.at, heldBy: derived.next.heldBy },
      notices: derived.notices.length,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const dataOf = (stage: Stage): string => join(stage.folder, 'data');
export const forget = (stage: Stage): void => rmSync(dataOf(stage), { recursive: true, force: true });

/** Nothing can be sent: whatever tries fails, and what would try is seen by its claim. */
export function deadSmtp(stage: Stage): Record<string, unknown> {
  const imap = { host: '127.0.0.1', port: stage.sandbox.imapPort, security: 'none' };
  const smtp = { host: '127.0.0.1', port: 1, security: 'none' };
  return { mailbox: { address: bot, name: 'Example Support', password: 'secret', imap, smtp } };
}
