import { fieldOf } from '../fields.js';
import type { Body, BounceRecipient, Header, Verdict } from '../message.js';
import { wordsOf } from './body-words.js';
import { permanentByWords } from './permanent.js';
import { addressIn, oneLine, originalIdOf, statusIn } from './report.js';

/** How mail systems begin the subject of a notice. */
export const bounceSubject =
  /^(?:\S+ )?(?:undeliver(?:able|ed)|returned mail|mail delivery (?:failed|failure|error|system)|delivery (?:status notification|failure|has failed|failed|error|report)|failure (?:notice|delivery)|failed delivery|mail system error|message delivery has failed|mail could not be delivered|mail failed|non[- ]?deliver(?:y|able)|warning: (?:message|could not send)|delayed mail|delivery delayed|message (?:delayed|undeliverable)|there was an error sending your mail|could not deliver|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|niedostarczona|nie dostarczono|non remis|échec de la remise|no se puede entregar|mancata consegna|.{0,20}配信|メールエラー)/i;

/** Where the copy of the original mail begins: what stands below is not the notice's own text. */
const copy =
  /^[ \t>]*(?:-{2,}[^\n]{0,20}(?:below this line|this is a copy|copy of (?:the|your)|original message|original mail|returned (?:mail|message)|headers? (?:follow|of)|unsent message|message header|undelivered message)[^\n]*|(?:return-path|received): [^\n]*|the (?:header|following is a copy)[^\n]{0,60}:[^\n]*|-{3,}\s*unsent[^\n]*)$/im;

const failedWords =
  /(?:could|can|was|were|has|have|did|is|are|been|be)(?: not|n't|not| unable to| failed to)[^.]{0,60}(?:deliver|sent|send|reach|accept)|undeliver|permanent|delivery[^.]{0,30}fail|fail[^.]{0,40}deliver|unable to deliver|wasn't able to|not recognized|rejected|returned|unknown|not found|error|refused|fehlgeschlagen|zugestellt|не (?:может|удалось|была)|配送|送信/i;
const delayedWords =
  /\b(?:delayed?|still being retried|will (?:keep trying|be retried|continue to (?:try|attempt))|not yet been delivered|no action is required|warning message only|will retry)\b/i;
const delayedSubject = /\bdelay(?:ed)?\b|^warning: (?:message|could not send)|still being retried/i;

/** What a notice in plain words says: bounce or delayed, one result a recipient; null when it reads like no notice. */
export function noticeOf(header: Header, body: Body): Verdict | null {
  const whole = wordsOf(body).replace(/\r\n?/g, '\n');
  const cut = copy.exec(whole);
  const words = (cut ? whole.slice(0, cut.index) : whole).slice(0, 20_000);
  const failedTo = fieldOf(header, 'x-failed-recipients');
  const subject = header.subject;
  if (failedTo === null && !bounceSubject.test(subject) && !failedWords.test(words)) return null;
  const delayed =
    failedTo === null &&
    (delayedSubject.test(subject) || (delayedWords.test(words) && !/permanent|given up/i.test(words)));
  const addresses = failedTo === null ? addressesIn(words, header) : listed(failedTo);
  const recipients = addresses.map((address) => resultOf(address, words, delayed));
  const original = body.reports.filter((part) => /rfc822/.test(part.contentType)).map((part) => part.content);
  const originalMessageId =
    originalIdOf([...original, cut ? whole.slice(cut.index) : whole].join('\n')) ??
    header.inReplyTo[0] ??
    header.references.at(-1) ??
    null;
  const bounce = { recipients, originalMessageId };
  return delayed
    ? { kind: 'delayed-notice', reason: 'notice-delayed', bounce }
    : { kind: 'bounce', reason: failedTo === null ? 'notice-in-words' : 'x-failed-recipients', bounce };
}

function listed(value: string): string[] {
  return [
    ...new Set(
      value
        .split(',')
        .map(addressIn)
        .filter((one) => one !== ''),
    ),
  ].slice(0, 100);
}

const address = '[^\\s<>()\\[\\],;:"\'@=]{1,128}@[\\p{L}\\p{N}][\\p{L}\\p{N}.-]{0,253}';
/** Lines that begin with an address, or name the recipient: the forms of the systems above. */
const naming = [
  new RegExp(`^[ \\t]*(?:\\[?\\d+[.)\\]]? )?<?(${address})>?(?=[\\s:,.>(]|$)`, 'gmu'),
  new RegExp(
    `(?:^|[\\s"])(?:recipients?(?: address)?|to|rcpt to|user|addressed to|failed addresse?s?|final-recipient)\\s*:?\\s*(?:rfc822;\\s*)?<?(${address})`,
    'gimu',
  ),
  new RegExp(`<(${address})>`, 'gu'),
  new RegExp(`(${address})`, 'gu'),
];

/** The recipients a notice names; those it was sent by or to only where it names nobody else. */
function addressesIn(words: string, header: Header): string[] {
  const from = header.from.map((person) => person.address);
  const others = named(words, new Set([...from, ...header.to.map((person) => person.address)]));
  return others.length > 0 ? others : named(words, new Set(from));
}

/** By the first form that finds any. */
function named(words: string, own: ReadonlySet<string>): string[] {
  for (const pattern of naming) {
    const found = new Set<string>();
    for (const match of words.matchAll(pattern)) {
      const one = addressIn(match[1]!);
      if (one !== '' && !own.has(one) && !/^(?:post-?master|mailer-daemon|abuse)@/.test(one)) found.add(one);
      if (found.size >= 100) break;
    }
    if (found.size > 0) return [...found];
  }
  return [];
}

/** What is said about one recipient: the lines from where it is named on, or else anywhere. */
function resultOf(recipient: string, words: string, delayed: boolean): BounceRecipient {
  const at = Math.max(0, words.toLowerCase().indexOf(recipient));
  const begin = words.lastIndexOf('\n', at) + 1;
  const near = words.slice(begin, begin + 1_500);
  const about = statusIn(near) !== '' || /(?<!\d)[45]\d\d[ -]/.test(near) ? near : `${near}\n${words}`;
  const status = statusIn(about);
  const lines = about.split('\n').slice(0, 200);
  const telling =
    lines.find((line) => /(?<![\d.])[45]\d\d[ -]|[45]\.\d+\.\d+/.test(line)) ??
    lines.find((line) => permanentByWords(line));
  const permanent = !delayed && permanentByWords(about);
  return {
    address: recipient,
    status,
    action: delayed ? 'delayed' : 'failed',
    permanent,
    reason: oneLine(telling ?? ''),
  };
}
