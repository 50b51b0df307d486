import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/message/classify/classify.js';
import { costsAtMost } from '../cost.js';
import { headerOf, kindOf, text } from './classify-mail.js';

const human = 'human no-sign-of-a-machine';

describe('automatic answers by their header', () => {
  it.each<[string, string]>([
    ['Auto-Submitted: auto-replied (vacation)', 'auto-reply auto-submitted'],
    ['Auto-Submitted: auto-generated; x=y', 'auto-reply auto-submitted'],
    ['Auto-Submitted: (a (responder) of ours) Auto-Replied; owner-email="a@b"', 'auto-reply auto-submitted'],
    ['Auto-Submitted: auto-notified', 'auto-reply auto-submitted'],
    ['Auto-Submitted: vacation', 'auto-reply auto-submitted'],
    ['Auto-Submitted: no', human],
    ['Auto-Submitted: No (a person)', human],
    ['Auto-Submitted: (auto-replied) no', human],
    ['Auto-Submitted:', human],
    ['X-Apple-Action: VACATION', 'auto-reply x-apple-action'],
    ['X-Apple-Action: MOVE_TO_FOLDER', human],
    ['X-Autoreply: yes', 'auto-reply x-autoreply'],
    ['X-Autoreply: no', human],
    ['X-Autorespond: Re: Printer', 'auto-reply x-autorespond'],
    ['X-Autoresponse: auto', 'auto-reply x-autoresponse'],
    ['X-Autoresponder: 1.2', 'auto-reply x-autoresponder'],
    ['X-Auto-Reply-From: a@customer.example', 'auto-reply x-auto-reply-from'],
    ['X-Mail-Autoreply: true', 'auto-reply x-mail-autoreply'],
    ['X-Vacation: on', 'auto-reply x-vacation'],
    ['X-HolidayReply: true', 'auto-reply x-holidayreply'],
    ['X-FC-MachineGenerated: true', 'auto-reply x-fc-machinegenerated'],
    ['X-POST-MessageClass: 9; Autoresponder', 'auto-reply x-post-messageclass'],
    ['X-FreeScout-Mail-Type: auto.reply', 'auto-reply x-freescout-mail-type'],
    ['X-FreeScout-Mail-Type: customer.message', human],
    ['X-Cron-Env: <HOME=/root>', 'auto-reply x-cron-env'],
    ['Delivered-To: Autoresponder', 'auto-reply delivered-to'],
    ['Precedence: auto_reply', 'auto-reply precedence'],
    ['Precedence: Auto-Reply', 'auto-reply precedence'],
    ['Preference: auto_reply', 'auto-reply preference'],
    ['Precedence: first-class', human],
    ['Precedence: list', human],
    ['X-Auto-Response-Suppress: All', human],
    ['X-Auto-Response-Suppress: OOF, AutoReply', human],
    ['X-Loop: support@customer.example', human],
    ['Return-Path: <>', human],
  ])('%s', (line, expected) => {
    expect(kindOf([line, 'Subject: Printer'], text('Hello'))).toBe(expected);
  });

  it('does not overrule "Auto-Submitted: no" by any other sign', () => {
    for (const line of ['X-Autoreply: yes', 'Subject: Automatic reply: Printer', 'Precedence: bulk']) {
      expect(kindOf(['Auto-Submitted: no', line], text('I am away.')), line).toBe(human);
    }
  });

  it('tells an Exchange rule’s answer from a mail that a rule passes on', () => {
    const loop = 'X-MS-Exchange-Inbox-Rules-Loop';
    const generated = 'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent';
    expect(kindOf([`${loop}: carl@customer.example`])).toBe('auto-reply x-ms-exchange-inbox-rules-loop');
    expect(kindOf([generated])).toBe('auto-reply x-ms-exchange-generated-message-source');
    // Redirected to us by a mailbox of another company, by a colleague's, and forwarded.
    expect(kindOf([`${loop}: sales@other.example`])).toBe(human);
    expect(kindOf([`${loop}: support@example.com`, 'From: anna@example.com'])).toBe(human);
    expect(kindOf([`${loop}: boss@customer.example`, 'Resent-From: <boss@customer.example>'])).toBe(human);
    expect(kindOf([generated, 'Subject: FW: Printer'])).toBe(human);
  });
});

describe('absence notices by subject, when the text agrees', () => {
  const persons = 'The third printer in the cellar is burning!';
  it.each([
    ['Automatic reply: Printer', 'I am on vacation until Monday.'],
    ['Auto: Printer', 'I am away.'],
    ['[EXTERNAL] Automatic reply: Printer', 'Thank you for your email. I will be back on Monday.'],
    ['Yahoo! Auto Response', 'I am out of office.'],
    ['Out of Office: Printer', 'I am away until Monday.'],
    ['Out of Office AutoReply: Printer', 'I have limited access to e-mail until Monday.'],
    ['I will be out of office until Monday', 'Please contact Anna. I will be back on Monday.'],
    ['Anna Smith is out of the office', 'I will be out of the office starting 12/01/2026.'],
    ['Anna Smith: OOO', 'I am travelling this week. Call Bob at +1 555 123456.'],
    ['This is an automated response', 'Your message was received.'],
    ['Abwesenheitsnotiz', 'Ich bin ab Montag wieder im Büro erreichbar.'],
    ['Automatische Antwort: Drucker', 'Ich bin bis Montag im Urlaub.'],
    ['Automatische Antwort: Drucker', 'Vielen Dank für Ihre Nachricht. Sie wird nicht weitergeleitet.'],
    ['Réponse automatique : Imprimante', 'Je suis en congé, de retour lundi.'],
    ['Respuesta automática: x', 'Estoy de vacaciones.'],
    ['Risposta automatica: x', 'Sono in ferie.'],
    ['Fuori ufficio', 'Rientrerò lunedì.'],
    ['Resposta automática: x', 'Estou de férias até segunda-feira.'],
    ['Automatisch antwoord: x', 'Ik ben met vakantie.'],
    ['Odpowiedź automatyczna: x', 'Jestem na urlopie do poniedziałku.'],
    ['Autosvar: x', 'Jag är på semester till måndag.'],
    ['Automatisk svar: x', 'Jeg er på ferie til mandag.'],
    ['Fraværsmelding', 'Jeg er ikke på kontoret.'],
    ['Automaattinen vastaus: x', 'Olen lomalla maanantaihin asti.'],
    ['Automatická odpověď: x', 'Do pondělí čerpám dovolenou.'],
    ['Automatická odpoveď: x', 'Som na dovolenke.'],
    ['Automatikus válasz: x', 'Jelenleg szabadságon vagyok.'],
    ['Răspuns automat: x', 'Sunt în concediu până luni.'],
    ['Автоматический ответ: x', 'Я в отпуске до понедельника.'],
    ['Ответ автоматически', 'Буду на месте в понедельник.'],
    ['Автоматична відповідь: x', 'Я у відпустці до понеділка.'],
    ['Otomatik yanıt: x', 'Pazartesiye kadar izindeyim.'],
    ['自動応答: x', '休暇中です。'],
    ['不在通知', '休暇中です。'],
    ['自动答复: x', '我正在休假。'],
    ['자동 회신: x', '휴가 중입니다.'],
    ['Αυτόματη απάντηση: x', 'Λείπω σε άδεια.'],
  ])('%s / %s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe('auto-reply vacation-subject');
    expect(kindOf([`Subject: ${subject}`], text('Body'))).toBe('auto-reply vacation-subject');
    expect(kindOf([`Subject: ${subject}`], text(persons))).toBe(human);
    expect(kindOf([`Subject: Re: ${subject}`], text(persons))).toBe(human);
    expect(kindOf([`Subject: ${subject}`, 'Return-Path: <>'], text(persons))).toBe(
      'auto-reply vacation-subject',
    );
  });

  it.each([
    ['Automatic reply', 'How do I turn the automatic replies of Outlook off? Nobody here knows.'],
    ['Automatic reply does not work', 'We have set it up as you wrote, and nothing happens.'],
    ['Out of office next week', "I'm out of office next week, but yes, please send it before Friday."],
    ['Urlaub', 'Ich bin ab Montag im Urlaub. Könnt ihr das vorher noch richten?'],
    ['Vacation', 'I am on vacation from Monday. The invoice is wrong. Nobody has told the bank.'],
    ['Autobahn closed', 'We are away from the office because the road is closed.'],
    ['Absence of ink', 'There is no ink in the box.'],
    ['Leave', 'I cannot enter my leave in the portal.'],
    ['On leave', 'The portal shows Bob as on leave although he is here.'],
    ['OOO settings', 'I set my OOO but nobody gets it when I am on vacation.'],
    ['Automatic reply', 'Our automatic reply goes out twice since Monday.'],
    ['Auto: window broken', 'The window of my car is broken.'],
    ['Away', 'I am away on Friday, so please come on Thursday instead.'],
    ['Ferie planning module broken', 'The module gives an error since your update.'],
    ['Leave request form', 'The form cannot be opened any more.'],
    ['Re: Out of office', 'I am back. The printer is still out of order.'],
    ['RE: Automatic reply: Printer', 'Then I will call Anna while you are on vacation.'],
  ])('a person: %s / %s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe(human);
  });
});

it.each(
  `Autosvar|Otomatik yanıt|自动回复|부재중|Abwesend|Ich bin nicht im Büro|Absence|Fora do escritório|Vakantie|Autoreply: Hello
Automatically generated reply|Away from office|Away until Monday|Je suis absent|Currently out of office|[Auto-Reply] Printer
Printer (Auto-Reply)|Hello - Automatic reply|Réponse automatique d'absence|Maternity leave|Estoy fuera de la oficina
Sono fuori ufficio|Estou de férias|Ik ben afwezig|Jestem na urlopie|Jag är på semester|Carl Miller ist abwesend
Carl Miller is away|Mimo kancelář|Betriebsferien|Fermeture annuelle|Poza biurem|В отпуске|У відпустці|İzindeyim
休暇のお知らせ|自動回覆|Αυτόματη απάντηση: x`.split(/[|\n]/),
)('an absence notice by its subject: %s', (subject) => {
  expect(kindOf([`Subject: ${subject}`], text('Body'))).toBe('auto-reply vacation-subject');
});

describe('absence notices by text alone', () => {
  const notices = [
    'Hello,\n\nI am out of the office until 5 December with no access to email.\nIn urgent cases please contact Bob (bob@customer.example).\n\nBest regards\nCarl Miller\nHead of something',
    'Ich bin bis 05.12. nicht im Büro. Ihre E-Mail wird nicht weitergeleitet.\nIn dringenden Fällen wenden Sie sich bitte an meine Kollegin.\n\nMit freundlichen Grüßen\nCarl',
    "Bonjour,\n\nje suis absent jusqu'au 5 décembre. Votre message ne sera pas transféré.\n\nCordialement",
    'Dzień dobry,\n\njestem na urlopie do 5 grudnia. Wiadomość nie będzie przekierowana.\nW sprawach pilnych proszę o kontakt z biurem.\n\nPozdrawiam\nKarol',
    'Estoy de vacaciones hasta el 5 de diciembre y no tengo acceso al correo.\n\nUn saludo\nCarlos',
  ];
  const hints = [
    'Return-Path: <>',
    'Precedence: list',
    'X-Auto-Response-Suppress: All',
    'X-Loop: x',
    'From: Carl <noreply@customer.example>',
  ];

  it('with a hint in the header, and only then', () => {
    for (const words of notices) {
      for (const hint of hints) {
        expect(kindOf(['Subject: Re: Printer', hint], text(words)), words).toBe('auto-reply vacation-text');
      }
      expect(kindOf(['Subject: Re: Printer'], text(words)), words).toBe(human);
    }
  });

  it.each([
    "I'm out of office next week, but yes please send it.",
    'I am out of the office until Monday with limited access to email. Can you call me then?',
    'I am out of the office with no access to email. The printer prints everything twice now.',
    'Ich bin bis Montag nicht im Büro. Ihre E-Mail wurde gelesen, das Gerät ist noch kaputt.',
    'Jestem na urlopie do piątku, bez dostępu do poczty. Proszę zamknąć zgłoszenie.',
    'Thanks, it works now.',
    'I am away until Monday.',
    'Still broken.\n\nOn Monday, Anna wrote:\n> I am out of the office until Monday with no access to email.',
    '',
  ])('a person, whatever the header hints: %s', (words) => {
    for (const hint of ['X-Auto-Response-Suppress: All', 'Precedence: list']) {
      expect(kindOf(['Subject: Re: Printer', hint], text(words))).toBe(human);
    }
  });
});

describe('acknowledgements of ticket systems', () => {
  it.each([
    [
      '[Ticket#123] We have received your request',
      'Your request has been received. We will be in touch shortly.',
    ],
    ['Your request (4711) has been received', 'Your ticket number is 4711. Our staff will review it.'],
    ['Thank you for contacting us', 'We have received your message and will get back to you within 2 days.'],
    ['Thank you for your request', 'Your request has been received. It is being reviewed by our staff.'],
    ['Case 00123 created: Printer', 'A case has been created. Case number: 00123.'],
    ['Ihre Anfrage ist eingegangen', 'Wir haben Ihre Anfrage erhalten und melden uns schnellstmöglich.'],
    ['Eingangsbestätigung', 'Ihre Nachricht ist bei uns eingegangen. Wir melden uns in Kürze.'],
    ['Accusé de réception', 'Nous avons bien reçu votre demande et y répondrons dans les meilleurs délais.'],
    ['Hemos recibido su solicitud', 'Hemos recibido su solicitud. Responderemos lo antes posible.'],
    ['Potwierdzenie przyjęcia zgłoszenia', 'Zgłoszenie zostało zarejestrowane. Odpowiemy jak najszybciej.'],
  ])('%s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe('auto-reply acknowledgement');
    expect(kindOf([`Subject: Re: ${subject}`], text(words))).toBe(human);
    expect(kindOf([`Subject: ${subject}`], text('It still does not print.'))).toBe(human);
  });

  it('by the text alone where the header hints at a machine and the text calls itself automatic', () => {
    const automatic = text('This is an automatic message. Your request has been received.');
    const helpdesk = ['Subject: Re: Printer', 'X-Zendesk-From-Account-Id: 1'];
    expect(kindOf(helpdesk, automatic)).toBe('auto-reply acknowledgement');
    expect(kindOf(['Subject: Re: Printer'], automatic)).toBe(human);
    expect(kindOf(helpdesk, text('We have received your request and put a new drum on its way.'))).toBe(
      human,
    );
  });

  it.each([
    'X-Zendesk-From-Account-Id: 1',
    'X-OTRS-Loop: yes',
    'RT-Ticket: customer.example #12',
    'X-RT-Loop-Prevention: customer.example',
    'X-Freshdesk-Ticket-Id: 12',
    'X-JIRA-FingerPrint: 12',
  ])("an agent's answer by a helpdesk: %s", (line) => {
    const words = text('Hello, the drum arrived and the printer works again. Regards, Bob');
    const answer = ['Subject: Re: Printer', 'In-Reply-To: <a@b>', line];
    expect(kindOf(answer, words)).toBe(human);
    expect(kindOf([...answer, 'Precedence: bulk'], words)).toBe(human);
    expect(kindOf([...answer, 'Auto-Submitted: auto-generated'], words)).toBe('auto-reply auto-submitted');
  });
});

describe('what the body is asked for', () => {
  it.each<[string[], boolean]>([
    [['Subject: Re: Printer'], false],
    [['Subject: Re: Printer', 'Return-Path: <carl@customer.example>'], false],
    [['Subject: Re: Printer', 'Return-Path: <>'], true],
    [['Subject: Re: Printer', 'X-Auto-Response-Suppress: All'], true],
    [['Subject: Automatic reply: Printer'], true],
    [['X-Autoreply: yes'], false],
    [['Precedence: bulk', 'List-Unsubscribe: <mailto:u@x>', 'Feedback-ID: x'], false],
  ])('%j: %s', (lines, asked) => {
    expect('needsBody' in classify(headerOf(...lines), null)).toBe(asked);
  });
});

it('takes bounded time', async () => {
  const headers = [
    ['Subject: Out of office'],
    ['Return-Path: <>'],
    ['Subject: We have received your request'],
  ];
  for (const piece of [
    'i am ',
    'ich bin ',
    'your message ',
    '> ',
    'a',
    'wrote ',
    '? ',
    'we have received ',
    '.',
    '自',
    'is is ',
  ]) {
    const body = text(piece.repeat(1e6 / piece.length));
    for (const lines of headers) {
      const classify = () => {
        kindOf(lines, body);
        kindOf([`Subject: ${piece.repeat(1e6 / piece.length)}`], body);
      };
      await costsAtMost(1_000, classify, JSON.stringify([piece, lines]));
    }
  }
});

it.each([
  ['Thank you for your email', 'We accept your offer. The contract comes tomorrow.'],
  ['Thank you for your message', 'I tried it and the problem is solved.'],
  ['Order received', 'The order arrived, thank you. One drum is missing.'],
  ['Ihre Nachricht', 'Wir haben Ihre Nachricht erhalten und nehmen das Angebot an.'],
  ['Your request', 'We have received your request and our lawyers say no.'],
])('a person who acknowledges: %s', (subject, words) => {
  expect(kindOf([`Subject: ${subject}`], text(words))).toBe(human);
});
