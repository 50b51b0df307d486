/** How long an input is at most, in characters or bytes. */
export const megabyte = 1_000_000;

/** A text of one megabyte that repeats a token. */
export function repeated(token: string, length = megabyte): string {
  return token.repeat(Math.ceil(length / token.length)).slice(0, length);
}

/** Tokens that begin something which a reader of mail looks for, so that a megabyte of them tries it again and again. */
export const tokens: readonly string[] = [
  ...'a1 .,;:-_=*#>|<&"\'\\/()[]{}@?!\n\r\t\u0000é日👍а',
  '\t \n',
  ' \n',
  '\r\n',
  '> ',
  '> > ',
  '>\n',
  '(((',
  '())',
  '((a) ',
  '<a',
  '<div>',
  '<p class="',
  '</blockquote>',
  '<blockquote type=cite>',
  '<!--',
  '&#',
  '&amp',
  '=?utf-8?Q?',
  '=?utf-8?B?',
  '=?utf-8?Q?=C3?= ',
  '=C3',
  '=\n',
  'a@',
  'a@b.',
  '<a@b.c> ',
  '<a@b.c>,',
  '"a\\" ',
  'a b <a@b.c>; ',
  'Re: ',
  'Re[2]: ',
  'Fwd: AW: ',
  '(fwd) ',
  'On ',
  'On Mon, 2 Mar 2026 at 10:00, ',
  'Am 2.3.2026 ',
  'Le 2 mars ',
  'W dniu 2 ',
  'wrote: ',
  'On x wrote:\n',
  'schrieb a ',
  'a écrit :\n',
  'pisze:',
  '2026 <a@b.c> ',
  'From: ',
  'From: a\nSent: b\nTo: c\n\n',
  'Von: a\n',
  '-----Original Message-----\n',
  '----- ',
  '________',
  '--\n',
  '-- \nA\n',
  'Sent from my ',
  'Gesendet von ',
  'Best regards\n',
  'Mit freundlichen ',
  'thanks ',
  'Thanks, works now! ',
  'danke, ',
  'glad it works now. ',
  'dzięki ',
  'back on ',
  'until 5 December ',
  'from 1 to 5 ',
  'bis 05.12. ',
  'am ',
  'wracam 5 grudnia ',
  "jusqu'au 5 ",
  '5/12/',
  '12月5日',
  '12:00 ',
  'Mon, 02 Mar 2026 10:00:00 +0100 ',
  'Mon, 02 (Mar ',
  '+0100 (',
  'dmarc=pass ',
  'dmarc=pass (a) header.from=b; ',
  'a; spf=pass smtp.mailfrom=a@b; ',
  'dkim=pass header.d=',
  'from a by b with esmtpsa id c; ',
  'with ESMTPSA (',
  '550 5.1.1 ',
  '5.1.1',
  '1.2.3.4 ',
  'a@b.c\n550 User unknown\n',
  'Final-Recipient: rfc822;a@b.c\nStatus: 5.1.1\n\n',
  'Diagnostic-Code: smtp; 550 ',
  'Action: failed\n',
  '"bouncedRecipients":[{"emailAddress":"',
  '{"a":',
  'charset=',
  'boundary="',
  'a="b"; ',
  "name*0*=utf-8''%C3; ",
  'could not be delivered ',
  'The following address(es) failed:\n',
  'Message-ID: <a@b>\n',
  'out of office ',
  'Automatic reply: ',
  'BEGIN:VCALENDAR\n',
];

/** Fields whose values somebody takes apart. */
export const fields: readonly string[] = [
  'From',
  'To',
  'Sender',
  'Subject',
  'Message-ID',
  'References',
  'Date',
  'Received',
  'Authentication-Results',
  'Content-Type',
  'Content-Language',
  'Auto-Submitted',
  'Precedence',
  'X-Failed-Recipients',
  'List-Post',
];

const head =
  'From: A <a@customer.example>\r\nTo: support@example.com\r\nSubject: Re: x\r\nMessage-ID: <1@x>\r\n';

/** A mail with one huge field. */
export function mailWithField(name: string, value: string): Buffer {
  return Buffer.from(`${head.replace(`${name}: `, 'X-Was: ')}${name}: ${value}\r\n\r\nHello\r\n`);
}

/** A mail whose body is the text as a given type. */
export function mailWithBody(type: string, text: string, more = ''): Buffer {
  return Buffer.from(`${head}MIME-Version: 1.0\r\nContent-Type: ${type}\r\n${more}\r\n${text}\r\n`);
}

/** A delivery report (RFC 3464) with the text as its notice and as its status part. */
export function reportWith(text: string): Buffer {
  const half = text.slice(0, text.length / 2);
  const part = (type: string, content: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
  return mailWithBody(
    'multipart/report; report-type=delivery-status; boundary=b',
    `${part('text/plain', half)}${part('message/delivery-status', half)}--b--`,
  );
}

/** Mails whose structure is the trouble; each about a megabyte. */
export const structures: Readonly<Record<string, () => Buffer>> = {
  'multipart in multipart': () =>
    mailWithBody(
      'multipart/mixed; boundary=b',
      repeated('--b\nContent-Type: multipart/mixed; boundary=b\n\n'),
    ),
  'multipart in multipart, each with its own boundary': () => {
    let text = '';
    for (let n = 0; text.length < megabyte; n++)
      text += `--b${n}\nContent-Type: multipart/mixed; boundary=b${n + 1}\n\n`;
    return mailWithBody('multipart/mixed; boundary=b0', text);
  },
  'mail in mail': () => mailWithBody('message/rfc822', repeated('Content-Type: message/rfc822\n\n')),
  '10,000 parts of text': () =>
    mailWithBody(
      'multipart/mixed; boundary=b',
      '--b\nContent-Type: text/plain\n\nHello there, everybody\n'.repeat(10_000),
    ),
  '10,000 parts of HTML': () =>
    mailWithBody(
      'multipart/alternative; boundary=b',
      '--b\nContent-Type: text/html\n\n<p>Hello<br>you\n'.repeat(10_000),
    ),
  '10,000 attachments': () =>
    mailWithBody(
      'multipart/mixed; boundary=b',
      '--b\nContent-Type: image/png; name=a.png\nContent-Disposition: attachment; filename=a\n\nx\n'.repeat(
        10_000,
      ),
    ),
  '10,000 delivery reports': () =>
    mailWithBody(
      'multipart/report; report-type=delivery-status; boundary=b',
      '--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.c\nAction: failed\n\n'.repeat(
        10_000,
      ),
    ),
  'one report with 20,000 recipients': () =>
    reportWith(repeated('Final-Recipient: rfc822; a@b.c\nAction: failed\nStatus: 5.1.1\n\n', 2 * megabyte)),
  '100,000 headers': () => Buffer.from(`${'X-A: b\r\n'.repeat(100_000)}${head}\r\nHello`),
  '40,000 Received': () => Buffer.from(`${'Received: from a by b; x\r\n'.repeat(40_000)}${head}\r\nHello`),
  '20,000 Authentication-Results': () =>
    Buffer.from(
      `${'Authentication-Results: a; dmarc=pass header.from=b\r\n'.repeat(20_000)}${head}\r\nHello`,
    ),
  'a field in 300,000 lines': () => Buffer.from(`${head}Subject: a\r\n${' b\r\n'.repeat(300_000)}\r\nHello`),
  'a header that never ends': () => Buffer.from(`${head}${repeated('X-Y: z\n')}`),
  'no line end at all': () => Buffer.from(`Subject: ${repeated('x')}`),
  'base64 that is none': () =>
    mailWithBody('text/plain', repeated('!!!!\n'), 'Content-Transfer-Encoding: base64\r\n'),
  'base64 without line ends': () =>
    mailWithBody('text/html', repeated('PGRpdj4K'), 'Content-Transfer-Encoding: base64\r\n'),
  'quoted-printable, only soft breaks': () =>
    mailWithBody('text/plain', repeated('=\r\n'), 'Content-Transfer-Encoding: quoted-printable\r\n'),
  'UTF-7': () => mailWithBody('text/plain; charset=utf-7', repeated('+AGE-')),
  'ISO-2022-JP, only escapes': () =>
    mailWithBody('text/plain; charset=iso-2022-jp', repeated('\u001b$B\u001b(B')),
  'flowed text': () => mailWithBody('text/plain; format=flowed; delsp=yes', repeated('a \n')),
  'a mail of nothing but zeros': () => Buffer.alloc(megabyte),
  'a mail of nothing but line ends': () => Buffer.alloc(megabyte, 10),
};
