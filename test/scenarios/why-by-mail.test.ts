import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anna, bot, type Letter, minute, monday, type Stage, setStage } from './stage.js';

/** `why` and `status` by mail, in the language of the config. */
describe('what only asks, in the language of the mails', { timeout: 60_000 }, () => {
  let stage: Stage;
  let written = 0;

  beforeAll(async () => {
    stage = await setStage();
    await stage.pass();
    for (const [i, subject] of ['Export', 'Licence'].entries()) {
      const customer = `Maria <maria-${i}@customer.test>`;
      stage.now = monday + i * minute;
      stage.deliver({ from: customer, to: bot, id: `asks-${i}@c`, subject });
      stage.now += 30 * minute;
      const answer = { from: `Anna <${anna}>`, to: customer, cc: bot, subject: `Re: ${subject}` };
      stage.deliver({ ...answer, id: `answers-${i}@e`, inReplyTo: `asks-${i}@c` });
    }
    await stage.pass();
  }, 60_000);
  afterAll(() => stage.stop());

  /** What Thrice answers to Anna. */
  async function write(letter: Partial<Letter>): Promise<string> {
    written += 1;
    stage.deliver({ from: `Anna <${anna}>`, to: bot, subject: 'x', id: `order-${written}@e`, ...letter });
    stage.now += minute;
    await stage.pass();
    const raw = stage.sandbox.mailbox(anna).mails('INBOX').at(-1)!.raw;
    const { text = '', inReplyTo } = await simpleParser(raw);
    expect(inReplyTo).toBe(`<order-${written}@e>`);
    return text;
  }

  const languages = [
    {
      language: 'en',
      why: ['why', 'Silent since anna@example.com wrote Monday, 2 March, 10:31.'],
      closed: ['close', /^Closed Monday, 2 March, \d\d:\d\d: anna@example\.com closed it\.$/m],
      status: ['status', "Mode: send\nThe customer's turn: 1\nClosed: 1\n"],
    },
    {
      language: 'de',
      why: [
        'warum',
        'Auf die E-Mail von anna@example.com vom Montag, 2. März, 10:31 Uhr hat der Kunde noch nicht geantwortet.',
      ],
      closed: [
        'schließen',
        /^Geschlossen am Montag, 2\. März, \d\d:\d\d Uhr: Das hat anna@example\.com angeordnet\.$/m,
      ],
      status: ['status', 'Modus: senden\nDer Kunde ist an der Reihe: 1\nGeschlossen: 1\n'],
    },
    {
      language: 'pl',
      why: [
        'dlaczego',
        'Na wiadomość od anna@example.com z dnia 2 marca (poniedziałek), 10:31 klient jeszcze nie odpowiedział.',
      ],
      closed: [
        'zamknij',
        /^Sprawa zamknięta 2 marca \(poniedziałek\), \d\d:\d\d: na polecenie anna@example\.com\.$/m,
      ],
      status: ['status', 'Tryb: wysyłanie\nKolej klienta: 1\nZamknięte: 1\n'],
    },
  ] as const;

  test.each(languages)('$language', async ({ language, why, closed, status }) => {
    stage.config({ language });
    const here = { inReplyTo: 'answers-1@e' };
    expect(await write({ ...here, text: why[0] })).toContain(`\n${why[1]}\n`);
    await write({ ...here, text: closed[0] });
    expect(await write({ ...here, text: why[0] })).toMatch(closed[1]);
    expect(await write({ text: status[0] })).toContain(`\n${status[1]}`);
    // For the next language.
    await write({ ...here, text: 'undo' });
  });
});
