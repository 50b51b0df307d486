import { contentTypeOf } from '../content-type.js';
import { fieldOf } from '../fields.js';
import { lowerCase, lowerCasePattern } from '../letters.js';
import type { Body, Header } from '../message.js';
import { wordsOf } from './body-words.js';
import type { Rule } from './rule.js';

/** Subjects by which calendars send invitations and answers: Exchange, Google, Apple and others, by language. */
const subjects = lowerCasePattern(
  `^(?:\\[[^\\]]{0,40}\\] )?(?:${[
    '(?:updated )?invitation(?: update| from [^:]{1,60})?|accepted|declined|tentative(?:ly accepted)?|(?:event )?cancel{1,2}ed(?: event)?|(?:proposed )?new time proposed|proposed new time|meeting (?:request|response|update)|updated(?: event)?|rescheduled',
    '(?:aktualisierte )?einladung|terminabsage|angenommen|zugesagt|zusage|abgelehnt|absage|abgesagt|mit vorbehalt(?: angenommen| zugesagt)?|unter vorbehalt|vorläufig|neue zeit vorgeschlagen|neuer terminvorschlag',
    '(?:zaktualizowane )?zaproszenie(?: zaktualizowane)?|zaakceptowan[aoe]|odrzucon[aoe]|odwołan[aoe]|anulowan[aoe]|wstępnie(?: zaakceptowan[aoe])?|niepewne|zaproponowano nowy termin',
    'invitation (?:mise à jour|modifiée|acceptée)|acceptée?|refusée?|déclinée?|annulée?|provisoire(?:ment acceptée?)?|peut-être|nouvel horaire proposé',
    'invitación(?: actualizada)?|aceptad[oa]|rechazad[oa]|cancelad[oa]|(?:aceptad[oa] )?provisional(?:mente)?|quizás',
    'invito(?: aggiornato)?|accettat[oa]|rifiutat[oa]|annullat[oa]|provvisori[oa]|accettat[oa] con riserva',
    'convite(?: atualizado)?|aceite?|aceito|recusado|provisório|talvez',
    '(?:bijgewerkte )?uitnodiging|geaccepteerd|geweigerd|afgewezen|geannuleerd|voorlopig|misschien',
    'inbjudan|uppdaterad inbjudan|accepterat?|avböjt|avbokat|inställd|preliminärt?|invitation|accepteret|afvist|aflyst|foreløbig|invitasjon|godtatt|avslått|avlyst|kutsu|hyväksytty|hylätty|peruutettu|alustava',
    'pozvánka|aktualizovaná pozvánka|přijato|odmítnuto|zrušeno|nezávazně|prijaté|odmietnuté|zrušené|meghívó|elfogadva|elutasítva|lemondva|invitație|acceptat[ăa]?|refuzat[ăa]?|anulat[ăa]?',
    'приглашение|обновленное приглашение|принято|отклонено|отменено|под вопросом|запрошення|прийнято|відхилено|скасовано|davet|kabul edildi|reddedildi|iptal edildi|πρόσκληση|αποδεκτή|απορρίφθηκε|ακυρώθηκε',
    '招待状?|承諾(?:済み)?|辞退|キャンセル|仮承諾|更新された招待|邀请|邀請|已接受|已拒绝|已拒絕|暂定|已取消|초대|수락(?:됨)?|거절(?:됨)?|취소(?:됨)?|미정',
  ].join('|')})\\s?[:：]`,
);
/** iTIP methods (RFC 5546 1.4) that ask for or give an answer. PUBLISH is a file that somebody attached. */
const method =
  /^METHOD(?:;[^:\r\n]{0,200})?:[ \t]*(REQUEST|REPLY|CANCEL|COUNTER|DECLINECOUNTER|REFRESH|ADD)\b/im;
/** What calendars write into the text of an answer themselves; a comment of the writer's own has none of it. */
const generated =
  /https?:|invit|einladung|zaprosze|convi|uitnod|inbjud|invitasjon|pozván|пригла|запрош|招待|邀|초대|\b(?:when|where|wann|wo|quand|cuándo|quando|kiedy|wanneer)\s?:|accept|declin|tentativ|angenommen|zugesagt|abgelehnt|zaakcept|odrzuc|refus|acept|rechaz|rifiut|accett|recus|geaccep|geweig|прин|откл/iu;

const verdict = { kind: 'calendar', reason: 'calendar-method' } as const;

/**
 * Calendar invitations and answers: text/calendar with a method (RFC 6047 2.4). An answer that carries words of its own
 * is what a person wrote.
 */
export const calendar: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const stated = params.get('method') ?? 'publish';
  if (type === 'text/calendar' && stated !== 'publish') return verdict;
  if (type !== 'text/calendar' && !(type.startsWith('multipart/') && isCandidate(header))) return null;
  if (body === null) return 'needs-body';
  for (const part of body.reports) {
    const found =
      part.contentType === 'text/calendar' ? method.exec(part.content.slice(0, 100_000))?.[1] : undefined;
    if (found !== undefined) return isAnswer(found) && hasComment(body) ? null : verdict;
  }
  return null;
};

/** What shows a calendar in the header: Exchange's class and fields, Google's sender, Apple's mailer, the subject. */
function isCandidate(header: Header): boolean {
  return (
    /calendarmessage/i.test(fieldOf(header, 'content-class') ?? '') ||
    /calendar-notification@google\.com/i.test(fieldOf(header, 'sender') ?? '') ||
    header.fields.some(({ name }) =>
      /^x-(?:ms-exchange-calendar|microsoft-cdo|google-calendar|zm-calendar)-/.test(name),
    ) ||
    /\b(?:calendar|icloud invit|ical)\b/i.test(fieldOf(header, 'x-mailer') ?? '') ||
    subjects.test(lowerCase(header.subject.slice(0, 300)))
  );
}

function isAnswer(name: string): boolean {
  return /^(?:REPLY|COUNTER)$/i.test(name);
}

function hasComment(body: Body): boolean {
  const words = wordsOf(body).slice(0, 5_000);
  return words.split(/\s+/, 4).length > 3 && !generated.test(words);
}
