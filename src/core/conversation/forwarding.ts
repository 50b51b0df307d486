import { onlyDiscarded } from '../message/fact.js';
import { mayCarryMail } from '../message/forward.js';
import type { Kind } from '../message/kind.js';
import type { Message } from '../message/message.js';
import type { Header, Person } from '../message/parsed.js';
import type { Settings } from '../settings.js';
import { isOutside, isOwnAddress, isTeamAddress, outsiders } from './team-address.js';

/**
 * Whether a mail may be an agent's forward of what a customer wrote to him alone (R11), so that its body has to be read:
 * a person's mail from an address of the team that is not the mailbox's own (what was written to that lies here), to
 * nobody outside, that looks as if it carried another mail. A forward to a supplier is a mail to the supplier.
 */
export function mayPassOn(header: Header, kind: Kind, settings: Settings): boolean {
  const [from, ...others] = header.from;
  if (kind !== 'human' || !from || others.length > 0) return false;
  return isColleague(from, settings) && outsiders(header, settings).length === 0 && mayCarryMail(header);
}

/**
 * The customer whose words a mail of a verified agent passes on; null: the mail is the agent's own (it carries no mail, or
 * a colleague's, or goes to somebody outside).
 */
export function passedOn(message: Message, settings: Settings): Person | null {
  const { forwarded, kind, from } = message;
  if (!forwarded || kind !== 'human' || !isColleague(from, settings)) return null;
  if (!isOutside(forwarded.from, settings) || outsiders(message, settings).length > 0) return null;
  return forwarded.from;
}

function isColleague({ address }: Person, settings: Settings): boolean {
  return isTeamAddress(address, settings) && !isOwnAddress(address, settings);
}

/** The mail that this one passes on lies here itself, and not in Junk, so that it counts there and not once more. */
export function isHereItself({ forwarded }: Message, messages: readonly Message[]): boolean {
  const id = forwarded?.id;
  if (id === undefined) return false;
  const writer = forwarded?.from.address;
  return messages.some(
    (message) =>
      (message.id === id || message.otherIds?.includes(id)) &&
      (message.from.address === writer || message.originalFrom?.address === writer) &&
      message.kind === 'human' &&
      !onlyDiscarded(message),
  );
}

/**
 * R5: whether a customer's mail reached the mailbox by itself. One that an agent had to forward or redirect (Resent-From)
 * did not, and the next one may not either. That the field can be forged only makes Thrice ask the agent more often.
 */
export function cameByItself(message: Message, settings: Settings): boolean {
  if (message.forwarded && isTeamAddress(message.from.address, settings)) return false;
  return !message.resentBy || !isTeamAddress(message.resentBy.address, settings);
}
