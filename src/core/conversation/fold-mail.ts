import { domainOf } from '../message/address.js';
import { inSent, onlyDiscarded } from '../message/fact.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import { returnDateOf } from '../message/return-date.js';
import { takeAddresses } from './fold-addresses.js';
import { isComplainer } from './fold-bounce.js';
import { close, endSilence, endSnooze, openSilence, useUpDraft } from './fold-silence.js';
import type { Event, Fold, FoldContext, OpenSilence } from './fold-state.js';
import { takeThanks } from './fold-thanks.js';
import { cameByItself } from './forwarding.js';
import { referencedIds } from './link.js';
import { isAnnouncement, outsiders } from './role.js';
import { isAddressed, noAgentMail, type StartVerdict, startOf } from './start.js';

/** R2: an agent's mail without a reference answers only what is older than this, in ms. */
const crossing = 10 * 60 * 1000;

/**
 * A mail of a person or a machine, not of Thrice and no bounce. Its silence counts from the moment of the event, which
 * is not before the mails that it answers: else what was sent in it could seem to be older than the silence.
 */
export function takeMail(fold: Fold, event: MailEvent, context: FoldContext): void {
  const { message, role, at } = event;
  if (role.role === 'customer' && onlyDiscarded(message)) takeDiscarded(fold, message, role.person, context);
  else if (role.role === 'customer') takeCustomerMail(fold, message, role.person, context);
  const ignored = noAgentMail(message, role, context.settings);
  if (ignored) {
    fold.starts.set(message.key, ignored);
    if (role.role === 'agent' && inSent(message)) takeDraft(fold, message, at, context);
  } else if (role.role === 'agent')
    fold.starts.set(message.key, takeAgentMail(fold, message, role.person, at, context));
}

type MailEvent = Extract<Event, { type: 'message' }>;

/** R1: a mail that lies in Junk or Trash alone can only stop something: no reopening, no debt is paid by it. */
function takeDiscarded(fold: Fold, message: Message, person: Person, context: FoldContext): void {
  if (message.kind === 'auto-reply') takeAbsence(fold, message, person, context);
  if (message.kind !== 'human' || fold.closed) return;
  if (fold.agent && fold.watched && fold.silence)
    fold.answers.push({ message, reopened: false, agent: fold.agent, anchor: fold.silence.anchor });
  endSilence(fold);
  fold.owed.push({ id: message.id, at: message.at });
}

function takeCustomerMail(fold: Fold, message: Message, person: Person, context: FoldContext): void {
  if (message.kind === 'auto-reply') takeAbsence(fold, message, person, context);
  if (message.kind !== 'human') return;
  fold.wrote.push({ message, person });
  fold.absences.delete(person.address);
  for (const id of referencedIds(message)) fold.reached.add(`${person.address} ${id}`);
  if (takeThanks(fold, message, person, context)) return;
  // R2: a mail that cites an id of the team that nobody has seen proves an answer that we could not see.
  if (citesUnseenTeamMail(message, context)) fold.owed = [];
  // What an agent passes on did not reach the mailbox by itself (R5), nor does it show that the address works.
  if (cameByItself(message, context.settings)) fold.customerReached = true;
  if (!message.forwarded) fold.undeliverable.delete(person.address);
  const told = message.forwarded !== undefined && message.from.address === fold.agent?.address;
  if (fold.agent && fold.watched && !told)
    fold.answers.push({
      message,
      reopened: fold.closed !== null,
      agent: fold.agent,
      anchor: fold.silence?.anchor ?? fold.lastAgentMail,
    });
  endSilence(fold);
  fold.closed = null;
  fold.closedSilence = null;
  fold.customerWroteSinceClose = true;
  endSnooze(fold, message.at);
  fold.owed.push({ id: message.id, at: message.at });
}

/**
 * An automatic reply that names a day of return moves the next stage (`afterAbsence`); it answers nothing. It may come
 * before the silence does: a Sent copy is stored after the mail has left, and people tell of weeks.
 */
function takeAbsence(fold: Fold, message: Message, person: Person, { settings }: FoldContext): void {
  if (fold.closed) return;
  if (message.newText === undefined) {
    fold.needsText.push(message.key);
    return;
  }
  const returnsOn = returnDateOf(message.subject, message.newText, message.at);
  if (returnsOn === null) return;
  // An alias or assistant answers for the one person who was written to.
  const asked = fold.lastAgentMail ? outsiders(fold.lastAgentMail, settings) : [];
  const forHim = asked.length === 1 && referencedIds(message).some((id) => fold.ours.has(id));
  const address = forHim ? asked[0]!.address : person.address;
  fold.absences.set(address, { address, returnsOn, messageId: message.id, at: message.at });
}

function citesUnseenTeamMail(message: Message, { settings, seenIds }: FoldContext): boolean {
  return referencedIds(message).some(
    (id) => !seenIds.has(id) && !id.startsWith('thrice.') && settings.team.domains.includes(domainOf(id)),
  );
}

function takeAgentMail(
  fold: Fold,
  message: Message,
  agent: Person,
  at: number,
  context: FoldContext,
): StartVerdict {
  const { settings, world } = context;
  const refs = referencedIds(message);
  fold.owed = fold.owed.filter(
    (debt) => debt.id !== null && !refs.includes(debt.id) && message.at < debt.at + crossing,
  );
  fold.agent = agent;
  fold.lastAgentMail = message;
  if (!isAnnouncement(message, settings))
    for (const person of outsiders(message, settings)) fold.writtenTo.set(person.address, person);
  for (const id of [message.id, ...(message.otherIds ?? [])]) fold.ours.add(id);
  const { watched, customerWroteSinceClose } = fold;
  const so = { watched, closed: fold.closed !== null, customerWroteSinceClose, startFrom: world.startFrom };
  const verdict = startOf(message, settings, so);
  if (settings.watch === 'all' || isAddressed(message, settings)) fold.watched = true;
  if (verdict.starts || verdict.reason === 'goodbye') startWith(fold, message, verdict.starts, at);
  takeAddresses(fold, message, verdict.starts, at, context);
  return verdict;
}

/** The mail starts or continues a silence, or is a goodbye. Its text is read only here, where it decides (R4). */
function startWith(fold: Fold, message: Message, starts: boolean, at: number): void {
  if (message.newText === undefined) fold.needsText.push(message.key);
  if (!starts) {
    endWithGoodbye(fold, message);
    return;
  }
  // I7: a silence beneath a close goes on with its stages, none of them sooner than in a new one.
  if (fold.closed && fold.silence) {
    fold.silence.spent = Math.max(fold.silence.spent, fold.silence.used);
    fold.silence.used = 0;
  }
  fold.closed = null;
  fold.closedSilence = null;
  // The agent tries again; what is dead for good is suppressed beyond the conversation (R12).
  for (const { address } of message.to ?? [])
    if (!isComplainer(fold, address)) fold.undeliverable.delete(address);
  if (fold.silence?.over) endSilence(fold);
  if (fold.silence) continueSilence(fold, message, at);
  else openSilence(fold, message, at);
}

function endWithGoodbye(fold: Fold, message: Message): void {
  // I6: what crossed it is still owed.
  if (fold.owed.length > 0) return;
  if (fold.closed && !fold.closed.doubted) endSilence(fold);
  else close(fold, message.at, 'resolved', { kind: 'said-goodbye' });
}

/** The agent's own nudge moves the clock and buys no extra stage; it takes the place of a draft that lay ready. */
function continueSilence(fold: Fold, message: Message, at: number): void {
  const silence = fold.silence!;
  silence.ordered = undefined;
  silence.anchor = message;
  silence.before = 0;
  silence.ids.add(message.id);
  silence.clock = Math.max(silence.clock, at);
  sendDraft(fold, silence);
}

/** A mail in Sent that starts nothing may still be the draft, sent with a header that makes it look automatic. */
function takeDraft(fold: Fold, message: Message, at: number, { settings }: FoldContext): void {
  const silence = fold.silence;
  const to = outsiders(message, settings).map((person) => person.address);
  if (!silence?.draft?.to.some((address) => to.includes(address))) return;
  silence.clock = Math.max(silence.clock, at);
  sendDraft(fold, silence);
}

/** Whether it went as it was or another mail went for it, the customer got one: it counts for the caps (I5). */
function sendDraft(fold: Fold, silence: OpenSilence): void {
  if (silence.draft) fold.sentTotal += 1;
  useUpDraft(silence);
}
