import { type DisjointSets, disjointSets } from '../disjoint-sets.js';
import { compare } from '../message/fact.js';
import type { Message } from '../message/message.js';
import { hasReplyPrefix, subjectKey } from '../message/subject.js';
import type { Settings } from '../settings.js';
import type { Note } from './note.js';
import { isAnnouncement, isOwnAddress, outsiders, roleOf } from './role.js';

/**
 * Threads and conversations (R3). A thread is a connected component of messages by their ids, whatever the config says:
 * it is the unit of storage. `partition` cuts a thread into conversations by the config's view of who is a customer.
 */
export interface Thread {
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
}

/** A thread of one party: what `derive` looks at. Messages in effective order, at least one. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
}

/** The ids a mail points to. A bot mail has one edge, to what it is about: a forged or odd chain joins nothing. */
export function referencedIds(message: Message): readonly string[] {
  if (message.own) return [message.own.anchor];
  return [...new Set([...(message.inReplyTo ?? []), ...(message.references ?? [])])];
}

/**
 * All ids by which the index finds the thread of a mail, some of them twice: its own, those servers gave it, and those
 * it points to.
 */
export function linkIds({ id, otherIds = [], own, inReplyTo = [], references = [] }: Message): string[] {
  return own ? [id, ...otherIds, own.anchor] : [id, ...otherIds, ...inReplyTo, ...references];
}

/** The ids of the mails that a note speaks of. */
export function noteIds(note: Note): string[] {
  const ids = 'id' in note ? [note.id] : [];
  return 'anchor' in note ? [note.anchor, ...ids] : ids;
}

/**
 * Keys of the last resort (R3): base subject and a participant who may be the customer, of some mails, each key once.
 * A mail without a subject has none. `isTeam` leaves out addresses that take part in everything.
 */
export function subjectKeys(messages: readonly Message[], isTeam: (address: string) => boolean): Set<string> {
  const keys = new Set<string>();
  // Mails of one thread share subjects and people, and reading a hundred thousand threads should not take long.
  const bases = new Map<string, string>();
  const team = new Map<string, boolean>();
  for (const { subject, from, originalFrom, replyTo = [], to = [], cc = [] } of messages) {
    const base = remembered(bases, subject, subjectKey);
    if (base === '') continue;
    const people = [from, ...(originalFrom ? [originalFrom] : []), ...replyTo, ...to, ...cc];
    for (const { address } of people.slice(0, 20))
      if (!remembered(team, address, isTeam)) keys.add(`${base} ${address}`);
  }
  return keys;
}

function remembered<T>(known: Map<string, T>, text: string, find: (text: string) => T): T {
  const found = known.get(text);
  if (found !== undefined) return found;
  const value = find(text);
  known.set(text, value);
  return value;
}

/** A reply that names no mail at all: only its subject can tell where it belongs. */
export function isOrphanReply(message: Message): boolean {
  const { kind, own, inReplyTo = [], references = [], subject } = message;
  return (
    kind === 'human' && !own && inReplyTo.length === 0 && references.length === 0 && hasReplyPrefix(subject)
  );
}

/** An orphan reply joins the latest mail of the same subject and customer that is not older than this, in ms. */
const orphanReach = 60 * 24 * 3600 * 1000;

/** Cuts a thread into conversations. The same messages in any order give the same conversations (I4). */
export function partition(thread: Thread, settings: Settings): Conversation[] {
  const messages = [...thread.messages].sort(byTime);
  const first = messages[0];
  if (!first) return [];
  if (messages.length === 1) return [{ messages, notes: [...thread.notes].sort(byNoteTime) }];
  const groups = joinedGroups(messages, settings);
  return groups.map((group) => ({ messages: causalOrder(group), notes: notesOf(group, thread.notes) }));
}

function joinedGroups(messages: readonly Message[], settings: Settings): Message[][] {
  const sets = disjointSets(messages.length);
  const byId = new Map<string, number[]>();
  messages.forEach((message, i) => {
    for (const id of [message.id, ...(message.otherIds ?? [])]) push(byId, id, i);
  });
  for (const indexes of byId.values()) for (const i of indexes) sets.join(indexes[0]!, i);
  const announcement = messages.map((message) => isAnnouncement(message, settings));
  const weak = new Map<string, number>();
  messages.forEach((message, i) => {
    for (const id of referencedIds(message)) {
      const targets = byId.get(id);
      if (targets && !targets.some((t) => announcement[t])) sets.join(i, targets[0]!);
      else joinWeakly(weak, id, i, message, settings, sets);
    }
    const orphanTarget = isOrphanReply(message) ? orphanParent(messages, i, settings) : -1;
    if (orphanTarget >= 0) sets.join(i, orphanTarget);
  });
  const groups = new Map<number, Message[]>();
  messages.forEach((message, i) => {
    push(groups, sets.find(i), message);
  });
  return [...groups.values()];
}

/** R3: through an announcement or an unseen id only mails that share a customer address join. */
function joinWeakly(
  weak: Map<string, number>,
  id: string,
  i: number,
  message: Message,
  settings: Settings,
  sets: DisjointSets,
): void {
  for (const address of customerAddresses(message, settings)) {
    const key = `${id} ${address}`;
    const other = weak.get(key);
    if (other === undefined) weak.set(key, i);
    else sets.join(i, other);
  }
}

function orphanParent(messages: readonly Message[], orphan: number, settings: Settings): number {
  const self = messages[orphan]!;
  const base = subjectKey(self.subject);
  const mine = new Set(customerAddresses(self, settings));
  for (let i = orphan - 1; i >= 0; i--) {
    const other = messages[i]!;
    if (self.at - other.at > orphanReach) return -1;
    if (isOrphanReply(other) && other.from.address === self.from.address) continue;
    if (subjectKey(other.subject) !== base || isAnnouncement(other, settings)) continue;
    if (customerAddresses(other, settings).some((address) => mine.has(address))) return i;
  }
  return -1;
}

/** The addresses of the customer's side in one mail. */
function customerAddresses(message: Message, settings: Settings): string[] {
  const role = roleOf(message, settings);
  const writer = role.role === 'customer' && !isOwnAddress(role.person.address, settings);
  return [...(writer ? [role.person.address] : []), ...outsiders(message, settings).map((p) => p.address)];
}

function notesOf(group: readonly Message[], notes: readonly Note[]): Note[] {
  const ids = new Set(group.flatMap((message) => [message.id, ...(message.otherIds ?? [])]));
  return notes.filter((note) => noteIds(note).some((id) => ids.has(id))).sort(byNoteTime);
}

function byNoteTime(a: Note, b: Note): number {
  return a.at - b.at || a.uid - b.uid || compare(a.noteId, b.noteId);
}

function byTime(a: Message, b: Message): number {
  return a.at - b.at || compare(a.key, b.key);
}

/**
 * Time order (R2), but never a reply before what it answers: a Sent copy may be stored minutes after the mail left, so
 * that the customer's quick answer bears the earlier time; and a question and its answer may come within one second,
 * which is all that Received tells. A reply counts as written at the latest of the mails before it, and behind them.
 * But a mail that was delivered long after its reply (redirected, delayed, or planted) lifts nothing: its reply stays
 * where its own Received puts it, and with it all that was sent and said since (I1, I7).
 */
function causalOrder(messages: readonly Message[]): Message[] {
  const inTime = [...messages].sort(byTime);
  const places = new Map<string, Place>();
  // An id is the first mail's that bears it: a later one may be planted to move the order (I7).
  const bearers = new Map<string, string>();
  for (const { key, id, otherIds = [] } of inTime)
    for (const name of [id, ...otherIds]) if (!bearers.has(name)) bearers.set(name, key);
  // In the order of time nearly every parent comes first; a few rounds settle the others, and end where ids run in circles.
  for (let round = 0, moved = true; moved && round < 8; round++) {
    moved = false;
    for (const message of inTime) {
      const before = places.get(message.key);
      const place = placeBehind(message, places);
      if (before?.time === place.time && before.depth === place.depth) continue;
      places.set(message.key, place);
      for (const id of [message.id, ...(message.otherIds ?? [])])
        if (bearers.get(id) === message.key) places.set(`id ${id}`, place);
      moved = true;
    }
  }
  const placeOf = (message: Message): Place => places.get(message.key)!;
  return inTime.sort((a, b) => {
    const [x, y] = [placeOf(a), placeOf(b)];
    return x.time - y.time || x.depth - y.depth || byTime(a, b);
  });
}

/** Where a mail stands in its conversation: its effective time (ms UTC), and how many mails it follows one on another. */
interface Place {
  readonly time: number;
  readonly depth: number;
  /** A client stored it, so its time says when it was stored, not when it left. */
  readonly stored: boolean;
}

/** So much later than its reply may a delivered mail be, in ms: servers' clocks differ. */
const skew = 10 * 60 * 1000;

function placeBehind(message: Message, places: ReadonlyMap<string, Place>): Place {
  const own = [message.id, ...(message.otherIds ?? [])];
  let [time, depth] = [message.at, 0];
  for (const id of referencedIds(message)) {
    const parent = own.includes(id) ? undefined : places.get(`id ${id}`);
    if (!parent || (!parent.stored && parent.time > message.at + skew)) continue;
    time = Math.max(time, parent.time);
    depth = Math.max(depth, parent.depth + 1);
  }
  return { time, depth, stored: message.stored === true };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
