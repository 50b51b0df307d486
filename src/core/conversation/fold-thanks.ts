import { isGratitude } from '../message/gratitude.js';
import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import { close } from './fold-silence.js';
import type { Fold, FoldContext } from './fold-state.js';
import { cameByItself } from './forwarding.js';
import { isTeamAddress } from './team-address.js';

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
  if (message.attached || !isMereThanks(fold, message.newText, [person, message.from])) return false;
  const { agent } = fold;
  if (cameByItself(message, context.settings)) fold.customerReached = true;
  fold.undeliverable.delete(person.address);
  fold.snoozedUntil = null;
  const kept = fold.closed !== null && fold.silence === null;
  fold.thanks.push({ message, person, agent, kept, undone: false });
  const why = { kind: 'said-thanks', who: person.address } as const;
  if (!kept) close(fold, message.at, 'resolved', why);
  // Who says thanks for the final notice was not silent.
  if (fold.closed?.outcome === 'no-reply') fold.closed = { ...fold.closed, outcome: 'resolved', why };
  if (fold.closed) fold.closed = { ...fold.closed, thanks: [...(fold.closed.thanks ?? []), message] };
  // R4: the customer wrote, so that the agent's next mail about the matter begins anew.
  fold.customerWroteSinceClose = true;
  return true;
}

/** From the one person to whom the agent wrote: thanks of one of several leave open what the others owe. */
function isCandidate(fold: Fold, message: Message, person: Person, { settings }: FoldContext): boolean {
  // What an agent passes on shows his remark, not the customer's words.
  if (message.forwarded || !fold.watched || fold.owed.length > 0 || !fold.lastAgentMail) return false;
  const after = fold.closed !== null && fold.silence === null;
  if (after ? settings.onThanks === 'reopen' : fold.silence === null) return false;
  const { to = [] } = fold.lastAgentMail;
  const asked = to.filter(({ address }) => !isTeamAddress(address, settings));
  return asked.length === 1 && asked[0]!.address === person.address;
}

/** "Perfect, thanks" to a question may be a yes; then only "it works", "it is solved" ends the matter. */
function isMereThanks(fold: Fold, text: string, writers: readonly Person[]): boolean {
  const people = [
    ...writers,
    ...(fold.agent ? [fold.agent] : []),
    ...(fold.lastAgentMail ? [fold.lastAgentMail.from] : []),
  ];
  const { gratitude, reason } = isGratitude(
    text,
    people.map(({ name }) => name),
  );
  const asked = fold.silence !== null && /[?？]/.test(fold.silence.anchor.newText ?? '');
  return gratitude && (reason === 'solved' || !asked);
}

/** `reopen` at `reopenedAt` (ms UTC) after mere thanks: they are an answer, and the team owes one. Gives whether there were any. */
export function undoThanks(fold: Fold, reopenedAt: number): boolean {
  const said = fold.closed?.thanks ?? [];
  if (said.length === 0) return false;
  fold.thanks = fold.thanks.map((one) => (said.includes(one.message) ? { ...one, undone: true } : one));
  fold.closed = null;
  fold.closedSilence = null;
  for (const { id, at } of said) fold.owed.push({ id, at, reopenedAt });
  return true;
}
