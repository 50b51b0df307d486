import { absentWords, automaticWords } from './auto-reply-words.js';

/**
 * Reply and forward prefixes as clients write them. RFC 5256 2.1 knows Re, Fw and Fwd; the others are those of
 * localised Outlook, Lotus Notes, Gmail, Yahoo and Chinese, Japanese and Korean clients.
 */
const replies =
  're|aw|antw|antwort|sv|vs|odp|odpowiedź|res|r|rif|rép|réf|ynt|yan|bls|atb|vá|válasz|odpověď|odpoveď|отв|ответ|на|απ|σχετ|回复|回覆|答复|答覆|返信|답장|회신';
const forwards =
  'fwd?|wg|pd|enc|i|tr|rv|vb|vl|doorst|ilt|trs|továbbítás|přeposláno|пересл|πρθ|προωθ|转发|轉寄|轉發|転送|전달';
/** A counter stands in brackets, behind a caret or bare: `AW[2]:`, `Re(3):`, `Re^2:`, `Re2:`. */
const counter = '\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\^?\\d{1,3})?\\s?';
const prefix = new RegExp(`^(?:${replies}|${forwards})${counter}[:：]\\s*`, 'iu');
const replyPrefix = new RegExp(`^(?:${replies})${counter}[:：]`, 'iu');
const tag = /^\[[^[\]]{1,100}\]\s*/u;
const forwardTrailer = /\s*\(fwd\)$/i;
const forwardWrapper = /^\[fwd:\s*(.*)\]$/i;

/**
 * The subject without what replying and forwarding put around it (RFC 5256 2.1). Unlike there, tags like `[list]` or
 * `[#123]` stay, and prefixes are taken from behind them too: other systems and Gmail thread by the tags, so "Re: " plus
 * the base subject must still carry them. Prefixes alone ("Re:") give ''.
 */
export function baseSubject(subject: string): string {
  let base = subject.slice(0, 2000).replace(/\s+/gu, ' ').trim();
  // What remains may form a wrapper anew ("[fwd: [fwd: ] ]").
  for (let round = 0; round < 50; round++) {
    const rest = withoutWrapping(base);
    if (rest === base) break;
    base = rest;
  }
  return base;
}

function withoutWrapping(subject: string): string {
  let rest = subject;
  let tags = '';
  for (;;) {
    const before = rest;
    rest = rest.replace(forwardTrailer, '').replace(prefix, '');
    const wrapped = forwardWrapper.exec(rest);
    if (wrapped) rest = wrapped[1]!.trim();
    const marked = tag.exec(rest);
    if (marked && marked[0].length < rest.length) {
      const one = marked[0].trim();
      if (!tags.includes(one)) tags += `${one} `;
      rest = rest.slice(marked[0].length);
    }
    if (rest === before) return (tags + rest).trim();
  }
}

/** What two subjects must share to be of one matter: the base subject without tags, in lower case. */
export function subjectKey(subject: string): string {
  let rest = baseSubject(subject).toLowerCase();
  for (let marked = tag.exec(rest); marked && marked[0].length < rest.length; marked = tag.exec(rest)) {
    rest = rest.slice(marked[0].length);
  }
  return rest;
}

/** Whether the subject begins (behind tags) with a client's reply prefix; a forward's does not count. */
export function hasReplyPrefix(subject: string): boolean {
  let rest = subject.slice(0, 2000).trim();
  for (let marked = tag.exec(rest); marked; marked = tag.exec(rest)) rest = rest.slice(marked[0].length);
  return replyPrefix.test(rest);
}

const words = `(?:${automaticWords}|${absentWords})`;
/** "Out of Office AutoReply: ", "Automatic reply to: ", "Auto: " (RFC 3834 3.1.5), and "Out of Office Re: " without a colon. */
const autoReplyPrefix = new RegExp(
  `^(?:auto|${words}(?:[ ,/–-]{1,3}${words}){0,2})(?: (?:to|from|auf|von|à|de|a|da|op|van|na|od|på|till))?(?:\\s{0,3}[:：]\\s*| [-–|] | (?=(?:${replies}|${forwards})${counter}[:：]))`,
  'iu',
);
/** "Auto-reply (was: Printer)", "Printer (automatic reply)": older responders. */
const autoReplyWrapper = new RegExp(`^(?:auto|${words}) ?[([](?:was|re)[:：]\\s*(.{1,1000})[)\\]]$`, 'iu');
const autoReplyTrailer = new RegExp(` ?[([](?:${automaticWords})[)\\]]$`, 'iu');

/**
 * The base subject of the mail that an automatic mail answers: without "Automatic reply:", "Abwesenheitsnotiz:", "Auto:"
 * (RFC 3834 3.1.5) and the like, so that its `subjectKey` is that of the mail. Only for mails of kind auto-reply: a person
 * may well write "Vacation: who is here?". A subject that is nothing else ("Out of Office") stays.
 */
export function withoutAutoReplyPrefix(subject: string): string {
  let rest = baseSubject(subject);
  for (let round = 0; round < 10; round++) {
    const marked = tag.exec(rest);
    const tags = marked && marked[0].length < rest.length ? marked[0] : '';
    const bare = rest.slice(tags.length);
    const inner =
      autoReplyWrapper.exec(bare)?.[1] ?? bare.replace(autoReplyPrefix, '').replace(autoReplyTrailer, '');
    if (inner === bare || inner.trim() === '') break;
    rest = baseSubject(tags + inner);
  }
  return rest;
}
