import { absentWords, automaticWords } from '../auto-reply-words.js';
import { lowerCase, lowerCasePattern } from '../letters.js';
import { acknowledges } from './acknowledgement-words.js';
import { saysHuman } from './auto-submitted.js';
import { hasNullSender } from './hint.js';
import { type ResponderText, readAsResponder } from './responder-text.js';
import type { Rule } from './rule.js';

const tags = '(?:\\[[^\\]]{0,60}\\] ?|\\*{1,3}[^*]{0,40}\\*{1,3} ?){0,3}';
/** "Automatic reply: Printer", "Yahoo! Auto Response", "[Auto-Reply] Printer", "Printer (Auto-Reply)". */
const automatic = lowerCasePattern(
  `^${tags}(?:auto ?:|(?:this is an? )?(?:[\\p{L}\\d]{1,20}! )?(?:${automaticWords})(?!\\p{L}))|^\\[(?:${automaticWords})\\]|^(?!(?:re|aw|sv|odp|rif|res) ?:)[^\\n]{1,200}(?:[([](?:${automaticWords})[)\\]]| [-–] (?:${automaticWords}))$`,
);
const name = "\\p{L}[\\p{L}.'-]{0,30}";
/** "Anna Smith is", "I am currently", "Anna Smith:". */
const who = `(?:(?:${name} ){1,3}?(?:[-–:|,]|is|am|ist|bin|est|suis|está|estoy|estaré|è|sono|estou|jest|jestem|är|er|on|ben|je)|${name}(?: ${name}){0,2}[:,]|estoy|sono|estou|jestem|on|currently|derzeit|zurzeit|actuellement) (?:currently |now |derzeit |zurzeit |actuellement |actualmente )?`;
/** What may follow; "Leave request" and "Absence of ink" are about something else. */
const behind =
  '(?=[^\\p{L}]{0,4}$| ?[:：,;.!–—([|\\d-]| (?:until|till|til|from|for|on|re:|next|this|today|through|back|due|and|bis|ab|vom|am|und|wegen|du|au|jusqu|le|del|hasta|el|dal|fino|al|de|até|a|van|tot|op|do|od|w|från|fra|den|с|до|по|з))';
/** "Out of office until Monday", "Anna Smith: OOO", "Anna Smith is out of the office". A person may write so too. */
const absent = lowerCasePattern(`^${tags}(?:${who})?(?:${absentWords})(?!\\p{L})${behind}`);
/** Stems of words that the text of such a mail has, where its sentences are not recognised. */
const agreeing =
  /(?<!\p{L})(?:out of|away|absen[ct]|vacation|holiday|on leave|return|abwesen|urlaub|zurück|erreichbar|congés?|retour|ausente|vacaciones|regres|ferie|assente|rientr|férias|afwezig|vakantie|terug|nieobecn|urlop|wrac|semester|åter|tillbaka|tilbage|tilbake|loma|poissa|dovolen|szabadság|concediu|izin|отпуск|отсутств|відпуст|відсут|άδεια)|不在|休暇|外出|假期|휴가|부재/iu;

/** Replies of responders that only the subject tells, when the text agrees or the envelope sender was empty. */
export const vacationSubject: Rule = (header, body) => {
  const subject = lowerCase(header.subject.slice(0, 300));
  const named = automatic.test(subject);
  if ((!named && !absent.test(subject)) || saysHuman(header)) return null;
  const verdict = { kind: 'auto-reply', reason: 'vacation-subject' } as const;
  // RFC 3834 3.3: automatic answers are sent with an empty return path; people's mail is not.
  if (hasNullSender(header)) return verdict;
  if (body === null) return 'needs-body';
  const text = readAsResponder(body);
  return (named ? agreesWithName(text) : agreesWithAbsence(text)) ? verdict : null;
};

/** One or two words say nothing against the subject. */
function agreesWithName({ words, away, machine, personal, text }: ResponderText): boolean {
  if (words < 3 || away || machine || acknowledges(text)) return true;
  return !personal && agreeing.test(text);
}

/** A person may write "Urlaub" too, and something else with it: every sentence but one has to be understood. */
function agreesWithAbsence({ words, away, machine, strange, personal, text }: ResponderText): boolean {
  if (words < 3) return true;
  if (personal) return false;
  return machine || (away && strange <= 1) || (words < 7 && agreeing.test(text));
}
