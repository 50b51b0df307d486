import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOf } from '../../src/mail/language.js';

/** Mails as people write them, two sentences each; the languages of the client quotes that Thrice knows. */
const mails: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Hello Anna, the export still stops at the second page. Could you please have a look at it today?',
    'It works on my laptop but not on the phone. Which version should I install?',
  ],
  de: [
    'Hallo Anna, der Export bricht immer noch auf der zweiten Seite ab. Könnten Sie sich das heute bitte ansehen?',
    'Auf der Rechnung steht die falsche Adresse. Wir sind im März umgezogen.',
  ],
  fr: [
    "Bonjour Anna, l'export s'arrête toujours à la deuxième page. Pourriez-vous regarder cela aujourd'hui ?",
    'La facture indique une mauvaise adresse. Nous avons déménagé en mars.',
  ],
  es: [
    'Hola Anna, la exportación todavía se detiene en la segunda página. ¿Podría revisarlo hoy, por favor?',
    'Funciona en mi portátil pero no en el teléfono. ¿Qué versión debo instalar?',
  ],
  it: [
    "Buongiorno Anna, l'esportazione si ferma ancora alla seconda pagina. Può dare un'occhiata oggi?",
    "La fattura riporta l'indirizzo sbagliato. Ci siamo trasferiti a marzo.",
  ],
  pt: [
    'Olá Anna, a exportação ainda para na segunda página. Poderia verificar isso hoje, por favor?',
    'A fatura mostra o endereço errado. Mudámos em março.',
  ],
  nl: [
    'Hallo Anna, de export stopt nog steeds op de tweede pagina. Kunt u er vandaag naar kijken?',
    'Op de factuur staat het verkeerde adres. Wij zijn in maart verhuisd.',
  ],
  pl: [
    'Dzień dobry, eksport nadal zatrzymuje się na drugiej stronie. Czy mogłaby Pani dziś na to spojrzeć?',
    'Na laptopie działa, ale na telefonie nie. Którą wersję mam zainstalować?',
  ],
  sv: [
    'Hej Anna, exporten stannar fortfarande på andra sidan. Kan du titta på det i dag?',
    'När kommer den nya uppdateringen? Vi behöver den före fredag.',
  ],
  da: [
    'Hej Anna, eksporten stopper stadig på anden side. Kan du kigge på det i dag?',
    'Det virker på min computer, men ikke på telefonen. Hvilken version skal jeg installere?',
  ],
  no: [
    'Hei Anna, eksporten stopper fortsatt på andre side. Kan du se på det i dag?',
    'Når kommer den nye oppdateringen? Vi trenger den før fredag.',
  ],
  fi: [
    'Hei Anna, vienti pysähtyy edelleen toiselle sivulle. Voisitko katsoa sitä tänään?',
    'Laskussa on väärä osoite. Muutimme maaliskuussa.',
  ],
  cs: [
    'Dobrý den, export se stále zastavuje na druhé stránce. Mohla byste se na to dnes podívat?',
    'Na faktuře je špatná adresa. V březnu jsme se přestěhovali.',
  ],
  ru: [
    'Здравствуйте, экспорт по-прежнему останавливается на второй странице. Не могли бы вы посмотреть сегодня?',
    'В счёте указан неверный адрес. Мы переехали в марте.',
  ],
  uk: [
    'Добрий день, експорт досі зупиняється на другій сторінці. Чи могли б ви подивитися сьогодні?',
    'У рахунку вказана неправильна адреса. Ми переїхали в березні.',
  ],
  tr: [
    'Merhaba Anna, dışa aktarma hâlâ ikinci sayfada duruyor. Bugün bakabilir misiniz?',
    'Faturada yanlış adres yazıyor. Mart ayında taşındık.',
  ],
  ja: [
    'お世話になっております。エクスポートがまだ2ページ目で止まります。今日ご確認いただけますか。',
    '請求書の住所が間違っています。3月に引っ越しました。',
  ],
  zh: ['您好，导出仍然停在第二页。请您今天看一下好吗？', '发票上的地址不对。我们三月份搬家了。'],
  ko: [
    '안녕하세요, 내보내기가 아직 두 번째 페이지에서 멈춥니다. 오늘 확인해 주실 수 있나요?',
    '청구서의 주소가 잘못되었습니다. 저희는 3월에 이사했습니다.',
  ],
};

describe('the language of a mail', () => {
  test.each(Object.entries(mails).flatMap(([language, texts]) => texts.map((text) => [language, text])))(
    '%s: %s',
    async (language, text) => {
      expect(await languageOf(text)).toBe(language);
    },
  );

  test.each([
    'ok thanks 123',
    'OK',
    'Thanks!',
    '',
    '👍👍👍',
    '12.03.2026 17:00 +48 600 100 200',
    'https://example.com/a/b?c=d',
    'Ticket #4711 PDF XLSX ABC-99 ZIP',
    'v2.3.1 build 4711 x64',
    'asdf qwer zxcv uiop hjkl asdf zxcv',
    'Anna Kowalska',
    'Maria Schmidt, Jean Dupont',
  ])('nothing is guessed from %j', async (text) => {
    expect(await languageOf(text)).toBeNull();
  });

  test('links, addresses and product names around it change nothing', async () => {
    const noise =
      'https://shop.example.de/rechnung/123 support@beispiel.example ERR_CONNECTION_REFUSED v1.2.3';
    expect(await languageOf(`${noise}\nThe invoice you sent us shows the wrong address.\n${noise}`)).toBe(
      'en',
    );
  });

  test('any text gives a code or null', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
        const language = await languageOf(text);
        return language === null || /^[a-z]{2}$/.test(language);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
