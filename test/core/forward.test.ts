import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldBlock } from '../../src/core/message/field-block.js';
import { forwardMark, isUnattended } from '../../src/core/message/forward.js';
import type { Forwarded } from '../../src/core/message/message.js';
import { forwardedIn, resentBy } from '../../src/mail/forwarded.js';
import { linesOfHtml } from '../../src/mail/forwarded-html.js';
import { parseBody } from '../../src/mail/parse-body.js';
import { parseHeader } from '../../src/mail/parse-header.js';
import { originalAuthor } from '../../src/mail/rewritten-from.js';
import { costsAtMost } from '../cost.js';

const fixtures = join(import.meta.dirname, '../fixtures/mails/forward');

async function read(raw: Buffer): Promise<Forwarded | null> {
  return forwardedIn(parseHeader(raw), await parseBody(raw));
}

const maria = { name: 'Maria Keller', address: 'maria@customer.test' };
const id = 'reply@customer.test';

describe('the mail that a forward holds', () => {
  it.each<[string, Forwarded]>([
    ['gmail-inline', { from: maria, subject: 'Re: Invoice 17', id }],
    ['apple-inline', { from: maria, subject: 'Re: Invoice 17' }],
    ['outlook-inline-german', { from: maria, subject: 'AW: Rechnung 17' }],
    ['outlook-html-only', { from: maria, subject: 'RE: Invoice 17' }],
    ['thunderbird-inline-french', { from: maria, subject: 'Re: Facture 17', id, ids: [id] }],
    ...['attached', 'attached-to-a-new-mail', 'attached-to-a-notice-answer'].map(
      (file): [string, Forwarded] => [
        file,
        {
          from: maria,
          subject: 'Re: Invoice 17',
          id,
          ids: [id, 'ask@example.com', 'question@customer.test'],
        },
      ],
    ),
    // Whose mail it is, is the config's word.
    [
      'near-attached-colleague',
      {
        from: { name: 'Ben Vogt', address: 'ben@example.com' },
        subject: 'Re: Invoice 17',
        id,
        ids: [id, 'ask@example.com', 'question@customer.test'],
      },
    ],
  ])('%s', async (file, expected) => {
    expect(await read(readFileSync(join(fixtures, `${file}.eml`)))).toEqual(expected);
  });

  it.each([
    'near-attached-bounce',
    'near-attached-vacation',
    'near-inline-vacation',
    'near-inline-no-reply',
    'near-inline-name-only',
    'near-reply-with-block',
    'near-reply-to-a-forward',
  ])('%s: none', async (file) => {
    expect(await read(readFileSync(join(fixtures, `${file}.eml`)))).toBeNull();
  });

  it('takes the first mail of a person among several attached ones', async () => {
    const raw = readFileSync(join(fixtures, 'near-attached-bounce.eml'), 'latin1');
    const more =
      '--b1\r\nContent-Type: message/rfc822\r\n\r\nFrom: tom@customer.test\r\nMessage-ID: <t@customer.test>\r\n\r\nHi\r\n--b1--';
    const two = raw.replace(/--b1--\s*$/, more);
    expect(await read(Buffer.from(two, 'latin1'))).toMatchObject({ from: { address: 'tom@customer.test' } });
  });

  it('knows who sent a mail on as it was', () => {
    const raw = `Resent-From: Anna <anna@example.com>\nFrom: maria@customer.test\n\n`;
    expect(resentBy(parseHeader(Buffer.from(raw)))).toEqual({ name: 'Anna', address: 'anna@example.com' });
    expect(resentBy(parseHeader(Buffer.from('From: maria@customer.test\n\n')))).toBeNull();
  });
});

/** One header block a language, as Outlook, Gmail, Apple Mail, Thunderbird and their webmails write them. */
const blocks: [string, string, string][] = [
  ['en', 'From|Sent|To|Subject', ': '],
  ['de', 'Von|Gesendet|An|Betreff', ': '],
  ['de (Apple)', 'Von|Betreff|Datum|An', ': '],
  ['fr', 'De|Envoyé|À|Objet', ' : '],
  ['fr (Gmail)', 'De|Date|Subject|To', ': '],
  ['es', 'De|Enviado el|Para|Asunto', ': '],
  ['es (Apple)', 'De|Asunto|Fecha|Para', ': '],
  ['it', 'Da|Inviato|A|Oggetto', ': '],
  ['it (Thunderbird)', 'Oggetto|Data|Mittente|A', ': '],
  ['pt', 'De|Enviada em|Para|Assunto', ': '],
  ['nl', 'Van|Verzonden|Aan|Onderwerp', ': '],
  ['pl', 'Od|Wysłano|Do|Temat', ': '],
  ['pl (Thunderbird)', 'Temat|Data|Nadawca|Adresat', ': '],
  ['sv', 'Från|Skickat|Till|Ämne', ': '],
  ['da', 'Fra|Sendt|Til|Emne', ': '],
  ['no', 'Fra|Dato|Til|Emne', ': '],
  ['fi', 'Lähettäjä|Lähetetty|Vastaanottaja|Aihe', ': '],
  ['cs', 'Od|Odesláno|Komu|Předmět', ': '],
  ['sk', 'Od|Dátum|Komu|Predmet', ': '],
  ['hu', 'Feladó|Elküldve|Címzett|Tárgy', ': '],
  ['ro', 'De la|Trimis|Către|Subiect', ': '],
  ['el', 'Από|Ημερομηνία|Προς|Θέμα', ': '],
  ['ru', 'От|Отправлено|Кому|Тема', ': '],
  ['ru (Thunderbird)', 'Тема|Дата|От|Кому', ': '],
  ['uk', 'Від|Надіслано|Кому|Тема', ': '],
  ['tr', 'Kimden|Gönderildi|Kime|Konu', ': '],
  ['ja', '差出人|送信日時|宛先|件名', ': '],
  ['zh', '发件人|发送时间|收件人|主题', '：'],
  ['zh-TW', '寄件者|寄件日期|收件者|主旨', ': '],
  ['ko', '보낸 사람|보낸 날짜|받는 사람|제목', ': '],
];

const subjectWords =
  /^(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|ämne|emne|aihe|předmět|predmet|tárgy|subiect|θέμα|тема|konu|件名|主题|主旨|제목)$/i;
const fromWords =
  /^(?:from|von|de|de la|da|mittente|van|od|nadawca|från|fra|lähettäjä|feladó|από|от|від|kimden|差出人|发件人|寄件者|보낸 사람)$/i;

function block(labels: string, colon: string, decorate = (label: string): string => label): string {
  return labels
    .split('|')
    .map((label) => {
      const value = fromWords.test(label)
        ? 'Maria Keller <maria@customer.test>'
        : subjectWords.test(label)
          ? 'Re: Invoice 17'
          : 'some value 2026';
      return `${decorate(label)}${colon}${value}`;
    })
    .join('\n');
}

describe('header blocks', () => {
  it.each(blocks)('%s', (_, labels, colon) => {
    const found = { from: maria, subject: 'Re: Invoice 17', text: 'Words.' };
    const plain = `A remark.\n\n${block(labels, colon)}\n\nWords.`;
    expect(fieldBlock(plain)).toMatchObject(found);
    const bold = block(labels, `${colon.trimEnd()}* `, (label) => `*${label}`);
    expect(fieldBlock(`Remark\n\n${bold}\n\nWords.`)).toMatchObject(found);
    const quoted = block(labels, colon).replace(/^/gm, '> ');
    expect(fieldBlock(`Remark\n> Begin forwarded message:\n>\n${quoted}\n>\n> Words.`)).toMatchObject({
      from: maria,
    });
  });

  it.each([
    ['a sender without an address', 'From: Maria\nSent: today\nTo: Anna\nSubject: x'],
    ['a sender alone', 'From: Maria <maria@customer.test>\n\nHello'],
    ['two fields', 'From: maria@customer.test\nSubject: x\n\nHello'],
    ['fields without a sender', 'Sent: today\nTo: maria@customer.test\nSubject: x'],
    ['words with colons', 'Hello: there\nTo: you\nPlease note: maria@customer.test'],
  ])('%s is none', (_, text) => {
    expect(fieldBlock(text)).toBeNull();
  });

  it('reads addresses as clients write them', () => {
    const of = (value: string): unknown => fieldBlock(`From: ${value}\nTo: x\nSubject: y`)?.from;
    for (const value of [
      'Maria Keller [mailto:maria@customer.test]',
      '"Maria Keller" <maria@customer.test<mailto:maria@customer.test>>',
      'Maria Keller <MARIA@customer.test>',
      '*Maria Keller* <maria@customer.test>',
    ])
      expect(of(value), value).toEqual(maria);
    expect(of('maria@customer.test <mailto:maria@customer.test>')).toEqual({ ...maria, name: '' });
  });

  it.each<[string, string]>([
    ['fields without end', 'From: x\n'.repeat(120_000)],
    ['one long line', `From: ${'a'.repeat(1_000_000)}`],
    ['at signs', `From: ${'@'.repeat(1_000_000)}\nTo: x\nSubject: y`],
    ['spaces', `From:${' '.repeat(1_000_000)}x`],
    ['bold marks', `${'*From:* '.repeat(120_000)}\n`],
    ['quote marks', '> '.repeat(500_000)],
    ['folded lines', `To: a\n${' b,\n'.repeat(250_000)}`],
  ])('are looked for in less than a second: %s', async (_, text) => {
    for (const input of [text, text.replaceAll(/[a :]/g, '<'), text.replaceAll(/[a :]/g, '&')])
      for (const look of [fieldBlock, linesOfHtml]) await costsAtMost(1000, () => look(input), look.name);
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        fieldBlock(`From: ${text}\nTo: ${text}\n${text}\nSubject: x`);
        linesOfHtml(text);
      }),
    );
  });
});

describe('the subject of a forward', () => {
  it.each([
    'Fwd: x',
    'FW: x',
    'WG: x',
    'PD: x',
    'TR : x',
    'RV: x',
    'I: x',
    'VS: x',
    'Vb: x',
    'ENC: x',
    'Doorst: x',
    'İLT: x',
    'VL: x',
    'Továbbítás: x',
    'ΠΡΘ: x',
    'Пересл: x',
    '转发：x',
    '轉寄: x',
    '転送: x',
    '전달: x',
    '[#12] Fwd: x',
    'Fw[2]: x',
    '[Fwd: x]',
    'x (fwd)',
  ])('%s', (subject) => {
    expect(forwardMark(subject)).not.toBeNull();
  });

  it.each(['Re: Fwd: x', 'AW: WG: x', 'Fwd x', 'x', 'Invoice: x', 'Trip: x', 'Ivan: x'])(
    '%s is none',
    (subject) => {
      expect(forwardMark(subject)).toBeNull();
    },
  );

  it('"VS:" over a Finnish block is a reply', async () => {
    const mail = (labels: string): Buffer =>
      Buffer.from(`From: anna@example.com\nSubject: VS: Lasku\n\nHei\n\n${block(labels, ': ')}\n\nText`);
    expect(await read(mail('Lähettäjä|Lähetetty|Vastaanottaja|Aihe'))).toBeNull();
    expect(await read(mail('Fra|Sendt|Til|Emne'))).toMatchObject({ from: maria });
  });
});

describe('mailboxes that nobody reads', () => {
  it.each([
    'no-reply',
    'noreply',
    'noreply-billing',
    'do_not_reply',
    'MAILER-DAEMON',
    'postmaster',
    'bounces+17',
    'shop.noreply',
  ])('%s', (name) => expect(isUnattended(`${name}@customer.test`)).toBe(true));
  it.each(['maria', 'norbert', 'nora.reply', 'support', 'info', 'bouncer'])('%s is read', (name) =>
    expect(isUnattended(`${name}@customer.test`)).toBe(false),
  );
});

describe('who wrote what a list or form rewrote (R8)', () => {
  const author = (...lines: string[]): string | null =>
    originalAuthor(parseHeader(Buffer.from(`${lines.join('\n')}\n\n`)))?.address ?? null;
  const group = ['X-Google-Group-Id: 123456', 'List-Id: <support.example.com>'];
  const list = ['List-Post: <mailto:list@lists.example.org>', 'List-Id: <list.lists.example.org>'];
  it.each<[string, string[], string | null]>([
    [
      'X-Original-From',
      ['From: support@example.com', 'X-Original-From: Maria <maria@customer.test>'],
      'maria@customer.test',
    ],
    [
      'a group that names the sender only',
      [
        ...group,
        `From: "'Maria' via Support" <support@example.com>`,
        'X-Original-Sender: maria@customer.test',
      ],
      'maria@customer.test',
    ],
    [
      'a group whose answers go to the poster',
      [
        ...group,
        `From: "'Maria' via Support" <support@example.com>`,
        'Reply-To: Maria <maria@customer.test>',
      ],
      'maria@customer.test',
    ],
    [
      'a group that rewrote nothing',
      [...group, 'From: anna@example.com', 'X-Original-Sender: x@customer.test'],
      null,
    ],
    [
      'Mailman',
      [...list, 'From: Maria via List <list@lists.example.org>', 'Reply-To: maria@customer.test'],
      'maria@customer.test',
    ],
    [
      'Mailman with answers to the list',
      [
        ...list,
        'From: Maria via List <list@lists.example.org>',
        'Reply-To: list@lists.example.org',
        'Cc: Tom <tom@x.test>, Maria <maria@customer.test>',
      ],
      'maria@customer.test',
    ],
    [
      'groups.io',
      [...list, 'From: Maria via groups.io <maria=customer.test@groups.example>'],
      'maria@customer.test',
    ],
    [
      'a list that rewrote nothing',
      [...list, 'From: maria@customer.test', 'Reply-To: list@lists.example.org'],
      null,
    ],
    ['no list', ['From: Maria via Phone <m@customer.test>', 'Reply-To: maria@customer.test'], null],
  ])('%s', (_, lines, address) => {
    expect(author(...lines)).toBe(address);
  });
});
