import { fieldBlock } from './field-block.js';
import { fieldOf } from './fields.js';
import type { Body, Header, Person } from './parsed.js';

/** How clients begin the subject of a forward; a few are short words, so a colon has to follow. */
const prefixes = [
  'fwd?|wg|weitergeleitet|pd|przek|fwd|tr|trs|transf|i|inoltro|enc|res-enc|rv|reenv|vs|vb|vl|vl\\.|videresendt|vidarebefordrat',
  'doorst|doorgestuurd|ilt|İlt|yönlendir|iletilen|továbbítás|tov|přeposláno|přeposl|přep|prep|posl|preposlané|redirecționat|redir',
  'пересл|пер|переслано|препр|πρθ|προωθ|προώθηση|转发|轉寄|轉發|転送|전달|إعادة توجيه|הועבר|chuyển tiếp|fs|ed',
].join('|');
const counter = '\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\^?\\d{1,3})?\\s?';
const forwardPrefix = new RegExp(`^(${prefixes})${counter}[:：]`, 'iu');
const tag = /^\[[^[\]]{1,100}\]\s*/u;

/**
 * The word with which a client marks the subject as a forward (behind tags like `[#12]`), in lower case; null when the
 * subject begins otherwise. "Re: Fwd: ..." is a reply.
 */
export function forwardMark(subject: string): string | null {
  let rest = subject.slice(0, 2000).trim();
  if (/^\[fwd?:/i.test(rest) || /\(fwd\)$/i.test(rest)) return 'fwd';
  for (let marked = tag.exec(rest); marked; marked = tag.exec(rest)) rest = rest.slice(marked[0].length);
  return forwardPrefix.exec(rest)?.[1]?.toLowerCase() ?? null;
}

/** Whether the header leaves it open that the mail carries another one, so that its body has to be read. */
export function mayCarryMail(header: Header): boolean {
  return (
    forwardMark(header.subject) !== null ||
    fieldOf(header, 'x-forwarded-message-id') !== null ||
    // An attached mail shows in the structure only.
    /^\s*(?:multipart\/mixed|message\/)/i.test(fieldOf(header, 'content-type') ?? '')
  );
}

/** A mail as a forward shows it within its text. */
export interface InlineForward {
  readonly from: Person;
  /** '' when the block names none. */
  readonly subject: string;
  /** What follows the block: the forwarded words, perhaps with older mails quoted in them. */
  readonly text: string;
}

/**
 * The mail that the text of a forward holds: the first block of header fields in it that names a sender with an address,
 * whatever line stands above it ("Forwarded message", "Begin forwarded message:", nothing at all). Null: there is none,
 * or the header does not say that the mail is a forward: a reply quotes such blocks as well.
 */
export function inlineForward(header: Header, text: string): InlineForward | null {
  const mark = forwardMark(header.subject);
  if (mark === null && fieldOf(header, 'x-forwarded-message-id') === null) return null;
  const block = fieldBlock(text);
  // "VS:" is a forward in Danish and Norwegian and a reply in Finnish: the language of the block tells.
  if (!block || (mark === 'vs' && block.fromLabel === 'lähettäjä')) return null;
  return { from: block.from, subject: block.subject, text: block.text };
}

/** Mailboxes that nobody reads: what comes from them is no answer of a person. */
const unattended =
  /^(?:.{0,40}[-_.+])?(?:no|not|do[-_.]?not|dont|never)[-_.]?(?:reply|replay|response|respond|answer)(?:[-_.+].{0,40})?$|^(?:mailer[-_.]?daemon|postmaster|mail[-_.]?delivery(?:[-_.].{0,40})?|bounces?(?:[-_.+=].{0,200})?|auto[-_.]?(?:reply|responder|mailer)|nobody|noreply.{0,40}|nicht[-_.]?antworten|keine[-_.]?antwort|ne[-_.]?pas[-_.]?repondre|nepasrepondre|no[-_.]?responder|nao[-_.]?responda|nie[-_.]?odpowiadaj|microsoftexchange[0-9a-f]{32})$/i;

/** The address is a machine's by its name (`no-reply@`, `mailer-daemon@`). */
export function isUnattended(address: string): boolean {
  const at = address.lastIndexOf('@');
  return unattended.test(at < 0 ? address : address.slice(0, at));
}

/** Parts that only reports have: what they enclose was sent by us and not received by the agent. */
export function isReport(body: Body): boolean {
  return body.reports.some(({ contentType }) =>
    /^message\/(?:(?:global-)?(?:delivery-status|disposition-notification)|feedback-report)$/i.test(
      contentType,
    ),
  );
}
