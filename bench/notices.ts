const head = (from: string, subject: string, ...more: readonly string[]): string =>
  [
    `From: ${from}`,
    'To: support@example.com',
    `Subject: ${subject}`,
    'Message-ID: <n1@mx.customer.test>',
    'Date: Mon, 02 Mar 2026 10:00:00 +0000',
    ...more,
    '',
    '',
  ].join('\r\n');

const daemon = 'Mail Delivery System <MAILER-DAEMON@mx.customer.test>';
const original = [
  'From: support@example.com',
  'To: person1@customer.test',
  'Subject: Re: Invoice',
  'Message-ID: <o1@example.com>',
  '',
  'Hello, could you send us the log file of the export, please?',
  '',
].join('\r\n');

/** Mails that machines write: a report, a notice in words, a delay, absences with and without a header. */
export function notices(): Buffer[] {
  const part = (type: string, text: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
  const report = (action: string, status: string) =>
    head(
      daemon,
      'Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    ) +
    part(
      'text/plain',
      'This is the mail system. Your message could not be delivered to one or more recipients.',
    ) +
    part(
      'message/delivery-status',
      `Reporting-MTA: dns; mx.customer.test\r\n\r\nFinal-Recipient: rfc822; person1@customer.test\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 ${status} User unknown\r\n`,
    ) +
    part('message/rfc822', original) +
    '--b--\r\n';
  return [
    report('failed', '5.1.1'),
    report('delayed', '4.4.1'),
    head(
      daemon,
      'Mail delivery failed: returning message to sender',
      'X-Failed-Recipients: person1@customer.test',
    ) +
      `This message was created automatically by mail delivery software.\r\n\r\nA message that you sent could not be delivered to one or more of its\r\nrecipients. This is a permanent error. The following address(es) failed:\r\n\r\n  person1@customer.test\r\n    550 5.1.1 User unknown\r\n\r\n------ This is a copy of the message, including all the headers. ------\r\n\r\n${original}`,
    head('Maria <person1@customer.test>', 'Automatic reply: Invoice', 'Auto-Submitted: auto-replied') +
      'Thank you for your mail. I am out of the office and will be back on 9 March.\r\n',
    head('Maria <person1@customer.test>', 'Abwesenheitsnotiz') +
      'Vielen Dank für Ihre Nachricht. Ich bin bis 09.03. nicht im Büro.\r\n',
  ].map((text) => Buffer.from(text));
}
