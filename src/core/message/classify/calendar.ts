import { contentTypeOf } from '../content-type.js';
import { fieldOf } from '../fields.js';
import { lowerCase, lowerCasePattern } from '../letters.js';
import type { Body, Header } from '../parsed.js';
import { hasComment, hasGoogleNote, ownWords } from './calendar-words.js';
import { speaksForOne } from './clauses.js';
import { answersMail } from './hint.js';
import { asksReader } from './personal.js';
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
const answers = /^(?:REPLY|COUNTER)$/i;
const verdict = { kind: 'calendar', reason: 'calendar-method' } as const;

/**
 * Calendar invitations and answers: text/calendar with a method (RFC 6047 2.4). What carries words of its own is what a
 * person wrote: an answer with a comment, an invitation that answers a mail or speaks to its reader.
 */
export const calendar: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const stated = params.get('method') ?? 'publish';
  const isCalendar = type === 'text/calendar' && stated !== 'publish';
  // A description may stand in an invitation, and a comment in an answer alone.
  if (isCalendar && !answers.test(stated)) return verdict;
  if (type !== 'text/calendar' && !(type.startsWith('multipart/') && isCandidate(header))) return null;
  if (body === null) return 'needs-body';
  for (const part of body.reports) {
    const found =
      part.contentType === 'text/calendar' ? method.exec(part.content.slice(0, 100_000))?.[1] : undefined;
    if (found !== undefined) return isPersons(found, header, body, part.content) ? null : verdict;
  }
  return isCalendar ? verdict : null;
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

/** An invitation's text is its description: it is somebody's words where it answers a mail, or asks, or says "I". */
function isPersons(name: string, header: Header, body: Body, content: string): boolean {
  if (/calendar-notification@google\.com/i.test(fieldOf(header, 'sender') ?? '')) return hasGoogleNote(body);
  const own = ownWords(body, content);
  if (answers.test(name)) return own !== '' || hasComment(content);
  if (own === '' || !/^REQUEST$/i.test(name)) return false;
  if (answersMail(header)) return true;
  const text = lowerCase(own).replace(/\s+/g, ' ');
  return speaksForOne(text) || asksReader(text);
}
