import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../src/core/message/first-word.js';
import { isGoodbye } from '../../src/core/message/goodbye.js';

describe('isGoodbye', () => {
  it.each([
    'Glad it works now!',
    'Great to hear that everything is working again.',
    "Hi Anna,\n\nyou're welcome! Have a nice day.\n\nBest regards\nBob Miller",
    'Perfect, happy we could help.\nLet us know if anything else comes up.\nBob',
    'I am glad that the problem is solved. Have a great weekend! 😊',
    'No problem 🙂',
    'Freut mich, dass es jetzt funktioniert!\n\nViele Grüße\nJan',
    'Hallo Frau Meier,\ngern geschehen. Schönes Wochenende!\nMit freundlichen Grüßen\nJan Schmidt',
    'Super, dass alles wieder läuft.',
    'Cieszę się, że już działa. Miłego dnia!\n\nPozdrawiam\nEwa',
    'Nie ma za co!',
  ])('takes %j for one', (text) => {
    expect(isGoodbye(text)).toEqual({ goodbye: true, reason: 'goodbye' });
  });

  it.each([
    ['Glad it works. Does the second printer work too?', 'asks'],
    ['Glad it works now, but please send us the log of yesterday.', 'says-more'],
    ['Great that it works. Send logs', 'says-more'],
    ['Thanks for the update. I will check and come back to you.', 'says-more'],
    ['Thank you for your patience!', 'no-goodbye'],
    ['Please restart the server and tell me whether it works.', 'says-more'],
    ['Schön, dass es funktioniert. Bitte schicken Sie uns noch die Rechnung.', 'says-more'],
    ['Cieszę się, że działa. Proszę o przesłanie faktury.', 'says-more'],
    ['Happy to help. We need your serial number for that.', 'says-more'],
    ['Glad it works when you restart it', 'says-more'],
    ['', 'empty'],
    [`You're welcome! ${'Have a nice day. '.repeat(40)}`, 'too-long'],
  ])('does not take %j for one', (text, reason) => {
    expect(isGoodbye(text)).toEqual({ goodbye: false, reason });
  });

  it('never takes text with an unknown sentence or a question mark for one, and takes bounded time', () => {
    fc.assert(
      fc.property(fc.string(), (s) => !isGoodbye(`Glad it works now. Frobnicate the ${s} gadget`).goodbye),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (s) => !isGoodbye(`${s}?`).goodbye));
    const begin = performance.now();
    for (const s of ['glad ', 'so ', 'if you ', 'noch ', 'a b ', ' ', 'że już '])
      isGoodbye(s.repeat(80).slice(0, 400));
    expect(performance.now() - begin).toBeLessThan(300);
  });
});

describe('commandOf', () => {
  it.each([
    ['skip', 'skip'],
    ['\n\n  Skip!\nthanks', 'skip'],
    ['*close*', 'close'],
    ['"Wait," said Anna', 'wait'],
    ['NEVER.', 'never'],
    ['Überspringen', 'skip'],
    ['schließen bitte', 'close'],
    ['warten', 'wait'],
    ['niemals', 'never'],
    ['pomiń', 'skip'],
    ['zamknij', 'close'],
    ['poczekaj', 'wait'],
    ['nigdy', 'never'],
    ['Never mind, I answered him', null],
    ['nie', null],
    ['please skip', null],
    ['skipping rope', null],
    ['> skip', null],
    ['constructor', null],
    ['', null],
  ])('%j is %s', (text, word) => {
    expect(commandOf(text)).toBe(word);
  });
});
