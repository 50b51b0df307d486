import { absentWords, automaticWords } from '../auto-reply-words.js';
import { lowerCase, lowerCasePattern } from '../letters.js';
import type { Body, Header } from '../parsed.js';
import { saysHuman } from './auto-submitted.js';
import { answersMail, hasNullSender } from './hint.js';
import { type ResponderText, readAsResponder, readsAutomatic, saysNothingOwn } from './responder-text.js';
import type { Rule } from './rule.js';

const tags = '(?:\\[[^\\]]{0,60}\\] ?|\\*{1,3}[^*]{0,40}\\*{1,3} ?){0,3}';
/** What may follow a name: nothing, a mark, a day, or what it is about. "Automatic reply to customers" is another matter. */
const until =
  'until|till|til|from|on|re:|next|this|today|through|back|due|and|bis|ab|vom|am|von|und|wegen|du|au|jusqu|le|del|hasta|el|dal|fino|al|de|até|a|van|tot|op|do|od|w|från|fra|den|с|до|по|з';
const autoName = `(?:this is an? )?(?:[\\p{L}\\d]{1,20}! )?(?:${automaticWords})`;
/** "Automatic reply: Printer", "Auto: Printer": a name, a colon, and a subject; no person writes so of his own mail. */
const titled = lowerCasePattern(`^${tags}(?:auto|${autoName}(?: [^:]{1,40})?) ?[:：] ?\\S`);
/** "Automatic reply", "Yahoo! Auto Response", "[Auto-Reply] Printer", "Printer (Auto-Reply)". */
const automatic = lowerCasePattern(
  `^${tags}${autoName}(?!\\p{L})(?=[^\\p{L}]{0,4}$| ?[:：,;.!–—([|\\d-]| (?:${until}|(?:${absentWords})(?!\\p{L}))| [dl]')|^\\[(?:${automaticWords})\\]|^(?!(?:re|aw|sv|odp|rif|res) ?:)[^\\n]{1,200}(?:[([](?:${automaticWords})[)\\]]| [-–] (?:${automaticWords}))$`,
);
const name = "\\p{L}[\\p{L}.'-]{0,30}";
/** "Anna Smith is", "I am currently", "Anna Smith:". */
const who = `(?:(?:${name} ){1,3}?(?:[-–:|,]|is|am|ist|bin|est|suis|está|estoy|estaré|è|sono|estou|jest|jestem|är|er|on|ben|je)|${name}(?: ${name}){0,2}[:,]|estoy|sono|estou|jestem|on|currently|derzeit|zurzeit|actuellement) (?:currently |now |derzeit |zurzeit |actuellement |actualmente )?`;
/** What may follow; "Leave request" and "Absence of ink" are about something else. */
const behind = `(?=[^\\p{L}]{0,4}$| ?[:：,;.!–—([|\\d-]| (?:${until}|for))`;
/** "Out of office until Monday", "Anna Smith: OOO", "Anna Smith is out of the office". A person may write so too. */
const absent = lowerCasePattern(`^${tags}(?:${who})?(?:${absentWords})(?!\\p{L})${behind}`);
/** Replies of responders that only the subject tells, when the text agrees or the envelope sender was empty. */
export const vacationSubject: Rule = (header, body) => {
  const subject = lowerCase(header.subject.slice(0, 300));
  const isTitled = titled.test(subject);
  if (!isTitled && !automatic.test(subject) && !absent.test(subject)) return null;
  if (saysHuman(header)) return null;
  const verdict = { kind: 'auto-reply', reason: 'vacation-subject' } as const;
  // RFC 3834 3.3: automatic answers are sent with an empty return path; people's mail is not.
  if (hasNullSender(header)) return verdict;
  if (body === null) return 'needs-body';
  const text = readAsResponder(body);
  return (isTitled && agreesWithTitle(text, header)) || agrees(text, header, body) ? verdict : null;
};

/**
 * A title before the subject of the mail that is answered is near proof: only an answer to the reader, or talk about
 * automatic answers, says that a person wrote it. Where nothing is answered the text has to agree but for a wish.
 */
function agreesWithTitle(text: ResponderText, header: Header): boolean {
  if (text.answering || (text.aboutAutomatic && text.strange > 0)) return false;
  if (answersMail(header)) return true;
  if (text.personal || text.aboutAutomatic) return false;
  return text.away || text.machine ? text.strange <= 1 : text.strange === 0 && text.words > 1;
}

/** Whether the subject gives the mail such a title, and the text nothing that speaks against it. */
export function isAutomaticSubject(header: Header, text: ResponderText): boolean {
  const subject = lowerCase(header.subject.slice(0, 300));
  return titled.test(subject) && !text.answering && !(text.aboutAutomatic && text.strange > 0);
}

/**
 * A person may give his mail such a subject, with a request behind it: every part of every sentence has to be a
 * responder's.
 */
function agrees(text: ResponderText, header: Header, body: Body): boolean {
  return saysNothingOwn(text, header, body) || readsAutomatic(text);
}
