import { describe, expect, test } from 'vitest';
import { isOnlyOrders } from '../../src/core/order/parse.js';
import { newText } from '../../src/mail/reply-text.js';
import { costsAtMost } from '../cost.js';
import { office, wednesday } from './order-table.js';

const context = { calendar: office, at: wednesday };
/** Of a plain mail of Anna Meier, and of the same text as it stands, since HTML may hide less of a signature. */
function areOnlyOrders(text: string): readonly boolean[] {
  const read = newText({ text, html: null, reports: [] });
  return [isOnlyOrders(read, context, 'Anna Meier'), isOnlyOrders(text, context, 'Anna Meier')];
}

const english =
  'This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, please delete it.';
const wrapped =
  'This message is for the sole use of the intended recipient(s) and\nmay contain privileged information. Any unauthorized review, use\nor disclosure is prohibited. If you have received it in error,\nplease contact the sender and destroy all copies. Thank you.';
const german =
  'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, vernichten Sie diese E-Mail bitte.';
const polish =
  'Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeżeli otrzymali ją Państwo przez pomyłkę, prosimy o powiadomienie nadawcy i jej usunięcie.';
const gmbh =
  'Example GmbH, Hauptstraße 1, 10115 Berlin\nGeschäftsführer: Max Muster\nAmtsgericht Charlottenburg, HRB 12345';
const spzoo =
  'Example Sp. z o.o.\nul. Prosta 1, 00-001 Warszawa\nSąd Rejonowy dla m.st. Warszawy, XII Wydział Gospodarczy KRS, KRS: 0000123456\nNIP: 123-456-78-90, REGON: 123456789, kapitał zakładowy: 50 000,00 zł';

describe('what firms put below every mail says nothing', () => {
  test.each([
    ['a disclaimer', english],
    ['wrapped', wrapped],
    ['German', german],
    ['German in ASCII', german.replaceAll('ä', 'ae')],
    ['Polish', polish],
    ['a heading', `Disclaimer:\n${english}`],
    ['two paragraphs and where to read more', `${english}\n\nPlease notify the sender.\n\nwww.example.com`],
    [
      'several languages',
      `${german}\n\n${english}\n\nPlease consider the environment before printing this e-mail.`,
    ],
    [
      'a rare word and a firm',
      `${english} Example Ltd accepts no liability for any damage caused by any virus.`,
    ],
    ['name and disclaimer', `Anna Meier\nSupport | Example Ltd\n\n${english}`],
    ['directly below the name', `Anna Meier\nSupport\n${english}`],
    ['name and register', `Anna Meier\n\n${gmbh}`],
    ['register and disclaimer without a line between them', `Anna Meier\n\n${gmbh}\n${german}`],
    ['ruler and register', `____________________\n${gmbh}`],
    [
      'one line',
      'Example AG | Sitz: Köln | Amtsgericht Köln HRB 12345 | Vorstand: Max Muster | USt-IdNr. DE123456789',
    ],
    ['Polish register', `Anna Meier\n${spzoo}`],
    [
      'English register',
      'Example Ltd is a company registered in England and Wales with number 01234567.\nRegistered office: 1 High Street, London SW1A 1AA',
    ],
    ['Austrian register', 'Example GmbH\nFN 123456a, Handelsgericht Wien, UID: ATU12345678'],
    ['Polish sign-off and disclaimer', `Pozdrawiam\nAnna Meier\n\n${polish}`],
    [
      'German sign-off, register and disclaimer',
      `Mit freundlichen Grüßen\nAnna Meier\n\n${gmbh}\n\n${german}`,
    ],
  ])('%s', (_, below) => {
    expect(areOnlyOrders(`list\n\n${below}`)).toEqual([true, true]);
    expect(areOnlyOrders(`close k3f9w2m8xq\r\n\r\n${below.replaceAll('\n', '\r\n')}`)).toEqual([true, true]);
  });
});

/** Sentences and notes of a colleague, also in the words of a disclaimer. */
const said = [
  'The customer has phoned me.',
  'This e-mail is confidential. The customer has phoned me.',
  'This is confidential: the customer has phoned me.',
  'This message is confidential, please do not forward it to the customer.',
  'I have scanned the contract for viruses.',
  'Please keep this information confidential.',
  'Please contact the sender.',
  'Please do not delete this message.',
  'Please print this document.',
  'Please check the attachment for viruses.',
  'Please read our privacy policy.',
  'The mail was sent to the wrong address.',
  'Is this message confidential, as it contains personal data?',
  'Diese E-Mail ist vertraulich: Der Kunde will sein Geld zurück.',
  'Diese Nachricht ist vertraulich. Der Kunde ist Herr Müller.',
  'Bitte den Vertrag ausdrucken.',
  'Die Daten sind falsch.',
  'Unser Geschäftsführer: Herr Müller ist krank',
  'Ta wiadomość jest poufna, klient dzwonił dzisiaj.',
  'Montag: Müller\nDienstag: Schmidt',
  '10:00 Müller\n11:00 Schmidt',
  'Datenschutz\nUmwelt\nVertrag',
  'Rechnung 4711, Müller GmbH',
  'Registered office: please phone them',
  'See www.example.com/ticket/5',
  'Sent from my phone, please call the customer',
];

describe('what a colleague writes is none of it', () => {
  test.each(said)('%j', (words) => {
    expect(areOnlyOrders(`list\n\n${words}`)).toEqual([false, false]);
    for (const below of [english, polish, gmbh, `${gmbh}\n${german}`]) {
      expect(areOnlyOrders(`list\n\n${words}\n\n${below}`)).toEqual([false, false]);
      expect(areOnlyOrders(`list\n\n${words}\n${below}`)).toEqual([false, false]);
    }
  });

  test('nor what stands below it', () => {
    for (const below of [english, polish, gmbh])
      expect(isOnlyOrders(`list\n\n${below}\n\nThe customer has phoned me.`, context)).toBe(false);
  });

  test('a note that only looks like the register is none', () => {
    for (const note of ['Directors: Tom and Ben', 'Sitz: Raum 5', 'Geschäftsführer: Max Muster'])
      expect(isOnlyOrders(`list\n\n${note}`, context)).toBe(false);
    expect(isOnlyOrders(`list\n\nDirectors: Tom and Ben\n\n${gmbh}`, context)).toBe(false);
  });
});

describe('phones and mail programs', () => {
  test.each([
    'Outlook für iOS<https://aka.ms/o0ukef> beziehen',
    'Laden Sie Outlook für Android<https://aka.ms/AAb9ysg> herunter',
    'Pobierz program Outlook dla systemu iOS<https://aka.ms/o0ukef>',
    'Sent from my phone, please excuse typos',
    'Wysłane z telefonu, przepraszam za literówki',
  ])('%j', (footer) => {
    const text = newText({ text: `list\n\n${footer}`, html: null, reports: [] });
    expect(isOnlyOrders(text, context)).toBe(true);
  });
});

test.each([
  'A\n',
  'Anna\n',
  'confidential ',
  'this e-mail is confidential and intended\n',
  'a@',
  'Geschäftsführer: A\nHRB 1\n',
  'Przedsiębiorstwa ',
  'intended\t',
  '-',
  'zzz. ',
  'www.',
])('the most that is looked at of %j takes bounded time', async (piece) => {
  const below = piece.repeat(Math.ceil(8_000 / piece.length)).slice(0, 7_900);
  await costsAtMost(5_000, () => isOnlyOrders(`list\n\n${below}`, context, 'Anna'));
});
