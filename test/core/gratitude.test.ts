import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGratitude } from '../../src/core/message/gratitude.js';
import { costsAtMost } from '../cost.js';
import { grateful, more } from './gratitude-texts.js';

const languages = Object.keys(grateful);
const allGrateful = Object.values(grateful).flat();

describe.each(languages)('isGratitude in %s', (language) => {
  it.each([...(grateful[language] ?? [])])('takes %j for mere thanks', (text) => {
    const { gratitude, reason } = isGratitude(text);
    expect({ gratitude, known: reason === 'thanks' || reason === 'solved' || reason }).toEqual({
      gratitude: true,
      known: true,
    });
  });

  it.each([...(more[language] ?? [])])('takes %j for an answer', (text) => {
    const { gratitude, reason } = isGratitude(text);
    expect({ gratitude, reason }).toEqual({
      gratitude: false,
      reason: expect.not.stringMatching(/^(thanks|solved)$/),
    });
  });
});

describe('isGratitude names its reason', () => {
  it.each([
    ['Thanks!', 'thanks'],
    ['It works now.', 'solved'],
    ['Perfect, thanks, everything works again', 'solved'],
    ['Danke, funktioniert!', 'solved'],
    ['Jetzt klappt es, danke', 'solved'],
    ['Das Ticket kann geschlossen werden', 'solved'],
    ['Merci, ça marche maintenant', 'solved'],
    ['Ça marche très bien, merci', 'solved'],
    ['Gracias, ya me funciona', 'solved'],
    ['Grazie, ora funziona', 'solved'],
    ['Dziękuję, działa', 'solved'],
    // What may accept a proposal is no more than thanks.
    ['Perfect, thanks!', 'thanks'],
    ['Great, thanks!', 'thanks'],
    ['Perfekt, danke', 'thanks'],
    ['Super, danke!', 'thanks'],
    ['Danke für die Info', 'thanks'],
    ['Parfait, merci', 'thanks'],
    ['Perfetto grazie', 'thanks'],
    ['Perfecto, gracias', 'thanks'],
    ['Świetnie, dziękuję', 'thanks'],
    ['All good.', 'thanks'],
    ['No more questions', 'thanks'],
    ['Alles gut', 'thanks'],
    ['Das hilft mir weiter', 'thanks'],
    ['That helped a lot, thank you', 'thanks'],
    ['Works perfectly, thanks', 'thanks'],
    ['Es klappt, danke', 'thanks'],
    ['Jetzt passt es, danke', 'thanks'],
    ['Das hat mir sehr geholfen, danke', 'thanks'],
    ["Ça m'a beaucoup aidé, merci", 'thanks'],
    ['Me funciona, gracias', 'thanks'],
    ['Adesso va bene, grazie', 'thanks'],
    ['Pomogło, dziękuję', 'thanks'],
    ['Wszystko gra, dzięki', 'thanks'],
    ['Ça marche, parfait, merci', 'answers'],
    ['OK, that helped, thanks', 'answers'],
    ['È corretto, grazie', 'says-more'],
    ['Oh great, thanks', 'says-more'],
    ['Na toll, danke', 'says-more'],
    ['Oh super, merci', 'says-more'],
    ['', 'empty'],
    ['  \n > quoted\n', 'empty'],
    [`Thanks! ${'Have a nice day. '.repeat(40)}`, 'too-long'],
    ['Thanks, does it work?', 'asks'],
    ['> Shall we cancel it?\n\nThanks!', 'answers-quote'],
    ['OK, thanks', 'answers'],
    ['Thank you for your mail', 'answers'],
    ['Nein danke', 'refuses'],
    ['Merci, non', 'refuses'],
    ['OK, I will try tomorrow', 'promises'],
    ["Thanks, I'll get back to you", 'promises'],
    ['Dzięki, sprawdzę jutro', 'promises'],
    ['thanks, please send the invoice', 'requests'],
    ['Danke im Voraus', 'requests'],
    ["Merci d'avance", 'requests'],
    ['Thanks, but it still fails', 'objects'],
    ["Thanks, it doesn't work", 'objects'],
    ['Dziękuję, ale nadal nie działa', 'objects'],
    ['Thanks for nothing', 'objects'],
    ['Thanks, 4711', 'refers'],
    ['Thanks, www.example.com/log', 'says-more'],
    ['Thanks a lot for ignoring me', 'says-more'],
    ['Best regards\nBob', 'no-thanks'],
  ])('%j: %s', (text, reason) => {
    expect(isGratitude(text).reason).toBe(reason);
  });
});

describe('a name', () => {
  it('is known by the list, or by the people of the conversation', () => {
    expect(isGratitude('Thanks!\nBob').gratitude).toBe(true);
    expect(isGratitude('Thanks!\nZdzibor').gratitude).toBe(false);
    expect(isGratitude('Thanks!\nZdzibor', ['Zdzibor Kowal']).gratitude).toBe(true);
    expect(isGratitude('Thanks!\nZdzibor cancels', ['Zdzibor Kowal']).gratitude).toBe(false);
    expect(isGratitude('Thanks!\nCancel', ['Cancel No']).gratitude).toBe(false);
  });
});

const contents = [
  'The second printer is still broken.',
  'Please send the invoice.',
  'I need a refund',
  'Order 4711.',
  'I will check tomorrow.',
  'One more thing: the scanner.',
  'Bitte schicken Sie die Rechnung.',
  'Der Drucker geht nicht.',
  'Proszę o fakturę.',
  'Skaner nie działa.',
  'Le scanner ne marche pas.',
  'El escáner no funciona.',
  'Lo scanner non funziona.',
  'Cancel my subscription',
  'Не работает.',
  'no',
];
const buts = [
  'but it still fails',
  'aber es geht noch nicht',
  'ale nadal nie działa',
  'mais ça ne marche pas',
  'pero sigue fallando',
  'però non funziona',
  'however, not here',
  'jednak nie u nas',
  'allerdings nicht bei mir',
];

/** Texts whose end is open: behind a signature an addition would stand elsewhere. */
const open = allGrateful.filter((text) => !text.includes('\n'));

describe('isGratitude, whatever the text', () => {
  const never = (...made: fc.Arbitrary<string>[]): void => {
    fc.assert(
      fc.property(fc.oneof(...made), (whole) => {
        expect(isGratitude(whole).gratitude).toBe(false);
      }),
      { numRuns: 1500 },
    );
  };
  const joints = fc.constantFrom(' ', '\n', '\n\n', '. ', ', ', ' 🎉 ');

  it('is no more gratitude with a sentence of content before or behind', () => {
    const parts = fc.tuple(fc.constantFrom(...open), joints, fc.constantFrom(...contents));
    never(
      parts.map(([text, joint, content]) => `${text}${joint}${content}`),
      parts.map(([text, joint, content]) => `${content}${joint}${text}`),
    );
  });

  it('is no more gratitude with content below the signature', () => {
    const parts = fc.tuple(
      fc.constantFrom(...allGrateful),
      fc.constantFrom('\n', '\n\n'),
      fc.constantFrom(...contents),
    );
    never(parts.map(([text, joint, content]) => `${text}${joint}${content}`));
  });

  it('is no more gratitude with a "but"', () => {
    const parts = fc.tuple(fc.constantFrom(...open), joints, fc.constantFrom(...buts));
    never(parts.map(([text, joint, but]) => `${text}${joint}${but}`));
  });

  it('stays gratitude within a greeting, signature, emoji, spaces and a quote below', () => {
    const greetings = [
      '',
      'Hi Anna,\n',
      'Guten Tag Frau Meier,\n\n',
      'Dzień dobry,\n',
      'Bonjour,\n',
      'Hola,\n',
      'Ciao Marco, ',
    ];
    const ends = [
      '',
      ' 🎉',
      ' :-)',
      '\n\n  ',
      '\n\nBest regards,\nBob Miller\nAcme Ltd.',
      '\n\nMit freundlichen Grüßen\nKarla Weiß',
      '\n\nPozdrawiam\nEwa',
      '\n\n> Does it work now?\n> Please tell us.',
      '\n\nOn Mon, 23 Nov 2026 at 10:12, Anna Meier <anna@example.com> wrote:\n> Does it work?',
      '\n\nSent from my iPhone',
      '\r\n-- \r\nBob Miller\r\nAcme Ltd.\r\n',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...open),
        fc.constantFrom(...greetings),
        fc.constantFrom(...ends),
        (text, greeting, end) => {
          expect(isGratitude(`${greeting}${text}${end}`).gratitude).toBe(true);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('holds in capitals and without accents', () => {
    for (const text of open) {
      const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l');
      expect([plain, isGratitude(plain).gratitude]).toEqual([plain, true]);
      const loud = text.toUpperCase();
      if (!/\b(?:Bob|Anna|Jan|Aniu|Tomku)\b/.test(text))
        expect([loud, isGratitude(loud).gratitude]).toEqual([loud, true]);
    }
  });

  it('is never gratitude with an unknown word, a question mark or more than 400 characters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...open), fc.stringMatching(/^(?:bc|df|gk){3,5}$/), (text, word) => {
        expect(isGratitude(`${text} ${word}`).gratitude).toBe(false);
        expect(isGratitude(`${word} ${text}`).gratitude).toBe(false);
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...open),
        fc.string(),
        (text, s) => !isGratitude(`${text} ${s}?`).gratitude,
      ),
    );
    for (const text of open) expect(isGratitude(`${`${text} `.repeat(400)}`).gratitude).toBe(false);
  });

  it('takes little time, also for 1 MB and for the worst 400 characters', async () => {
    for (const s of [
      'thanks ',
      ' ',
      'a',
      '\n',
      '> ',
      '!',
      "l'",
      'danke sehr ',
      'merci et ',
      'Anna ',
      'http://',
      '🎉',
      'á',
    ])
      for (const length of [400, 1_000_000]) {
        const text = s.repeat(Math.ceil(length / s.length)).slice(0, length);
        await costsAtMost(
          1000,
          () => [isGratitude(text), isGratitude(`${text.slice(0, -1)}x`)],
          JSON.stringify(s),
        );
      }
  });

  it('throws at nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (s) => !isGratitude(`x ${s}`).gratitude),
    );
  });
});
