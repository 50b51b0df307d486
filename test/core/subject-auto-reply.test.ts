import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectKey, withoutAutoReplyPrefix } from '../../src/core/message/subject.js';
import { costsAtMost } from '../cost.js';

describe('withoutAutoReplyPrefix (RFC 3834 3.1.5)', () => {
  it.each([
    'Printer',
    'Automatic reply: Printer',
    'Automatic reply: Re: Printer',
    'Re: Automatic reply: AW: Printer',
    'Out of Office: Printer',
    'Out of Office AutoReply: Printer',
    'Out of Office Re: Printer',
    'Auto: Printer',
    'AUTO: RE: Printer',
    '[EXTERNAL] Automatic reply: [#12] Printer',
    'Auto-Reply - Printer',
    'Autoreply to: Printer',
    'Auto Response (was: Printer)',
    'Printer (automatic reply)',
    'Abwesenheitsnotiz: Printer',
    'Automatische Antwort: Re: Printer',
    'Réponse automatique : Printer',
    'Respuesta automática: Printer',
    'Risposta automatica: Printer',
    'Resposta automática: Printer',
    'Automatisch antwoord: Printer',
    'Odpowiedź automatyczna: Printer',
    'Autosvar: Printer',
    'Automaattinen vastaus: Printer',
    'Automatická odpověď: Printer',
    'Automatikus válasz: Printer',
    'Răspuns automat: Printer',
    'Автоматический ответ: Printer',
    'Автоматична відповідь: Printer',
    'Otomatik yanıt: Printer',
    '自動応答: Printer',
    '自动答复：Printer',
    '자동 회신: Printer',
    'Αυτόματη απάντηση: Printer',
  ])('%s', (subject) => {
    expect(subjectKey(withoutAutoReplyPrefix(subject))).toBe('printer');
  });

  it.each([
    ['Out of Office', 'Out of Office'],
    ['Automatic reply:', 'Automatic reply:'],
    ['Autobahn: Printer', 'Autobahn: Printer'],
    ['Automatic reply does not work: Printer', 'Automatic reply does not work: Printer'],
    ['Absent-minded: Printer', 'Absent-minded: Printer'],
  ])('leaves %s', (subject, base) => {
    expect(withoutAutoReplyPrefix(subject)).toBe(base);
  });

  it('is stable, and takes bounded time', async () => {
    const word = fc.constantFrom(
      'Auto: ',
      'Re: ',
      '[x] ',
      'Out of Office ',
      'Printer',
      ' ',
      '(was: ',
      ')',
      ': ',
      '- ',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const base = withoutAutoReplyPrefix(words.join(''));
        expect(withoutAutoReplyPrefix(base)).toBe(base);
      }),
    );
    for (const s of ['Auto:', 'ooo ', 'Out of Office ', '[a] Auto: ', '(', ' ', 'auto ']) {
      const text = s.repeat(1e6 / s.length);
      await costsAtMost(1_000, () => withoutAutoReplyPrefix(text), JSON.stringify(s));
    }
  });
});
