import { isListMail } from '../core/message/classify/list.js';
import { fieldOf } from '../core/message/fields.js';
import type { Header, Person } from '../core/message/parsed.js';
import { parsePersons } from './persons.js';

/** "'Maria' via Support", "Maria (via list)": what Google Groups, Mailman, groups.io and Sympa make of a name. */
const via = /^(.{1,200}?)\s{1,3}\(?(?:via|vía|über|par)\s.{1,200}$/iu;

/**
 * The author of a mail whose From a group, a list or a form wrote (R8): X-Original-From; else, where a list shows that it
 * put itself into From (as it does for the sake of DMARC), the poster that X-Original-Sender, Reply-To or Cc name. Null:
 * From is as its author wrote it, or nothing tells who that was. A sender can write all of this: it may say whose mail it
 * is on the customer's side, and never that it is an agent's.
 */
export function originalAuthor(header: Header): Person | null {
  const stated = fieldOf(header, 'x-original-from');
  if (stated !== null) return parsePersons(stated)[0] ?? null;
  const from = header.from[0];
  const group = fieldOf(header, 'x-google-group-id') !== null;
  if (!from || !(group || isListMail(header))) return null;
  const name = via.exec(from.name)?.[1]?.replace(/^['"]|['"]$/g, '');
  const list = listAddress(header);
  const encoded = encodedIn(from.address);
  if (name === undefined && from.address !== list && !encoded) return null;
  const isPoster = ({ address }: Person): boolean => address !== from.address && address !== list;
  // Google sets it on every mail of a group, rewritten or not.
  const sender = group ? parsePersons(fieldOf(header, 'x-original-sender') ?? '')[0] : undefined;
  const named =
    name === undefined ? undefined : header.cc.find((person) => person.name === name && isPoster(person));
  const address = [sender, header.replyTo.find(isPoster), named, encoded].find(
    (person): person is Person => person !== undefined && person !== null && isPoster(person),
  )?.address;
  if (address === undefined) return null;
  const known = header.replyTo.find((person) => person.address === address)?.name ?? '';
  return { name: known || (name ?? ''), address };
}

/** Where posts to the list go (RFC 2369 3.4), or ''. */
function listAddress(header: Header): string {
  return /<mailto:([^>?\s]{1,320})/i.exec(fieldOf(header, 'list-post') ?? '')?.[1]?.toLowerCase() ?? '';
}

/** groups.io and others keep the poster in the local part: `maria=customer.test@groups.io`. */
function encodedIn(address: string): Person | null {
  const match = /^([^@=\s]{1,64})=([a-z0-9.-]{1,200}\.[a-z]{2,30})@/.exec(address);
  return match ? { name: '', address: `${match[1]}@${match[2]}` } : null;
}
