import { isGratitude } from '../message/gratitude.js';
import type { Message, Person } from '../message/message.js';
import { close } from './fold-silence.js';
import type { Fold, FoldContext } from './fold-state.js';
import { cameByItself } from './forwarding.js';
import { outsiders } from './role.js';

/**
 * R11: mere thanks of the person to whom the agent wrote decide that no new obligation arises: in a silence they close
 * the conversation as resolved, after the close it stays closed (`on_thanks`). Every such mail is listed, and `reopen`
 * makes an answer of it. Gives whether the mail was taken so; anything uncertain is a normal answer.
 */
export function takeThanks(fold: Fold, message: Message, person: Person, context: FoldContext): boolean {
  if (!isCandidate(fold, message, person, context)) return false;
  if (message.newText === undefined) {
    fold.needsText.push(message.key);
    return false;
  }
  const { agent } = fold;
  const names = [person.name, message.from.name, agent?.name ?? '', fold.lastAgentMail?.from.name ?? ''];
  if (message.attached || !isGratitude(message.newText, names).gratitude) return false;
  if (cameByItself(message, context.settings)) fold.customerReached = true;
  fold.undeliverable.delete(person.address);
  fold.snoozedUntil = null;
  const kept = fold.closed !== null && fold.silence === null;
  fold.thanks.push({ message, person, agent, kept, undone: false });
  const why = `${person.address} only said thanks.`;
  if (kept) fold.customerWroteSinceClose = true;
  else close(fold, message.at, 'resolved', why);
  // Who says thanks for the final notice was not silent.
  if (fold.closed?.outcome === 'no-reply') fold.closed = { ...fold.closed, outcome: 'resolved', why };
  if (fold.closed) fold.closed = { ...fold.closed, thanks: message };
  return true;
}

function isCandidate(fold: Fold, message: Message, person: Person, { settings }: FoldContext): boolean {
  // What an agent passes on shows his remark, not the customer's words.
  if (message.forwarded || !fold.watched || fold.owed.length > 0 || !fold.lastAgentMail) return false;
  const after = fold.closed !== null && fold.silence === null;
  if (after ? settings.onThanks === 'reopen' : fold.silence === null) return false;
  return outsiders(fold.lastAgentMail, settings).some(({ address }) => address === person.address);
}

/** `reopen` after mere thanks: they are an answer, and the team owes one. Gives whether there were any. */
export function undoThanks(fold: Fold): boolean {
  const said = fold.closed?.thanks;
  if (!said) return false;
  fold.thanks = fold.thanks.map((one) => (one.message === said ? { ...one, undone: true } : one));
  fold.closed = null;
  fold.closedSilence = null;
  fold.owed.push({ id: said.id, at: said.at });
  return true;
}
