import { hasReplyPrefix } from '../subject.js';
import { acknowledges, acknowledgesInSubject } from './acknowledgement-words.js';
import { saysHuman } from './auto-submitted.js';
import { mayBeAutomatic, showsMachine } from './hint.js';
import { type ResponderText, readAsResponder } from './responder-text.js';
import type { Rule } from './rule.js';

/** What ticket systems add: a number, a promise, the word "automatic". */
const system =
  /automat|自動|自动|자동|αυτόματ|автомат|(?:ticket|case|request|reference|tracking|vorgangs|fall|dossier|caso|zgłoszeni\p{L}{0,3}|ärende|sags?)[ -]?(?:number|id|no\b|nummer|nr|numéro|número|numero|#|:|\d)|#\d{3,}|#[a-z0-9-]{4,}|as soon as possible|shortly|within \d|business (?:day|hour)|be in touch|get back to you|(?:schnellst|baldm|so bald)|kümmern|bearbeite|melden uns|in kürze|reply above this line|(?:being|be) (?:reviewed|processed|handled|looked)|support (?:staff|team)|meilleurs délais|dans les plus brefs|lo antes posible|a la brevedad|prima possibile|breve|zo (?:spoedig|snel)|jak najszybciej|wkrótce|niezwłocznie|skontaktuj|så snart|hurtigst|co nejdříve|ближайшее|найближч/iu;

/** "Your ticket number is 4711". */
const numbered =
  /(?:your|ihre?|votre|su|tu|la sua|il suo|sua?|seu|uw|twoje|państwa|váš|ваш\p{L}?) (?:\p{L}{1,20} )?(?:ticket|case|request|reference|tracking|vorgangs|fall|anfrage|dossier|demande|solicitud|caso|richiesta|pedido|chamado|verzoek|zgłoszeni|požadav|заявк|запит|обращени)/iu;
const automatic =
  /(?:auto(?:matic|mated)?(?:ally)?|automatisch\p{L}{0,2}|automatique(?:ment)?|automátic[oa](?:mente)?|automatic[oa](?:mente)?|automatyczn\p{L}{1,3}|automatisk?t?|automaattinen|automatick\p{L}{1,2}|автоматич\p{L}{1,6}|otomatik)(?!\p{L})|自動|自动|자동|αυτόματ/iu;

/**
 * Acknowledgements of ticket systems ("We have received your request"): when subject and text agree, and either the
 * header shows a machine or every part of the text is one's, which no "I" speaks; or by the text alone, where the header
 * hints at a machine and the text calls itself automatic. An agent's answer by the same system stays a person's.
 */
export const acknowledgement: Rule = (header, body) => {
  if (saysHuman(header)) return null;
  const told = !hasReplyPrefix(header.subject) && acknowledgesInSubject(header.subject);
  if (!told && !mayBeAutomatic(header)) return null;
  if (body === null) return 'needs-body';
  const read = readAsResponder(body);
  const { text } = read;
  if (read.personal || read.aboutAutomatic) return null;
  const agrees = told
    ? (acknowledges(text) || numbered.test(text)) &&
      system.test(text) &&
      (showsMachine(header) || isHouse(read))
    : acknowledges(text) && automatic.test(text) && (showsMachine(header) || isHouse(read));
  return agrees ? { kind: 'auto-reply', reason: 'acknowledgement' } : null;
};

function isHouse({ strange, forOne }: ResponderText): boolean {
  return strange === 0 && !forOne;
}
