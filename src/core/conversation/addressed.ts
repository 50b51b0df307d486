import type { Message } from '../message/message.js';
import type { Person } from '../message/parsed.js';
import { replayDoubt } from '../message/replayed.js';
import { verify } from '../message/verify.js';
import { type AddressOrder, addressOrders } from '../order/address-order.js';
import type { Settings } from '../settings.js';
import { answeredIds, ownIds } from './link.js';
import { isOwnAddress, type Role, recipients } from './role.js';
import { noAgentMail } from './start.js';

/** A verified agent's mail to a customer, with what its plus addresses order. */
export interface AddressedMail {
  readonly message: Message;
  readonly by: Person;
  readonly orders: readonly AddressOrder[];
}

/**
 * The mails of agents to customers that order something by an address, in the order of the conversation. What others
 * write into their recipients orders nothing, nor does an address that a reply to all carries along.
 */
export function addressedMails(
  messages: readonly Message[],
  roles: ReadonlyMap<string, Role>,
  settings: Settings,
): AddressedMail[] {
  const found: AddressedMail[] = [];
  messages.forEach((message, i) => {
    const role = roles.get(message.key)!;
    if (role.role !== 'agent' || !hasPlus(message) || noAgentMail(message, role, settings)) return;
    const addresses = newAddresses(message, messages.slice(0, i), settings);
    const { ownAddresses, policies, calendar } = settings;
    const orders = addressOrders(addresses, { ownAddresses, policies, calendar, at: message.at });
    if (orders.length > 0) found.push({ message, by: role.person, orders });
  });
  return found;
}

/** Most mails have none, and derive is asked of every conversation. */
function hasPlus(message: Message): boolean {
  return (
    message.deliveredTo !== undefined || recipients(message).some(({ address }) => address.includes('+'))
  );
}

/** The own addresses that this mail names and the mail that it answers did not: a Bcc is never carried along. */
function newAddresses(message: Message, before: readonly Message[], settings: Settings): string[] {
  const { to = [], cc = [] } = message;
  const visible = [...to, ...cc].filter(({ address }) => isOwnAddress(address, settings));
  const carried = new Set(parentsOf(message, before).flatMap(carriedBy));
  const written = visible.map(({ address }) => address).filter((address) => !carried.has(address));
  const seen = new Set(visible.map(({ address }) => address));
  const hidden = [...blindlyWritten(message, settings), ...blindAddresses(message, settings)];
  return [...written, ...hidden.filter((address) => !seen.has(address))];
}

/** What a reply to all takes over: To and Cc, and where the answers are wanted. */
function carriedBy({ from, replyTo = [], to = [], cc = [] }: Message): string[] {
  return [from, ...replyTo, ...to, ...cc].map(({ address }) => address);
}

/** The mail that is answered. Where nobody has seen it, any earlier one may have carried the address into it. */
function parentsOf(message: Message, before: readonly Message[]): readonly Message[] {
  const answered = answeredIds(message);
  const named = answered.length > 0 ? answered : (message.references ?? []).slice(-1);
  const parents = before.filter((one) => ownIds(one).some((id) => named.includes(id)));
  return parents.length > 0 ? parents : before;
}

/** I7: the Bcc field, unless another server handed the mail in: whoever got it can send it once more and add one. */
function blindlyWritten(message: Message, { team }: Settings): string[] {
  return verify(message, team).detour ? [] : (message.bcc ?? []).map(({ address }) => address);
}

/**
 * I7: a copy counts only if it proves by itself that the agent wrote it, and that his server sent it here: the recipients
 * of the envelope are signed by nobody, whatever To and Cc say.
 */
function blindAddresses(message: Message, { team, ownAddresses }: Settings): string[] {
  const { deliveredTo = [], from } = message;
  return deliveredTo.flatMap(({ address, at, auth = [] }) => {
    const shown = verify({ from, auth, copies: [] }, team);
    if (!shown.verified || shown.detour) return [];
    return replayDoubt({ ...message, at }, shown, ownAddresses) ? [] : [address];
  });
}

/** The policy that an address chose last; of several in one mail the one that stands last. */
export function chosenPolicy(addressed: readonly AddressedMail[]): { chosen?: string } {
  const chosen = addressed.flatMap(({ orders }) => orders).findLast(({ kind }) => kind === 'policy');
  return chosen?.kind === 'policy' ? { chosen: chosen.name } : {};
}
