import { contentTypeOf } from '../content-type.js';
import { fieldOf } from '../fields.js';
import type { Rule } from './rule.js';

/** Subjects by which calendars send invitations and answers: Exchange, Google, Apple in a few languages. */
const subjects =
  /^(?:(?:updated )?invitation|accepted|declined|tentative(?:ly accepted)?|canceled(?: event)?|cancelled(?: event)?|new time proposed|(?:aktualisierte )?einladung|(?:angenommen|zugesagt|abgelehnt|abgesagt|mit vorbehalt)|zusage|absage|zaproszenie|zaakceptowano|odrzucono|odwołano|invitation mise à jour|accepté|refusé|annulé|invitación|aceptad[oa]|rechazad[oa]|invito|accettato|rifiutato|convite|aceite?|recusado|uitnodiging|geaccepteerd|geweigerd)\s?[:：]/iu;
/** iTIP methods (RFC 5546 1.4) that ask for or give an answer. PUBLISH is a file that somebody attached. */
const method = /^METHOD(?:;[^:\r\n]*)?:\s*(?:REQUEST|REPLY|CANCEL|COUNTER|DECLINECOUNTER|REFRESH|ADD)\b/im;

/** Calendar invitations and answers: text/calendar with a method (RFC 6047 2.4). */
export const calendar: Rule = (header, body) => {
  const { type, params } = contentTypeOf(header);
  const verdict = { kind: 'calendar', reason: 'calendar-method' } as const;
  if (type === 'text/calendar' && (params.get('method') ?? 'publish') !== 'publish') return verdict;
  const exchange = /calendarmessage/i.test(fieldOf(header, 'content-class') ?? '');
  const google = /calendar-notification@google\.com/i.test(fieldOf(header, 'sender') ?? '');
  const candidate =
    type === 'text/calendar' ||
    (type.startsWith('multipart/') && (exchange || google || subjects.test(header.subject)));
  if (!candidate) return null;
  if (body === null) return 'needs-body';
  return body.reports.some((part) => part.contentType === 'text/calendar' && method.test(part.content))
    ? verdict
    : null;
};
