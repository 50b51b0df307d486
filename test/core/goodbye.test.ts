import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGoodbye } from '../../src/core/message/goodbye.js';
import { costsAtMost } from '../cost.js';

describe('isGoodbye', () => {
  it.each([
    'Glad it works now!',
    'Great to hear that everything is working again.',
    "Hi Anna,\n\nyou're welcome! Have a nice day.\n\nBest regards\nBob Miller",
    'Perfect, happy we could help.\nLet us know if anything else comes up.\nBob',
    'I am glad that the problem is solved. Have a great weekend! 😊',
    'No problem, glad it works now 🙂',
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
    "Glad it works! If you have any further questions, please don't hesitate to contact us.",
    'Happy to help. Let us know if you need anything else.',
    'My pleasure. Please feel free to reach out again if there is anything else we can do for you.',
    "You're welcome! Should you have any other questions, just let us know.",
    "You are welcome. If the problem occurs again, please let us know. We're always happy to help",
    'Gern geschehen! Bei weiteren Fragen melden Sie sich gerne jederzeit.',
    'Keine Ursache. Falls noch etwas ist, einfach melden!',
    'Freut mich, dass es klappt. Sollten Sie noch weitere Fragen haben, stehen wir Ihnen gerne zur Verfügung.',
    'Gern geschehen. Melden Sie sich einfach, wenn Sie noch etwas brauchen.',
    'Gern geschehen. Falls etwas ist, melden Sie sich.',
    'Nie ma za co. W razie dalszych pytań jesteśmy do dyspozycji.',
    'Cieszę się, że działa. Gdyby pojawiły się jeszcze jakieś pytania, proszę śmiało pisać.',
    "De rien. Si vous avez d'autres questions, n'hésitez pas à nous contacter.",
    'Je vous en prie. Nous restons à votre disposition pour toute autre question.',
    'De nada. Si tiene alguna otra duda, no dude en escribirnos.',
    'De nada, quedamos a su disposición para cualquier consulta.',
    'Prego. Se ha altre domande, non esiti a contattarci.',
    'Di nulla, restiamo a disposizione per qualsiasi altra necessità.',
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
    // An offer of anything but further help is a request.
    ['Glad it works! Let me know if you received the new serial number.', 'says-more'],
    ['Happy to help. Please let me know if you want us to cancel the contract.', 'says-more'],
    ['My pleasure. Let us know if you agree with the offer', 'says-more'],
    ['Glad to hear that. If you could send the log file, let me know', 'says-more'],
    ['You are welcome. If you send us the page, we reach out', 'says-more'],
    ['Happy to help. Let us know if you get anything', 'says-more'],
    ['Happy to help. If you have any more information, let us know', 'says-more'],
    ['Glad it works. If you need anything else, send the form', 'says-more'],
    ['Kein Problem. Wenn Sie den Termin am Montag wollen, bitte melden', 'says-more'],
    ['Keine Ursache. Falls Sie das Angebot annehmen, bitte melden.', 'says-more'],
    ['Gern geschehen. Wenn Sie etwas haben, schreiben Sie uns.', 'says-more'],
    ['Keine Ursache. Bei Fragen zum Angebot schicken Sie uns die Nummer.', 'says-more'],
    ['Nie ma za co. Jeśli zgadzają się Państwo na ofertę, proszę dać znać.', 'says-more'],
    ["De rien. N'hésitez pas à nous dire si le devis vous convient", 'says-more'],
    ["De rien. Si vous avez d'autres informations, n'hésitez pas à nous contacter", 'says-more'],
    ['De nada. Si está de acuerdo con la oferta, no dude en escribirnos.', 'says-more'],
    ['De nada. Si tiene más información, escríbanos.', 'says-more'],
    ["Prego. Se accetta l'offerta, non esiti a contattarci.", 'says-more'],
    ['Prego. Se ha altre informazioni, ci contatti.', 'says-more'],
    // So one agrees to "you get it on Thursday".
    ['No problem!', 'no-goodbye'],
    ['No worries at all. Have a nice day!', 'no-goodbye'],
    ['Any time!', 'no-goodbye'],
    ['No problem. Let us know if you have any questions.', 'no-goodbye'],
    ['Kein Problem!\n\nViele Grüße\nJan', 'no-goodbye'],
    ['Pas de souci, bonne journée !', 'no-goodbye'],
    ['No hay problema.', 'no-goodbye'],
    ['Nessun problema, grazie.', 'no-goodbye'],
    ['Nie ma problemu.', 'no-goodbye'],
    ['Bei weiteren Fragen melden Sie sich gerne.', 'no-goodbye'],
    ['Prego, tutto ok?', 'asks'],
    ["> Thanks!\nYou're welcome.", 'says-more'],
    ['', 'empty'],
    [`You're welcome! ${'Have a nice day. '.repeat(40)}`, 'too-long'],
  ])('does not take %j for one', (text, reason) => {
    expect(isGoodbye(text)).toEqual({ goodbye: false, reason });
  });

  it('never takes text with an unknown sentence or a question mark for one, and takes bounded time', async () => {
    fc.assert(
      fc.property(fc.string(), (s) => !isGoodbye(`Glad it works now. Frobnicate the ${s} gadget`).goodbye),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (s) => !isGoodbye(`${s}?`).goodbye));
    const bags = [
      'à nous contacter ',
      'melden sie sich ',
      'ci contatti pure ',
      'you can always ',
      'en cualquier momento ',
      'proszę jeszcze raz ',
      'if you need anything else ',
      'noch etwas ',
    ];
    await costsAtMost(1_000, () => {
      for (const s of ['glad ', 'so ', 'if you ', 'noch ', 'a b ', ' ', 'że już ', ...bags])
        for (const lead of ['', 'Gern geschehen. ', 'wenn ', 'si vous avez ', 'let us know if '])
          isGoodbye(`${lead}${s.repeat(80)}`.slice(0, 399));
    });
  });
});
