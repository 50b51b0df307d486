import { isGratitude } from '../message/gratitude.js';
import { withoutLinkToken } from '../message/link-tokens.js';
import type { Message } from '../message/message.js';
import { sesName } from '../message/other-ids.js';
import type { Person } from '../message/parsed.js';
import { namesUs } from '../message/replayed.js';
import { type OrderLine, type OrderMail, orderKey } from '../order/order.js';
import { isOnlyOrders, parseOrders } from '../order/parse.js';
import type { Settings } from '../settings.js';
import type { Attempt } from './attempt.js';
import type { Command } from './fold-state.js';
import { answeredIds, referencedIds } from './link.js';
import type { CommandAction, Note } from './note.js';
import { isOwnAddress, outsiders, type Role, recipients } from './role.js';
import type { Derived } from './state.js';

/** The command of a note, or null for other notes. Ordered by mail, it counts at the moment of that mail. */
export function commandOfNote(note: Note): Command | null {
  if (note.type !== 'command') return null;
  const { action, by, signed: trusted, order, noteId } = note;
  // I7: an unsigned moment could put the word of nobody before anything.
  const at = trusted ? (note.since ?? note.at) : note.at;
  const [until, stage] = [note.until ?? null, note.stage ?? null];
  const undoes = note.undoes ?? null;
  return { action, at, by, trusted, until, stage, order: trusted && order ? order : noteId, undoes };
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
  attempts: ReadonlyMap<string, Attempt>,
  settings: Settings,
): OrderMail | 'needs-text' | null {
  // What came over a list may be anybody's, sent on.
  if (role.role !== 'agent' || message.kind !== 'human' || message.list) return null;
  if (outsiders(message, settings).length > 0 || !namesUs(message, settings.ownAddresses)) return null;
  const answered = answeredMail(message, attempts);
  const prompted = answered !== null || message.link !== undefined;
  const alone = recipients(message).every(({ address }) => isOwnAddress(address, settings));
  if (!prompted && !alone) return null;
  if (message.newText === undefined) return 'needs-text';
  const text = orderingText(message, settings);
  if (!prompted && !isOnlyOrders(text, contextOf(message, settings))) return null;
  const lines = parseOrders(text, contextOf(message, settings));
  return {
    message,
    by: role.person,
    answers: answered && markOf(answered),
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

/** A link fills the subject in, and people who are in a hurry write there too: it counts where the text orders nothing. */
function orderingText(message: Message, settings: Settings): string {
  const text = message.newText ?? '';
  const context = contextOf(message, settings);
  if (parseOrders(text, context).some(({ ok }) => ok)) return text;
  const subject = withoutLinkToken(message.subject);
  const bySubject = !/^(re|aw|odp|fwd?|wg)\s*:/i.test(subject) && isOnlyOrders(subject, context);
  return bySubject && (message.link !== undefined || text.trim() === '') ? subject : text;
}

function contextOf(message: Message, { calendar }: Settings): Parameters<typeof parseOrders>[1] {
  return { calendar, at: message.at };
}

/** R5: the agent who answers a blind notice has taken the matter up, whatever he says: the quiet side is to skip. */
function orSkip(lines: readonly OrderLine[]): readonly OrderLine[] {
  if (lines.some(({ ok }) => ok)) return lines;
  return [...lines, { ok: true, text: '', verb: 'skip', target: { by: 'here' } }];
}

/** What the mail orders about the conversation that it lies in, as commands; `at` in ms UTC. */
export function commandsOf({ message, by, answers, lines }: OrderMail, at: number): Command[] {
  return lines.flatMap((line, i) => {
    if (!line.ok || line.target.by !== 'here' || !isAction(line.verb)) return [];
    const staged = line.verb === 'skip' || line.verb === 'send-now';
    return {
      action: line.verb,
      at,
      by: by.address,
      trusted: true,
      until: line.until ?? null,
      stage: staged ? announcedStage(message, answers) : null,
      order: orderKey(message.id, i + 1),
      undoes: undoneBy(answers),
    };
  });
}

/** The stage that the mail is about, told by the notice that it answers or whose link began it; null: by none. */
function announcedStage({ link, inReplyTo }: Message, answers: OrderMail['answers']): number | null {
  // Several notices share the name by which a link joins them, so it tells the stage itself.
  if (typeof link === 'object' && !inReplyTo) return link.stage > 0 ? link.stage : null;
  return answers?.purpose === 'blind' && answers.stage > 0 ? answers.stage : null;
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
