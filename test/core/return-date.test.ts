import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { returnDateOf } from '../../src/core/message/return-date.js';
import { costsAtMost } from '../cost.js';

/** A Saturday. */
const at = Date.UTC(2026, 10, 21, 12);
const read = (text: string, subject = 'Automatic reply: Printer') => returnDateOf(subject, text, at);

describe('a return date', () => {
  it.each([
    // en
    ['I am out of the office and will be back on 5 December.', '2026-12-05'],
    ['I will return on December 5th, 2026.', '2026-12-05'],
    ['Thank you. I am on annual leave until Friday 4 December with no access to email.', '2026-12-04'],
    ['I am out of the office from 1 to 14 Dec 2026. Please contact Anna.', '2026-12-14'],
    ['I am away from 1 December until 10 December and will return on Monday 14 December.', '2026-12-14'],
    ['I will be back in the office on Monday.', '2026-11-23'],
    ['Back next Monday!', '2026-11-23'],
    ['I am away today, back tomorrow.', '2026-11-22'],
    ['I will be back in two weeks.', '2026-12-05'],
    ['I am out until 12/15/2026.', '2026-12-15'],
    ['I am out until 15/12/2026.', '2026-12-15'],
    ['Out of office: Dec 21 - Jan 4.', '2027-01-04'],
    ['I am on vacation Dec 5-9.', '2026-12-09'],
    ['Our office is closed until 2027-01-04.', '2027-01-04'],
    ['Please note I will not be back until 7th of January.', '2027-01-07'],
    ['Return date: 5 Dec 2026', '2026-12-05'],
    ['I shall be back at my desk on Monday, 7 December.', '2026-12-07'],
    ['I will be out of the office starting 12/01/2026 and will not return until 12/14/2026.', '2026-12-14'],
    ['I am out of the office today, Friday 27 November.\nI am back in on Monday 30 November.', '2026-11-30'],
    ['I have no access to e-mail until my return on 9 December 2026.', '2026-12-09'],
    ["I'm on parental leave through March 1st, 2027.", '2027-03-01'],
    ['I will be out of office from Monday, Dec 7 through Friday, Dec 11, 2026.', '2026-12-11'],
    ['I am travelling and will be back by 12/5/2026.', '2026-12-05'],
    ['Out 1st - 4th December', '2026-12-04'],
    ['My mailbox is not monitored until the 5th of December.', null],
    // de
    ['Ich bin bis 05.12. nicht im Büro.', '2026-12-05'],
    ['Ich bin bis einschließlich 5. Dezember im Urlaub.', '2026-12-05'],
    ['Ab dem 07.12.2026 bin ich wieder erreichbar.', '2026-12-07'],
    ['Ich bin vom 1. bis 14. Dezember im Urlaub.', '2026-12-14'],
    ['Vom 01.12. - 14.12.26 bin ich abwesend.', '2026-12-14'],
    ['Ich bin am Montag wieder im Büro.', '2026-11-23'],
    ['Ich bin ab 5.12. im Urlaub und am 20.12. wieder da.', '2026-12-20'],
    ['Ich bin am 3.12. nicht im Büro.', '2026-12-03'],
    [
      'Vielen Dank für Ihre Nachricht. Ich bin erst am Montag, den 7. Dezember wieder zu erreichen.',
      '2026-12-07',
    ],
    ['Ich bin in der Zeit vom 30.11.2026 bis zum 04.12.2026 nicht im Hause.', '2026-12-04'],
    ['Unser Büro bleibt vom 24.12. bis 01.01. geschlossen.', '2027-01-01'],
    ['Ab Mittwoch, 9. Dezember 2026, bin ich gerne wieder für Sie da.', '2026-12-09'],
    ['Ich bin ab Dienstag wieder da.', '2026-11-24'],
    ['Ich bin in zwei Wochen wieder zurück.', '2026-12-05'],
    // fr
    ["Je suis absente du bureau jusqu'au 5 décembre inclus.", '2026-12-05'],
    ['Je serai de retour le lundi 7 décembre 2026.', '2026-12-07'],
    ['Je suis en congés du 1er au 14 décembre.', '2026-12-14'],
    // es
    ['Estaré fuera de la oficina hasta el lunes 7 de diciembre.', '2026-12-07'],
    ['Regreso el 5 de diciembre de 2026.', '2026-12-05'],
    ['Estoy de vacaciones del 1 al 14 de diciembre.', '2026-12-14'],
    // it
    ['Sono in ferie fino al 5 dicembre.', '2026-12-05'],
    ['Rientrerò lunedì 7 dicembre.', '2026-12-07'],
    ["Sarò assente dall'1 al 14 dicembre.", '2026-12-14'],
    // pt
    ['Estou de férias até 5 de dezembro.', '2026-12-05'],
    ['Regresso no dia 7 de dezembro.', '2026-12-07'],
    ['Estarei ausente de 1 a 14 de dezembro.', '2026-12-14'],
    // nl
    ['Ik ben afwezig tot en met 5 december.', '2026-12-05'],
    ['Ik ben 7 december weer terug.', '2026-12-07'],
    ['Van 1 t/m 14 december ben ik met vakantie.', '2026-12-14'],
    // pl
    ['Wracam 5 grudnia.', '2026-12-05'],
    ['Jestem nieobecny do 05.12.2026 r.', '2026-12-05'],
    ['Jestem na urlopie od 1 do 14 grudnia.', '2026-12-14'],
    ['Będę z powrotem w poniedziałek.', '2026-11-23'],
    // sv da no
    ['Jag är på semester till och med den 5 december.', '2026-12-05'],
    ['Jag är tillbaka måndag den 7 december.', '2026-12-07'],
    ['Jeg er på ferie til og med den 5. december.', '2026-12-05'],
    ['Jeg er tilbage mandag d. 7. december.', '2026-12-07'],
    ['Jeg er bortreist til 5. desember.', '2026-12-05'],
    ['Jeg er tilbake 7. desember.', '2026-12-07'],
    // cs ru uk
    ['Do 5. prosince čerpám dovolenou.', '2026-12-05'],
    ['Vrátím se 7. 12. 2026.', '2026-12-07'],
    ['Я в отпуске до 5 декабря включительно.', '2026-12-05'],
    ['Вернусь 7 декабря.', '2026-12-07'],
    ['Отсутствую с 1 по 14 декабря.', '2026-12-14'],
    ['Я у відпустці до 5 грудня.', '2026-12-05'],
    ['Повернусь 7 грудня.', '2026-12-07'],
    // ja zh ko
    ['12月5日まで休暇をいただいております。', '2026-12-05'],
    ['12月1日から5日まで不在です。', '2026-12-05'],
    ['12月7日(月)に出社いたします。', '2026-12-07'],
    ['我正在休假,12月7日返回办公室。', '2026-12-07'],
    ['12월 5일까지 휴가입니다.', '2026-12-05'],
  ])('%s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it('stands in the subject too', () => {
    expect(read('I read no mail.', 'OOO Dec 1 - Dec 5')).toBe('2026-12-05');
    expect(read('', 'Anna is out of the office (returning 12/14/2026)')).toBe('2026-12-14');
    expect(read('Until 5 December.', 'Out of office')).toBe('2026-12-05');
    expect(read('', 'Out of office: 1-5 December')).toBe('2026-12-05');
    expect(read('I am back on Monday.', 'Out of office until 5 December')).toBe('2026-11-23');
  });

  it('is not taken from the subject of the mail that is answered', () => {
    expect(read('I read no mail.', 'Out of office: Your offer is valid until 5 December')).toBeNull();
    expect(read('I read no mail.', 'Automatic reply: Re: Back on 5 December?')).toBeNull();
  });
});

describe('somebody else', () => {
  it.each([
    // The absence ends later than somebody else's.
    ['I am away until 18 December. Tom will be back on 30 November and can help.', '2026-12-18'],
    ['I am away until 18 December and my colleague Tom is back on 30 November.', '2026-12-18'],
    ["I'm on leave from 23 November to 18 December. Tom's back on 30 November.", '2026-12-18'],
    ['Ich bin bis 18.12. nicht im Büro. Meine Vertretung Frau Meier ist ab 30.11. wieder da.', '2026-12-18'],
    ["Je suis absent jusqu'au 18 décembre. Tom sera de retour le 30 novembre.", '2026-12-18'],
    ['Ich bin im Urlaub bis 18.12. Meine Vertretung Frau Meier ist ab 30.11. wieder da.', '2026-12-18'],
    ['Ich bin bis 18.12. nicht im Büro. Ab 30.11. ist Frau Meier wieder da.', '2026-12-18'],
    ["Je suis absent jusqu'au 18/12. Tom sera de retour le 30/11.", '2026-12-18'],
    [
      'Estoy de vacaciones hasta el 18 de diciembre. Tomás estará de vuelta el 30 de noviembre.',
      '2026-12-18',
    ],
    ['Sono in ferie fino al 18 dicembre. Il collega Marco rientra il 30 novembre.', '2026-12-18'],
    ['Jestem na urlopie do 18 grudnia. Kolega Tomasz wróci 30 listopada.', '2026-12-18'],
    ['Ik ben afwezig tot 18 december. Mijn collega is 30 november weer terug.', '2026-12-18'],
    ['Я в отпуске до 18 декабря. Коллега вернется 30 ноября.', '2026-12-18'],
    ['I am out of the office. The conference is back on 20 May. Return on 4 December.', '2026-12-04'],
    // Also later than the last day: no return of the writer's.
    ['I am away until 4 December. Tom will be back on 20 January.', '2026-12-04'],
    // The writer himself.
    ['I am away until 4 December. I will be back on 7 December.', '2026-12-07'],
    ['I am away until 4 December. Back on 7 December.', '2026-12-07'],
    ['Anna is out of the office until 4 December. Anna will be back on 7 December.', '2026-12-07'],
    ['Frau Meier ist ab 7.12. wieder erreichbar.', '2026-12-07'],
    ['Ich bin bis 4.12. nicht im Büro. Ab 7.12. bin ich wieder da.', '2026-12-07'],
    ['Our office is closed until 1 January and will be back on 4 January.', '2027-01-04'],
    ['Tom and I will be back on 7 December.', '2026-12-07'],
    ['I am back on 30 November. We are closed from 24 December to 1 January.', '2026-11-30'],
  ])('%s', (text, date) => {
    expect(read(text)).toBe(date);
  });
});

describe('behind the sentence that tells of the absence', () => {
  it.each([
    ['I am out of the office. Until 5 December, please contact Tom.', '2026-12-05'],
    ['I am out of the office. Please contact Tom until 5 December.', '2026-12-05'],
    ['I am not in. I am skiing until 5 December.', '2026-12-05'],
    ['Ich bin im Urlaub. Bis 5.12. vertritt mich Tom.', '2026-12-05'],
    ['Ich bin im Urlaub. Vom 1.12. bis 5.12. hilft Tom.', '2026-12-05'],
    ["Je suis absent. Jusqu'au 5 décembre, contactez Tom.", '2026-12-05'],
    ['Jestem na urlopie. Do 5 grudnia zastępuje mnie Tomek.', '2026-12-05'],
    ['I am away. 1-5 December.', '2026-12-05'],
    // Of other things.
    ['I am away from my desk until 2pm. Our summer sale ends on 20 December.', null],
    ['Ich bin nicht im Büro. Bestellungen bis 10.12. werden noch vor Weihnachten geliefert.', null],
    ['I am out of the office. Orders until 10 December are delivered before Christmas.', null],
    ['I am out of the office. Your invoice of 12/20 will be paid until 12/30.', null],
    ['I am away. Our office hours are Monday to Friday. We are closed on weekends.', null],
    ['I am away. Our office hours are Monday to Friday, we are closed on weekends.', null],
    ['Ich bin nicht da. Unsere Sprechzeiten: Montag bis Freitag.', null],
    ["Je suis absent. La promotion dure jusqu'au 20 décembre.", null],
    ['Estoy de vacaciones. La oferta vale hasta el 20 de diciembre.', null],
    ['Sono in ferie. Il catalogo vale fino al 20 dicembre.', null],
    ['Jestem na urlopie. Promocja trwa do 20 grudnia.', null],
    ['I am out Monday to Friday.', '2026-11-27'],
  ])('%s', (text, date) => {
    expect(read(text)).toBe(date);
    if (date === null) expect(read(text, 'Out of office'), 'also with such a subject').toBeNull();
  });
});

describe('no return date', () => {
  it.each([
    'Call me on 3 December.',
    'We were founded 1 May.',
    'The offer is valid until 5 December.',
    'I was away until 3 May and am back.',
    'Ich war bis 3. Mai im Urlaub und bin wieder da.',
    'I am out of office until 5 December 2025.',
    'I am out of office until 5 December 2029.',
    'I am on leave starting on 3 December.',
    'Ich bin ab 3. Dezember im Urlaub.',
    'I will be back soon. Call us on 3 December.',
    'I will be back soon, the new price list comes on 3 December.',
    'Please return the form by 3 December.',
    'I will be back on 31 February.',
    'I will be back.',
    'We will get back to you by 3 December.',
    '',
  ])('%s', (text) => {
    expect(read(text)).toBeNull();
  });

  it('without a moment', () => {
    expect(returnDateOf('', 'Back on Monday', Number.NaN)).toBeNull();
  });
});

describe('day and month', () => {
  it.each([
    ['I will be back on 05/12/2026.', '2026-12-05'], // 12 May is past
    ['I will be back on 01/02.', '2027-01-02'], // the nearest ahead
    ['I will be back on 01/02 at 9 am EST.', '2027-01-02'],
    ['I will be back on 02/01 at 9:00 AM (EST).', '2027-02-01'],
    ['Je serai de retour le 02/01.', '2027-01-02'],
    ['Ik ben terug op 02-01-2027.', '2027-01-02'],
    ['Back on 2.1.2027', '2027-01-02'],
    ['I am out of the office 12/24-1/2.', '2027-01-02'],
    ['I am out of the office 12/24 - 2/1.', '2027-02-01'],
    ['I am out of the office 12/24/26-1/2/27.', '2027-01-02'],
    ['Ich bin vom 24.12.-2.1. im Urlaub.', '2027-01-02'],
    ['Je suis absent 24/12-02/01.', '2027-01-02'],
    // The day of a month that was named.
    ['Estarei ausente de 1 a 5 de dezembro, regressando no dia 7.', '2026-12-07'],
    ['Estarei ausente de 1 a 5 de dezembro, regressando no dia 7 de janeiro.', '2027-01-07'],
    ['I am away from 28 to 30 November, back on the 2nd.', '2026-12-02'],
    ['Je suis en congés du 1er au 4 décembre, de retour le 7.', '2026-12-07'],
    ['Estoy de vacaciones del 1 al 4 de diciembre. Vuelvo el 7.', '2026-12-07'],
    ['I am away from 1 to 5 December, back at 7.', '2026-12-05'],
  ])('%s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it('takes the mail’s own day for today, and the next weekday after it', () => {
    expect(read('Back on 21 November.')).toBe('2026-11-21');
    expect(read('Back on 20 November.')).toBe('2027-11-20');
    expect(read('Back on Saturday.')).toBe('2026-11-28');
  });
});

describe('the weekday of the mail’s own day', () => {
  const monday = (hour: number, text: string) =>
    returnDateOf('Automatic reply', text, Date.UTC(2026, 10, 23, hour, 30));
  it.each([
    ['I am out of the office and will return on Monday.', '2026-11-23', '2026-11-30'],
    ['Ich bin am Montag wieder im Büro.', '2026-11-23', '2026-11-30'],
    ['I am away until Tuesday.', '2026-11-24', '2026-11-24'],
  ])('%s', (text, early, late) => {
    expect(monday(2, text)).toBe(early);
    expect(monday(7, text)).toBe(early);
    expect(monday(12, text)).toBe(late);
    expect(monday(20, text)).toBe(late);
  });
});

/** Each language's way to say it, with its months in January's order. */
const templates: readonly (readonly [string, string, string])[] = [
  [
    'en',
    'I will be back on {d} {m} {y}.',
    'January February March April May June July August September October November December',
  ],
  ['en', 'I am away until {m} {d}, {y}.', 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'],
  [
    'de',
    'Ich bin ab {d}. {m} {y} wieder im Büro.',
    'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  ],
  [
    'fr',
    'Je serai de retour le {d} {m} {y}.',
    'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  ],
  [
    'es',
    'Vuelvo el {d} de {m} de {y}.',
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  ],
  [
    'it',
    'Tornerò il {d} {m} {y}.',
    'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  ],
  [
    'pt',
    'Volto no dia {d} de {m} de {y}.',
    'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  ],
  [
    'nl',
    'Ik ben {d} {m} {y} terug.',
    'januari februari maart april mei juni juli augustus september oktober november december',
  ],
  [
    'pl',
    'Wracam {d} {m} {y}.',
    'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
  ],
  [
    'sv',
    'Jag är tillbaka den {d} {m} {y}.',
    'januari februari mars april maj juni juli augusti september oktober november december',
  ],
  [
    'da',
    'Jeg er tilbage den {d}. {m} {y}.',
    'januar februar marts april maj juni juli august september oktober november december',
  ],
  [
    'no',
    'Jeg er tilbake {d}. {m} {y}.',
    'januar februar mars april mai juni juli august september oktober november desember',
  ],
  [
    'cs',
    'Vrátím se {d}. {m} {y}.',
    'ledna února března dubna května června července srpna září října listopadu prosince',
  ],
  [
    'ru',
    'Вернусь {d} {m} {y} года.',
    'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  ],
  [
    'uk',
    'Повернуся {d} {m} {y}.',
    'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня',
  ],
  ['ja', '{y}年{n}月{d}日まで休暇です。', '1 2 3 4 5 6 7 8 9 10 11 12'],
];

describe('properties', () => {
  const today = Temporal.PlainDate.from('2026-11-21');
  it.each(templates)('%s: %s is found for every date', (_, template, names) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.boolean(), (days, withYear) => {
        const date = today.add({ days });
        const year = withYear ? String(date.year) : '';
        const text = template
          .replace('{d}', String(date.day))
          .replace('{m}', names.split(' ')[date.month - 1]!)
          .replace('{n}', String(date.month))
          .replace('{y}年', year && `${year}年`)
          .replace(/[, ](?:de )?\{y\}/, year && ` ${year}`);
        const nearest = withYear || days < 365 ? date : date.subtract({ years: 1 });
        expect(read(text), text).toBe(nearest.toString());
      }),
    );
  });

  it('gives a valid date from the mail’s day to 400 days later', () => {
    const word = fc.constantFrom(
      ..."back on until bis zurück jusqu'au out away urlaub 5 31 30 2 . / - , 12 2026 2027 29 feb december dezember monday from to 月 日 まで 休暇 \n".split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 15 }), fc.integer({ min: 0, max: 4e12 }), (words, moment) => {
        const found = returnDateOf(words.slice(0, 4).join(' '), words.join(' '), moment);
        if (found === null) return;
        expect(found).toMatch(/^\d{4}-\d\d-\d\d$/);
        const day = Temporal.PlainDate.from(new Date(moment).toISOString().slice(0, 10));
        const ahead = day.until(Temporal.PlainDate.from(found)).days;
        expect(ahead).toBeGreaterThanOrEqual(0);
        expect(ahead).toBeLessThanOrEqual(400);
      }),
      { numRuns: 500 },
    );
  });

  it('takes bounded time', async () => {
    for (const piece of [
      '5 ',
      '5.',
      'until ',
      'back ',
      '5 december ',
      '1/',
      'dec 5-',
      'was ',
      'wieder ',
      'not be ',
      '12月',
      '. ',
      'a',
    ]) {
      const text = piece.repeat(1e6 / piece.length);
      await costsAtMost(1_000, () => returnDateOf(text, text, at), JSON.stringify(piece));
    }
  });
});
