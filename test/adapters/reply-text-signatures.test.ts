import { describe, expect, it } from 'vitest';
import { newText } from '../../src/mail/reply-text.js';

const ofText = (...lines: string[]) => newText({ text: lines.join('\n'), html: null, reports: [] });

describe('signatures', () => {
  it.each([
    ['RFC 3676', '-- \nAnna Meier\nExample Ltd'],
    ['without its space', '--\nAnna Meier'],
    ['a dash', '—\nAnna Meier'],
    [
      'a mailing list',
      '_______________________________________________\nlist mailing list\nlist@example.com',
    ],
    ['a rule over a name', '__________\nAnna Meier\nTel. +49 30 1234567'],
    ['a rule at the end', '__________'],
    ['a company', '________________\nThis e-mail is confidential and intended for the recipient only.'],
    ['a short rule over a name', '---\nAnna Meier\nTel. +49 30 1234567'],
    ['a name behind a dash', '-Anna Meier'],
    ['en', 'Best regards,\nAnna Meier'],
    ['en, short', 'Best\nAnna'],
    ['en, small', 'best,\nanna'],
    ['en, one line', 'Cheers, Anna'],
    [
      'en, details',
      'Kind regards\n\nAnna Meier\nHead of Support\nExample Ltd.\nT: +44 20 7946 0000\nwww.example.com',
    ],
    ['en, emphasis', '*Kind regards,*\n*Anna Meier*'],
    ['en, formal', 'Yours sincerely,\nDr. Anna Meier'],
    ['en, alone', 'Regards'],
    ['de', 'Mit freundlichen Grüßen\nAnna Meier\nTel. 030 1234567'],
    ['de, Swiss', 'Freundliche Grüsse\nAnna Meier'],
    ['de, with a place', 'Viele Grüße aus Berlin\nAnna'],
    ['de, short', 'VG\nAnna'],
    ['de, old', 'Mit freundlichen Gruessen\n\nAnna Meier'],
    ['fr', 'Cordialement,\nAnne Meunier'],
    ['fr, long', 'Bien cordialement\n\nAnne Meunier\n01 23 45 67 89'],
    ['es', 'Un saludo,\nAna'],
    ['it', 'Cordiali saluti\nAnna Rossi'],
    ['pt', 'Atenciosamente,\nAna Souza'],
    ['nl', 'Met vriendelijke groet,\nAnna de Vries'],
    ['pl', 'Pozdrawiam, Jan'],
    ['pl, a company', 'Pozdrawiam\nAnna Nowak\n\nTa wiadomość jest poufna i przeznaczona dla adresata.'],
    ['pl, two lines', 'Pozdrawiam serdecznie\nJan Kowalski\ntel. 600 100 200'],
    ['sv', 'Med vänliga hälsningar\nAnna'],
    ['da', 'Med venlig hilsen\nAnna'],
    ['no', 'Vennlig hilsen\nAnna'],
    ['fi', 'Ystävällisin terveisin\nAnna Virtanen'],
    ['cs', 'S pozdravem\nJan Novák'],
    ['ru', 'С уважением,\nАнна Иванова'],
    ['uk', 'З повагою,\nАнна'],
    ['tr', 'Saygılarımla\nAyşe Yılmaz'],
    ['ja', '敬具\n山田太郎'],
    ['zh', '此致\n敬礼\n王伟'],
  ])('drops the sign-off (%s)', (_, signature) => {
    const text = ['It works now.', '', 'Is there anything else to do?'];
    expect(ofText(...text, '', signature)).toBe(text.join('\n'));
    expect(ofText(...text, '', signature, '', 'On 21/11/2026 10:00, Bob wrote:', '> Hi')).toBe(
      text.join('\n'),
    );
  });

  it.each([
    ['a postscript', 'Best regards,\nAnna\n\nPS: it still fails on the second one'],
    ['a question', 'Best\n\nDoes it also work on a Mac?'],
    ['a sentence', 'Best\nNot yet'],
    ['an afterthought', 'Kind regards\nAnna\nI forgot: the red light is on.'],
    ['a shop', 'We bought it at\nBest Western'],
    ['the end of a sentence', 'We wish you\nall the best'],
    ['a list', 'We need:\n\n-Paper\n-Ink'],
    ['thanks', 'Thanks,\nAnna'],
    ['a name', 'Anna'],
    ['a divider', 'Part one\n---\nPart two goes on with more words.'],
    ['a log below underscores', 'See the log\n__________\nError 50: the port is closed'],
    ['a log below a long rule', `See the log\n${'_'.repeat(60)}\n10:00 start\n10:01 error 50`],
    ['a list with dividers', 'We have:\n- paper\n--\n- ink\n--\n- a cable'],
    ['a numbered list with a divider', 'We have:\n1. paper\n--\n2. ink'],
    ['a heading', 'Steps\n====\nPress the button, then wait.'],
    ['cheers and more', 'Cheers\nwe tried it on all of our machines and it still fails'],
    ['a shipment', 'Отправлено Новой почтой вчера.'],
    ['a parcel', 'Odesláno ze skladu dnes ráno.'],
    ['a colleague', 'Von meinem Kollegen wurde nichts geschickt.'],
    ['a client', 'I use Outlook on Android'],
    ['a plea', 'Sent from my phone, please call me back'],
    ['a trip', 'Sent on the go-live date, as you asked'],
    ['a sentence with a verb', 'On Thursday my boss saw what they wrote\n\nand he liked it.'],
  ])('keeps what only resembles one: %s', (_, end) => {
    expect(ofText('It works now.', '', end)).toBe(`It works now.\n\n${end}`);
  });

  it('keeps a mail of nothing else', () => {
    for (const all of ['Best regards,\nAnna', '-- \nAnna', 'Anna', 'Cheers, Anna'])
      expect(ofText(all)).not.toBe('');
  });

  it.each([
    'Sent from my iPhone',
    'Sent from my Verizon Wireless BlackBerry',
    'Sent from Mail for Windows 10',
    'Sent from Mail<https://go.microsoft.com/fwlink/?LinkId=550986> for Windows',
    'Sent from Yahoo Mail on Android',
    'Yahoo Mail: Search, Organize, Conquer',
    'Sent from Outlook for iOS<https://aka.ms/o0ukef>',
    'Get Outlook for iOS<https://aka.ms/o0ukef>',
    'Sent with Proton Mail secure email.',
    'Sent via the Samsung Galaxy S21, an AT&T 5G smartphone',
    'Sent from my Android device with K-9 Mail. Please excuse my brevity.',
    'Sent from my phone, please excuse typos',
    'Sent from my iPhone - sorry for any typos!',
    'Get Outlook for Mac<https://aka.ms/GetOutlookForMac>',
    `Get Outlook for Android<https://example.com/?url=${'a'.repeat(400)}>`,
    'Sent on the go',
    'Outlook für iOS<https://aka.ms/o0ukef> beziehen',
    'Outlook für Mac<https://aka.ms/o0ukef> herunterladen',
    'Von meinem Handy gesendet, bitte entschuldigen Sie Tippfehler',
    'Von unterwegs gesendet - bitte Tippfehler entschuldigen',
    'Outlook voor iOS<https://aka.ms/o0ukef> downloaden',
    'iOS 版 Outlook<https://aka.ms/o0ukef> を入手',
    'Uzyskaj program Outlook dla systemu iOS<https://aka.ms/o0ukef>',
    'Wysłane z telefonu, przepraszam za literówki',
    'Von meinem iPhone gesendet',
    'Von meinem Samsung Galaxy Smartphone gesendet.',
    'Gesendet mit der GMX Mail App',
    'Gesendet von Outlook für Android',
    'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
    'Holen Sie sich Outlook für iOS',
    'Envoyé de mon iPhone',
    'Envoyé à partir de Outlook pour Android',
    'Télécharger Outlook pour iOS',
    'Enviado desde mi iPhone',
    'Enviado do meu iPhone',
    'Obtener Outlook para iOS',
    'Inviato da iPhone',
    'Inviato dal mio dispositivo Samsung',
    'Verstuurd vanaf mijn iPhone',
    "Wysłane z iPhone'a",
    'Wysłano z mojego smartfonu',
    'Pobierz aplikację Outlook dla systemu iOS',
    'Skickat från min iPhone',
    'Sendt fra min iPhone',
    'Lähetetty iPhonesta',
    'Odesláno z iPhonu',
    'Отправлено с iPhone',
    'Отправлено из мобильной Яндекс Почты',
    'Надіслано з iPhone',
    'iPhone’umdan gönderildi',
    'iPhoneから送信',
    '发自我的iPhone',
    '從我的 iPhone 傳送',
    '나의 iPhone에서 보냄',
    'Virus-free. www.avast.com',
  ])('drops the footer %j', (footer) => {
    expect(ofText('It works now.', '', footer)).toBe('It works now.');
    expect(ofText('It works now.', footer, '', '> Does it work?')).toBe('It works now.');
    expect(ofText('It works now.', '', 'Best regards,', 'Anna', '', footer)).toBe('It works now.');
  });

  it("drops a footer in somebody's own words only at the end", () => {
    expect(ofText('It works now.', '', 'Sent from a magnificent torch of pixels')).toBe('It works now.');
    const shipped = 'Sent from the warehouse on Monday';
    expect(ofText('The parcel:', '', shipped, '', 'It came on Friday.')).toContain(shipped);
  });

  it('ends at a footer, but for a postscript', () => {
    expect(ofText('It works now.', '', 'Sent from my iPhone', '', 'Hello Anna, does it work?')).toBe(
      'It works now.',
    );
    expect(ofText('It works now.', 'Sent from my iPhone', 'PS: not on Mondays')).toContain('not on Mondays');
  });

  it('ends a signature at the next quote, so that an answer below stays', () => {
    const signed = ofText('See below.', '-- ', 'Anna', '', 'On 21/11/2026, Bob wrote:', '> One?', 'Yes.');
    expect(signed).toBe('See below.\nYes.');
  });

  it('cuts quote and signature of a long mail as well', () => {
    const log = Array.from({ length: 3_000 }, (_, n) => `${n} some line of a long log`).join('\n');
    expect(
      ofText(
        log,
        '',
        'Best regards,',
        'Anna',
        '',
        'Sent from my iPhone',
        '',
        '-----Original Message-----',
        'x',
      ),
    ).toBe(log);
  });
});
