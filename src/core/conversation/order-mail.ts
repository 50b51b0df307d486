import { isGratitude } from '../message/gratitude.js';
import { withoutLinkToken } from '../message/link-tokens.js';
import type { LinkFact, Message } from '../message/message.js';
import { sesName } from '../message/other-ids.js';
import type { Person } from '../message/parsed.js';
import { namesUs } from '../message/replayed.js';
import { saysNothing } from '../order/courtesy.js';
import type { OrderLine, OrderMail } from '../order/order.js';
import { isOnlyOrders, parseOrders } from '../order/parse.js';
import type { Settings } from '../settings.js';
import type { Attempt } from './attempt.js';
import { answeredIds, referencedIds } from './link.js';
import type { CommandAction, Shown } from './note.js';
import { isOwnAddress, outsiders, type Role, recipients } from './role.js';
import type { Derived } from './state.js';

/** What Thrice sent, by the names that an answer or a link knows it by. */
export interface SentNames {
  readonly attempts: ReadonlyMap<string, Attempt>;
  /** The Message-ID that mails were about, by the token that their links bear. */
  readonly anchors: ReadonlyMap<string, string>;
}

/**
 * The agent's mail to Thrice that this message is, with what it orders. It reaches no customer and names the mailbox in To
 * or Cc (a blind copy may be another person's doing), and it answers a mail of Thrice, bears a link of one, or is to the
 * bot alone and says nothing but commands: what colleagues write to the support address is no matter of Thrice.
 * 'needs-text': its new text decides and has not been read. Null: it is none.
 */
export function orderMailOf(
  message: Message,
  role: Role,
  sent: SentNames,
  settings: Settings,
): OrderMail | 'needs-text' | null {
  // What came over a list may be anybody's, sent on.
  if (role.role !== 'agent' || message.kind !== 'human' || message.list) return null;
  if (outsiders(message, settings).length > 0 || !namesUs(message, settings.ownAddresses)) return null;
  const answered = answeredMail(message, sent.attempts);
  const prompted = answered !== null || message.link !== undefined;
  const alone = recipients(message).every(({ address }) => isOwnAddress(address, settings));
  if (!prompted && !alone) return null;
  if (message.newText === undefined) return 'needs-text';
  const text = orderingText(message, settings);
  if (!prompted && !isOnlyOrders(text, contextOf(message, settings), message.from.name)) return null;
  const lines = parseOrders(text, contextOf(message, settings));
  const shown = shownTo(message, answered, sent.anchors);
  return {
    message,
    by: role.person,
    answers: answered && markOf(answered),
    ...(shown && { shown }),
    items: answered?.items ?? [],
    lines: answered?.purpose === 'blind' ? orSkip(lines) : lines,
  };
}

/**
 * The mail of Thrice that the message answers, or whose link it bears; one further up in the thread is only its
 * surroundings. What is about Thrice itself takes no orders.
 */
function answeredMail(message: Message, attempts: ReadonlyMap<string, Attempt>): Attempt | null {
  const { inReplyTo, references = [], link } = message;
  const direct = inReplyTo ? answeredIds(message) : references.slice(-1);
  const names = new Set(direct.flatMap((id) => [id, sesName(id) ?? id]));
  for (const id of referencedIds(message).toReversed()) {
    if (link === undefined && !names.has(id)) continue;
    const attempt = attempts.get(id);
    if (attempt && attempt.purpose !== 'admin') return attempt;
  }
  return null;
}

function markOf({ purpose, anchor, stage, last, closes, signed }: Attempt): OrderMail['answers'] {
  return { signed, purpose, anchor, stage, last, closes };
}

/** The notice whose link began the mail, else the one that announces a stage and is answered. */
function shownTo(
  message: Message,
  answered: Attempt | null,
  anchors: ReadonlyMap<string, string>,
): Shown | null {
  const link = tappedLink(message);
  if (!link) return answered?.purpose === 'blind' ? { anchor: answered.anchor } : null;
  const anchor = message.references?.map((id) => anchors.get(id)).find((id) => id !== undefined);
  return anchor === undefined ? null : { anchor, at: link.at };
}

/** The link by which the mail was begun. An answer to a mail that bears one was written by hand. */
export function tappedLink({ link, inReplyTo }: Message): Exclude<LinkFact, string> | null {
  return typeof link === 'object' && !inReplyTo ? link : null;
}

/**
 * A link fills the subject in, and people who are in a hurry write there too: it counts where the text orders nothing
 * (behind a link), or says nothing.
 */
function orderingText(message: Message, settings: Settings): string {
  const text = message.newText ?? '';
  const context = contextOf(message, settings);
  if (parseOrders(text, context).some(({ ok }) => ok)) return text;
  const subject = withoutLinkToken(message.subject);
  const bySubject = !/^(re|aw|odp|fwd?|wg)\s*:/i.test(subject) && isOnlyOrders(subject, context);
  return bySubject && (message.link !== undefined || saysNothing(text, message.from.name)) ? subject : text;
}

function contextOf(message: Message, { calendar }: Settings): Parameters<typeof parseOrders>[1] {
  return { calendar, at: message.at };
}

/** R5: the agent who answers a blind notice has taken the matter up, whatever he says: the quiet side is to skip. */
function orSkip(lines: readonly OrderLine[]): readonly OrderLine[] {
  if (lines.some(isAboutSomething)) return lines;
  return [...lines, { ok: true, text: '', verb: 'skip', target: { by: 'here' } }];
}

/** What may be meant for no conversation at all ("why h264", a number without a list) must let no stage go. */
function isAboutSomething(line: OrderLine): boolean {
  if (!line.ok) return false;
  const { target } = line;
  return target.by === 'here' || (target.by === 'id' && target.id.length >= 10);
}

/** What came of an agent's mail is answered: `undo` means that mail. */
export function undoneBy(answers: OrderMail['answers']): string | null {
  return answers?.purpose === 'command-result' ? answers.anchor : null;
}

const actions: ReadonlySet<string> = new Set<CommandAction>([
  'close',
  'reopen',
  'snooze',
  'wait',
  'never',
  'skip',
  'send-now',
  'undo',
]);

/** Whether the verb changes a conversation; the others only ask. */
export function isAction(verb: string): verb is CommandAction {
  return actions.has(verb);
}

/** Nothing to answer: it orders nothing, and thanks Thrice or says nothing at all. */
export function isIdle({ message, lines }: OrderMail, people: readonly Person[]): boolean {
  const text = message.newText ?? '';
  return (
    lines.length === 0 &&
    (text.trim() === '' ||
      isGratitude(
        text,
        people.map(({ name }) => name),
      ).gratitude)
  );
}

/** Whether mails in this conversation order something about others: it reaches beyond it, hence notes. */
export function ordersElsewhere({ orders, customers }: Derived): boolean {
  return orders.some(({ lines, answers }) =>
    lines.some((line) => {
      if (!line.ok || !isAction(line.verb)) return false;
      // What is taken back may have been ordered about others.
      const reaches = line.verb === 'undo' && undoneBy(answers) !== null;
      return line.target.by !== 'here' || customers.length === 0 || reaches;
    }),
  );
}
