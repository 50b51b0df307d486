import { describe, expect, it } from 'vitest';
import { kindOf, report, text, verdictOf } from './classify-mail.js';

const human = 'human no-sign-of-a-machine';
const absence = 'auto-reply vacation-subject';
const thread = 'In-Reply-To: <a@example.com>';

describe('an absence for a subject', () => {
  it.each([
    ['Urlaub', 'Ich bin bis 5.12. im Urlaub. Bis dahin brauche ich den neuen Toner, sonst steht hier alles.'],
    ['Urlaub', 'Bitte liefern Sie erst danach.'],
    ['Abwesend bis Montag', 'Ich bin bis Montag abwesend. Mein Kollege Tom nimmt das Paket an.'],
    ['Vacation', 'I am on vacation until Monday, ship it to my neighbour.'],
    ['Vacation', 'Ship it.'],
    ['Vacation', 'I am on vacation until Monday.\n\nBest regards\nCarl\n\nP.S. Ship it to my neighbour'],
    ['Ferie', 'Sono in ferie fino a lunedì, spedite dopo.'],
    ['En congés', 'Je suis en congés jusqu’à lundi, merci de livrer après.'],
    ['Nieobecność', 'Jestem nieobecny do poniedziałku. Kurier niech dzwoni do Tomka.'],
    ['Away until Monday', 'I am away until Monday, contact Tom about the payment, he has the money.'],
    ['Away until Monday', 'I am away until Monday. Contact Tom about invoice 17.'],
    ['On leave', 'I am on leave until Monday. Tom decides, he likes the blue one.'],
    ['De vacaciones', 'Estoy de vacaciones hasta el lunes. Enviadlo después.'],
    ['Vakantie', 'Ik ben met vakantie tot maandag. Lever het bij de buren af.'],
    ['Semester', 'Jag är på semester till måndag. Leverera efter det.'],
    ['В отпуске', 'Я в отпуске до понедельника. Привезите тонер после.'],
  ])('a person asks for more: %s / %s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe(human);
    expect(kindOf([`Subject: ${subject}`, thread], text(words))).toBe(human);
    expect(kindOf([`Subject: ${subject}`, 'X-Auto-Response-Suppress: All'], text(words))).toBe(human);
  });

  it.each([
    [
      'Urlaub',
      'Ich bin vom 1.12. bis einschließlich Montag, 5.12., im Urlaub. Ihre E-Mails werden nicht gelesen.',
    ],
    [
      'Vacation',
      'I am on vacation until Monday, 5 December, and will answer when I am back.\n\nThanks\nCarl Miller',
    ],
    [
      'En congés',
      'Bonjour,\n\nje suis en congés jusqu’au lundi 5 décembre, en cas d’urgence contacter Anna.',
    ],
    ['Nieobecność', 'Jestem na urlopie do 5 grudnia. W sprawach pilnych proszę o kontakt z Anną.'],
    ['Vakantie', 'Ik ben met vakantie tot maandag. Neem bij spoed contact op met Anna.'],
  ])('a responder says nothing else: %s / %s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe(absence);
  });
});

describe('mails about automatic answers', () => {
  it.each([
    ['Automatic reply to customers', 'How can I set an automatic reply in your product?'],
    ['Automatic message: how to turn off', 'I get an automatic message each day from your system.'],
    ['Out of office message', 'I cannot set my out of office message in your app. It says error.'],
    ['Réponse automatique', 'Comment activer la réponse automatique quand je suis absent'],
    ['Risposta automatica', 'Come si attiva la risposta automatica quando sono in ferie'],
    ['Autoresponder nie działa', 'Autoresponder nie działa kiedy jestem na urlopie'],
    ['Odpowiedź automatyczna', 'Jak włączyć odpowiedź automatyczną, gdy jestem na urlopie'],
    ['Abwesenheitsnotiz einrichten', 'Die Abwesenheitsnotiz geht nicht raus wenn ich im Urlaub bin'],
    ['Vacation message broken', 'The vacation message is not sent when I am on vacation.'],
    ['Автоответ', 'Автоответ не отправляется, когда я в отпуске'],
  ])('%s / %s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe(human);
    expect(kindOf([`Subject: ${subject}`, thread], text(words))).toBe(human);
  });
});

describe('a title before the subject of the mail that is answered', () => {
  const titles = [
    'Automatic reply: Printer',
    'Automatische Antwort: Drucker',
    'Réponse automatique : Imprimante',
    'Odpowiedź automatyczna: Drukarka',
    'Risposta automatica: Stampante',
    'Auto: Re: Invoice',
  ];
  const left = [
    'I no longer work for Example Ltd. Please contact Anna.',
    'Frau Kowalska arbeitet nicht mehr in unserem Unternehmen.',
    'Non lavoro più in azienda.',
    'Je ne travaille plus chez Example.',
    'Anna Kowalska nie pracuje już w naszej firmie.',
    'OOO until Monday.',
  ];
  const unknown = [
    'Merry Christmas and a happy new year!',
    'Nous déménageons cette semaine.',
    'Pracujemy zdalnie.',
  ];
  it.each(titles)('%s', (title) => {
    for (const words of [...left, ...unknown])
      expect(kindOf([`Subject: ${title}`, thread], text(words)), words).toBe(absence);
    for (const words of left) expect(kindOf([`Subject: ${title}`], text(words)), words).toBe(absence);
    for (const words of unknown) expect(kindOf([`Subject: ${title}`], text(words)), words).toBe(human);
    for (const words of [
      'Yes, send it.',
      'Which drum do you mean?',
      'Your automatic reply comes every hour.',
    ])
      expect(kindOf([`Subject: ${title}`, thread], text(words)), words).toBe(human);
    expect(kindOf([`Subject: Re: ${title}`, thread], text('Then I will wait.'))).toBe(human);
  });
});

describe('receipts that a person writes', () => {
  it.each([
    [
      'Request received',
      'We have received your request for the missing page. Here it is, our support team will handle the rest shortly.',
    ],
    [
      'Thank you for your message',
      'I got it, thanks. But my ticket number 4711 has been received and nothing happened, within 3 days!',
    ],
    ['Ticket opened twice', 'Your ticket was opened twice: #4711 and #4712. One is enough.'],
    ['Message received but cannot open', 'Your message was received but I cannot open the file #4711'],
    [
      'Your message has been received',
      'Hi Anna, your message has been received. I will answer as soon as possible, my boss has to decide.',
    ],
    ['Ihre Nachricht erhalten', 'Ihre Nachricht habe ich erhalten, bearbeite das heute Abend.'],
    ['Confirmación de recepción', 'He recibido su mensaje, pago lo antes posible.'],
    ['Accusé de réception', 'J’ai bien reçu votre message. Je vous réponds dans les meilleurs délais.'],
    ['Potwierdzenie otrzymania', 'Otrzymaliśmy wiadomość, zapłacimy jak najszybciej.'],
    ['Conferma di ricezione', 'Ho ricevuto il suo messaggio, pago il prima possibile.'],
  ])('%s / %s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe(human);
    expect(kindOf([`Subject: ${subject}`, 'X-Auto-Response-Suppress: All'], text(words))).toBe(human);
  });

  it.each([
    ['Request received', 'We have received your request and will get back to you within 2 business days.'],
    ['Ihre Nachricht ist eingegangen', 'Wir haben Ihre Nachricht erhalten. Wir melden uns in Kürze.'],
    [
      'Accusé de réception',
      'Votre demande a été enregistrée. Nous vous répondrons dans les meilleurs délais.',
    ],
    ['Confirmación de recepción', 'Hemos recibido su solicitud. Le responderemos lo antes posible.'],
    ['Potwierdzenie otrzymania', 'Otrzymaliśmy Państwa zgłoszenie. Odpowiemy jak najszybciej.'],
  ])('a system: %s / %s', (subject, words) => {
    expect(kindOf([`Subject: ${subject}`], text(words))).toBe('auto-reply acknowledgement');
  });

  it('a machine in the header makes up for words that nobody knows', () => {
    const words = text(
      'We have received your request. Our office moves this week. Your ticket number is 4711.',
    );
    expect(kindOf(['Subject: Request received'], words)).toBe(human);
    expect(kindOf(['Subject: Request received', 'X-Zendesk-From-Account-Id: 1'], words)).toMatch(
      /^auto-reply/,
    );
  });
});

describe('what an Exchange rule passes on', () => {
  const loop = 'X-MS-Exchange-Inbox-Rules-Loop';
  const generated = 'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent';
  it.each([
    ['Subject: Printer', `${loop}: boss@customer.example`, 'It is broken'],
    ['Subject: Re: Invoice', `${loop}: carl@customer.example`, 'Here it is'],
    ['Subject: Drucker', generated, 'Er druckt nur schwarz'],
  ])('%s, %s: %s', (subject, mark, words) => {
    expect(kindOf([subject, mark], text(words))).toBe(human);
    expect(kindOf([subject, mark], text('I am out of the office until Monday.'))).toMatch(
      /^auto-reply x-ms-/,
    );
    expect(kindOf([subject, mark], text('Estoy de vacaciones hasta el lunes.'))).toMatch(/^auto-reply x-ms-/);
    expect(kindOf(['Subject: Automatic reply: x', mark], text('Merry Christmas!'))).toMatch(
      /^auto-reply x-ms-/,
    );
  });
  it('a file without words is no answer of a rule', () => {
    expect(kindOf([generated], { ...text(''), attachments: 1 })).toBe(human);
    expect(kindOf([generated], text(''))).toMatch(/^auto-reply/);
  });
});

describe('Precedence on a reply', () => {
  it.each(['We take it.', 'Bierzemy.', 'Wir kaufen das.', 'On prend.', 'not interested. unsubscribe me'])(
    '%s',
    (words) => {
      for (const value of ['bulk', 'junk']) {
        const lines = ['Subject: Re: offer', `Precedence: ${value}`];
        expect(kindOf(lines, text(words))).toBe(human);
        expect(kindOf(['Subject: offer', `Precedence: ${value}`, thread], text(words))).toBe(human);
        expect(kindOf([...lines, 'List-Unsubscribe: <mailto:u@x>'], text(words))).toBe(
          'bulk precedence-bulk',
        );
      }
    },
  );
  it.each([
    [['Precedence: list', 'List-Id: <l.example>'], human],
    [['Precedence: list', 'List-Id: <l.example>', 'List-Post: NO'], 'bulk newsletter'],
    [['Feedback-ID: x'], human],
    [['Feedback-ID: x', 'List-Unsubscribe-Post: x'], 'bulk newsletter'],
  ])('a first mail with %j', (lines, expected) => {
    const all = ['List-Unsubscribe: <mailto:u@example>', 'Subject: Printer', ...lines];
    if (expected === human) expect(kindOf(all, text('Can you send me the page?'))).toBe(human);
    expect(kindOf(all, text('Did you see our offers? Unsubscribe here'))).toBe(
      lines[0] === 'Precedence: list' && expected === human ? human : 'bulk newsletter',
    );
  });
});

describe('a person who has no access, or is in a hurry', () => {
  const hint = 'X-Auto-Response-Suppress: All';
  it.each([
    'I have no access to email on my phone since the update. I am out of office today so it is urgent.',
    'Ich bin heute nicht im Büro, es ist dringend. Ihre E-Mail wird nicht weitergeleitet.',
    'Je suis absent, c’est urgent. Votre message ne sera pas lu.',
  ])('%s', (words) => {
    expect(kindOf(['Subject: Re: Printer', hint], text(words))).toBe(human);
  });
  it('where a responder says "if"', () => {
    const words = text('I am out of office with no access to email. If it is urgent, please contact Anna.');
    expect(kindOf(['Subject: Re: Printer', hint], words)).toBe('auto-reply vacation-text');
  });
});

describe('calendars with words', () => {
  const part = (method: string, words: string, ...more: string[]) => ({
    ...report('text/calendar', 'BEGIN:VCALENDAR', `METHOD:${method}`, 'SUMMARY:Visit', ...more),
    text: words,
  });
  const lines = ['Content-Type: multipart/mixed; boundary=x', 'Subject: Declined: Visit'];
  const calendar = 'calendar calendar-method';
  it.each([
    ['REPLY', 'Sorry, declined because the invoice is wrong. Please fix it.', human],
    ['REPLY', 'No time.', human],
    ['REPLY', 'Abgelehnt, die Rechnung ist falsch', human],
    ['REPLY', 'I declined the meeting because of the invoice', human],
    [
      'REPLY',
      'Carl Miller has declined this invitation.\n\nVisit\nWhen: Monday 10:00\nhttps://calendar.example',
      calendar,
    ],
    ['REPLY', 'Carl Miller hat diese Einladung abgelehnt.', calendar],
    ['REPLY', 'Carl a refusé cette invitation', calendar],
    ['COUNTER', 'Montag passt nicht', human],
    ['REQUEST', 'The printer is broken since Monday. Call me.', human],
    ['REQUEST', 'Agenda: the printer', calendar],
    ['CANCEL', 'We come another day.', calendar],
  ])('%s %s: %s', (method, words, expected) => {
    expect(kindOf(lines, part(method, words))).toBe(expected);
  });
  it('an invitation that answers a mail', () => {
    const words = 'The page is attached, and let us talk on Monday.';
    expect(kindOf([...lines, thread], part('REQUEST', words))).toBe(human);
    expect(kindOf([...lines, thread], part('REQUEST', 'Visit'))).toBe(calendar);
  });
  it('a comment in the answer itself (RFC 5545 3.8.1.4)', () => {
    expect(kindOf(lines, part('REPLY', '', 'COMMENT:The invoice is wrong'))).toBe(human);
    expect(kindOf(lines, part('REPLY', '', 'COMMENT:'))).toBe(calendar);
  });
  it('Google quotes the comment', () => {
    const google = [...lines, 'Sender: Google Calendar <calendar-notification@google.com>'];
    const said = 'Carl Miller has declined this invitation';
    expect(kindOf(google, part('REPLY', `${said}.\n\nMon 7 Dec 2026 in our cellar`))).toBe(calendar);
    expect(kindOf(google, part('REPLY', `${said} with this note:\n\n"No time"`))).toBe(human);
  });
});

describe('errors that a person tells', () => {
  const empty = 'Return-Path: <>';
  it.each([
    [
      ['From: postmaster@customer.example', 'Subject: Delivery problem with your mails'],
      'Your mail server is on a blacklist, our server rejected your message with 550 5.7.1. Please ask your provider.',
    ],
    [
      [empty, 'Subject: Mail delivery failed'],
      'I keep getting this error: 550 5.7.1 rejected your message. Can you fix it?',
    ],
    [
      [empty, 'Subject: Mail delivery failed'],
      'Mail to bob@customer.example: 550 5.7.1 rejected your message. Can you fix it?',
    ],
    [[empty, 'Subject: Delivery problem'], 'The delivery of the toner failed. Bring it to 501 Main Street.'],
    [[empty, 'Subject: Delivery failed'], 'Our parcel was not delivered to our office. Tracking 550 123.'],
    [[empty, 'Subject: Unzustellbar'], 'Unser Paket war unzustellbar. Sendung 550 123.'],
    [[empty, 'Subject: Your mail'], 'Sorry, your mail was rejected by my spam filter (554). Send it again.'],
    [
      ['Return-Path: <MAILER-DAEMON>', 'Subject: My new address'],
      'Mail to my old address could not be delivered: 550 5.1.1. Use new@customer.example',
    ],
    [
      ['Return-Path: <MAILER-DAEMON>', 'Subject: New address'],
      'Mail could not be delivered to the old one: 550 5.1.1. Please use new@customer.example',
    ],
  ])('%j %s', (lines, words) => {
    expect(kindOf(lines, text(words))).toBe(human);
  });
  it('and notices under the same headers', () => {
    const words = text(
      'Your message to <gone@customer.example> could not be delivered: 550 5.1.1 user unknown.',
    );
    for (const lines of [
      ['From: postmaster@customer.example', 'Subject: Delivery problem'],
      [empty, 'Subject: Delivery failed'],
      [empty, 'Subject: Your mail'],
    ]) {
      const { kind, bounce } = verdictOf(lines, words);
      expect([kind, bounce?.recipients.map(({ address }) => address)]).toEqual([
        'bounce',
        ['gone@customer.example'],
      ]);
    }
  });
});

describe('who was not reached, in words', () => {
  const daemon = ['From: MAILER-DAEMON@mx.example.net', 'Subject: Undeliverable: x'];
  it('the recipient at the end of the way that Exchange draws', () => {
    const words = text(
      'Could not be delivered.',
      '',
      'anna@example.com\tRemote server\tmaria@customer.example',
      '550 5.1.1',
    );
    expect(verdictOf(daemon, words).bounce?.recipients.map(({ address }) => address)).toEqual([
      'maria@customer.example',
    ]);
  });
  it('the address of the mail, where it was expanded to another', () => {
    const failed = (between: string) =>
      text(
        `<inner@internal.example>${between}(expanded from <maria@customer.example>): host mx said: 550 5.1.1 unknown`,
      );
    for (const between of [' ', '\n    ']) {
      const [one] = verdictOf(daemon, failed(between)).bounce?.recipients ?? [];
      expect(one).toMatchObject({ address: 'inner@internal.example', original: 'maria@customer.example' });
    }
    const plain = text('<inner@internal.example>: host mx said: 550 5.1.1 unknown');
    expect(verdictOf(daemon, plain).bounce?.recipients[0]).not.toHaveProperty('original');
  });
  it('a notice whose subject says "Email"', () => {
    const lines = [
      'From: postmaster@customer.example',
      'Return-Path: <>',
      'Subject: [Postmaster] Email Delivery Failure',
    ];
    const words = text(
      'Your email to maria@customer.example could not be delivered: The address does not exist',
    );
    const { kind, bounce } = verdictOf(lines, words);
    expect(kind).toBe('bounce');
    expect(bounce?.recipients[0]).toMatchObject({ address: 'maria@customer.example', permanent: true });
  });
});
