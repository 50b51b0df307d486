import { type Random, random } from './random.js';
import { personName, sentence } from './words.js';

/** One generated mail and the folder it lies in. */
export interface GeneratedMail {
  readonly folder: 'INBOX' | 'Sent' | 'Archive';
  /** INTERNALDATE, ms UTC. */
  readonly at: number;
  readonly raw: Buffer;
}

const hour = 3600 * 1000;
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A support mailbox: conversations of one to eight mails with customers of 3,000 domains, plain text beside HTML,
 * quotes that grow, an attachment in every sixth mail, and among them bulk mail and out-of-office answers. Headers are
 * of the length that they have at large providers: chains of Received, DKIM, ARC and the like, 4 to 7 KB each.
 */
export function* generateMails(count: number, from: number): Generator<GeneratedMail> {
  const rnd = random(20_26);
  const noise = Array.from({ length: 1 << 20 }, () => base64[rnd.between(0, 63)]).join('');
  let made = 0;
  for (let number = 0; made < count; number++) {
    const party = newParty(number, rnd);
    const bulk = rnd.next() < 0.12;
    const length = Math.min(count - made, bulk ? 1 : rnd.between(1, 8));
    let at = from + Math.floor((number / count) * 2000 * hour) + rnd.between(0, hour);
    const ids: string[] = [];
    for (let i = 0; i < length; i++) {
      const byAgent = i % 2 === 1;
      const id = `${noise.slice(made * 7, made * 7 + 20).replace(/[+/]/g, 'x')}.${made}@${byAgent ? 'example.com' : party.domain}`;
      const raw = mailOf({ party, id, ids, at, byAgent, bulk, number, rnd, noise });
      const folder = byAgent ? 'Sent' : rnd.next() < 0.2 ? 'Archive' : 'INBOX';
      yield { folder, at, raw: Buffer.from(raw) };
      ids.push(id);
      at += rnd.between(1, 40) * hour;
      made++;
    }
  }
}

interface Party {
  readonly name: string;
  readonly address: string;
  readonly domain: string;
  readonly subject: string;
}

interface Making {
  readonly party: Party;
  readonly id: string;
  readonly ids: readonly string[];
  readonly at: number;
  readonly byAgent: boolean;
  readonly bulk: boolean;
  readonly number: number;
  readonly rnd: Random;
  readonly noise: string;
}

function newParty(number: number, rnd: Random): Party {
  const domain = `customer${rnd.between(1, 3000)}.test`;
  const name = personName(rnd);
  return { name, domain, address: `person${number}@${domain}`, subject: sentence(rnd, rnd.between(2, 7)) };
}

function mailOf(making: Making): string {
  const { party, id, ids, at, byAgent, bulk, rnd } = making;
  const support = 'Example Support <support@example.com>';
  const customer = `${word(party.name)} <${party.address}>`;
  const subject = ids.length === 0 ? party.subject : `Re: ${party.subject}`;
  const away = !byAgent && ids.length > 0 && rnd.next() < 0.05;
  return [
    ...(byAgent ? [] : transport(making)),
    `From: ${byAgent ? support : customer}`,
    `To: ${byAgent ? customer : support}`,
    ...(rnd.next() < 0.2 ? [`Cc: ${word(personName(rnd))} <colleague@${party.domain}>`] : []),
    `Subject: ${word(subject)}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}>`,
    ...(ids.length > 0 ? [`In-Reply-To: <${ids.at(-1)}>`] : []),
    ...(ids.length > 0 ? [`References: ${ids.map((one) => `<${one}>`).join('\r\n\t')}`] : []),
    ...(away ? ['Auto-Submitted: auto-replied', 'X-Autoreply: yes'] : []),
    ...(bulk ? [`List-Unsubscribe: <https://${party.domain}/u/1>`, 'Precedence: bulk'] : []),
    'X-Mailer: Microsoft Outlook 16.0',
    'MIME-Version: 1.0',
    ...content(making),
  ].join('\r\n');
}

/** What the servers on the way add: some 4 KB. */
function transport({ party, at, number, rnd, noise }: Making): string[] {
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  const hop = (by: string, from: string): string =>
    `Received: from ${from} (${from} [203.0.113.${number % 250}])\r\n\tby ${by} (Postfix) with ESMTPS id ${slice(noise, rnd, 11)}\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tfor <support@example.com>; ${date}`;
  const signature = (lines: number): string =>
    Array.from({ length: lines }, () => `\r\n\t${slice(noise, rnd, 72)}`).join('');
  const result = `dmarc=pass (policy=none) header.from=${party.domain};\r\n\tspf=pass smtp.mailfrom=${party.domain};\r\n\tdkim=pass header.d=${party.domain} header.s=s1 header.b=${slice(noise, rnd, 8)}`;
  return [
    `Return-Path: <${party.address}>`,
    'Delivered-To: support@example.com',
    hop('mx.example.com', `out.${party.domain}`),
    `Authentication-Results: mx.example.com;\r\n\t${result}`,
    `ARC-Seal: i=1; a=rsa-sha256; t=${Math.floor(at / 1000)}; cv=none; d=relay.test; s=arc;\r\n\tb=${signature(5)}`,
    `ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=relay.test; s=arc;\r\n\th=from:to:subject:date:message-id:mime-version;\r\n\tbh=${slice(noise, rnd, 43)}=;\r\n\tb=${signature(5)}`,
    `ARC-Authentication-Results: i=1; relay.test;\r\n\t${result}`,
    hop(`out.${party.domain}`, `relay7.${party.domain}`),
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${party.domain}; s=s1;\r\n\th=from:to:subject:date:message-id:mime-version:content-type;\r\n\tbh=${slice(noise, rnd, 43)}=;\r\n\tb=${signature(5)}`,
    hop(`relay7.${party.domain}`, `web1.${party.domain}`),
    hop(`web1.${party.domain}`, 'localhost'),
    `X-MS-Exchange-AntiSpam-MessageData-0:${signature(12)}`,
    `X-Google-DKIM-Signature: v=1; a=rsa-sha256; d=1e100.net; s=20230601;\r\n\tb=${signature(5)}`,
    `X-Gm-Message-State:${signature(4)}`,
  ];
}

function content({ rnd, noise, ids }: Making): string[] {
  const text = Array.from({ length: rnd.between(3, 20) }, () => sentence(rnd, 11));
  for (let depth = 0; depth < ids.length; depth++)
    text.push('', 'On Monday somebody wrote:', ...Array.from({ length: 8 }, () => `> ${sentence(rnd, 10)}`));
  const html = text.map((line) => `<p style="margin:0 0 1em 0;font-family:Arial">${line}</p>`);
  const alternative = [
    'Content-Type: multipart/alternative; boundary="alt"',
    '',
    ...['--alt', 'Content-Type: text/plain; charset=utf-8', '', ...text],
    ...['--alt', 'Content-Type: text/html; charset=utf-8', '', '<html><body>', ...html, '</body></html>'],
    ...['--alt--', ''],
  ];
  if (rnd.next() > 1 / 6) return alternative;
  const lines = rnd.between(700, 7000);
  const attachment = Array.from({ length: lines }, (_, i) =>
    noise.slice((i * 76) % 900_000, ((i * 76) % 900_000) + 76),
  );
  return [
    'Content-Type: multipart/mixed; boundary="mixed"',
    '',
    ...['--mixed', ...alternative],
    ...['--mixed', 'Content-Type: application/pdf; name="document.pdf"', 'Content-Transfer-Encoding: base64'],
    ...['Content-Disposition: attachment; filename="document.pdf"', '', ...attachment, '--mixed--', ''],
  ];
}

function slice(noise: string, rnd: Random, length: number): string {
  const at = rnd.between(0, noise.length - length);
  return noise.slice(at, at + length);
}

/** An encoded word (RFC 2047) where the text is not ASCII. */
function word(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=` : text;
}
