import { fieldOf } from '../fields.js';
import type { Body } from '../message.js';
import { wordsOf } from './body-words.js';
import type { Rule } from './rule.js';

/** How vacation programs begin a subject. A person's "Re: Out of office" does not begin so. */
const subjects = new RegExp(
  `^(?:\\[[^\\]]{0,40}\\] )?(?:${[
    'auto(?:matic|mated)?[ -]?(?:reply|response|answer)|this is an auto(?:matic|mated) (?:reply|response)',
    "out[ -]of[ -](?:the )?office|ooo\\b|(?:i(?:'m| am|'ll be| will be)) (?:currently )?(?:out of (?:the )?office|on vacation|on leave)|away from (?:the|my) (?:office|mail)|vacation (?:reply|message)",
    'abwesenheits(?:notiz|nachricht|meldung|assistent)|abwesend\\b|automatische (?:antwort|rückantwort)|autoantwort|außer haus',
    "réponse automatique|absence du bureau|absent du bureau|message d'absence|notification d'absence",
    'respuesta automática|fuera de (?:la )?oficina|ausente de la oficina',
    'risposta automatica|fuori (?:ufficio|sede)|assente dall',
    'resposta automática|fora do escritório|ausência temporária',
    'automatisch antwoord|afwezigheids?(?:bericht|melding)?\\b|niet op kantoor',
    'automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|poza biurem|nieobecność w biurze|nieobecna?\\b',
    'autosvar|automatiskt? svar|frånvaro|fravær|ikke til stede|automaattinen vastaus|poissa\\b',
    'automatická odpověď|automatická odpoveď|mimo kancelář|automatikus válasz|răspuns automat|otomatik (?:yanıt|cevap)',
    'автоответ|автоматический ответ|автоматична відповідь|вне офиса|нет на месте',
    '自動(?:応答|返信|回覆)|不在(?:通知|のお知らせ|です)|自动(?:回复|答复)|外出(?:通知|期间)|자동 ?(?:회신|응답)|부재중',
  ].join('|')})`,
  'iu',
);

/** Words that the text of such a mail has in its first lines. */
const agreeing =
  /\b(?:auto(?:matic|mated)|out of|away|absen[ct]|vacation|holiday|on leave|return|abwesend|abwesenheit|urlaub|außer haus|automatisch|zurück|erreichbar|congés?|retour|automatique|ausente|vacaciones|automátic[ao]|regres|ferie|assente|rientr|automatic[ao]|férias|afwezig|vakantie|terug|nieobecn|urlop|wrac|automatyczn|semester|åter|ferie|tilbage|loma|dovolen|szabadság|concediu|izin|отпуск|отсутств|відпуст)|不在|休暇|外出|假期|휴가|부재/iu;

/** Out-of-office replies that only the subject tells, when the text agrees or the envelope sender was empty. */
export const vacationSubject: Rule = (header, body) => {
  if (!subjects.test(header.subject)) return null;
  // RFC 3834 3.3: automatic answers are sent with an empty return path; people's mail is not.
  if (/^\s*<\s*>/.test(fieldOf(header, 'return-path') ?? '')) return verdict;
  if (body === null) return 'needs-body';
  return agrees(body) ? verdict : null;
};

const verdict = { kind: 'auto-reply', reason: 'vacation-subject', autoReply: { returnsOn: null } } as const;

/** One or two words say nothing against the subject. */
function agrees(body: Body): boolean {
  const words = wordsOf(body).slice(0, 1_000);
  return words.split(/\s+/).length < 3 || agreeing.test(words);
}
