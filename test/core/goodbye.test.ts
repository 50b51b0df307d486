import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
    'Polecam się na przyszłość. Miłego weekendu!',
    'Thank you for your feedback. Glad it works now!',
    'Bonjour,\nravi que tout fonctionne. Bonne journée !\nCordialement\nPaul Martin',
    'Je vous en prie, bonne journée !',
    'De rien !',
    'Avec plaisir. N’hésitez pas à nous contacter si vous avez une autre question.',
    'De nada, que tenga un buen día.',
    'Me alegro de que funcione. Un saludo, Pedro',
    'Un placer ayudarle.',
    'Prego, buona giornata!',
    'Di nulla. Cordiali saluti\nMarco Rossi',
    'Sono contento che ora funzioni.',
    'Glad it works now.\n\n> It works, thanks!\n> Anna',
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
    ['Merci pour votre message.', 'no-goodbye'],
    ['Je vous en prie. Pourriez-vous nous envoyer la facture.', 'says-more'],
    ['Ravi que cela fonctionne, mais il manque la facture.', 'says-more'],
    ['De nada. Envíenos la factura.', 'says-more'],
    ['Me alegro de que funcione, pero falta la factura.', 'says-more'],
    ['Prego, ci mandi la fattura.', 'says-more'],
    ['Prego. Il numero è 4711.', 'says-more'],
    ['It works now.', 'says-more'],
    ['Prego, tutto ok?', 'asks'],
    ["> Thanks!\nYou're welcome.", 'says-more'],
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
